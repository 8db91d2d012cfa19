"""Which characters a font has, and which script one is of."""

import io
import logging
from functools import lru_cache

from fontTools.unicodedata import script, script_name

_OUTLINES = frozenset({"glyf", "CFF ", "CFF2"})
"""Tables of outlines; fonts of emoji may have none."""
# What fontTools says about a damaged font is no message for an editor.
logging.getLogger("fontTools").addHandler(logging.NullHandler())

__all__ = ["characters", "script", "script_name"]


@lru_cache(maxsize=16)
def characters(font: bytes) -> frozenset[int]:
    """Return the code points that a font has; of a collection, its first font.

    Raises ValueError, with a phrase, if the bytes are no font that can be drawn with.
    """
    # It takes ten times as long to load as it takes to name a script.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    try:
        with TTFont(io.BytesIO(font), fontNumber=0, lazy=True) as tables:
            known = frozenset(tables.getBestCmap() or ())
            drawn = any(table in tables for table in _OUTLINES)
    except Exception:  # noqa: BLE001 - a damaged font fails in any way
        raise ValueError("is no font that can be read") from None
    if not drawn:
        raise ValueError("is a font of pictures, without outlines")
    return known
