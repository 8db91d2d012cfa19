"""What the last build left behind, if it still stands: then only edits are to be looked at.

What a build makes is a function of the sources, the engine, the order, and the stretch of time
between two turning points. If all of that is as it was, and the output holds what the manifest
of that build says, there is nothing to do. If nothing but articles changed, the ledger of that
build may tell what it means (`amending.py`).
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from sitegen.content.discover import SourceFiles
from sitegen.edition.edition import Due, Held
from sitegen.errors import Problems
from sitegen.model import Digest
from sitegen.pipeline.fingerprint import everything, fingerprint
from sitegen.pipeline.memory.sources import file_system_time, known_files_fact, known_table
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Result
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.statcache import StatCache


class Inputs(Struct, frozen=True, array_like=True):
    """All that a build reads, but for the time: articles by path, and the digest of the rest."""

    rest: Digest
    articles: dict[str, Digest]


class Settled(Struct, frozen=True, array_like=True):
    """The end of a build: from what, from when on it holds, its manifest, and what it said."""

    inputs: Inputs
    since: datetime
    manifest: Digest
    held: tuple[Held, ...]
    due: Due | None
    problems: Problems


class Left(Struct, frozen=True):
    """The last build, whose output is as it left it: the manifest, and the files by their stat."""

    settled: Settled
    manifest: dict[str, str]
    present: dict[str, Digest]
    stats: StatCache


def inputs_of(order: Order, found: SourceFiles) -> Inputs:
    """Return all that a build reads."""
    sources = found.sources.values()
    rest = fingerprint(
        everything(),
        [(it.path, it.kind, it.digest) for it in sources if it.kind != "article"],
        (found.problems, found.refused),
        order.base_url,
        order.profile.name,
    )
    return Inputs(rest, {it.path: it.digest for it in sources if it.kind == "article"})


def settle(order: Order, settled: Settled, ledger: bytes | None = None) -> None:
    """Remember that everything is as it has to be, and the ledger, if there is a new one."""
    facts = [(b"settled", msgspec.msgpack.encode(settled))]
    if ledger is not None:
        facts.append((b"ledger", ledger))
    with Store.open(order.store) as store:
        store.put("memo", facts)


def left_behind(order: Order, folder: OutputFolder) -> Left | None:
    """Return what the last build left, if neither time nor anybody else has changed it."""
    with Store.open(order.store) as store:
        data = store.get("memo", b"settled")
        if data is None:
            return None
        try:
            settled = msgspec.msgpack.decode(data, type=Settled)
        except msgspec.DecodeError:
            return None  # an older version wrote it
        until = settled.due.moment if settled.due else None
        if (
            order.now < settled.since
            or (until is not None and order.now >= until)
            or not settled.manifest
            or settled.manifest != folder.manifest_digest()
        ):
            return None
        table = known_table(store, "outputs", order.boot)
    manifest = folder.manifest()
    stats = StatCache.standing(table, str(order.folder)) if table.lists(manifest) else None
    if stats is None:
        stats = StatCache(table.seen())
        folder.listing(manifest, stats)
    present = stats.digests()
    if {path: it.hex() for path, it in present.items()} != manifest:
        return None
    return Left(settled, manifest, present, stats)


def nothing_to_do(order: Order, left: Left) -> Result:
    """Return the result of a build that changes nothing."""
    if left.stats.has_news():
        table = left.stats.table(file_system_time(order), left.manifest)
        with Store.open(order.store) as store:
            store.put("memo", [known_files_fact("outputs", table, order.boot)])
    return Result(
        written=(),
        unchanged=len(left.manifest),
        removed=(),
        held=left.settled.held,
        due=left.settled.due,
        problems=left.settled.problems,
        was_idle=True,
    )
