"""Fonts built in code."""

import io
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


@cache
def boxes(characters: str, outlines: bool = True) -> bytes:
    """Return a font in which each character is a box, as wide as half its height and more."""
    names = [".notdef", *(f"u{ord(it):04X}" for it in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(it): f"u{ord(it):04X}" for it in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()
    box, nothing = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({name: nothing if name == "u0020" else box for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if not outlines:
        del builder.font["glyf"], builder.font["loca"]
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()
