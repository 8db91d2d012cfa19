"""What colours the numbers in a picture's file mean: its profile, or one made of what it says.

Pure. A PNG may name its colours in four ways, of which the first that is there holds (PNG, third
edition, 4.3); an AVIF in two (ISO/IEC 14496-12, 12.1.5). Where that leaves a choice, or a file
breaks its rules, this is what Chromium shows: `tests/test_colours.py` compares. A camera's JPEG
may be in Adobe RGB by its EXIF alone (DCF 2.0), which Chromium passes over and this does not.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from PIL import ExifTags, ImageCms, ImageFile

from sitegen.pictures.icc import (
    ADOBE_GAMMA,
    ADOBE_RGB,
    BT_709,
    HDR,
    PRIMARIES,
    SRGB_CURVE,
    Primaries,
    curve,
    gamma_curve,
    profile,
)

PNG_START = 8
IHDR_CHUNK = 25
"""Bytes of the signature of a PNG, and of its first chunk."""

PLAIN_GAMMA = 2.2
NEARLY = 0.05
"""By how much a gamma alone may differ from `PLAIN_GAMMA` and still mean sRGB."""
STEEPEST = 10
"""A gamma beyond which, either way, nothing would be seen."""

VIDEO = frozenset({1, 6, 11, 14, 15})

BROKEN_EXIF = (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error)
COLOUR_SPACE = 0xA001
INTEROPERABILITY = 1
SRGB_BY_EXIF = 1


class Colours(NamedTuple):
    """A profile (ICC), empty for sRGB; and what goes beyond it: the name of HDR, if it is that.

    `of_greys` if the profile is for the levels of a grey picture, too.
    """

    profile: bytes = b""
    of_greys: bool = False
    hdr: str = ""


SRGB = Colours()


def colours_of(image: ImageFile.ImageFile, data: bytes) -> Colours:
    """Return what an opened picture's file, of these bytes, says about its colours."""
    if image.format == "PNG" and (told := _of_cicp(data)):
        return told
    carried = image.info.get("icc_profile")
    if carried and _can_be_read(carried):
        return Colours(carried)
    match image.format:
        case "PNG":
            return _of_gamma(image)
        case "AVIF":
            return _of_nclx(data)
        case "JPEG" | "MPO":
            return _of_exif(image)
    return SRGB


def _can_be_read(carried: bytes) -> bool:
    try:
        ImageCms.ImageCmsProfile(BytesIO(carried))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
    return True


def _made(primaries: Primaries, tone: bytes, hdr: str = "") -> Colours:
    try:
        return Colours(profile(primaries, tone), of_greys=True, hdr=hdr)
    except (ZeroDivisionError, OverflowError, struct.error):
        return SRGB  # no colour lies between such primaries


def _coded(primaries: int, transfer: int) -> Colours:
    """Return the colours of two code points of H.273 that are known."""
    tone = curve(transfer)
    if tone is None or (primaries, transfer) == (BT_709, SRGB_CURVE):
        return SRGB
    return _made(PRIMARIES[primaries], tone, HDR.get(transfer, ""))


# PNG


def _of_cicp(data: bytes) -> Colours | None:
    """Return what the chunk cICP says; None if there is none, or it breaks its rules."""
    for name, content in _chunks_before_pixels(data):
        if name == b"cICP" and len(content) == 4:  # noqa: PLR2004
            primaries, transfer, matrix, is_full = content
            if primaries in PRIMARIES and curve(transfer) and not matrix and is_full:
                return _coded(primaries, transfer)
            return None
    return None


def _chunks_before_pixels(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = PNG_START + IHDR_CHUNK
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IDAT":
            return
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _of_gamma(image: ImageFile.ImageFile) -> Colours:
    """Return what gAMA and cHRM say, which mean nothing beside sRGB."""
    gamma, places = image.info.get("gamma", 0), image.info.get("chromaticity")
    if "srgb" in image.info or not 1 / STEEPEST <= gamma <= STEEPEST:
        return SRGB
    if places:
        x, y = places[::2], places[1::2]
        white, red, green, blue = zip(x, y, strict=True)
        return _made(Primaries(white, red, green, blue), gamma_curve(1 / gamma))
    if abs(gamma * PLAIN_GAMMA - 1) < NEARLY:
        return SRGB
    return _made(PRIMARIES[BT_709], gamma_curve(1 / gamma))


# AVIF


def _of_nclx(data: bytes) -> Colours:
    """Return what the primary item of an AVIF says in a `colr` of the kind `nclx`."""
    try:
        found = next(_nclx_of_primary(data), None)
    except (struct.error, IndexError):
        found = None
    if found is None:
        return SRGB
    primaries, transfer = found
    # Of the curves of video, which differ little from that of sRGB, browsers make it.
    is_of_video = transfer in VIDEO or curve(transfer) is None
    return _coded(
        primaries if primaries in PRIMARIES else BT_709,
        SRGB_CURVE if is_of_video else transfer,
    )


def _nclx_of_primary(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield primaries and transfer of the picture that is shown (ISO/IEC 23008-12, 9.3)."""
    meta = _box(data, b"meta")[4:]
    properties, pitm = _box(meta, b"iprp"), _box(meta, b"pitm")
    primary = int.from_bytes(pitm[4:8] if pitm[0] else pitm[4:6], "big")
    listed = list(_boxes(_box(properties, b"ipco")))
    for number in _properties_of(primary, _box(properties, b"ipma")):
        name, content = listed[number - 1]
        if name == b"colr" and content.startswith(b"nclx"):
            yield struct.unpack_from(">HH", content, 4)


def _box(data: bytes, wanted: bytes) -> bytes:
    return next((content for name, content in _boxes(data) if name == wanted), b"")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of each box (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        end = at + length if length else len(data)
        if end < start:
            return
        yield name, data[start:end]
        at = end


def _properties_of(item: int, ipma: bytes) -> Iterator[int]:
    """Yield the numbers of an item's properties, from 1 on (ISO/IEC 23008-12, 9.3.1)."""
    version, is_wide = ipma[0], ipma[3] & 1
    (count,) = struct.unpack_from(">I", ipma, 4)
    at = 8
    for _ in range(count):
        name, size = struct.unpack_from(">IB" if version else ">HB", ipma, at)
        at += 5 if version else 3
        for _ in range(size):
            number = struct.unpack_from(">H", ipma, at)[0] & 0x7FFF if is_wide else ipma[at] & 0x7F
            at += 2 if is_wide else 1
            if name == item and number:
                yield number


# JPEG


def _of_exif(image: ImageFile.ImageFile) -> Colours:
    """Return Adobe RGB for a JPEG of DCF's optional colour space (DCF 2.0, 3.6)."""
    with suppress(*BROKEN_EXIF):
        exif = image.getexif()
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        rule = exif.get_ifd(ExifTags.IFD.Interop).get(INTEROPERABILITY)
        if rule == "R03" and camera.get(COLOUR_SPACE) != SRGB_BY_EXIF:
            return _made(ADOBE_RGB, gamma_curve(ADOBE_GAMMA))
    return SRGB
