"""Spread work over processes.

Workers are forked, so they share what the parent has prepared and are sent nothing but ranges
of numbers. Nothing may be open at the fork that must not be shared: no store, no thread. A
worker ends when its pipe does, so none outlives the command, however that dies.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, TypeVar

from sitegen.errors import Problem, SiteError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

Answer = TypeVar("Answer")

AHEAD = 2
"""Ranges handed to a worker at a time: one at work, one waiting."""


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
    count: int, work: Callable[[int], Answer], *, jobs: int, worth_a_fork: int
) -> Iterator[tuple[int, Answer]]:
    """Return (number, work(number)) for each number below `count`, as they are done.

    Workers are forked at once, not at the first result: nothing may be open. Work worth fewer
    than `worth_a_fork` numbers a worker is done here, in order. An exception in a worker is
    raised here.
    """
    jobs = min(jobs, count // worth_a_fork)
    if jobs <= 1:
        return ((number, work(number)) for number in range(count))
    return _Pool(work, jobs).run(count)


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

    def run(self, count: int) -> Iterator[tuple[int, Answer]]:
        """Yield the results, and see to it that no worker stays behind."""
        size = max(1, min(64, count // (len(self._processes) * 8)))
        ranges = iter(range(0, count, size))
        under_way = dict.fromkeys(self._processes, 0)
        try:
            for pipe in self._processes:
                for _ in range(AHEAD):
                    self._hand_out(pipe, ranges, size, count, under_way)
            while busy := [pipe for pipe, many in under_way.items() if many]:
                ready = wait(busy)
                for pipe in busy:
                    if pipe in ready:
                        results = self._receive(pipe)
                        under_way[pipe] -= 1
                        self._hand_out(pipe, ranges, size, count, under_way)
                        yield from results
        finally:
            for pipe, process in self._processes.items():
                pipe.close()
                if any(under_way.values()):
                    process.terminate()
                process.join()
            gc.unfreeze()

    def _hand_out(
        self,
        pipe: Connection,
        ranges: Iterator[int],
        size: int,
        count: int,
        under_way: dict[Connection, int],
    ) -> None:
        start = next(ranges, None)
        if start is not None:
            try:
                pipe.send((start, min(start + size, count)))
            except OSError as error:
                raise self._death(pipe) from error
            under_way[pipe] += 1

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
