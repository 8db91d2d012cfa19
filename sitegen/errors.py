"""What can be wrong with a site, as values.

A `Problem` names a place in a file that an editor can open. Stages collect problems and
return them; nothing here prints. `SiteError` ends a stage that cannot go on without them.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One mistake of an editor: where it is, what it is, and how to mend it.

    `path` is relative to the site's root and empty inside a remembered `Document`, which does
    not know its path. Lines and columns count from 1, columns in characters; line 0 says that
    the problem is with no line of a file, but with a folder or an option.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = "error"

    def at(self, path: str) -> "Problem":
        """Return the same problem in the file `path`."""
        return msgspec.structs.replace(self, path=path)

    def as_error(self) -> "Problem":
        """Return the same problem, as one that stops a build."""
        return msgspec.structs.replace(self, severity="error")

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        head = visible(f"{place}: {self.severity}: {self.message}")
        return f"{head}\n    hint: {visible(self.hint)}" if self.hint else head


class Cure(msgspec.Struct, frozen=True, gc=False):
    """What was surely meant, to be put in place of a stretch of a file's text.

    Offsets count characters of the text as `strict.nodes.text_of` gives it, the second is behind
    the last one. `right` is what readers will see of it, if that is not what the file will say.
    """

    start: int
    end: int
    new: str
    right: str = ""


def visible(text: str) -> str:
    """Return one line as a terminal may show it: what would steer it is written out."""
    return text if text.isprintable() else _STEERS.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class SiteError(Exception):
    """Problems that stop a build before anything is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class ConfigError(SiteError):
    """Problems in `content/site.toml`: without it nothing else can be read."""


class UnfinishedError(SiteError):
    """Problems that struck while files were moved in: every file is whole, some are of before."""


class BusyError(SiteError):
    """Others are at work on the site, and one more waits already."""


class StoreDamaged(Exception):
    """What earlier builds remembered is not what was written: it is to be forgotten."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once."""
    return tuple(
        sorted(set(problems), key=lambda it: (it.path, it.line, it.column, it.severity, it.message))
    )


_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and try again",
    errno.EDQUOT: "make room on the disk, and try again",
    errno.EACCES: "see whose it is, and who may write there: `ls -ld` tells",
    errno.EPERM: "see whose it is, and who may write there: `ls -ld` tells",
    errno.EROFS: "nothing can be written there: `--output` names another folder for the site",
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


@contextmanager
def about(place: "str | os.PathLike[str]") -> Iterator[None]:
    """Let the system's errors name a place: of a full disk it does not say which one it is."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = os.fspath(place)
        raise
