"""How long the stages of a command take, and how far they are. The home of rich.

A bar is shown on a terminal only, and only once a stage takes its time.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, Task

PATIENCE = 1.0
"""Seconds before a stage shows a bar."""

BLINK = 0.1
"""Seconds between two looks of the bar."""


CALLED = {
    "parse": "Stories",
    "house style": "House style",
    "pictures": "Pictures, a first look",
    "derive": "Pictures",
    "render": "Pages",
    "index": "Search",
}
"""What people call a stage that counts its steps; others go by their names."""


class Stopwatch:
    """Times stages by name. A build's `Reporter`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._start = perf_counter()
        self._say = say

    @property
    def total(self) -> float:
        """Seconds since the command began."""
        return perf_counter() - self._start

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Time a stage of `total` steps; what it gives is called after each."""
        start = perf_counter()
        with _bar(name, total if sys.stderr.isatty() else 0) as step:
            yield step
        self.seconds[name] = self.seconds.get(name, 0) + perf_counter() - start

    def notice(self, text: str) -> None:
        """Tell the user something."""
        self._say(text)


@contextmanager
def _bar(name: str, total: int) -> Iterator[Callable[[], None]]:
    if not total:
        yield lambda: None
        return
    start = perf_counter()
    shown = 0.0
    done = 0
    bar: Progress | None = None

    def step() -> None:
        nonlocal bar, done, shown
        done += 1
        now = perf_counter()
        if now - start > PATIENCE and now - shown > BLINK:
            if bar is None:
                bar = _progress()
                bar.add_task(CALLED.get(name, name), total=total)
                bar.start()
            bar.update(bar.task_ids[0], completed=done)
            bar.refresh()
            shown = now

    try:
        yield step
    finally:
        if bar is not None:
            bar.stop()


def _progress() -> "Progress":
    # Only terminals pay for the import, and only for what takes its time.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """How many steps a second."""

        def render(self, task: "Task") -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    # Refreshed by hand: a thread of its own must not exist when workers are forked.
    return Progress(
        TextColumn("{task.description} {task.completed:,.0f} of {task.total:,.0f}"),
        BarColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )
