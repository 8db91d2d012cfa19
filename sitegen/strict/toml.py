"""TOML to a located tree: the home of tomllib, which does not tell where a value stands.

tomllib reads the text first, so that what it accepts is valid; then a small scanner goes over
the same text for nothing but places.
"""

import re
import tomllib
from typing import Final, NamedTuple, TypeAlias

from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import Mapping, Node, Scalar, Sequence, place_of, text_of

_Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_HEADER_END = re.compile(r"[ \t]*\]{1,2}")
_SCALAR = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}'''
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
    r"""|[0-9]{4}-[0-9]{2}-[0-9]{2}\ [0-9:.]+[^\s,\]}#]*|[^\s,\]}#]+""",
    re.DOTALL,
)
_WHERE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


class _Mistake(NamedTuple):
    """What tomllib complains of, in words of this project; `of_key` if a key may be what it is."""

    message: str
    hint: str
    of_key: bool = False


_END_QUOTE = "end the value with the same quote"
_MISTAKES = {
    "Cannot": _Mistake("this is there already", "delete one of the two"),
    "Illegal character '\\n'": _Mistake("this quote is never closed", _END_QUOTE),
    "Invalid value": _Mistake("this is no value of TOML", "put text in quotes"),
    "Expected newline": _Mistake("there is text behind the end of the value", "put text in quotes"),
    "Expected '='": _Mistake("there is no `=` behind the key", "write `key = value`", of_key=True),
    "Expected ']'": _Mistake("there is no `]` behind the key", "write `[key]`", of_key=True),
    "Invalid initial": _Mistake("this cannot begin a key", "write `[key]`", of_key=True),
    "Unclosed array": _Mistake("this list is never closed", "end it with `]`"),
    "Invalid statement": _Mistake("this is no line of TOML", "write `key = value`", of_key=True),
}
"""By the beginning of a complaint: tomllib tells its mistakes apart by nothing else."""

_QUOTES = "a key of several words, or with letters beyond a to z, stands in quotes"

_MEANT: Final = (
    (
        "Expected '='",
        r"[ \t]*(?P<word>[\w-]+)[ \t]*\0:",
        "behind a key stands `=`, and no colon",
        "write `{word} = …`",
    ),
    (
        "Invalid value",
        r".*\0(?P<word>True|TRUE|yes|Yes|on)\b",
        "`{word}` is no value of TOML",
        "write `true`",
    ),
    (
        "Invalid value",
        r".*\0(?P<word>False|FALSE|no|No|off)\b",
        "`{word}` is no value of TOML",
        "write `false`",
    ),
    (
        "Invalid value",
        r".*\0[“”„‟«»‘’]",
        "these are quotation marks of a text, and none of TOML",
        'write straight ones: `"…"`',
    ),
    (
        "Expected newline",
        r".*\0(?P<word>[,;])[ \t]*(?:#.*)?$",
        "`{word}` stands behind the end of the value",
        "delete it",
    ),
    (
        "Cannot",
        r"[ \t]*\[(?P<word>[^\[\]\0]+)\0?\]",
        "`[{word}]` is there already",
        "if there may be several, write `[[{word}]]` each time; if not, make one of the two",
    ),
    (
        "Unclosed array",
        r".*\0[\"'\[{0-9]",
        "a comma is missing between two entries of the list",
        'write `["one", "two"]`',
    ),
    (
        "Invalid statement",
        r"[ \t]*\0[“”„‟«»‘’]*(?P<word>[^\s=“”„‟«»‘’]+)[“”„‟«»‘’]*[ \t]*=",
        "a key like this stands in quotes",
        'write `"{word}" = …`',
    ),
    (
        "Unescaped '\\'",
        r".*",
        "a backslash in double quotes begins an escape, and this is none",
        "write `/` in a path, or two backslashes",
    ),
)
"""What was meant, by the beginning of a complaint and its line, where NUL stands at its place."""


def read_toml(raw: bytes) -> Mapping:
    """Return the tree of a TOML file. Raises SiteError."""
    text = text_of(raw)
    try:
        values = tomllib.loads(text)
        places = _Places(text)
        return places.mapping(values)
    except tomllib.TOMLDecodeError as error:
        raise SiteError([_explained(text, str(error))]) from None
    except (RecursionError, ValueError):  # brackets without end, a number without end
        raise SiteError([Problem("", 1, 1, "this is too large a value for TOML")]) from None


def _explained(text: str, said: str) -> Problem:
    """Return tomllib's complaint in words of this project, at its place."""
    where = _WHERE.search(said)
    place = place_of(text, len(text.rstrip()))
    if where and where["line"]:
        place = int(where["line"]), int(where["column"])
    complaint = _WHERE.sub("", said)
    line = text.split("\n")[place[0] - 1]
    marked = f"{line[: place[1] - 1]}\0{line[place[1] - 1 :]}"
    for beginning, pattern, message, hint in _MEANT:
        if complaint.startswith(beginning) and (found := re.match(pattern, marked)):
            words = found.groupdict()
            return Problem("", *place, message.format(**words), hint.format(**words))
    for beginning, mistake in _MISTAKES.items():
        if complaint.startswith(beginning):
            letter = line[place[1] - 1 : place[1]]
            in_quotes = f"; {_QUOTES}" if mistake.of_key and letter.isalpha() else ""
            return Problem("", *place, mistake.message, f"{mistake.hint}{in_quotes}")
    return Problem("", *place, f"this is not TOML: {complaint[:1].lower()}{complaint[1:]}")


class _Places:
    """Where the keys and the values of a valid TOML text stand, by their paths."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._keys: dict[_Path, int] = {}
        self._values: dict[_Path, int] = {(): 0}
        self._lengths: dict[_Path, int] = {}
        self._scan()

    def mapping(self, table: dict[str, object], path: _Path = ()) -> Mapping:
        """Return the node of the table at `path`."""
        entries = []
        for key, value in table.items():
            below = (*path, key)
            place = place_of(self._text, self._keys.get(below, 0))
            entries.append((Scalar(key, key, *place), self._node(value, below)))
        return Mapping(tuple(entries), *self._place(path))

    def _node(self, value: object, path: _Path) -> Node:
        if isinstance(value, dict):
            return self.mapping(value, path)
        if isinstance(value, list):
            items = tuple(self._node(item, (*path, at)) for at, item in enumerate(value))
            return Sequence(items, *self._place(path))
        return Scalar(value if isinstance(value, str) else None, value, *self._place(path))

    def _place(self, path: _Path) -> tuple[int, int]:
        return place_of(self._text, self._values.get(path, 0))

    def _scan(self) -> None:
        table: _Path = ()
        at = self._after(_BLANK, 0)
        while at < len(self._text):
            if self._text[at] == "[":
                several = self._text.startswith("[[", at)
                keys, end = self._dotted(at + 1 + several)
                table = self._header(keys, several=several)
                at = self._after(_HEADER_END, end)
            else:
                at = self._pair(at, table)
            at = self._after(_BLANK, at)

    def _header(self, keys: list[tuple[str, int]], *, several: bool) -> _Path:
        """Note a table's header and return the table's path."""
        path: _Path = ()
        for key, start in keys:
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
            path = (*path, key)
            self._note(path, start)
        if several:
            number = self._lengths.get(path, 0)
            self._lengths[path] = number + 1
            path = (*path, number)
            self._note(path, keys[-1][1])
        return path

    def _pair(self, at: int, table: _Path) -> int:
        """Note `key = value` and return where it ends."""
        keys, end = self._dotted(at)
        path = table
        for key, start in keys:
            path = (*path, key)
            self._note(path, start)
        return self._value(self._after(_EQUALS, end), path)

    def _value(self, at: int, path: _Path) -> int:
        """Note a value and what is in it, and return where it ends."""
        self._values[path] = at
        opening = self._text[at]
        if opening not in "[{":
            return self._after(_SCALAR, at)
        closing = "]" if opening == "[" else "}"
        number = 0
        at = self._after(_BLANK, at + 1)
        while self._text[at] != closing:
            at = self._value(at, (*path, number)) if opening == "[" else self._pair(at, path)
            number += 1
            at = self._after(_BLANK, at)
            if self._text[at] == ",":
                at = self._after(_BLANK, at + 1)
        return at + 1

    def _dotted(self, at: int) -> tuple[list[tuple[str, int]], int]:
        """Return the parts of a dotted key with their places, and where it ends."""
        keys = []
        at = self._after(_BLANK, at)
        while True:
            end = self._after(_KEY, at)
            word = self._text[at:end]
            keys.append((tomllib.loads(f"key = {word}")["key"] if word[0] in "\"'" else word, at))
            dot = _DOT.match(self._text, end)
            if dot is None:
                return keys, end
            at = dot.end()

    def _note(self, path: _Path, at: int) -> None:
        self._keys.setdefault(path, at)
        self._values.setdefault(path, at)

    def _after(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        if match is None:
            raise ValueError(f"tomllib and the scanner disagree at character {at}")
        return match.end()
