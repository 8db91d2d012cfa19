"""Logs as files: opened whatever packs them, cut into lines, and known again by what is in them.

A log is known by the digest of its first bytes, unpacked, up to where it was read: so it is known
again when it has grown, was renamed, or packed.
"""

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO, BinaryIO, cast

from sitegen.errors import SiteError
from sitegen.refusals import about

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STDIN = "-"
_CHUNK, _HEAD = 1 << 18, 1 << 10
_LONGEST_LINE = 1 << 20
_PACKED: Mapping[bytes, Callable[[IO[bytes]], object]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"\x28\xb5\x2f\xfd": zstd.ZstdFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
"""What reads a packed log, by how it begins."""

_ZIP = b"PK\x03\x04"
_MAGIC = 6
_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError, lzma.LZMAError)
_NO_END = "its end is missing, or it is damaged"


class Log:
    """A log that is read once from its beginning.

    `size` and `digest` are those of what was read of it, up to its last whole line. `known` are
    digests by size: if the log begins with one of them, it is `known_as` that, and `on_known` is
    called when so much was read.
    """

    def __init__(self, name: str, known: Mapping[int, Collection[str]] | None = None) -> None:
        self.name = name
        self.known_as = ""
        self.on_known: Callable[[], None] = lambda: None
        self.size = 0
        self._known = known or {}
        self._hash = blake2b(digest_size=16)

    @property
    def digest(self) -> str:
        """The digest of what was read, in hexadecimal."""
        return self._hash.hexdigest()

    @staticmethod
    def digest_of(data: bytes) -> str:
        """Return the digest of a log that is just these bytes."""
        return blake2b(data, digest_size=16).hexdigest()

    def lines(self) -> Iterator[bytes]:
        """Yield each line without its end, the last one whole or not. Raises `SiteError`."""
        rest = b""
        sizes = iter(sorted(self._known))
        size = next(sizes, 0)
        with _opened(self.name) as file:
            for chunk in _chunks(file, self.name):
                whole, newline, tail = chunk.rpartition(b"\n")
                if not newline:
                    rest += chunk
                    if len(rest) > _LONGEST_LINE:
                        rest = rest[:_LONGEST_LINE]  # no line of a log: it is told as unreadable
                    continue
                data, rest = rest + whole + newline, tail
                while size and size <= self.size + len(data):
                    at = size - self.size
                    if data[at - 1 : at] == b"\n":  # else it is the size of another log
                        yield from self._taken(data[:at])
                        data = data[at:]
                        if self.digest in self._known[size]:
                            self.known_as = self.digest
                            self.on_known()
                    size = next(sizes, 0)
                yield from self._taken(data)
        if rest:
            yield rest

    def _taken(self, data: bytes) -> list[bytes]:
        self._hash.update(data)
        self.size += len(data)
        lines = data.split(b"\n")
        lines.pop()
        return [line[:-1] if line[-1:] == b"\r" else line for line in lines]

    def look(self) -> bytes:
        """Read it all for its digest alone; return what stands behind its last whole line.

        Raises `SiteError`.
        """
        rest = b""
        with _opened(self.name) as file:
            for chunk in _chunks(file, self.name):
                whole, newline, tail = chunk.rpartition(b"\n")
                if newline:
                    self._hash.update(rest + whole + newline)
                    self.size += len(rest) + len(whole) + 1
                    rest = tail
                else:
                    rest = (rest + chunk)[:_LONGEST_LINE]
        return rest

    def head(self) -> bytes:
        """Return how it begins, unpacked: a few lines. Raises `SiteError`."""
        with _opened(self.name) as file:
            return next(_chunks(file, self.name, _HEAD), b"")

    def is_plain(self) -> bool:
        """Say whether a file is not packed."""
        with about(self.name), Path(self.name).open("rb") as file:
            return not file.read(_MAGIC).startswith(tuple(_PACKED))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Open a log, unpacked. Raises `SiteError`, and `OSError` if it cannot be read."""
    if name == STDIN:
        yield _unpacked(cast("IO[bytes]", sys.stdin.buffer))
        return
    with about(Path(name)), Path(name).open("rb") as file:
        if file.peek(_MAGIC).startswith(_ZIP):
            message, hint = "is a zip file, which may hold several logs", "unpack it first"
            raise SiteError.about(name, message, hint)
        yield _unpacked(file)


def _unpacked(file: IO[bytes]) -> BinaryIO:
    head = file.peek(_MAGIC) if hasattr(file, "peek") else b""
    for magic, unpack in _PACKED.items():
        if head.startswith(magic):
            return cast("BinaryIO", unpack(file))
    return cast("BinaryIO", file)


def _chunks(file: BinaryIO, name: str, size: int = _CHUNK) -> Iterator[bytes]:
    try:
        while chunk := file.read(size):
            yield chunk
    except OSError as error:
        # bz2 says so of damaged data; what the system refuses has a number.
        if error.errno is not None:
            raise
        raise _damaged(name) from error
    except _DAMAGED as error:
        raise _damaged(name) from error


def _damaged(name: str) -> SiteError:
    hint = "copy it again, or count it when it has been packed to its end"
    return SiteError.about(name, f"cannot be unpacked: {_NO_END}", hint)
