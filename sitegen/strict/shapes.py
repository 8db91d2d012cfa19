"""What may stand in one place of a located tree, and the shapes of single values.

A `Shape` turns a node into a value, or notes in the `Reading` why it cannot. Nothing here
raises for a mistake of an editor.
"""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from math import isfinite
from typing import Any, Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import inspect

from sitegen.errors import Problem
from sitegen.spelling import value_meant
from sitegen.strict.moments import SHAPES, MomentError
from sitegen.strict.nodes import NULLS, Mapping, Node, Scalar, Sequence, hidden_in
from sitegen.strict.texts import (
    CURLY,
    FOR_READERS,
    MARKED,
    TAG,
    Entity,
    Setters,
    Wording,
    decoded,
    of_marks,
    of_tag,
    tidied,
)

WRONG: Final = object()
"""Stands for a value that could not be read; its problem is noted already."""

_LONGEST_SHOWN = 60


class Reading:
    """What is known while one tree is read, and what is found: problems, and places by path.

    `setters` give texts their last form, by their wording; `keys` are those of the whole.
    `remarks` are warnings; `entities` are HTML's that stood in texts, with their places.
    """

    __slots__ = ("entities", "keys", "name", "places", "problems", "remarks", "setters", "zone")

    def __init__(
        self, zone: ZoneInfo, name: str, setters: Setters, keys: Collection[str] = ()
    ) -> None:
        self.zone = zone
        self.name = name
        self.keys = keys
        self.setters = setters
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.entities: list[Entity] = []
        self.places: dict[str, tuple[int, int]] = {}

    def wrong(self, node: Node, message: str, hint: str = "") -> object:
        """Note a problem with a node."""
        self.problems.append(Problem("", node.line, node.column, message, hint))
        return WRONG

    def remark(self, node: Node, message: str, hint: str) -> None:
        """Note a warning about a node, whose value is taken all the same."""
        self.remarks.append(Problem("", node.line, node.column, message, hint, "warning"))

    def called(self, path: str) -> str:
        """Return what a message calls the value at a path: "`image.alt`", "an entry of `tags`"."""
        keys = ".".join(key for key in path.split(".") if not key.isdigit())
        entry = path.rpartition(".")[2].isdigit()
        return (f"an entry of `{keys}`" if entry else f"`{keys}`") if keys else self.name


Read: TypeAlias = Callable[[Any, str, Reading], object]


class Shape(NamedTuple):
    """What may stand in one place: in words, and how to read each kind of node that fits.

    `hints` has advice for kinds of nodes that do not fit; `{}` in it is the value as written.
    `keys` are those of a mapping that fits.
    """

    words: str
    readers: dict[type, Read]
    hints: dict[type, str]
    keys: tuple[str, ...] = ()

    def read(self, node: Node, path: str, reading: Reading) -> object:
        """Return the value of a node, after noting its place."""
        reading.places[path] = (node.line, node.column)
        if type(node) is Scalar and node.value is None and node.text in NULLS:
            is_key = not path.rpartition(".")[2].isdigit()
            hint = "write its value, or leave the key out" if is_key else ""
            return reading.wrong(node, f"{reading.called(path)} is empty", hint)
        reader = self.readers.get(type(node))
        return reader(node, path, reading) if reader else self.refuse(node, path, reading)

    def refuse(self, node: Node, path: str, reading: Reading, hint: str = "") -> object:
        """Note that something else is expected here."""
        hint = hint or self.hints.get(type(node), "").replace("{}", _entries(node))
        message = f"{reading.called(path)} must be {self.words}, not {shown(node)}"
        return reading.wrong(node, message, hint)


_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:and|&)\s+")
_FEW_WORDS = 3


def _entries(node: Node) -> str:
    """Return a value as the entries of a list that it was meant for: names, and no sentence."""
    text = getattr(node, "text", None) or str(node)
    parts = [it for it in _BETWEEN.split(text) if it]
    are_names = len(parts) > 1 and all(len(it.split()) <= _FEW_WORDS for it in parts)
    return ", ".join(parts) if are_names else str(node)


def shown(node: Node) -> str:
    """Return a node as messages show it."""
    if isinstance(node, Scalar):
        text = str(node)
        return f"`{text}`" if len(text) <= _LONGEST_SHOWN else f"`{text[:_LONGEST_SHOWN]}…`"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def listed(words: Iterable[str], last: str) -> str:
    """Return "`a`, `b` and `c`" if `last` is "and"."""
    *first, final = (f"`{word}`" for word in words)
    return f"{', '.join(first)} {last} {final}" if first else final


# Single values ------------------------------------------------------------------------------


def text_shape(kind: inspect.StrType, description: str = "", wording: Wording = "plain") -> Shape:
    """Accept strings, and plain YAML scalars as they are written.

    A description says in words what the type's pattern asks for; the wording, what it is for.
    """
    is_read, is_required = wording in FOR_READERS, bool(kind.min_length)
    fits = re.compile(kind.pattern).search if kind.pattern else None

    def read(node: Scalar, path: str, reading: Reading) -> object:
        text = node.text
        if text is None:
            return shape.refuse(node, path, reading, f'write `"{node}"`')
        if is_read and "<" in text and (tag := TAG.search(text)):
            reading.remark(node, *of_tag(tag[0], reading.called(path)))
        if is_read and "*" in text and (marked := MARKED.search(text)):
            reading.remark(node, *of_marks(marked[0], marked[1], reading.called(path)))
        if is_read and "&" in text:
            text, entities = decoded(text)
            reading.entities += ((node.line, node.column, it) for it in entities)
        if not text.isprintable() and (found := hidden_in(text)):
            message = f"{reading.called(path)} holds the hidden character U+{ord(found[0]):04X}"
            return reading.wrong(node, message, "type the text again without it")
        text = tidied(text, wording)
        if wording == "topic" and len(text) > 1 and text[0] in CURLY and text[-1] in CURLY:
            message = f"readers see the quotation marks of `{text}`"
            reading.remark(node, message, f"write `{text[1:-1]}`, or straight ones")
        if is_required and not text:
            return reading.wrong(node, f"{reading.called(path)} is empty")
        if fits and not fits(text):
            small = _NOT_OF_IDS.sub("-", text.lower()).strip("-")
            hint = f"write `{small}`" if wording == "name" and small and fits(small) else ""
            return shape.refuse(node, path, reading, hint)
        setter = reading.setters.get(wording)
        return setter(text) if setter else text

    words = description or (f"text that matches `{kind.pattern}`" if kind.pattern else "text")
    shape = Shape(words, {Scalar: read}, {Sequence: "write one value, without brackets or dashes"})
    return shape


_NOT_OF_IDS = re.compile(r"[^a-z0-9]+")
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_YES = frozenset({"true", "yes", "y", "on"})
_NO = frozenset({"false", "no", "n", "off"})


def boolean_shape() -> Shape:
    """Accept what YAML 1.2 or TOML call a boolean; advise about `yes` and `"true"`."""

    def convert(node: Scalar) -> object:
        if node.value is None:
            return _BOOLEANS.get(str(node.text))
        return node.value if isinstance(node.value, bool) else None

    def advise(node: Scalar) -> str:
        word = str(node.text).lower()
        return "write `true`" if word in _YES else "write `false`" if word in _NO else ""

    return _converted("`true` or `false`", convert, advise)


_WHOLE = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASES = {"0o": 8, "0x": 16}


def number_shape(kind: inspect.IntType | inspect.FloatType) -> Shape:
    """Accept what YAML 1.2 or TOML call a finite number, within the type's bounds."""
    whole = isinstance(kind, inspect.IntType)
    least, most = kind.ge, kind.le

    def convert(node: Scalar) -> object:
        number = node.value if node.value is not None else _number(str(node.text), whole=whole)
        if isinstance(number, bool) or not isinstance(number, int if whole else (int, float)):
            return None
        inside = (least is None or number >= least) and (most is None or number <= most)
        return number if inside and isfinite(number) else None

    def advise(node: Scalar) -> str:
        text = node.value if isinstance(node.value, str) else ""
        return f"write `{text}` without quotes" if _number(text, whole=whole) is not None else ""

    words = "a whole number" if whole else "a number"
    if least is not None:
        words += f" from {least} to {most}" if most is not None else f" of at least {least}"
    return _converted(words, convert, advise)


def _number(text: str, *, whole: bool) -> int | float | None:
    if whole:
        return int(text, _BASES.get(text[:2], 10)) if _WHOLE.fullmatch(text) else None
    return float(text) if _DECIMAL.fullmatch(text) else None


def literal_shape(words: list[str]) -> Shape:
    """Accept one of a few words."""
    return _converted(
        listed(filter(None, words), "or"),
        lambda node: node.text if node.text in words else None,
        lambda node: value_meant(str(node.text), words),
    )


def moment_shape(words: str, parse: Callable[[str, ZoneInfo], date]) -> Shape:
    """Accept texts that `parse` understands, and the dates and times of TOML."""

    def read(node: Scalar, path: str, reading: Reading) -> object:
        text = node.value.isoformat() if isinstance(node.value, date) else node.text
        if text is None:
            return shape.refuse(node, path, reading)
        try:
            return parse(text, reading.zone)
        except MomentError as error:
            return reading.wrong(node, f"{reading.called(path)}: {error.message}", error.hint)

    shape = Shape(words, {Scalar: read}, {Mapping: SHAPES, Sequence: SHAPES})
    return shape


def _converted(
    words: str,
    convert: Callable[[Scalar], object],
    advise: Callable[[Scalar], str] = lambda _: "",
) -> Shape:
    """Accept what `convert` does not answer with None."""

    def read(node: Scalar, path: str, reading: Reading) -> object:
        value = convert(node)
        return shape.refuse(node, path, reading, advise(node)) if value is None else value

    shape = Shape(words, {Scalar: read}, {})
    return shape
