"""Spread work over processes.

Workers are forked, so they share what the parent has prepared and are sent nothing but ranges
of numbers. Nothing may be open at the fork that must not be shared: no store, no thread. A
worker ends when its pipe does, so none outlives the command, however that dies. Each leads a
process group of its own: what it has started ends with it.
"""

import os
from collections.abc import Callable, Generator, Sequence

from sitegen.pipeline.work import Answer, Range, Steps, worked

AHEAD = 2
"""Ranges handed to a worker at a time: one at work, one waiting."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    count: int,
    work: Callable[[int], Answer] | Steps[int, Answer],
    *,
    jobs: int,
    worth_a_fork: int,
    weights: Sequence[float] = (),
    limit: float = 0.0,
    named: Callable[[int], str] = lambda _: "",
) -> Generator[tuple[int, Answer]]:
    """Return (number, work(number)) for each number below `count`, as they are done.

    Workers are forked at once, not at the first result: nothing may be open. Work worth fewer
    than `worth_a_fork` numbers a worker is done here, in order. An exception in a worker is
    raised here; `named` says which file a number is about. Close what is returned: that ends the
    workers, whatever they are doing.

    With `weights`, one for each number, the heaviest are done first, and what is under way
    weighs no more than `limit` together, unless it is one alone.
    """
    jobs = min(jobs, count // worth_a_fork)
    if jobs <= 1:
        return worked(Range(0, count), Steps.of(work), named)
    # Most builds fork nothing, and do not pay for importing what does.
    from sitegen.pipeline.pool import Pool  # noqa: PLC0415

    return Pool(Steps.of(work), jobs, named).run(*_ranges(count, jobs, weights), limit)


def _ranges(count: int, jobs: int, weights: Sequence[float]) -> tuple[list[Range], int]:
    """Return what is handed out, the first last, and how many ranges a worker is given ahead."""
    if weights:
        lightest_first = sorted(range(count), key=lambda number: (weights[number], -number))
        return [Range(number, number + 1, weights[number]) for number in lightest_first], 1
    size = max(1, min(64, count // (jobs * 8)))
    starts = range(0, count, size)
    return [Range(start, min(start + size, count)) for start in reversed(starts)], AHEAD
