"""What earlier builds learnt: one SQLite file of facts, each with its own check sum.

A fact is bytes under a kind and a key. Losing the store costs time, never correctness: any
damage, in SQLite's pages or in a value, raises `StoreDamaged`, and the build starts it anew.
Only the parent process writes; workers open the file read-only. The journal is SQLite's
rollback journal, so that the store is one file whenever nobody writes.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from pathlib import Path
from typing import Literal, Self, get_args

from sitegen.errors import StoreDamaged

Kind = Literal["document", "body", "probe", "memo"]
KINDS: tuple[str, ...] = get_args(Kind)

FORMAT = 2
"""Raised whenever the tables change: an older or newer file is then started anew."""

CHECK = 8


class Store:
    """Facts by kind and key."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file

    @classmethod
    def open(cls, file: Path, *, writable: bool = True) -> Self:
        """Open the store, or create it. Raises `StoreDamaged` for a file that is none of ours."""
        try:
            if writable and file.is_file() and not file.stat().st_size:
                message = "it is empty"
                raise StoreDamaged(message)
            mode = "rwc" if writable else "ro"
            uri = f"{file.absolute().as_uri()}?mode={mode}"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            if writable:
                _prepare(connection)
        except sqlite3.Error as error:
            raise _trouble(error, file) from error
        return cls(connection, file)

    def get(self, kind: Kind, key: bytes) -> bytes | None:
        """Return a fact, or None."""
        try:
            row = self._connection.execute(
                f"SELECT value FROM {kind} WHERE key = ?",  # noqa: S608 - kinds are ours
                (key,),
            ).fetchone()
        except sqlite3.Error as error:
            raise _trouble(error, self._file) from error
        return None if row is None else _checked(key, row[0])

    def items(self, kind: Kind) -> Iterator[tuple[bytes, bytes]]:
        """Yield every fact of a kind."""
        try:
            for key, value in self._connection.execute(
                f"SELECT key, value FROM {kind}"  # noqa: S608 - kinds are ours
            ):
                yield key, _checked(key, value)
        except sqlite3.Error as error:
            raise _trouble(error, self._file) from error

    def put(self, kind: Kind, facts: Iterable[tuple[bytes, bytes]]) -> None:
        """Write facts, in one transaction."""
        rows = ((key, _check(key, value) + value) for key, value in facts)
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(f"INSERT OR REPLACE INTO {kind} VALUES (?, ?)", rows)  # noqa: S608
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _trouble(error, self._file) from error

    def prune(self, kind: Kind, used: AbstractSet[bytes], spare: int = 0) -> bool:
        """Forget facts that nothing uses, if there are more than `spare`; say whether."""
        try:
            known = {key for (key,) in self._connection.execute(f"SELECT key FROM {kind}")}  # noqa: S608
            unused = known - used
            if len(unused) <= spare:
                return False
            self._connection.execute("BEGIN")
            self._connection.executemany(
                f"DELETE FROM {kind} WHERE key = ?",  # noqa: S608 - kinds are ours
                ((key,) for key in unused),
            )
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _trouble(error, self._file) from error
        return True

    def close(self) -> None:
        """Close the file: nothing of SQLite may be open when a process forks."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare(connection: sqlite3.Connection) -> None:
    # A lost power supply may cost the store, never the site: the check sums notice.
    connection.execute("PRAGMA synchronous = OFF")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, FORMAT}:
        message = f"it has format {version}, not {FORMAT}"
        raise sqlite3.DatabaseError(message)
    if version == FORMAT:
        return
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        message = "it is of another program"
        raise sqlite3.DatabaseError(message)
    connection.execute("BEGIN IMMEDIATE")  # all of it, or a file that is still empty
    for kind in KINDS:
        connection.execute(f"CREATE TABLE {kind} (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def _trouble(error: sqlite3.Error, file: Path) -> Exception:
    """Return what to raise: a full disk is no damage, and a new store would not fit either."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
    return StoreDamaged(str(error))


def _check(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=CHECK, key=key[:64]).digest()


def _checked(key: bytes, value: bytes) -> bytes:
    if value[:CHECK] != _check(key, value[CHECK:]):
        message = "a value is not what was written"
        raise StoreDamaged(message)
    return value[CHECK:]
