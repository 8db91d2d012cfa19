"""Slopes: a line for each row, from one column to the other."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from sitegen.figures.charts.plot import LINE, MARK, Plot, Scale, scale
from sitegen.figures.lettering import clipped, width_of, wrapped
from sitegen.figures.sheet import SIZE, apart

ASIDE = {True: 0.5, False: 0.42}
"""How much of the width numbers and names may take behind the lines, on a phone or elsewhere."""

HEIGHT = {True: 260.0, False: 340.0}
NEAR = 6
AWAY = 14
"""From the end of a line to its number: there is room for a line that leads there."""

WIDER = 1.06
"""How much wider bold letters are."""


class _Slope(NamedTuple):
    row: int
    one: Decimal
    other: Decimal
    name: tuple[str, ...]

    @property
    def room(self) -> float:
        """How much room its name takes from top to bottom."""
        return float(LINE * len(self.name) + 3)


class _Frame(NamedTuple):
    """Where lines begin and end, how wide numbers are, and how wide names may be."""

    left: float
    right: float
    widest: float
    names: float
    up: Scale


def slopes(plot: Plot) -> float:
    """Draw the chart; return how high it is."""
    noted = MARK + 4 if plot.remarks else 0
    widest = max(width_of(plot.number(it), SIZE) for it in plot.values())
    side = AWAY + widest + 8
    room = plot.width * ASIDE[plot.is_narrow] - side - noted
    found = list(_slopes(plot, room))
    height = max(HEIGHT[plot.is_narrow], sum(it.room for it in found) + LINE)
    top, left = LINE * 2.0, widest + AWAY
    right = plot.width - side - noted - min(room, max(_bold(it.name) for it in found))
    axis_ = plot.numbers_axis(plot.values(), 5, zero=False)
    low, high = min(plot.values()), max(plot.values())
    if low < high:
        axis_ = axis_._replace(ticks=(low, high))
    frame = _Frame(left, right, widest, room, scale(axis_, top + height - 8, top + 8))
    for x, series, anchor in zip((left, right), plot.chart.series, ("start", "end"), strict=True):
        words = clipped(series.name, (right - left) / 2 - 4, SIZE)
        plot.sheet.words((x, LINE - 4), words, "name", anchor)
        plot.sheet.line((x, top - 8), (x, top + height), "grid")
    up, foot = frame.up, top + height
    starts = _places([(up(it.one), it.row) for it in found], {it.row: LINE for it in found}, foot)
    rooms = {it.row: it.room for it in found}
    ends = _places([(up(it.other), it.row) for it in found], rooms, foot + LINE)
    for it in sorted(found, key=lambda it: plot.kind(0, it.row) != "q"):
        _draw(plot, frame, it)
        _say(plot, frame, it, starts[it.row], ends[it.row])
    return foot + LINE


def _slopes(plot: Plot, room: float) -> Iterable[_Slope]:
    first, last = plot.chart.series
    for row, (one, other) in enumerate(zip(first.values, last.values, strict=True)):
        if one is not None and other is not None:
            lines = wrapped(plot.label(row), room / WIDER, SIZE)[:2]
            name = tuple([clipped(it, room / WIDER, SIZE) for it in lines])
            yield _Slope(row, one, other, name)


def _draw(plot: Plot, frame: _Frame, it: _Slope) -> None:
    kind = plot.kind(0, it.row)
    start, end = (frame.left, frame.up(it.one)), (frame.right, frame.up(it.other))
    plot.sheet.path([start, end], f"line l{kind}")
    for point in (start, end):
        plot.sheet.mark(point, 0, f"f{kind}")


def _say(plot: Plot, frame: _Frame, it: _Slope, start: float, end: float) -> None:
    """Write the numbers at both ends, and the name behind the second, each led to if it is far."""
    sheet = plot.sheet
    for edge, side, value, place in (
        (frame.left, -1, it.one, start),
        (frame.right, 1, it.other, end),
    ):
        y = frame.up(value)
        if abs(y - place) > NEAR:
            sheet.line((edge + side * 5, y), (edge + side * (AWAY - 4), place), "lead")
    sheet.words((frame.left - AWAY, start + 4.5), plot.number(it.one), "", "end")
    x, y = frame.right + AWAY, end - (len(it.name) - 1) * LINE / 2 + 4.5
    sheet.words((x, y), plot.number(it.other))
    for line, text in enumerate(it.name):
        sheet.words((x + frame.widest + 8, y + line * LINE), text, "name")
    plot.remark((x + frame.widest + 8 + _bold(it.name) + MARK / 2 + 2, y - 4.5), it.row)


def _places(
    wanted: Iterable[tuple[float, int]], gaps: Mapping[int, float], foot: float
) -> dict[int, float]:
    """Return where the words of each row stand at one end of its line, by row."""
    ordered = sorted(wanted)
    placed = apart([y for y, _ in ordered], [gaps[row] for _, row in ordered], LINE, foot)
    return {row: place for (_, row), place in zip(ordered, placed, strict=True)}


def _bold(lines: Iterable[str]) -> float:
    """Return how wide a name is."""
    return max(width_of(it, SIZE) for it in lines) * WIDER
