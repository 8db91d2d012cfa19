"""What the store has of the outputs: how each was last made, and from which rows."""

from collections.abc import Iterable, Mapping

import msgspec

from sitegen.errors import StoreDamaged
from sitegen.pipeline.memory.rows import facts_of_rows, forget_rows, let_go
from sitegen.pipeline.memory.sources import file_system_time, known_files_fact
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order
from sitegen.pipeline.site import Site
from sitegen.pipeline.stale import Record
from sitegen.statcache import StatCache


def read_records(store: Store) -> dict[str, Record]:
    """Return what was recorded of each output when it was last made."""
    data = store.get("memo", b"records")
    try:
        return msgspec.msgpack.decode(data, type=dict[str, Record]) if data else {}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def record(  # noqa: PLR0917 - all that a build knows in the end
    order: Order,
    site: Site,
    stats: StatCache,
    before: Mapping[str, Record],
    now: Mapping[str, Record],
    facts: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Record the outputs, after they were moved in: a kill before costs a render, no more.

    The rows that they were made from, and other `facts`, are kept with them.
    """
    table = stats.table(file_system_time(order), now)
    changed = [known_files_fact("outputs", table, order.boot), *facts]
    if now != before:
        changed.append((b"records", msgspec.msgpack.encode(now)))
    rows, memo = facts_of_rows(site.base, site.before, site.relation)
    with Store.open(order.store) as store:
        if site.before is None:
            forget_rows(store)
        store.put_together({"row": rows, "memo": [*changed, memo]})
        let_go(store, site.before, site.relation.rows)
