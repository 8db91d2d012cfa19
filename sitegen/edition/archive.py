"""The stories of an edition in order, and under each topic the places of those that have it.

Listings and related stories go by that. It is kept with the rows, and an edit moves but those
stories in it that stand elsewhere now: the law is that this makes no difference
(`tests/test_archive.py`).
"""

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from typing import overload

from msgspec import Struct

from sitegen.content.kinds import STORIES
from sitegen.edition.rows import Findable, Row
from sitegen.edition.volumes import Edit, Volumes
from sitegen.model import Digest

Places = Sequence[int]
"""Numbers of stories, in order."""


class Filing(Struct, frozen=True, array_like=True):
    """An archive as it is kept: rows by their numbers in the order of paths, 32 bits a number.

    `moments` are those of publication, parallel to the `order`, as `order` counts them.
    """

    order: bytes = b""
    moments: bytes = b""
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

    `stands` says where each stands (`order`). `places` are the numbers of those that have a topic
    (`entries.Topic.filed`), `months` of those of a month, as rows name it.
    """

    def __init__(
        self,
        rows: Volumes,
        stands: Sequence[tuple[float, str]],
        places: Mapping[str, Places],
        months: Mapping[str, Places],
        filing: Filing | None = None,
    ) -> None:
        self.rows = rows
        self._filing = filing
        self.stands = stands
        self.paths = [path for _, path in stands]
        self.places = places
        self.months = months

    @classmethod
    def of(cls, rows: Volumes) -> "Archive":
        """Return the stories among some rows."""
        stories = sorted([row for row in rows.values() if is_shown(row)], key=order)
        places: dict[str, list[int]] = defaultdict(list)
        months: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(stories):
            months[row.facts.month].append(number)
            for filed in row.filed:
                places[filed].append(number)
        return cls(rows, list(map(order, stories)), places, months)

    @classmethod
    def in_this_order(cls, rows: Volumes, some: Iterable[Row]) -> "Archive":
        """Return some of all rows, whether or not they are stories."""
        return cls(rows, [(0.0, row.path) for row in some], {}, {})

    @classmethod
    def gone_on(cls, filing: Filing, edit: Edit) -> "Archive":
        """Return the stories among all rows, where an edit changed some since they were filed."""
        rows, paths = edit.rows, list(edit.before)
        filed = [paths[number] for number in _numbers(filing.order)]
        moved = {path for path, now, was in edit if _stand(now) != _stand(was)}
        archive = cls(
            rows,
            list(zip(array("d", filing.moments), filed, strict=True)),
            {topic: _numbers(it) for topic, it in filing.places.items()},
            {month: _numbers(it) for month, it in filing.months.items()},
            filing if rows.keys() == edit.before.keys() else None,
        )
        return archive._moved(moved) if moved else archive

    def _moved(self, moved: Collection[str]) -> "Archive":
        """Return it with what the rows of some paths are now, wherever they stood before."""
        came = [row for path in moved if (row := self.rows.get(path)) and is_shown(row)]
        stands = [it for it in self.stands if it[1] not in moved]
        for row in came:
            insort(stands, order(row))
        now = {path: number for number, (_, path) in enumerate(stands)}
        shifted = [-1 if path in moved else now[path] for path in self.paths]

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
            self.rows,
            stands,
            placed(self.places, ((topic, now[row.path]) for row in came for topic in row.filed)),
            placed(self.months, ((row.facts.month, now[row.path]) for row in came)),
        )

    def amended(self, rows: Volumes) -> "Archive":
        """Return it with other rows of the same stories, which stand where they stood."""
        return Archive(rows, self.stands, self.places, self.months, self._filing)

    @cached_property
    def filing(self) -> Filing:
        """What is kept of it, beside its rows."""
        if self._filing:
            return self._filing
        numbers = {path: number for number, path in enumerate(self.rows)}
        return Filing(
            _kept([numbers[path] for path in self.paths]),
            array("d", [moment for moment, _ in self.stands]).tobytes(),
            {topic: _kept(it) for topic, it in self.places.items()},
            {month: _kept(it) for month, it in self.months.items()},
        )

    @cached_property
    def stories(self) -> "Stories":
        """All of them."""
        return self.at(range(len(self.paths)))

    def at(self, places: Places) -> "Stories":
        """Return the stories at some places."""
        return Stories(self, places)

    def numbers_of(self, paths: Collection[str]) -> Collection[int]:
        """Return the numbers of the stories that are at some paths."""
        return {number for path in paths if (number := self.numbers.get(path)) is not None}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each story by its path."""
        return dict(zip(self.paths, range(len(self.paths)), strict=True))

    def place_of(self, row: Row) -> int:
        """Return the number that a story has, or would have: it may have been one, or have moved.

        Every page asks for its own: to look for the moment takes several times as long.
        """
        at, stand = self.numbers.get(row.path), order(row)
        return (
            at if at is not None and self.stands[at] == stand else bisect_left(self.stands, stand)
        )

    def among(self, rows: Iterable[Row]) -> Sequence[Row]:
        """Return those of some rows that are shown stories, in order."""
        return sorted(filter(is_shown, rows), key=order)


class Stories(Sequence[Row]):
    """Stories at some places of an archive, each looked up when somebody asks: few listings are."""

    def __init__(self, archive: Archive, places: Places) -> None:
        self._archive = archive
        self.places = places

    @cached_property
    def paths(self) -> Sequence[str]:
        """Their paths."""
        return list(map(self._archive.paths.__getitem__, self.places))

    @property
    def among(self) -> Volumes:
        """All rows of which these are some."""
        return self._archive.rows

    def cards(self) -> list[Digest]:
        """Return the digests of their cards."""
        return list(map(self._archive.rows.cards.__getitem__, self.paths))

    def findable(self) -> Iterator[tuple[str, Findable]]:
        """Yield the paths of those that search finds, and where it has them."""
        known = self._archive.rows.findable
        return ((path, it) for path in self.paths if (it := known[path]))

    def notable(self) -> Iterator[Row]:
        """Yield those of which there is more to tell than of most (`spines.is_notable`)."""
        known = self._archive.rows.remarkable
        return (known[path] for path in self.paths if path in known)

    def at_paths(self, paths: Iterable[str]) -> Iterator[Row]:
        """Yield the stories at some paths, in their order, as far as the archive has them."""
        known = self._archive
        return (known.rows[path] for path in paths if path in known.numbers)

    def without(self, paths: Collection[str]) -> "Stories":
        """Return those that are not at some paths."""
        if not (hidden := self._archive.numbers_of(paths)):
            return self
        return Stories(self._archive, [it for it in self.places if it not in hidden])

    def around(self, row: Row) -> tuple[Row | None, Row | None, Row | None]:
        """Return who stands before, at and behind the place that a story has, or would have."""
        at = bisect_left(self.places, self._archive.place_of(row))
        ends = (None, *self[max(0, at - 1) : at + 2], None, None)
        return ends[at > 0], ends[1 + (at > 0)], ends[2 + (at > 0)]

    def newest(self) -> datetime:
        """Return when the first of them was published."""
        return datetime.fromtimestamp(-self._archive.stands[self.places[0]][0], UTC)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> "Stories": ...

    def __getitem__(self, at: int | slice) -> "Row | Stories":
        if isinstance(at, slice):
            return Stories(self._archive, self.places[at])
        return self._archive.rows[self._archive.paths[self.places[at]]]

    def __iter__(self) -> Iterator[Row]:
        return map(self._archive.rows.__getitem__, self.paths)

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


def _numbers(kept: bytes) -> Places:
    return array("I", kept)


def _kept(places: Places) -> bytes:
    return array("I", places).tobytes()


_PUBLISHED = attrgetter("facts.timing.release")
