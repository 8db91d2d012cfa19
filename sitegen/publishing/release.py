"""Releases: what a target holds, as it is written down there.

A release is a list of files by their digests, so that two of them tell what is to be done: the
target is never listed to find that out.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from sitegen.refusals import Refused

FORMAT = 1
"""Raised when the form of what is written down changes: an older sitegen then keeps off."""

LASTING = 3
"""Releases besides the present one that can be gone back to."""

STATE = ".sitegen"
"""The folder at a target in which we write things down."""


class Release(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What readers are given: digests in hexadecimal by output path.

    Releases of a target are numbered, whatever its clock says; `at` is when one was made, in RFC
    3339. `kept` are files of releases before that pages point to which readers have open, `left`
    says since when each is no part of the site any more.
    """

    number: int
    at: str
    files: dict[str, str]
    kept: dict[str, str] = {}
    left: dict[str, str] = {}
    format: int = FORMAT

    @property
    def all(self) -> dict[str, str]:
        """Everything that lies at the target."""
        return {**self.kept, **self.files}


class Standing(Struct, frozen=True):
    """What is at a target: the release that was finished last, and what really lies there.

    A digest in `there` is empty if nobody knows what the file holds: somebody began to write it.
    `newest` is another release than that if somebody went back from it; `last` is the highest
    number that was ever used. `earlier` are other releases that need what has its content in its
    name, where there is one place for all; `begun` files that a release began to write and did not
    end with.
    """

    release: Release | None = None
    there: Mapping[str, str] = {}
    newest: Release | None = None
    last: int = 0
    earlier: tuple[Release, ...] = ()
    begun: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, release: Release | None, newest: Release | None = None, last: int = 0
    ) -> "Standing":
        """Return what is there if nobody has touched it since."""
        newest = newest or release
        last = max(last, newest.number if newest else 0)
        return cls(release, release.all if release else {}, newest, last)

    @property
    def files(self) -> dict[str, str]:
        """The files that readers have: digests by path."""
        return self.release.files if self.release else {}

    @property
    def is_rolled_back(self) -> bool:
        """Whether somebody went back from the newest release."""
        release, newest = self.release, self.newest
        return bool(release and newest and release.number != newest.number)


def encoded(release: Release) -> bytes:
    """Return a release as it is written down."""
    return msgspec.json.encode(release, order="sorted")


def decoded(data: bytes) -> Release | None:
    """Return what was written down; None if it is no release. Raises `NewerFormat`."""
    try:
        release = msgspec.json.decode(data, type=Release)
    except msgspec.DecodeError:
        return None
    if release.format > FORMAT:
        raise NewerFormat
    return release


class NewerFormat(Refused):
    """A newer sitegen has written it."""

    def __init__(self) -> None:
        super().__init__("a newer sitegen has published there", "use that one")


def is_page(path: str) -> bool:
    """Say whether readers read it as a page."""
    return path.endswith((".html", ".htm"))


def pages(paths: Iterable[str]) -> set[str]:
    """Return those of some output paths that are pages."""
    return {it for it in paths if is_page(it)}
