"""Bodies in files that only grow; the store knows where in them each one lies.

Whoever parses a text writes its body, workers too, each for itself: a file that is appended to
needs no turns. The parent, which alone writes the store, is told the place and never sees the
text. A body is known by the digest of its bytes, and so proves itself.

Bytes to which no place leads, those of a build that was killed or of a text that is gone, stay
until they outweigh the others: then `prune` takes what is in use along into the next file.
"""

import errno
import os
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from struct import Struct

from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.store import Place, Store
from sitegen.statcache import digest_of

SUFFIX = ".bodies-"
"""What stands in the name of a file between the name of the store's and a number."""

WASTE = 1024**2
"""Bytes of no use that even a small site keeps."""

_LYING, _ITSELF = b"@", b"="
"""What a fact begins with: that of a body in a file, and that of one which no file took."""

_POSITION = Struct("<IQI")  # the number of the file, and where and how long the body is in it


def in_memory(body: bytes) -> bytes:
    """Return the fact of a body that is not written before somebody keeps it."""
    return _ITSELF + body


def body_in(fact: bytes) -> bytes:
    """Return the body of a fact that was made by `in_memory`."""
    return fact.removeprefix(_ITSELF)


class Bodies:
    """The bodies beside one store, which must be there first: a new one begins without any.

    A process that forks takes nothing open along.
    """

    def __init__(self, place: Place) -> None:
        self._store, self._unkept = place
        self._written: tuple[int, int, int] | None = None  # the process, the file, its handle
        self._read: dict[int, int] = {}

    def write(self, body: bytes) -> bytes:
        """Append a body, and return the fact for `keep`: its place, or itself if it has none."""
        if not self._unkept.refusal:
            with suppress(OSError):  # who keeps it tries once more, and tells
                return self._append(body)
        return in_memory(body)

    def keep(self, store: Store, facts: Iterable[tuple[Digest, bytes]]) -> None:
        """Write down where bodies lie, by their digests; what has no place is held in memory."""
        store.put("body", [(digest, self._placed(fact)) for digest, fact in facts])

    def get(self, store: Store, digest: Digest) -> bytes | None:
        """Return a body; None if it is not there, or not what was written."""
        fact = store.get("body", digest)
        if fact is None:
            return None
        data = fact[1:] if fact.startswith(_ITSELF) else self._at(*_POSITION.unpack(fact[1:]))
        return data if digest_of(data) == digest else None

    def prune(self, store: Store, used: AbstractSet[Digest]) -> None:
        """Forget bodies that nothing uses; start the next file if most of what there is are such.

        Raises `StoreDamaged` if one that is in use is lost.
        """
        store.prune("body", used)
        lying = {
            digest: _POSITION.unpack(fact[1:])
            for digest, fact in store.items("body")
            if fact.startswith(_LYING)
        }
        files = self._files()
        there = sum(file.stat().st_size for file in files.values())
        if self._unkept.refusal or there <= 2 * sum(it[2] for it in lying.values()) + WASTE:
            return
        self.close()
        number = max(files) + 1
        self._written = self._opened(number)
        try:
            moved = [(it, self._moved(store, it)) for it in sorted(lying, key=lying.__getitem__)]
            store.put("body", moved)
        except OSError as error:  # there is no room for both: all stays as it is
            self._unkept.refused(error)
            files = {number: self._file(number)}
        self.close()
        if not self._unkept.refusal or number in files:
            for file in files.values():
                file.unlink(missing_ok=True)

    def close(self) -> None:
        """Close what this process has opened."""
        if self._written and self._written[0] == os.getpid():
            os.close(self._written[2])
        self._written = None
        for handle in self._read.values():
            os.close(handle)
        self._read.clear()

    def _placed(self, fact: bytes) -> bytes:
        if fact.startswith(_ITSELF) and not self._unkept.refusal:
            try:
                return self._append(fact[1:])
            except OSError as error:
                self._unkept.refused(error)
        return fact

    def _moved(self, store: Store, digest: Digest) -> bytes:
        body = self.get(store, digest)
        if body is None:
            message = "a body is missing"
            raise StoreDamaged(message)
        return self._append(body)

    def _append(self, body: bytes) -> bytes:
        if self._written is None or self._written[0] != os.getpid():
            self._written = self._opened(max(self._files(), default=0))
        _, number, handle = self._written
        if os.write(handle, body) < len(body):  # a disk that is nearly full takes a part
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._file(number)))
        # The system moves the end and this handle together, whoever else writes.
        start = os.lseek(handle, 0, os.SEEK_CUR) - len(body)
        return _LYING + _POSITION.pack(number, start, len(body))

    def _opened(self, number: int) -> tuple[int, int, int]:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        return os.getpid(), number, os.open(self._file(number), flags, 0o666)

    def _at(self, number: int, start: int, size: int) -> bytes:
        try:
            if number not in self._read:
                self._read[number] = os.open(self._file(number), os.O_RDONLY)
            return os.pread(self._read[number], size, start)
        except OSError:
            return b""

    def _file(self, number: int) -> Path:
        return self._store.with_name(f"{self._store.name}{SUFFIX}{number}")

    def _files(self) -> dict[int, Path]:
        found = self._store.parent.glob(f"{self._store.name}{SUFFIX}*")
        numbered = ((it.name.rpartition("-")[2], it) for it in found)
        return {int(number): it for number, it in numbered if number.isdecimal()}
