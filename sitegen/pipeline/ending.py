"""The end of the last build, if it still stands: then there may be nothing to do.

What a build makes is a function of the sources, the engine, the order, and the stretch of time
between two turning points. If all of that is as it was, and the output holds what the manifest
of that build says, no row needs to be looked at.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from sitegen.content.discover import SourceFiles
from sitegen.digests import fingerprint
from sitegen.edition.edition import Due
from sitegen.edition.entries import Held
from sitegen.errors import Problems
from sitegen.model import Digest
from sitegen.pipeline.fingerprint import everything
from sitegen.pipeline.memory.sources import file_system_time, known_files_fact, known_table
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Result
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.statcache import StatCache


class Ending(Struct, frozen=True, array_like=True):
    """The end of a build: from what, from when on it holds, its manifest, and what it said.

    `base_url` is the address that it was for, if that was not the one in site.toml.
    """

    inputs: Digest
    since: datetime
    manifest: Digest
    held: tuple[Held, ...]
    due: Due | None
    problems: Problems
    base_url: str


class LastBuild(Struct, frozen=True):
    """The last build: its manifest, and its files as they are found, by their stat.

    `amiss` are those that are gone, or not as it left them.
    """

    ending: Ending
    manifest: dict[str, str]
    present: dict[str, Digest]
    stats: StatCache
    amiss: frozenset[str] = frozenset()


def inputs_of(order: Order, found: SourceFiles) -> Digest:
    """Return the digest of all that a build reads, but for the time."""
    return fingerprint(
        everything(),
        [(it.path, it.kind, it.digest) for it in found.sources.values()],
        (found.problems, found.refused),
        order.base_url,
        order.profile.name,
    )


def recall(order: Order) -> Ending | None:
    """Return how the last build of the profile ended, whatever has become of it since.

    Raises `StoreDamaged`.
    """
    with Store.open(order.store, writable=False) as store:
        return _read(store)


def _read(store: Store) -> Ending | None:
    data = store.get("memo", b"ending")
    try:
        return msgspec.msgpack.decode(data, type=Ending) if data is not None else None
    except msgspec.DecodeError:
        return None  # an older version wrote it


def remember(order: Order, ending: Ending) -> None:
    """Remember that everything is as it has to be."""
    with Store.open(order.store) as store:
        store.put("memo", [(b"ending", msgspec.msgpack.encode(ending))])


def last_build(order: Order, folder: OutputFolder) -> LastBuild | None:
    """Return what is known of the last build, if time has changed nothing, and nobody its list."""
    with Store.open(order.store) as store:
        ending = _read(store)
        if ending is None:
            return None
        until = ending.due.moment if ending.due else None
        if (
            order.now < ending.since
            or (until is not None and order.now >= until)
            or not ending.manifest
            or ending.manifest != folder.manifest_digest()
        ):
            return None
        table = known_table(store, "outputs", order.boot)
    manifest = folder.manifest()
    stats = StatCache.standing(table, str(order.folder)) if table.lists(manifest) else None
    if stats is None:
        stats = StatCache(table.seen())
        folder.listing(manifest, stats)
    present = stats.digests()
    others = {path for path, it in stats.news().items() if manifest[path] != it.hex()}
    amiss = frozenset(others | (manifest.keys() - present.keys()))
    return LastBuild(ending, manifest, present, stats, amiss)


def nothing_to_do(order: Order, last: LastBuild) -> Result:
    """Return the result of a build that changes nothing."""
    if last.stats.has_news():
        table = last.stats.table(file_system_time(order), last.manifest)
        with Store.open(order.store) as store:
            store.put("memo", [known_files_fact("outputs", table, order.boot)])
    return Result(
        written=(),
        unchanged=len(last.manifest),
        removed=(),
        held=last.ending.held,
        due=last.ending.due,
        problems=last.ending.problems,
        was_idle=True,
    )
