"""The stories of an edition in order, and under each topic the places of those that have it.

The order and the topics are looked through once; listings and related stories go by that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from sitegen.content.kinds import STORIES
from sitegen.edition.rows import Row

Places = Sequence[int]
"""Numbers of stories, in order."""


class Archive:
    """Stories that are shown: the newest first and, of the same moment, by path.

    `places` are the numbers of those that have a topic (`entries.Topic.filed`), `months` of those
    of a month, as rows name it.
    """

    def __init__(
        self, stories: Sequence[Row], places: Mapping[str, Places], months: Mapping[str, Places]
    ) -> None:
        self.stories = stories
        self.places = places
        self.months = months

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Archive":
        """Return those of some rows, in the order of their paths, that are stories and shown."""
        shown = [row for row in rows if row.faces and row.facts.kind in STORIES]
        stories = newest_first(shown)
        places: dict[str, list[int]] = defaultdict(list)
        months: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(stories):
            facts = row.facts
            months[facts.month].append(number)
            for filed in row.filed if row.unknown else facts.filed:
                places[filed].append(number)
        return cls(stories, places, months)

    def amended(self, rows: Mapping[str, Row], changed: Iterable[str]) -> "Archive":
        """Return it with the rows of some paths, which are what they were in all of the above."""
        stories = list(self.stories)
        for path in changed:
            stories[self.numbers[path]] = rows[path]
        return Archive(stories, self.places, self.months)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each story by its path."""
        return dict(zip(map(_PATH, self.stories), range(len(self.stories)), strict=True))

    def at(self, places: Places) -> tuple[Row, ...]:
        """Return the stories at some places."""
        return tuple(map(self.stories.__getitem__, places))


def newest_first(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows newest first and, of the same moment, by path; those without a date by path."""
    if not any(row.facts.timing for row in rows):
        return rows
    return sorted(rows, key=_PUBLISHED, reverse=True)


def order(row: Row) -> tuple[float, str]:
    """Return what stories are ordered by: newest first and, of a moment, by path."""
    return -row.published.timestamp(), row.path


_PATH, _PUBLISHED = attrgetter("path"), attrgetter("facts.timing.release")
