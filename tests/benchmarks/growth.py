"""How costs grow with a site: cold builds and edits of one story, size by size, and the exponents.

An exponent of 1 means twice the cost for twice the articles. It is that of the line through two
neighbouring sizes, and at the end that of the line through all, fitted to the logarithms.

Programs that forget everything build alike whatever the edit is: theirs is one of a word.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from math import log
from statistics import linear_regression, median

from tests.benchmarks import table
from tests.benchmarks.cases import ONE_STORY, Case, forget, look
from tests.benchmarks.measure import Cost
from tests.benchmarks.programs import SITEGEN, Site

Sites = Callable[[int], AbstractContextManager[list[Site]]]
"""Writes a newspaper of a size for each program, for as long as the block lasts."""

Costs = dict[str, list[Cost]]
"""By case, one cost a run."""

COLD, WORD = "cold", ONE_STORY[0].name


def measure_growth(sites: Sites, sizes: Sequence[int], runs: int) -> None:
    """Print a row for each size, program and case, and the exponents. Raises `CommandFailed`."""
    print("\n| articles | program | case | CPU, s | wall, s | memory, MiB | exponents: CPU, wall |")
    print("|---:|---|---|---:|---:|---:|---:|", flush=True)
    known: dict[tuple[str, str], list[tuple[int, Cost]]] = defaultdict(list)
    ours: dict[int, Costs] = {}
    for size in sorted(sizes):
        with sites(size) as written:
            for site in written:
                name, costs = site.program.name, Costs()
                for case, many in _measured(site, runs):
                    costs[case] = many
                    points = known[name, case]
                    points.append((size, Cost(*map(median, zip(*many, strict=True)))))
                    _print(f"{size:,}", name, case, points[-1][1], points[-2:])
                if site.program is SITEGEN:
                    ours[size] = costs
    for (name, case), points in known.items():
        if len(points) > 1:
            _print("all", name, case, None, points)
    for size, costs in ours.items():
        table.judge(size, costs)


def _print(
    size: str, name: str, case: str, cost: Cost | None, points: Sequence[tuple[int, Cost]]
) -> None:
    shown = f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f}" if cost else "| |"
    exponents = " ".join(_exponents(points)) if len(points) > 1 else ""
    print(f"| {size} | {name} | {case} | {shown} | {exponents} |", flush=True)


def _measured(site: Site, runs: int) -> Iterator[tuple[str, list[Cost]]]:
    """Yield what cold builds cost, then what builds after each edit do."""
    cold = Case(COLD, "", forget)
    yield COLD, _costs(site, cold, runs)
    site.build()  # What was written in the last seconds is read once more: see statcache.py
    for case in ONE_STORY[:1] if site.program.forgets else ONE_STORY:
        yield case.name, _costs(site, case, runs)


def _costs(site: Site, case: Case, runs: int) -> list[Cost]:
    if case.arrange(site, runs):
        site.build()
    costs = []
    for run in range(runs):
        sign = case.prepare(site, run)
        costs.append(site.build().cost)
        look(sign)
    return costs


def _exponents(points: Sequence[tuple[int, Cost]]) -> Iterator[str]:
    sizes = [log(size) for size, _ in points]
    for of in ("cpu", "wall"):
        costs = [log(getattr(cost, of)) for _, cost in points]
        yield f"{linear_regression(sizes, costs).slope:.2f}"
