"""Charts that compare rows: bars, parts of bars, and points on a line."""

from decimal import Decimal

from sitegen.figures.charts.plot import LINE, MARK, Plot, scale
from sitegen.figures.lettering import clipped, width_of
from sitegen.figures.sheet import SIZE

BAR = 18
GAP = 12
BESIDE = 0.34
"""How much of the width labels may take that stand beside what they name."""

NEAR = 6
FLAT = 0.001


class _Rows:
    """Where rows and their labels stand: beside, if all have room, or else above."""

    def __init__(self, plot: Plot, thick: float) -> None:
        widest = max(width_of(plot.label(row), SIZE) for row in range(len(plot.chart.labels)))
        noted = MARK + 4 if plot.remarks else 0
        room = widest + noted + NEAR + 4
        self.plot = plot
        self.beside = room <= plot.width * BESIDE
        self.left = room if self.beside else 0.0
        self.thick = thick
        self._each = thick + GAP if self.beside else thick + LINE + GAP

    def top(self, row: int) -> float:
        """Return where a row's drawing begins."""
        return 4 + row * self._each + (0 if self.beside else LINE)

    def middle(self, row: int) -> float:
        """Return the middle of a row's drawing."""
        return self.top(row) + self.thick / 2

    @property
    def foot(self) -> float:
        """Where all rows end."""
        return 4 + len(self.plot.chart.labels) * self._each

    def zero(self, x: float) -> None:
        """Draw where bars begin: in one line, unless that would go through labels."""
        if self.beside:
            self.plot.sheet.line((x, 0), (x, self.foot - GAP + 4), "zero")
            return
        for row in range(len(self.plot.chart.labels)):
            top = self.top(row)
            self.plot.sheet.line((x, top - 1), (x, top + self.thick + 1), "zero")

    def label(self, row: int) -> None:
        """Write what a row is called, and the number of what there is to say of it."""
        plot, words = self.plot, self.plot.label(row)
        if self.beside:
            x = self.left - NEAR - 4
            plot.sheet.words((x, self.middle(row) + 4.5), words, "label", "end")
            plot.remark((x - width_of(words, SIZE) - MARK / 2 - 2, self.middle(row)), row)
            return
        words = clipped(words, plot.width - MARK - 4, SIZE)
        plot.sheet.words((0, self.top(row) - 5), words, "label")
        plot.remark((width_of(words, SIZE) + MARK / 2 + 6, self.top(row) - 10), row)


def bars(plot: Plot) -> float:
    """Draw a bar for each number, its value at its end; return how high the chart is."""
    chart = plot.chart
    many = len(chart.series)
    rows = _Rows(plot, BAR * many + (many - 1))
    axis_ = plot.numbers_axis(plot.values(), 5, zero=True)
    known = [*plot.values(), Decimal(0)]
    low, high = min(known), max(known)
    axis_ = axis_._replace(ticks=(low, high if high > low else Decimal(1)))
    before = _widest(plot, below=True) + NEAR if low < 0 else 0.0
    along = scale(axis_, rows.left + before, plot.width - _widest(plot) - NEAR - 2)
    zero = along(Decimal(0))
    for row in range(len(chart.labels)):
        rows.label(row)
        for number, series in enumerate(chart.series):
            value = series.values[row]
            if value is None:
                continue
            top = rows.top(row) + number * (BAR + 1)
            start, end = sorted((zero, along(value)))
            kind = plot.kind(number, row)
            size = (max(end - start, 1), BAR)
            plot.sheet.box((start, top), size, "bar", kind, patterned=many > 1)
            at = (start - NEAR, "end") if value < 0 else (end + NEAR, "start")
            plot.sheet.words((at[0], top + BAR / 2 + 4.5), plot.number(value), "", at[1])
    rows.zero(zero)
    return rows.foot - GAP + 8


def stacked(plot: Plot) -> float:
    """Draw the parts of each row behind one another; return how high the chart is."""
    chart = plot.chart
    rows = _Rows(plot, BAR + 4)
    sums = [
        sum((it.values[row] or Decimal(0) for it in chart.series), Decimal(0))
        for row in range(len(chart.labels))
    ]
    axis_ = plot.numbers_axis(sums, 5, zero=True)
    axis_ = axis_._replace(ticks=(Decimal(0), max(*sums, Decimal("1e-9"))))
    room = max(width_of(plot.number(it), SIZE) for it in sums)
    along = scale(axis_, rows.left, plot.width - room - NEAR - 2)
    for row, total in enumerate(sums):
        rows.label(row)
        below, top = Decimal(0), rows.top(row)
        for number, series in enumerate(chart.series):
            value = series.values[row] or Decimal(0)
            start, end = along(below), along(below + value)
            below += value
            if end - start < FLAT:
                continue
            kind = plot.kind(number, row)
            plot.sheet.box((start, top), (end - start, rows.thick), "bar", kind, patterned=True)
            words = plot.number(value)
            if width_of(words, SIZE) + 10 <= end - start:
                middle = ((start + end) / 2, rows.middle(row) + 4.5)
                plot.sheet.words(middle, words, "within", "middle")
        if len(chart.series) > 1:
            place = (along(total) + NEAR, rows.middle(row) + 4.5)
            plot.sheet.words(place, plot.number(total), "sum")
    rows.zero(rows.left)
    return rows.foot - GAP + 8


def dots(plot: Plot) -> float:
    """Draw the numbers of each row as points on a line; return how high the chart is."""
    chart = plot.chart
    rows = _Rows(plot, BAR)
    axis_ = plot.numbers_axis(plot.values(), 4 if plot.is_narrow else 6, zero=False)
    room = _widest(plot) + NEAR * 2
    along = scale(axis_, rows.left + room + 4, plot.width - room - 4)
    parts = any(it < 0 for it in plot.values())  # else a strong line would only be in words' way
    for tick in axis_.ticks:
        x = along(tick)
        plot.sheet.line((x, 0), (x, rows.foot), "zero" if parts and tick == 0 else "grid")
        words = plot.number(tick, axis_.decimals)
        plot.sheet.words((x, rows.foot + LINE - 2), words, "tick", "middle")
    for row in range(len(chart.labels)):
        rows.label(row)
        known = [(it.values[row], number) for number, it in enumerate(chart.series)]
        found = sorted([(value, number) for value, number in known if value is not None])
        if not found:
            continue
        y, (low, high) = rows.middle(row), (found[0][0], found[-1][0])
        plot.sheet.line((along(low), y), (along(high), y), "between")
        for value, number in found:
            plot.sheet.mark((along(value), y), number, f"f{plot.kind(number, row)}")
        plot.sheet.words((along(high) + NEAR + 4, y + 4.5), plot.number(high))
        if high != low:
            plot.sheet.words((along(low) - NEAR - 4, y + 4.5), plot.number(low), "", "end")
    return rows.foot + LINE + 4


def _widest(plot: Plot, *, below: bool = False) -> float:
    """Return how wide the widest number is; of those below zero, or else of all others."""
    chosen = [it for it in plot.values() if (it < 0) == below]
    return max((width_of(plot.number(it), SIZE) for it in chosen), default=0)
