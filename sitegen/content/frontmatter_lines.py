"""Front matter of plain lines, read as YAML reads it and several times as fast.

Most front matter is `key: value` and lists of these. Where every line is one of a few that can
mean one thing only, their tree is known without YAML's scanner, whose work for it takes longer
than a story's Markdown. Of all else nothing is said here: YAML reads it, finds its mistakes, and
decides what it means.
"""

import re
from typing import Final, TypeAlias

from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence

_LINE = re.compile(r"^( *)(- )?(?:([A-Za-z_][A-Za-z0-9_-]*):( +(?=\S)|$))?(.*)$", re.MULTILINE)
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
    return root if isinstance(root, Mapping) and lines.is_read else None


_Line: TypeAlias = tuple[int, int, bool, str, str, int]
"""A line: its number in the file, its indentation, whether it begins with the dash of an entry, a
key, a text, and the column of that."""

_END: Final[_Line] = (0, -1, False, "", "", 0)


class _Lines:
    """Lines of a front matter, read one by one."""

    def __init__(self, block: str) -> None:
        self._lines = _lines(block)
        self._at = 0

    @property
    def is_read(self) -> bool:
        """Whether no line is left."""
        return self._lines[self._at] is _END

    def collection(self, least: int) -> Mapping | Sequence:
        """Read the list or the mapping that begins on the next line, at least so far indented."""
        line = self._lines[self._at]
        indent, is_entry = line[1], line[2]
        if not least <= indent <= _DEEPEST:
            raise _OtherError
        return self._sequence(indent) if is_entry else self._mapping(indent)

    def _sequence(self, indent: int) -> Sequence:
        items: list[Node] = []
        first, at, is_entry, key, _, _ = line = self._lines[self._at]
        while is_entry and at == indent:
            if key:
                items.append(self._mapping(indent + 2))
            else:
                items.append(_value(line))
                self._at += 1
            _, at, is_entry, key, _, _ = line = self._lines[self._at]
        return Sequence(tuple(items), first, indent + 1)

    def _mapping(self, indent: int) -> Mapping:
        """Read a mapping, the first of whose lines may begin with the dash of an entry."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        lines = self._lines
        line = lines[self._at]
        first = line[0]
        while True:
            number, _, _, key, text, _ = line
            if not key or key in entries:
                raise _OtherError
            self._at += 1
            value = _value(line) if text else self._below(indent)
            entries[key] = Scalar(key, None, number, indent + 1), value
            line = lines[self._at]
            if line[1] != indent or line[2]:
                return Mapping(tuple(entries.values()), first, indent + 1)

    def _below(self, indent: int) -> Node:
        """Read what stands below a key; a list may begin in its column."""
        is_entry = self._lines[self._at][2]
        return self.collection(indent if is_entry else indent + 1)


def _lines(block: str) -> list[_Line]:
    """Return the lines that say something, and an end."""
    lines: list[_Line] = []
    for number, (blanks, dash, key, space, text) in enumerate(_LINE.findall(block), 1):
        if key:
            column = len(blanks) + len(dash) + len(key) + len(space) + 2
        elif dash or (text and text[0] != "#") or (blanks and not text):
            column = len(blanks) + len(dash) + 1
        else:  # an empty line, or a comment
            continue
        lines.append((number, len(blanks), dash != "", key, text, column))
    lines.append(_END)
    return lines


def _value(line: _Line) -> Node:
    """Return what stands behind a key or a dash."""
    number, _, _, _, text, column = line
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
