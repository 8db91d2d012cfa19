"""What all kinds of charts share: a sheet, words in a language, scales, an axis of numbers."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from sitegen.dates import short_date_text
from sitegen.figures.charts.calendar import at, written
from sitegen.figures.charts.ticks import Axis, axis, times
from sitegen.figures.charts.values import Chart
from sitegen.figures.lettering import width_of
from sitegen.figures.sheet import SIZE, Point, Sheet
from sitegen.languages import decimal_text

LINE = 17
"""From one line of words to the next."""

MARK = 20
"""The room that the number of a remark takes."""

FROM_ZERO = Decimal("0.4")
"""An axis of a line begins at zero if the least is below so much of the greatest."""

Scale = Callable[[Decimal], float]


class Plot:
    """A chart on its way to a sheet: how its numbers and labels are written, and where they go."""

    def __init__(self, chart: Chart, language: str, sheet: Sheet) -> None:
        self.chart = chart
        self.language = language
        self.sheet = sheet
        self.width = sheet.width
        self.remarks = {it.row: number for number, it in enumerate(chart.remarks, 1)}

    @property
    def is_narrow(self) -> bool:
        """Whether it is drawn for a phone."""
        return self.width < 400  # noqa: PLR2004 - between the two boxes

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """Return a number as the language writes it."""
        digits = self.chart.decimals if decimals is None else decimals
        return decimal_text(value, digits, self.language)

    def label(self, row: int) -> str:
        """Return what a row is called where there is little room."""
        label = self.chart.labels[row]
        return short_date_text(label, self.language) if self.chart.steps else label

    def kind(self, series: int, row: int | None = None) -> str:
        """Return the end of a class: what is not highlighted is quiet, if anything is."""
        chart = self.chart
        if not chart.highlighted:
            return str(series)
        names = {chart.series[series].name, chart.labels[row] if row is not None else ""}
        return str(series) if names & {*chart.highlighted} else "q"

    def remark(self, place: Point, row: int) -> None:
        """Write the number of what there is to say of a row."""
        if row in self.remarks:
            x, y = place
            self.sheet.disc((x, y), MARK / 2 - 1, "noted")
            words = decimal_text(Decimal(self.remarks[row]), 0, self.language)
            self.sheet.words((x, y + 4.5), words, "note", "middle")

    def values(self) -> list[Decimal]:
        """Return all numbers that are shown."""
        return [it for one in self.chart.series for it in one.values if it is not None]

    def numbers_axis(self, values: Iterable[Decimal], most: int, *, zero: bool) -> Axis:
        """Return the axis that holds all of some numbers, and zero if it must."""
        known = list(values)
        low, high = min(known), max(known)
        if zero or (0 <= low <= high * FROM_ZERO):
            low = min(low, Decimal(0))
        if zero or (high <= 0 and high >= low * FROM_ZERO):
            high = max(high, Decimal(0))
        return axis(low, high, most)

    def times_axis(self, room: float) -> list[tuple[int, str]]:
        """Return the marks of the rows' times that have room, each with its words."""
        chart = self.chart
        steps, labels = chart.steps, chart.labels
        first, last = at(steps, labels[0]), at(steps, labels[-1])
        widest = max(width_of(self.label(row), SIZE) for row in (0, len(labels) - 1)) + 14
        most = max(2, int(room / widest))
        named = times(steps, first, last, most)
        if len(named) < 2 < len(labels):  # noqa: PLR2004 - one mark says nothing of the scale
            named = (first, last)
        return [(it, short_date_text(written(steps, it), self.language)) for it in named]


def scale(axis_: Axis, start: float, end: float) -> Scale:
    """Return what places numbers of an axis between two coordinates."""
    low, span = axis_.ticks[0], axis_.ticks[-1] - axis_.ticks[0]
    return lambda value: start + float((value - low) / span) * (end - start)
