"""Views by day as pictures: bars of characters for a terminal, and an SVG.

Both show the same: a bar for each day, and what came out on it.
"""

from collections.abc import Iterator
from datetime import date
from html import escape

from sitegen.audience.stats import DayViews, Stats

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"

WIDTH, HEIGHT = 960, 320
LEFT, BELOW, ABOVE = 64, 48, 40
"""Pixels of the SVG, and of its margins."""


def bar(views: int, most: int, width: int, *, plain: bool = False) -> str:
    """Return a bar as long as its share of the most, in so many characters; in ASCII if `plain`."""
    eighths = views * width * 8 // most if most else 0
    if plain:
        return "#" * (eighths // 8)
    return FULL * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def plot(days: tuple[DayViews, ...], width: int, *, plain: bool = False) -> Iterator[str]:
    """Yield a line for each day: its name, its views, a bar, and the first headline of it."""
    most = max((it.views for it in days), default=0)
    room = max(8, width - 22 - 32)
    for it in days:
        day = f"{date.fromisoformat(it.day):%a} {it.day}"
        line = f"{day} {it.views:>7,} {bar(it.views, most, room, plain=plain):<{room}}"
        if it.published:
            more = f" (+{len(it.published) - 1})" if len(it.published) > 1 else ""
            line += f" {shortened(it.published[0], 31 - len(more))}{more}"
        yield line.rstrip()


def shortened(text: str, width: int) -> str:
    """Return a text in so many characters at most."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def svg(stats: Stats, title: str) -> str:
    """Return a drawing that stands by itself: a bar for each day, dots for what came out on it."""
    most = max(max((it.views for it in stats.days), default=0), 1)
    step = (WIDTH - LEFT) / len(stats.days)
    room = HEIGHT - ABOVE - BELOW
    top = _above(most)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            ' aria-labelledby="title about" font-family="sans-serif" font-size="12">'
        ),
        f'<title id="title">{escape(title)}: {stats.views:,} views</title>',
        f'<desc id="about">Views by day from {stats.first} to {stats.last}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    for share in (0, 1, 2):
        y = ABOVE + room - room * share // 2
        parts += [
            f'<path d="M{LEFT} {y}H{WIDTH}" stroke="#ccc"/>',
            f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{top * share // 2:,}</text>',
        ]
    every = -(-len(stats.days) // 14)
    for at, it in enumerate(stats.days):
        x, height = LEFT + step * at, room * it.views / top
        told = "".join(f"\n{escape(headline)}" for headline in it.published)
        parts.append(
            f"<g><title>{it.day}: {it.views:,} views{told}</title>"
            f'<rect x="{x + step * 0.1:.1f}" y="{ABOVE + room - height:.1f}"'
            f' width="{step * 0.8:.1f}" height="{height:.1f}" fill="#8f1d18"/>'
        )
        middle = x + step / 2
        parts += [
            f'<circle cx="{middle:.1f}" cy="{HEIGHT - BELOW + 10 + 7 * number}" r="2.5"/>'
            for number in range(min(len(it.published), 2))
        ]
        if (len(stats.days) - 1 - at) % every == 0:
            parts.append(
                f'<text x="{middle:.1f}" y="{HEIGHT - 8}" text-anchor="middle">'
                f"{date.fromisoformat(it.day):%d %b}</text>"
            )
        parts.append("</g>")
    return "\n".join([*parts, "</svg>\n"])


def _above(most: int) -> int:
    """Return the least round number that is not below: 2, 4, 6, 8 or 10 times a power of ten."""
    unit = max(2, int(2 * 10 ** (len(str(most)) - 1)))
    return -(-most // unit) * unit
