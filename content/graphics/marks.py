"""The sign of the paper, a globe with one meridian, in the sizes that must be pixels.

Drawn as static/logo.svg draws it, in its square of 32.
"""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageDraw
from style import CONTENT, GROUND

STATIC = CONTENT.parent / "static"
LARGE = 2048
RED = "#8C1C13"  # the accent of the site, as in static/root/favicon.svg


def sign(size: int, *, colour: str, ground: str | None = None, margin: float = 0.0) -> Image.Image:
    """Draw the sign; without a ground it is transparent. The margin is a share of the size."""
    image = Image.new("RGBA", (LARGE, LARGE), ground or (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit = LARGE * (1 - 2 * margin) / 32
    middle = LARGE / 2

    def disc(x, y, radius, fill):
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=fill)

    def stroke(points, width):
        for x, y in points:
            disc(middle + x * unit, middle + y * unit, width * unit / 2, colour)

    turns = [pi * n / 1440 for n in range(2881)]
    stroke([(13.5 * cos(turn), 13.5 * sin(turn)) for turn in turns], 2.5)
    west = [turn for turn in turns if cos(turn) <= 0]
    stroke([(5 * cos(turn), 13.5 * sin(turn)) for turn in west], 2.25)
    disc(middle + PLACE[0] * unit, middle + PLACE[1] * unit, 3.2 * unit, colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


# The place on the meridian, seen from the middle of the sign.
PLACE = (-4.75, -4.25)


def favicon() -> None:
    target = STATIC / "root" / "favicon.ico"
    target.parent.mkdir(parents=True, exist_ok=True)
    sign(32, colour=RED).save(target, format="ICO", sizes=[(32, 32)])


def touch_icon() -> None:
    target = STATIC / "root" / "apple-touch-icon.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    icon = sign(180, colour=GROUND, ground=RED, margin=0.17)
    icon.convert("RGB").save(target, optimize=True)


ALL = (favicon, touch_icon)
