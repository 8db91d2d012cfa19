"""Windows: what a map shows becomes a sheet of paper, with a projection and a scale."""

from collections.abc import Callable, Iterable
from math import acos, atan2, cos, degrees, hypot, radians, sin

from msgspec import Struct

from sitegen.content.frames import Box, Frame
from sitegen.figures.maps.boundaries import Point
from sitegen.figures.maps.levels import Level
from sitegen.figures.maps.projections import Azimuthal, Projection, fitting

WIDTH = 1000
"""Of every map, in units of its own drawing."""

_LOWEST, _HIGHEST = 0.45, 1.3
"""Height to width: what is flatter or steeper shows more of its neighbours."""


class Window(Struct, frozen=True):
    """A frame on paper: a projection, its scale in units, and where the upper left corner lies."""

    projection: Projection
    scale: float
    left: float
    top: float
    height: int

    def spots(self, points: Iterable[Point]) -> list[Point]:
        """Return where places lie on the sheet, in its units."""
        middle = self.projection.lon
        if self.projection.is_cut:
            points = [((lon - middle + 180) % 360 - 180, lat) for lon, lat in points]
        return self.on_sheet(self.projection.plane(list(points)))

    def on_sheet(self, plane: list[Point]) -> list[Point]:
        """Return points of the plane in units of the sheet, down from its upper edge."""
        scale, left, top = self.scale, self.left, self.top
        return [((x - left) * scale, (top - y) * scale) for x, y in plane]

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point of the sheet lies on it."""
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def window_of(frame: Frame, boundaries: Callable[[], Level]) -> Window:
    """Return the sheet for a frame. Raises `KeyError` with the id of an area that there is not."""
    if frame.box:
        projection = fitting(*frame.box)
        plane = projection.plane(_edge(frame.box, projection))
        return _window(projection, plane, 0.01)
    level = boundaries()
    points = [it for id_ in frame.areas for it in _main_points(id_, level)]
    centre = _middle(points)
    projection = Azimuthal(*centre)
    plane = projection.plane(points)
    least = radians(frame.least) / 2
    plane += [(-least, -least), (least, least)]
    return _window(projection, plane, frame.margin)


def _edge(box: Box, projection: Projection, steps: int = 48) -> list[Point]:
    """Return points along the edge of a box; longitudes count from the middle if it is cut."""
    west, south, east, north = box
    width = (east - west) % 360 or 360.0
    first = -width / 2 if projection.is_cut else west
    points = []
    for step in range(steps + 1):
        lon, lat = first + width * step / steps, south + (north - south) * step / steps
        points += [(lon, south), (lon, north), (first, lat), (first + width, lat)]
    return points


def _window(projection: Projection, plane: list[Point], margin: float) -> Window:
    xs, ys = [x for x, _ in plane], [y for _, y in plane]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    wide, high = wide * (1 + 2 * margin), high * (1 + 2 * margin)
    wide = max(wide, high / _HIGHEST)
    high = max(high, wide * _LOWEST)
    scale = WIDTH / wide
    return Window(projection, scale, x - wide / 2, y + high / 2, round(high * scale))


def _main_points(id_: str, boundaries: Level) -> list[Point]:
    """Return the outlines of an area's larger parts: of France not Réunion, of Fiji all islands."""
    area = next((it for it in boundaries.areas if it.id == id_), None)
    if area is None:
        raise KeyError(id_)
    parts = []
    for polygon in area.polygons:
        points = [
            it for number in polygon[0] for it in boundaries.lines[max(number, ~number)].points
        ]
        lats, lons = [lat for _, lat in points], [lon for lon, _ in points]
        high, wide = max(lats) - min(lats), max(lons) - min(lons)
        parts.append((high * wide * cos(radians(sum(lats) / len(lats))), points))
    largest = max(size for size, _ in parts)
    main = next(points for size, points in parts if size == largest)
    x, y = _middle(main)
    reach = max(12.0, 3 * degrees(largest**0.5 * radians(1)))
    return [
        it
        for size, points in parts
        if size >= 0.12 * largest and _apart((x, y), _middle(points)) <= reach
        for it in points
    ]


def _middle(points: list[Point]) -> Point:
    """Return the middle of points on the globe."""
    x = y = z = 0.0
    for lon, lat in points:
        flat = cos(radians(lat))
        x += flat * cos(radians(lon))
        y += flat * sin(radians(lon))
        z += sin(radians(lat))
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def _apart(one: Point, other: Point) -> float:
    """Return degrees between two points of the globe."""
    (a, b), (c, d) = one, other
    cosine = sin(radians(b)) * sin(radians(d)) + cos(radians(b)) * cos(radians(d)) * cos(
        radians(a - c)
    )
    return degrees(acos(max(-1.0, min(1.0, cosine))))
