"""Spread work over processes.

Workers are forked, so they share what the parent has prepared and are sent nothing but ranges
of numbers. Nothing may be open at the fork that must not be shared: no store, no thread. A
worker ends when its pipe does, so none outlives the command, however that dies.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from sitegen.errors import Problem, SiteError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

AHEAD = 2
"""Ranges handed to a worker at a time: one at work, one waiting."""


class Range(NamedTuple):
    """Numbers from `start` to `stop`, and how much their work weighs."""

    start: int
    stop: int
    weight: float = 0.0


class WorkerDied(SiteError):
    """A worker was killed from outside, or for lack of memory."""

    def __init__(self, status: int | None) -> None:
        message = f"a worker of the build was ended from outside ({status})"
        hint = "if the machine is short of memory, try `--jobs 1`"
        super().__init__([Problem("sitegen", 0, 0, message, hint)])


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    count: int,
    work: Callable[[int], Answer],
    *,
    jobs: int,
    worth_a_fork: int,
    weights: Sequence[float] = (),
    limit: float = 0.0,
) -> Iterator[tuple[int, Answer]]:
    """Return (number, work(number)) for each number below `count`, as they are done.

    Workers are forked at once, not at the first result: nothing may be open. Work worth fewer
    than `worth_a_fork` numbers a worker is done here, in order. An exception in a worker is
    raised here.

    With `weights`, one for each number, the heaviest are done first, and what is under way
    weighs no more than `limit` together, unless it is one alone.
    """
    jobs = min(jobs, count // worth_a_fork)
    if jobs <= 1:
        return ((number, work(number)) for number in range(count))
    return _Pool(work, jobs).run(*_ranges(count, jobs, weights), limit)


def _ranges(count: int, jobs: int, weights: Sequence[float]) -> tuple[list[Range], int]:
    """Return what is handed out, the first last, and how many ranges a worker is given ahead."""
    if weights:
        lightest_first = sorted(range(count), key=lambda number: (weights[number], -number))
        return [Range(number, number + 1, weights[number]) for number in lightest_first], 1
    size = max(1, min(64, count // (jobs * 8)))
    starts = range(0, count, size)
    return [Range(start, min(start + size, count)) for start in reversed(starts)], AHEAD


class _Pool(Generic[Answer]):
    def __init__(self, work: Callable[[int], Answer], jobs: int) -> None:
        self._work = work
        self._processes: dict[Connection, BaseProcess] = {}
        context = get_context("fork")
        # What exists now is never garbage: frozen, its pages stay shared.
        gc.freeze()
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            inherited = [*self._processes, ours]
            process = context.Process(target=self._serve, args=(theirs, inherited), daemon=True)
            process.start()
            theirs.close()
            self._processes[ours] = process
        self._under_way: dict[Connection, list[Range]] = {pipe: [] for pipe in self._processes}

    def run(self, ranges: list[Range], ahead: int, limit: float) -> Iterator[tuple[int, Answer]]:
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
                    process.terminate()
                process.join()
            gc.unfreeze()

    def _hand_out(self, ranges: list[Range], ahead: int, limit: float) -> None:
        """Give every worker as much as it may have."""
        for _ in range(ahead):
            for pipe, many in self._under_way.items():
                if len(many) < ahead and (taken := self._take(ranges, limit)):
                    many.append(taken)
                    try:
                        pipe.send((taken.start, taken.stop))
                    except OSError as error:
                        raise self._death(pipe) from error

    def _take(self, ranges: list[Range], limit: float) -> Range | None:
        """Take the heaviest range that may be under way beside the others."""
        under_way = [it.weight for many in self._under_way.values() for it in many]
        room = limit - sum(under_way) if under_way else float("inf")
        for at in range(len(ranges) - 1, -1, -1):
            if ranges[at].weight <= room:
                return ranges.pop(at)
        return None

    def _death(self, pipe: Connection) -> WorkerDied:
        process = self._processes[pipe]
        process.join()
        return WorkerDied(process.exitcode)

    def _receive(self, pipe: Connection) -> list[tuple[int, Answer]]:
        try:
            outcome = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._death(pipe) from error
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome  # type: ignore[no-any-return]

    def _serve(self, pipe: Connection, inherited: list[Connection]) -> None:
        # The parent's ends, seen from here, would keep a dead parent's pipes open.
        for other in inherited:
            other.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            while True:
                start, stop = pipe.recv()
                try:
                    outcome: object = [
                        (number, self._work(number)) for number in range(start, stop)
                    ]
                except Exception as error:  # noqa: BLE001 - raised again by the parent
                    outcome = error
                pipe.send(outcome)
        except (EOFError, OSError):
            pass
