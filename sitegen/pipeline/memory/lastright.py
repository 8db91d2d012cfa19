"""What pages share, as it was when it was last right: site.toml, templates, tables, static/.

    .sitegen/right/list       which files these are
    .sitegen/right/DIGEST     what is in one

Builds that nobody looks at keep it, and put a file with a mistake back to it. Of texts and of
pictures the rows of the last build tell all that is needed; what lies in static/root/ is served as
it is, and has no mistakes.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import msgspec

from sitegen.atomic import write_atomically
from sitegen.content.places import AS_IS, CONFIG, MIB
from sitegen.errors import SiteError
from sitegen.model import Source
from sitegen.pipeline.order import STATE, Order
from sitegen.statcache import digest_of

DESIGN = frozenset({"template", "asset", "font"})
"""What makes a design together: what fails in one may come from another."""

KINDS = DESIGN | {"config", "topics", "style", "views", "table"}

LARGEST = 4 * MIB
"""Bytes of a file that is kept; typefaces and stylesheets have less."""


class LastRight:
    """The files that were right, in the folder that has them."""

    def __init__(self, order: Order) -> None:
        self._folder = order.root / STATE / "right"

    def sources(self) -> dict[str, Source]:
        """Return what was right, by path; nothing if nobody knows."""
        try:
            listed = _LIST.decode((self._folder / "list").read_bytes())
        except (OSError, msgspec.DecodeError):
            return {}
        return {it.path: it for it in listed if (self._folder / it.digest.hex()).is_file()}

    def read(self, source: Source) -> bytes | None:
        """Return the bytes of a source; None if they are not known, or not what was written."""
        try:
            data = (self._folder / source.digest.hex()).read_bytes()
        except OSError:
            return None
        return data if digest_of(data) == source.digest else None

    def keep(self, sources: Mapping[str, Source], read: Callable[[Source], bytes]) -> None:
        """Keep what is shared of a site that is right, and nothing else.

        Where that cannot be written, nothing is kept: a mistake stops more then.
        """
        before = self.sources()
        shared = {path: it for path, it in sources.items() if it.file and is_shared(it)}
        if shared == before:
            return
        with suppress(OSError, SiteError):  # SiteError: one has changed just now
            self._folder.mkdir(parents=True, exist_ok=True)
            kept = [it for it in shared.values() if self._is_kept(it, read)]
            write_atomically(self._folder / "list", msgspec.msgpack.encode(kept))
            self._remove(before.values(), kept)

    def _is_kept(self, source: Source, read: Callable[[Source], bytes]) -> bool:
        """Keep a file, and say whether it is there."""
        file = self._folder / source.digest.hex()
        if not file.is_file():
            data = read(source)
            if len(data) > LARGEST:
                return False
            write_atomically(file, data)
        return True

    def _remove(self, before: Iterable[Source], kept: Iterable[Source]) -> None:
        for digest in {it.digest for it in before} - {it.digest for it in kept}:
            (self._folder / digest.hex()).unlink(missing_ok=True)


_LIST = msgspec.msgpack.Decoder(list[Source])


def is_shared(source: Source) -> bool:
    """Say whether all pages share a file, which may have mistakes."""
    return source.kind in KINDS and not source.path.startswith(f"{AS_IS}/")


def config_bytes(order: Order) -> bytes | None:
    """Return site.toml as it was last right; None if nobody knows."""
    right = LastRight(order)
    source = right.sources().get(CONFIG)
    return right.read(source) if source else None
