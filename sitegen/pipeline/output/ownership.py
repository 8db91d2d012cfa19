"""Whose an output folder is: never the site's sources, nor anything that sitegen did not write."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.errors import ConfigError, Problem, SiteError
from sitegen.model import Digest
from sitegen.pipeline.output.manifest import DRAFTS_MARK, MARKS, SPARE, WAITING
from sitegen.statcache import StatCache

PRIVATE = ("content", "templates", "static", "sitegen", "tests", ".sitegen", ".git")
"""What a site has for its sources, and projects for theirs."""


class Ownership:
    """The claim of one profile, with the mark `mark`, on a folder."""

    def __init__(self, folder: Path, mark: str, root: Path) -> None:
        self._folder = folder
        self._mark = mark
        self._root = root

    @property
    def shown(self) -> str:
        """The folder, as editors are told of it."""
        folder = os.path.relpath(self._folder, self._root)
        return str(self._folder) if folder.startswith("..") else folder

    def problem(self, message: str, hint: str = "") -> Problem:
        """Return a problem with the folder: a phrase that goes on after its name."""
        return Problem(self.shown, 0, 0, f"the output folder {message}", hint)

    def refuse_private(self) -> None:
        """Raise `ConfigError` for a folder in which sources lie."""
        folder, root = self._folder.resolve(), self._root.resolve()
        kept = [root / name for name in PRIVATE]
        if folder == root or root.is_relative_to(folder):
            raise ConfigError([self.problem("holds the site's sources")])
        if any(folder.is_relative_to(place) for place in kept):
            raise ConfigError([self.problem("lies among the site's sources")])

    def adopted(self, recorded: Callable[[], Mapping[str, Digest]]) -> Mapping[str, Digest] | None:
        """Return what is ours in a folder without a mark; None for an empty one, or with our mark.

        Such a folder is ours if all in it is as the store has `recorded` it. Raises `SiteError` for
        one that is somebody else's.
        """
        names = {entry.name for entry in os.scandir(self._folder)}
        marks = {mark for mark in MARKS if {mark, f"{mark}{SPARE}"} & names}
        hint = "name another folder with `--output`"
        if marks - {self._mark}:
            kind = "a public build" if self._mark == DRAFTS_MARK else "a build with drafts"
            raise SiteError([self.problem(f"holds {kind}", hint)])
        if not marks and names - {WAITING}:
            ours = recorded()
            if not self._holds_nothing_but(ours):
                message = "holds files that sitegen did not write"
                raise SiteError([self.problem(message, f"{hint}, or empty this one")])
            return ours
        return None

    def _holds_nothing_but(self, ours: Mapping[str, Digest]) -> bool:
        """Say whether each file of the folder is, byte for byte, one of ours."""
        there = [it for it in files_below(self._folder, ".") if not it.startswith(f"{WAITING}/")]
        if not ours.keys() >= set(there):
            return False
        digests = listing(self._folder, there, StatCache({}))
        return all(digest == ours[path] for path, digest in digests.items())


def listing(folder: Path, paths: Iterable[str], stats: StatCache) -> dict[str, Digest]:
    """Return the digests of those of `paths` below a folder that are there, as plain files."""
    found = {}
    prefix = f"{folder}/"
    for path in paths:
        try:
            status = os.lstat(prefix + path)
            if stat.S_ISREG(status.st_mode):
                found[path] = stats.digest(path, prefix + path, status)
        except OSError:
            continue
    return found


def files_below(folder: Path, path: str) -> Iterator[str]:
    """Yield the files below a path of a folder, by their own paths in it."""
    for parent, _, names in os.walk(folder / path):
        inside = os.path.relpath(parent, folder)
        yield from (os.path.normpath(f"{inside}/{name}") for name in names)
