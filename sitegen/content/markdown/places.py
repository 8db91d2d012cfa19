"""Where things stand in a text: offsets to lines and columns of the file that holds it."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, count
from operator import add

Place = tuple[int, int]
"""Line and column in the file, both from 1."""

_PATIENCE = 20
"""How many times its length a text is searched in vain; then a place is that of its block."""
_REJECTED = 50
"""What it costs to look at words that stand there and are not meant, in characters searched."""


class Places:
    """The lines of one text, whose first line is line `first_line` of its file."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.first_line = first_line

    @cached_property
    def _starts(self) -> list[int]:
        lengths = map(len, self.text.split("\n")[:-1])
        return list(map(add, accumulate(lengths, initial=0), count()))

    def line(self, index: int) -> int:
        """Return the file's line of the text's line `index`, which counts from 0."""
        return self.first_line + index

    def at(self, offset: int) -> Place:
        """Return the place of a character."""
        index = bisect_right(self._starts, offset) - 1
        return self.first_line + index, offset - self._starts[index] + 1

    def offset(self, line: int, column: int) -> int:
        """Return where a place of the file is in the text; its end if it has no such line."""
        starts, index = self._starts, line - self.first_line
        return starts[index] + column - 1 if 0 <= index < len(starts) else len(self.text)

    def span(self, lines: Sequence[int] | None) -> tuple[int, int]:
        """Return the offsets of the lines `[first, behind the last)`; of the text if unknown."""
        if lines is None:
            return 0, len(self.text)
        starts = self._starts
        first, behind = lines
        end = starts[behind] if behind < len(starts) else len(self.text)
        return (starts[first] if first < len(starts) else end), end

    def source(self, index: int) -> str:
        """Return line `index` without its end."""
        starts = self._starts
        if index >= len(starts):
            return ""
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(self.text)
        return self.text[starts[index] : end]

    def within(self, index: int, words: str) -> Place:
        """Return where `words` begin on line `index`; column 1 if they are not there."""
        return self.line(index), max(self.source(index).find(words), 0) + 1


class Finder:
    """Finds in the source what the parser gives no place for, one block after the other."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._lines: Sequence[int] | None = None
        self._cursor = 0
        self._left = _PATIENCE * (len(places.text) + 1000)

    def enter(self, lines: Sequence[int] | None) -> None:
        """Go to the lines of a block; a block on the same lines is searched further on."""
        if lines != self._lines:
            self._lines, self._cursor = lines, 0

    def first(self) -> Place:
        """Return where the block begins."""
        return self._begin(self._lines)

    def words(self, words: str) -> Place | None:
        """Return where the next such words stand, unless a backslash makes them plain text."""
        text = self._places.text
        start, end = self._places.span(self._lines)
        at = self._find(words, max(start, self._cursor), end)
        if at < 0:
            return None
        self._cursor = at + 1
        return None if at and text[at - 1] == "\\" else self._places.at(at)

    def target(self, written: str, definition: Sequence[int] | None = None) -> Place:
        """Return where a target stands: behind its label, or on the lines of its definition."""
        if definition:
            at = self._target(written, *self._places.span(definition))
            return self._begin(definition) if at is None else self._places.at(at)
        start, end = self._places.span(self._lines)
        at = self._target(written, max(start, self._cursor), end)
        if at is None:
            at = self._target(written, start, end)
        if at is None:
            return self.first()
        self._cursor = at + len(written)
        return self._places.at(at)

    def _target(self, written: str, start: int, end: int) -> int | None:
        text = self._places.text
        at = self._find(written, start, end)
        while at >= 0:
            before = text[max(0, at - 20) : at].rstrip()
            if before.endswith(("](", "](<", "]:", "]:<")) or (before.endswith("<") and written):
                return at
            self._left -= _REJECTED
            at = self._find(written, at + 1, end)
        return None

    def _find(self, words: str, start: int, end: int) -> int:
        if self._left < 0:
            return -1
        at = self._places.text.find(words, start, end)
        if at < 0:
            self._left -= end - start
        return at

    def _begin(self, lines: Sequence[int] | None) -> Place:
        return self._places.line(lines[0] if lines else 0), 1
