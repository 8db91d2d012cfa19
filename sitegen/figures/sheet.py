"""A sheet of SVG to draw on: rounds coordinates, escapes words, and mirrors what reads leftwards.

Colours are classes, which a stylesheet fills by light, in the dark and on paper. Whoever draws
counts from where reading begins: on a mirrored sheet that is the right edge. Anchors of words need
nothing: `start` is where their direction begins.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

Point = tuple[float, float]

SIZE = 14
"""The size of letters in a drawing, in its own units: one is a CSS pixel, or about that."""

_PATTERNS = (
    "",
    '<path d="M0 4H8"/>',
    '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>',
    '<path d="M4 0V8"/>',
    '<circle cx="4" cy="4" r="1.6"/>',
    '<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2"/>',
    '<path d="M0 4H8M4 0V8"/>',
    '<path d="M0 8L8 0M0 0L8 8"/>',
)
"""What tells areas apart without colours: the first is plain."""

_SHAPES = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
    "M-4 -4H4V4H-4Z",
    "M0 -5L5 4H-5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0 5L5 -4H-5Z",
    "M-5.5 -1.5H-1.5V-5.5H1.5V-1.5H5.5V1.5H1.5V5.5H-1.5V1.5H-5.5Z",
    "M-4 -4H4V4H-4ZM-1.5 -1.5V1.5H1.5V-1.5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0ZM0 -2L-2 0L0 2L2 0Z",
)
"""What tells points apart without colours."""


def number(value: float) -> str:
    """Return a coordinate, to a tenth."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


class Sheet:
    """One drawing, `width` wide; `name` makes the ids of its patterns unique on a page."""

    def __init__(self, width: float, name: str, *, mirrored: bool = False) -> None:
        self.width = width
        self.name = name
        self.mirrored = mirrored
        self._parts: list[str] = []
        self._filled: set[int] = set()

    def x(self, value: float) -> float:
        """Return where something stands, from the left."""
        return self.width - value if self.mirrored else value

    def words(self, at: Point, text: str, kind: str = "", anchor: str = "start") -> None:
        """Write words on a line."""
        classes = f' class="{kind}"' if kind else ""
        stand = "" if anchor == "start" else f' text-anchor="{anchor}"'
        x, y = number(self.x(at[0])), number(at[1])
        said = escape(text, quote=False)
        self._parts.append(f'<text x="{x}" y="{y}"{classes}{stand}>{said}</text>')

    def line(self, start: Point, end: Point, kind: str) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        ends = f'x1="{number(self.x(x1))}" y1="{number(y1)}" x2="{number(self.x(x2))}"'
        self._parts.append(f'<line {ends} y2="{number(y2)}" class="{kind}"/>')

    def box(
        self, corner: Point, size: Point, kind: str, tone: str, *, patterned: bool = False
    ) -> None:
        """Draw a rectangle from its corner where reading begins, in a tone or in its pattern."""
        (x, y), (width, height) = corner, size
        left = self.x(x + width) if self.mirrored else x
        place = f'x="{number(left)}" y="{number(y)}"'
        extent = f'width="{number(width)}" height="{number(height)}"'
        self._parts.append(f"<rect {place} {extent} {self._filled_with(kind, tone, patterned)}/>")

    def path(self, points: Sequence[Point], kind: str) -> None:
        """Draw a line through points."""
        self._parts.append(f'<path d="{self._through(points)}" class="{kind}"/>')

    def shape(
        self, points: Sequence[Point], kind: str, tone: str, *, patterned: bool = False
    ) -> None:
        """Fill what a line through points encloses."""
        filled = self._filled_with(kind, tone, patterned)
        self._parts.append(f'<path d="{self._through(points)}Z" {filled}/>')

    def disc(self, at: Point, radius: float, kind: str) -> None:
        """Draw a disc."""
        place = f'cx="{number(self.x(at[0]))}" cy="{number(at[1])}"'
        self._parts.append(f'<circle {place} r="{number(radius)}" class="{kind}"/>')

    def mark(self, at: Point, shape: int, kind: str) -> None:
        """Draw a point in one of the shapes."""
        drawn = _SHAPES[shape % len(_SHAPES)]
        place = f"translate({number(self.x(at[0]))} {number(at[1])})"
        self._parts.append(f'<path d="{drawn}" transform="{place}" class="{kind}"/>')

    def _through(self, points: Sequence[Point]) -> str:
        return "".join(
            f"{'L' if at else 'M'}{number(self.x(x))} {number(y)}"
            for at, (x, y) in enumerate(points)
        )

    def _filled_with(self, kind: str, tone: str, patterned: bool) -> str:
        """Return attributes; a class would win over the attribute that names a pattern."""
        if not patterned or not tone.isdigit() or not _PATTERNS[int(tone) % len(_PATTERNS)]:
            return f'class="{kind} f{tone}"'
        self._filled.add(int(tone))
        return f'class="{kind}" fill="url(#{self.name}_{tone})"'

    def svg(self, height: float, attributes: str) -> str:
        """Return the drawing."""
        patterns = "".join(_pattern(self.name, it) for it in sorted(self._filled))
        defs = f"<defs>{patterns}</defs>" if patterns else ""
        extent = f"{number(self.width)} {number(height)}"
        size = f'width="{number(self.width)}" height="{number(height)}"'
        inside = defs + "".join(self._parts)
        return f'<svg viewBox="0 0 {extent}" {size} {attributes}>{inside}</svg>'


def _pattern(name: str, number_: int) -> str:
    drawn = _PATTERNS[number_ % len(_PATTERNS)]
    size = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    ground = f'<rect width="8" height="8" class="f{number_}"/>'
    return f'<pattern id="{name}_{number_}" {size} class="p">{ground}{drawn}</pattern>'


def swatch(name: str, number_: int, *, point: bool = False) -> str:
    """Return a small drawing that shows how a series is filled, or which shape its points have."""
    sheet = Sheet(20, name)
    if point:
        sheet.mark((10, 7), number_, f"f{number_}")
    else:
        sheet.box((0, 0), (20, 14), "bar", str(number_), patterned=True)
    return sheet.svg(14, 'class="swatch" aria-hidden="true"')


def apart(wanted: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Return places near those that are wanted, which ascend, each with its own room around it.

    `gaps` are how much room each needs, half of it on either side. Those that would touch stand
    together, as near as they can to where they belong (least squares: pooled violators). All stay
    between `low` and `high` as long as there is room.
    """
    groups: list[_Group] = []
    for at, (place, gap) in enumerate(zip(wanted, gaps, strict=True)):
        group = _Group(at, 1, place, gap)
        while groups and groups[-1].end > group.start:
            group = groups.pop().joined(group)
            group = group.within(low, high)
        groups.append(group.within(low, high))
        # What was moved into the sheet may touch what stands before it.
        while len(groups) > 1 and groups[-2].end > groups[-1].start:
            last = groups.pop()
            groups.append(groups.pop().joined(last).within(low, high))
    places: list[float] = []
    for group in groups:
        edge = group.start
        for gap in gaps[group.first : group.first + group.size]:
            places.append(edge + gap / 2)
            edge += gap
    return places


class _Group(NamedTuple):
    """Things that stand together: from the first on how many, the middle, and how much room."""

    first: int
    size: int
    middle: float
    room: float

    @property
    def start(self) -> float:
        return self.middle - self.room / 2

    @property
    def end(self) -> float:
        return self.middle + self.room / 2

    def joined(self, behind: "_Group") -> "_Group":
        """Return both as one, in the middle of where each wanted to be."""
        room, size = self.room + behind.room, self.size + behind.size
        ours = self.middle + behind.room / 2
        theirs = behind.middle - self.room / 2
        middle = (ours * self.size + theirs * behind.size) / size
        return _Group(self.first, size, middle, room)

    def within(self, low: float, high: float) -> "_Group":
        """Return it between two bounds; at the first, if there is no room."""
        middle = max(min(self.middle, high - self.room / 2), low + self.room / 2)
        return self._replace(middle=middle)
