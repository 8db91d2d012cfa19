"""Charts, maps and the like: how a file tells that it is one, and what stands around it.

A graphic is drawn in few colours, each of which fills much of it; a photograph has hardly two
pixels alike. So it is one if the commonest colours fill most of it. Of a JPEG nobody can tell,
since it blurs what was flat: there the newsroom says so.
"""

from collections import Counter

from PIL import Image

Colour = tuple[int, int, int]

SAMPLE = 192
"""So many pixels on each side are looked at, as they are."""

COMMON = 4
MOST = 0.55
"""How much of a graphic its commonest colours fill. Of 25 photographs and micrographs none has more
than 0.41, of 24 charts and maps none less than 0.56 (`docs/`, "Measurements")."""

_SHADE = 0xF8
"""Colours of edges are counted as one if they differ in no more than the last three bits."""


def is_graphic(image: Image.Image) -> bool:
    """Say whether an RGB picture is drawn in few colours; one of a single colour is nothing."""
    counts = _sample(image, (SAMPLE, SAMPLE)).getcolors(SAMPLE * SAMPLE) or []
    found = sorted((count for count, _ in counts), reverse=True)
    return len(found) > 1 and sum(found[:COMMON]) >= MOST * sum(found)


def ground_of(image: Image.Image) -> str:
    """Return the commonest colour of the edges of an RGB picture, such as "#ffffff"."""
    width, height = image.size
    edges = [
        _sample(image.crop((0, 0, width, 1)), (SAMPLE, 1)),
        _sample(image.crop((0, height - 1, width, height)), (SAMPLE, 1)),
        _sample(image.crop((0, 0, 1, height)), (1, SAMPLE)),
        _sample(image.crop((width - 1, 0, width, height)), (1, SAMPLE)),
    ]
    counts = Counter[Colour]()
    for edge in edges:
        for count, colour in edge.getcolors(SAMPLE) or []:
            assert isinstance(colour, tuple)  # noqa: S101 - it is RGB
            counts[colour[0], colour[1], colour[2]] += count
    shades = Counter[Colour]()
    for colour, count in counts.items():
        shades[_shade(colour)] += count
    shade = max(shades, key=lambda it: (shades[it], it))
    like = (it for it in counts if _shade(it) == shade)
    return "#{:02x}{:02x}{:02x}".format(*max(like, key=lambda it: (counts[it], it)))


def _shade(colour: Colour) -> Colour:
    red, green, blue = colour
    return (red & _SHADE, green & _SHADE, blue & _SHADE)


def _sample(image: Image.Image, most: tuple[int, int]) -> Image.Image:
    """Return a picture that is no larger, of pixels as they are."""
    size = (min(image.width, most[0]), min(image.height, most[1]))
    return image if size == image.size else image.resize(size, Image.Resampling.NEAREST)
