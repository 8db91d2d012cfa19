"""The site's files, found and read through the stat cache."""

import os

import msgspec

from sitegen.build.order import Order, Reporter
from sitegen.build.store import Store
from sitegen.content.discover import SourceFiles, discover, read
from sitegen.errors import Problem, SiteError, StoreDamaged
from sitegen.model import Source
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
        known = known_files(store, b"sources")
        stats = StatCache(known)
        found = discover(order.root, stats)
        if (trusted := stats.trusted(now)) != known:
            store.put("memo", [(b"sources", msgspec.msgpack.encode(trusted))])
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


def known_files(store: Store, name: bytes) -> dict[str, Seen]:
    """Return the stat cache that was kept under a name."""
    known = store.get("memo", name)
    try:
        return msgspec.msgpack.decode(known, type=dict[str, Seen]) if known else {}
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


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
