"""Sheets: boundaries in a frame, drawn to scale; what every map of that frame shares.

    frame -> Window        projection and scale (`windows.py`)
    arcs of what is near -> plane -> thinned -> rings -> cut at the edges -> paths of whole units

A sheet knows nothing of policies but which areas are drawn as parts of others, and nothing of any
language, so it is kept by what it is made from.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import degrees

from msgspec import Struct

from sitegen.figures.maps import outlines
from sitegen.figures.maps.boundaries import Area, Boundaries, Box, Point
from sitegen.figures.maps.levels import level_of
from sitegen.figures.maps.projections import Azimuthal
from sitegen.figures.maps.windows import WIDTH, Window

RECIPE = 1
"""Raise it with every change to what a sheet is made into."""

LARGEST = 33_000
"""Bytes of all paths: with its words a map stays below 40 kB."""

_EDGE = 4.0
"""Units that outlines go on beyond the sheet, so that their cuts are not seen."""

_LEAST = 1.0
"""Square units of the smallest bend, which grows until a map is small enough: twice the bend, half
the points of a coast."""


class Shape(Struct, frozen=True, array_like=True, gc=False):
    """An area on a sheet: its path; the path of its line, where that is another; its size.

    `spots` are middles of wide stretches, each with its width: where a name may stand.
    """

    id: str
    path: str
    line: str
    size: float
    spots: tuple[tuple[int, int, int], ...]


class Sheet(Struct, frozen=True, array_like=True):
    """What a frame shows. `disputed` are the ids of all such areas that can be seen."""

    window: Window
    shapes: tuple[Shape, ...]
    disputed: tuple[str, ...]


def sheet_of(
    window: Window, at_level: Callable[[int], Boundaries], parts: Mapping[str, str]
) -> Sheet:
    """Return the sheet of a window; `at_level` has the boundaries at each level of detail.

    `parts` are drawn as parts of others, both by id.
    """
    least = _LEAST
    while True:
        level = level_of(least * degrees(1 / window.scale) ** 2)
        sheet = _Drawer(window, at_level(level), parts, least).sheet()
        size = sum(len(it.path) + len(it.line) for it in sheet.shapes)
        if size <= LARGEST:
            return sheet
        least *= 1.1 * (size / LARGEST) ** 2


class _Drawer:
    """Draws one sheet."""

    def __init__(
        self, window: Window, boundaries: Boundaries, parts: Mapping[str, str], least: float
    ) -> None:
        self._window = window
        self._boundaries = boundaries
        self._parts = parts
        self._least = least
        self._kept: dict[int, tuple[list[Point], list[Point]]] = {}
        self._near = _Nearness(window)
        self._bottom = window.height + _EDGE

    def sheet(self) -> Sheet:
        """Return the sheet."""
        wholes: dict[str, list[Area]] = {}
        for area in self._boundaries.areas:
            wholes.setdefault(self._whole(area.id), []).append(area)
        shapes: list[Shape] = []
        disputed: list[str] = []
        for id_, areas in wholes.items():
            shape = self._shape(id_, areas)
            if shape:
                shapes.append(shape)
                disputed += (it.id for it in areas if it.is_disputed and self._is_seen(it, areas))
        shapes.sort(key=lambda it: it.id)
        return Sheet(self._window, tuple(shapes), tuple(sorted(disputed)))

    def _whole(self, id_: str) -> str:
        seen = {id_}
        while (whole := self._parts.get(id_)) and whole not in seen:
            seen.add(whole)
            id_ = whole
        return id_

    def _is_seen(self, area: Area, among: Sequence[Area]) -> bool:
        """Say whether a part of an area that can be seen can be seen, too."""
        return len(among) == 1 or self._shape(area.id, [area]) is not None

    def _shape(self, id_: str, areas: Sequence[Area]) -> Shape | None:
        polygons = [polygon for it in areas for polygon in it.polygons if self._is_near(polygon[0])]
        if not polygons:
            return None
        rings: Sequence[Sequence[int]] = [ring for it in polygons for ring in it]
        if len(areas) > 1:
            rings = outlines.joined(rings, self._end)
        steps: list[list[outlines.Step]] = []
        lines: list[list[outlines.Step]] = []
        has_gaps = False
        for ring in rings:
            for drawn, parts in self._drawn(ring):
                found = outlines.on_grid(drawn)
                if len(found) < 3:
                    continue
                steps.append(found)
                has_gaps = has_gaps or parts is not None
                lines += [[*found, found[0]]] if parts is None else parts
        steps = self._of_a_size(steps)
        if not steps:
            return None
        line = outlines.path(lines, is_closed=False) if has_gaps else ""
        sizes = [outlines.size_of(it) for it in steps]
        return Shape(id_, outlines.path(steps), line, max(sizes), _spots(steps, self._window))

    def _of_a_size(self, steps: list[list[outlines.Step]]) -> list[list[outlines.Step]]:
        """Return rings without specks, unless these are all there is."""
        large = [it for it in steps if outlines.size_of(it) >= 2 * self._least]
        return large or steps[:1]

    def _is_near(self, ring: Sequence[int]) -> bool:
        return self._near.holds([self._boundaries.boxes[max(number, ~number)] for number in ring])

    def _end(self, number: int, is_last: bool) -> Point:
        arc = self._boundaries.arcs[max(number, ~number)]
        return arc[-1] if is_last is (number >= 0) else arc[0]

    def _drawn(
        self, ring: Sequence[int]
    ) -> Iterator[tuple[outlines.Ring, list[list[outlines.Step]] | None]]:
        """Yield the rings on the sheet of one on the globe, each with its lines if it has gaps."""
        window = self._window
        globe: list[Point] = []
        spots: list[Point] = []
        for number in ring:
            for whole, part in zip((globe, spots), self._arc(max(number, ~number)), strict=True):
                run = part if number >= 0 else part[::-1]
                whole.extend(run[1:] if whole else run)
        edges = (-_EDGE, -_EDGE, WIDTH + _EDGE, self._bottom)
        if not window.projection.is_cut:
            yield outlines.cut_to(spots, *edges), self._lines(globe, spots, 0.0)
            return
        wound = outlines.unwound(globe, window.projection.lon)
        for strip in outlines.in_strip(wound):
            flat = window.on_sheet(window.projection.plane(strip))
            yield outlines.cut_to(flat, *edges), self._lines(strip, flat, window.projection.lon)

    def _lines(
        self, globe: Sequence[Point], flat: Sequence[Point], middle: float
    ) -> list[list[outlines.Step]] | None:
        """Return the lines of a ring where parts of it are no outline; None if all of it is.

        Files of boundaries are cut at the 180th meridian and at the South Pole, and a map is at its
        own edge: `middle` is the meridian that longitudes count from.
        """
        seams = set(outlines.seams(globe))
        if middle:
            seams.update(outlines.seams([((x + middle + 180) % 360 - 180, y) for x, y in globe]))
        count = len(globe)
        gaps = [at for at in seams if (at + 1) % count in seams and _is_seam(globe, at)]
        if not gaps:
            return None
        lines: list[list[outlines.Step]] = []
        line: outlines.Ring = []
        start = gaps[0] + 1
        ends = set(gaps)
        for at in (*range(start, count), *range(start)):
            line.append(flat[at])
            if at in ends:
                lines += self._visible(line)
                line = []
        return lines

    def _visible(self, line: outlines.Ring) -> Iterator[list[outlines.Step]]:
        """Yield what of a line lies on the sheet, whole stretches of it."""
        run: outlines.Ring = []
        for at in line:
            if -20 <= at[0] <= WIDTH + 20 and -20 <= at[1] <= self._bottom + 20:
                run.append(at)
            else:
                yield from _line(run)
                run = []
        yield from _line(run)

    def _arc(self, number: int) -> tuple[list[Point], list[Point]]:
        """Return an arc in degrees and on the sheet, thinned to what that can show."""
        if number not in self._kept:
            arc = self._boundaries.arcs[number]
            window = self._window
            fixed = outlines.seams(arc)
            if not self._near.holds([self._boundaries.boxes[number]]):
                # It closes a ring, and nobody sees how.
                keep = sorted({0, len(arc) - 1, *range(0, len(arc), 16), *fixed})
                arc = tuple([arc[it] for it in keep])
                spots = window.on_sheet(window.projection.plane(list(arc)))
                self._kept[number] = (list(arc), spots)
                return self._kept[number]
            points = list(arc)
            if window.projection.is_cut:
                points = outlines.unwound(arc, window.projection.lon)
            spots = window.on_sheet(window.projection.plane(points))
            keep = outlines.thinned(spots, self._least, fixed)
            self._kept[number] = ([arc[it] for it in keep], [spots[it] for it in keep])
        return self._kept[number]


def _line(run: outlines.Ring) -> Iterator[list[outlines.Step]]:
    steps = outlines.on_grid(run, is_closed=False)
    if len(steps) > 1:
        yield steps


def _is_seam(points: Sequence[Point], at: int) -> bool:
    """Say whether a stretch of a ring runs along where files are cut."""
    (a, b), (c, d) = points[at], points[(at + 1) % len(points)]
    return abs(a - c) < 1e-6 or (b < -89.99 and d < -89.99)


class _Nearness:
    """Knows which outlines may be seen in a window."""

    def __init__(self, window: Window) -> None:
        self._is_all = window.projection.is_cut
        if isinstance(window.projection, Azimuthal):
            self._look(window, window.projection)

    def _look(self, window: Window, projection: Azimuthal) -> None:
        steps = 24
        lons, lats = [], []
        wide, high = WIDTH / window.scale, window.height / window.scale
        for step in range(steps + 1):
            share = step / steps
            for x, y in ((share, 0.0), (share, 1.0), (0.0, share), (1.0, share)):
                at = window.left + x * wide, window.top - y * high
                if at[0] ** 2 + at[1] ** 2 >= 3.9:
                    self._is_all = True
                    return
                lon, lat = projection.globe(*at)
                lons.append((lon - projection.lon + 180) % 360 - 180)
                lats.append(lat)
        self._south, self._north = min(lats) - 0.5, max(lats) + 0.5
        self._reach = max(map(abs, lons)) + 0.5
        self._middle = projection.lon
        for pole in (90.0, -90.0):
            ((x, y),) = window.spots([(0.0, pole)])
            if window.holds(x, y):
                self._reach = 360.0
                self._north, self._south = max(self._north, pole), min(self._south, pole)

    def holds(self, boxes: Sequence[Box]) -> bool:
        """Say whether what lies in boxes may be seen, or in what is between them."""
        if self._is_all:
            return True
        if max(it[3] for it in boxes) < self._south or min(it[1] for it in boxes) > self._north:
            return False
        low = min(it[0] for it in boxes) - self._middle
        high = max(it[2] for it in boxes) - self._middle
        reach = self._reach
        return any(low + it <= reach and high + it >= -reach for it in (-360.0, 0.0, 360.0))


def _spots(steps: list[list[outlines.Step]], window: Window) -> tuple[tuple[int, int, int], ...]:
    """Return middles of the widest stretches of an area's largest ring, each with its width."""
    ring = max(steps, key=outlines.size_of)
    ys = [y for _, y in ring]
    low, high = max(min(ys), 12), min(max(ys), window.height - 12)
    found = []
    for share in (0.5, 0.38, 0.62, 0.26, 0.74):
        y = low + (high - low) * share + 0.25
        crossings = sorted(
            a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
            for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
            if (a[1] <= y) != (b[1] <= y)
        )
        spans = [
            (min(right, WIDTH - 6) - max(left, 6), (min(right, WIDTH - 6) + max(left, 6)) / 2)
            for left, right in zip(crossings[::2], crossings[1::2], strict=False)
        ]
        if spans and max(spans)[0] > 0:
            width, x = max(spans)
            found.append((round(x), round(y), round(width)))
    return tuple(found)
