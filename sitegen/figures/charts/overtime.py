"""Charts over time: lines, areas, and columns beside or upon one another."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import NamedTuple

from sitegen.figures.charts.calendar import at, least_step
from sitegen.figures.charts.plot import LINE, MARK, Plot, Scale, scale
from sitegen.figures.charts.ticks import Axis
from sitegen.figures.lettering import clipped, longest, width_of, wrapped
from sitegen.figures.sheet import SIZE, Point, apart

HEIGHT = 230
"""How high the field of a chart is for a phone, and half of what more there is on a wide one."""

PANEL = 110
FEW = 12
"""So many points are marked one by one."""

BANDED = frozenset({"bar", "stacked"})
"""Types that draw a column for each time."""

WIDEST = 72
"""A column is no wider, however few there are."""

EVEN = frozenset({1, 2, 4})
"""So many small charts stand in rows of two."""

ASIDE = 0.36
"""How much of the width names of lines may take."""

WORD = 0.42
"""How much of it they may take rather than that a word is cut off."""


class Field(NamedTuple):
    """Where numbers and times stand: the corner where reading begins, the size, and the scales."""

    left: float
    top: float
    width: float
    height: float
    up: Scale
    first: int
    last: int
    step: int
    """How many years, months or days of a band; 0 if there are no bands, but points."""

    def along(self, when: int) -> float:
        """Return where a time stands; in the middle of its band, if each has one."""
        span = max(self.last - self.first + self.step, 1)
        return self.left + (when - self.first + self.step / 2) / span * self.width

    @property
    def band(self) -> float:
        """How wide a band is."""
        return self.width * self.step / (self.last - self.first + self.step)

    @property
    def foot(self) -> float:
        """Where it ends below."""
        return self.top + self.height


def over_time(plot: Plot) -> float:
    """Draw the chart, and return how high it is."""
    return _multiples(plot) if plot.chart.multiples else _single(plot)


def _single(plot: Plot) -> float:
    chart = plot.chart
    banded = chart.type in BANDED
    axis_ = _axis(plot, 5)
    left = max(width_of(plot.number(it, axis_.decimals), SIZE) for it in axis_.ticks) + 8
    names = [] if banded else _names(plot)
    right = max((it.width for it in names), default=0) + 14 if names else 6
    top = (MARK * _lanes(plot) + 6 if plot.remarks else 0) + 10
    height = HEIGHT if plot.is_narrow else HEIGHT * 1.3
    field = _field(plot, axis_, (left, top), (plot.width - left - right, height))
    _grid(plot, field, axis_, numbers=True)
    ends = _draw(plot, field, range(len(chart.series)))
    _rules(plot, field)
    _name(plot, field, names, ends)
    return field.foot + LINE + 10


def _multiples(plot: Plot) -> float:
    """Draw a small chart for each series, all on one scale."""
    chart = plot.chart
    across = 2 if plot.is_narrow or len(chart.series) in EVEN else 3
    axis_ = _axis(plot, 3)
    left = max(width_of(plot.number(it, axis_.decimals), SIZE) for it in axis_.ticks) + 8
    gap = 14
    width = (plot.width - left - gap * (across - 1) - 4) / across
    foot = 0.0
    for number, series in enumerate(chart.series):
        column, row = number % across, number // across
        lines = wrapped(series.name, width, SIZE)[:2]
        top = row * (PANEL + 4 * LINE + 6) + 2 * LINE + 8
        start = left + column * (width + gap)
        for line, text in enumerate(lines):
            said = clipped(text, width, SIZE)
            plot.sheet.words((start, top - 12 - (len(lines) - 1 - line) * LINE), said, "name")
        field = _field(plot, axis_, (start, top), (width, PANEL))
        _grid(plot, field, axis_, numbers=column == 0, ends=True)
        _draw(plot, field, [number])
        foot = max(foot, field.foot + LINE + 10)
    return foot


def _axis(plot: Plot, most: int) -> Axis:
    chart = plot.chart
    zero = chart.type != "line"
    values = plot.values()
    if chart.type in {"area", "stacked"} and not chart.multiples:
        values = [max(it) for it in _sums(plot)]
    return plot.numbers_axis(values, most, zero=zero)


def _sums(plot: Plot) -> list[list[Decimal]]:
    """Return for each row how high its parts reach, the lowest first."""
    columns = [[it or Decimal(0) for it in one.values] for one in plot.chart.series]
    return [list(accumulate(row)) for row in zip(*columns, strict=True)]


def _field(plot: Plot, axis_: Axis, corner: Point, size: Point) -> Field:
    chart = plot.chart
    (left, top), (width, height) = corner, size
    first, last = (at(chart.steps, it) for it in (chart.labels[0], chart.labels[-1]))
    step = least_step(chart.steps, chart.labels) if chart.type in BANDED else 0
    return Field(left, top, width, height, scale(axis_, top + height, top), first, last, step)


def _grid(plot: Plot, field: Field, axis_: Axis, *, numbers: bool, ends: bool = False) -> None:
    """Draw what is behind the numbers: a line for each mark, and the times below."""
    sheet, right = plot.sheet, field.left + field.width
    for tick in axis_.ticks:
        y = field.up(tick)
        sheet.line((field.left, y), (right, y), "zero" if tick == 0 else "grid")
        if numbers:
            words = plot.number(tick, axis_.decimals)
            sheet.words((field.left - 8, y + 4.5), words, "tick", "end")
    foot = field.foot + LINE + 2
    if ends:
        rows = (0, len(plot.chart.labels) - 1)
        for row, anchor, x in zip(rows, ("start", "end"), (field.left, right), strict=True):
            sheet.words((x, foot), plot.label(row), "tick", anchor)
        return
    for when, words in plot.times_axis(field.width):
        x, half = field.along(when), width_of(words, SIZE) / 2
        sheet.line((x, field.foot), (x, field.foot + 4), "grid")
        x = min(max(x, half), plot.width - half)
        sheet.words((x, foot), words, "tick", "middle")


# What is drawn --------------------------------------------------------------------------------


def _draw(plot: Plot, field: Field, numbers: Sequence[int]) -> dict[int, Point]:
    """Draw series; return the end of each, where its name belongs."""
    match plot.chart.type:
        case "line":
            return _lines(plot, field, numbers)
        case "area":
            return _areas(plot, field, numbers)
        case _:
            _columns(plot, field, numbers)
            return {}


def _lines(plot: Plot, field: Field, numbers: Sequence[int]) -> dict[int, Point]:
    chart, ends = plot.chart, dict[int, Point]()
    for number in sorted(numbers, key=lambda it: plot.kind(it) != "q"):
        alone = len(numbers) == 1 and chart.multiples
        kind = "0" if alone else plot.kind(number)
        runs: list[list[Point]] = [[]]
        for label, value in zip(chart.labels, chart.series[number].values, strict=True):
            if value is None:
                runs.append([])
            else:
                runs[-1].append((field.along(at(chart.steps, label)), field.up(value)))
        for run in filter(None, runs):
            plot.sheet.path(run, f"line l{kind}")
            few = len(chart.labels) <= FEW and not alone
            for point in run if few or len(run) == 1 else run[-1:] if run is runs[-1] else ():
                plot.sheet.mark(point, 0 if alone else number, f"f{kind}")
            ends[number] = run[-1]
    return ends


def _areas(plot: Plot, field: Field, numbers: Sequence[int]) -> dict[int, Point]:
    chart = plot.chart
    along = [field.along(at(chart.steps, it)) for it in chart.labels]
    sums = _sums(plot)
    ends = dict[int, Point]()
    alone = len(numbers) == 1
    for number in numbers:
        if alone:
            tops = [it or Decimal(0) for it in chart.series[number].values]
            below = [Decimal(0)] * len(tops)
        else:
            tops = [row[number] for row in sums]
            below = [row[number - 1] if number else Decimal(0) for row in sums]
        upper = [(x, field.up(it)) for x, it in zip(along, tops, strict=True)]
        lower = [(x, field.up(it)) for x, it in zip(along, below, strict=True)]
        kind = "0" if alone else plot.kind(number)
        plot.sheet.shape([*upper, *reversed(lower)], "area", kind, patterned=True)
        plot.sheet.path(upper, "edge")
        middle = (upper[-1][1] + lower[-1][1]) / 2
        ends[number] = (along[-1], upper[-1][1] if alone else middle)
    return ends


def _columns(plot: Plot, field: Field, numbers: Sequence[int]) -> None:
    chart = plot.chart
    beside = len(numbers) if chart.type == "bar" else 1
    width = max(min(field.band * 0.78, WIDEST) / beside, 1.0)
    sums = _sums(plot) if chart.type == "stacked" else []
    for row, label in enumerate(chart.labels):
        middle = field.along(at(chart.steps, label))
        for place, number in enumerate(numbers):
            value = chart.series[number].values[row]
            if value is None:
                continue
            alone = len(numbers) == 1
            kind = "0" if alone and not chart.highlighted else plot.kind(number)
            start = middle - beside * width / 2 + (place * width if beside > 1 else 0)
            low = sums[row][number] - value if sums else Decimal(0)
            ends = sorted((field.up(low), field.up(low + value)))
            size = (width, ends[1] - ends[0])
            plot.sheet.box((start, ends[0]), size, "bar", kind, patterned=not alone)


# What is said ---------------------------------------------------------------------------------


class Name(NamedTuple):
    """What stands at the end of a line: its name in lines, and the last number."""

    series: int
    lines: tuple[str, ...]
    value: str
    width: float


def _names(plot: Plot) -> list[Name]:
    """Return what stands at the ends of lines; a single one needs no name beside the title."""
    chart, found = plot.chart, []
    words = (longest(it.name, SIZE) for it in chart.series)
    room = min(max(plot.width * ASIDE, *words), plot.width * WORD)
    for number, series in enumerate(chart.series):
        lines = () if len(chart.series) == 1 else wrapped(series.name, room, SIZE)[:3]
        lines = tuple([clipped(it, room, SIZE) for it in lines])
        last = next(it for it in reversed(series.values) if it is not None)
        value = plot.number(last)
        # Names are bold, which is a little wider.
        width = max(width_of(value, SIZE), *(width_of(it, SIZE) * 1.06 for it in lines), 0)
        found.append(Name(number, lines, value, width))
    return found


def _name(plot: Plot, field: Field, names: Sequence[Name], ends: dict[int, Point]) -> None:
    """Write names at the ends of lines, apart from one another, in the order of the ends."""
    ordered = sorted(names, key=lambda it: ends[it.series][1])
    gaps = [float(LINE * (len(it.lines) + 1)) for it in ordered]
    places = apart([ends[it.series][1] for it in ordered], gaps, 0, field.foot + 4)
    right = field.left + field.width
    for name, place, gap in zip(ordered, places, gaps, strict=True):
        end = ends[name.series]
        x = right + 12
        if abs(end[1] - place) > 3 or right - end[0] > 1:  # noqa: PLR2004 - less is not seen
            plot.sheet.line((end[0] + 6, end[1]), (x - 2, place), "lead")
        y = place - gap / 2 + LINE - 4
        for text in name.lines:
            plot.sheet.words((x, y), text, "name")
            y += LINE
        plot.sheet.words((x, y), name.value)


def _lanes(plot: Plot) -> int:
    """Return how many rows the numbers of remarks need: two if some would touch."""
    chart = plot.chart
    first, last = (at(chart.steps, it) for it in (chart.labels[0], chart.labels[-1]))
    per = plot.width * (1 - WORD) / max(last - first, 1)
    whens = [at(chart.steps, chart.labels[row]) for row in plot.remarks]
    return 2 if any((b - a) * per < MARK for a, b in pairwise(whens)) else 1


def _rules(plot: Plot, field: Field) -> None:
    """Draw where there is something to say, and its number above."""
    chart, lanes, before, lane = plot.chart, _lanes(plot), -MARK * 2.0, 0
    for row in plot.remarks:
        x = field.along(at(chart.steps, chart.labels[row]))
        lane = (lane + 1) % lanes if x - before < MARK else 0
        before = x
        y = MARK / 2 + lane * MARK
        plot.sheet.line((x, y), (x, field.foot), "rule")
        plot.remark((x, y), row)
