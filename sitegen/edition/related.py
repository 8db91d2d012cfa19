"""Related stories, computed: what shares rare terms, and lies near in time.

A pure function of (path, day, terms), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by date and path, so that one new story moves few lists. Each story
is compared with its nearest neighbours in time under each of its terms, which keeps the work
linear in the number of stories.
"""

from collections.abc import Sequence
from itertools import chain

from msgspec import Struct

NEIGHBOURS = 8
"""How far a story looks to either side under each term."""

KEPT = 12
"""How many are kept: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a term is worth, in per cent, for each doubling of 32 days between two stories."""


Table = tuple[tuple[int, ...], ...]


class Entry(Struct, frozen=True, gc=False):
    """What is read of a story. `day` counts days; terms are "kind:id"."""

    path: str
    day: int
    terms: tuple[str, ...]


def related(entries: Sequence[Entry]) -> Table:
    """Return for each entry up to twelve others, best first, each by its number in `entries`."""
    order = sorted(range(len(entries)), key=lambda it: (entries[it].day, entries[it].path))
    ordered = [entries[number] for number in order]
    postings: dict[str, list[int]] = {}
    places: list[list[tuple[str, int]]] = []
    for number, entry in enumerate(ordered):
        own = []
        for term in entry.terms:
            posting = postings.setdefault(term, [])
            own.append((term, len(posting)))
            posting.append(number)
        places.append(own)
    worth = {term: _rarity(len(posting)) for term, posting in postings.items()}
    terms = [frozenset(entry.terms) for entry in ordered]
    table: list[tuple[int, ...]] = [()] * len(entries)
    for number, entry in enumerate(ordered):
        near = chain.from_iterable(
            postings[term][max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
            for term, place in places[number]
        )
        mine, day = terms[number], entry.day
        scored = []
        for other in set(near):
            if other != number:
                shared = 0
                for term in mine & terms[other]:
                    shared += worth[term]
                distance = abs(day - ordered[other].day)
                step = (distance >> 5).bit_length()
                scored.append((-shared * FADING[min(step, 9)], distance, -other))
        scored.sort()
        table[order[number]] = tuple(order[-other] for _, _, other in scored[:KEPT])
    return tuple(table)


def _rarity(stories: int) -> int:
    """Return the worth of a term: one step less for every four times as many stories."""
    return max(1, 9 - stories.bit_length() // 2)
