"""The parts that every typeface is cut into, and which of them a text is written in. Pure.

A browser fetches a part if a page has a character of it. So what nearly every page has, whatever
its script, is in `latin`: digits, spaces and punctuation, what the theme itself shows, and both
hyphens of a word that may part, which are asked for whether it does or not.
"""

from collections.abc import Iterable, Iterator
from functools import cache

Ranges = tuple[tuple[int, int], ...]
"""First and last code points, in order."""

LATIN = "latin"
OTHER = "other"
"""What a newsroom's own font has beside all these parts."""

PARTS: dict[str, Ranges] = {
    LATIN: (
        *((0x20, 0x7E), (0xA0, 0xA3), (0xA5, 0xA5), (0xA7, 0xA7), (0xA9, 0xA9), (0xAB, 0xAB)),
        *((0xAD, 0xAE), (0xB0, 0xB0), (0xB2, 0xB3), (0xB7, 0xB7), (0xB9, 0xB9), (0xBB, 0xBB)),
        *((0xBF, 0xFF), (0x152, 0x153), (0x2010, 0x2011), (0x2013, 0x2014), (0x2018, 0x201A)),
        *((0x201C, 0x201E), (0x2020, 0x2020), (0x2022, 0x2022), (0x2026, 0x2026)),
        *((0x202F, 0x202F), (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC)),
        *((0x2196, 0x2197), (0x2212, 0x2212)),
    ),
    # Europe and Africa, romanised Arabic and Sanskrit; signs; no phonetic alphabet.
    "latin-extended": (
        *((0xA4, 0xA4), (0xA6, 0xA6), (0xA8, 0xA8), (0xAA, 0xAA), (0xAC, 0xAC), (0xAF, 0xAF)),
        *((0xB1, 0xB1), (0xB4, 0xB6), (0xB8, 0xB8), (0xBA, 0xBA), (0xBC, 0xBE), (0x100, 0x151)),
        *((0x154, 0x19F), (0x1A2, 0x1AE), (0x1B1, 0x24F), (0x253, 0x254), (0x256, 0x257)),
        *((0x259, 0x259), (0x25B, 0x25B), (0x263, 0x263), (0x268, 0x269), (0x272, 0x272)),
        *((0x275, 0x275), (0x289, 0x28B), (0x292, 0x292), (0x2B9, 0x2BB), (0x2BD, 0x2BF)),
        *((0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x302, 0x302), (0x304, 0x308), (0x30A, 0x322)),
        *((0x324, 0x338), (0x1E00, 0x1E9F), (0x2000, 0x200B)),
        *((0x2012, 0x2012), (0x2015, 0x2017), (0x201B, 0x201B), (0x201F, 0x201F)),
        *((0x2021, 0x2021), (0x2023, 0x2025), (0x2027, 0x2027), (0x2030, 0x2031)),
        *((0x2034, 0x2038), (0x203B, 0x205F), (0x2070, 0x20AA), (0x20AD, 0x20B3)),
        *((0x20B5, 0x20BC), (0x20BE, 0x2115), (0x2117, 0x2195), (0x2198, 0x2199)),
        *((0x2200, 0x2211), (0x2213, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x27BF)),
        (0xFB00, 0xFB06),
    ),
    "vietnamese": (
        *((0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x300, 0x301), (0x303, 0x303), (0x309, 0x309)),
        *((0x323, 0x323), (0x1EA0, 0x1EFF), (0x20AB, 0x20AB)),
    ),
    "cyrillic": (
        *((0x2BC, 0x2BC), (0x400, 0x52F), (0x1C80, 0x1C8F), (0x20B4, 0x20B4), (0x20BD, 0x20BD)),
        (0x2116, 0x2116),
    ),
    "greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    "arabic": (
        *((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0x200C, 0x200F), (0xFB50, 0xFDFF)),
        (0xFE70, 0xFEFC),
    ),
}
"""By name; no two share a code point."""


def part_of(text: str) -> str:
    """Return the part that most letters of a text are in; `latin` if there is none."""
    if text.isascii():
        return LATIN
    counted: dict[str, int] = {}
    for character in text:
        if character.isalpha() and (part := _part(ord(character))):
            counted[part] = counted.get(part, 0) + 1
    # Polish and Turkish have letters of another part, and most of theirs are in this one.
    return max(counted, key=lambda it: (counted[it], it == LATIN), default=LATIN)


@cache
def _part(code: int) -> str:
    for name, ranges in PARTS.items():
        if any(first <= code <= last for first, last in ranges):
            return name
    return ""


def within(part: str, codes: Iterable[int]) -> frozenset[int]:
    """Return those code points that are in a part."""
    if part == OTHER:
        return frozenset(it for it in codes if not _part(it))
    ranges = PARTS[part]
    return frozenset(it for it in codes if any(a <= it <= b for a, b in ranges))


def joined(codes: Iterable[int]) -> Ranges:
    """Return code points as ranges."""
    return tuple(_joined(sorted(codes)))


def _joined(codes: list[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for code in codes:
        if code != last + 1:
            if last >= 0:
                yield first, last
            first = code
        last = code
    if last >= 0:
        yield first, last


def without(ranges: Ranges, others: Ranges) -> Ranges:
    """Return ranges without what is in others."""
    taken = frozenset(code for a, b in others for code in range(a, b + 1))
    return joined(code for a, b in ranges for code in range(a, b + 1) if code not in taken)


def unicode_range(ranges: Ranges) -> str:
    """Return ranges as CSS writes them: `U+20-7e,U+a0`."""
    return ",".join(f"U+{a:x}" if a == b else f"U+{a:x}-{b:x}" for a, b in ranges)
