"""Pictures drawn in code, in all the ways in which cameras, agencies and programs save them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

Colour = tuple[int, int, int]
Size = tuple[int, int]
Tags = dict[int, tuple[int, bytes]]
"""Of a TIFF directory: the type of each value, and its bytes."""

CORNERS: tuple[Colour, ...] = ((200, 40, 40), (40, 160, 40), (40, 40, 200), (220, 220, 220))
"""The quarters of `quartered`: upper left, upper right, lower left, lower right."""

STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How an upright picture lies in a file by its EXIF orientation; Pillow turns anticlockwise."""

ORIENTATION = 0x0112
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
"""XYZ under D50 of pure red, green and blue."""

_D50 = (0.9642, 1.0, 0.8249)
_TO_SRGB = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
"""From XYZ under D50 to linear sRGB: brucelindbloom.com."""


def picture(
    colour: Colour = (40, 90, 140), size: Size = (64, 48), kind: str = "JPEG", orientation: int = 0
) -> bytes:
    """Return the bytes of a picture of one colour."""
    exif = Image.Exif()
    if orientation:
        exif[ORIENTATION] = orientation
    return saved(Image.new("RGB", size, colour), kind, exif=exif)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as a file, good enough that its colours can be read again."""
    lossy: dict[str, Any] = {"quality": 95, "subsampling": "4:4:4"} if kind != "PNG" else {}
    if kind in {"WEBP", "GIF"}:
        lossy.pop("subsampling")
    buffer = io.BytesIO()
    image.save(buffer, kind, **{**lossy, **options})
    return buffer.getvalue()


def quartered(size: Size = (64, 48)) -> Image.Image:
    """Return an image whose quarters are `CORNERS`."""
    image = Image.new("RGB", (2, 2))
    image.putdata(CORNERS)
    return image.resize(size, Image.Resampling.NEAREST)


def turned(kind: str, orientation: int, size: Size = (64, 48)) -> bytes:
    """Return a file whose EXIF says how it is to be turned; upright, it is `quartered`."""
    image, way = quartered(size), STORED[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(image if way is None else image.transpose(way), kind, exif=exif)


def corners(image: Image.Image) -> list[Colour]:
    """Return the colours in the middle of the four quarters, on white."""
    image = image.convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    across, down = image.width // 4, image.height // 4
    found = []
    for y in (down, image.height - 1 - down):
        for x in (across, image.width - 1 - across):
            colour = image.getpixel((x, y))
            assert isinstance(colour, tuple)
            found.append((int(colour[0]), int(colour[1]), int(colour[2])))
    return found


def moving(kind: str, size: Size = (64, 48)) -> bytes:
    """Return a picture of three frames."""
    frames = [Image.new("RGB", size, (it, 90, 140)) for it in (10, 110, 210)]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100}
    return saved(frames[0], kind, **options)


def png_of_16_bits(image: Image.Image) -> bytes:
    """Return an RGB image as a PNG of 16 bits a channel, which Pillow cannot write."""
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">H", it * 257) for it in image.crop(row).tobytes())
        for row in ((0, y, image.width, y + 1) for y in range(image.height))
    )
    return _png(image.size, 16, rows)


def png_of_nothing(width: int, height: int) -> bytes:
    """Return a PNG that says that it is large, and holds no pixel."""
    return _png((width, height), 8, b"")


Chunk = tuple[bytes, bytes]
P3_PLACES = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
"""White, red, green and blue of Display P3, x and y of each."""


def cicp(primaries: int, transfer: int, matrix: int = 0, *, full: bool = True) -> Chunk:
    return b"cICP", bytes((primaries, transfer, matrix, full))


def gama(gamma: float) -> Chunk:
    return b"gAMA", struct.pack(">I", round(gamma * 100_000))


def chrm(*places: float) -> Chunk:
    return b"cHRM", struct.pack(">8I", *(round(it * 100_000) for it in places))


def iccp(profile: bytes) -> Chunk:
    return b"iCCP", b"x\0\0" + zlib.compress(profile)


def png_that_says(image: Image.Image, *chunks: Chunk) -> bytes:
    """Return an image, in grey or in RGB, as a PNG that says something of its colours."""
    row = image.width * len(image.getbands())
    pixels = image.tobytes()
    rows = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    return _png(image.size, 8, rows, chunks, is_grey=image.mode == "L")


def avif_that_says(image: Image.Image, primaries: int, transfer: int, **options: Any) -> bytes:
    """Return an image as an AVIF with these two code points in its `nclx`."""
    data = saved(image, "AVIF", **{"quality": 100, **options})
    at = data.index(b"colrnclx") + 8
    return data[:at] + struct.pack(">HH", primaries, transfer) + data[at + 4 :]


def jpeg_that_says(image: Image.Image, rule: str, space: int) -> bytes:
    """Return an image as the JPEG of a camera: the rule of DCF that it follows, its ColorSpace."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = space
    exif.get_ifd(0x8769)[0xA005] = {1: rule}
    return saved(image, "JPEG", exif=exif)


def _png(
    size: Size, bits: int, rows: bytes, before: tuple[Chunk, ...] = (), *, is_grey: bool = False
) -> bytes:
    header = struct.pack(">IIBBBBB", *size, bits, 0 if is_grey else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), *before, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


# Metadata


def exif_of(first: Tags, inner: Tags, where: Tags, thumbnail: bytes) -> bytes:
    """Return an EXIF block: the first directory, that of the camera, GPS, and a thumbnail."""
    block = b"MM\0*\0\0\0\x08"
    sizes = [_room({**first, 0x8769: (4, b""), 0x8825: (4, b"")}), _room(inner), _room(where)]
    starts = [8, 8 + sizes[0], 8 + sizes[0] + sizes[1], 8 + sum(sizes)]
    first = {
        **first,
        0x8769: (4, struct.pack(">I", starts[1])),
        0x8825: (4, struct.pack(">I", starts[2])),
    }
    behind = starts[3] + _room({0x0201: (4, b""), 0x0202: (4, b"")})
    second = {
        0x0201: (4, struct.pack(">I", behind)),
        0x0202: (4, struct.pack(">I", len(thumbnail))),
    }
    for at, tags in enumerate((first, inner, where, second)):
        block += _directory(tags, starts[at], following=starts[3] if at == 0 else 0)
    return b"Exif\0\0" + block + thumbnail


def _room(tags: Tags) -> int:
    return 6 + 12 * len(tags) + sum(len(value) for _, value in tags.values() if len(value) > 4)


def _directory(tags: Tags, start: int, following: int) -> bytes:
    entries, values = b"", b""
    for tag, (kind, value) in sorted(tags.items()):
        count = len(value) // {2: 1, 4: 4, 5: 8, 7: 1}[kind]
        place = struct.pack(">I", start + 6 + 12 * len(tags) + len(values))
        entries += struct.pack(">HHI", tag, kind, count)
        entries += value.ljust(4, b"\0") if len(value) <= 4 else place
        values += value if len(value) > 4 else b""
    return struct.pack(">H", len(tags)) + entries + struct.pack(">I", following) + values


# Colour profiles: ICC.1:2001-04


def rgb_profile(colorants: tuple[tuple[float, ...], ...], gamma: float) -> bytes:
    """Return a profile of three colours and one curve."""
    curve = _curve(gamma)
    tags = {f"{name}XYZ": _xyz(xyz) for name, xyz in zip("rgb", colorants, strict=True)}
    return _profile(b"mntrRGB XYZ ", {**tags, "rTRC": curve, "gTRC": curve, "bTRC": curve})


def grey_profile(gamma: float) -> bytes:
    return _profile(b"mntrGRAYXYZ ", {"kTRC": _curve(gamma)})


def cmyk_profile() -> bytes:
    """Return the profile of a press with four grey inks: each takes a quarter of the light."""
    straight = bytes(range(256))
    identity = struct.pack(">9i", *(65_536 * it for it in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    light = (1 - inks.bit_count() / 4 for inks in range(16))
    cube = b"".join(bytes((round(255 * it), 128, 128)) for it in light)
    table = b"mft1\0\0\0\0\x04\x03\x02\0" + identity + straight * 4 + cube + straight * 3
    return _profile(b"prtrCMYKLab ", {"A2B0": table})


def in_srgb(colour: Colour, colorants: tuple[tuple[float, ...], ...], gamma: float) -> Colour:
    """Return a colour of `rgb_profile` in sRGB."""
    light = [(it / 255) ** gamma for it in colour]
    xyz = [sum(light[n] * colorants[n][axis] for n in range(3)) for axis in range(3)]
    red, green, blue = (
        sum(factor * it for factor, it in zip(row, xyz, strict=True)) for row in _TO_SRGB
    )
    return srgb_level(red), srgb_level(green), srgb_level(blue)


def srgb_level(light: float) -> int:
    """Return the level of 255 that shows a share of light."""
    light = min(1.0, max(0.0, light))
    bent = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * bent)


def _profile(kinds: bytes, own: dict[str, bytes]) -> bytes:
    text = b"A test\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {"desc": description, "cprt": b"text\0\0\0\0free\0", "wtpt": _xyz(_D50), **own}
    directory, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        directory += name.encode() + struct.pack(">II", start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    header = struct.pack(
        ">I4sI12s12s4s24sI12s48s",
        start + len(data),
        b"",
        0x02400000,
        kinds,
        struct.pack(">6H", 2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"",
        0,
        _xyz(_D50)[8:],
        b"",
    )
    return header + directory + data


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(it * 65_536) for it in values))


def _curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
