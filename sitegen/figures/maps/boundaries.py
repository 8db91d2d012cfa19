"""Boundaries: the bytes of a TopoJSON or GeoJSON file in; areas whose outlines are arcs, out.

An **arc** is a stretch of outline that one area has alone, or that two share: so what is made of
it, simplified or drawn, is the same on both sides. TopoJSON has arcs by itself; GeoJSON (RFC 7946)
is cut into arcs here, wherever the neighbour changes. Coordinates are degrees, longitude first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from sitegen.content.frames import area_id
from sitegen.errors import Problem, SiteError
from sitegen.languages import country_codes

T = TypeVar("T")

Point = tuple[float, float]
Arc = tuple[Point, ...]
Ring = tuple[int, ...]
"""Numbers of arcs, one behind the other; `~number` is an arc that runs backwards."""

_Coordinate = Annotated[float, Meta(ge=-1e9, le=1e9)]
_Position = list[_Coordinate]


class Area(Struct, frozen=True, array_like=True, gc=False):
    """A territory: ISO 3166-1 alpha-2, or an id of the file's own; polygons, the outline first.

    It `is_disputed` if the file says so, or if it is no country.
    """

    id: str
    name: str
    is_disputed: bool
    polygons: tuple[tuple[Ring, ...], ...]


Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


class Boundaries(Struct, frozen=True, array_like=True):
    """Areas that lie side by side, and the arcs of their outlines."""

    arcs: tuple[Arc, ...]
    areas: tuple[Area, ...]


class Keys(Struct, frozen=True):
    """Which properties of the file say what an area is: its id, its name."""

    id: str = "id"
    name: str = "name"


class _Geometry(Struct, frozen=True, kw_only=True):
    """What the formats have in common; `arcs` are TopoJSON's, `coordinates` GeoJSON's."""

    type: Literal["Polygon", "MultiPolygon"]
    arcs: msgspec.Raw = msgspec.Raw(b"[]")
    coordinates: msgspec.Raw = msgspec.Raw(b"[]")


class _Told(Struct, frozen=True, kw_only=True):
    """What a file says of an area."""

    id: str | int | None = None
    properties: dict[str, object] | None = None
    geometry: msgspec.Raw = msgspec.Raw(b"null")
    type: str = ""


class _Collection(Struct, frozen=True, kw_only=True):
    type: str
    geometries: list[msgspec.Raw] = []


class _Transform(Struct, frozen=True):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _File(Struct, frozen=True, kw_only=True):
    """A whole file of either format."""

    type: str
    features: list[_Told] = []
    objects: dict[str, _Collection] = {}
    arcs: list[list[_Position]] = []
    transform: _Transform | None = None


def read_boundaries(raw: bytes, keys: Keys) -> Boundaries:
    """Return the boundaries of a file. Raises `SiteError`; its problems have no path."""
    try:
        file = msgspec.json.decode(raw, type=_File)
        if file.type == "Topology":
            return _of_topology(file, keys)
        if file.type == "FeatureCollection":
            return _of_features(file, keys)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"cannot be read as boundaries: {error}") from error
    raise _wrong(f"holds no boundaries: its type is `{file.type}`")


def _wrong(message: str) -> SiteError:
    hint = "name a file of TopoJSON, or a FeatureCollection of GeoJSON, whose shapes are polygons"
    return SiteError([Problem("", 1, 1, message, hint)])


def _of_topology(file: _File, keys: Keys) -> Boundaries:
    arcs = tuple([tuple(_decoded(arc, file.transform)) for arc in file.arcs])
    # World files often have the land as a whole beside its countries.
    collections = [it for it in file.objects.values() if it.type == "GeometryCollection"]
    chosen = max(collections, key=lambda it: len(it.geometries), default=None)
    if chosen is None or not chosen.geometries:
        message = "has no collection of areas"
        raise _wrong(message)
    told = []
    for one in chosen.geometries:
        it = msgspec.json.decode(one, type=_Told)
        if it.type in {"Polygon", "MultiPolygon"}:
            shape = msgspec.json.decode(one, type=_Geometry)
            told.append((it, _polygons(shape.arcs, shape, list[list[int]])))
    most = len(arcs)
    for _, polygons in told:
        for number in (n for polygon in polygons for ring in polygon for n in ring):
            if not -most <= number < most:
                message = f"names arc {number}, and has {most}"
                raise _wrong(message)
    return Boundaries(arcs, _areas(told, keys))


def _polygons(raw: msgspec.Raw, shape: _Geometry, one: type[list[list[T]]]) -> list[list[list[T]]]:
    """Return the polygons of a shape, of which each is written as `one`."""
    if shape.type == "Polygon":
        return [msgspec.json.decode(raw, type=one)]
    return msgspec.json.decode(raw, type=list[one])  # type: ignore[valid-type]


def _decoded(arc: list[_Position], transform: _Transform | None) -> Iterator[Point]:
    if transform is None:
        yield from ((it[0], it[1]) for it in arc)
        return
    (wide, high), (left, low) = transform.scale, transform.translate
    x = y = 0.0
    for step in arc:
        x += step[0]
        y += step[1]
        yield (x * wide + left, y * high + low)


def _of_features(file: _File, keys: Keys) -> Boundaries:
    told, rings = [], []
    for it in file.features:
        shape = msgspec.json.decode(it.geometry, type=_Geometry | None)
        if shape is None:
            continue
        polygons = _polygons(shape.coordinates, shape, list[list[_Position]])
        outlines = [[[(at[0], at[1]) for at in ring] for ring in it] for it in polygons]
        outlines = [[ring for ring in it if len(ring) > 3] for it in outlines]
        outlines = [it for it in outlines if it]
        rings += [ring for it in outlines for ring in it]
        told.append((it, outlines))
    cut = _Cutter(rings)
    numbered = [(it, [[cut.arcs_of(ring) for ring in one] for one in those]) for it, those in told]
    return Boundaries(tuple(cut.arcs), _areas(numbered, keys))


def neighbours_of(areas: Iterable[Area], parts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the areas that each shares a border with; `parts` are parts of others, by id."""
    owners: dict[int, set[str]] = {}
    for area in areas:
        for ring in (ring for polygon in area.polygons for ring in polygon):
            for number in ring:
                owner = parts.get(area.id, area.id)
                owners.setdefault(max(number, ~number), set()).add(owner)
    found: dict[str, set[str]] = {}
    for those in owners.values():
        for one in those:
            found.setdefault(one, set()).update(those - {one})
    return {id_: tuple(sorted(others)) for id_, others in found.items()}


class _Cutter:
    """Cuts rings into arcs where their neighbours change."""

    def __init__(self, rings: Iterable[list[Point]]) -> None:
        beside: dict[Point, set[frozenset[Point]]] = {}
        for ring in rings:
            inner = ring[:-1]
            turns = zip((inner[-1], *inner), inner, (*inner[1:], inner[0]), strict=False)
            for before, at, after in turns:
                beside.setdefault(at, set()).add(frozenset((before, after)))
        self._joints = {at for at, ways in beside.items() if len(ways) > 1}
        self._numbers: dict[tuple[Point, ...], int] = {}
        self.arcs: list[tuple[Point, ...]] = []

    def arcs_of(self, ring: list[Point]) -> Ring:
        """Return the arcs of a closed ring."""
        inner = ring[:-1]
        joint = next((at for at, it in enumerate(inner) if it in self._joints), None)
        start = inner.index(min(inner)) if joint is None else joint
        turned = (*inner[start:], *inner[: start + 1])
        ends = [0, *(at for at in range(1, len(inner)) if turned[at] in self._joints), len(inner)]
        stretches = (turned[a : b + 1] for a, b in pairwise(ends))
        return tuple([self._number(it) for it in stretches])

    def _number(self, arc: tuple[Point, ...]) -> int:
        if (turned := arc[::-1]) in self._numbers:
            return ~self._numbers[turned]
        if arc not in self._numbers:
            self._numbers[arc] = len(self.arcs)
            self.arcs.append(arc)
        return self._numbers[arc]


def _areas(
    told: Iterable[tuple[_Told, Iterable[Iterable[Iterable[int]]]]], keys: Keys
) -> tuple[Area, ...]:
    """Return areas by id, in its order; shapes of one id are one area."""
    found: dict[str, Area] = {}
    for it, polygons in told:
        properties = it.properties or {}
        name = str(properties.get(keys.name) or "")
        id_ = _id_of(properties.get(keys.id) or (it.id if keys.id == "id" else ""), name)
        shapes = tuple([tuple([tuple(ring) for ring in polygon]) for polygon in polygons])
        if not id_ or not shapes:
            continue
        before = found.get(id_)
        found[id_] = Area(
            id_,
            before.name if before else name,
            bool(properties.get("disputed")) or id_ not in country_codes(),
            (before.polygons if before else ()) + shapes,
        )
    return tuple([found[id_] for id_ in sorted(found)])


_NO_ID = frozenset({"", "-99", "-1", "None"})
"""What stands in files for an id that there is not: Natural Earth writes -99."""


def _id_of(written: object, name: str) -> str:
    """Return the id of an area: a code in capitals, or else a name in lower case and hyphens."""
    text = str(written or "").strip()
    if text.upper() in country_codes():
        return text.upper()
    return area_id(name if text in _NO_ID or not re.search("[a-z]", text) else text)
