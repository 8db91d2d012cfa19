"""Fonts of a newsroom: what a file says of itself, as a face."""

import posixpath

import uharfbuzz

from sitegen.typefaces.faces import Face, Family
from sitegen.typefaces.parts import OTHER, PARTS, joined, within

_SFNT = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")


def own_face(data: bytes, family: Family, file: str) -> Face:
    """Return the face that lies in a font, with everything that it has.

    Raises ValueError, with a phrase that goes on after the file's name.
    """
    if data.startswith((b"wOF2", b"wOFF")):
        raise ValueError("is packed for the web already; give its TTF or OTF file")
    if not data.startswith(_SFNT):
        raise ValueError("is no font that can be read")
    font = uharfbuzz.Face(data)
    codes = frozenset(font.unicodes)
    parts = tuple(it for it in (*PARTS, OTHER) if within(it, codes))
    if not parts or not font.upem:
        raise ValueError("is no font that can be read")
    sized = uharfbuzz.Font(font)
    axes = {it.tag: (it.min_value, it.max_value) for it in font.axis_infos}
    least, most = axes.get("wght", (sized.get_style_value(uharfbuzz.StyleTag.WEIGHT),) * 2)
    upright = not sized.get_style_value(uharfbuzz.StyleTag.ITALIC)
    return Face(
        name=posixpath.splitext(posixpath.basename(file))[0],
        family=family,
        package="",
        file=file,
        weight=f"{least:.0f}" if least == most else f"{least:.0f} {most:.0f}",
        slant="normal" if upright else "italic",
        parts=parts,
        others=joined(within(OTHER, codes)),
    )
