"""Work that is numbered, and what can become of it in another process."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sitegen.errors import Problem, SiteError

Answer = TypeVar("Answer")


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


def tried(work: Callable[[int], Answer], number: int, named: Callable[[int], str]) -> Answer:
    """Return what comes of a number; let an exception tell which file it is about."""
    try:
        return work(number)
    except Exception as error:
        if name := named(number):
            error.add_note(f"at {name}")
        raise
