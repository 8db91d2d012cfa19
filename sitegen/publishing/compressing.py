"""Files that are sent packed: beside the others, for servers that look for them, or instead.

A web server with `gzip_static` or `brotli_static` sends `index.html.gz` or `index.html.br` to
browsers that take it. A bucket has one object for all, so it is packed in one way, which every
browser takes, and says so by `Content-Encoding`. The same bytes are packed to the same bytes, so
what is at a target already need not be packed to know what it is.
"""

import gzip
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from sitegen.destinations import Packing
from sitegen.publishing.release import Release
from sitegen.publishing.target import Files
from sitegen.statcache import digest_of

ENDINGS = frozenset(
    {
        *("html", "css", "js", "mjs", "json", "xml", "xsl", "svg", "txt", "webmanifest"),
        *("geojson", "ics", "csv"),
    }
)
"""Of files that are text: pictures, typefaces and the index of search are packed already."""

LEAST = 512
"""Bytes: what is smaller fits into the first packet as it is."""

SUFFIXES: dict[Packing, str] = {"gzip": ".gz", "br": ".br"}

BROTLI = 9
"""Of 11: those above take ten times as long for a twentieth less."""


def is_packed(path: str) -> bool:
    """Say whether a file is one that is sent packed."""
    return path.rpartition(".")[2] in ENDINGS and not path.rpartition("/")[2].startswith(("_", "."))


def packed(data: bytes, how: Packing) -> bytes:
    """Return bytes packed as browsers take it (RFC 1952, RFC 7932); the same each time."""
    if how == "gzip":
        return gzip.compress(data, 9, mtime=0)
    import brotli  # noqa: PLC0415 - few ask for it

    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=BROTLI))


class Variants(Files):
    """The files of a site with packed ones beside them, which are made when they are asked for."""

    def __init__(
        self,
        files: Files,
        how: Sequence[Packing],
        last: Release | None,
        spare: Path,
    ) -> None:
        self._files = files
        self._spare = spare
        self._made_of: dict[str, tuple[str, Packing]] = {}
        rmtree(spare, ignore_errors=True)
        known = last.files if last else {}
        with_packed = dict(files.digests)
        super().__init__(files.folder, with_packed)
        for path in files.digests:
            if not is_packed(path):
                continue
            for each in how:
                variant = path + SUFFIXES[each]
                self._made_of[variant] = (path, each)
                is_known = known.get(path) == files.digests[path] and variant in known
                digest = known[variant] if is_known else self._made(variant)
                if digest:
                    with_packed[variant] = digest

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, packed or not."""
        if path in self._made_of:
            return (self.root_of(path) / path).read_bytes()
        return self._files.read(path)

    def root_of(self, path: str) -> Path:
        """Return the folder that a file lies in at its path."""
        if path not in self._made_of:
            return self.folder
        if not (self._spare / path).is_file():
            self._made(path)
        return self._spare

    def _made(self, variant: str) -> str:
        """Make a packed file, and return its digest; nothing if it is no smaller."""
        path, how = self._made_of[variant]
        data = self._files.read(path)
        small = packed(data, how) if len(data) >= LEAST else data
        if len(small) >= len(data):
            return ""
        file = self._spare / variant
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(small)
        return digest_of(small).hex()
