"""What the system refuses, in its words, and what can be done about it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and try again",
    errno.EDQUOT: "make room on the disk, and try again",
    errno.EACCES: "see whose it is, and who may write there: `ls -ld` tells",
    errno.EPERM: "see whose it is, and who may write there: `ls -ld` tells",
    errno.EROFS: "mount it for writing, or work on a copy; a build goes elsewhere by `--output`",
    errno.EMFILE: "allow more open files, such as `ulimit -n 1024`, or try `--jobs 1`",
    errno.ENFILE: "too many files are open on this machine: end some programs, and try again",
    errno.ENOMEM: "the machine is short of memory: try `--jobs 1`",
    errno.EAGAIN: "too many processes run on this machine: try `--jobs 1`",
    errno.EIO: "the disk may be failing: see to it before you go on",
    errno.ESTALE: "its server has lost sight of it: go into the folder again, or mount it anew",
    errno.EFBIG: "files may be no larger here: `ulimit -f` tells how large",
    errno.ENOTDIR: "a file stands where a folder must be: move it away",
    errno.EEXIST: "a file stands where a folder must be: move it away",
    errno.EISDIR: "a folder stands where a file must be: move it away",
}


def refusal(error: OSError) -> tuple[str, str]:
    """Return what the system refused, in its words, and what can be done about it."""
    why = error.strerror or str(error) or type(error).__name__
    return why[:1].lower() + why[1:], _WAYS_OUT.get(error.errno or 0, "")


class Refused(Exception):
    """What somebody outside refuses, such as a store: what it said, and what can be done."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message, hint)  # what one that comes from another process is made of

    def __str__(self) -> str:
        return self.message


@contextmanager
def about(place: "str | os.PathLike[str]") -> Iterator[None]:
    """Let the system's errors name a place: of a full disk it does not say which one it is."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = os.fspath(place)
        raise
