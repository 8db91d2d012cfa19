"""What the store has of the outputs, by batch: how each was last made; and from which rows."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Raw, Struct

from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.rows import (
    facts_of_rows,
    forget_rows,
    let_go,
    replaced,
    volumes_gone,
)
from sitegen.pipeline.memory.sources import engines_fact, file_system_time, known_files_fact
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Record
from sitegen.statcache import StatCache

_FACT = b"plan"


class Batched(Struct, frozen=True, array_like=True, gc=False):
    """A batch as it was planned: its key, and the records of its outputs as they are encoded."""

    key: Digest
    encoded: Raw

    def records(self) -> dict[str, Record]:
        """Return what was recorded of each output when it was last made."""
        return _RECORDS.decode(self.encoded)

    def may_hold(self, paths: Iterable[str]) -> bool:
        """Say whether one of some paths may be in it, without decoding what it has."""
        encoded = bytes(self.encoded) if paths else b""
        return any(path.encode() in encoded for path in paths)


class Plan(Struct, frozen=True):
    """All batches by name, and the digest of what shaped them all."""

    shared: Digest = b""
    batches: Mapping[str, Batched] = {}

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield what was recorded of each output; twice of one that is in two batches."""
        for batch in self.batches.values():
            yield from batch.records().items()


def batched(key: Digest, records: Mapping[str, Record]) -> Batched:
    """Return a batch as it is remembered."""
    return Batched(key, Raw(msgspec.msgpack.encode(records)))


def read_plan(store: Store) -> Plan:
    """Return the last plan; one without batches if it is not known. Raises `StoreDamaged`."""
    shared = store.get("memo", _FACT)
    if shared is None:
        return Plan()
    try:
        return Plan(
            shared, {name.decode(): _BATCHES.decode(it) for name, it in store.items("batch")}
        )
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreDamaged(str(error)) from error


def read_records(store: Store) -> dict[str, Record]:
    """Return what was recorded of every output. Raises `StoreDamaged`."""
    try:
        return dict(read_plan(store).records())
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def record(  # noqa: PLR0917 - all that a build knows in the end
    order: Order,
    site: Site,
    stats: StatCache,
    paths: Mapping[str, object],
    before: Plan,
    now: Plan,
    facts: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Record the outputs, after they were moved in: a kill before costs a render, no more.

    The rows that they were made from, and other `facts`, are kept with them.
    """
    table = stats.table(file_system_time(order), paths)
    before_rows, relation = site.before, site.relation
    rows, spines, memo = facts_of_rows(site.base, before_rows, relation)
    lost, unkept = volumes_gone(before_rows, relation), replaced(before_rows, relation)
    batches = [
        (name.encode(), msgspec.msgpack.encode(it))
        for name, it in now.batches.items()
        if it is not before.batches.get(name)
    ]
    gone = [name.encode() for name in before.batches.keys() - now.batches.keys()]
    memos = [known_files_fact("outputs", table, order.boot), (_FACT, now.shared), memo, *facts]
    memos.append(engines_fact())
    with Store.open(order.store) as store:
        if site.before is None:
            forget_rows(store)
        store.put_together(
            {"row": rows, "spine": spines, "batch": batches, "memo": memos},
            {"row": lost, "spine": lost, "batch": gone},
        )
        let_go(store, before_rows, relation, unkept)


_RECORDS = msgspec.msgpack.Decoder(dict[str, Record])
_BATCHES = msgspec.msgpack.Decoder(Batched)
