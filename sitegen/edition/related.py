"""Related stories, computed: what shares rare terms, and lies near in time.

A pure function of (path, day, terms), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by date and path, so that one new story moves few lists. Each story
is compared with its nearest neighbours in time under each of its terms, which keeps the work
linear in the number of stories. It sees no others: so what an earlier table says of a story
still holds if all that the story sees is as it was.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

NEIGHBOURS = 8
"""How far a story looks to either side under each term."""

KEPT = 12
"""How many are kept: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a term is worth, in per cent, for each doubling of 32 days between two stories."""


T = TypeVar("T")

Table = tuple[tuple[int, ...], ...]


class Entry(Struct, frozen=True, gc=False):
    """What is read of a story. `day` counts days; terms are "kind:id"."""

    path: str
    day: int
    terms: tuple[str, ...]


class Remembered(Struct, frozen=True):
    """A table, and the entries that it was made from."""

    entries: tuple[Entry, ...] = ()
    table: Table = ()


def related(entries: Sequence[Entry], before: Remembered | None = None) -> Table:
    """Return for each entry up to twelve others, best first, each by its number in `entries`.

    What is known from `before` makes the work shorter, and no difference to the result.
    """
    index = _Index(entries)
    kept = dict(_still_true(index, before)) if before else {}
    numbers = {entry.path: number for number, entry in enumerate(entries)}
    rows = {
        entry.path: [numbers[path] for path in kept.get(entry.path) or index.nearest(number)]
        for number, entry in enumerate(index.entries)
    }
    return tuple(tuple(rows[entry.path]) for entry in entries)


def _still_true(index: "_Index", before: Remembered) -> Iterator[tuple[str, list[str]]]:
    """Yield (path, related paths) of each entry that sees what it saw before."""
    then = {entry.path: entry for entry in before.entries}
    now = {entry.path: entry for entry in index.entries}
    changed = {path for path in then.keys() | now.keys() if then.get(path) != now.get(path)}
    terms = {
        term
        for path in changed
        for entry in (then.get(path), now.get(path))
        if entry
        for term in entry.terms
    }
    earlier = _Index(before.entries)
    for term in terms:
        saw = earlier.sights(term)
        changed.update(path for path, seen in index.sights(term).items() if saw.get(path) != seen)
    for entry, row in zip(before.entries, before.table, strict=True):
        if entry.path not in changed:
            yield entry.path, [before.entries[number].path for number in row]


class _Index:
    """Entries in order of time, and under each term the numbers of those that have it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = sorted(entries, key=lambda it: (it.day, it.path))
        self._postings: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for term in dict.fromkeys(entry.terms):
                self._postings.setdefault(term, []).append(number)
        self._worth = {term: _rarity(len(posting)) for term, posting in self._postings.items()}

    def sights(self, term: str) -> dict[str, tuple[int, list[Entry]]]:
        """Return by path what each entry sees of a term: its worth, and who is near under it."""
        posting = self._postings.get(term, [])
        found = [self.entries[number] for number in posting]
        return {
            entry.path: (self._worth[term], _around(found, place))
            for place, entry in enumerate(found)
        }

    def nearest(self, number: int) -> Iterator[str]:
        """Yield the paths of the entries most related to one, best first."""
        near: set[int] = set()
        entry = self.entries[number]
        mine, day, worth = set(entry.terms), entry.day, self._worth
        for term in mine:
            posting = self._postings[term]
            near.update(_around(posting, bisect_left(posting, number)))
        near.discard(number)
        scored = []
        for other in near:
            its = self.entries[other]
            shared = 0
            for term in mine.intersection(its.terms):
                shared += worth[term]
            distance = abs(day - its.day)
            step = (distance >> 5).bit_length()
            scored.append((-shared * FADING[min(step, 9)], distance, -other))
        scored.sort()
        return (self.entries[-other].path for _, _, other in scored[:KEPT])


def _around(posting: list[T], place: int) -> list[T]:
    return posting[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _rarity(stories: int) -> int:
    """Return the worth of a term: one step less for every four times as many stories."""
    return max(1, 9 - stories.bit_length() // 2)
