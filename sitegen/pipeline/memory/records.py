"""What the store has of the outputs: how each was last made, and whose each is."""

from collections.abc import Iterable, Mapping

import msgspec

from sitegen.errors import StoreDamaged
from sitegen.pipeline.memory.sources import file_system_time, known_files_fact
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.stale import Record
from sitegen.statcache import StatCache


def read_records(store: Store) -> dict[str, Record]:
    """Return what was recorded of each output when it was last made."""
    data = store.get("memo", b"records")
    try:
        return msgspec.msgpack.decode(data, type=dict[str, Record]) if data else {}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def record(
    order: Order,
    stats: StatCache,
    before: Mapping[str, Record],
    now: Mapping[str, Record],
    facts: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Record the outputs, after they were moved in: a kill before costs a render, no more.

    Other `facts` are kept with them.
    """
    table = stats.table(file_system_time(order), now)
    changed = [known_files_fact("outputs", table, order.boot), *facts]
    if now != before:
        changed.append((b"records", msgspec.msgpack.encode(now)))
    with Store.open(order.store) as store:
        store.put("memo", changed)
