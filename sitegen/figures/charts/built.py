"""A chart from what a block asks for and what a table holds, or what is wrong with the two.

Mistakes of the block stand in the story, mistakes of the table in the table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sitegen.chart_ref import ChartRef
from sitegen.errors import Problem
from sitegen.figures.charts.drawable import Drawable
from sitegen.figures.charts.values import Chart, Remark, Series, Steps
from sitegen.figures.tables import Cell, Table
from sitegen.spelling import did_you_mean

DIGITS = 15
"""Digits before the point, and behind it, of a number that a chart can show."""

_NUMBER = re.compile(r"[-\u2212+]?([0-9]+)(?:\.([0-9]+))?")
_TIMES: tuple[tuple[Steps, re.Pattern[str], str], ...] = (
    ("year", re.compile("[0-9]{4}"), "-01-01"),
    ("month", re.compile("[0-9]{4}-[0-9]{2}"), "-01"),
    ("day", re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), ""),
)
_NOTHING = frozenset({"-", "–", "—", "..", "...", "…", "n/a", "na", "n.a.", "null", "none", "?"})


class Builder:
    """Builds one chart; `typeset` makes of a text what readers see. Mistakes are `problems`."""

    def __init__(
        self,
        story: str,
        ref: ChartRef,
        path: str,
        table: Table,
        typeset: Callable[[str], str],
    ) -> None:
        self.problems: list[Problem] = []
        self._story = story
        self._ref = ref
        self._path = path
        self._table = table
        self._typeset = typeset
        self._numbers = {cell.text: number for number, cell in enumerate(table.columns)}

    def chart(self) -> Chart | None:
        """Return the chart; None if there is a problem."""
        ref, table, typeset = self._ref, self._table, self._typeset
        axis = self._column("x", ref.x) if ref.x else 0
        noted = self._column("notes", ref.notes) if ref.notes else None
        if self.problems:
            return None
        columns = self._shown(axis, noted)
        if self.problems:
            return None
        labels = [row[axis] for row in table.rows]
        steps = self._steps(labels)
        decimals, series = 0, []
        for number in columns:
            values = []
            for row in table.rows:
                value, digits = self._value(row[number])
                values.append(value)
                decimals = max(decimals, digits)
            series.append(Series(typeset(table.columns[number].text), tuple(values)))
        shown = tuple([it.text if steps else typeset(it.text) for it in labels])
        if not self.problems:
            self.problems += Drawable(self._story, ref, self._path, table, steps).faults(
                axis, columns
            )
        marked = () if self.problems else tuple(self._highlighted(steps, labels, columns))
        if self.problems:
            return None
        remarks = () if noted is None else tuple(self._remarks(noted))
        return Chart(
            type=ref.type,
            title=typeset(ref.title),
            axis=typeset(table.columns[axis].text),
            steps=steps,
            labels=shown,
            series=tuple(series),
            decimals=decimals,
            source=typeset(ref.source),
            license=ref.license,
            day=ref.day,
            url=ref.url,
            unit=typeset(ref.unit),
            alt=typeset(ref.alt),
            remarks=remarks,
            highlighted=marked,
            multiples=ref.multiples,
        )

    # What is wrong --------------------------------------------------------------------------

    def _report(self, key: str, message: str, hint: str) -> None:
        """Report a mistake of the block."""
        place = self._ref.places.get(key, (self._ref.line, self._ref.column))
        self.problems.append(Problem(self._story, *place, message, hint))

    def _mistake(self, cell: Cell, message: str, hint: str) -> Problem:
        """Return a mistake of the table."""
        return Problem(self._path, cell.line, cell.column, message, hint)

    def _column(self, key: str, name: str) -> int:
        if name in self._numbers:
            return self._numbers[name]
        listed = ", ".join(f"`{it}`" for it in self._numbers)
        hint = did_you_mean(name, self._numbers) or f"its columns are {listed}"
        self._report(key, f"the table has no column `{name}`", hint)
        return -1

    def _shown(self, axis: int, noted: int | None) -> list[int]:
        """Return the numbers of the columns that are drawn."""
        if not self._ref.y:
            return [it for it in self._numbers.values() if it not in {axis, noted}]
        found = [self._column("y", name) for name in self._ref.y]
        for name, number in zip(self._ref.y, found, strict=True):
            if number in {axis, noted}:
                self._report("y", f"`{name}` is no column of numbers here", "leave it out of `y`")
        return found

    def _steps(self, labels: Sequence[Cell]) -> Steps:
        """Return in what the rows count, and report what is wrong with times."""
        found = next((it for it in _TIMES if it[1].fullmatch(labels[0].text)), None)
        if found is None:
            self._same(labels)
            return ""
        steps, pattern, rest = found
        before = ""
        for cell in labels:
            if not pattern.fullmatch(cell.text):
                message = f"`{cell.text}` is no {steps} as those above it are"
                hint = f"write each as `{labels[0].text}`"
                self.problems.append(self._mistake(cell, message, hint))
                return steps
            try:
                date.fromisoformat(cell.text + rest)
            except ValueError:
                message = f"`{cell.text}` is not in the calendar"
                hint = "write years with four digits, and days as 2026-03-01"
                self.problems.append(self._mistake(cell, message, hint))
                return steps
            if cell.text <= before:
                again = "stands there twice" if cell.text == before else f"is before {before}"
                message = f"`{cell.text}` {again}"
                self.problems.append(self._mistake(cell, message, "put the rows in order of time"))
                return steps
            before = cell.text
        return steps

    def _same(self, labels: Sequence[Cell]) -> None:
        seen: set[str] = set()
        for cell in labels:
            if not cell.text:
                hint = "write what the row is about"
                self.problems.append(self._mistake(cell, "the row has no name", hint))
            elif cell.text in seen:
                message = f"two rows are called `{cell.text}`"
                self.problems.append(self._mistake(cell, message, "call one of them otherwise"))
            seen.add(cell.text)

    def _value(self, cell: Cell) -> tuple[Decimal | None, int]:
        """Return a number, and how many digits it has behind its point."""
        text = cell.text
        if not text:
            return None, 0
        match = _NUMBER.fullmatch(text)
        if match is None:
            self.problems.append(self._mistake(cell, f"`{text}` is not a number", _meant(text)))
            return None, 0
        whole, digits = match[1], (match[2] or "").rstrip("0")
        if len(whole) > DIGITS or len(digits) > DIGITS:
            hint = "round it, or count in thousands or millions"
            message = f"`{text}` has more digits than a chart can show"
            self.problems.append(self._mistake(cell, message, hint))
            return None, 0
        return Decimal(text.replace("\u2212", "-")), len(digits)

    def _highlighted(
        self, steps: Steps, labels: Sequence[Cell], columns: Sequence[int]
    ) -> Iterator[str]:
        names = [self._table.columns[it].text for it in columns]
        if not steps and self._ref.type in {"bar", "dot", "slope"}:
            names = [it.text for it in labels]
        for name in self._ref.highlight:
            if name not in names:
                hint = did_you_mean(name, names) or "write it as the table does"
                self._report("highlight", f"the chart shows no `{name}`", hint)
            yield self._typeset(name)

    def _remarks(self, column: int) -> Iterator[Remark]:
        for number, row in enumerate(self._table.rows):
            if row[column].text:
                yield Remark(number, self._typeset(row[column].text))


def _meant(text: str) -> str:
    """Return what to write instead of something that is no number."""
    if text.lower() in _NOTHING:
        return "leave the cell empty where nothing is known"
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", bare):
        return f"write it without commas: {bare.replace(',', '')}"
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})*,[0-9]+", bare):
        point = bare.replace(".", "").replace(",", ".")
        return f"decimals stand behind a point: {point}"
    if bare.endswith("%"):
        return "leave out the sign, and say `unit: per cent` in the block"
    if _NUMBER.fullmatch(bare):
        return f"write it without blanks: {bare}"
    return "write digits alone, such as 1200 or 4.5; the block's `unit` says of what"
