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
from sitegen.figures.maps.boundaries import Box, Point
from sitegen.figures.maps.detail import LARGEST, TAG, Part, coarsest, detail_of, near_parts
from sitegen.figures.maps.labels import stretches
from sitegen.figures.maps.levels import Level, Line
from sitegen.figures.maps.nearness import Nearness
from sitegen.figures.maps.windows import WIDTH, Window

_EDGE = 4.0
"""Units that outlines go on beyond the sheet, so that their cuts are not seen."""


_SPECK, _SPECKS = 4, 8
"""Units of the side of what stands for an island too small to be drawn; how many of an area."""

_APART = 12
"""Units across islands that can be told from one another."""


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


def sheet_of(window: Window, at_level: Callable[[int], Level], parts: Mapping[str, str]) -> Sheet:
    """Return the sheet of a window; `at_level` has the boundaries at each level of detail.

    `parts` are drawn as parts of others, both by id.
    """
    near = Nearness(window)
    shown = near_parts(at_level(coarsest(window)), near)
    least, level = detail_of(window, shown, at_level)
    while True:
        sheet = _Drawer(window, near, level, parts, least).sheet(shown)
        size = sum(TAG + len(it.path) + len(it.line) for it in sheet.shapes)
        if size <= LARGEST:
            return sheet
        least *= 1.1 * (size / LARGEST) ** 2


class _Arc(Struct, gc=False):
    """An arc of a sheet: in degrees; in units, if it lies there in one piece; what is with it."""

    globe: list[Point]
    spots: list[Point]
    is_whole: bool
    is_inside: bool
    has_seams: bool


class _Drawer:
    """Draws one sheet."""

    def __init__(
        self,
        window: Window,
        near: Nearness,
        level: Level,
        parts: Mapping[str, str],
        least: float,
    ) -> None:
        self._window = window
        self._near = near
        self._level = level
        self._parts = parts
        self._least = least
        self._bend = least * degrees(1 / window.scale) ** 2
        self._kept: dict[int, _Arc] = {}
        self._bottom = window.height + _EDGE

    def sheet(self, shown: Sequence[Part]) -> Sheet:
        """Return the sheet of all that may be seen."""
        wholes: dict[str, list[Part]] = {}
        for part in shown:
            wholes.setdefault(self._whole(part.area.id), []).append(part)
        shapes: list[Shape] = []
        disputed: list[str] = []
        for id_, parts in wholes.items():
            shape = self._shape(id_, parts) or self._specks(id_, parts)
            if shape:
                shapes.append(shape)
                asked = [it for it in parts if it.area.is_disputed]
                if len(parts) > 1:
                    asked = [it for it in asked if self._shape(it.area.id, [it])]
                disputed += (it.area.id for it in asked)
        shapes.sort(key=lambda it: it.id)
        return Sheet(self._window, tuple(shapes), tuple(sorted(disputed)))

    def _whole(self, id_: str) -> str:
        seen = {id_}
        while (whole := self._parts.get(id_)) and whole not in seen:
            seen.add(whole)
            id_ = whole
        return id_

    def _shape(self, id_: str, parts: Sequence[Part]) -> Shape | None:
        rings: Sequence[Sequence[int]]
        rings = [ring for part in parts for polygon in part.polygons for ring in polygon]
        if len(parts) > 1:
            rings = outlines.joined(rings, self._end)
        steps: list[list[outlines.Step]] = []
        lines: list[list[outlines.Step]] = []
        has_gaps = False
        for ring in rings:
            if len(ring) == 1 and self._line(ring[0]).bends[0] < self._bend:
                continue  # an island that is too small
            for drawn, outline in self._drawn(ring):
                found = outlines.on_grid(drawn)
                if len(found) < 3:
                    continue
                steps.append(found)
                has_gaps = has_gaps or outline is not None
                lines += [[*found, found[0]]] if outline is None else outline
        if not steps:
            return None
        sized = [(outlines.size_of(it), it) for it in steps]
        # Specks are left out, unless these are all there is.
        sized = [it for it in sized if it[0] >= 2 * self._least] or sized[:1]
        size, largest = max(sized, key=lambda it: it[0])
        line = outlines.path(lines, is_closed=False) if has_gaps else ""
        path = outlines.path(it for _, it in sized)
        return Shape(id_, path, line, size, stretches(largest, self._window.height))

    def _specks(self, id_: str, parts: Sequence[Part]) -> Shape | None:
        """Return what stands for islands that are too small to be drawn: that they are there.

        Those that are no country must lie far enough apart to be told from one another.
        """
        lines = [self._line(rings[0][0]) for it in parts for rings in it.polygons]
        lines.sort(key=lambda it: -it.bends[0])
        spots = self._window.spots([it.points[0] for it in lines])
        found = [(round(x), round(y)) for x, y in spots if self._window.holds(x, y)][:_SPECKS]
        apart = max((abs(x - found[0][0]) + abs(y - found[0][1]) for x, y in found), default=0)
        if not found or (all(it.area.is_disputed for it in parts) and apart < _APART):
            return None
        half = _SPECK // 2
        told = {(x // _APART, y // _APART): (x - half, y - half) for x, y in reversed(found)}
        rings = [f"M{x} {y}l{_SPECK} 0 0 {_SPECK}-{_SPECK} 0z" for x, y in told.values()]
        return Shape(id_, "".join(rings), "", _SPECK**2, ((*found[0], _SPECK),))

    def _line(self, number: int) -> Line:
        return self._level.lines[max(number, ~number)]

    def _end(self, number: int, is_last: bool) -> Point:
        points = self._line(number).points
        return points[-1] if is_last is (number >= 0) else points[0]

    def _drawn(
        self, ring: Sequence[int]
    ) -> Iterator[tuple[outlines.Ring, list[list[outlines.Step]] | None]]:
        """Yield the rings on the sheet of one on the globe, each with its lines if it has gaps."""
        window = self._window
        arcs = [(number >= 0, self._arc(max(number, ~number))) for number in ring]
        edges = (-_EDGE, -_EDGE, WIDTH + _EDGE, self._bottom)
        has_seams = any(it.has_seams for _, it in arcs)
        if not has_seams and all(it.is_whole for _, it in arcs):
            spots = _joined([(ahead, it.spots) for ahead, it in arcs])
            is_inside = all(it.is_inside for _, it in arcs)
            yield spots if is_inside else outlines.cut_to(spots, *edges), None
            return
        globe = _joined([(ahead, it.globe) for ahead, it in arcs])
        if not window.projection.is_cut:
            spots = _joined([(ahead, it.spots) for ahead, it in arcs])
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

    def _arc(self, number: int) -> _Arc:
        """Return an arc in degrees and on the sheet, with what that can show."""
        if number not in self._kept:
            window, box = self._window, self._level.boxes[number]
            # One that is not near closes a ring, and nobody sees how.
            bend = self._bend if self._near.holds(box) else 64 * self._bend
            globe = self._level.lines[number].kept(bend)
            is_whole = not window.projection.is_cut or _is_whole(box, window.projection.lon)
            spots = window.spots(globe) if is_whole else []
            seams = outlines.seams((box[:2], box[2:]))
            self._kept[number] = _Arc(globe, spots, is_whole, self._holds(spots), bool(seams))
        return self._kept[number]

    def _holds(self, spots: list[Point]) -> bool:
        """Say whether all of some spots lie on the sheet, or a little beyond its edges."""
        if not spots:
            return True
        xs, ys = zip(*spots, strict=True)
        is_wide = min(xs) < -_EDGE or max(xs) > WIDTH + _EDGE
        return not (is_wide or min(ys) < -_EDGE or max(ys) > self._bottom)


def _is_whole(box: Box, middle: float) -> bool:
    """Say whether what lies in a box is not cut at the meridian opposite to the middle."""
    west = (box[0] - middle + 180) % 360 - 180
    return west > -180 and west + box[2] - box[0] < 180


def _joined(arcs: Sequence[tuple[bool, list[Point]]]) -> list[Point]:
    """Return arcs as one line, each from where the one before it ends; some run backwards."""
    found: list[Point] = []
    for ahead, points in arcs:
        run = points if ahead else points[::-1]
        found += run[1:] if found else run
    return found


def _line(run: outlines.Ring) -> Iterator[list[outlines.Step]]:
    steps = outlines.on_grid(run, is_closed=False)
    if len(steps) > 1:
        yield steps


def _is_seam(points: Sequence[Point], at: int) -> bool:
    """Say whether a stretch of a ring runs along where files are cut."""
    (a, b), (c, d) = points[at], points[(at + 1) % len(points)]
    return abs(a - c) < 1e-6 or (b < -89.99 and d < -89.99)
