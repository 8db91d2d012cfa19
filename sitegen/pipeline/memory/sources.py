"""The site's files, found and read through the stat cache."""

import os

import msgspec

from sitegen.content.discover import SourceFiles, discover, read
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.model import Source
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.statcache import Seen, StatCache, digest_of


class SourceChanged(SiteError):
    """A file changed between the moment it was found and the moment it was read."""

    def __init__(self, path: str) -> None:
        super().__init__([Problem(path, 1, 1, "the file changed during the build", "build again")])
        self.args = (path,)  # what a worker's exception is rebuilt from


def find_sources(order: Order, reporter: Reporter) -> SourceFiles:
    """Return the files that shape the site, reading only those that changed."""
    now = file_system_time(order)
    with reporter.stage("discover"), Store.open(order.store) as store:
        known = known_files(store, "sources")
        stats = StatCache(known)
        found = discover(order.root, stats)
        if (trusted := stats.trusted(now)) != known:
            store.put("memo", [known_files_fact("sources", trusted)])
    return found


def source_bytes(order: Order, source: Source) -> bytes:
    """Return the bytes of a source. Raises `SourceChanged` if they are no longer what was found."""
    try:
        data = read(order.root, source)
    except OSError as error:
        raise SourceChanged(source.path) from error
    if digest_of(data) != source.digest:
        raise SourceChanged(source.path)
    return data


def known_files(store: Store, name: str, boot: str = "") -> dict[str, Seen]:
    """Return the stat cache that was kept under a name, if it was kept during this `boot`."""
    data = store.get("memo", name.encode())
    try:
        then, known = _CACHES.decode(data) if data else (boot, {})
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
    return known if then == boot else {}


def known_files_fact(name: str, known: dict[str, Seen], boot: str = "") -> tuple[bytes, bytes]:
    """Return what `known_files` reads."""
    return name.encode(), msgspec.msgpack.encode((boot, known))


_CACHES = msgspec.msgpack.Decoder(tuple[str, dict[str, Seen]])


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
