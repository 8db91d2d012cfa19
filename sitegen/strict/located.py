"""The strict decoder: a located tree and the type of a struct in; the struct, or its problems, out.

What may stand where is read from the type, once: `str`, `int`, `float`, `bool`, `Literal`,
`date`, `datetime`, tuples, dicts, structs, and unions of these that differ in the kind of node.
The type also decides what a plain YAML scalar means: where text is expected, `NO` and 1984 are
text. Nothing here raises for a mistake of an editor.
"""

from collections.abc import Mapping as Mapping_
from functools import cache, partial
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, inspect

from sitegen.errors import Problem
from sitegen.spelling import key_meant
from sitegen.strict.moments import parse_day, parse_moment
from sitegen.strict.nodes import Mapping, Scalar, Sequence
from sitegen.strict.shapes import (
    WRONG,
    Reading,
    Shape,
    boolean_shape,
    listed,
    literal_shape,
    moment_shape,
    number_shape,
    text_shape,
)
from sitegen.strict.texts import Entity, Setters

T = TypeVar("T", bound=Struct)
Made = TypeVar("Made")


class Decoded(Struct, Generic[T], frozen=True):
    """What a tree holds.

    `value` is None if there are problems, which have no path yet; `partial` has those keys of
    the top level that are right. `places` leads from a key's path ("image.src", "authors.0") to
    the line and column of its value. `remarks` are warnings, without a path; `entities` are those
    of HTML in texts that are none.
    """

    value: T | None
    problems: tuple[Problem, ...]
    places: dict[str, tuple[int, int]]
    partial: dict[str, object]
    remarks: tuple[Problem, ...] = ()
    entities: tuple[Entity, ...] = ()


def decode(
    node: Mapping,
    shape: type[T],
    *,
    zone: ZoneInfo,
    name: str,
    setters: Setters = MappingProxyType({}),
) -> Decoded[T]:
    """Read the tree as a `shape`, a struct's type; `name` is what messages call it: "an article".

    `zone` is the newsroom's, for moments without an offset. `setters` give texts their last
    form, by their wording.
    """
    record = _record(shape)
    reading = Reading(zone, name, setters, frozenset(record.shapes))
    values = record.values(node, "", reading)
    right = {key: value for key, value in values.items() if value is not WRONG}
    whole = None if reading.problems else record.made(shape, right)
    return Decoded(
        whole,
        tuple(reading.problems),
        reading.places,
        right,
        tuple(reading.remarks),
        tuple(reading.entities),
    )


class _Record(NamedTuple):
    """The keys of a struct, and what each may hold."""

    shapes: dict[str, Shape]
    required: tuple[str, ...]
    renamed: dict[str, str]
    spared: Mapping_[str, tuple[str, str]]

    def made(self, kind: type[Made], values: dict[str, object]) -> Made:
        """Return a struct of these values. Keys that Python keeps to itself have another name."""
        names = self.renamed
        if not names:
            return kind(**values)
        return kind(**{names.get(key, key): value for key, value in values.items()})

    def values(self, node: Mapping, path: str, reading: Reading) -> dict[str, object]:
        """Return what the keys hold; WRONG for each that is unknown, unreadable or missing."""
        above = f"{path}." if path else ""
        values: dict[str, object] = {}
        meant: set[str] = set()
        open_ = ""  # the key above that has no value
        required = self._required(node) if self.spared else self.required
        for key, value in node.entries:
            name = str(key.text)
            shape = self.shapes.get(name)
            is_empty = type(value) is Scalar and value.is_empty
            if shape is None:
                meant.add(key_meant(name, self.shapes).key)
                hint = self._advice(name, open_, path, reading)
                values[name] = reading.wrong(key, f"unknown key `{name}`", hint)
                continue
            open_ = name if is_empty else ""
            if name in required or not is_empty:
                values[name] = shape.read(value, above + name, reading)
        for name in required:
            if name not in values:
                values[name] = WRONG
                if name not in meant:
                    hint = f"{reading.called(path)} needs {listed(required, 'and')}"
                    reading.wrong(node, f"{reading.called(above + name)} is missing", hint)
        return values

    def _advice(self, name: str, open_: str, path: str, reading: Reading) -> str:
        """Return a hint about a key that there is not; `open_` is one above it without a value."""
        if open_ and name in self.shapes[open_].keys:
            return f"it is a key of `{open_}`: begin its line with two blanks"
        if near := key_meant(name, self.shapes).hint:
            return near
        if path and name in reading.keys:
            if reading.name.endswith(".toml"):
                return "it is a key of the whole file: write it above the first line in brackets"
            return f"it is a key of {reading.name}: begin its line without blanks"
        return f"{reading.called(path)} has the keys {listed(self.shapes, 'and')}"

    def _required(self, node: Mapping) -> tuple[str, ...]:
        """Return the keys that may not be missing, seeing what others say."""
        said = {(key.text, value.text) for key, value in node.entries if type(value) is Scalar}
        return tuple(it for it in self.required if self.spared.get(it) not in said)


@cache
def _record(kind: type) -> _Record:
    fields = inspect.type_info(kind)
    if not isinstance(fields, inspect.StructType):
        raise TypeError(f"{kind} is no struct")
    shapes = {field.encode_name: _shape(field.type) for field in fields.fields}
    spared = getattr(kind, "REQUIRED", {})
    named = [it.encode_name for it in fields.fields if it.required or it.encode_name in spared]
    renamed = {it.encode_name: it.name for it in fields.fields if it.encode_name != it.name}
    return _Record(shapes, tuple(named), renamed, spared)


def _shape(kind: inspect.Type, notes: inspect.Metadata | None = None) -> Shape:  # noqa: C901, PLR0911, PLR0912 - one case a type
    """Return what a type accepts; `notes` are those of its annotation."""
    match kind:
        case inspect.Metadata():
            return _shape(kind.type, kind)
        case inspect.UnionType():
            return _union([_shape(it) for it in kind.types if not isinstance(it, inspect.NoneType)])
        case inspect.StructType():
            return _struct(kind.cls)
        case inspect.VarTupleType():
            return _list(_shape(kind.item_type), kind.min_length or 0, kind.max_length)
        case inspect.TupleType():
            return _row([_shape(item) for item in kind.item_types])
        case inspect.DictType():
            return _table(_shape(kind.value_type))
        case inspect.StrType():
            schema = (notes and notes.extra_json_schema) or {}
            wording = ((notes and notes.extra) or {}).get("wording", "plain")
            return text_shape(kind, schema.get("description", ""), wording)
        case inspect.BoolType():
            return boolean_shape()
        case inspect.IntType() | inspect.FloatType():
            return number_shape(kind)
        case inspect.LiteralType():
            return literal_shape([str(value) for value in kind.values])
        case inspect.DateTimeType():
            absolute = bool(notes and notes.extra and notes.extra.get("absolute"))
            return moment_shape("a date", partial(parse_moment, absolute=absolute))
        case inspect.DateType():
            return moment_shape("a day", lambda text, _: parse_day(text))
        case _:
            raise TypeError(f"there is no way to read {kind}")


def _union(parts: list[Shape]) -> Shape:
    readers = {node: read for part in parts for node, read in part.readers.items()}
    hints = {node: hint for part in parts for node, hint in part.hints.items()}
    keys = tuple(key for part in parts for key in part.keys)
    return Shape(" or ".join(part.words for part in parts), readers, hints, keys)


def _struct(kind: type) -> Shape:
    record = _record(kind)

    def read(node: Mapping, path: str, reading: Reading) -> object:
        values = record.values(node, path, reading)
        return WRONG if WRONG in values.values() else record.made(kind, values)

    keys = f"write its keys instead: {listed(record.shapes, 'and')}"
    hints: dict[type, str] = {Scalar: keys, Sequence: keys}
    return Shape("a mapping", {Mapping: read}, hints, tuple(record.shapes))


def _list(item: Shape, least: int, most: int | None) -> Shape:
    def read(node: Sequence, path: str, reading: Reading) -> object:
        if len(node.items) < least:
            return reading.wrong(node, f"{reading.called(path)} is empty")
        if most is not None and len(node.items) > most:
            message = f"{reading.called(path)} has {len(node.items):,} entries, more than {most}"
            return reading.wrong(node.items[most], message, "keep those that matter most")
        values = [item.read(it, f"{path}.{at}", reading) for at, it in enumerate(node.items)]
        return WRONG if WRONG in values else tuple(values)

    hints: dict[type, str] = {Mapping: "write a list, even of one entry"}
    if Scalar in item.readers:
        hints[Scalar] = "write `[{}]`"
    elif item.keys:
        hints[Scalar] = f"write each below it, behind a dash: `- {item.keys[0]}: …`"
    return Shape("a list", {Sequence: read}, hints)


def _row(items: list[Shape]) -> Shape:
    """Accept a list of exactly these."""

    def read(node: Sequence, path: str, reading: Reading) -> object:
        if len(node.items) != len(items):
            message = f"{reading.called(path)} must have {len(items)} entries"
            return reading.wrong(node, f"{message}, not {len(node.items)}")
        pairs = enumerate(zip(items, node.items, strict=True))
        values = [item.read(it, f"{path}.{at}", reading) for at, (item, it) in pairs]
        return WRONG if WRONG in values else tuple(values)

    return Shape("a list", {Sequence: read}, {})


def _table(item: Shape) -> Shape:
    """Accept any keys that lead to these."""

    def read(node: Mapping, path: str, reading: Reading) -> object:
        entries = ((str(key.text), value) for key, value in node.entries)
        values = {name: item.read(value, f"{path}.{name}", reading) for name, value in entries}
        return WRONG if WRONG in values.values() else values

    return Shape("a mapping", {Mapping: read}, {})
