"""A folder of this machine: a folder for each release, and a link that says which readers see.

    current -> releases/17
    releases/17/        what did not change is one file with the release before
    .sitegen/17.json    what it holds
    .sitegen/lock

The link is moved over the old one, which is one step for whoever reads.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from sitegen.atomic import write_atomically
from sitegen.errors import BusyError
from sitegen.pipeline.output.locks import locked
from sitegen.pipeline.output.power import write_out
from sitegen.publishing.plan import Plan
from sitegen.publishing.release import LASTING, STATE, Release, Standing, decoded, encoded
from sitegen.publishing.target import Busy, Files, TargetError, Tell
from sitegen.refusals import refusal
from sitegen.statcache import digest_of

CURRENT = "current"
RELEASES = "releases"
NEXT = ".next"
"""Where a release is made ready, below `releases/`."""


class Folder:
    """A folder that a web server of this machine serves, by its `current`."""

    is_whole = True

    def __init__(self, folder: Path) -> None:
        self.where = str(folder)
        self._folder = folder
        self._releases = folder / RELEASES
        self._next = self._releases / NEXT
        self._state = folder / STATE

    @contextmanager
    def claimed(self, tell: Tell) -> Iterator[None]:
        """Hold the folder by a lock that ends with this process, however it ends."""
        with _told():
            self._refuse_foreign()
            self._state.mkdir(parents=True, exist_ok=True)
            self._releases.mkdir(exist_ok=True)
        try:
            with locked(self._state, tell, self.where, who="another publication"):
                with _told():
                    _gone(self._next)
                yield
        except BusyError as busy:
            raise Busy("others are publishing there, and wait for each other") from busy

    def standing(self) -> Standing:
        """Return the release that `current` leads to."""
        names = self._newest_first()
        newest = names[0] if names else ""
        now, last = self._release(self._current()), self._release(newest)
        return Standing.of(now, last, int(newest or 0))

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what lies in the present release, read byte for byte."""
        del files
        folder = self._releases / self._current()
        with _told():
            return {
                it.relative_to(folder).as_posix(): digest_of(it.read_bytes()).hex()
                for it in folder.rglob("*")
                if it.is_file()
            }

    def begin(self, plan: Plan) -> None:
        """Link what stays into the next release."""
        before = self._releases / self._current()
        with _told():
            _gone(self._next)
            self._next.mkdir()
            for path in plan.stays:
                target = self._next / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _linked(before / path, target, path)

    def put(self, paths: Sequence[str], files: Files, step: Callable[[], None]) -> None:
        """Write files into the next release."""
        for path in paths:
            data = files.read(path)
            target = self._next / path
            with _told():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            step()

    def remove(self, paths: Sequence[str]) -> None:
        """Do nothing: what goes never got into the next release."""

    def commit(self, plan: Plan) -> None:
        """Move the next release to its place, once the disk has it, and switch."""
        name = str(plan.release.number)
        with _told():
            _gone(self._releases / name)
            self._next.replace(self._releases / name)
            write_atomically(self._record(name), encoded(plan.release))
            write_out(self._folder)
            self._switch(name)
            before = plan.before.release
            self._tidy(name, str(before.number) if before else "")

    def releases(self) -> Sequence[Release]:
        """Return the releases that are there besides the present one."""
        current = self._current()
        names = [it for it in self._newest_first() if it != current]
        return [it for name in names if (it := self._release(name))]

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Switch."""
        with _told():
            self._switch(str(release.number))
        step()

    def _current(self) -> str:
        try:
            return (self._folder / CURRENT).readlink().name
        except OSError:
            return ""

    def _newest_first(self) -> list[str]:
        """Return the names of all releases that are whole."""
        if not self._releases.is_dir():
            return []
        there = (it.name for it in self._releases.iterdir())
        return sorted((it for it in there if it.isdecimal()), key=int, reverse=True)

    def _record(self, name: str) -> Path:
        return self._state / f"{name}.json"

    def _release(self, name: str) -> Release | None:
        """Return what was written down of a release; None if there is none, or nobody can tell."""
        if not name or not (self._releases / name).is_dir():
            return None
        try:
            return decoded(self._record(name).read_bytes())
        except OSError:
            return None

    def _switch(self, name: str) -> None:
        link = self._folder / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{name}", target_is_directory=True)
        link.replace(self._folder / CURRENT)
        write_out(self._folder)

    def _tidy(self, current: str, before: str) -> None:
        """Remove the releases that nobody goes back to. What cannot be removed goes next time."""
        others = [it for it in self._newest_first() if it not in {current, before}]
        earlier = [before, *others] if before else others
        with suppress(OSError):
            for name in earlier[LASTING:]:
                rmtree(self._releases / name)
            for record in self._state.glob("*.json"):
                if not (self._releases / record.stem).is_dir():
                    record.unlink()

    def _refuse_foreign(self) -> None:
        """Raise `TargetError` if `current` is there and is no link of ours."""
        current = self._folder / CURRENT
        if os.path.lexists(current) and not current.is_symlink():
            message = f"holds `{CURRENT}`, which is no link that sitegen made"
            raise TargetError(message, "move it away, or name another folder")
        if self._folder.exists() and not self._folder.is_dir():
            raise TargetError("is no folder", "name another one")


def _linked(source: Path, target: Path, path: str) -> None:
    """Let two releases share a file; where a file can have no second name, copy it."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        message = f"has lost `{path}` of the release that readers have"
        raise TargetError(message, "`--verify` finds all that is missing, and mends it") from None
    except OSError:
        target.write_bytes(source.read_bytes())


def _gone(folder: Path) -> None:
    if folder.is_dir():
        rmtree(folder)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the system refuses into what can be said of it."""
    try:
        yield
    except OSError as error:
        why, hint = refusal(error)
        where = f"`{error.filename}` " if error.filename else ""
        raise TargetError(f"{where}cannot be written: {why}", hint) from error
