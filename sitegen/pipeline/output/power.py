"""What outlives a power cut, and what must not be believed after one.

A rename is atomic for those who read; after a power cut it may have come before the bytes that it
names. So a build asks the file system to write everything out before the first move, and again
before it remembers what is in the output (`syncfs`, see sync(2)). What a disk did not keep all the
same shows after the restart: outputs are then read again once, whatever their times say.
"""

import errno
import os
import sys
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux tells a number of its own for each start of the machine."""

_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def write_out(folder: Path) -> None:
    """Return when all that was written to the file system of a folder is on its disk.

    Raises `OSError` if the disk has failed at that.
    """
    import ctypes  # noqa: PLC0415 - only a build that writes pays for it

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:  # not Linux
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            number = ctypes.get_errno()
            if number not in _UNKNOWN:
                raise OSError(number, os.strerror(number), str(folder))
            os.sync()
    finally:
        os.close(handle)


def boot() -> str:
    """Return what tells this run of the machine from every other; empty if nothing does."""
    try:
        return BOOT_ID.read_text("ascii").strip()
    except OSError:
        return _boot_session() if sys.platform == "darwin" else ""


def _boot_session() -> str:
    """Return the number that macOS gives each start of the machine, see sysctl(3)."""
    import ctypes  # noqa: PLC0415

    size = ctypes.c_size_t(64)
    text = ctypes.create_string_buffer(size.value)
    asked = ctypes.CDLL(None).sysctlbyname
    failed = asked(b"kern.bootsessionuuid", text, ctypes.byref(size), None, ctypes.c_size_t(0))
    return "" if failed else text.value.decode("ascii", "replace")
