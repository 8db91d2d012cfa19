"""The site's files, found and read through the stat cache."""

import os
from array import array
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from sitegen.content.discover import SourceFiles, discover, read
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.model import Source
from sitegen.pipeline.fingerprint import everything
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
        known, before = known_files(store, "sources"), _found_before(store)
        stats = StatCache(known)
        found = discover(order.root, stats, before)
        facts = []
        if (trusted := stats.trusted(now)) != known:
            facts.append(known_files_fact("sources", trusted))
        if found.sources != before:
            facts.append((_FOUND, everything() + msgspec.msgpack.encode([*found.sources.values()])))
        if facts:
            store.put("memo", facts)
    return found


def _found_before(store: Store) -> dict[str, Source]:
    """Return what was found the last time, if it would be taken for the same today."""
    data, maker = store.get("memo", _FOUND), everything()
    if data is None or not data.startswith(maker):
        return {}
    try:
        return {it.path: it for it in _SOURCES.decode(data[len(maker) :])}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


_FOUND = b"found"
_SOURCES = msgspec.msgpack.Decoder(list[Source])


def source_bytes(order: Order, source: Source) -> bytes:
    """Return the bytes of a source. Raises `SourceChanged` if they are no longer what was found."""
    try:
        data = read(order.root, source)
    except OSError as error:
        raise SourceChanged(source.path) from error
    if digest_of(data) != source.digest:
        raise SourceChanged(source.path)
    return data


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
