"""What a build is asked for, what it answers, and whom it tells how far it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from sitegen.edition.edition import Due
from sitegen.edition.entries import Held
from sitegen.errors import Problems, Severity
from sitegen.pictures.facts import Kind
from sitegen.pipeline.memory.store import Place, Unkept
from sitegen.pipeline.output.manifest import DRAFTS_MARK, PUBLIC_MARK

STATE = ".sitegen"


class Profile(Struct, frozen=True):
    """A kind of build with a store and an output of its own."""

    name: str
    mark: str
    output: str
    admits_held: bool


PUBLIC = Profile("public", PUBLIC_MARK, "public", admits_held=False)
DRAFTS = Profile("drafts", DRAFTS_MARK, "public-drafts", admits_held=True)


class Order(Struct, frozen=True, kw_only=True):
    """One build: of which site, at what time, into which folder.

    `ended` is how bad it is to use a picture whose terms of use have ended. `boot` tells this run
    of the machine from others. `unkept` holds what cannot be remembered beyond the process; `spare`
    is a folder for files on their way if `.sitegen/` has no room for them. With `judged` all keys
    are checked, which takes long: see `judging.py`. One that is `forgiving` goes on without what
    has mistakes, and returns these: see `forgiving.py`. A `cluster` makes the pictures, at the
    address of its scheduler: see `cluster.py`.
    """

    root: Path
    now: datetime
    profile: Profile = PUBLIC
    output: Path | None = None
    base_url: str = ""
    jobs: int = 0
    strict: bool = False
    clean: bool = False
    ended: Severity = "warning"
    boot: str = ""
    unkept: Unkept = field(default_factory=Unkept)
    spare: Path | None = None
    judged: bool = False
    forgiving: bool = False
    cluster: str = ""

    @property
    def store(self) -> Place:
        """What remembers earlier builds of this profile."""
        return self._store(self.profile)

    @property
    def other_stores(self) -> tuple[Place, ...]:
        """What remembers builds of other profiles: what they parsed is the same."""
        others = (it for it in (PUBLIC, DRAFTS) if it.name != self.profile.name)
        return tuple(self._store(it) for it in others)

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.output or self.root / self.profile.output

    def _store(self, profile: Profile) -> Place:
        return Place(self.root / STATE / f"{profile.name}.sqlite", self.unkept)


class Result(Struct, frozen=True, kw_only=True):
    """What a build did. Paths are output paths, sorted; `size` is that of all outputs, in bytes.

    It `was_idle` if nothing has changed since the last build, which has told all this.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    held: tuple[Held, ...]
    due: Due | None
    problems: Problems
    size: int = 0
    was_idle: bool = False

    @property
    def files(self) -> int:
        """How many outputs there are."""
        return len(self.written) + self.unchanged


class ListedPicture(Struct, frozen=True):
    """A picture of the site. `used` names the files that show it, held-back ones included.

    `credit` is what readers are told, each wording once; the other rights are the file's own.
    """

    path: str
    width: int
    height: int
    kind: Kind
    credit: tuple[str, ...]
    creators: tuple[str, ...]
    copyright: str
    terms: str
    ends: str
    statement: str
    used: tuple[str, ...]
    problems: tuple[str, ...]


class Reporter(Protocol):
    """Is told what a build is doing. The build itself knows no clock and prints nothing."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Callable[[], None]]:
        """Enter a stage of `total` steps; call what it gives after each step."""

    def notice(self, text: str) -> None:
        """Tell the user something, in one line."""
