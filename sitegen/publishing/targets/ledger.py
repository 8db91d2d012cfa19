"""What is written down in a bucket: one object, which says what is there, and who is at work.

Who publishes writes it twice, each time on condition that nobody else has written it since it was
read: at first with what is about to change, in the end with the release. So it is a lock as well,
what a plan was made from cannot have changed under it, and what a killed publisher began is known.
"""

import gzip
import os
import socket
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sitegen.pipeline.output.power import boot
from sitegen.publishing.groups import Groups
from sitegen.publishing.plan import Plan
from sitegen.publishing.release import FORMAT, LASTING, NewerFormat, Release, Standing, pages


class Past(Struct, frozen=True):
    """A release besides the present one, by what was otherwise; empty if it had no such file."""

    number: int
    at: str
    otherwise: dict[str, str]

    def files(self, present: Mapping[str, str]) -> dict[str, str]:
        """Return the files that it had; `present` are those of the release that readers have."""
        return {path: it for path, it in {**present, **self.otherwise}.items() if it}


class Holder(Struct, frozen=True):
    """Who is at work: a process of a machine."""

    host: str
    boot: str
    process: int

    @classmethod
    def here(cls) -> "Holder":
        """Return this process."""
        return cls(socket.gethostname(), boot(), os.getpid())

    def is_dead(self) -> bool:
        """Say whether it has surely ended: only of processes of this machine anybody knows."""
        here = Holder.here()
        if (self.host, self.boot) != (here.host, here.boot) or not self.boot:
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False


class Ledger(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is written down in a bucket.

    `begun` are files that a release began to write: their digests, once they are there. `bodies`
    are digests of what lies under its digest, for going back; `copying` of what may. The store
    was `proven` to heed conditions at that address.
    """

    release: Release | None = None
    past: tuple[Past, ...] = ()
    last: int = 0
    holder: Holder | None = None
    begun: dict[str, str] = {}
    bodies: tuple[str, ...] = ()
    copying: tuple[str, ...] = ()
    proven: str = ""
    format: int = FORMAT

    @property
    def standing(self) -> Standing:
        """What is there, as far as it is written down."""
        there = {**(self.release.all if self.release else {}), **self.begun}
        newest = max(self.releases, key=lambda it: it.number, default=self.release)
        if self.release and newest and newest.number < self.release.number:
            newest = self.release
        return Standing(
            self.release, there, newest, self.last, self.releases, frozenset(self.begun)
        )

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases that can be gone back to, the newest first."""
        present = self.release.files if self.release else {}
        found = (Release(number=it.number, at=it.at, files=it.files(present)) for it in self.past)
        return tuple(sorted(found, key=lambda it: it.number, reverse=True))

    def after(self, plan: Plan, groups: Groups) -> "Ledger":
        """Return what is written down once a plan is carried out.

        A release with pages that are withdrawn now is forgotten, with all that it alone needs.
        """
        release = plan.release
        before = [self.release] if self.release else []
        known = [*before, *self.releases]
        others = [
            it
            for it in known
            if it.number != release.number and not pages(it.files) & plan.withdrawn
        ]
        past = tuple(_past(it, release) for it in others[:LASTING])
        bodies = {
            digest
            for it in past
            for path, digest in it.otherwise.items()
            if digest and not groups.lasts(path)
        }
        return replace(
            self,
            release=release,
            past=past,
            last=max(self.last, release.number),
            holder=None,
            begun={},
            bodies=tuple(sorted(bodies)),
            copying=(),
        )


def encoded(ledger: Ledger) -> bytes:
    """Return a ledger as it is written down."""
    return gzip.compress(msgspec.json.encode(ledger, order="sorted"), 1, mtime=0)


def decoded(data: bytes) -> Ledger:
    """Return what was written down. Raises `NewerFormat`, or `ValueError` if it is no ledger."""
    try:
        ledger = msgspec.json.decode(gzip.decompress(data), type=Ledger)
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise ValueError(error) from error
    if ledger.format > FORMAT:
        raise NewerFormat
    return ledger


def _past(release: Release, present: Release) -> Past:
    ours, theirs = present.files, release.files
    paths: Iterable[str] = ours.keys() | theirs.keys()
    otherwise = {it: theirs.get(it, "") for it in paths if ours.get(it) != theirs.get(it)}
    return Past(release.number, release.at, otherwise)
