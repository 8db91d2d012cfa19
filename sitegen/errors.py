"""What can be wrong with a site, as values.

A `Problem` names a place in a file that an editor can open. Stages collect problems and
return them; nothing here prints. `SiteError` ends a stage that cannot go on without them.
"""

from collections.abc import Iterable
from difflib import get_close_matches
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
        head = f"{place}: {self.severity}: {self.message}"
        return f"{head}\n    hint: {self.hint}" if self.hint else head


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


class StoreDamaged(Exception):
    """What earlier builds remembered is not what was written: it is to be forgotten."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once."""
    return tuple(
        sorted(set(problems), key=lambda it: (it.path, it.line, it.column, it.severity, it.message))
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that offers the known word nearest to `word`, or an empty string.

    Letter case sets no words apart: `Quay.JPG` is near to `quay.jpg`, on a Mac even the same.
    """
    words = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), words, n=1, cutoff=0.6)
    return f"`{word}`: did you mean `{words[near[0]]}`?" if near else ""
