"""Which sizes of a picture are made, from which part of it: geometry, no pixels.

All sizes of a picture come from one *master*: the whole picture, upright, just large enough for
the largest of them. A use of pictures cuts its box out of the master and makes each width from
the next larger one. So a size depends on the picture and the settings, and not on who else
shows the picture.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Literal

import msgspec
from msgspec import Struct

from sitegen.model import Digest
from sitegen.picture_settings import USES, Effort, Pictures
from sitegen.pictures.facts import CardText, Rights
from sitegen.statcache import digest_of

RECIPE = 2
"""Raised when the same picture and settings shall give other pixels: it renames them all."""

Use = Literal["lead", "card", "inline", "portrait", "social", "wide", "classic", "square"]
Format = Literal["avif", "webp", "jpeg", "png"]
Size = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""

SHARES: dict[Use, Size] = {
    "social": (1200, 630),  # Open Graph's 1.91:1
    "wide": (1200, 675),  # and Google's three, developers.google.com/search/docs, "Article"
    "classic": (1200, 900),
    "square": (1000, 1000),
}
"""The crops that other platforms show, as JPEG."""

AVIF_SPEEDS: dict[Effort, int] = {"normal": 8, "quick": 9}
"""Chosen by the table in `docs/`, "Measurements": bytes, quality and time of each."""

CARD_PICTURE: Size = (500, 630)
"""The picture on a drawn card."""

NO_PICTURE: Digest = bytes(16)
"""The source of a card without a picture."""

ALIKE = 0.9
"""A width that is nearly the next larger one is not made."""

SCALES = (8, 4, 2)
"""By what a decoder of JPEG can shrink while it decodes."""

UNREAD = 0.4
"""What a pixel weighs that is not decoded: a progressive JPEG keeps its coefficients."""

MARGIN = 1.75
"""How many times wider than the master a decoded picture is: less costs sharpness."""


class UseSpec(Struct, frozen=True):
    """What a use asks for: widths, the largest first; a ratio, unless pictures stay whole.

    `fallback` are the widths of the last of several formats, none above those of the others.
    """

    widths: tuple[int, ...]
    ratio: Size | None
    qualities: dict[Format, int]
    fallback: tuple[int, ...] = ()
    avif_speed: int = AVIF_SPEEDS["normal"]


class Derivation(Struct, frozen=True, array_like=True):
    """All that the bytes of one derived picture depend on, but for the recipe.

    `scale` is by what decoding shrinks, `box` is in pixels of the master, and the last size of
    `chain` is this one's, each made from the one before. `speed` is that of AVIF's encoder, 0 in
    other formats. `shared` if it is for other platforms.
    A `box` that is larger than the master is filled up with the colour `ground`.
    A card is drawn with `fonts` around what the chain ends with; an empty chain, and no source,
    is a card without a picture.
    """

    source: Digest
    scale: int
    master: Size
    box: Box
    chain: tuple[Size, ...]
    format: Format
    quality: int
    speed: int
    transparent: bool
    shared: bool
    rights: Rights
    card: CardText | None = None
    fonts: tuple[Digest, ...] = ()
    ground: str = ""

    def key(self, recipe: str) -> Digest:
        """Return the digest under which the bytes are kept."""
        return digest_of(msgspec.msgpack.encode((recipe, self)))


def specs_of(settings: Pictures) -> dict[Use, UseSpec]:
    """Return what each use asks for."""
    specs: dict[Use, UseSpec] = {}
    for name in USES:
        use = getattr(settings, name)
        formats: tuple[Format, ...] = use.formats or settings.formats
        qualities = {it: use.quality.get(it, getattr(settings.quality, it)) for it in formats}
        widths = tuple(sorted(set(use.widths), reverse=True))
        fallback = {min(it, widths[0]) for it in use.fallback} if len(qualities) > 1 else ()
        width, _, height = use.ratio.partition(":")
        specs[name] = UseSpec(
            widths,
            (int(width), int(height)) if height else None,
            qualities,
            tuple(sorted(fallback, reverse=True)),
            AVIF_SPEEDS[settings.effort],
        )
    for use, size in SHARES.items():
        specs[use] = UseSpec((size[0],), size, {"jpeg": settings.quality.jpeg})
    return specs


def master_of(size: Size, specs: Mapping[Use, UseSpec]) -> tuple[int, Size]:
    """Return the scale at which a picture of a size is decoded, and the size of its master."""
    width, height = size
    factor = 0.0
    for spec in specs.values():
        shape = spec.ratio or size
        box_width = min(width, height * shape[0] / shape[1])
        factor = max(factor, spec.widths[0] / box_width)
    if factor >= 1:
        return 1, size
    master = (ceil(width * factor - 1e-6), ceil(height * factor - 1e-6))
    scale = next((it for it in SCALES if width / it >= master[0] * MARGIN), 1)
    return scale, master


def weight_of(size: Size, scale: int) -> float:
    """Return how many megapixels decoding a picture keeps in memory, shrunk by a scale."""
    return size[0] * size[1] / 1e6 * (UNREAD + 1 / scale**2)


def around(size: Size, ratio: Size) -> Box:
    """Return the smallest box of a ratio that holds the whole picture, in its middle."""
    width, height = size
    box_width = max(width, round(height * ratio[0] / ratio[1]))
    box_height = max(height, round(width * ratio[1] / ratio[0]))
    left, top = (width - box_width) // 2, (height - box_height) // 2
    return (left, top, left + box_width, top + box_height)


def box_of(size: Size, ratio: Size | None, focus: tuple[float, float]) -> Box:
    """Return the largest box of a ratio, its middle as near to the focus point as it can be."""
    width, height = size
    if ratio is None:
        return (0, 0, width, height)
    box_width = min(width, max(1, round(height * ratio[0] / ratio[1])))
    box_height = min(height, max(1, round(width * ratio[1] / ratio[0])))
    left = _within(round(focus[0] * width - box_width / 2), width - box_width)
    top = _within(round(focus[1] * height - box_height / 2), height - box_height)
    return (left, top, left + box_width, top + box_height)


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))


def sizes_of(box: Box, widths: Sequence[int], ratio: Size | None) -> tuple[Size, ...]:
    """Return the sizes that are made of a box, the largest first: none larger than the box.

    `widths` are those that are asked for, the largest first.
    """
    full, height = box[2] - box[0], box[3] - box[1]
    made = [width for width in widths if width < full]
    if len(made) < len(widths):
        made.insert(0, full)
    shape = ratio or (full, height)
    return tuple(
        (width, max(1, min(height, round(width * shape[1] / shape[0]))))
        for at, width in enumerate(made)
        if at == 0 or width < made[at - 1] * ALIKE
    )
