"""The output folder: whose it is, what lies in it, and how files get in and out.

The manifest lists every file that is ours; only what it lists is ever deleted. New files wait in a
folder of their own, on the same file system, until all of them are ready and on its disk; then
each is moved into its place.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.errors import ConfigError, Problem, SiteError, UnfinishedError
from sitegen.model import Digest
from sitegen.pipeline.output.limits import longer_than_allowed
from sitegen.pipeline.output.locks import locked_output
from sitegen.pipeline.output.manifest import WAITING, Manifest
from sitegen.pipeline.output.ownership import Ownership, files_below, listing
from sitegen.pipeline.output.power import write_out
from sitegen.refusals import about, refusal
from sitegen.statcache import StatCache

TOGETHER = 64
"""Files that wait in one folder: as many as a worker makes at a time."""

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC


class OutputFolder:
    """A folder that one profile writes. `mark` is the name of its manifest."""

    def __init__(self, folder: Path, mark: str, root: Path) -> None:
        self._folder = folder
        self._mark = mark
        self._ownership = Ownership(folder, mark, root)
        self._waiting = folder / WAITING
        self._waiting_path = str(self._waiting)
        self._manifest = Manifest(folder, mark, self._waiting)
        self._is_moving = False
        self._is_bare = False
        self._folders: set[str] = set()  # seen to be plain folders
        self._made: set[str] = set()

    @contextmanager
    def claimed(
        self,
        *,
        on_wait: Callable[[], None],
        recorded: Callable[[], Mapping[str, Digest]] = dict,
    ) -> Iterator[None]:
        """Hold the folder for this build alone. Raises `SiteError` if it is not ours to write.

        A folder without a mark is ours if all that it holds is as the store has `recorded` it.
        """
        self._ownership.refuse_private()
        if self._folder.exists() and not self._folder.is_dir():
            raise ConfigError([self._ownership.problem("is no folder")])
        made = [it for it in (self._folder, *self._folder.parents) if not it.exists()]
        with locked_output(self._folder, on_wait):
            if (ours := self._ownership.adopted(recorded)) is not None:
                self._manifest.write({path: digest.hex() for path, digest in ours.items()})
            self._discard()
            try:
                yield
            finally:
                self._discard()
                with suppress(OSError):  # a failed build leaves no empty folders of its own
                    for folder in made:
                        folder.rmdir()

    def manifest_digest(self) -> Digest:
        """Return the digest of the manifest's bytes; empty unless it is there twice."""
        return self._manifest.digest()

    def manifest(self, recorded: Iterable[str] = ()) -> dict[str, str]:
        """Return the files that are ours with their digests in hexadecimal; empty if planned.

        What the store has `recorded` stands in for a manifest that cannot be read; with neither,
        nothing shows what may be deleted, and `SiteError` is raised.
        """
        listed = self._manifest.read()
        if listed is not None:
            return listed
        if not any((self._folder / it).exists() for it in self._manifest.names):
            return {}
        if ours := dict.fromkeys(recorded, ""):
            return ours
        message = f"has a manifest that cannot be read, {self._mark}"
        hint = f"remove all that is in {self._ownership.shown}, and build again"
        raise SiteError([self._ownership.problem(message, hint)])

    def listing(self, paths: Iterable[str], stats: StatCache) -> dict[str, Digest]:
        """Return the digests of those of `paths` that are there, as plain files."""
        return listing(self._folder, paths, stats)

    def is_same(self, path: str, data: bytes) -> bool:
        """Say whether the file is there and holds these bytes."""
        if self._is_bare:
            return False
        target = f"{self._folder}/{path}"
        try:
            status = os.lstat(target)
            if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
                return False
            with open(target, "rb", buffering=0) as file:
                return file.read() == data
        except OSError:
            return False

    @property
    def spare(self) -> Path:
        """A folder for what is on its way, which goes when this build ends."""
        return self._waiting

    def prepare(self) -> None:
        """Make room for files that wait, and look whether there are others."""
        self._waiting.mkdir(exist_ok=True)
        own = {WAITING, *self._manifest.names}
        self._is_bare = own.issuperset(os.listdir(self._folder))

    def hold(self, number: int, data: bytes) -> None:
        """Let the bytes wait under a number."""
        with about(self._folder):
            self._make_folder(f"{self._waiting_path}/{number // TOGETHER}")
            # Python's own files ask the system four times as much of each.
            handle = os.open(self._place(number), _ANEW, 0o666)
            try:
                written = os.write(handle, data)
                while written < len(data):  # a disk that is nearly full takes a part, and is silent
                    written += os.write(handle, memoryview(data)[written:])
            finally:
                os.close(handle)

    def refuse_overlong(self, paths: Iterable[str]) -> None:
        """Raise `SiteError` if a path is longer than the system takes it below this folder."""
        if path := longer_than_allowed(self._folder, paths):
            message = f"lies too deep for `{path}`"
            hint = "the path is longer than this machine takes: name a folder with a shorter one"
            raise SiteError([self._ownership.problem(message, f"{hint} with `--output`")])

    def refuse_obstacles(self, paths: Iterable[str], ours: Mapping[str, str]) -> None:
        """Raise `SiteError` if something that is not ours stands where a file must go."""
        obstacles = sorted({it for path in paths if (it := self._obstacle(path, ours))})
        if obstacles:
            hint = "move it away, or name another folder with `--output`"
            raise SiteError(
                self._ownership.problem(f"holds `{it}`, which sitegen did not write", hint)
                for it in obstacles
            )

    def announce(self, old: Mapping[str, str], planned: Iterable[str]) -> None:
        """List old and planned files together, before the first one is moved.

        From then on the disk has that list, and the files that wait.
        """
        listed = {**dict.fromkeys(planned, ""), **old}
        if not self._manifest.holds(listed):  # an edit of words makes no new files
            self._manifest.write(listed)
            self._manifest.write_spare(listed)
        self._is_moving = True
        self._is_bare = False
        write_out(self._folder)

    def move_in(self, number: int, path: str, ours: Mapping[str, str]) -> os.stat_result:
        """Move what waits under a number to its place, and return its stat."""
        target = f"{self._folder}/{path}"
        waiting = self._place(number)
        try:
            try:
                if path not in ours:  # what is ours has its folder, as a rule
                    self._make_folder(os.path.dirname(target))
                os.replace(waiting, target)
            except (
                FileNotFoundError,
                FileExistsError,
                NotADirectoryError,
                IsADirectoryError,
            ):
                self._make_way(path, ours)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.replace(waiting, target)
            return os.lstat(target)
        except OSError as error:
            raise UnfinishedError([self._refused(path, error)]) from error

    def delete(self, paths: Iterable[str]) -> list[str]:
        """Delete files that are ours, and folders that are empty then. Return those there were.

        Raises `UnfinishedError` for what cannot be deleted, once all else is.
        """
        deleted = []
        refused = []
        for path in paths:
            target = self._folder / path
            if self._obstacle(path, {path: ""}):
                continue  # it lies behind a link, or its folder is no folder any more
            try:
                target.unlink()
                deleted.append(path)
            except OSError as error:
                if os.path.isdir(target):
                    continue
                if os.path.lexists(target):
                    refused.append(self._refused(path, error))
                    continue
            self._remove_empty(target.parent)
        if refused:
            raise UnfinishedError(refused)
        return deleted

    @contextmanager
    def committing(self, listed: Mapping[str, str]) -> Iterator[None]:
        """List exactly what was planned: the end of a build; digests are in hexadecimal.

        What is done within is done when the disk has the list, and all that it lists.
        """
        if self._manifest.write(listed) or self._is_moving:
            write_out(self._folder)
        yield
        self._manifest.write_spare(listed)

    def remove_manifest(self) -> None:
        """Remove what marks the folder as ours."""
        self.delete(self._manifest.names)

    def _obstacle(self, path: str, ours: Mapping[str, str]) -> str:
        """Return the path of what is in the way; empty if nothing is, or only what is ours."""
        prefix = f"{self._folder}/"
        end = -1
        while (end := path.find("/", end + 1)) > 0:
            above = path[:end]
            if above in self._folders:
                continue
            mode = _mode_of(prefix + above)
            if not stat.S_ISDIR(mode):
                return "" if not mode or above in ours else above
            self._folders.add(above)
        if path in ours:
            return ""
        mode = _mode_of(prefix + path)
        if not stat.S_ISDIR(mode):
            return path if mode else ""
        return next((it for it in files_below(self._folder, path) if it not in ours), "")

    def _make_folder(self, folder: str) -> None:
        if folder not in self._made:
            try:
                os.mkdir(folder)
            except (FileExistsError, FileNotFoundError):
                os.makedirs(folder, exist_ok=True)
            self._made.add(folder)

    def _make_way(self, path: str, ours: Mapping[str, str]) -> None:
        """Remove what stands where a file or its folders must be, if it is ours."""
        target = self._folder / path
        for parent in reversed(target.relative_to(self._folder).parents[:-1]):
            above = self._folder / parent
            if (above.is_symlink() or above.is_file()) and parent.as_posix() in ours:
                above.unlink()
        if target.is_dir() and not target.is_symlink():
            below = f"{path}/"
            self.delete(name for name in ours if name.startswith(below))
            self._remove_empty(target)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._folder:
            try:
                folder.rmdir()
            except OSError:
                return
            self._made.discard(f"{folder}")
            self._folders.discard(folder.relative_to(self._folder).as_posix())
            folder = folder.parent

    def _discard(self) -> None:
        self._made.clear()
        if self._waiting.is_symlink() or self._waiting.is_file():
            self._waiting.unlink()
        if self._waiting.is_dir():
            from shutil import rmtree  # noqa: PLC0415 - most builds have nothing there

            rmtree(self._waiting, ignore_errors=True)

    def _place(self, number: int) -> str:
        """Return where a file waits: two workers that write into one folder hold each other up."""
        return f"{self._waiting_path}/{number // TOGETHER}/{number}"

    def _refused(self, path: str, error: OSError) -> Problem:
        why, hint = refusal(error)
        return self._ownership.problem(f"refuses `{path}`: {why}", hint)


def _mode_of(path: str) -> int:
    """Return the mode of what stands at a path, be it a link; 0 if nothing does."""
    try:
        return os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0
