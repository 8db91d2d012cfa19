"""Make the sizes of a picture: one decode, each width from the next larger one."""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from sitegen.model import Digest
from sitegen.pictures.colours import colours_of
from sitegen.pictures.decode import decode, opened, to_srgb
from sitegen.pictures.embed import Format as Kind
from sitegen.pictures.embed import metadata, save_options
from sitegen.pictures.facts import CardText
from sitegen.pictures.recipe import FILTER, SHARED_FILTER, WEBP_METHOD
from sitegen.pictures.renditions import Box, Derivation, Format, Size

PILLOW_NAMES: dict[Format, Kind] = {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG", "png": "PNG"}

ReadFont = Callable[[Digest], bytes]


def derive(
    data: bytes, wanted: Sequence[Derivation], read_font: ReadFont
) -> Iterator[tuple[Derivation, bytes]]:
    """Yield the bytes of each derivation of one picture.

    All must be of this picture, with one scale and one master. Raises what Pillow raises for a
    picture that cannot be decoded.
    """
    first = wanted[0]
    cuts = _Cuts(_master(data, first.scale, first.master, transparent=first.transparent))
    for derivation in wanted:
        cut = _Cut(derivation.box, derivation.shared, derivation.ground)
        image = cuts.cut(cut, derivation.chain)
        if derivation.card:
            image = _drawn(derivation, derivation.card, flat(image), read_font)
        yield derivation, encode(image, derivation)


def derive_card(derivation: Derivation, read_font: ReadFont) -> bytes:
    """Return the bytes of a card without a picture."""
    assert derivation.card  # noqa: S101 - nothing else has no source
    return encode(_drawn(derivation, derivation.card, None, read_font), derivation)


def _drawn(
    derivation: Derivation, card: CardText, picture: Image.Image | None, read_font: ReadFont
) -> Image.Image:
    # Fonts are for the few who draw: reading them takes a library of its own.
    from sitegen.pictures.cards import draw_card  # noqa: PLC0415

    return draw_card(card, picture, [read_font(digest) for digest in derivation.fonts])


def _master(data: bytes, scale: int, size: Size, *, transparent: bool) -> Image.Image:
    with opened(io.BytesIO(data)) as file:
        colours = colours_of(file, data)
        image = decode(file, scale)
    if image.size != size:
        image = image.resize(size, FILTER)
    image = to_srgb(image, colours)
    if image.mode == "RGBA" and not transparent:
        image = image.convert("RGB")
    image.info = {}  # no profile, no comment, no place goes on from here
    return image


class _Cut(NamedTuple):
    """A box of a master, for platforms or not, and the colour of what lies outside the master."""

    box: Box
    shared: bool
    ground: str


class _Cuts:
    """What is cut out of a master, each once."""

    def __init__(self, master: Image.Image) -> None:
        self._master = master
        self._made: dict[tuple[_Cut, tuple[Size, ...]], Image.Image] = {}

    def cut(self, cut: _Cut, chain: tuple[Size, ...]) -> Image.Image:
        """Return the last of a chain of sizes, each made from the one before."""
        key = (cut, chain)
        if key not in self._made:
            self._made[key] = self._cut(cut, chain)
        return self._made[key]

    def _cut(self, cut: _Cut, chain: tuple[Size, ...]) -> Image.Image:
        *larger, size = chain
        box, filter_ = cut.box, SHARED_FILTER if cut.shared else FILTER
        if larger:
            return self.cut(cut, tuple(larger)).resize(size, filter_)
        if cut.ground:
            return self._filled_up(cut, size)
        if size == (box[2] - box[0], box[3] - box[1]):
            return self._master if size == self._master.size else self._master.crop(box)
        return self._master.resize(size, filter_, box=box)

    def _filled_up(self, cut: _Cut, size: Size) -> Image.Image:
        """Return the whole master in the middle of a larger box, which is `size` in the end."""
        left, top, right, bottom = cut.box
        scale = min(size[0] / (right - left), size[1] / (bottom - top))
        whole, ground = flat(self._master), Image.new("RGB", size, cut.ground)
        width, height = (max(1, round(it * scale)) for it in whole.size)
        inside = whole.resize((width, height), SHARED_FILTER if cut.shared else FILTER)
        ground.paste(inside, ((size[0] - width) // 2, (size[1] - height) // 2))
        return ground


def encode(image: Image.Image, derivation: Derivation) -> bytes:
    """Return pixels as a file, with the rights that it carries."""
    kind, quality = derivation.format, derivation.quality
    carried = metadata(derivation.rights)
    options: dict[str, object] = dict(save_options(PILLOW_NAMES[kind], carried))
    match kind:
        case "jpeg":
            image = flat(image)
            options |= {"quality": quality, "progressive": True, "optimize": True}
        case "webp":
            options |= {"quality": quality, "method": WEBP_METHOD}
        case "avif":
            # One thread: the processes share the processors already, and bytes must not depend
            # on how many there are.
            options |= {"quality": quality, "speed": derivation.speed, "max_threads": 1}
        case "png":
            options |= {"optimize": True}
    buffer = io.BytesIO()
    image.save(buffer, PILLOW_NAMES[kind], **options)
    return buffer.getvalue()


def flat(image: Image.Image) -> Image.Image:
    """Return a picture without alpha, on white."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")
