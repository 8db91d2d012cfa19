"""Work that is numbered, and what can become of it in another process."""

from collections.abc import Callable, Generator
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from sitegen.errors import Problem, SiteError

Before = TypeVar("Before")
Given = TypeVar("Given")
Answer = TypeVar("Answer")
Next = TypeVar("Next")

TOGETHER = 32
"""Numbers that take a step together: what more of them made would not stay near the processor."""


class Range(NamedTuple):
    """Numbers from `start` to `stop`, and how much their work weighs."""

    start: int
    stop: int
    weight: float = 0.0


class WorkerDied(SiteError):
    """A worker was killed from outside, or for lack of memory."""

    def __init__(self, status: int | None, name: str) -> None:
        what = f"signal {-status}" if status and status < 0 else f"status {status}"
        place = " at this file" if name else ""
        message = f"a process of the build was ended from outside{place}, by {what}"
        hint = "if the machine is short of memory, try `--jobs 1`"
        super().__init__([Problem(name or "sitegen", 0, 0, message, hint)])


class Steps(Struct, Generic[Given, Answer], frozen=True):
    """Work in steps, each of which is given what the one before has made.

    Several take a step together before they take the next: what a processor needs for it, its
    code above all, is near for all but the first. Parsing and pages take a sixth less so.
    """

    each: tuple[Callable[[Any], Any], ...]

    @classmethod
    def of(cls, work: "Callable[[Given], Answer] | Steps[Given, Answer]") -> "Steps[Given, Answer]":
        """Return work as steps, be it one."""
        return work if isinstance(work, Steps) else Steps((work,))

    def then(self, step: Callable[[Answer], Next]) -> "Steps[Given, Next]":
        """Return these steps, and one behind them."""
        return Steps((*self.each, step))

    def given(self, give: Callable[[Before], Given]) -> "Steps[Before, Answer]":
        """Return these steps, the first of which takes what something gives."""
        first, *others = self.each
        return Steps((lambda it: first(give(it)), *others))


def worked(
    numbers: Range,
    steps: Steps[int, Answer],
    named: Callable[[int], str],
    begin: Callable[[int], None] = lambda _: None,
) -> Generator[tuple[int, Answer]]:
    """Yield numbers with what comes of them; let an exception tell which file it is about.

    `begin` is told of each number at each step.
    """
    left = iter(range(numbers.start, numbers.stop))
    while some := list(islice(left, TOGETHER if len(steps.each) > 1 else 1)):
        made: list[Any] = some.copy()
        for step in steps.each:
            for at, number in enumerate(some):
                begin(number)
                try:
                    made[at] = step(made[at])
                except Exception as error:
                    if name := named(number):
                        error.add_note(f"at {name}")
                    raise
        yield from zip(some, made, strict=True)
