"""The site's files as they are, looked at again and again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sitegen.content.discover import SourceFiles, discover
from sitegen.model import Digest, Source
from sitegen.pipeline.memory.sources import file_system_time, source_bytes
from sitegen.pipeline.order import STATE, Order
from sitegen.statcache import Seen, StatCache, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1_000_000
"""Bytes of a file that is remembered."""

SPARE = 100
"""Versions of no use that are remembered, at most."""

EMPTY = digest_of(b"")


class Files:
    """Finds the files and reads them.

    What shapes the look, and tables, are remembered as they were read: the last good version is
    needed while the file holds another one. Of articles the store knows all versions.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self._seen: dict[str, Seen] = {}
        self._sources: Mapping[str, Source] = {}
        self._versions: dict[Digest, bytes] = {}
        self._most = SPARE

    def look(self) -> SourceFiles:
        """Return the files as they are now."""
        now = self._time()
        stats = StatCache(self._seen)
        found = discover(self._order.root, stats, self._sources)
        self._sources = found.sources
        self._seen = stats.trusted(now)
        return found

    def read(self, source: Source) -> bytes:
        """Return a file's bytes, with the digest that it was found with. Raises `SourceChanged`."""
        known = self._versions.get(source.digest)
        if known is not None:
            return known
        data = source_bytes(self._order, source)
        if _is_remembered(source) and len(data) <= LARGEST:
            self._versions[source.digest] = data
        return data

    def let_go(self, sources: Iterable[Source]) -> None:
        """Forget what was read of other versions than these, once there is enough of it."""
        if len(self._versions) > self._most:
            used = {it.digest for it in sources}
            self._versions = {key: it for key, it in self._versions.items() if key in used}
            self._most = len(self._versions) + SPARE

    def _time(self) -> int:
        """Return the time by the clock of the file system; 0, before all files, if it has none."""
        try:
            (self._order.root / STATE).mkdir(exist_ok=True)  # somebody may have cleaned up
            return file_system_time(self._order)
        except OSError:
            return 0


def _is_remembered(source: Source) -> bool:
    return source.kind in {"config", "style", "template", "table"} or source.path.endswith(".css")


def half_done(before: SourceFiles, now: SourceFiles) -> bool:
    """Say whether it looks as if somebody was in the middle of saving: a file is gone, or empty.

    Editors truncate and write, or move the old file away before the new one comes.
    """
    is_gone = any(it.file and path not in now.sources for path, it in before.sources.items())
    return is_gone or any(
        it.digest == EMPTY and (path not in before.sources or before.sources[path] != it)
        for path, it in now.sources.items()
    )
