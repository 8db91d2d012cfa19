"""Where names stand on a map, so that none covers another: on a desk, and on a phone.

A map is as wide as the column, so on a phone letters are larger in units of the drawing. A name
that has no room there stands on a desk alone; what has none at all is told in words below.
"""

from collections.abc import Sequence
from typing import Literal
from unicodedata import east_asian_width

from msgspec import Struct

from sitegen.figures.maps.windows import WIDTH

DESK, PHONE = 22.0, 39.0
"""Units of the height of letters: 13 CSS pixels in a column of 600, and 11 in one of 288."""

DOT = 7.0
"""Units from the middle of a place to its edge, on a desk."""

Anchor = Literal["start", "middle", "end"]
_Box = tuple[float, float, float, float]


class Label(Struct, frozen=True):
    """A name on a map: where its line of letters stands; `is_roomy` is for a desk alone."""

    text: str
    x: int
    y: int
    anchor: Anchor
    is_roomy: bool


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, in units, in letters of a size."""
    wide = sum(1.0 if east_asian_width(it) in "WF" else 0.57 for it in text)
    return (wide + 0.08 * sum(map(str.isupper, text))) * size


def stretches(ring: Sequence[tuple[int, int]], height: int) -> tuple[tuple[int, int, int], ...]:
    """Return middles of the widest stretches of a ring on a sheet, each with its width.

    One that is too small for any name has its middle.
    """
    xs, ys = zip(*ring, strict=True)
    if max(xs) - min(xs) < DESK:
        return (((min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2, max(xs) - min(xs)),)
    low, high = max(min(ys), 12), min(max(ys), height - 12)
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


class Placer:
    """Places names on one sheet, the most important first."""

    def __init__(self, height: int) -> None:
        self._height = height
        self._taken: dict[float, list[_Box]] = {DESK: [], PHONE: []}

    def block(self, x: float, y: float) -> None:
        """Keep names off a place."""
        for size, taken in self._taken.items():
            reach = DOT * size / DESK
            taken.append((x - reach, y - reach, x + reach, y + reach))

    def beside(self, text: str, x: float, y: float) -> Label | None:
        """Place the name of a place to the right of it, or else to the left, below, or above."""
        tries: list[tuple[float, float, Anchor]] = []
        for size in (PHONE, DESK):
            gap = DOT * size / DESK + size * 0.25
            tries += [(x + gap, y + size * 0.34, "start"), (x - gap, y + size * 0.34, "end")]
            tries += [(x, y + gap + size * 0.75, "middle"), (x, y - gap, "middle")]
        return self._first(text, tries)

    def within(
        self, text: str, spots: tuple[tuple[int, int, int], ...], *, must: bool
    ) -> Label | None:
        """Place the name of an area inside of it; where it has no room, only if it `must`."""
        for size in (PHONE, DESK):
            need = width_of(text, size)
            fitting = [(x, y) for x, y, width in spots if width >= need * 1.04 or must]
            tries: list[tuple[float, float, Anchor]] = [
                (float(x), y + size * 0.34, "middle") for x, y in fitting
            ]
            if label := self._first(text, tries, sizes=(size,)):
                return label
        return None

    def _first(
        self,
        text: str,
        tries: list[tuple[float, float, Anchor]],
        sizes: tuple[float, ...] = (PHONE, DESK),
    ) -> Label | None:
        for size in sizes:
            for x, y, anchor in tries:
                box = _box(text, x, y, anchor, size)
                if self._is_free(box, size):
                    self._take(text, x, y, anchor, phone=size == PHONE)
                    return Label(text, round(x), round(y), anchor, size != PHONE)
        return None

    def _take(self, text: str, x: float, y: float, anchor: Anchor, *, phone: bool) -> None:
        self._taken[DESK].append(_box(text, x, y, anchor, DESK))
        if phone:
            self._taken[PHONE].append(_box(text, x, y, anchor, PHONE))

    def _is_free(self, box: _Box, size: float) -> bool:
        left, top, right, bottom = box
        if left < 2 or right > WIDTH - 2 or top < 2 or bottom > self._height - 2:
            return False
        sizes = (PHONE, DESK) if size == PHONE else (DESK,)
        return not any(
            left < it[2] and right > it[0] and top < it[3] and bottom > it[1]
            for each in sizes
            for it in self._taken[each]
        )


def _box(text: str, x: float, y: float, anchor: Anchor, size: float) -> _Box:
    width = width_of(text, size)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return left, y - size * 0.8, left + width, y + size * 0.25
