"""The stories of an edition in order, and under each topic the places of those that have it.

Listings and related stories go by that. It is kept with the rows, and an edit moves but those
stories in it that stand elsewhere now: the law is that this makes no difference
(`tests/test_archive.py`).
"""

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import overload

from msgspec import Struct

from sitegen.content.kinds import STORIES
from sitegen.edition.rows import Row

Places = Sequence[int]
"""Numbers of stories, in order."""


class Filing(Struct, frozen=True, array_like=True):
    """An archive as it is kept: rows by their numbers in the order of paths, 32 bits a number."""

    order: bytes = b""
    places: dict[str, bytes] = {}
    months: dict[str, bytes] = {}

    def count(self, topic: str) -> int:
        """Return how many stories have a topic."""
        return len(_numbers(self.places.get(topic, b"")))

    def count_of_month(self, month: str) -> int:
        """Return how many stories are of a month."""
        return len(_numbers(self.months.get(month, b"")))


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
        self._filing: Filing | None = None

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Archive":
        """Return the stories among some rows, which come in the order of their paths."""
        stories = newest_first([row for row in rows if is_shown(row)])
        places: dict[str, list[int]] = defaultdict(list)
        months: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(stories):
            months[row.facts.month].append(number)
            for filed in row.filed:
                places[filed].append(number)
        return cls(stories, places, months)

    @classmethod
    def gone_on(
        cls,
        filing: Filing,
        before: Mapping[str, Row],
        rows: Mapping[str, Row],
        changed: Iterable[str],
    ) -> "Archive":
        """Return the stories among all rows, where some changed since they were filed `before`."""
        paths = sorted(before)
        filed = [paths[number] for number in _numbers(filing.order)]
        archive = cls(
            [rows.get(path) or before[path] for path in filed],
            {topic: _numbers(it) for topic, it in filing.places.items()},
            {month: _numbers(it) for month, it in filing.months.items()},
        )
        moved = {path for path in changed if _stand(rows.get(path)) != _stand(before.get(path))}
        if moved:
            return archive._moved(moved, [row for path in moved if (row := rows.get(path))])
        archive._filing = filing if rows.keys() == before.keys() else None
        return archive

    def _moved(self, moved: Collection[str], rows: Iterable[Row]) -> "Archive":
        """Return it with what the rows of some paths are now, wherever they stood before."""
        came = list(filter(is_shown, rows))
        stories = [row for row in self.stories if row.path not in moved]
        for row in came:
            insort(stories, row, key=order)
        now = _by_path(stories)
        shifted = [-1 if row.path in moved else now[row.path] for row in self.stories]

        def placed(
            known: Mapping[str, Places], new: Iterable[tuple[str, int]]
        ) -> dict[str, Places]:
            found = {
                name: [to for it in at if (to := shifted[it]) >= 0] for name, at in known.items()
            }
            for name, at in new:
                insort(found.setdefault(name, []), at)
            return {name: at for name, at in found.items() if at}

        return Archive(
            stories,
            placed(self.places, ((topic, now[row.path]) for row in came for topic in row.filed)),
            placed(self.months, ((row.facts.month, now[row.path]) for row in came)),
        )

    def amended(self, rows: Mapping[str, Row], changed: Iterable[str]) -> "Archive":
        """Return it with the rows of some paths, which stand where they stood."""
        stories = list(self.stories)
        for path in changed:
            stories[self.numbers[path]] = rows[path]
        archive = Archive(stories, self.places, self.months)
        archive._filing = self._filing
        return archive

    def filing(self, paths: Iterable[str]) -> Filing:
        """Return what is kept of it, beside the rows of some paths."""
        if self._filing is None:
            numbers = {path: number for number, path in enumerate(sorted(paths))}
            self._filing = Filing(
                _kept([numbers[row.path] for row in self.stories]),
                {topic: _kept(it) for topic, it in self.places.items()},
                {month: _kept(it) for month, it in self.months.items()},
            )
        return self._filing

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each story by its path."""
        return _by_path(self.stories)

    def at(self, places: Places) -> "Stories":
        """Return the stories at some places."""
        return Stories(self.stories, places)


class Stories(Sequence[Row]):
    """Stories at some places of an archive, each looked up when somebody asks: few listings are."""

    def __init__(self, every: Sequence[Row], places: Places) -> None:
        self._every = every
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(map(self._every.__getitem__, self._places[at]))
        return self._every[self._places[at]]

    def __iter__(self) -> Iterator[Row]:
        return map(self._every.__getitem__, self._places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def is_shown(row: Row) -> bool:
    """Say whether a row is that of a story that is shown."""
    return row.faces is not None and row.facts.kind in STORIES


def newest_first(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows newest first and, of the same moment, by path; those without a date by path."""
    if not any(row.facts.timing for row in rows):
        return rows
    return sorted(rows, key=_PUBLISHED, reverse=True)


def order(row: Row) -> tuple[float, str]:
    """Return what stories are ordered by: newest first and, of a moment, by path."""
    return -row.published.timestamp(), row.path


def _stand(row: Row | None) -> tuple[datetime, str, tuple[str, ...]] | None:
    """Return where a story stands, in time and by its topics; None of what is no shown story."""
    return (row.published, row.facts.month, row.filed) if row and is_shown(row) else None


def _by_path(stories: Sequence[Row]) -> dict[str, int]:
    return dict(zip(map(_PATH, stories), range(len(stories)), strict=True))


def _numbers(kept: bytes) -> Places:
    return array("I", kept)


def _kept(places: Places) -> bytes:
    return array("I", places).tobytes()


_PATH, _PUBLISHED = attrgetter("path"), attrgetter("facts.timing.release")
