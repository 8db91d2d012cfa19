"""Outlines on a sheet: thinned to what can be seen, cut at its edges, written as paths. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from sitegen.figures.maps.boundaries import Point

Ring = list[Point]


ALWAYS = 1e9
"""The bend of a point that stays in any case."""


def bends(points: Sequence[Point], fixed: Iterable[int] = ()) -> list[float]:
    """Return how much a line bends at each point: at its ends and those `fixed`, `ALWAYS`.

    A bend is the triangle of a point with its neighbours, in square units, once all smaller bends
    are gone (Visvalingam and Whyatt, 1993): without points below any size, a line is what it would
    be had they been taken out one by one.
    """
    last = len(points) - 1
    before = list(range(-1, last))
    after = list(range(1, last + 2))
    found = [0.0] * (last + 1)
    for at in (0, last, *fixed):
        found[at] = ALWAYS

    def triangle(at: int) -> float:
        (a, b), (c, d), (e, f) = points[before[at]], points[at], points[after[at]]
        return abs((c - a) * (f - b) - (e - a) * (d - b)) / 2

    size_at = {at: triangle(at) for at in range(1, last) if not found[at]}
    heap = [(size, at) for at, size in size_at.items()]
    heapify(heap)
    while heap:
        size, at = heappop(heap)
        if size_at.get(at) != size:
            continue
        del size_at[at]
        found[at] = size
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for other in (left, right):
            if other in size_at:
                size_at[other] = max(size, triangle(other))
                heappush(heap, (size_at[other], other))
    return found


def cut_to(ring: Ring, left: float, top: float, right: float, bottom: float) -> Ring:
    """Return what of a ring lies in a rectangle; where it leaves that, it runs along the edge."""
    for is_x, bound, is_upper in ((1, left, 0), (1, right, 1), (0, top, 0), (0, bottom, 1)):
        if not ring:
            break
        axis = 0 if is_x else 1
        values = [it[axis] for it in ring]
        if (max(values) <= bound) if is_upper else (min(values) >= bound):
            continue
        ring = list(_halved(ring, axis, bound, keeps_below=bool(is_upper)))
    return ring


def _halved(ring: Ring, axis: int, bound: float, *, keeps_below: bool) -> Iterator[Point]:
    """Yield what of a ring lies on one side of a line (Sutherland and Hodgman, 1974)."""
    before = ring[-1]
    was_in = (before[axis] <= bound) is keeps_below or before[axis] == bound
    for at in ring:
        is_in = (at[axis] <= bound) is keeps_below or at[axis] == bound
        if is_in != was_in:
            share = (bound - before[axis]) / (at[axis] - before[axis])
            other = before[1 - axis] + (at[1 - axis] - before[1 - axis]) * share
            yield (bound, other) if axis == 0 else (other, bound)
        if is_in:
            yield at
        before, was_in = at, is_in


def in_strip(ring: Ring) -> Iterator[Ring]:
    """Yield what of a ring lies between -180 and 180, once it is wound around the globe as it runs.

    Longitudes count from the middle of a map that is cut opposite to it.
    """
    xs = [x for x, _ in ring]
    low, high = min(xs), max(xs)
    for turn in (-720, -360, 0, 360, 720):
        if low + turn < 180 and high + turn > -180:
            turned = ring if not turn else [(x + turn, y) for x, y in ring]
            if low + turn < -180 or high + turn > 180:
                turned = cut_to(turned, -180.0, -91.0, 180.0, 91.0)
            if len(turned) > 2:
                yield turned


def unwound(points: Iterable[Point], middle: float) -> Ring:
    """Return points with longitudes from a middle, none half a globe away from the one before."""
    found: Ring = []
    turn = 0.0
    before: float | None = None
    for lon, lat in points:
        x = lon - middle + turn
        if before is None:
            turn = -360.0 * ((x + 180) // 360)
            x += turn
        else:
            while x - before > 180:
                x, turn = x - 360, turn - 360
            while x - before < -180:
                x, turn = x + 360, turn + 360
        found.append((x, lat))
        before = x
    return found


_EXACT = 1e-6
"""Degrees: as near as numbers come to what they mean."""


def seams(points: Sequence[Point]) -> list[int]:
    """Return the numbers of points where files are cut: the 180th meridian, the South Pole."""
    return [
        at
        for at, (lon, lat) in enumerate(points)
        if lon >= 180 - _EXACT or lon <= _EXACT - 180 or lat <= _EXACT - 90
    ]


Step = tuple[int, int]


def on_grid(ring: Ring, *, is_closed: bool = True) -> list[Step]:
    """Return the steps of a ring on the grid of whole units, without those on a straight way."""
    steps: list[Step] = []
    for x, y in ring:
        at = (round(x), round(y))
        if steps and steps[-1] == at:
            continue
        if len(steps) > 1:
            (a, b), (c, d) = steps[-2], steps[-1]
            if (c - a) * (at[1] - d) == (d - b) * (at[0] - c) and (
                (c - a) * (at[0] - c) + (d - b) * (at[1] - d) > 0
            ):
                steps.pop()
        steps.append(at)
    while is_closed and len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    return steps


def path(rings: Iterable[Sequence[Step]], *, is_closed: bool = True) -> str:
    """Return rings, or lines, as the path of an SVG (SVG 2, 9.3): from each step to the next."""
    parts = []
    for steps in rings:
        moves = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(steps)]
        way = " ".join(moves).replace(" -", "-")
        parts.append(f"M{steps[0][0]} {steps[0][1]}l{way}{'z' if is_closed else ''}")
    return "".join(parts)


def size_of(steps: Sequence[Step]) -> float:
    """Return the area inside of a ring, in square units."""
    doubled = steps[-1][0] * steps[0][1] - steps[0][0] * steps[-1][1]
    doubled += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(steps))
    return abs(doubled) / 2


def joined(rings: Iterable[Sequence[int]], point: Callable[[int, bool], Point]) -> list[list[int]]:
    """Return the outlines, in arcs, of what is one area though it was several.

    An arc that runs both ways lies inside. `point` returns where an arc begins, or else ends.
    """
    numbers = [number for ring in rings for number in ring]
    there = set(numbers)
    rest = [it for it in numbers if ~it not in there]
    starting: dict[Point, list[int]] = {}
    for number in reversed(rest):
        starting.setdefault(point(number, False), []).append(number)
    found = []
    used: set[int] = set()
    for first in rest:
        if first in used:
            continue
        ring, number = [first], first
        used.add(first)
        starting[point(first, False)].remove(first)
        while point(number, True) != point(first, False):
            following = starting.get(point(number, True))
            if not following:
                break
            number = following.pop()
            used.add(number)
            ring.append(number)
        found.append(ring)
    return found
