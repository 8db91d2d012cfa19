"""What earlier builds learnt: one SQLite file of facts, each with its own check sum.

A fact is bytes under a kind and a key. Losing the store costs time, never correctness: any
damage, in SQLite's pages or in a value, raises `StoreDamaged`, and the build starts it anew.
Only the parent process writes; workers open the file read-only. The journal is SQLite's
rollback journal, so that the store is one file whenever nobody writes.

Where the system refuses to write it (a full or read-only disk, a limit on the size of files, no
rights) facts are held in memory for the rest of the process, beside those that the file has.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args
from zlib import crc32

from sitegen.errors import StoreDamaged
from sitegen.pipeline.memory.storefile import (
    discard_what_lay_beside,
    is_code,
    prepare,
    refusal_of,
)

Kind = Literal["document", "body", "probe", "row", "spine", "kept", "batch", "looked", "memo"]
KINDS: tuple[str, ...] = get_args(Kind)

FEW = 100
"""Keys that are looked up one by one."""


class Unkept:
    """Facts that the system refuses to keep, in memory; and what it said when it first refused.

    From a file that is `hopeless` nothing is read any more: it cannot be used, and not be removed.
    """

    def __init__(self) -> None:
        self.refusal: OSError | None = None
        self.hopeless: set[Path] = set()
        self._facts: dict[tuple[Path, Kind], dict[bytes, bytes]] = {}

    def refused(self, error: OSError) -> None:
        """Note that something could not be kept."""
        self.refusal = self.refusal or error

    def give_up(self, file: Path, error: OSError) -> None:
        """Read nothing more from a file, and write nothing."""
        self.hopeless.add(file)
        self.refused(error)

    def of(self, file: Path, kind: Kind) -> dict[bytes, bytes]:
        """Return the facts of a kind that a file does not take."""
        return self._facts.setdefault((file, kind), {})


class Place(NamedTuple):
    """Where a store is: its file, and what that does not take."""

    file: Path
    unkept: Unkept


class Store:
    """Facts by kind and key."""

    def __init__(self, connection: sqlite3.Connection, place: Place) -> None:
        self._connection = connection
        self._file, self._unkept = place
        self._reading: dict[Kind, tuple[dict[bytes, bytes], str]] = {}

    @classmethod
    def open(cls, place: Place, *, writable: bool = True, still: bool = False) -> Self:
        """Open the store, or create it. Raises `StoreDamaged` for a file that is none of ours.

        One that is `still` is read while nobody writes: not every fact asks for a lock of its own.
        """
        file, unkept = place
        kept = writable and not unkept.refusal
        if file in unkept.hopeless or (unkept.refusal and not os.path.lexists(file)):
            connection = sqlite3.connect(":memory:", isolation_level=None)
            prepare(connection, KINDS)
            return cls(connection, place)
        try:
            if writable and file.is_file() and not file.stat().st_size:
                message = "it is empty"
                raise StoreDamaged(message)
            uri = f"{file.absolute().as_uri()}?mode={'rwc' if kept else 'ro'}"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            if writable and prepare(connection, KINDS):
                discard_what_lay_beside(file)
            if still:
                connection.execute("BEGIN")
        except sqlite3.Error as error:
            refusal = refusal_of(error, file)
            unreadable = is_code(error, sqlite3.SQLITE_CANTOPEN) and file.exists()
            if not kept or not refusal or unreadable:
                raise StoreDamaged(str(error)) from error
            unkept.refused(refusal)
            return cls.open(place)
        return cls(connection, place)

    def get(self, kind: Kind, key: bytes) -> bytes | None:
        """Return a fact, or None."""
        if kind not in self._reading:
            query = f"SELECT value, seal FROM {kind} WHERE key = ?"  # noqa: S608 - kinds are ours
            self._reading[kind] = self._unkept.of(self._file, kind), query
        unkept, query = self._reading[kind]
        if key in unkept:
            return unkept[key]
        try:
            row = self._connection.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        return None if row is None else _checked(key, *row)

    def items(self, kind: Kind) -> Iterator[tuple[bytes, bytes]]:
        """Yield every fact of a kind."""
        unkept = self._unkept.of(self._file, kind)
        yield from unkept.items()
        try:
            for key, value, seal in self._connection.execute(
                f"SELECT key, value, seal FROM {kind}"  # noqa: S608 - kinds are ours
            ):
                if key not in unkept:
                    yield key, _checked(key, value, seal)
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error

    def put(self, kind: Kind, facts: Iterable[tuple[bytes, bytes]]) -> None:
        """Write facts, in one transaction; if the system refuses it, hold them in memory."""
        self.put_together({kind: facts})

    def put_together(
        self,
        facts: Mapping[Kind, Iterable[tuple[bytes, bytes]]],
        gone: Mapping[Kind, Iterable[bytes]] | None = None,
    ) -> None:
        """Write facts of several kinds and forget others, in one transaction; as `put` does."""
        held = {kind: list(some) for kind, some in facts.items()}
        lost = {kind: list(keys) for kind, keys in (gone or {}).items()}
        statements: list[tuple[str, Iterable[tuple[bytes | int, ...]]]] = [
            (f"DELETE FROM {kind} WHERE key = ?", [(key,) for key in keys])  # noqa: S608 - kinds are ours
            for kind, keys in lost.items()
        ]
        statements += [
            (
                f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?)",  # noqa: S608 - kinds are ours
                ((key, value, _seal(key, value)) for key, value in some),
            )
            for kind, some in held.items()
        ]
        if self._unkept.refusal or not self._written(*statements):
            for kind, keys in lost.items():
                for key in keys:
                    self._unkept.of(self._file, kind).pop(key, None)
            for kind, some in held.items():
                self._unkept.of(self._file, kind).update(some)

    def prune(self, kind: Kind, used: AbstractSet[bytes], spare: int = 0) -> bool:
        """Forget facts that nothing uses, if there are more than `spare`; say whether."""
        if self._unkept.refusal:
            return False
        try:
            known = {key for (key,) in self._connection.execute(f"SELECT key FROM {kind}")}  # noqa: S608
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        unused = known - used
        if len(unused) <= spare:
            return False
        delete = f"DELETE FROM {kind} WHERE key = ?"  # noqa: S608 - kinds are ours
        return self._written((delete, ((key,) for key in unused)))

    def forget(self, kind: Kind, keys: Iterable[bytes]) -> None:
        """Forget some facts."""
        if keys := list(keys):
            self.put_together({}, {kind: keys})

    def known(self, kind: Kind, keys: AbstractSet[bytes]) -> set[bytes]:
        """Return those of some keys that there are facts of, quickly if they are few."""
        if len(keys) > FEW:
            return self.keys(kind) & keys
        query = f"SELECT 1 FROM {kind} WHERE key = ?"  # noqa: S608 - kinds are ours
        unkept = self._unkept.of(self._file, kind)
        try:
            return {
                key
                for key in keys
                if key in unkept or self._connection.execute(query, (key,)).fetchone()
            }
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error

    def count(self, kind: Kind) -> int:
        """Return how many facts of a kind the file has."""
        try:
            (number,) = self._connection.execute(f"SELECT count(*) FROM {kind}").fetchone()  # noqa: S608
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        return int(number)

    def keys(self, kind: Kind) -> set[bytes]:
        """Return the keys of all facts of a kind."""
        try:
            known = {key for (key,) in self._connection.execute(f"SELECT key FROM {kind}")}  # noqa: S608
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        return known | self._unkept.of(self._file, kind).keys()

    def _written(self, *statements: tuple[str, Iterable[tuple[bytes | int, ...]]]) -> bool:
        """Run statements for each of their rows, in one transaction; say if the system let us."""
        try:
            self._connection.execute("BEGIN")
            for statement, rows in statements:
                self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            refusal = refusal_of(error, self._file)
            if refusal is None:
                raise StoreDamaged(str(error)) from error
            self._unkept.refused(refusal)
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            return False
        return True

    def close(self) -> None:
        """Close the file: nothing of SQLite may be open when a process forks."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _seal(key: bytes, value: bytes) -> int:
    """Return the check sum of a fact: it has to notice damage, and nobody forges a store."""
    return crc32(value, crc32(key))


def _checked(key: object, value: object, seal: object) -> bytes:
    """Return a value that is sealed; what SQLite gives of damaged pages may have any type."""
    if isinstance(key, bytes) and isinstance(value, bytes) and _seal(key, value) == seal:
        return value
    message = "a value is not what was written"
    raise StoreDamaged(message)
