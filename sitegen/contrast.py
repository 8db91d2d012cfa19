"""Colours of sections: whether they can be read on the paper, by day and by night."""

from typing import NamedTuple

LEAST = 4.5
"""The contrast that text of any size needs (WCAG 2.2, 1.4.3)."""

_WHITE = 255
_LINEAR = 0.04045
"""Up to here sRGB is a straight line (IEC 61966-2-1)."""
_STEPS = 100


class Paper(NamedTuple):
    """What a site is printed on, in each scheme: `--paper` of static/site.css."""

    light: str = "#fdfcf8"
    dark: str = "#151618"


PAPER = Paper()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (`#rrggbb`), from 1 to 21 (WCAG 2.2)."""
    dimmer, brighter = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (brighter + 0.05) / (dimmer + 0.05)


def lightened(colour: str) -> str:
    """Return a colour mixed with as little white as lets it be read on the paper of the dark."""
    rgb = _rgb(colour)
    steps = (
        "#{:02x}{:02x}{:02x}".format(*(round(it + (_WHITE - it) * step / _STEPS) for it in rgb))
        for step in range(_STEPS + 1)
    )
    return next(it for it in steps if contrast(it, PAPER.dark) >= LEAST)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _luminance(rgb: tuple[int, ...]) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        it / 12.92 if (it := value / 255) <= _LINEAR else ((it + 0.055) / 1.055) ** 2.4
        for value in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
