"""Related stories, computed: what shares rare topics, and lies near in time.

A pure function of (path, day, topics), with no look at the clock. Rarity and distance count in
coarse steps and ties fall by date and path, so that one new story moves few lists. Each story
is compared with its nearest neighbours in time under each of its topics, which keeps the work
linear in the number of stories. It sees no others: so the list of a story is as it was if all that
the story sees is as it was.
"""

from bisect import bisect_left
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping

from msgspec import Struct

NEIGHBOURS = 8
"""How far a story looks to either side under each topic."""

KEPT = 12
"""How many are found: six are shown, and up to six of them may be named explicitly already."""

FADING = (100, 96, 90, 82, 72, 62, 52, 44, 36, 30)
"""What a topic is worth, in per cent, for each doubling of 32 days between two stories."""

Topic = Hashable


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
    touched = index.touched(moved, Index(then.values(), _topics_of(moved, now, then)))
    return {path: tuple(index.nearest(path)) for path in touched}


def _topics_of(paths: Iterable[str], *many: Mapping[str, Candidate]) -> set[Topic]:
    return {topic for path in paths for some in many if path in some for topic in some[path].topics}


class Index:
    """Candidates in order of time, and under each topic the numbers of those that have it.

    Under some `topics` alone, if they are given.
    """

    def __init__(
        self, candidates: Iterable[Candidate], topics: Container[Topic] | None = None
    ) -> None:
        self._candidates = sorted(candidates, key=lambda it: (it.day, it.path))
        self._numbers = {
            candidate.path: number for number, candidate in enumerate(self._candidates)
        }
        # Topics by number: they are compared some hundred times a story.
        self._known: dict[Topic, int] = {}
        self._topics: list[set[int]] = []
        self._postings: list[list[int]] = []
        for number, candidate in enumerate(self._candidates):
            mine = {
                self._known.setdefault(topic, len(self._known))
                for topic in candidate.topics
                if topics is None or topic in topics
            }
            self._topics.append(mine)
            for known in sorted(mine):
                if known == len(self._postings):
                    self._postings.append([])
                self._postings[known].append(number)
        self._worth = [_rarity(len(posting)) for posting in self._postings]

    def touched(self, moved: Iterable[str], before: "Index") -> set[str]:
        """Return the paths of those that may see something else than they saw `before`.

        `moved` are the paths of candidates that are new, gone, or other than they were.
        """
        found = {path for path in moved if path in self._numbers}
        for path in moved:
            for index in (before, self):
                # Whoever saw one that is gone sees another instead, and whoever sees one that is
                # new saw another. To all the rest nothing happens: a sight is counted from where
                # one stands.
                found.update(index.sight(path))
        topics = {
            topic for index in (before, self) for path in moved for topic in index.topics(path)
        }
        for topic in topics:
            if before.worth(topic) != self.worth(topic):
                known = self._known.get(topic)
                posting = [] if known is None else self._postings[known]
                found.update(self._candidates[it].path for it in posting)
        return found & self._numbers.keys()

    def topics(self, path: str) -> tuple[Topic, ...]:
        """Return the topics of a candidate; none if it is not here."""
        return self._candidates[self._numbers[path]].topics if path in self._numbers else ()

    def worth(self, topic: Topic) -> int:
        """Return what a topic is worth."""
        known = self._known.get(topic)
        return 0 if known is None else self._worth[known]

    def sight(self, path: str) -> Iterator[str]:
        """Yield the paths of those that a candidate sees, itself included: they see it, too."""
        if path in self._numbers:
            number = self._numbers[path]
            for topic in self._topics[number]:
                yield from (self._candidates[it].path for it in self._around(topic, number))

    def nearest(self, path: str) -> Iterator[str]:
        """Yield the paths of the candidates most related to one, best first."""
        number = self._numbers[path]
        near: set[int] = set()
        mine, day, worth = self._topics[number], self._candidates[number].day, self._worth
        for topic in mine:
            near.update(self._around(topic, number))
        near.discard(number)
        scored = []
        for other in near:
            shared = 0
            for topic in mine & self._topics[other]:
                shared += worth[topic]
            distance = abs(day - self._candidates[other].day)
            step = (distance >> 5).bit_length()
            scored.append((-shared * FADING[min(step, 9)], distance, -other))
        scored.sort()
        return (self._candidates[-other].path for _, _, other in scored[:KEPT])

    def _around(self, topic: int, number: int) -> list[int]:
        posting = self._postings[topic]
        place = bisect_left(posting, number)
        return posting[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _rarity(stories: int) -> int:
    """Return the worth of a topic: one step less for every four times as many stories."""
    return max(1, 9 - stories.bit_length() // 2)
