"""Text and values that know their place: what the readers of YAML and TOML work on.

Bytes come in; out come characters with one kind of line end, and the nodes of a tree. Lines and
columns count from 1, columns in characters. A line ends where an editor ends it, at a line feed,
and nowhere else.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import TypeAlias

from msgspec import Struct

from sitegen.characters import beyond_ascii_bytes
from sitegen.errors import Problem, SiteError

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What no value may hold: control characters, line separators, and those that turn the reading
direction around, so that a text shows something else than it says."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n"})
_UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True, gc=False):
    """A single value.

    `text` holds the characters of a string, or of a plain YAML scalar as written; it is None
    for the numbers, booleans and dates of TOML. `value` is None for a plain YAML scalar, whose
    type depends on what is expected in its place; else it is the value, typed.
    """

    text: str | None
    value: object
    line: int
    column: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written here, or YAML's word for nothing."""
        return self.value is None and self.text in NULLS

    def __str__(self) -> str:
        text = str(self.value) if self.text is None else self.text
        if isinstance(self.value, bool):
            return text.lower()
        return f'"{text}"' if isinstance(self.value, str) else text


class Sequence(Struct, frozen=True, gc=False):
    """A list of values."""

    items: "tuple[Node, ...]"
    line: int
    column: int


class Mapping(Struct, frozen=True, gc=False):
    """Keys, each a text and there once, with their values, in the order of the file."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def problem_at(text: str, offset: int, message: str, hint: str = "") -> Problem:
    """Return a problem with the character at `offset`."""
    return Problem("", *place_of(text, offset), message, hint)


def hidden_in(text: str) -> re.Match[str] | None:
    """Return the first character of a text that no value may hold."""
    if text.isprintable():
        return None
    return _first(HIDDEN, text, text.encode("utf-8", "surrogatepass"))


def _first(pattern: re.Pattern[str], text: str, raw: bytes) -> re.Match[str] | None:
    """Return the first control character, or other rare one, for which a pattern looks.

    First the bytes of the text are asked whether there is any, in a tenth of the time.
    """
    controls = len(raw) != len(raw.translate(None, _ASCII_CONTROLS))
    is_rare = controls or (not text.isascii() and pattern.search(beyond_ascii_bytes(raw)))
    return pattern.search(text) if is_rare else None


def text_of(raw: bytes) -> str:
    """Return the text of a file, its lines ended by line feeds, without a byte order mark.

    Raises SiteError if the bytes are not UTF-8, or hold control characters or lone carriage
    returns.
    """
    if raw.startswith(_UTF16):
        raise SiteError([Problem("", 1, 1, "the file is in UTF-16", "save it as UTF-8")])
    raw = raw.removeprefix(BOM_UTF8)
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        message = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        bad = problem_at(before, len(before), message, "save the file as UTF-8")
        raise SiteError([bad]) from None
    if "\r" in text:
        hint = "save the file with the line ends of Unix (LF) or Windows (CRLF)"
        lone = problem_at(text, text.index("\r"), "a carriage return without a line feed", hint)
        raise SiteError([lone])
    if found := _first(_CONTROL, text, raw):
        message = f"the control character U+{ord(found[0]):04X} is not allowed"
        raise SiteError([problem_at(text, found.start(), message, "delete it")])
    return text
