"""What builds may cost, and whether they keep to it."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from tests.benchmarks.interpreter import optimised
from tests.benchmarks.measure import Cost

Costs = Mapping[str, Sequence[Cost]]
"""Of builds, by case: one cost a run."""


class Unit(StrEnum):
    """What a target is told in."""

    HUGO = "of Hugo's"
    OURS = "of equal work"
    SECONDS = "s"
    MEMORY = "MiB"


class Target(NamedTuple):
    """The most that a case may cost: of `cpu`, `wall` or `peak`, as a share or by itself.

    It holds for papers of `least` stories to `most`.
    """

    case: str
    cost: str
    limit: float
    unit: Unit = Unit.HUGO
    least: int = 0
    most: int = 10_000


STORY = ("add", "delete", "redate", "retag", "move", "related", "alt", "static")
"""Edits of one story that others show; its words alone have a target of their own."""

WORDS = ("edit", "headline")

PLAIN, PROFILED = 0.95, 0.85
"""The share of a cold build, by an interpreter built without PGO and with it."""


def targets() -> tuple[Target, ...]:
    """Return all targets, in the order of the table."""
    return (
        Target("cold", "cpu", PROFILED if "PGO" in optimised() else PLAIN),
        Target("cold", "wall", 1.05),
        Target("cold", "peak", 150, Unit.MEMORY),
        Target("kept", "cpu", 0.40),
        Target("nothing", "cpu", 0.02),
        *(Target(it, "cpu", 0.035) for it in WORDS),
        *(Target(it, "cpu", 0.05) for it in (*STORY, "picture")),
        *(Target(it, "cpu", 0.7, Unit.SECONDS) for it in STORY),
        Target("views", "cpu", 0.7, Unit.SECONDS),
        Target("template", "cpu", 0.3),
        Target("features but search", "cpu", 1.08, Unit.OURS),
        Target("texts", "peak", 350, Unit.MEMORY),
        *(Target(it, "cpu", 3, Unit.SECONDS, 50_000, 100_000) for it in (*WORDS, *STORY)),
        Target("cold", "peak", 1024, Unit.MEMORY, 50_000, 100_000),
    )


def lines(size: int, ours: Costs, hugo: Costs, *, less: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of the table of targets for a paper of `size` stories.

    `ours` and `hugo` are what builds cost; both have the same runs. `less` are processor seconds
    that a case takes by itself, and that its target does not count.
    """
    rows = []
    for target in targets():
        found = _measured(target, ours, hugo, less.get(target.case, 0.0))
        if found is not None and target.least <= size <= target.most:
            rows.append(_row(target, found))
    if not rows:
        return
    yield f"| {size:,} articles | cost | target | measured | |"
    yield "|---|---|---:|---:|---|"
    yield from rows


def _measured(target: Target, ours: Costs, hugo: Costs, less: float) -> float | None:
    """Return what a target is about, if that was measured: the median, or the most of memory."""
    costs = [getattr(it, target.cost) for it in ours.get(target.case, ())]
    if not costs:
        return None
    match target.unit:
        case Unit.MEMORY:
            return float(max(costs))
        case Unit.SECONDS:
            return float(median(costs)) - less
    base = hugo.get(target.case) if target.unit is Unit.HUGO else ours.get("features")
    if not base:
        return None
    pairs = zip(costs, base, strict=True)
    return float(median((cost - less) / getattr(other, target.cost) for cost, other in pairs))


def _row(target: Target, found: float) -> str:
    digits = 0 if target.unit is Unit.MEMORY else 3 if target.limit < 0.1 else 2
    cost = {"cpu": "CPU", "wall": "wall", "peak": "memory"}[target.cost]
    verdict = "met" if found <= target.limit else "missed"
    return (
        f"| {target.case} | {cost}, {target.unit} | {target.limit:g} | {found:.{digits}f} | "
        f"{verdict} |"
    )
