"""Processes that work for this one: the pool behind `workers.spread`.

Apart from it, since most builds start none, and importing what starts them takes its time.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from mmap import mmap
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from traceback import format_exception
from typing import TYPE_CHECKING, Generic, NamedTuple

from sitegen.pipeline.work import Answer, Range, Steps, WorkerDied, worked

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
IDLE = -1
_NUMBER = 8


class WorkerFailed(Exception):
    """What a worker raised, as text: not every exception can be told to another process."""


class Raised(NamedTuple):
    """An exception instead of results, and where it came from: only text can tell that."""

    error: Exception
    told: str


class Pool(Generic[Answer]):
    """Processes for one kind of work, forked at once; see `workers.spread`."""

    def __init__(self, steps: Steps[int, Answer], jobs: int, named: Callable[[int], str]) -> None:
        self._steps = steps
        self._named = named
        # Shared with the workers: what each is at, known even when it is no more.
        self._at = memoryview(mmap(-1, jobs * _NUMBER)).cast("q")
        self._processes: dict[Connection, BaseProcess] = {}
        context = get_context("fork")
        # What exists now is never garbage: frozen, its pages stay shared.
        gc.freeze()
        for worker in range(jobs):
            ours, theirs = context.Pipe()
            inherited = [*self._processes, ours]
            process = context.Process(
                target=self._serve, args=(theirs, inherited, worker), daemon=True
            )
            with _no_signals():
                process.start()
            _lead_a_group(process)
            theirs.close()
            self._processes[ours] = process
        self._under_way: dict[Connection, list[Range]] = {pipe: [] for pipe in self._processes}

    def run(self, ranges: list[Range], ahead: int, limit: float) -> Generator[tuple[int, Answer]]:
        """Yield the results, and see to it that no worker stays behind."""
        try:
            self._hand_out(ranges, ahead, limit)
            while busy := [pipe for pipe, many in self._under_way.items() if many]:
                for pipe in wait(busy):
                    assert isinstance(pipe, Connection)  # noqa: S101 - for the type checker
                    results = self._receive(pipe)
                    self._under_way[pipe].pop(0)
                    self._hand_out(ranges, ahead, limit)
                    yield from results
        finally:
            busy = [pipe for pipe, many in self._under_way.items() if many]
            for pipe, process in self._processes.items():
                pipe.close()
                if busy:
                    _end_group(process)
                process.join()
            gc.unfreeze()

    def _hand_out(self, ranges: list[Range], ahead: int, limit: float) -> None:
        """Give every worker as much as it may have."""
        for _ in range(ahead):
            for worker, (pipe, many) in enumerate(self._under_way.items()):
                if len(many) < ahead and (taken := self._take(ranges, limit, worker)):
                    many.append(taken)
                    try:
                        pipe.send((taken.start, taken.stop))
                    except OSError as error:
                        raise self._death(pipe) from error

    def _take(self, ranges: list[Range], limit: float, worker: int) -> Range | None:
        """Take the heaviest range that may be under way beside the others.

        If all weigh nothing, every other worker begins at the far end: what lies together shares
        most of what it needs, which two that take turns would both read and hold.
        """
        if ranges and not any(ranges[at].weight for at in (0, -1)):
            return ranges.pop(0 if worker % 2 else -1)
        under_way = [it.weight for many in self._under_way.values() for it in many]
        room = limit - sum(under_way) if under_way else float("inf")
        for at in range(len(ranges) - 1, -1, -1):
            if ranges[at].weight <= room:
                return ranges.pop(at)
        return None

    def _death(self, pipe: Connection) -> WorkerDied:
        process = self._processes[pipe]
        process.join()
        number = self._at[list(self._processes).index(pipe)]
        return WorkerDied(process.exitcode, self._named(number) if number != IDLE else "")

    def _receive(self, pipe: Connection) -> list[tuple[int, Answer]]:
        try:
            outcome = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._death(pipe) from error
        if isinstance(outcome, Raised):
            raise outcome.error from WorkerFailed(f"in a worker:\n\n{outcome.told}")
        return outcome  # type: ignore[no-any-return]

    def _serve(self, pipe: Connection, inherited: list[Connection], worker: int) -> None:
        # The parent's ends, seen from here, would keep a dead parent's pipes open.
        for other in inherited:
            other.close()
        _become_a_worker()
        try:
            while True:
                self._at[worker] = IDLE
                start, stop = pipe.recv()
                pipe.send(self._outcome(start, stop, worker))
        except (EOFError, OSError):
            pass

    def _outcome(self, start: int, stop: int, worker: int) -> object:
        def begin(number: int) -> None:
            self._at[worker] = number

        try:
            return list(worked(Range(start, stop), self._steps, self._named, begin))
        except Exception as error:  # noqa: BLE001 - raised again by the parent
            return Raised(_sendable(error), "".join(format_exception(error)))


def _sendable(error: Exception) -> Exception:
    """Return an exception that survives the way to another process."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - our own
            return error
    except Exception:  # noqa: BLE001, S110 - whatever is in its way
        pass
    notes = getattr(error, "__notes__", ())
    return WorkerFailed(" ".join([f"{type(error).__name__}: {error}", *notes]))


@contextmanager
def _no_signals() -> Iterator[None]:
    """Keep signals waiting while a process forks, which must not handle them as its parent does."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _become_a_worker() -> None:
    """Leave Ctrl-C to the parent, and end at once when that says so."""
    with suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _lead_a_group(process: "BaseProcess") -> None:
    """Do what the worker does, too: whoever is first, the group is there from now on."""
    with suppress(OSError):
        if process.pid:
            os.setpgid(process.pid, process.pid)


def _end_group(process: "BaseProcess") -> None:
    """End a worker, with what it has started."""
    with suppress(OSError):
        if process.pid:
            os.killpg(process.pid, signal.SIGTERM)
