"""The ids of headings: stable, readable in every script, unique in their document."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from sitegen.model import SectionHeading
from sitegen.urls import slugify

_QUOTES = re.compile("[\"'“”„‘’‚«»‹›「」『』\u202f]")


def heading_key(text: str) -> str:
    """Return what the text of a heading is compared by: no quotation marks, single spaces."""
    return " ".join(normalize("NFC", _QUOTES.sub("", text)).split())


class Outline:
    """The entries of an outline, each for the next heading of its name."""

    def __init__(self, entries: Iterable[SectionHeading]) -> None:
        self._left = [(heading_key(entry.heading), entry) for entry in entries]

    def entry(self, text: str) -> SectionHeading | None:
        """Return the entry of the next heading, and leave behind those that come before it."""
        key = heading_key(text)
        for number, (named, entry) in enumerate(self._left):
            if named == key:
                del self._left[: number + 1]
                return entry
        return None


class Anchors:
    """The ids of one document. Reserved ones are given to nobody who does not ask by name."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)
        self._count: dict[str, int] = {}

    def new(self, text: str) -> str:
        """Return a free id that speaks of `text`; "section" if it holds no letter or number."""
        name = slugify(text, "unicode") or "section"
        anchor = name
        number = self._count.get(name, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{name}-{number}"
        self._count[name] = number
        self._taken.add(anchor)
        return anchor
