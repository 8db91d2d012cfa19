"""How costs grow with a site: cold builds and one edit, size by size, and the exponent between.

An exponent of 1 means twice the cost for twice the articles. It is that of the line through two
neighbouring sizes, and at the end that of the line through all, fitted to the logarithms.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from math import log
from statistics import linear_regression, median

from tests.benchmarks.cases import look, mistype
from tests.benchmarks.programs import Site

Sites = Callable[[int], AbstractContextManager[list[Site]]]
"""Writes a newspaper of a size for each program, for as long as the block lasts."""

HEADS = ("cold CPU, s", "cold wall, s", "memory, MiB", "edit CPU, s", "edit wall, s", "memory, MiB")


def measure_growth(sites: Sites, sizes: Sequence[int], runs: int) -> None:
    """Print a row for each size and program, and the exponents. Raises `CommandFailed`."""
    print(f"\n| articles | program | {' | '.join(HEADS)} | exponents: cold CPU, wall; edit wall |")
    print(f"|---:|---|{'---:|' * len(HEADS)}---:|", flush=True)
    known: dict[str, list[tuple[int, list[float]]]] = defaultdict(list)
    for size in sorted(sizes):
        with sites(size) as written:
            for site in written:
                costs = _measured(site, runs)
                points = known[site.program.name]
                points.append((size, costs))
                shown = (
                    f"{it:.0f}" if place % 3 == 2 else f"{it:.2f}" for place, it in enumerate(costs)
                )
                steps = " ".join(_exponents(points[-2:]))
                print(
                    f"| {size:,} | {site.program.name} | {' | '.join(shown)} | {steps} |",
                    flush=True,
                )
    for name, points in known.items():
        if len(points) > 1:
            print(f"| all | {name} |{' |' * len(HEADS)} {' '.join(_exponents(points))} |")


def _measured(site: Site, runs: int) -> list[float]:
    """Return medians: those of cold builds, then those of builds after an edit."""
    cold, edited = [], []
    for _ in range(runs):
        site.forget()
        cold.append(site.build().cost)
    site.build()  # What was written in the last seconds is read once more: see statcache.py
    for run in range(runs):
        sign = mistype(site, run)
        edited.append(site.build().cost)
        look(sign)
    return [median(it) for costs in (cold, edited) for it in zip(*costs, strict=True)]


def _exponents(points: Sequence[tuple[int, list[float]]]) -> list[str]:
    if len(points) < 2:
        return []
    sizes = [log(size) for size, _ in points]
    places = (HEADS.index("cold CPU, s"), HEADS.index("cold wall, s"), HEADS.index("edit wall, s"))
    return [
        f"{linear_regression(sizes, [log(costs[it]) for _, costs in points]).slope:.2f}"
        for it in places
    ]
