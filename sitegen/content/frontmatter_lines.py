"""Front matter of plain lines, read as YAML reads it and several times as fast.

Most front matter is `key: value` and lists of these. Where every line is one of a few that can
mean one thing only, their tree is known without YAML's scanner, whose work for it takes longer
than a story's Markdown. Of all else nothing is said here: YAML reads it, finds its mistakes, and
decides what it means.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence

_LINE = re.compile(r"( *)(- )?(?:([A-Za-z_][A-Za-z0-9_-]*):(?: +(?=\S)|$))?(.*)")
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")
_ENTRY = re.compile(r" *([^\W_][\w ./-]*?) *")
_DEEPEST: Final = 8
"""Columns of indentation."""


class _OtherError(Exception):
    """Something stands here that is not plain."""


def plain_mapping(block: str) -> Mapping | None:
    """Return the tree of a front matter whose characters are readable; None if it is not plain."""
    if "\t" in block:
        return None
    lines = _Lines(block)
    try:
        root = lines.collection(0)
    except _OtherError:
        return None
    return root if isinstance(root, Mapping) and lines.next is _END else None


class _Line(Struct, frozen=True, gc=False):
    """A line: its number in the file, and what it is made of; `column` is that of its `text`."""

    number: int
    indent: int
    is_entry: bool
    key: str
    text: str
    column: int


_END: Final = _Line(0, -1, False, "", "", 0)


class _Lines:
    """Lines of a front matter, read one by one; `next` is the one to be read."""

    def __init__(self, block: str) -> None:
        self._lines = _lines(block)
        self.next = next(self._lines, _END)

    def _take(self) -> _Line:
        line = self.next
        self.next = next(self._lines, _END)
        return line

    def collection(self, least: int) -> Mapping | Sequence:
        """Read the list or the mapping that begins on the next line, at least so far indented."""
        indent = self.next.indent
        if not least <= indent <= _DEEPEST:
            raise _OtherError
        return self._sequence(indent) if self.next.is_entry else self._mapping(indent)

    def _sequence(self, indent: int) -> Sequence:
        items: list[Node] = []
        first = self.next.number
        while self.next.is_entry and self.next.indent == indent:
            items.append(self._mapping(indent + 2) if self.next.key else _value(self._take()))
        return Sequence(tuple(items), first, indent + 1)

    def _mapping(self, indent: int) -> Mapping:
        """Read a mapping, the first of whose lines may begin with the dash of an entry."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        first = self.next.number
        while True:
            line = self._take()
            key = line.key
            if not key or key in entries:
                raise _OtherError
            value = _value(line) if line.text else self._below(indent)
            entries[key] = Scalar(key, None, line.number, indent + 1), value
            if self.next.indent != indent or self.next.is_entry:
                return Mapping(tuple(entries.values()), first, indent + 1)

    def _below(self, indent: int) -> Node:
        """Read what stands below a key; a list may begin in its column."""
        return self.collection(indent if self.next.is_entry else indent + 1)


def _lines(block: str) -> Iterator[_Line]:
    for number, written in enumerate(block.split("\n"), 1):
        if not written or written.lstrip(" ")[:1] == "#":
            continue
        if line := _LINE.fullmatch(written):
            blanks, dash, key, text = line.groups()
            yield _Line(number, len(blanks), bool(dash), key or "", text, line.start(4) + 1)


def _value(line: _Line) -> Node:
    """Return what stands behind a key or a dash."""
    text, number, column = line.text, line.number, line.column
    if not text:
        raise _OtherError
    if text[0].isalnum():
        if ": " in text or " #" in text or text[-1] in ": ":
            raise _OtherError
        return Scalar(text, None, number, column)
    if quoted := _QUOTED.fullmatch(text):
        said = quoted[quoted.lastindex or 0]
        return Scalar(said, said, number, column)
    if text[0] == "[" and text[-1] == "]":
        return Sequence(tuple(_entries(text, number, column)), number, column)
    raise _OtherError


def _entries(text: str, number: int, column: int) -> list[Scalar]:
    """Return the entries of a list in brackets."""
    entries: list[Scalar] = []
    at = 1
    for written in text[1:-1].split(",") if text != "[]" else ():
        entry = _ENTRY.fullmatch(written)
        if entry is None:
            raise _OtherError
        entries.append(Scalar(entry[1], None, number, column + at + entry.start(1)))
        at += len(written) + 1
    return entries
