"""The rows of the last edition, in the store: volumes that are read when somebody asks for a row.

Their spines lie beside them, and are read by every build.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct

from sitegen.edition.archive import Filing
from sitegen.edition.edition import Sums
from sitegen.edition.gather import Rows
from sitegen.edition.relate import Relation
from sitegen.edition.rows import Shown, State
from sitegen.edition.spines import Spine, kept_name
from sitegen.edition.volumes import Volume, Volumes
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.memo import Memo
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order

SPARE = 100
"""Facts apart from rows of which nothing needs one, that even a small site keeps."""

_FACT = b"edition"


class _Edition(Struct, frozen=True, array_like=True):
    """What rows were made with, besides what they say of themselves; and their volumes."""

    base: Digest
    volumes: tuple[str, ...]
    places: dict[str, State]
    files: dict[str, str]
    copied: dict[str, Digest]
    pictures: dict[str, Digest]
    tables: dict[str, Digest]
    now: datetime
    due: datetime | None
    is_clear: bool
    mapped: dict[str, Digest] = {}
    beside: tuple[Shown, ...] = ()
    sums: dict[str, Sums] = {}
    timed: tuple[str, ...] = ()
    filing: Filing = Filing()


_EDITIONS = msgspec.msgpack.Decoder(_Edition)
_SPINES = msgspec.msgpack.Decoder(Spine)

ReadVolume = Callable[[bytes], bytes | None]
"""Returns a fact of the kind "row"; None if the store has lost it."""


class Shelved:
    """The volumes in a store. Of one that `lasting` readers ask all is held in memory."""

    def __init__(self, order: Order, *, lasting: bool = False) -> None:
        self._order = order
        self._lasting = lasting
        self._memo = Memo(order.store, "row", bytes, lasting=lasting, batch=0)

    def rows(self, base: Digest) -> Rows | None:
        """Return the rows that are there, if they rest on the same `base`. Raises `StoreDamaged`.

        The base is the digest of all that every row depends on: site.toml, our sources, the order.
        """
        with Store.open(self._order.store) as store:
            it = _read(store)
            if it is None or it.base != base:
                return None
            if self._lasting:
                self._memo.load()
            return _rows(it, _spines(store), self._memo.get)

    def close(self) -> None:
        """Hold nothing open."""
        self._memo.close()


def rows_of_any_base(store: Store) -> Rows | None:
    """Return the rows that the store has, if this version can read them."""
    try:
        it = _read(store)
        return _rows(it, _spines(store), dict(store.items("row")).get) if it else None
    except StoreDamaged:
        return None


def _read(store: Store) -> _Edition | None:
    data = store.get("memo", _FACT)
    try:
        return _EDITIONS.decode(data) if data else None
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def _spines(store: Store) -> dict[str, Spine]:
    try:
        return {name.decode(): _SPINES.decode(data) for name, data in store.items("spine")}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreDamaged(str(error)) from error


def _rows(it: _Edition, spines: dict[str, Spine], read: ReadVolume) -> Rows | None:
    # What else was related to rows that are lost, nobody knows any more.
    if not it.volumes or spines.keys() != set(it.volumes):
        return None

    def volume(name: str) -> bytes:
        data = read(name.encode())
        if data is None:
            message = "rows are missing"
            raise StoreDamaged(message)
        return data

    bound = {name: Volume.kept(spines[name], partial(volume, name)) for name in it.volumes}
    return Rows(
        rows=Volumes(bound),
        places=it.places,
        files=it.files,
        copied=it.copied,
        pictures=it.pictures,
        tables=it.tables,
        now=it.now,
        due=it.due,
        is_clear=it.is_clear,
        mapped=it.mapped,
        beside=it.beside,
        sums=it.sums,
        timed=it.timed,
        filing=it.filing,
    )


Facts = list[tuple[bytes, bytes]]


def facts_of_rows(
    base: Digest, before: Rows | None, relation: Relation
) -> tuple[Facts, Facts, tuple[bytes, bytes]]:
    """Return facts of the kinds "row" and "spine", and that of kind "memo" which belongs to them.

    They must be written together: rows are what they are beside the rest. Volumes that are as they
    were before are not among them.
    """
    rows = relation.rows
    volumes = rows.rows.volumes
    changed = rows.rows.differing(before.rows) if before else volumes.keys()
    encoded = {name.encode(): volumes[name].encoded() for name in changed}
    it = _Edition(
        base=base,
        volumes=tuple(volumes),
        places=dict(rows.places),
        files=dict(rows.files),
        copied=dict(rows.copied),
        pictures=dict(rows.pictures),
        tables=dict(rows.tables),
        now=rows.now,
        due=rows.due,
        is_clear=rows.is_clear,
        mapped=dict(rows.mapped),
        beside=rows.beside,
        sums=dict(rows.sums),
        timed=rows.timed,
        filing=rows.filing,
    )
    return (
        [(name, data) for name, (data, _) in encoded.items()],
        [(name, spine) for name, (_, spine) in encoded.items()],
        (_FACT, msgspec.msgpack.encode(it)),
    )


def volumes_gone(before: Rows | None, relation: Relation) -> list[bytes]:
    """Return the keys of the volumes that there are no more."""
    known = before.rows.volumes if before else {}
    return [name.encode() for name in known if name not in relation.rows.rows.volumes]


def forget_rows(store: Store) -> None:
    """Forget all rows: what comes instead may rest on another base."""
    store.put("memo", [(_FACT, b"")])
    store.prune("row", set())
    store.prune("spine", set())


def replaced(before: Rows | None, relation: Relation) -> set[Digest]:
    """Return the digests of what lay apart from rows that are gone, or another now."""
    if before is None:
        return set()
    now = relation.rows.rows
    paths = {*relation.fresh, *(before.rows.keys() - now.keys())}
    gone = {row.kept for path in paths if (row := before.rows.get(path))} - {b""}
    return gone - {row.kept for row in now.suspects(set(map(kept_name, gone)))}


def let_go(store: Store, before: Rows | None, relation: Relation, gone: Iterable[Digest]) -> None:
    """Forget what lay apart from rows: that is `gone`, and what nobody has."""
    now = relation.rows.rows
    store.forget("kept", gone)
    # Builds that ended with an error left some, too.
    if before is None or store.count("kept") > 2 * len(now) + SPARE:
        store.prune("kept", {row.kept for row in now.values()})
