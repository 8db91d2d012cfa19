"""The rows of the last edition, in the store: a fact for each, changed row by row."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from sitegen.edition.gather import Rows
from sitegen.edition.relate import Relation
from sitegen.edition.rows import Row, State
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.store import Store

SPARE = 100
"""Facts apart from rows of which nothing needs one, that even a small site keeps."""

_FACT = b"edition"


class _Edition(Struct, frozen=True, array_like=True):
    """What rows were made with, besides what they say of themselves."""

    base: Digest
    now: datetime
    places: dict[str, State]
    pictures: dict[str, Digest]


_EDITIONS = msgspec.msgpack.Decoder(_Edition)
_ROWS = msgspec.msgpack.Decoder(Row)


def read_rows(store: Store, base: Digest) -> Rows | None:
    """Return the rows that the store has, if they rest on the same `base`. Raises `StoreDamaged`.

    The base is the digest of all that every row depends on: site.toml, our sources, the order.
    """
    data = store.get("memo", _FACT)
    try:
        known = _EDITIONS.decode(data) if data else None
        if known is None or known.base != base:
            return None
        rows = {row.path: row for _, it in store.items("row") for row in (_ROWS.decode(it),)}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
    return Rows(dict(sorted(rows.items())), known.places, known.pictures, known.now)


def keep_rows(store: Store, base: Digest, before: Rows | None, relation: Relation) -> None:
    """Let the store have the rows of an edition, whatever it had before.

    A build that is killed in between leaves no rows to go on from: some would know more than the
    others, than the places or the time that all of them were made with.
    """
    rows = relation.rows
    known: Mapping[str, Row] = before.rows if before else {}
    gone = [_key(path) for path in known.keys() - rows.rows.keys()]
    if relation.fresh or gone or before is None:
        store.put("memo", [(_FACT, b"")])
    if before is None:
        store.prune("row", set())
        store.prune("kept", {row.kept for row in rows.rows.values()})
    store.put(
        "row", [(_key(path), msgspec.msgpack.encode(rows.rows[path])) for path in relation.fresh]
    )
    store.forget("row", gone)
    edition = _Edition(base, rows.now, dict(rows.places), dict(rows.pictures))
    store.put("memo", [(_FACT, msgspec.msgpack.encode(edition))])
    store.forget("kept", _replaced(known.values(), rows.rows))
    if store.count("kept") > 2 * len(rows.rows) + SPARE:  # builds that ended with an error
        store.prune("kept", {row.kept for row in rows.rows.values()})


def _key(path: str) -> bytes:
    return path.encode()


def _replaced(before: Iterable[Row], now: Mapping[str, Row]) -> list[bytes]:
    """Return the digests of what lay apart from rows that are another now."""
    gone = {row.kept for row in before if now.get(row.path) is not row}
    return list(gone - {row.kept for row in now.values()} - {b""}) if gone else []
