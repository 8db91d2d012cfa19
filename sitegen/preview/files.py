"""The site's files as they are, looked at again and again."""

from typing import TYPE_CHECKING

from sitegen.build.order import Order
from sitegen.build.sources import file_system_time, source_bytes
from sitegen.content.discover import SourceFiles, discover
from sitegen.model import Digest, Source, SourceKind
from sitegen.statcache import Seen, StatCache, digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

REMEMBERED: frozenset[SourceKind] = frozenset({"config", "style", "template", "asset", "font"})
"""What is read again and again, and is needed as it was while it is wrong."""

LARGEST = 1_000_000
"""Bytes of a file that is remembered."""

EMPTY = digest_of(b"")


class Files:
    """Finds the files, and reads them; what is small and shapes every page also as it was."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._seen: dict[str, Seen] = {}
        self._sources: Mapping[str, Source] = {}
        self._known: dict[Digest, bytes] = {}

    def look(self) -> SourceFiles:
        """Return the files as they are now."""
        now = file_system_time(self._order)
        stats = StatCache(self._seen)
        found = discover(self._order.root, stats, self._sources)
        self._sources = found.sources
        self._seen = stats.trusted(now)
        return found

    def read(self, source: Source) -> bytes:
        """Return a file's bytes, with the digest that it was found with. Raises `SourceChanged`."""
        if source.digest in self._known:
            return self._known[source.digest]
        data = source_bytes(self._order, source)
        if source.kind in REMEMBERED and len(data) <= LARGEST:
            self._known[source.digest] = data
        return data


def half_done(before: SourceFiles, now: SourceFiles) -> bool:
    """Say whether it looks as if somebody was in the middle of saving: a file is gone, or empty.

    Editors truncate and write, or move the old file away before the new one comes.
    """
    return any(
        path not in now.sources or now.sources[path].digest == EMPTY != source.digest
        for path, source in before.sources.items()
        if source.file
    )
