"""The rows of the last edition, in the store: in batches, each of which is changed by itself."""

from datetime import datetime
from operator import attrgetter

import msgspec
from msgspec import Struct

from sitegen.edition.archive import Filing
from sitegen.edition.edition import Sums
from sitegen.edition.gather import Rows
from sitegen.edition.relate import Relation
from sitegen.edition.rows import Row, Shown, State
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.store import Store

SPARE = 100
"""Facts apart from rows of which nothing needs one, that even a small site keeps."""

_FACT = b"edition"
_PATH, _KEPT = attrgetter("path"), attrgetter("kept")


class _Edition(Struct, frozen=True, array_like=True):
    """What rows were made with, besides what they say of themselves; and how many there are."""

    base: Digest
    count: int
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
_BATCHES = msgspec.msgpack.Decoder(list[Row])


def read_rows(store: Store, base: Digest) -> Rows | None:
    """Return the rows that the store has, if they rest on the same `base`. Raises `StoreDamaged`.

    The base is the digest of all that every row depends on: site.toml, our sources, the order.
    """
    data = store.get("memo", _FACT)
    try:
        it = _EDITIONS.decode(data) if data else None
        rows = _read(store, it) if it and it.base == base else None
        # What else was related to one that is lost, nobody knows any more.
        return rows if rows and it and len(rows.rows) == it.count else None
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def rows_of_any_base(store: Store) -> Rows | None:
    """Return the rows that the store has, if this version can read them."""
    data = store.get("memo", _FACT)
    try:
        return _read(store, _EDITIONS.decode(data)) if data else None
    except msgspec.DecodeError:
        return None


def _read(store: Store, it: _Edition) -> Rows:
    rows = [row for _, batch in store.items("row") for row in _BATCHES.decode(batch)]
    return Rows(
        rows={row.path: row for row in sorted(rows, key=_PATH)},
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


def facts_of_rows(
    base: Digest, before: Rows | None, relation: Relation
) -> tuple[list[tuple[bytes, bytes]], tuple[bytes, bytes]]:
    """Return the facts of kind "row" that are new, and that of kind "memo" which belongs to them.

    They must be written together: rows are what they are beside the rest.
    """
    rows = relation.rows
    changed = [rows.rows[path] for path in relation.fresh] + _replaced(before, relation)
    batches: dict[str, list[Row]] = {_batch_of(row): [] for row in changed}
    for row in rows.rows.values():
        if (name := _batch_of(row)) in batches:
            batches[name].append(row)
    it = _Edition(
        base=base,
        count=len(rows.rows),
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
    encode = msgspec.msgpack.encode
    return [(name.encode(), encode(some)) for name, some in batches.items()], (_FACT, encode(it))


def forget_rows(store: Store) -> None:
    """Forget all rows: what comes instead may rest on another base."""
    store.put("memo", [(_FACT, b"")])
    store.prune("row", set())


def let_go(store: Store, before: Rows | None, relation: Relation) -> None:
    """Forget what lay apart from rows that are gone, or another now."""
    now = relation.rows.rows
    if gone := {row.kept for row in _replaced(before, relation)}:
        store.forget("kept", gone.difference(map(_KEPT, now.values()), (b"",)))
    # Builds that ended with an error left some, too.
    if before is None or store.count("kept") > 2 * len(now) + SPARE:
        store.prune("kept", {row.kept for row in now.values()})


def _batch_of(row: Row) -> str:
    """Return the name of the batch that a row lies in: what is edited together lies together."""
    return row.facts.month or row.facts.kind


def _replaced(before: Rows | None, relation: Relation) -> list[Row]:
    """Return the rows of before that are gone, or another now."""
    known = before.rows if before else dict[str, Row]()
    gone = known.keys() - relation.rows.rows.keys()
    return [known[path] for path in (*relation.fresh, *gone) if path in known]
