"""The colours of a paper, as its stylesheet names them: for what is made outside of pages.

They are custom properties of `:root`, each `light-dark(#rrggbb, #rrggbb)` or one colour for both.
"""

import re

from msgspec import Struct

Pair = tuple[str, str]
"""A colour by light, and in the dark."""


class Palette(Struct, frozen=True):
    """What the default theme has, where a stylesheet says nothing that is understood."""

    paper: Pair = ("#fdfcf8", "#151618")
    accent: Pair = ("#94201a", "#ff9d8a")


_NAMED = re.compile(
    r"--(paper|accent)\s*:\s*(?:light-dark\(\s*(#[0-9a-fA-F]{6})\s*,\s*(#[0-9a-fA-F]{6})\s*\)"
    r"|(#[0-9a-fA-F]{6}))\s*;"
)


def palette_of(css: str) -> Palette:
    """Return the colours that a stylesheet names; of one that it names again, the first."""
    found = {
        name: (light or both, dark or both)
        for name, light, dark, both in reversed(_NAMED.findall(css))
    }
    return Palette(**found)
