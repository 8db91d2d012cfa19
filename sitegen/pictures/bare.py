"""Pictures inside drawings: files that hold pixels and their colours, and tell nothing else."""

import base64
import io
import re
import struct
from collections.abc import Iterator

from PIL import Image, ImageOps

from sitegen.pictures.colours import Colours, colours_of
from sitegen.pictures.decode import eight_bits, opened, to_srgb

_PICTURE = re.compile("data:image/(png|jpeg|webp|gif);base64,([A-Za-z0-9+/=\\s]+)")

MOST_PIXELS = 100_000_000
"""Pixels of a picture inside a drawing: the most that `pictures.max_megapixels` allows by itself.

Settings cannot change it: a drawing is sanitised without them.
"""

_JPEG_APPS = {0xE0: b"JF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
"""Segments for applications that pixels need, and how they begin: JFIF, JFXX; profiles; Adobe."""

_PNG_CHUNKS = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP"),
        *(b"cICP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
    }
)
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})


def bare_data_url(address: str) -> str:
    """Return the data URL of a picture without what its file tells; or nothing if it is none."""
    written = _PICTURE.fullmatch(address)
    if not written:
        return ""
    kind = written[1]
    try:
        data = base64.b64decode(written[2])
        with opened(io.BytesIO(data), (kind,)) as image:
            if image.width * image.height > MOST_PIXELS:
                return ""
            if not is_bare(data, kind):
                data = _saved_again(image, kind, colours_of(image, data))
    except (OSError, ValueError, SyntaxError):
        return ""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _saved_again(image: Image.Image, kind: str, colours: Colours) -> bytes:
    """Return a picture's file with what its colours need and nothing else."""
    shown, profile = ImageOps.exif_transpose(image), image.info.get("icc_profile")
    if colours.of_greys:  # they are told by what is left out
        shown, profile = to_srgb(eight_bits(shown), colours), None
    shown.info = {key: it for key, it in shown.info.items() if key == "transparency"}
    buffer = io.BytesIO()
    shown.save(buffer, kind, icc_profile=profile, quality=92)
    return buffer.getvalue()


def is_bare(data: bytes, kind: str) -> bool:
    """Say whether a "jpeg", "png", "webp" or "gif" file tells nothing; False if it is damaged."""
    try:
        match kind:
            case "jpeg":
                segments = list(_jpeg_segments(data))
                return all(_is_needed(*segment) for segment in segments)
            case "png":
                return {name for name, _ in _chunks(data, 8, ">", 4)} <= _PNG_CHUNKS
            case "webp":
                return {name for name, _ in _chunks(data, 12, "<", 0)} <= _WEBP_CHUNKS
            case _:
                # A comment, or another extension than the loop of a film (GIF89a, 24 and 26).
                extensions = data.split(b"\x21\xff\x0b")[1:]
                return b"\x21\xfe" not in data and all(
                    it.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0")) for it in extensions
                )
    except (struct.error, IndexError):
        return False


def _is_needed(marker: int, content: bytes) -> bool:
    if marker == 0xFE:  # noqa: PLR2004 - a comment
        return False
    if not 0xE0 <= marker <= 0xEF:  # noqa: PLR2004 - segments for applications
        return True
    return marker in _JPEG_APPS and content.startswith(_JPEG_APPS[marker])


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and content of the segments before the pixels (ITU T.81, B.1)."""
    at = 2
    while True:
        mark, marker, length = struct.unpack_from(">BBH", data, at)
        if mark != 0xFF:  # noqa: PLR2004
            raise IndexError
        if marker == 0xDA:  # noqa: PLR2004 - the scan begins
            return
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length


def _chunks(data: bytes, at: int, order: str, trailer: int) -> Iterator[tuple[bytes, int]]:
    """Yield name and length of each chunk of a PNG or WebP file, from an offset on."""
    while at + 8 <= len(data):
        name = data[at + 4 : at + 8] if order == ">" else data[at : at + 4]
        (length,) = struct.unpack_from(f"{order}I", data, at if order == ">" else at + 4)
        yield name, length
        padding = 0 if order == ">" else length % 2
        at += 8 + length + trailer + padding
