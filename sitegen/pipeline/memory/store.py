"""What earlier builds learnt: one SQLite file of facts, each with its own check sum.

A fact is bytes under a kind and a key. Losing the store costs time, never correctness: any
damage, in SQLite's pages or in a value, raises `StoreDamaged`, and the build starts it anew.
Only the parent process writes; workers open the file read-only. The journal is SQLite's
rollback journal, so that the store is one file whenever nobody writes.

Where the system refuses to write it (a full or read-only disk, a limit on the size of files, no
rights) facts are held in memory for the rest of the process, beside those that the file has.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args

from sitegen.errors import StoreDamaged

Kind = Literal["document", "body", "probe", "row", "kept", "batch", "looked", "memo"]
KINDS: tuple[str, ...] = get_args(Kind)

FORMAT = 6
"""Raised whenever the tables change: an older or newer file is then started anew."""

CHECK = 8

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

    @classmethod
    def open(cls, place: Place, *, writable: bool = True, still: bool = False) -> Self:
        """Open the store, or create it. Raises `StoreDamaged` for a file that is none of ours.

        One that is `still` is read while nobody writes: not every fact asks for a lock of its own.
        """
        file, unkept = place
        kept = writable and not unkept.refusal
        if file in unkept.hopeless or (unkept.refusal and not os.path.lexists(file)):
            connection = sqlite3.connect(":memory:", isolation_level=None)
            _prepare(connection)
            return cls(connection, place)
        try:
            if writable and file.is_file() and not file.stat().st_size:
                message = "it is empty"
                raise StoreDamaged(message)
            uri = f"{file.absolute().as_uri()}?mode={'rwc' if kept else 'ro'}"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            if writable and _prepare(connection):
                _discard_what_lay_beside(file)
            if still:
                connection.execute("BEGIN")
        except sqlite3.Error as error:
            refusal = _refusal(error, file)
            if not kept or not refusal or (_is(error, sqlite3.SQLITE_CANTOPEN) and file.exists()):
                raise StoreDamaged(str(error)) from error
            unkept.refused(refusal)
            return cls.open(place)
        return cls(connection, place)

    def get(self, kind: Kind, key: bytes) -> bytes | None:
        """Return a fact, or None."""
        unkept = self._unkept.of(self._file, kind)
        if key in unkept:
            return unkept[key]
        try:
            row = self._connection.execute(
                f"SELECT value FROM {kind} WHERE key = ?",  # noqa: S608 - kinds are ours
                (key,),
            ).fetchone()
        except sqlite3.Error as error:
            raise StoreDamaged(str(error)) from error
        return None if row is None else _checked(key, row[0])

    def items(self, kind: Kind) -> Iterator[tuple[bytes, bytes]]:
        """Yield every fact of a kind."""
        unkept = self._unkept.of(self._file, kind)
        yield from unkept.items()
        try:
            for key, value in self._connection.execute(
                f"SELECT key, value FROM {kind}"  # noqa: S608 - kinds are ours
            ):
                if key not in unkept:
                    yield key, _checked(key, value)
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
        statements: list[tuple[str, Iterable[tuple[bytes, ...]]]] = [
            (f"DELETE FROM {kind} WHERE key = ?", [(key,) for key in keys])  # noqa: S608 - kinds are ours
            for kind, keys in lost.items()
        ]
        statements += [
            (
                f"INSERT OR REPLACE INTO {kind} VALUES (?, ?)",  # noqa: S608 - kinds are ours
                ((key, _check(key, value) + value) for key, value in some),
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

    def _written(self, *statements: tuple[str, Iterable[tuple[bytes, ...]]]) -> bool:
        """Run statements for each of their rows, in one transaction; say if the system let us."""
        try:
            self._connection.execute("BEGIN")
            for statement, rows in statements:
                self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            refusal = _refusal(error, self._file)
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


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make a file ours, and say whether it is new."""
    # A power cut may cost the store, never the site: the check sums notice, and it is written
    # when the output is on its disk.
    connection.execute("PRAGMA synchronous = OFF")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, FORMAT}:
        message = f"it has format {version}, not {FORMAT}"
        raise sqlite3.DatabaseError(message)
    if version == FORMAT:
        return False
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        message = "it is of another program"
        raise sqlite3.DatabaseError(message)
    connection.execute("BEGIN IMMEDIATE")  # all of it, or a file that is still empty
    for kind in KINDS:
        connection.execute(f"CREATE TABLE {kind} (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")
    return True


def _discard_what_lay_beside(file: Path) -> None:
    """Remove what only a store that is gone could find its way in."""
    with suppress(OSError):
        for it in file.parent.glob(f"{file.name}.*"):
            it.unlink()


_REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PROTOCOL: errno.ENOLCK,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""What SQLite says of a system that refuses to write, and what that is called elsewhere."""

_DAMAGED = {
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_READONLY_ROLLBACK,
    sqlite3.SQLITE_READONLY_RECOVERY,
}
"""What it says of files that are not what was written, in codes of the same families."""


def _refusal(error: sqlite3.Error, file: Path) -> OSError | None:
    """Return what the system refused, if nothing is wrong with the file itself."""
    code = getattr(error, "sqlite_errorcode", 0)
    number = _REFUSED.get(code & 0xFF)
    if number is None or code in _DAMAGED:
        return None
    return OSError(number, os.strerror(number), str(file))


def _is(error: sqlite3.Error, code: int) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == code


def _check(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=CHECK, key=key[:64]).digest()


def _checked(key: bytes, value: bytes) -> bytes:
    if value[:CHECK] != _check(key, value[CHECK:]):
        message = "a value is not what was written"
        raise StoreDamaged(message)
    return value[CHECK:]
