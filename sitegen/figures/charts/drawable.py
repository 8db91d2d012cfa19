"""Whether a table can be drawn as a block asks: what does not fit, and what to do instead."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.chart_ref import ChartRef
from sitegen.errors import Problem
from sitegen.figures.charts.calendar import at, least_step
from sitegen.figures.charts.values import Steps
from sitegen.figures.tables import Cell, Table

MOST_SERIES = 8
"""More lines or parts than that nobody tells apart."""

MOST_MULTIPLES = 16
MOST_ROWS = 60
"""Rows that are drawn below one another."""

MOST_COLUMNS = 120
"""Columns beside one another: on a phone each is two pixels wide."""

PAIR = 2
"""A line has two ends, and so has a slope."""

OVER_TIME = frozenset({"line", "area"})
"""Types whose rows follow one another."""

WHOLE = frozenset({"area", "stacked"})
"""Types whose series are parts of a whole, once there are several."""


class Drawable(NamedTuple):
    """A chart before it is one: the story, its block, the table and its path, what rows count."""

    story: str
    ref: ChartRef
    path: str
    table: Table
    steps: Steps

    def faults(self, axis: int, columns: Sequence[int]) -> Iterator[Problem]:
        """Yield why it cannot be drawn; the `axis` is the column of labels."""
        labels = [row[axis] for row in self.table.rows]
        yield from self._columns(columns)
        yield from self._times(labels, columns)
        yield from self._rows(labels, columns)
        if self.ref.type in WHOLE:
            yield from self._parts(columns)
        if self.ref.type == "slope":
            yield from self._ends(columns)

    def _unfit(self, message: str, hint: str) -> Problem:
        """Return a mistake of the block."""
        place = self.ref.places.get("type", (self.ref.line, self.ref.column))
        return Problem(self.story, *place, message, hint)

    def _mistake(self, cell: Cell, message: str, hint: str) -> Problem:
        """Return a mistake of the table."""
        return Problem(self.path, cell.line, cell.column, message, hint)

    def _columns(self, columns: Sequence[int]) -> Iterator[Problem]:
        most = MOST_MULTIPLES if self.ref.multiples else MOST_SERIES
        if len(columns) > most:
            hint = "name with `y` those that matter"
            message = f"the chart would show {len(columns)} columns: at most {most}"
            yield self._unfit(message, hint)
        for number in columns:
            if not any(row[number].text for row in self.table.rows):
                cell = self.table.columns[number]
                hint = "fill it, or leave it out of `y`"
                yield self._mistake(cell, f"the column `{cell.text}` has no number", hint)
        if self.ref.type == "slope" and len(columns) != PAIR:
            hint = "name two with `y`: before, and after"
            message = f"a slope chart compares two columns, and there are {len(columns)}"
            yield self._unfit(message, hint)

    def _times(self, labels: Sequence[Cell], columns: Sequence[int]) -> Iterator[Problem]:
        kind, steps = self.ref.type, self.steps
        if kind in OVER_TIME and not steps:
            hint = "write the first column as 2026, 2026-03 or 2026-03-01, or take `type: bar`"
            message = f"`{labels[0].text}` is no time: {kind} charts show what changes over time"
            yield self._mistake(labels[0], message, hint)
        elif kind in OVER_TIME and len(labels) < PAIR:
            hint = "add rows, or take `type: bar`"
            yield self._mistake(labels[0], "one row makes no line", hint)
        if self.ref.multiples and not (steps and kind in {"line", "area", "bar"}):
            hint = "leave out `multiples`, or take `type: line` and a first column of times"
            yield self._unfit("small multiples are lines, areas or bars over time", hint)
        if steps and kind in {"bar", "stacked"}:
            texts = [it.text for it in labels]
            across = (at(steps, texts[-1]) - at(steps, texts[0])) // least_step(steps, texts) + 1
            across *= len(columns) if kind == "bar" and not self.ref.multiples else 1
            if across > MOST_COLUMNS:
                hint = "take `type: line`, or leave out rows"
                yield self._unfit(f"the chart would have {across:,} columns", hint)

    def _rows(self, labels: Sequence[Cell], columns: Sequence[int]) -> Iterator[Problem]:
        kind = self.ref.type
        drawn_below = kind in {"dot", "slope"} or not self.steps
        if drawn_below and len(labels) * (len(columns) if kind == "bar" else 1) > MOST_ROWS:
            hint = "leave out rows, or group the smallest as one"
            message = f"the table has {len(labels)} rows: more than a reader can compare"
            yield self._unfit(message, hint)

    def _ends(self, columns: Sequence[int]) -> Iterator[Problem]:
        for row in self.table.rows:
            for number in columns:
                if not row[number].text:
                    hint = "fill it, or leave out the row"
                    yield self._mistake(row[number], "a slope has two ends, and here is none", hint)

    def _parts(self, columns: Sequence[int]) -> Iterator[Problem]:
        chart = f"{'an' if self.ref.type[0] in 'aeiou' else 'a'} {self.ref.type} chart"
        for row in self.table.rows:
            for number in columns:
                cell = row[number]
                if not cell.text:
                    hint = "write 0, or take a line"
                    yield self._mistake(cell, f"{chart} has no gaps", hint)
                elif cell.text[0] in "-\u2212":
                    hint = "take a line, or bars"
                    yield self._mistake(cell, f"{chart} shows nothing below zero", hint)
