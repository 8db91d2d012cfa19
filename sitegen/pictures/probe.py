"""Look into a picture's file: what it is, how large, and whom it names as its maker.

Pure: bytes in, `Probe` out, never an exception for a bad file.
"""

import io
import posixpath
import warnings

from msgspec import Struct
from PIL import Image, ImageFile, IptcImagePlugin

FORMATS = {
    "JPEG": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "GIF": {".gif"},
    "AVIF": {".avif"},
}
GIT_LFS = b"version https://git-lfs.github.com/spec/"
IPTC_CREDIT = (2, 110)
IPTC_BYLINE = (2, 80)
TURNED = {5, 6, 7, 8}
"""EXIF orientations (tag 274) whose width and height change places."""


class Probe(Struct, frozen=True):
    """Size in pixels as it is shown, and the credit in the file. Or what is wrong, as a phrase."""

    width: int = 0
    height: int = 0
    credit: str = ""
    problem: str = ""
    hint: str = ""


def probe(data: bytes, name: str) -> Probe:
    """Return what a picture's bytes say."""
    if not data:
        return Probe(problem="is empty", hint="save the picture again")
    if data.startswith(GIT_LFS):
        return Probe(problem="is a pointer of Git LFS", hint="run `git lfs pull`")
    if data.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        hint = "open its address in a browser, and save the picture that you see there"
        return Probe(problem="is a web page that was saved as a picture", hint=hint)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
                width, height = image.size
                if image.getexif().get(274) in TURNED:
                    width, height = height, width
                suffix = posixpath.splitext(name)[1].lower()
                if suffix not in FORMATS[str(image.format)]:
                    ending = " or ".join(f"`{it}`" for it in sorted(FORMATS[str(image.format)]))
                    return Probe(
                        problem=f"is a {image.format} file under another ending",
                        hint=f"let its name end in {ending}",
                    )
                return Probe(width, height, _iptc_credit(image) or _xmp_credit(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Probe(
            problem="is no picture that can be read", hint="save it as JPEG, PNG, WebP, GIF or AVIF"
        )


def _iptc_credit(image: ImageFile.ImageFile) -> str:
    """Return the credit line of the IPTC record (IIM 4.2, 2:110), else the by-line (2:80)."""
    record = IptcImagePlugin.getiptcinfo(image) or {}
    for key in (IPTC_CREDIT, IPTC_BYLINE):
        value = record.get(key)
        first = value[0] if isinstance(value, list) else value
        if isinstance(first, bytes) and first.strip():
            return first.decode("utf-8", "replace").strip()
    return ""


def _xmp_credit(image: Image.Image) -> str:
    """Return `photoshop:Credit` of the XMP packet (IPTC Core 1.3, "Credit Line")."""
    packet = image.getxmp().get("xmpmeta", {}).get("RDF", {}).get("Description", {})
    for description in packet if isinstance(packet, list) else [packet]:
        credit = description.get("Credit") if isinstance(description, dict) else None
        if isinstance(credit, str) and credit.strip():
            return credit.strip()
    return ""
