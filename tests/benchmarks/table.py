"""The table that all measurements come together in, as Markdown."""

from collections.abc import Mapping, Sequence
from statistics import median
from types import MappingProxyType

from tests.benchmarks import targets
from tests.benchmarks.measure import Cost


def head() -> None:
    """Print the head of a table of costs."""
    print(
        "\n| case | program | CPU, s | wall, s | memory, MiB | our share of CPU, wall, memory | |"
    )
    print("|---|---|---:|---:|---:|---:|---|", flush=True)


def row(
    case: str, name: str, costs: Sequence[Cost], shares: Sequence[float] = (), what: str = ""
) -> None:
    """Print the medians of costs, with the least and the most of each in brackets, and shares."""
    cpu, wall, peak = zip(*costs, strict=True)
    share = " ".join(format(it, ".2f") for it in shares)
    shown = (_spread(cpu, ".2f"), _spread(wall, ".2f"), _spread(peak, ".0f"))
    print(f"| {case} | {name} | {' | '.join(shown)} | {share} | {what} |", flush=True)


def rows(case: str, costs: Mapping[str, Sequence[Cost]], what: str) -> None:
    """Print a row for each program, ours first, and with each other our share of its costs."""
    ours, *others = costs
    row(case, ours, costs[ours], what=what)
    for name in others:
        row("", name, costs[name], shares_of(costs[ours], costs[name]))


def shares_of(some: Sequence[Cost], others: Sequence[Cost]) -> list[float]:
    """Return what some costs are of others: medians of the shares of one run.

    What else the machine did weighs on both of a run.
    """
    pairs = list(zip(some, others, strict=True))
    return [median(a[it] / b[it] for a, b in pairs) for it in range(len(Cost._fields))]


def judge(
    size: int,
    ours: targets.Costs,
    hugo: targets.Costs = MappingProxyType({}),
    less: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Print what builds of a paper of `size` stories may cost, and did: see `targets.lines`."""
    lines = list(targets.lines(size, ours, hugo, less=less))
    if lines:
        print("\nTargets; memory is the most of all runs, all else the median.", end=" ")
        if any(hugo.values()):
            print(
                "A share of Hugo's is of its cold build, which follows ours in each run; "
                "it is meant for 10,000 articles.",
                end=" ",
            )
        print("\n")
        print(*lines, sep="\n", flush=True)
    for case, seconds in less.items():
        if case in ours and seconds:
            print(f"\n{case}: without {seconds:.2f} s, which encoding alone takes.", flush=True)


def _spread(values: Sequence[float], style: str) -> str:
    middle, least, most = (format(it, style) for it in (median(values), min(values), max(values)))
    return middle if least == most else f"{middle} ({least}–{most})"
