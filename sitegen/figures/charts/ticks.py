"""Where an axis has its marks: Heckbert's nice numbers, in decimals, so that nothing is rounded.

Paul S. Heckbert, "Nice Numbers for Graph Labels", in Graphics Gems, 1990: steps of 1, 2 or 5 times
a power of ten, from the nice number at or below the least to the one at or above the greatest.
Times have steps of their own: years by the same rule, months by the divisors of a year.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from sitegen.figures.charts.values import Steps

_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS = (1, 2, 7, 14)


class Axis(NamedTuple):
    """The marks of an axis, the first and the last at its ends; how many digits each needs."""

    ticks: tuple[Decimal, ...]
    decimals: int


def axis(low: Decimal, high: Decimal, most: int) -> Axis:
    """Return an axis that holds two values, with about `most` marks."""
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        if low == high:
            high = Decimal(1)
    step = _nice((high - low) / (most - 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple([it * step for it in range(int(first), int(last) + 1)])
    exponent = step.normalize().as_tuple().exponent
    return Axis(ticks, max(0, -exponent) if isinstance(exponent, int) else 0)


def _nice(span: Decimal) -> Decimal:
    """Return the nice number nearest to one."""
    power = Decimal(1).scaleb(span.adjusted())
    fraction = span / power
    for least, nice in ((Decimal("1.5"), 1), (Decimal(3), 2), (Decimal(7), 5)):
        if fraction < least:
            return nice * power
    return 10 * power


def times(steps: Steps, first: int, last: int, most: int) -> Sequence[int]:
    """Return the marks between two times, which count as `calendar.at` does; at most so many."""
    if steps == "year":
        step = int(max(_nice(Decimal(max(last - first, 1)) / max(most - 1, 1)), Decimal(1)))
        while (last // step) - (-(-first // step)) + 1 > most:
            step = _next(step)
    else:
        sizes = _MONTHS if steps == "month" else _DAYS
        step = next((it for it in sizes if (last - first) // it + 1 <= most), sizes[-1])
        if steps == "day":
            step = max(step, -(-(last - first + 1) // most))
            return range(first, last + 1, step)
    start = -(-first // step) * step
    return range(start, last + 1, step)


def _next(step: int) -> int:
    """Return the next larger nice number."""
    first = int(str(step)[0])
    power = step // first
    return {1: 2, 2: 5, 5: 10}[first] * power
