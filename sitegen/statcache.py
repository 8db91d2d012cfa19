"""Digests of files without reading them again: a stat cache that a quick edit cannot fool.

A digest is trusted only while size, inode and both times are what they were, and only if the
file had been at rest for a while when it was read: a file changed within the same tick of the
file system's clock has the same stat, so such a file is read again next time (the "racily
clean" problem that Git describes in Documentation/technical/racy-git.txt).
"""

import os
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b, file_digest
from io import FileIO
from pathlib import Path

from msgspec import Struct

from sitegen.model import Digest

REST_NS = 2_000_000_000
"""How long a file must have been at rest: the coarsest clock of a file system in use (FAT)."""


WHOLE = 1024**2
"""Bytes of a file that is read at once: a larger one, a film say, bit by bit."""

DIGEST_SIZE = 16


class Seen(Struct, frozen=True, gc=False, array_like=True):
    """What a file's stat was when its digest was taken."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int
    digest: Digest


class StatCache:
    """Digests by path, as an earlier build left them and as they are found now."""

    def __init__(self, known: dict[str, Seen]) -> None:
        self.known = known
        self._seen: dict[str, Seen] = {}

    def digest(self, path: str, file: str, status: os.stat_result) -> Digest:
        """Return the digest of `file`, reading it only if `path` is not known by this stat."""
        known = self.known.get(path)
        if known is None or known != _seen(status, known.digest):
            with open(file, "rb", buffering=0) as stream:
                large = status.st_size > WHOLE
                digest = _digest_of_file(stream) if large else digest_of(stream.read())
            known = _seen(status, digest)
        self._seen[path] = known
        return known.digest

    def record(self, path: str, status: os.stat_result, digest: Digest) -> None:
        """Note a file that was just written."""
        self._seen[path] = _seen(status, digest)

    def size_of(self, paths: Iterable[str], folder: Path) -> int:
        """Return how many bytes files of a folder have together; what was seen is not looked at."""
        total = 0
        for path in paths:
            seen = self._seen.get(path)
            total += seen.size if seen else os.lstat(folder / path).st_size
        return total

    def trusted(self, clock_ns: int) -> dict[str, Seen]:
        """Return what to remember: files that were at rest at a time by the file system's clock."""
        before = clock_ns - REST_NS
        return {
            path: seen
            for path, seen in self._seen.items()
            if seen.changed_ns < before and seen.modified_ns < before
        }


def digest_of(data: bytes) -> Digest:
    """Return the digest by which bytes are known everywhere."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def _digest_of_file(stream: FileIO) -> Digest:
    return file_digest(stream, partial(blake2b, digest_size=DIGEST_SIZE)).digest()


def _seen(status: os.stat_result, digest: Digest) -> Seen:
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest)
