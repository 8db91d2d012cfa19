"""What is to be done at a target, from two lists of digests: ours, and the one that is there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.publishing.groups import Groups
from sitegen.publishing.release import LASTING, Release, Standing, pages
from sitegen.timestamps import rfc3339
from sitegen.urls import ASSETS, PICTURES


class Operation(NamedTuple):
    """One change at a target, as it is listed and as it is done."""

    verb: str
    path: str

    def __str__(self) -> str:
        return f"{self.verb:6} {self.path}"


class Plan(Struct, frozen=True, kw_only=True):
    """The way from what is there to a release.

    Each group is written when the one before is there, and nothing is removed before all is
    written. `stays` are the files that nobody has to touch; `withdrawn` pages that there were.
    """

    release: Release
    groups: tuple[tuple[str, Sequence[str]], ...]
    removed: tuple[str, ...]
    stays: Mapping[str, str]
    withdrawn: frozenset[str]
    before: Standing

    @property
    def written(self) -> Iterator[str]:
        """The paths of what is written, in order."""
        return (path for _, group in self.groups for path in group)

    @property
    def is_idle(self) -> bool:
        """Whether all is as it has to be."""
        return not self.groups and not self.removed and self.before.release is not None

    @property
    def operations(self) -> Iterator[Operation]:
        """All that is done, in order, but for what we write down ourselves."""
        yield from (Operation("write", it) for it in self.written)
        yield from (Operation("remove", it) for it in self.removed)


_SIZE = re.compile(r"(.*?)(?:-card|-[a-z]+-\d+)?\.[0-9a-f]{10}\.\w+")

OPEN = timedelta(hours=1)
"""How long who has a page open gets what it needs, however many releases come."""


def planned(ours: Mapping[str, str], before: Standing, groups: Groups, moment: datetime) -> Plan:
    """Return the way to files of ours: digests in hexadecimal by path."""
    at = rfc3339(moment, UTC)
    release = Release(number=before.last + 1, at=at, files=dict(ours))
    withdrawn = pages(before.files.keys() | before.begun) - ours.keys()
    return _way(release, before, groups, frozenset(withdrawn))


def planned_back(release: Release, before: Standing, groups: Groups) -> Plan:
    """Return the way back to a release; what only the present one has is not withdrawn by that."""
    return _way(release, before, groups, frozenset())


def _way(after: Release, before: Standing, groups: Groups, withdrawn: frozenset[str]) -> Plan:
    there, ours = before.there, after.files
    left = before.release.left if before.release else {}
    last = before.release.all if before.release else {}
    kept = {path: it for path, it in _kept(after, before, groups, withdrawn) if path not in ours}
    names = {_picture(it) for it in ours} if kept else set()
    kept = {
        path: it
        for path, it in kept.items()
        if there.get(path) == it and (not _picture(path) or _picture(path) in names)
    }
    shown = before.files
    gone = {it: after.at if it in shown else left.get(it, after.at) for it in kept}
    after = replace(after, kept=kept, left=gone)
    stays = {path: it for path, it in after.all.items() if there.get(path) == it}
    return Plan(
        release=after,
        groups=groups.grouped(ours.keys() - stays.keys(), last),
        removed=tuple(sorted(there.keys() - after.all.keys())),
        stays=stays,
        withdrawn=withdrawn,
        before=before,
    )


def _kept(
    after: Release, before: Standing, groups: Groups, withdrawn: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield what pages need that readers have open, for one release longer and for `OPEN`.

    What is withdrawn takes its pictures and its words with it: of those that only the last
    release had, nobody can say here which were its own. So does a picture of which there is no
    other version.
    """
    last = before.release
    if last and last.files == after.files:
        yield from last.kept.items()
        return
    recent = {
        path: it
        for path, it in (last.kept if last else {}).items()
        if last and _since(last.left.get(path, last.at), after.at) < OPEN
    }
    # Of a release that was never finished readers may have pages open as well.
    begun = {path: before.there.get(path, "") for path in before.begun}
    for path, digest in {**recent, **begun, **before.files}.items():
        if groups.lasts(path) and (not withdrawn or path.startswith(f"{ASSETS}/")):
            yield path, digest
    for release in _remembered(before, withdrawn):
        yield from ((path, it) for path, it in release.files.items() if groups.lasts(path))


def _remembered(before: Standing, withdrawn: frozenset[str]) -> Iterator[Release]:
    """Yield the releases that can be gone back to afterwards, besides the one before."""
    left = (it for it in before.earlier if not pages(it.files) & withdrawn)
    return islice(left, LASTING - 1)


def _picture(path: str) -> str:
    """Return the name of a picture without its size and digest; empty if it is none."""
    found = _SIZE.fullmatch(path) if path.startswith(f"{PICTURES}/") else None
    return found[1] if found else ""


def _since(then: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(then)
