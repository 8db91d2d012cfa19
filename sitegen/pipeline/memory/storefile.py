"""The file of a store, as SQLite has it: its format, and what is said where the system refuses."""

import errno
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FORMAT = 16
"""Raised whenever the tables change: an older or newer file is then started anew."""

PAGE = 16384
"""Bytes."""


def prepare(connection: sqlite3.Connection, kinds: Iterable[str]) -> bool:
    """Make a file ours, with a table for each kind, and say whether it is new.

    Raises `sqlite3.Error` for one that is none of ours.
    """
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
    # Rows and tables of files are long: on large pages they are read and written in half the time.
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("BEGIN IMMEDIATE")  # all of it, or a file that is still empty
    for kind in kinds:
        columns = "key BLOB PRIMARY KEY, value BLOB NOT NULL, seal INTEGER NOT NULL"
        connection.execute(f"CREATE TABLE {kind} ({columns})")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")
    return True


def discard_what_lay_beside(file: Path) -> None:
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


def refusal_of(error: sqlite3.Error, file: Path) -> OSError | None:
    """Return what the system refused, if nothing is wrong with the file itself."""
    code = getattr(error, "sqlite_errorcode", 0)
    number = _REFUSED.get(code & 0xFF)
    if number is None or code in _DAMAGED:
        return None
    return OSError(number, os.strerror(number), str(file))


def is_code(error: sqlite3.Error, code: int) -> bool:
    """Say whether an error is of the family of a code."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == code
