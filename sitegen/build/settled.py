"""A build with nothing to do, seen without planning anything.

What a build makes is a function of the sources, the engine, the order, and the stretch of time
between two turning points. If all of that is as it was, and the output holds what the manifest
of that build says, there is nothing to do.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from sitegen.build.engines import EVERYTHING
from sitegen.build.fingerprint import engine, fingerprint
from sitegen.build.order import Order, Result
from sitegen.build.output import OutputFolder
from sitegen.build.sources import file_system_time, known_files
from sitegen.build.store import Store
from sitegen.content.discover import SourceFiles
from sitegen.edition.edition import Due, Held
from sitegen.errors import Problem, StoreDamaged
from sitegen.model import Digest
from sitegen.statcache import StatCache


class Settled(Struct, frozen=True):
    """The end of a build: from when on it holds, its manifest, and what it said."""

    since: datetime
    manifest: Digest
    held: tuple[Held, ...]
    due: Due | None
    problems: tuple[Problem, ...]


def inputs_of(order: Order, found: SourceFiles) -> Digest:
    """Return the digest of all that a build reads, but for the time."""
    sources = [(source.path, source.kind, source.digest) for source in found.sources.values()]
    return fingerprint(
        engine(EVERYTHING),
        sources,
        (found.problems, found.refused),
        order.base_url,
        order.profile.name,
    )


def settle(order: Order, inputs: Digest, result: Result, manifest: Digest) -> None:
    """Remember that everything is as it has to be."""
    settled = Settled(order.now, manifest, result.held, result.due, result.problems)
    with Store.open(order.store) as store:
        store.put("memo", [(b"settled", inputs + msgspec.msgpack.encode(settled))])


def nothing_to_do(order: Order, inputs: Digest, folder: OutputFolder) -> Result | None:
    """Return the result of a build that changes nothing; None if something may have to."""
    with Store.open(order.store) as store:
        data = store.get("memo", b"settled")
        if data is None or not data.startswith(inputs):
            return None
        try:
            settled = msgspec.msgpack.decode(data[len(inputs) :], type=Settled)
        except msgspec.DecodeError as error:
            raise StoreDamaged(str(error)) from error
        until = settled.due.moment if settled.due else None
        if (
            order.now < settled.since
            or (until is not None and order.now >= until)
            or settled.manifest != folder.manifest_digest()
        ):
            return None
        known = known_files(store, b"outputs")
        stats = StatCache(known)
        manifest = folder.manifest()
        present = folder.listing(manifest, stats)
        if any(present.get(path, b"").hex() != digest for path, digest in manifest.items()):
            return None
        if (trusted := stats.trusted(file_system_time(order))) != known:
            store.put("memo", [(b"outputs", msgspec.msgpack.encode(trusted))])
    return Result(
        written=(),
        unchanged=len(manifest),
        removed=(),
        held=settled.held,
        due=settled.due,
        problems=settled.problems,
    )
