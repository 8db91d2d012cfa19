"""The site's files, found and read through the stat cache."""

import os
from array import array
from collections.abc import Mapping
from contextlib import suppress

import msgspec
from msgspec import Struct

from sitegen.content.discover import SourceFiles, discover, read
from sitegen.content.rediscover import Listed, listed, rediscover, sources_before
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.model import Digest, Source
from sitegen.pipeline.engines import Engine
from sitegen.pipeline.fingerprint import engines, everything, recall_engines
from sitegen.pipeline.memory.lastright import LastRight
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.statcache import Seen, StatCache, StatTable, digest_of


class SourceChanged(SiteError):
    """A file changed between the moment it was found and the moment it was read."""

    def __init__(self, path: str) -> None:
        super().__init__([Problem(path, 1, 1, "the file changed during the build", "build again")])
        self.args = (path,)  # what a worker's exception is rebuilt from


def find_sources(order: Order, reporter: Reporter) -> SourceFiles:
    """Return the files that shape the site, reading only those that changed."""
    now = file_system_time(order)
    with reporter.stage("discover"), Store.open(order.store) as store:
        table, known = known_table(store, "sources"), _listed_before(store)
        _recall_engines(store)
        if len(known.kinds) != len(table.paths):
            known = Listed()
        again = rediscover(order.root, table, known)
        if again:
            found, stats = again
        else:
            stats = StatCache(table.seen())
            found = discover(
                order.root, stats, sources_before(table, known) if known.kinds else None
            )
        facts = []
        if stats.has_news() or found.folders != known.folders:
            files = dict.fromkeys([it.file for it in found.sources.values() if it.file])
            if (new := stats.table(now, files)) != table:
                facts.append(known_files_fact("sources", new))
            if (here := listed(found, known)) != known:
                facts.append((_FOUND, everything() + msgspec.msgpack.encode(here)))
        if facts:
            store.put("memo", facts)
    return found


def _recall_engines(store: Store) -> None:
    data, maker = store.get("memo", _ENGINES), everything()
    with suppress(msgspec.DecodeError):
        if data and data.startswith(maker):
            recall_engines(_DIGESTS.decode(data[len(maker) :]))


def engines_fact() -> tuple[bytes, bytes]:
    """Return what spares the next build to look through our sources for what shapes what."""
    return _ENGINES, everything() + msgspec.msgpack.encode(engines())


def _listed_before(store: Store) -> Listed:
    """Return what is known of files besides their stats, if it would be found so today."""
    data, maker = store.get("memo", _FOUND), everything()
    if data is None or not data.startswith(maker):
        return Listed()
    try:
        return _LISTED.decode(data[len(maker) :])
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


_FOUND, _ENGINES = b"found", b"engines"
_DIGESTS = msgspec.msgpack.Decoder(list[tuple[Engine, Digest]])
_LISTED = msgspec.msgpack.Decoder(Listed)


def source_bytes(order: Order, source: Source) -> bytes:
    """Return the bytes of a source. Raises `SourceChanged` if they are no longer what was found.

    A forgiving build has them of what was put back, too.
    """
    why: OSError | None = None
    try:
        data = read(order.root, source)
        if digest_of(data) == source.digest:
            return data
    except OSError as error:
        why = error
    kept = LastRight(order).read(source) if order.forgiving else None
    if kept is None:
        raise SourceChanged(source.path) from why
    return kept


def known_table(store: Store, name: str, boot: str = "") -> StatTable:
    """Return the stats that were kept under a name; none if that was not during this `boot`."""
    data = store.get("memo", name.encode())
    try:
        kept = _TABLES.decode(data) if data else _Kept(boot)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
    if kept.boot != boot or not kept.paths:
        kept = _Kept(boot)
    paths = kept.paths.split(_END) if kept.paths else ()
    return StatTable(paths, array("q", kept.numbers), kept.digests)


def known_files(store: Store, name: str, boot: str = "") -> dict[str, Seen]:
    """Return the stat cache that was kept under a name, if it was kept during this `boot`."""
    return known_table(store, name, boot).seen()


def known_files_fact(
    name: str, known: StatTable | Mapping[str, Seen], boot: str = ""
) -> tuple[bytes, bytes]:
    """Return what `known_files` reads."""
    table = known if isinstance(known, StatTable) else StatTable.of(known)
    kept = _Kept(boot, _END.join(table.paths), table.numbers.tobytes(), table.digests)
    return name.encode(), msgspec.msgpack.encode(kept)


class _Kept(Struct, frozen=True, array_like=True):
    boot: str
    paths: str = ""
    numbers: bytes = b""
    digests: bytes = b""


_TABLES = msgspec.msgpack.Decoder(_Kept)
_END = "\0"
"""What stands between two paths: the one character that no path can have."""


def file_system_time(order: Order) -> int:
    """Return the time in nanoseconds by the clock that stamps the site's files.

    It is 0, before all files, if nothing can be written there.
    """
    clock = order.store.file.with_suffix(".clock")
    try:
        clock.write_bytes(b"")
        os.utime(clock)
        return clock.stat().st_mtime_ns
    except IsADirectoryError:
        raise
    except OSError as error:
        order.unkept.refused(error)
        return 0
