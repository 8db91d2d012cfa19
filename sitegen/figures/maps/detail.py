"""How much detail a sheet has room for: points are counted, since a map is to be small.

window -> what is near it -> a sample of bends that it shows -> the smallest bend, and a level
"""

from collections.abc import Callable, Sequence
from math import degrees

from msgspec import Struct

from sitegen.figures.maps.boundaries import Area, Point, Ring
from sitegen.figures.maps.levels import LEVELS, Level, level_of
from sitegen.figures.maps.nearness import Nearness
from sitegen.figures.maps.outlines import seams
from sitegen.figures.maps.windows import Window

LARGEST = 35_000
"""Bytes of all areas: with its words a map stays below 40 kB."""

TAG = 45
"""Bytes of an area besides its path."""

LEAST = 1.0
"""Square units of the smallest bend that can be seen."""

_ROOMY = 4.0
"""Square units of the smallest bend of a sheet with much on it: hardly any has larger ones."""

_STEP = 4.1
"""Bytes of a step of a path, about: what says how many there may be."""

_EVERY, _EVERY_CUT = 16, 8
"""One of how many points is asked whether a window shows it: more of those that are drawn twice."""


class Part(Struct, frozen=True, gc=False):
    """An area, and those of its polygons that are near a window; whether files are cut at it."""

    area: Area
    polygons: tuple[tuple[Ring, ...], ...]
    is_cut: bool


def near_parts(level: Level, near: Nearness) -> list[Part]:
    """Return the parts of areas that may be seen; they are the same at every level."""
    found = []
    for area, extent in zip(level.areas, level.extents, strict=True):
        if near.holds(extent.box):
            sides = zip(area.polygons, extent.polygons, strict=True)
            if polygons := tuple([rings for rings, box in sides if near.holds(box)]):
                box = extent.box
                found.append(Part(area, polygons, bool(seams((box[:2], box[2:])))))
    return found


def coarsest(window: Window) -> int:
    """Return the coarsest level that a sheet may be drawn from: no other one need be read."""
    return level_of(_ROOMY * degrees(1 / window.scale) ** 2)


def detail_of(
    window: Window, parts: Sequence[Part], at_level: Callable[[int], Level]
) -> tuple[float, Level]:
    """Return the smallest bend that a sheet has room for, in square units, and a level that has it.

    From the coarsest level on points are counted, until there are too many, or all that can be
    told apart.
    """
    unit = degrees(1 / window.scale) ** 2
    most = int((LARGEST - TAG * len(parts)) / _STEP / _EVERY)
    for at in reversed(range(coarsest(window) + 1)):
        level = at_level(at)
        shown = _shown(window, parts, level)
        if len(shown) > most and shown[most] >= max(LEVELS[at], LEAST * unit):
            return shown[most] / unit, level
        if LEVELS[at] <= LEAST * unit:
            return LEAST, level
    raise AssertionError  # the finest level has all bends


def _shown(window: Window, parts: Sequence[Part], level: Level) -> list[float]:
    """Return a sample of the bends that a window shows, the largest first.

    Those of a border are there for both sides. Where files are cut, an area is one path, and its
    outline another.
    """
    spots: list[Point] = []
    found: list[float] = []
    skip = 0
    for part in parts:
        every = _EVERY_CUT if part.is_cut else _EVERY
        for rings in part.polygons:
            for number in (it for ring in rings for it in ring):
                line = level.lines[max(number, ~number)]
                count = len(line.points)
                if skip < count:
                    spots += line.points[skip::every]
                    found += line.bends[skip::every]
                skip = (skip - count) % every
    sides = zip(found, window.spots(spots), strict=True)
    return sorted([bend for bend, (x, y) in sides if window.holds(x, y)], reverse=True)
