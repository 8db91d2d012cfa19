"""Digests of files without reading them again: a stat cache that a quick edit cannot fool.

A digest is trusted only while size, inode and both times are what they were, and only if the
file had been at rest for a while when it was read: a file changed within the same tick of the
file system's clock has the same stat, so such a file is read again next time (the "racily
clean" problem that Git describes in Documentation/technical/racy-git.txt).
"""

import os
from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from hashlib import blake2b, file_digest
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sitegen.model import Digest

REST_NS = 2_000_000_000
"""How long a file must have been at rest: the coarsest clock of a file system in use (FAT)."""

FINE_NS = 100_000_000
"""How long if its own times show that the clock is a fine one: ten ticks of a slow kernel."""

_COARSE = 1_000_000
"""A time that is no multiple of it was told by a fine clock: the others tell milliseconds."""


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


class StatTable(NamedTuple):
    """What is known of many files, as it is kept: the paths, four numbers of each, the digests.

    It is compared with what is there all at once; only where that fails each file is looked at.
    """

    paths: Sequence[str]
    numbers: "array[int]"
    digests: bytes

    @classmethod
    def of(cls, seen: Mapping[str, Seen]) -> "StatTable":
        """Return the table of some files, sorted by path."""
        seen = dict(sorted(seen.items()))
        numbers = [
            it if it < _SIGN else it - 2 * _SIGN
            for each in seen.values()
            for it in (each.size, each.modified_ns, each.changed_ns, each.inode)
        ]
        digests = b"".join([each.digest for each in seen.values()])
        return cls(list(seen), array("q", numbers), digests)

    def seen(self) -> dict[str, Seen]:
        """Return what is known of each file."""
        sizes, modified, changed = (self.numbers[at::4] for at in range(3))
        inodes = [it % (2 * _SIGN) for it in self.numbers[3::4]]
        rows = map(Seen, sizes, modified, changed, inodes, self._each_digest())
        return dict(zip(self.paths, rows, strict=True))

    def by_path(self) -> dict[str, Digest]:
        """Return the digest of each file."""
        return dict(zip(self.paths, self._each_digest(), strict=True))

    def lists(self, digests: Mapping[str, str]) -> bool:
        """Say whether it has exactly these files; digests in hexadecimal by path, sorted."""
        same = "".join(digests.values()) == self.digests.hex()
        return same and list(digests) == list(self.paths)

    def stands_in(self, folder: str) -> bool:
        """Say whether each file is there, below a folder, with the stat that is known."""
        numbers = array("q")
        prefix, lstat, extend = f"{folder}/", os.lstat, numbers.extend
        try:
            for path in self.paths:
                it = lstat(prefix + path)
                extend((it.st_size, it.st_mtime_ns, it.st_ctime_ns, it.st_ino))
        except (OSError, OverflowError):
            return False
        return numbers == self.numbers

    def _each_digest(self) -> list[Digest]:
        digests = self.digests
        return [digests[at : at + DIGEST_SIZE] for at in range(0, len(digests), DIGEST_SIZE)]


_SIGN = 2**63


class StatCache:
    """Digests by path, as an earlier build left them and as they are found now.

    If a table of them `stands`, all files are as they were left.
    """

    def __init__(self, known: Mapping[str, Seen], stands: StatTable | None = None) -> None:
        self.known = known
        self._stands = stands
        self._seen: dict[str, Seen] = {}

    def digest(self, path: str, file: str, status: os.stat_result) -> Digest:
        """Return the digest of `file`, reading it only if `path` is not known by this stat."""
        known = self.known.get(path)
        if (
            known is None
            or known.modified_ns != status.st_mtime_ns
            or known.changed_ns != status.st_ctime_ns
            or known.size != status.st_size
            or known.inode != status.st_ino
        ):
            with open(file, "rb", buffering=0) as stream:
                large = status.st_size > WHOLE
                digest = _digest_of_file(stream) if large else digest_of(stream.read())
            known = _seen(status, digest)
        self._seen[path] = known
        return known.digest

    def record(self, path: str, status: os.stat_result, digest: Digest) -> None:
        """Note a file that was just written."""
        self._seen[path] = _seen(status, digest)

    def size_of(self, paths: Collection[str], folder: Path) -> int:
        """Return how many bytes files of a folder have together; what was seen is not looked at."""
        if self._stands and not self._seen and len(paths) == len(self._stands.paths):
            return sum(self._stands.numbers[::4])
        self._gather()
        total = 0
        for path in paths:
            seen = self._seen.get(path)
            total += seen.size if seen else os.lstat(folder / path).st_size
        return total

    def has_news(self, clock_ns: int) -> bool:
        """Say whether there is anything to remember that is not known already."""
        if self._stands and not self._seen:
            return False
        return self.trusted(clock_ns) != self.known

    def trusted(self, clock_ns: int) -> dict[str, Seen]:
        """Return what to remember: files that were at rest at a time by the file system's clock."""
        self._gather()
        # The time of a change tells of the clock: that of a modification is set by anybody.
        fine, coarse = clock_ns - FINE_NS, clock_ns - REST_NS
        return {
            path: seen
            for path, seen in self._seen.items()
            if seen.changed_ns < (before := fine if seen.changed_ns % _COARSE else coarse)
            and seen.modified_ns < before
        }

    def _gather(self) -> None:
        if self._stands:
            self._seen = {**self._stands.seen(), **self._seen}
            self._stands = None


def digest_of(data: bytes) -> Digest:
    """Return the digest by which bytes are known everywhere."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def _digest_of_file(stream: FileIO) -> Digest:
    return file_digest(stream, partial(blake2b, digest_size=DIGEST_SIZE)).digest()


def _seen(status: os.stat_result, digest: Digest) -> Seen:
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest)
