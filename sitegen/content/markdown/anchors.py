"""The ids of headings: stable, readable in every script, unique in their document."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from unicodedata import normalize

from sitegen.field_values import SectionHeading
from sitegen.urls import is_of_words, nfc, slugify

PART = "article-part"
"""The class of what has an id that speaks of its text, such as `extradition`.

Reading modes leave out what they take for furniture of the page, by words within class and id:
`extra`, `foot`, `social`, `sponsor`; what also says `article` they keep. Mozilla's Readability 0.6
(Firefox), `unlikelyCandidates` and `okMaybeItsACandidate`; others have the same rule from Arc90's.
"""

_QUOTES = re.compile("«[\u202f\xa0]?|[\u202f\xa0]?»|[\"'“”„‘’‚‹›「」『』]")


@lru_cache(maxsize=256)
def heading_key(text: str) -> str:
    """Return what the text of a heading is compared by: no quotation marks, single spaces."""
    if text.isascii() and '"' not in text and "'" not in text:
        return " ".join(text.split())
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


_OURS = re.compile("(?:page|fn|fnref|box)_")
"""What ids of the page itself begin with."""


def may_be_given(anchor: str) -> bool:
    """Say whether an editor may call something on a page so."""
    # Letters of India's scripts, and Arabic ones that are doubled, have marks on them.
    is_named = all(it in "_.:-" or is_of_words(it) for it in anchor)
    return bool(anchor) and is_named and not _OURS.match(anchor)


class Anchors:
    """The ids of one document. One that an editor has claimed is given to nobody else.

    `pinned` ids stand in the outline; `named` ones beside headings, here or further down.
    """

    def __init__(self, pinned: Iterable[str] = (), named: Collection[str] = ()) -> None:
        self._named = named
        self._taken = set(pinned)
        self._count: dict[str, int] = {}

    def claim(self, anchor: str) -> bool:
        """Take an id as it is asked for; say whether it was free."""
        is_free = anchor not in self._taken
        self._taken.add(anchor)
        return is_free

    def given(self, written: str, pinned: str, text: str) -> tuple[str, str]:
        """Return the id of a heading, and what is against the one that is written beside it."""
        wanted, against = nfc(written), ""
        if not wanted or wanted == pinned:
            pass
        elif pinned:
            against = f"`{written}` is not the id that `section_headings` gives to this heading"
        elif not may_be_given(wanted):
            against = f"`{written}` is no id that a heading may have"
        elif self.claim(wanted):
            return wanted, ""
        else:
            against = f"`{written}` is the id of another heading"
        return pinned or self.new(text), against

    def new(self, text: str) -> str:
        """Return a free id that speaks of `text`; "section" if it holds no letter or number."""
        name = slugify(text, "unicode") or "section"
        anchor = name
        number = self._count.get(name, 1)
        while anchor in self._taken or anchor in self._named:
            number += 1
            anchor = f"{name}-{number}"
        self._count[name] = number
        self._taken.add(anchor)
        return anchor
