"""Files that were derived from others: kept by what they are made from.

`<folder>/<origin>/<key>-<check>.<suffix>`: a folder for each origin (the digest of a picture, or of
a font), in it a file for each derivation, whose name has the digest of its own bytes. So the
folder needs no index, proves itself, and may be shared between machines or restored from the
cache of a CI. A build that was killed finds there what it had made.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sitegen.atomic import write_atomically
from sitegen.model import Digest
from sitegen.pictures.renditions import Derivation
from sitegen.pipeline.order import STATE, Order
from sitegen.refusals import about
from sitegen.statcache import digest_of

NAME = re.compile(r"[0-9a-f]+-[0-9a-f]+\.[a-z0-9]+")
"""What a file is called: whatever else lies there is nobody's."""

PICTURES, FONTS, MAPS = "pictures", "fonts", "maps"


Making = tuple[Digest, Path | None, Sequence[tuple[Derivation, Digest, str]]]
"""A picture, its file if there is one, and what is to be made of it, each with key and suffix."""


def name_of(key: Digest, suffix: str, data: bytes) -> str:
    """Return what a file is called: by what it is made from, and by what is in it."""
    return f"{key.hex()}-{digest_of(data).hex()}.{suffix}"


class DerivedFiles:
    """Derived files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def known(self, origin: Digest) -> dict[str, str]:
        """Return the names of the files that were made of an origin, by key."""
        files = (self.folder / origin.hex()).glob("*-*")
        return {file.name.partition("-")[0]: file.name for file in files}

    def read(self, origin: Digest, name: str) -> bytes | None:
        """Return a file's bytes; None if it is gone, or not what was written."""
        try:
            data = (self.folder / origin.hex() / name).read_bytes()
        except OSError:
            return None
        check = name.partition("-")[2].partition(".")[0]
        return data if digest_of(data).hex() == check else None

    def keep(self, origin: Digest, key: Digest, suffix: str, data: bytes) -> None:
        """Keep a file, whole or not at all."""
        folder = self.folder / origin.hex()
        folder.mkdir(parents=True, exist_ok=True)
        with about(self.folder):
            write_atomically(folder / name_of(key, suffix, data), data)

    def prune(self, used: Mapping[Digest, set[Digest]]) -> tuple[int, int]:
        """Remove what is not used: keys by origin. Return how many files and bytes went."""
        files = size = 0
        wanted = {digest.hex(): {key.hex() for key in keys} for digest, keys in used.items()}
        for folder in sorted(self.folder.glob("*")):
            keys = wanted.get(folder.name, set())
            for file in folder.glob("*") if folder.is_dir() else ():
                if file.name.partition("-")[0] not in keys and not file.is_dir():
                    size += file.stat().st_size
                    files += 1
                    file.unlink(missing_ok=True)
            with suppress(OSError):  # it holds what is used
                folder.rmdir()
        return files, size


def pictures_of(order: Order) -> DerivedFiles:
    """Return the derived pictures of a site; its profiles share them."""
    return DerivedFiles(order.root / STATE / PICTURES)


def fonts_of(order: Order) -> DerivedFiles:
    """Return the parts of typefaces that a site's builds have cut; its profiles share them."""
    return DerivedFiles(order.root / STATE / FONTS)


def maps_of(order: Order) -> DerivedFiles:
    """Return what was made of a site's boundaries; its profiles share it."""
    return DerivedFiles(order.root / STATE / MAPS)
