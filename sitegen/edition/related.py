"""Related stories, computed: what shares rare topics, and lies near in time.

A pure function of (path, day, topics), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by date and path, so that one new story moves few lists. Each story
is compared with its nearest neighbours in time under each of its topics, which keeps the work
linear in the number of stories. It sees no others: so the list of a story is as it was if all that
the story sees is as it was.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

NEIGHBOURS = 8
"""How far a story looks to either side under each topic."""

KEPT = 12
"""How many are found: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a topic is worth, in per cent, for each doubling of 32 days between two stories."""

_LONG = 32 << len(FADING) - 2
"""Days behind which nothing fades any more."""

_FADED = tuple(FADING[(days >> 5).bit_length()] for days in range(_LONG))

Topic = str
"""What a story is filed under (`entries.Topic.filed`): its kind, and what else tells it apart."""

BONDS = frozenset({"thread"})
"""The kinds of topics that come before all others: what two stories go on with together."""

TOGETHER = 20_000
"""What such a topic is worth, however many stories have it: more than all others together may be,
the freshest, when it has faded most."""


class Candidate(Struct, frozen=True, gc=False):
    """What is read of a story. `day` counts days."""

    path: str
    day: int
    topics: tuple[Topic, ...]


def related(
    candidates: Iterable[Candidate], before: Iterable[Candidate] = ()
) -> dict[str, tuple[str, ...]]:
    """Return for each candidate up to twelve others by path, best first.

    Those alone that may have another list than they had among the candidates of `before`.
    """
    now, then = {it.path: it for it in candidates}, {it.path: it for it in before}
    moved = {path for path in now.keys() | then.keys() if now.get(path) != then.get(path)}
    index = Index(now.values())
    touched = index.touched(moved, Index(then.values()))
    index.learn(index.topics_of(touched))
    return {path: index.nearest(path) for path in touched}


class Index:
    """Candidates in order of time, and under each topic the numbers of those that have it.

    A topic is looked for among all candidates when somebody first needs it: an edit needs few.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = sorted(candidates, key=_ORDER)
        self._numbers = {it.path: number for number, it in enumerate(self._candidates)}
        # Topics by number: they are compared some hundred times a story.
        self._known: dict[Topic, int] = {}
        self._postings: list[list[int]] = []
        self._worth: list[int] = []
        self._topics: dict[int, set[int]] = {}

    @cached_property
    def _days(self) -> list[int]:
        return [it.day for it in self._candidates]

    def learn(self, topics: Iterable[Topic]) -> None:
        """See who has some topics, all at once."""
        unknown = set(topics) - self._known.keys()
        if not unknown:
            return
        postings: dict[Topic, list[int]] = {topic: [] for topic in unknown}
        for number, candidate in enumerate(self._candidates):
            if not unknown.isdisjoint(candidate.topics):
                for topic in unknown.intersection(candidate.topics):
                    postings[topic].append(number)
        for topic, posting in postings.items():
            self._known[topic] = len(self._postings)
            self._postings.append(posting)
            self._worth.append(_worth(topic, len(posting)))
        self._topics.clear()

    def topics_of(self, paths: Iterable[str]) -> set[Topic]:
        """Return the topics of some candidates; none of those that are not here."""
        numbers = (self._numbers[path] for path in paths if path in self._numbers)
        return {topic for number in numbers for topic in self._candidates[number].topics}

    def having(self, topics: Iterable[Topic]) -> Iterator[Candidate]:
        """Yield the candidates that have one of some topics that were learnt."""
        numbers = set[int]().union(*[self._postings[self._known[it]] for it in topics])
        return (self._candidates[it] for it in sorted(numbers))

    def touched(self, moved: Collection[str], before: "Index") -> set[str]:
        """Return the paths of those that may see something else than they saw `before`.

        `moved` are the paths of candidates that are new, gone, or other than they were. Of those
        of before that did not move, the ones with a topic of theirs suffice.
        """
        topics = self.topics_of(moved) | before.topics_of(moved)
        found = {path for path in moved if path in self._numbers}
        for index in (before, self):
            index.learn(topics)
            for path in moved:
                # Whoever saw one that is gone sees another instead, and whoever sees one that is
                # new saw another. To all the rest nothing happens: a sight is counted from where
                # one stands.
                found.update(index.sight(path))
        for topic in topics:
            if before.worth(topic) != self.worth(topic):
                posting = self._postings[self._known[topic]]
                found.update(self._candidates[it].path for it in posting)
        return found & self._numbers.keys()

    def worth(self, topic: Topic) -> int:
        """Return what a topic that was learnt is worth."""
        return self._worth[self._known[topic]]

    def sight(self, path: str) -> Iterator[str]:
        """Yield the paths of those that a candidate sees, itself included: they see it, too."""
        if path in self._numbers:
            number = self._numbers[path]
            for topic in self._mine(number):
                yield from (self._candidates[it].path for it in self._around(topic, number))

    def nearest(self, path: str) -> tuple[str, ...]:
        """Return the paths of the candidates most related to one, best first.

        Its topics were learnt.
        """
        number = self._numbers[path]
        near: set[int] = set()
        mine, worth, known = self._mine(number), self._worth, self._topics
        day, days = self._days[number], self._days
        for topic in mine:
            near.update(self._around(topic, number))
        near.discard(number)
        scored = []
        for other in near:
            shared = 0
            for topic in mine & (known.get(other) or self._mine(other)):
                shared += worth[topic]
            distance = abs(day - days[other])
            fading = _FADED[distance] if distance < _LONG else FADING[-1]
            scored.append((-shared * fading, distance, -other))
        scored.sort()
        return tuple([self._candidates[-other].path for _, _, other in scored[:KEPT]])

    def _mine(self, number: int) -> set[int]:
        """Return the topics of a candidate that were learnt, by number."""
        found = self._topics.get(number)
        if found is None:
            known, topics = self._known, self._candidates[number].topics
            found = self._topics[number] = {known[it] for it in topics if it in known}
        return found

    def _around(self, topic: int, number: int) -> list[int]:
        posting = self._postings[topic]
        place = bisect_left(posting, number)
        return posting[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


_ORDER = attrgetter("day", "path")


def _worth(topic: Topic, stories: int) -> int:
    """Return the worth of a topic: one step less for every four times as many stories."""
    if topic.partition("\0")[0] in BONDS:
        return TOGETHER
    return max(1, 9 - stories.bit_length() // 2)
