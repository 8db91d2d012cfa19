"""How wide words are about, before any typeface is known: enough to keep labels apart.

A figure is drawn while the site is built, and lettered in readers' browsers. So widths are those of
a plain sans serif, rounded up, in parts of its size.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NARROW = frozenset("iIjl.,:;!'|·’‘()[] ")
_WIDE = frozenset("mwMWœæŒÆ%@—…")


@lru_cache(maxsize=4096)
def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in letters of a size."""
    return sum(map(_em, text)) * size


def _em(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.3
    if char in _WIDE:
        return 0.9
    return 0.68 if char.isupper() else 0.55


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return a text in lines that are at most so wide, as far as its words allow it."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        longer = line + piece
        if line.strip() and width_of(longer.strip(), size) > width:
            lines.append(line.strip())
            longer = piece
        line = longer
    return (*lines, line.strip())


def longest(text: str, size: float) -> float:
    """Return how wide the widest word of a text is: no narrower line can hold it."""
    return max(width_of(it.strip(), size) for it in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield what may stand at the beginning of a line: words, and each character of Chinese."""
    piece = ""
    for char in text:
        alone = unicodedata.east_asian_width(char) in "WF"
        if alone and piece:
            yield piece
            piece = ""
        piece += char
        if (alone or char in " -/") and piece.strip():
            yield piece
            piece = ""
    if piece:
        yield piece


def clipped(text: str, width: float, size: float) -> str:
    """Return a text that is at most so wide, its end cut off where it must be."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
