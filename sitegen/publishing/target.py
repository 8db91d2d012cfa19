"""What every place that a site is brought to can do, and how it says that it cannot."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sitegen.publishing.plan import Plan
from sitegen.publishing.release import Release, Standing
from sitegen.refusals import Refused
from sitegen.statcache import digest_of

Tell = Callable[[str], None]


class TargetError(Refused):
    """A target does not do what is asked: what it said, and what can be done about it."""


class Busy(TargetError):
    """Somebody else is publishing there."""


@contextmanager
def needed(program: str, package: str) -> Iterator[None]:
    """Say so if a program that is started here is not on this machine, and in what it comes."""
    try:
        yield
    except FileNotFoundError as error:
        if error.filename != program:
            raise
        message = f"`{program}` is not installed on this machine"
        raise TargetError(message, f"install it: `apt install {package}`") from error


class Files:
    """The files of a built site, each proved by its digest before anybody gets it."""

    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        self.folder = folder
        self.digests = digests

    def root_of(self, path: str) -> Path:
        """Return the folder that a file lies in at its path."""
        del path
        return self.folder

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises `TargetError` if it is not as it was built."""
        try:
            data = (self.folder / path).read_bytes()
        except FileNotFoundError:
            data = b""
        if digest_of(data).hex() != self.digests[path]:
            message = f"`{path}` is not as the build left it, in {self.folder.name}/"
            raise TargetError(message, "build again: `sitegen build`")
        return data


class Target(Protocol):
    """A place that holds releases. Raises `Refused` for all that it cannot do.

    A release is brought there in this order: `claimed`, `standing`, `begin`, `put` for each group,
    `remove`, `commit`. Where a target `is_whole`, readers see nothing of it before `commit`.
    """

    where: str
    is_whole: bool

    def claimed(self, tell: Tell) -> AbstractContextManager[None]:
        """Hold the target, so that nobody else publishes there. Raises `Busy`."""

    def standing(self) -> Standing:
        """Return what is there, as it was written down."""

    def listed(self, files: Files) -> Mapping[str, str]:
        """Return what is there, as it is found: digests by path, empty if they are not ours."""

    def begin(self, plan: Plan) -> None:
        """Make ready for a release, and write down what is about to change."""

    def put(self, paths: Sequence[str], files: Files, step: Callable[[], None]) -> None:
        """Write files, and call `step` after each."""

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files; what is not there is no matter."""

    def commit(self, plan: Plan) -> None:
        """Let readers have the release, and write down that they do."""

    def releases(self) -> Sequence[Release]:
        """Return the releases that can be gone back to, the newest first; not the present one."""

    def restore(self, release: Release, step: Callable[[], None]) -> None:
        """Let readers have an earlier release again."""
