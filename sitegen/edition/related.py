"""Related stories, computed: what shares rare topics, and lies near in time.

A pure function of (path, moment, topics), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by the order of stories, so that one new story moves few lists. Each
story is compared with its nearest neighbours in time under each of its topics, which keeps the work
linear in the number of stories. It sees no others: so the list of a story is as it was if all that
the story sees is as it was.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from sitegen.edition.archive import Archive, Places, order
from sitegen.edition.rows import Row

T = TypeVar("T")

NEIGHBOURS = 8
"""How far a story looks to either side under each topic."""

KEPT = 12
"""How many are found: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a topic is worth, in per cent, for each doubling of 32 days between two stories."""

_LONG = 32 << len(FADING) - 2
"""Days behind which nothing fades any more."""

_DAY = 24 * 60 * 60

_FADED = tuple(FADING[(days >> 5).bit_length()] for days in range(_LONG))

BONDS = frozenset({"thread"})
"""The kinds of topics that come before all others: what two stories go on with together."""

TOGETHER = 20_000
"""What such a topic is worth, however many stories have it: more than all others together may be,
the freshest, when it has faded most."""


def topics_seen(row: Row) -> tuple[str, ...]:
    """Return what a story is compared by; one that was retracted is seen by none."""
    return () if row.retracted else row.filed


class Index:
    """The stories of an archive, under each topic those that others see.

    A topic is looked for when somebody first needs it: an edit needs few.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._stories = archive.stories
        self._paths = archive.paths
        # Topics by number: they are compared some hundred times a story.
        self._known: dict[str, int] = {}
        self._places: list[Places] = []
        self._worth: list[int] = []
        self._topics: dict[int, set[int]] = {}
        self._stories_of: dict[int, frozenset[int]] = {}
        self._days: dict[int, int] = {}

    def touched(self, moved: Collection[str], then: Iterable[Row]) -> set[str]:
        """Return the paths of stories that may see something else than they saw before.

        `moved` are the paths of those that are new, gone, or other than they were, `then` what they
        were, as far as they were there.
        """
        found = {path for path in moved if path in self._archive.numbers}
        here = [self._archive.numbers[path] for path in found]
        was = [(row, topics_seen(row)) for row in then]
        topics, stands = {topic for _, topics in was for topic in topics}, self._archive.stands
        for topic in topics.union(*[topics_seen(self._stories[it]) for it in here]):
            number = self._number_of(topic)
            places = self._places[number]
            stayed = [at for at in map(stands.__getitem__, places) if at[1] not in moved]
            gone = [order(row) for row, topics in was if topic in topics]
            if _worth(topic, len(stayed) + len(gone)) != self._worth[number]:
                found.update(self._paths[it] for it in places)
                continue
            # Whoever saw one that is gone sees another instead, and whoever sees one that is
            # new saw another. To all the rest nothing happens: a sight is counted from where
            # one stands.
            for it in here:
                if number in self._mine(it):
                    near = _around(places, bisect_left(places, it))
                    found.update(self._paths[at] for at in near)
            for stand in gone:
                insort(stayed, stand)
            for stand in gone:
                near_then = _around(stayed, bisect_left(stayed, stand))
                found.update(path for _, path in near_then)
        return found & self._archive.numbers.keys()

    def nearest(self, path: str) -> tuple[str, ...]:
        """Return the paths of the stories most related to one, best first."""
        number = self._archive.numbers[path]
        near: set[int] = set()
        mine, day = self._mine(number), self._day(number)
        for topic in mine:
            places = self._places[topic]
            near.update(_around(places, bisect_left(places, number)))
        near.discard(number)
        # By topics, and not by stories: no row of another has to be asked.
        shared = dict.fromkeys(near, 0)
        for topic in mine:
            worth = self._worth[topic]
            for other in near & self._having(topic):
                shared[other] += worth
        scored = []
        for other, together in shared.items():
            distance = abs(day - self._day(other))
            fading = _FADED[distance] if distance < _LONG else FADING[-1]
            scored.append((-together * fading, distance, other))
        scored.sort()
        return tuple([self._paths[other] for _, _, other in scored[:KEPT]])

    def _mine(self, number: int) -> set[int]:
        """Return the topics of a story, by number."""
        found = self._topics.get(number)
        if found is None:
            topics = topics_seen(self._stories[number])
            found = self._topics[number] = set(map(self._number_of, topics))
        return found

    def _having(self, topic: int) -> frozenset[int]:
        """Return the numbers of the stories that have a topic, by number."""
        found = self._stories_of.get(topic)
        if found is None:
            found = self._stories_of[topic] = frozenset(self._places[topic])
        return found

    def _number_of(self, topic: str) -> int:
        number = self._known.get(topic)
        if number is None:
            number = self._known[topic] = len(self._places)
            places = self._archive.places.get(topic, ())
            if not self._hidden.isdisjoint(places):
                places = [it for it in places if it not in self._hidden]
            self._places.append(places)
            self._worth.append(_worth(topic, len(places)))
        return number

    @cached_property
    def _hidden(self) -> set[int]:
        retracted = [row.path for row in self._archive.rows.notable() if row.retracted]
        return set(self._archive.numbers_of(retracted))

    def _day(self, number: int) -> int:
        day = self._days.get(number)
        if day is None:
            day = self._days[number] = int(-self._archive.stands[number][0] // _DAY)
        return day


def _around(every: Sequence[T], at: int) -> Sequence[T]:
    """Return what one that stands at a place sees, itself included."""
    return every[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]


def _worth(topic: str, stories: int) -> int:
    """Return the worth of a topic: one step less for every four times as many stories."""
    if topic.partition("\0")[0] in BONDS:
        return TOGETHER
    return max(1, 9 - stories.bit_length() // 2)
