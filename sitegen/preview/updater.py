"""The updater: reads the site whenever its files change, and shows what of it can be shown.

There are two numbers: how often somebody asked for a look, and up to which of these the state
has got. Who asks for a page waits until the state is as new as the question.

The thread of the updater alone reads the site; requests share what it has made.
"""

import gc
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from threading import Condition, Event, Thread
from time import monotonic

from msgspec.structs import replace

from sitegen.content.discover import SourceFiles
from sitegen.errors import Problem, StoreDamaged
from sitegen.pipeline.build import healing, held_state, without_collector
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.pipeline.output.locks import locked_if_free
from sitegen.pipeline.workers import cores
from sitegen.preview.designs import Failure
from sitegen.preview.files import Files, half_done
from sitegen.preview.lastgood import LastGood, State
from sitegen.preview.watch import Watch

DEBOUNCE = 0.008
"""Seconds without another event before files are looked at: one save is several events."""

LONGEST_DEBOUNCE = 0.1
"""Seconds after which they are looked at all the same."""

GRACE = 0.15
"""Seconds in which a file that is gone, or empty, may come back: somebody is saving it."""

POLL = 2.0
"""Seconds until files are looked at without a hint, at least."""

SHARE = 50
"""How many times longer than a look the time between two without a hint is, at least."""

LONGEST_POLL = 10.0
"""Seconds until then at most."""

SHORTEST_DELAY = 0.1
"""Seconds until another attempt at files that change while they are read; later twice as long."""

ATTEMPTS = 3
"""How often that is tried at once."""

QUIET = 10.0
"""Seconds without a change after which there is time to tidy up."""


class Closed(Exception):
    """The preview ends."""


class Updater:
    """Keeps a state of the site as new as its files.

    `listeners` are called after each new one, in the updater's own thread.
    """

    def __init__(
        self,
        order: Order,
        clock: Callable[[], datetime],
        reporter: Reporter,
        watch: Callable[[Callable[[], None]], Watch] | None = None,
    ) -> None:
        self._order = order
        self._clock = clock
        self._reporter = reporter
        self.listeners: list[Callable[[State], None]] = []
        self._files = Files(order)
        self._site = LastGood(order, self._files.read, reporter)
        self._watch: Watch | None = (watch or partial(Watch, order.root))(self.touch)
        self._found = SourceFiles({}, (), {}, {})
        self._is_stable = False
        self._failures: list[Failure] = []
        self._right = self._state = State()
        self._wanted = 0
        self._reached = 0
        self._touched = 0.0
        self._cost = 0.0
        self._delay = 0.0
        self._changed = 0.0
        self._closing = Event()
        self._news = Condition()
        self._thread = Thread(target=self._run, name="updater", daemon=True)

    def start(self) -> None:
        """Read the site, then keep up with it in a thread. Raises `SiteError` for a lost store."""
        self._state = self._look(self._order.jobs or cores())
        self._tell()
        self._watching(Watch.start)
        # A site is millions of values that live as long as the preview: to go through them all,
        # at a moment that the collector chooses, would keep somebody waiting who types.
        gc.freeze()
        gc.disable()
        self._thread.start()

    def close(self) -> None:
        """Let go of everybody who waits, and keep what was learnt."""
        with self._news:
            self._closing.set()
            self._news.notify_all()
        if self._watch:
            self._watch.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=1)
        self._keep()

    def touch(self) -> None:
        """Take the hint that files changed."""
        with self._news:
            self._wanted += 1
            self._touched = monotonic()
            self._news.notify_all()

    def state(self, *, look: bool) -> State:
        """Return the state once all looks that were asked for are done. Raises `Closed`.

        `look` asks for another one.
        """
        with self._news:
            if look:
                self._wanted += 1
                self._news.notify_all()
            wanted = self._wanted
            self._news.wait_for(lambda: self._closing.is_set() or self._reached >= wanted)
            if self._closing.is_set():
                raise Closed
            return self._state

    def fail(self, failure: Failure) -> State:
        """Return a state in which a page is not made from templates that failed on it, if any is.

        Raises `Closed`.
        """
        with self._news:
            self._failures.append(failure)
        return self.state(look=True)

    # In the thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._turn()
        finally:  # whatever ended it, nobody waits for it any more
            with self._news:
                self._closing.set()
                self._news.notify_all()

    def _turn(self) -> None:
        with self._news:
            self._news.wait_for(self._has_work, timeout=self._pause())
            self._debounce()
            wanted = self._wanted
        if self._closing.is_set():
            return
        before = self._state
        try:
            self._state = self._look(1)
        except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on
            self._is_stable = False
            trouble = _trouble(error)
            if trouble not in before.problems.rest:
                self._state = replace(before, problems=before.problems.joined([trouble]))
        self._delay = 0.0 if self._is_stable else min(POLL, max(SHORTEST_DELAY, 2 * self._delay))
        with self._news:
            self._reached = wanted
            self._news.notify_all()
        if self._state is not before:
            self._tell()
            self._changed = monotonic()
        elif 0 < self._changed < monotonic() - QUIET:
            self._keep()
            gc.collect()
            self._changed = 0.0

    def _tell(self) -> None:
        for listener in self.listeners:
            with suppress(OSError, ValueError):  # the terminal may be gone
                listener(self._state)

    def _has_work(self) -> bool:
        return self._closing.is_set() or self._wanted > self._reached

    def _pause(self) -> float:
        """Return the seconds until the next look without a hint."""
        pause = self._delay or min(max(POLL, SHARE * self._cost), LONGEST_POLL)
        due = self._right.snapshot and self._right.snapshot.site.due
        if due:
            left = (due.moment - self._clock()).total_seconds()
            pause = min(pause, max(SHORTEST_DELAY, left))
        return pause

    def _debounce(self) -> None:
        """Wait until hints are over, but not for long."""
        latest = monotonic() + LONGEST_DEBOUNCE
        while not self._closing.is_set():
            left = min(self._touched + DEBOUNCE, latest) - monotonic()
            if left <= 0:
                return
            self._news.wait(left)

    def _look(self, jobs: int) -> State:
        """Return the state of the files as they are: the last one, if they are what they were."""
        self._watching(Watch.refresh)
        found = self._found_now()
        with self._news:
            failures, self._failures = self._failures, []
        news = [self._site.fail(it) for it in failures]
        if self._is_stable and found == self._found and not any(news) and not self._is_due():
            return self._right
        for _ in range(ATTEMPTS):
            self._right = self._read(found, jobs)
            self._found, self._is_stable = found, self._site.is_stable
            if self._is_stable:
                break
            found = self._files.look()
        self._files.let_go(self._site.in_use())
        return self._right

    def _found_now(self) -> SourceFiles:
        began = monotonic()
        found = self._files.look()
        self._cost = monotonic() - began
        if not half_done(self._found, found):
            return found
        with self._news:
            wanted = self._wanted
            self._news.wait_for(
                lambda: self._closing.is_set() or self._wanted > wanted, timeout=GRACE
            )
        return self._files.look()

    def _read(self, found: SourceFiles, jobs: int) -> State:
        if self._right.snapshot:
            return self._site.state(found, self._clock(), jobs)
        # The first time, the store is read as a build reads it, and written.
        with held_state(self._order, self._reporter, patient=True):
            return healing(self._order, self._reporter, lambda: self._read_anew(found, jobs))

    def _read_anew(self, found: SourceFiles, jobs: int) -> State:
        self._site = LastGood(self._order, self._files.read, self._reporter)
        with without_collector():
            return self._site.state(found, self._clock(), jobs)

    def _is_due(self) -> bool:
        due = self._right.snapshot and self._right.snapshot.site.due
        return bool(due and due.moment <= self._clock())

    # At the beginning and beside -----------------------------------------------------------------

    def _watching(self, step: Callable[[Watch], None]) -> None:
        """Take a step of the watch; go on without hints if the system refuses it."""
        if self._watch is None:
            return
        try:
            step(self._watch)
        except OSError as error:
            self._watch.stop()
            self._watch = None
            self._reporter.notice(
                f"the system does not tell of changed files ({error.strerror or error}):"
                f" looking for them every {POLL:.0f} seconds instead. On Linux, more can be watched"
                " after `sysctl fs.inotify.max_user_watches=524288`"
            )

    def _keep(self) -> None:
        """Write what was learnt into the store, unless a build is using it."""
        with suppress(OSError, StoreDamaged), locked_if_free(self._order.root / STATE) as ours:
            if ours:
                self._site.keep()


def _trouble(error: Exception) -> Problem:
    return Problem("sitegen", 0, 0, f"cannot show the site: {type(error).__name__}: {error}")
