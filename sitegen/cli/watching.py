"""`sitegen publish --watch`: builds and publishes by itself, for as long as it is let.

It looks when files change, when something is due, and now and then. What fails is tried again,
after longer and longer pauses; somebody is told once of each new trouble, and when it is over.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shlex import split
from threading import Event
from typing import TYPE_CHECKING

from msgspec import Struct, json

from sitegen.atomic import write_atomically
from sitegen.cli.outcome import give, say
from sitegen.errors import SiteError
from sitegen.progress import Stopwatch
from sitegen.refusals import refusal
from sitegen.timestamps import rfc3339

if TYPE_CHECKING:
    from sitegen.edition.edition import Due
    from sitegen.publishing.publish import Published

LOOK = timedelta(minutes=1)
"""The longest pause: a hint that a file has changed may be lost."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
"""The pauses after a failure: each twice as long as the one before."""

SETTLE = 0.3
"""Seconds without another change before files are looked at."""


class Health(Struct, frozen=True, kw_only=True):
    """What a file says of a publication that nobody looks at; moments are in RFC 3339.

    It is `ok` as long as nothing is wrong with the site or the place; `looked` is when it last
    did anything, so a file that is not written any more tells as well.
    """

    ok: bool
    looked: str
    release: int
    due: str
    trouble: str


class Turn(Struct, frozen=True):
    """What one look came to: the release that is out, if any is, and what is wrong."""

    published: "Published | None" = None
    due: "Due | None" = None
    trouble: str = ""
    failed: bool = False


Take = Callable[[Stopwatch], Turn]
"""Builds and publishes once. Raises `SiteError` and `OSError`."""


class Unattended:
    """Takes turn after turn, and says of each release, and of trouble, in one line.

    `tell` is a command that gets what is wrong on its input. Lines begin with the moment.
    """

    def __init__(self, root: Path, take: Take, health: Path, tell: str) -> None:
        self._root = root
        self._take = take
        self._health = health
        self._command = tell
        self._touched = Event()
        self._trouble = ""
        self._pause = FIRST_PAUSE
        self._release = 0

    def run(self) -> None:
        """Go on until somebody ends this process."""
        with self._watched():
            while True:
                self._wait(self.turn())

    def turn(self) -> timedelta:
        """Look once, and return how long to wait then if nothing changes."""
        self._touched.clear()
        stopwatch = Stopwatch(lambda _: None)
        try:
            turn = self._take(stopwatch)
        except SiteError as error:
            turn = Turn(trouble=str(error), failed=True)
        except OSError as error:
            why, hint = refusal(error)
            turn = Turn(trouble=f"{error.filename or 'the site'}: {why}; {hint}", failed=True)
        self._logged(turn, stopwatch)
        self._told(turn.trouble)
        self._write(turn)
        if turn.failed:
            pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
            return pause
        self._pause = FIRST_PAUSE
        left = turn.due.moment - datetime.now(UTC) if turn.due else LOOK
        return max(timedelta(), min(LOOK, left))

    def _wait(self, time: timedelta) -> None:
        if self._touched.wait(time.total_seconds()):
            while True:  # one save is several events
                self._touched.clear()
                if not self._touched.wait(SETTLE):
                    return

    def _logged(self, turn: Turn, stopwatch: Stopwatch) -> None:
        if turn.published is None:
            return
        plan = turn.published.plan
        if plan.is_idle:
            self._release = plan.before.release.number if plan.before.release else 0
            return
        self._release = plan.release.number
        written = sum(1 for _ in plan.written)
        changes = f"{written:,} written, {len(plan.removed):,} removed"
        of = f"{len(plan.release.files):,} files"
        give(f"{_now()} release {self._release}: {changes}, {of}, {stopwatch.total:.1f} s")

    def _told(self, trouble: str) -> None:
        """Say what is wrong, if that is news, and have the newsroom's command say it as well."""
        if trouble == self._trouble:
            return
        self._trouble = trouble
        text = trouble or "all is well again"
        say(f"{_now()} {text}")
        if self._command:
            try:
                subprocess.run(
                    split(self._command), input=f"{text}\n", text=True, cwd=self._root, check=True
                )
            except (OSError, ValueError, subprocess.CalledProcessError) as error:
                say(f"{_now()} nobody could be told: {error}")

    def _write(self, turn: Turn) -> None:
        health = Health(
            ok=not turn.trouble,
            looked=_now(),
            release=self._release,
            due=rfc3339(turn.due.moment, UTC) if turn.due else "",
            trouble=turn.trouble,
        )
        with suppress(OSError):  # who cannot write that goes on
            self._health.parent.mkdir(exist_ok=True)
            write_atomically(self._health, json.format(json.encode(health)) + b"\n")

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Have the system tell of changed files; without it, look now and then."""
        from sitegen.preview.watch import Watch

        watch = Watch(self._root, self._touched.set)
        try:
            watch.start()
        except OSError as error:
            say(f"the system does not tell of changed files: {error.strerror or error}")
        try:
            yield
        finally:
            watch.stop()


def _now() -> str:
    return rfc3339(datetime.now(UTC), UTC)
