"""What a build is asked for, what it answers, and whom it tells how far it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from sitegen.build.output import DRAFTS_MARK, PUBLIC_MARK
from sitegen.edition.edition import Due, Held
from sitegen.errors import Problem

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
    """One build: of which site, at what time, into which folder."""

    root: Path
    now: datetime
    profile: Profile = PUBLIC
    output: Path | None = None
    base_url: str = ""
    jobs: int = 0
    strict: bool = False
    clean: bool = False

    @property
    def store(self) -> Path:
        """The file that remembers earlier builds of this profile."""
        return self.root / STATE / f"{self.profile.name}.sqlite"

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.output or self.root / self.profile.output


class Result(Struct, frozen=True, kw_only=True):
    """What a build did. Paths are output paths, sorted."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    held: tuple[Held, ...]
    due: Due | None
    problems: tuple[Problem, ...]


class Reporter(Protocol):
    """Is told what a build is doing. The build itself knows no clock and prints nothing."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Callable[[], None]]:
        """Enter a stage of `total` steps; call what it gives after each step."""

    def notice(self, text: str) -> None:
        """Tell the user something, in one line."""
