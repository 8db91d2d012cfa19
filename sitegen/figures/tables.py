"""CSV files as newsrooms keep them (RFC 4180), read strictly: every cell keeps its line and column.

Pure: bytes in, a table or what is wrong with it out. A mark of the byte order, which spreadsheets
write, is passed over; whatever would have to be guessed is a mistake.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from sitegen.errors import Problem
from sitegen.strict.texts import tidied

MOST_ROWS = 1000
MOST_COLUMNS = 40

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_AS_CSV = "save it as “CSV UTF-8 (comma delimited)”"
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class Cell(NamedTuple):
    """What stands in one place of a table, and where it begins in the file, counted from 1."""

    text: str
    line: int
    column: int


class Table(Struct, frozen=True):
    """The first line of a file, and all others, each with as many cells."""

    columns: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def read_table(raw: bytes, path: str) -> Table | tuple[Problem, ...]:
    """Return the table that a file holds, or what is wrong with it, each mistake in its place."""
    text = _text(raw, path)
    if isinstance(text, Problem):
        return (text,)
    found: list[tuple[Cell, ...]] = []
    problems: list[Problem] = []
    for row in _Reader(text, path, problems).rows():
        if any(cell.text for cell in row):
            found.append(row)
        if len(found) > MOST_ROWS + 1:
            hint = "leave out what the chart does not show"
            message = f"a table has at most {MOST_ROWS:,} rows"
            problems.append(Problem(path, row[0].line, 1, message, hint))
            break
    if problems:
        return tuple(problems)
    columns, *rows = found
    problems += _of_columns(path, columns)
    if not problems:
        problems += _of_rows(path, columns, rows)
    return tuple(problems) or Table(columns, tuple(rows))


def _text(raw: bytes, path: str) -> str | Problem:
    """Return a file as text, if it is some, and if there is any."""
    line = 1
    try:
        text = raw.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        text = "\0"
    if raw.startswith(_WIDE) or "\0" in text:
        return Problem(path, line, 1, "the table is not in UTF-8", _AS_CSV)
    if not text.strip(" \t\r\n,"):
        hint = "its first line names the columns, as in `year,ships`"
        return Problem(path, 1, 1, "the table is empty", hint)
    first, *_ = text.splitlines()
    for sign, called in _SEPARATORS.items():
        if sign in first and "," not in first:
            message, hint = f"{called} stand between the columns", f"commas stand there: {_AS_CSV}"
            return Problem(path, 1, first.index(sign) + 1, message, hint)
    return text


def _of_columns(path: str, columns: tuple[Cell, ...]) -> Iterator[Problem]:
    if len(columns) < 2:  # noqa: PLR2004 - what is shown, and how much of it
        first = columns[0]
        hint = "the first line names the columns: `year,ships`"
        yield Problem(path, first.line, first.column, "the table has one column", hint)
    elif len(columns) > MOST_COLUMNS:
        cell = columns[MOST_COLUMNS]
        hint = "leave out those that the chart does not show"
        message = f"a table has at most {MOST_COLUMNS} columns"
        yield Problem(path, cell.line, cell.column, message, hint)
    seen: set[str] = set()
    for number, cell in enumerate(columns, 1):
        if not cell.text:
            message = f"column {number} has no name"
            yield Problem(path, cell.line, cell.column, message, "write what it holds")
        elif cell.text in seen:
            message = f"two columns are called `{cell.text}`"
            yield Problem(path, cell.line, cell.column, message, "call one of them otherwise")
        seen.add(cell.text)


def _of_rows(
    path: str, columns: tuple[Cell, ...], rows: list[tuple[Cell, ...]]
) -> Iterator[Problem]:
    if not rows:
        cell = columns[0]
        hint = "write a line for each year, or for whatever is shown"
        yield Problem(path, cell.line, cell.column, "the table has no rows", hint)
    for row in rows:
        if len(row) < len(columns):
            missing, last = columns[len(row)].text, row[-1]
            message = f"the row has {len(row)} of {len(columns)} cells: `{missing}` is missing"
            hint = "write a comma for each cell, also for an empty one"
            yield Problem(path, last.line, last.column, message, hint)
        elif len(row) > len(columns):
            message = f"the row has {len(row)} cells, and there are {len(columns)} columns"
            hint = 'a cell with a comma in it stands in quotes: "Korea, South"'
            extra = row[len(columns)]
            yield Problem(path, extra.line, extra.column, message, hint)


class _Reader:
    """Reads one text, from the first character to the last."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
        self._path = path
        self._problems = problems
        self._at = 0
        self._line = 1
        self._begin = 0
        """Where the line begins."""

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows; reading ends at the first mistake, since quotes carry it on."""
        while self._at < len(self._text) and not self._problems:
            cells = [self._cell()]
            while self._text[self._at] == "," and not self._problems:
                self._at += 1
                cells.append(self._cell())
            self._next_line()
            yield tuple(cells)

    def _next_line(self) -> None:
        self._at += 1
        self._line += 1
        self._begin = self._at

    def _cell(self) -> Cell:
        """Read a cell, up to the comma or the end of the line behind it."""
        text = self._text
        line, start = self._line, self._at
        column = start - self._begin + 1
        if text[start] == '"':
            return Cell(self._quoted(line, column), line, column)
        end = text.index("\n", start)
        comma = text.find(",", start, end)
        self._at = comma if comma >= 0 else end
        words = text[start : self._at]
        if '"' in words:
            at = column + words.index('"')
            hint = 'put the whole cell in quotes, and write "" for each quotation mark in it'
            message = "a quotation mark in the middle of a cell"
            self._problems.append(Problem(self._path, line, at, message, hint))
        return Cell(tidied(words, "name"), line, column)

    def _quoted(self, line: int, column: int) -> str:
        text, parts = self._text, []
        at = self._at + 1
        while True:
            end = text.find('"', at)
            if end < 0:
                hint = "end it with a quotation mark"
                message = "a cell in quotes does not end"
                self._problems.append(Problem(self._path, line, column, message, hint))
                self._at = len(text) - 1
                return ""
            parts.append(text[at:end])
            if text[end + 1] != '"':
                break
            parts.append('"')
            at = end + 2
        within = text.count("\n", self._at, end)
        if within:
            self._line += within
            self._begin = text.rindex("\n", 0, end) + 1
        self._at = end + 1
        if text[self._at] not in ",\n":
            hint = 'write "" for a quotation mark in it'
            at = self._at - self._begin + 1
            message = "a cell goes on behind its quotation mark"
            self._problems.append(Problem(self._path, self._line, at, message, hint))
            self._at = text.index("\n", self._at)
        return tidied("".join(parts), "name")
