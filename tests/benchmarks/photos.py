"""Pictures as cameras make them, painted by a die: the same arguments give the same picture.

They have what makes photographs costly to reduce and to compress: amplitudes that fall as
frequencies rise, things of all sizes that hide each other, a background out of focus, smooth
skin and sky, rough ground, a sign with small print, grain. They show nothing.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Size = tuple[int, int]
"""Width and height in pixels."""

USUAL: Size = (3000, 2000)
"""As agencies send them: about 2 MB."""

CAMERA: Size = (6000, 4000)
"""Straight from a camera: 24 MP."""

GIANT: Size = (11_600, 7_760)
"""The largest that a newsroom may meet: 90 MP."""

QUALITY = 92
"""Of the JPEG that a camera writes."""

GRAIN = 3.2
"""Standard deviation of the noise, in levels of 255."""

NUMBERED = "Picture %06d"
"""The comment in a file, by which otherwise equal pictures differ."""

_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Benchmark Pictures">
<dc:creator><rdf:Seq><rdf:li>A. Photographer</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

_SKIN_AND_SKY = ((224, 182, 156), (141, 93, 68), (86, 55, 41), (150, 184, 222), (205, 214, 226))
_ROUGH = ((74, 88, 52), (121, 108, 86), (46, 52, 60), (158, 62, 48), (180, 176, 168), (52, 78, 120))


def write_photos(folder: Path, count: int, size: Size = USUAL, different: int = 24) -> list[Path]:
    """Write `count` JPEG files and return them; no two have the same bytes.

    After `different` of them the pictures repeat, and only a comment in the file is new.
    """
    folder.mkdir(parents=True, exist_ok=True)
    models: list[bytes] = []
    files = []
    for number in range(count):
        if number < different:
            models.append(jpeg(photo(number, size), subsampling=("4:2:0", "4:2:2")[number % 2]))
        file = folder / f"picture-{number:03}.jpg"
        file.write_bytes(_numbered(models[number % different], number))
        files.append(file)
    return files


def jpeg(picture: Image.Image, subsampling: str = "4:2:0") -> bytes:
    """Return a file as a camera and a picture desk leave it: with EXIF, position, XMP."""
    buffer = BytesIO()
    picture.save(
        buffer,
        "JPEG",
        quality=QUALITY,
        subsampling=subsampling,
        exif=_exif(),
        xmp=_XMP.encode(),
        comment=NUMBERED % 0,
    )
    return buffer.getvalue()


def photo(seed: int, size: Size = USUAL) -> Image.Image:
    """Paint picture number `seed`. It takes a second for 6 MP."""
    if size[0] * size[1] > CAMERA[0] * CAMERA[1]:
        return _mirrored(photo(seed, (size[0] // 2, size[1] // 2)))
    rng = np.random.default_rng(seed)
    sharp = size[0] / USUAL[0]
    far, _ = _things(rng, size, 40, largest=0.5)
    # In focus: fewer and smaller things, some of them rough.
    near, rough = _things(rng, size, 900, largest=0.22, ground=far.filter(_blur(14 * sharp)))
    _sign(rng, near, rough)
    # The lens, and the pixels' own area.
    near = near.filter(_blur(0.6 * sharp))
    texture = _cloud(rng, size, steepness=1.0) * np.asarray(rough, np.float32) / 10
    light = _cloud(rng, size, steepness=2.0) * 14
    grain = rng.standard_normal((size[1], size[0]), np.float32) * GRAIN
    lit = texture + light + grain
    levels = np.asarray(near, np.float32)
    return Image.fromarray(np.clip(levels + lit[..., None], 0, 255).astype(np.uint8))


def _things(
    rng: Generator, size: Size, number: int, largest: float, ground: Image.Image | None = None
) -> tuple[Image.Image, Image.Image]:
    """Return things that hide each other, and how rough each is (0 to 255).

    Their sizes, up to `largest` of the picture, are distributed as in real scenes: the number of
    those above a size falls with its square.
    """
    picture = ground.copy() if ground else _sky(rng, size)
    rough = Image.new("L", size, 50)
    paint, roughen = ImageDraw.Draw(picture), ImageDraw.Draw(rough)
    radii = np.sort(np.clip(largest * 0.06 / np.sqrt(rng.random(number)), 0, largest))[::-1]
    for radius in radii * size[1]:
        centre = rng.random(2) * size
        smooth = rng.random() < 0.45
        palette = _SKIN_AND_SKY if smooth else _ROUGH
        colour = np.array(palette[rng.integers(len(palette))]) * rng.uniform(0.7, 1.15)
        ink = tuple(int(it) for it in np.clip(colour, 0, 255))
        outline = _outline(rng, centre, radius, corners=0 if smooth else int(rng.integers(3, 9)))
        paint.polygon(outline, fill=ink)
        roughen.polygon(outline, fill=int(rng.integers(4, 24) if smooth else rng.integers(90, 255)))
    return picture, rough


def _outline(
    rng: Generator, centre: NDArray[np.float64], radius: float, corners: int
) -> list[tuple[float, float]]:
    """Return the corners of a polygon, or of what looks like a stretched circle if 0."""
    angles = np.linspace(0, 2 * np.pi, corners or 72, endpoint=False)
    turn, stretch = rng.uniform(0, np.pi), rng.uniform(0.35, 1.0)
    lengths = radius * (rng.uniform(0.6, 1.0, corners) if corners else np.ones(72))
    x, y = lengths * np.cos(angles), lengths * np.sin(angles) * stretch
    across = centre[0] + x * np.cos(turn) - y * np.sin(turn)
    down = centre[1] + x * np.sin(turn) + y * np.cos(turn)
    return list(zip(across.tolist(), down.tolist(), strict=True))


def _sky(rng: Generator, size: Size) -> Image.Image:
    """Return a gradient from top to bottom."""
    top, bottom = rng.integers(120, 235, 3), rng.integers(60, 190, 3)
    corners = np.stack([top, bottom])[:, None].astype(np.uint8)
    return Image.fromarray(corners).resize(size, Image.Resampling.BILINEAR)


def _cloud(rng: Generator, size: Size, steepness: float) -> NDArray[np.float32]:
    """Return noise of deviation 1; `steepness` 1 makes amplitudes fall as 1/f, 2 as 1/f².

    Each octave is drawn in its own resolution and enlarged.
    """
    total = np.zeros((size[1], size[0]), np.float32)
    scale, octaves = 1, 0
    while min(size) // scale > 3:
        drawn = (size[1] // scale + 1, size[0] // scale + 1)
        noise = Image.fromarray(rng.standard_normal(drawn, np.float32))
        weight = np.float32(scale ** (steepness - 1))
        total += weight * np.asarray(noise.resize(size, Image.Resampling.BICUBIC))
        scale, octaves = scale * 2, octaves + 1
    return np.asarray(total / total.std(), np.float32)


def _sign(rng: Generator, picture: Image.Image, rough: Image.Image) -> None:
    """Put up a sign with a large line and small print."""
    width, height = picture.width // 5, picture.height // 6
    left = int(rng.integers(0, picture.width - width))
    top = int(rng.integers(picture.height // 2, picture.height - height))
    board = (left, top, left + width, top + height)
    ground, ink = (((250, 246, 235), (20, 24, 40)), ((16, 60, 110), (250, 250, 250)))[
        int(rng.integers(2))
    ]
    ImageDraw.Draw(rough).rectangle(board, fill=8)
    draw = ImageDraw.Draw(picture)
    draw.rectangle(board, fill=ground)
    draw.text((left + width // 20, top + height // 10), "AB 470", ink, _font(height // 3))
    for line in range(5):
        letters = "".join(rng.choice(list("abcdefghil mnop rstuvw"), 26))
        place = (left + width // 20, top + height * (5 + line) // 10)
        draw.text(place, letters, ink, _font(height // 12))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _blur(radius: float) -> ImageFilter.GaussianBlur:
    return ImageFilter.GaussianBlur(radius)


def _mirrored(quarter: Image.Image) -> Image.Image:
    """Return a picture of four times the size whose halves mirror each other."""
    width, height = quarter.size
    whole = Image.new("RGB", (2 * width, 2 * height))
    upper = ((0, quarter), (width, ImageOps.mirror(quarter)))
    for left, part in upper:
        whole.paste(part, (left, 0))
        whole.paste(ImageOps.flip(part), (left, height))
    return whole


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Benchmark", "Camera obscura"
    exif[0x0132] = "2026:01:31 12:00:00"
    exif[0x013B], exif[0x8298] = "A. Photographer", "Benchmark Pictures"
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "N", (51.0, 30.0, 26.0)
    position[3], position[4] = "W", (0.0, 7.0, 39.0)
    return exif


def _numbered(file: bytes, number: int) -> bytes:
    return file.replace((NUMBERED % 0).encode(), (NUMBERED % number).encode(), 1)
