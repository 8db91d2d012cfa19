"""Look into a picture's file: what it is, how large, whose, and whether all of it is there.

Pure: bytes in, `Probe` out, never an exception for a bad file.
"""

import io
import posixpath
from codecs import BOM_UTF8
from math import ceil
from pathlib import Path

from msgspec.structs import replace
from PIL import Image, ImageFile

from sitegen.pictures.colours import colours_of
from sitegen.pictures.decode import ENDINGS, decode, format_of, opened, to_srgb, upright_size
from sitegen.pictures.facts import Probe
from sitegen.pictures.graphics import ground_of, is_graphic
from sitegen.pictures.renditions import weight_of
from sitegen.pictures.rights import read_rights, says_where
from sitegen.pictures.svg import probe_svg
from sitegen.pictures.whole import boxes, is_cut

GIT_LFS = b"version https://git-lfs.github.com/spec/"
SMALLEST = 2
"""Pixels: a side of one pixel is a tracking pixel or an accident, and no ratio can be cut."""

LARGEST = 16_383
"""Pixels: the widest that WebP can hold (RFC 9649, 2.5), and more than any camera takes."""

CUT = Probe(problem="is cut off: its end is missing", hint="copy the file again")
LOSSLESS = frozenset({"PNG", "GIF"})
"""Formats whose colours are those that were drawn: in others a photograph's neighbours blur."""

OPAQUE = (255, 255)
"""The least and the most of an alpha channel that hides nothing."""

GLANCE = 8
"""By what a picture is shrunk to find its mean colour."""

READABLE = "save it as JPEG, PNG, WebP, GIF, AVIF or SVG"
IN_SDR = "save it without HDR, to choose yourself what becomes of its brightest parts"
CALLED = {
    ".jpg": "a JPEG",
    ".png": "a PNG",
    ".webp": "a WebP",
    ".gif": "a GIF",
    ".avif": "an AVIF",
    ".svg": "an SVG",
}
"""What files are called, by the ending that they ought to have."""

ALSO = {".jpeg": ".jpg"}
"""Endings that are as good as another."""


def probe(data: bytes, name: str, max_megapixels: int) -> Probe:
    """Return what a picture's bytes say. Decodes it: what is cut off shows only then."""
    if fault := _no_picture(data):
        return Probe(problem=fault[0], hint=fault[1])
    suffix = posixpath.splitext(name)[1].lower()
    try:
        with opened(io.BytesIO(data)) as image:
            if fault := _refusal(image, max_megapixels):
                return Probe(problem=fault[0], hint=fault[1])
            found = _facts(image, data)
    except Exception as error:  # noqa: BLE001 - a hostile file can make a decoder raise anything
        is_drawing = suffix == ".svg" or _looks_like_a_drawing(data)
        found = probe_svg(data) if is_drawing else _unreadable(data, error)
    if found.ending in {"", ALSO.get(suffix, suffix)}:
        return found
    remark = (
        f"is {CALLED[found.ending]} file under another ending",
        f"let its name end in `{found.ending}`",
    )
    return replace(found, remarks=(remark, *found.remarks))


def _looks_like_a_drawing(data: bytes) -> bool:
    start = data[:4096].lstrip(BOM_UTF8 + b" \t\r\n")
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in start


def _no_picture(data: bytes) -> tuple[str, str] | None:
    """Return what a file is instead of a picture, and a hint."""
    if not data:
        return "is empty", "save the picture again"
    if data.startswith(GIT_LFS):
        return "is a pointer of Git LFS", "run `git lfs pull`"
    if data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        hint = "open its address in a browser, and save the picture that you see there"
        return "is a web page that was saved as a picture", hint
    return None


def weight(file: Path) -> float:
    """Return about how many megapixels will be decoded to look into a file; 1 for no picture."""
    try:
        with file.open("rb") as stream, opened(stream) as image:
            scale = GLANCE if format_of(image) == "JPEG" else 1
            return weight_of(image.size, scale)
    except Exception:  # noqa: BLE001 - as below
        return 1.0


def _refusal(image: ImageFile.ImageFile, max_megapixels: int) -> tuple[str, str] | None:
    """Return why a picture is not even decoded, and a hint."""
    # As it is stored: to know which side is up, Pillow would decode a PNG.
    width, height = image.size
    shown = f"{width:,} × {height:,} pixels"
    if min(width, height) < SMALLEST:
        return f"has {shown}: too few to show anything", "save the picture again, larger"
    if max(width, height) > LARGEST:
        return f"has {shown}: no side may have more than {LARGEST:,}", "save it smaller"
    megapixels = width * height / 1e6
    if megapixels > max_megapixels:
        return (
            f"has {ceil(megapixels * 10) / 10:g} megapixels: {max_megapixels} is the most allowed",
            "save it smaller, or raise `pictures.max_megapixels` in content/site.toml",
        )
    return None


def _facts(image: ImageFile.ImageFile, data: bytes) -> Probe:
    width, height = upright_size(image)
    rights = read_rights(image)
    located = says_where(image)
    colours = colours_of(image, data)
    # Behind the first frame of an MPO lie previews, not a film.
    moving = format_of(image) != "JPEG" and getattr(image, "n_frames", 1) > 1
    if moving and is_cut(data):
        return CUT
    dims = colours.hdr and not moving
    pixels = decode(image, GLANCE)
    transparent = pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != OPAQUE
    shown = to_srgb(pixels, colours).convert("RGB")
    colour = shown.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return Probe(
        width=width,
        height=height,
        kind="moving" if moving else "photo",
        ending=ENDINGS[format_of(image)],
        tone="#{:02x}{:02x}{:02x}".format(*colour) if isinstance(colour, tuple) else "",
        transparent=transparent,
        ground=ground_of(shown),
        graphic=format_of(image) in LOSSLESS and not moving and is_graphic(shown),
        located=located,
        rights=rights,
        remarks=((f"is HDR ({colours.hdr}), and is shown without it", IN_SDR),) if dims else (),
    )


def _unreadable(data: bytes, error: Exception) -> Probe:
    said = str(error).lower()
    if "truncated" in said or "incomplete" in said or "unexpected end" in said or is_cut(data):
        return CUT
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")) or boxes(data):
        return Probe(problem="is damaged", hint="copy the file again, or save the picture again")
    return Probe(problem="is no picture that can be read", hint=READABLE)
