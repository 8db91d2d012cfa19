"""Fonts of readers' systems, made as wide and as high as ours: what stands there until ours do.

So a line ends at the same word, as far as one font can stand in for another, and is as high. A
browser that has not got a face in time keeps to this for the page (`font-display: optional`), so
nothing that somebody reads ever moves.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.typefaces.faces import NAMES, Family


class _Measures(NamedTuple):
    """Of a face: the mean advance of English, ascent and descent, in parts of its size."""

    advance: float
    ascent: float
    descent: float


OURS: dict[tuple[Family, str, str], _Measures] = {
    ("serif", "400", "normal"): _Measures(0.4432, 1.036, 0.335),
    ("serif", "700", "normal"): _Measures(0.4383, 1.036, 0.335),
    ("serif", "400", "italic"): _Measures(0.4096, 1.036, 0.335),
    ("sans", "400", "normal"): _Measures(0.4121, 1.024, 0.4),
    ("sans", "700", "normal"): _Measures(0.4365, 1.024, 0.4),
}
"""By family, weight and slant; headlines as they are in 36 px."""


class _System(NamedTuple):
    """A font of systems by its full and PostScript names, and the mean advance of English in it."""

    family: Family
    tag: str
    weight: str
    slant: str
    names: tuple[str, ...]
    advance: float


SYSTEM = (
    # Windows, macOS, iOS; the second is as wide on Linux.
    _System(
        *("serif", "Times", "400", "normal"),
        ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"),
        0.398,
    ),
    _System(
        *("serif", "Times", "700", "normal"),
        ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"),
        0.4232,
    ),
    _System(
        *("serif", "Times", "400", "italic"),
        ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT", "Liberation Serif Italic"),
        0.3989,
    ),
    # Android.
    _System("serif", "Noto", "400", "normal", ("Noto Serif", "NotoSerif"), 0.4739),
    _System("serif", "Noto", "700", "normal", ("Noto Serif Bold", "NotoSerif-Bold"), 0.5036),
    _System("serif", "Noto", "400", "italic", ("Noto Serif Italic", "NotoSerif-Italic"), 0.4603),
    # Plain Linux.
    _System("serif", "DejaVu", "400", "normal", ("DejaVu Serif",), 0.5083),
    _System("serif", "DejaVu", "700", "normal", ("DejaVu Serif Bold",), 0.5614),
    _System("serif", "DejaVu", "400", "italic", ("DejaVu Serif Italic",), 0.5083),
    _System("sans", "Arial", "400", "normal", ("Arial", "ArialMT", "Liberation Sans"), 0.4385),
    _System(
        *("sans", "Arial", "700", "normal"),
        ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"),
        0.4734,
    ),
    _System("sans", "Roboto", "400", "normal", ("Roboto", "Roboto-Regular"), 0.4386),
    _System("sans", "Roboto", "700", "normal", ("Roboto Bold", "Roboto-Bold"), 0.4456),
    _System("sans", "DejaVu", "400", "normal", ("DejaVu Sans",), 0.5023),
    _System("sans", "DejaVu", "700", "normal", ("DejaVu Sans Bold",), 0.5677),
)


def fallback_families(family: Family) -> list[str]:
    """Return the families that stand in for one of ours, the likeliest first."""
    return list(dict.fromkeys(_name(it) for it in SYSTEM if it.family == family))


def fallback_rules(family: Family) -> Iterator[str]:
    """Yield the rules that make fonts of systems stand in for a family of ours."""
    for it in SYSTEM:
        if it.family != family:
            continue
        ours = OURS[family, it.weight, it.slant]
        size = ours.advance / it.advance
        names = ",".join(f'local("{name}")' for name in it.names)
        yield (
            f'@font-face{{font-family:"{_name(it)}";font-style:{it.slant};'
            f"font-weight:{it.weight};src:{names};size-adjust:{_percent(size)};"
            f"ascent-override:{_percent(ours.ascent / size)};"
            f"descent-override:{_percent(ours.descent / size)};line-gap-override:0%}}"
        )


def _name(it: _System) -> str:
    return f"{NAMES[it.family]} {it.tag}"


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
