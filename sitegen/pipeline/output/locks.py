"""Locks: one command at a time works on a site, and at most one more waits for it.

A lock is that of a file (`flock`): the system gives it back however a process ends. The file is
never removed, by `sitegen clean` neither: who waits at a file that is gone gets a lock that nobody
else knows. If somebody removes it by hand, that is noticed, and the new file is waited for.

Some file systems know no locks (NFS without its lock daemon), or have no room for the file. A
command goes on there, and says that it cannot see others.
"""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.errors import BusyError

LOCK = "lock"
QUEUE = "queue"
PAUSE = 0.02
"""Seconds between two looks at a lock that somebody else holds."""

LASTING = frozenset({LOCK, QUEUE})
"""Names of files that stay: who has the one is at work, who has the other waits."""

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
_NO_FOLDERS = frozenset({*_NO_LOCKS, errno.EBADF})  # NFS locks only what can be written
_NO_FILE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT})


@contextmanager
def locked(
    folder: Path,
    tell: Callable[[str], None],
    what: str,
    *,
    patient: bool = False,
    who: str = "another build",
) -> Iterator[None]:
    """Hold the lock of a folder, and `tell` of waiting for `who` is at work on `what`.

    Raises `BusyError` if somebody else waits already; who is `patient` waits all the same.
    """
    try:
        handle = _taken(folder / LOCK)
    except OSError as error:
        if error.errno not in _NO_LOCKS | _NO_FILE:
            raise
        if error.errno in _NO_LOCKS:
            tell(f"this file system knows no locks: see to it that nothing else works on {what}")
        yield
        return
    if handle is None:
        handle = _waited_for(folder, tell, f"{who} is at work on {what}", patient=patient)
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def locked_if_free(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder if nobody else does, and say whether."""
    handle = _taken(folder / LOCK)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def locked_output(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold an output folder, made if need be; `on_wait` is called before waiting for others.

    A file of ours would be published, so the folder is its own lock. Where folders cannot be
    locked, the lock of the site has to do.
    """
    handle = None
    try:
        handle = _taken(folder, is_folder=True)
        if handle is None:
            on_wait()
            handle = _awaited(folder, is_folder=True)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _waited_for(folder: Path, tell: Callable[[str], None], why: str, *, patient: bool) -> int:
    queue = None if patient else _taken(folder / QUEUE)
    if queue is None and not patient:
        message = f"{why}, and one more waits for it already"
        hint = "the one that waits takes up every edit: there is nothing to do but to wait"
        raise BusyError.about("sitegen", message, hint)
    try:
        tell(f"{why}: waiting for it to end")
        return _awaited(folder / LOCK)
    finally:
        if queue is not None:
            os.close(queue)


def _awaited(path: Path, *, is_folder: bool = False) -> int:
    """Return a handle that holds the lock of a path, as soon as nobody else does."""
    # A system call that waits would never hear of a signal that came just before it.
    while (handle := _taken(path, is_folder=is_folder)) is None:
        time.sleep(PAUSE)
    return handle


def _taken(path: Path, *, is_folder: bool = False) -> int | None:
    """Return a handle that holds the lock of a path; None if somebody else does.

    Raises `OSError` if there can be no lock.
    """
    while True:
        handle = _opened(path, is_folder=is_folder)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # somebody removed it meanwhile


def _opened(path: Path, *, is_folder: bool) -> int:
    if is_folder:
        path.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDONLY)
    try:
        path.parent.mkdir(exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        if error.errno not in _NO_FILE or not path.is_file():
            raise
        return os.open(path, os.O_RDONLY)
