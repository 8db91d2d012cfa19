"""Levels of detail: boundaries for maps of all scales, thinned once for each file of boundaries."""

from math import cos, radians

from msgspec.structs import replace

from sitegen.figures.maps.boundaries import Arc, Boundaries
from sitegen.figures.maps.outlines import seams, thinned

LEVELS = (0.0, 0.006, 0.025, 0.09)
"""The smallest bends of each level, in square degrees at the equator."""


def level_of(least: float) -> int:
    """Return the coarsest level for a map whose smallest bends are as large as that."""
    return max(at for at, it in enumerate(LEVELS) if it <= least)


def coarser(boundaries: Boundaries, level: int) -> Boundaries:
    """Return boundaries at a level; the first is as detailed as the file."""
    if not level:
        return boundaries
    return replace(boundaries, arcs=tuple([_thinned(it, LEVELS[level]) for it in boundaries.arcs]))


def _thinned(arc: Arc, least: float) -> Arc:
    flat = cos(radians(arc[len(arc) // 2][1]))
    keep = thinned([(lon * flat, lat) for lon, lat in arc], least, seams(arc))
    if arc[0] == arc[-1] and len(keep) < 4:  # an island stays one
        third = max(1, len(arc) // 3)
        keep = sorted({0, third, min(2 * third, len(arc) - 1), len(arc) - 1})
    return tuple([arc[it] for it in keep])
