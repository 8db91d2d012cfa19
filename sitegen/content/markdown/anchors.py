"""The ids of headings: stable, readable in every script, unique in their document."""

import re
import unicodedata
from collections.abc import Iterable

_OTHER_ASCII = re.compile(r"[^a-z0-9]+")
_HYPHENS = re.compile("-{2,}")


def slug(text: str) -> str:
    """Return `text` in lower case and NFC: letters, numbers, marks; all else is a hyphen."""
    lowered = text.lower()
    if lowered.isascii():
        return _OTHER_ASCII.sub("-", lowered).strip("-")
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else "-"
        for character in unicodedata.normalize("NFC", lowered)
    )
    return _HYPHENS.sub("-", "".join(kept)).strip("-")


class Anchors:
    """The ids of one document. Reserved ones are given to nobody who does not ask by name."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)
        self._count: dict[str, int] = {}

    def new(self, text: str) -> str:
        """Return a free id that speaks of `text`; "section" if it holds no letter or number."""
        name = slug(text) or "section"
        anchor = name
        number = self._count.get(name, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{name}-{number}"
        self._count[name] = number
        self._taken.add(anchor)
        return anchor
