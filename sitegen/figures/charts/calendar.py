"""Years, months and days as numbers, so that a chart can say how far apart they are."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sitegen.figures.charts.values import Steps


def at(steps: Steps, written: str) -> int:
    """Return the number of a year, of a month or of a day in the calendar."""
    year, *rest = map(int, written.split("-"))
    match steps:
        case "month":
            return year * 12 + rest[0] - 1
        case "day":
            return date(year, *rest).toordinal()
        case _:
            return year


def written(steps: Steps, number: int) -> str:
    """Return the same as ISO 8601 writes it."""
    match steps:
        case "month":
            return f"{number // 12:04}-{number % 12 + 1:02}"
        case "day":
            return date.fromordinal(number).isoformat()
        case _:
            return f"{number:04}"


def least_step(steps: Steps, labels: Sequence[str]) -> int:
    """Return how far those times lie apart that are next to each other."""
    return min((at(steps, b) - at(steps, a) for a, b in pairwise(labels)), default=1)
