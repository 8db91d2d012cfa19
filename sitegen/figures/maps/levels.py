"""Levels of detail: boundaries for maps of all scales, weighed once for each file of boundaries.

    boundaries -> how much outlines bend at each point -> at a level, the points that bend enough

All projections keep areas, so a bend of so many square degrees is as large on every map of a scale:
what a map leaves out is a comparison of numbers, and what two areas share stays the same.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import degrees, radians, sin

from msgspec import Struct

from sitegen.figures.maps.boundaries import Arc, Area, Boundaries, Box, Point
from sitegen.figures.maps.outlines import ALWAYS, bends, seams

LEVELS = (0.0, 0.006, 0.025, 0.09)
"""The smallest bends of each level, in square degrees at the equator."""


class Line(Struct, frozen=True, array_like=True, gc=False):
    """An arc: its points in degrees, and how large the bend at each is, in square degrees.

    No bend of an island is larger than half of it: what is too small is not there at all.
    """

    points: tuple[Point, ...]
    bends: tuple[float, ...]

    def kept(self, least: float) -> list[Point]:
        """Return the points whose bends are as large as that."""
        return [at for at, bend in zip(self.points, self.bends, strict=True) if bend >= least]


class Extent(Struct, frozen=True, array_like=True, gc=False):
    """The box that an area lies in, and those of its polygons."""

    box: Box
    polygons: tuple[Box, ...]


class Level(Struct, frozen=True, array_like=True):
    """Boundaries at a level: areas, the extent of each; arcs, and the box of each."""

    areas: tuple[Area, ...]
    extents: tuple[Extent, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]


def level_of(least: float) -> int:
    """Return the coarsest level for a map whose smallest bends are as large as that."""
    return max(at for at, it in enumerate(LEVELS) if it <= least)


def finest(boundaries: Boundaries) -> Level:
    """Return boundaries with all of their points, weighed."""
    boxes = [_box(arc) for arc in boundaries.arcs]
    extents = []
    for area in boundaries.areas:
        parts = [_around(boxes[max(it, ~it)] for it in polygon[0]) for polygon in area.polygons]
        extents.append(Extent(_around(parts), tuple(parts)))
    lines = tuple([Line(arc, _weighed(arc)) for arc in boundaries.arcs])
    return Level(boundaries.areas, tuple(extents), lines, tuple(boxes))


def coarser(whole: Level, level: int) -> Level:
    """Return the finest level as coarse as another one. Of islands four points stay at least."""
    least = LEVELS[level]
    lines = tuple([_thinned(it, least) for it in whole.lines])
    return Level(whole.areas, whole.extents, lines, whole.boxes)


def _thinned(line: Line, least: float) -> Line:
    bends_ = line.bends
    enough = min(least, sorted(bends_)[-4]) if bends_[0] < ALWAYS and len(bends_) > 3 else least
    keep = [at for at, bend in enumerate(bends_) if bend >= enough]
    if len(keep) == len(bends_):
        return line
    return Line(tuple([line.points[at] for at in keep]), tuple([bends_[at] for at in keep]))


def _weighed(arc: Arc) -> tuple[float, ...]:
    """Return how large the bends of an arc are, in the plane of the cylinder that keeps areas."""
    fixed = seams(arc)
    flat = [(lon, degrees(sin(radians(lat)))) for lon, lat in arc]
    found = bends(flat, fixed)
    if arc[0] == arc[-1] and not fixed and len(arc) > 3:
        size = _size(flat) / 2
        found = [min(it, size) for it in found]
        found[0] = found[-1] = max(found[1:-1])
    return tuple(found)


def _size(ring: Sequence[Point]) -> float:
    """Return the area inside of a ring."""
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(ring))) / 2


def _box(points: Iterable[Point]) -> Box:
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _around(boxes: Iterable[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
