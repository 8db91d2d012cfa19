"""Digests of files without reading them again: a stat cache that a quick edit cannot fool.

A digest is trusted only while size, inode and both times are what they were, and only if the
file had been at rest for a while when it was read: a file changed within the same tick of the
file system's clock has the same stat, so such a file is read again next time (the "racily
clean" problem that Git describes in Documentation/technical/racy-git.txt).
"""

import os
import stat
from array import array
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b, file_digest
from io import FileIO
from itertools import chain
from operator import attrgetter
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
        numbers = [number for each in seen.values() for number in _numbers(each)]
        digests = b"".join([each.digest for each in seen.values()])
        return cls(list(seen), array("q", numbers), digests)

    def cut(self, start: int, stop: int) -> tuple["StatTable", "StatTable"]:
        """Return some rows that follow each other, and all others."""
        ends = ((slice(start, stop), slice(0)), (slice(start), slice(stop, None)))
        paths, numbers, digests = list(self.paths), self.numbers, self.digests
        one, other = (
            StatTable(
                [*paths[a], *paths[b]],
                numbers[_wider(a, 4)] + numbers[_wider(b, 4)],
                digests[_wider(a, DIGEST_SIZE)] + digests[_wider(b, DIGEST_SIZE)],
            )
            for a, b in ends
        )
        return one, other

    def seen(self) -> dict[str, Seen]:
        """Return what is known of each file."""
        sizes, modified, changed = (self.numbers[at::4] for at in range(3))
        inodes = [it % (2 * _SIGN) for it in self.numbers[3::4]]
        rows = map(Seen, sizes, modified, changed, inodes, self.each_digest())
        return dict(zip(self.paths, rows, strict=True))

    def by_path(self) -> dict[str, Digest]:
        """Return the digest of each file."""
        return dict(zip(self.paths, self.each_digest(), strict=True))

    def lists(self, digests: Mapping[str, str]) -> bool:
        """Say whether it has exactly these files; digests in hexadecimal by path, sorted."""
        same = "".join(digests.values()) == self.digests.hex()
        return same and list(digests) == list(self.paths)

    def differing(self, folder: str) -> list[int] | None:
        """Return the rows of files below a folder that have another stat; None if one is gone."""
        numbers = array("q")
        try:
            numbers.extend(chain.from_iterable(map(_STATS, _statuses(folder, self.paths))))
        except (OSError, OverflowError):
            return None
        if numbers == self.numbers:
            return []
        both = zip(_rows(numbers), _rows(self.numbers), strict=True)
        return [row for row, (it, known) in enumerate(both) if it != known]

    def with_paths(self, paths: Container[str], seen: Mapping[str, Seen]) -> "StatTable":
        """Return the table of some files, known by other rows or by those of this one."""
        gone = [path for path in self.paths if path not in paths]
        known: list[str] = []
        numbers, digests = array("q"), bytearray()
        start = 0
        for path in sorted({*gone, *(it for it in seen if it in paths)}):
            # What lies between two that are gone, or other than they were, is taken over at once.
            stop = bisect_left(self.paths, path, start)
            known += self.paths[start:stop]
            numbers += self.numbers[_wider(slice(start, stop), 4)]
            digests += self.digests[_wider(slice(start, stop), DIGEST_SIZE)]
            start = stop + (path in self.paths[stop : stop + 1])
            if path in paths:
                known.append(path)
                numbers.extend(_numbers(seen[path]))
                digests += seen[path].digest
        known += self.paths[start:]
        numbers += self.numbers[4 * start :]
        digests += self.digests[DIGEST_SIZE * start :]
        return StatTable(known, numbers, bytes(digests))

    def each_digest(self) -> list[Digest]:
        """Return the digests of all files, in order."""
        digests = self.digests
        return [digests[at : at + DIGEST_SIZE] for at in range(0, len(digests), DIGEST_SIZE)]


def _wider(rows: slice, size: int) -> slice:
    """Return where rows lie that have so many items each."""
    ends = (it if it is None else it * size for it in (rows.start, rows.stop))
    return slice(*ends)


_SIGN = 2**63


def _numbers(seen: Seen) -> list[int]:
    """Return what is kept of a stat, with signs."""
    numbers = (seen.size, seen.modified_ns, seen.changed_ns, seen.inode)
    return [it if it < _SIGN else it - 2 * _SIGN for it in numbers]


def _rows(numbers: "array[int]") -> Iterator[tuple[int, ...]]:
    """Yield the four numbers of each row."""
    each = iter(numbers)
    return zip(each, each, each, each, strict=True)


class StatCache:
    """Digests by path, as an earlier build left them and as they are found now.

    Those of a table are found as they were, but for the files that were looked at since.
    """

    def __init__(self, known: Mapping[str, Seen], table: StatTable | None = None) -> None:
        self.known = known
        self._table = table
        self._seen: dict[str, Seen] = {}

    @classmethod
    def standing(cls, table: StatTable, folder: str) -> "StatCache | None":
        """Return what is known of the files of a folder, reading what may have changed.

        None if one is not there as a plain file.
        """
        rows = table.differing(folder)
        stats = cls({}, table)
        for path in [table.paths[row] for row in rows or ()]:
            file = f"{folder}/{path}"
            try:
                status = os.lstat(file)
                if not stat.S_ISREG(status.st_mode):
                    return None
                stats.digest(path, file, status)
            except OSError:
                return None
        return None if rows is None else stats

    def digests(self) -> dict[str, Digest]:
        """Return the digest of each file."""
        known = self._table.by_path() if self._table else {}
        return {**known, **self.news()}

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
        known = self._table or StatTable.of({})
        if not self._seen and len(paths) == len(known.paths):
            return sum(known.numbers[::4])
        sizes = dict(zip(known.paths, known.numbers[::4], strict=True))
        sizes.update({path: it.size for path, it in self._seen.items()})
        sizes.update({it: os.lstat(folder / it).st_size for it in paths if it not in sizes})
        return sum(map(sizes.__getitem__, paths))

    def news(self) -> dict[str, Digest]:
        """Return the digest of each file that was looked at: others are as their table has them."""
        return {path: it.digest for path, it in self._seen.items()}

    def has_news(self) -> bool:
        """Say whether anything was looked at that is not known by its table."""
        return self._table is None or bool(self._seen)

    def table(self, clock_ns: int, paths: Mapping[str, object]) -> StatTable:
        """Return what to remember of some files: those that were not at rest have no stat."""
        now = {
            path: seen if _at_rest(seen, clock_ns) else Seen(0, 0, 0, 0, seen.digest)
            for path, seen in self._seen.items()
            if path in paths
        }
        if self._table is None:
            return StatTable.of(now)
        return self._table.with_paths(paths, now)

    def trusted(self, clock_ns: int) -> dict[str, Seen]:
        """Return what to remember: files that were at rest at a time by the file system's clock."""
        return {path: seen for path, seen in self._seen.items() if _at_rest(seen, clock_ns)}


def _statuses(folder: str, paths: Iterable[str]) -> Iterator[os.stat_result]:
    """Yield the stat of each file below a folder, which is looked up once where systems can.

    Of all that an edit of a large paper does, this is most: no step of it is taken in Python.
    """
    if os.stat not in os.supports_dir_fd:
        yield from (os.lstat(f"{folder}/{path}") for path in paths)
        return
    top = os.open(folder, os.O_RDONLY)
    try:
        yield from map(partial(os.lstat, dir_fd=top), paths)
    finally:
        os.close(top)


_STATS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def _at_rest(seen: Seen, clock_ns: int) -> bool:
    # The time of a change tells of the clock: that of a modification is set by anybody.
    before = clock_ns - (FINE_NS if seen.changed_ns % _COARSE else REST_NS)
    return seen.changed_ns < before and seen.modified_ns < before


def digest_of(data: bytes) -> Digest:
    """Return the digest by which bytes are known everywhere."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def _digest_of_file(stream: FileIO) -> Digest:
    return file_digest(stream, partial(blake2b, digest_size=DIGEST_SIZE)).digest()


def _seen(status: os.stat_result, digest: Digest) -> Seen:
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest)
