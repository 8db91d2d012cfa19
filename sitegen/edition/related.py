"""Related stories, computed: what shares rare terms, and lies near in time.

A pure function of (path, day, terms), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by date and path, so that one new story moves few lists. Each story
is compared with its nearest neighbours in time under each of its terms, which keeps the work
linear in the number of stories. It sees no others: so the list of a story is as it was if all that
the story sees is as it was.
"""

from bisect import bisect_left
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping

from msgspec import Struct

NEIGHBOURS = 8
"""How far a story looks to either side under each term."""

KEPT = 12
"""How many are found: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a term is worth, in per cent, for each doubling of 32 days between two stories."""

Term = Hashable


class Entry(Struct, frozen=True, gc=False):
    """What is read of a story. `day` counts days."""

    path: str
    day: int
    terms: tuple[Term, ...]


def related(entries: Iterable[Entry], before: Iterable[Entry] = ()) -> dict[str, tuple[str, ...]]:
    """Return for each entry up to twelve others by path, best first.

    Those alone that may have another list than they had among the entries of `before`.
    """
    now, then = {it.path: it for it in entries}, {it.path: it for it in before}
    moved = {path for path in now.keys() | then.keys() if now.get(path) != then.get(path)}
    index = Index(now.values())
    touched = index.touched(moved, Index(then.values(), _terms_of(moved, now, then)))
    return {path: tuple(index.nearest(path)) for path in touched}


def _terms_of(paths: Iterable[str], *many: Mapping[str, Entry]) -> set[Term]:
    return {term for path in paths for some in many if path in some for term in some[path].terms}


class Index:
    """Entries in order of time, and under each term the numbers of those that have it.

    Under some `terms` alone, if they are given.
    """

    def __init__(self, entries: Iterable[Entry], terms: Container[Term] | None = None) -> None:
        self._entries = sorted(entries, key=lambda it: (it.day, it.path))
        self._numbers = {entry.path: number for number, entry in enumerate(self._entries)}
        self._postings: dict[Term, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for term in dict.fromkeys(entry.terms):
                if terms is None or term in terms:
                    self._postings.setdefault(term, []).append(number)
        self._worth = {term: _rarity(len(posting)) for term, posting in self._postings.items()}

    def touched(self, moved: Iterable[str], before: "Index") -> set[str]:
        """Return the paths of those that may see something else than they saw `before`.

        `moved` are the paths of entries that are new, gone, or other than they were.
        """
        found = {path for path in moved if path in self._numbers}
        for path in moved:
            for index in (before, self):
                # Whoever saw one that is gone sees another instead, and whoever sees one that is
                # new saw another. To all the rest nothing happens: a sight is counted from where
                # one stands.
                found.update(index.sight(path))
        terms = {term for index in (before, self) for path in moved for term in index.terms(path)}
        for term in terms:
            if before.worth(term) != self.worth(term):
                found.update(self._entries[it].path for it in self._postings.get(term, ()))
        return found & self._numbers.keys()

    def terms(self, path: str) -> tuple[Term, ...]:
        """Return the terms of an entry; none if it is not here."""
        return self._entries[self._numbers[path]].terms if path in self._numbers else ()

    def worth(self, term: Term) -> int:
        """Return what a term is worth."""
        return self._worth.get(term, 0)

    def sight(self, path: str) -> Iterator[str]:
        """Yield the paths of those that an entry sees, itself included: they see it, too."""
        if path in self._numbers:
            number = self._numbers[path]
            for term in set(self.terms(path)):
                yield from (self._entries[it].path for it in self._around(term, number))

    def nearest(self, path: str) -> Iterator[str]:
        """Yield the paths of the entries most related to one, best first."""
        number = self._numbers[path]
        near: set[int] = set()
        entry = self._entries[number]
        mine, day, worth = set(entry.terms), entry.day, self._worth
        for term in mine:
            near.update(self._around(term, number))
        near.discard(number)
        scored = []
        for other in near:
            its = self._entries[other]
            shared = 0
            for term in mine.intersection(its.terms):
                shared += worth[term]
            distance = abs(day - its.day)
            step = (distance >> 5).bit_length()
            scored.append((-shared * FADING[min(step, 9)], distance, -other))
        scored.sort()
        return (self._entries[-other].path for _, _, other in scored[:KEPT])

    def _around(self, term: Term, number: int) -> list[int]:
        posting = self._postings[term]
        place = bisect_left(posting, number)
        return posting[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _rarity(stories: int) -> int:
    """Return the worth of a term: one step less for every four times as many stories."""
    return max(1, 9 - stories.bit_length() // 2)
