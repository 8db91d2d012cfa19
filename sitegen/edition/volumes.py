"""The rows of an edition, bound in volumes: the stories of a month, or the documents of a kind.

An edit asks for few rows among many. So a volume is read when somebody asks for a row that is in
it, and a row is decoded when it is asked for itself; what those want who go over all rows stands on
the spines. An edition that goes on from another one shares its volumes, but for those in which a
row is another now: by that it is quick to see what changed.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar
from zlib import crc32

import msgspec
from msgspec import Raw, Struct

from sitegen.content.kinds import KINDS, STORIES
from sitegen.edition.rows import Findable, Row
from sitegen.edition.spines import Spine, sum_of_name
from sitegen.errors import StoreDamaged
from sitegen.model import Digest

T = TypeVar("T")

Read = Callable[[], bytes]
"""Returns the rows of a volume as they were encoded. Raises `StoreDamaged` if they are lost."""

_PATH = attrgetter("path")
_ROW = msgspec.msgpack.Decoder(Row)
_PACKED = msgspec.msgpack.Decoder(list[Raw])


class Volume:
    """Some rows, in the order of their paths: in memory, or so far only as they are kept."""

    def __init__(self, rows: Iterable[Row], spine: Spine | None = None, read: Read = bytes) -> None:
        self._rows = {row.path: row for row in rows}
        self._spine = spine
        self._read = read

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Volume":
        """Return some rows, bound."""
        return cls(sorted(rows, key=_PATH))

    @classmethod
    def kept(cls, spine: Spine, read: Read) -> "Volume":
        """Return rows of which `read` returns what was `encoded`, when somebody asks."""
        return cls(spine.notable, spine, read)

    @property
    def spine(self) -> Spine:
        """What it says of its rows."""
        if self._spine is None:
            self._spine = Spine.of(self._rows.values())
        return self._spine

    @property
    def paths(self) -> Collection[str]:
        """The paths of its rows, in order."""
        return self._spine.paths if self._spine else self._rows

    def row(self, path: str) -> Row:
        """Return the row of a path that is in it. Raises `StoreDamaged`."""
        row = self._rows.get(path)
        if row is None:
            try:
                row = self._rows[path] = _ROW.decode(self._packed[path])
            except msgspec.DecodeError as error:
                raise StoreDamaged(str(error)) from error
        return row

    def rows(self) -> Iterator[Row]:
        """Yield its rows. Raises `StoreDamaged`."""
        return map(self.row, self.paths)

    def encoded(self) -> tuple[bytes, bytes]:
        """Return its rows and its spine as they are kept."""
        data = msgspec.msgpack.encode(list(self.rows()))
        return data, msgspec.msgpack.encode(msgspec.structs.replace(self.spine, seal=crc32(data)))

    @cached_property
    def _packed(self) -> dict[str, Raw]:
        data = self._read()
        if crc32(data) != self.spine.seal:
            message = "rows are not those that were bound"
            raise StoreDamaged(message)
        return dict(zip(self.paths, _PACKED.decode(data), strict=True))


class Volumes(Mapping[str, Row]):
    """All rows of an edition by path, in the order of paths; `volumes` by their names.

    They are `column`s of what stands on the spines, by path, too.
    """

    def __init__(self, volumes: Mapping[str, Volume]) -> None:
        self.volumes = volumes

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Volumes":
        """Return some rows, bound."""
        bound = defaultdict(list)
        for row in rows:
            bound[volume_of(row)].append(row)
        return cls({name: Volume.of(some) for name, some in sorted(bound.items())})

    def with_rows(self, rows: Iterable[Row], gone: Collection[str] = ()) -> "Volumes":
        """Return them with some rows, in place of those of the same paths, and without others."""
        coming = defaultdict(list)
        leaving = set(gone)
        for row in rows:
            coming[volume_of(row)].append(row)
            leaving.add(row.path)
        changed = {*coming, *(self.places[path] for path in leaving if path in self.places)}
        volumes = dict(self.volumes)
        for name in changed:
            old = volumes.pop(name, None)
            stay = [row for row in old.rows() if row.path not in leaving] if old else []
            if here := stay + coming[name]:
                volumes[name] = Volume.of(here)
        return Volumes(dict(sorted(volumes.items()))) if changed else self

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The name of the volume that has the row of each path, in any order."""
        found: dict[str, str] = {}
        for name, volume in self.volumes.items():
            found.update(dict.fromkeys(volume.paths, name))
        return found

    def __getitem__(self, path: str) -> Row:
        return self.volumes[self.places[path]].row(path)

    def __contains__(self, path: object) -> bool:
        return path in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self.places)

    def keys(self) -> KeysView[str]:
        """Return the paths in any order, to be compared with others at once."""
        return self.places.keys()

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self.places)

    def notable(self) -> Iterator[Row]:
        """Yield the rows of which there is more to tell than of most (`spines.is_notable`)."""
        return iter(self.remarkable.values())

    @cached_property
    def remarkable(self) -> Mapping[str, Row]:
        """The same by path."""
        rows = (row for it in self.volumes.values() for row in it.spine.notable)
        return {row.path: row for row in sorted(rows, key=_PATH)}

    def heads(self) -> Iterator[Row]:
        """Yield the rows of all that is no story, and of stories that are filed under no month."""
        of_kinds = (it for name, it in self.volumes.items() if name in KINDS)
        return (row for volume in of_kinds for row in volume.rows())

    def suspects(self, names: Collection[str]) -> Iterator[Row]:
        """Yield all rows that may name one of some names (`spines.names_in`), and some others."""
        sums = [sum_of_name(name) for name in names]
        for volume in self.volumes.values():
            if volume.spine.may_name(sums):
                yield from volume.rows()

    def column(self, of: Callable[[Spine], Iterable[T]]) -> dict[str, T]:
        """Return by path what stands on the spines."""
        found: dict[str, T] = {}
        for it in self.volumes.values():
            found.update(zip(it.paths, of(it.spine), strict=True))
        return found

    @cached_property
    def cards(self) -> Mapping[str, Digest]:
        """The digest of the card of each row, by path."""
        return self.column(attrgetter("cards"))

    @cached_property
    def modified(self) -> Mapping[str, float]:
        """When readers were last told of a change to each, see `Spine`, by path."""
        return self.column(attrgetter("modified"))

    @cached_property
    def findable(self) -> Mapping[str, Findable | None]:
        """Where search has each, None if it does not find it, by path."""
        return self.column(attrgetter("findable"))

    def differing(self, others: "Volumes") -> set[str]:
        """Return the names of the volumes that others have not, or have with other rows."""
        known = others.volumes
        return {name for name, it in self.volumes.items() if it is not known.get(name)}


class Edit(Struct, frozen=True):
    """The rows of an edition and of the one before it, and the paths of those that differ."""

    rows: Volumes
    before: Volumes
    changed: Collection[str]

    def __iter__(self) -> Iterator[tuple[str, Row | None, Row | None]]:
        """Yield the path of each row that differs, the row as it is, and as it was."""
        return ((path, self.rows.get(path), self.before.get(path)) for path in self.changed)

    def shown(self) -> Iterator[Row]:
        """Yield what is shown of these rows, and what was."""
        return (row for _, *both in self for row in both if row and row.faces)


class Each(Mapping[str, T]):
    """Of each path what a function returns when it is asked, or what is said `instead`."""

    def __init__(
        self, paths: Mapping[str, Any], of: Callable[[str], T], instead: Mapping[str, T]
    ) -> None:
        self._paths = paths
        self._of = of
        self._instead = instead

    def __getitem__(self, path: str) -> T:
        if path in self._instead:
            return self._instead[path]
        if path not in self._paths:
            raise KeyError(path)
        return self._of(path)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def keys(self) -> KeysView[str]:
        """Return the paths, to be compared with others at once."""
        return self._paths.keys()


def volume_of(row: Row) -> str:
    """Return the name of the volume of a row: what is edited together is bound together."""
    return row.facts.month if row.facts.month and row.facts.kind in STORIES else row.facts.kind
