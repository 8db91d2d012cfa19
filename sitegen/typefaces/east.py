"""Chinese, Japanese and Korean: the fonts of readers, and the signs that these draw. Pure.

No face that a page could fetch has their letters. Dashes, dots and quotes they share with Latin,
where they are narrow and stand on the line: beside ideographs they fill a cell of their own.
"""

from typing import NamedTuple

from sitegen.typefaces.faces import Family
from sitegen.typefaces.parts import Ranges, without

SIGNS: Ranges = (
    *((0xB7, 0xB7), (0x2014, 0x2016), (0x2018, 0x2019), (0x201C, 0x201D), (0x2025, 0x2026)),
    *((0x203B, 0x203B), (0x2190, 0x2193), (0x2460, 0x24FF), (0x25A0, 0x26FF)),
)
"""What these scripts share with others and set as wide as a letter; not what goes with figures."""

_LETTERS: Ranges = ((0x3041, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3))
"""Kana, ideographs and Hangul: a font with some of these has the signs as they are to be."""


class _Script(NamedTuple):
    """How a script is written: its language tags, and fonts of systems by family."""

    tags: tuple[str, ...]
    serif: tuple[str, ...]
    sans: tuple[str, ...]

    def fonts(self, family: Family) -> tuple[str, ...]:
        return self.serif if family == "serif" else self.sans


# Of macOS and iOS, Windows, Linux.
SCRIPTS = (
    _Script(
        ("ja",),
        ("Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", "Noto Serif JP"),
        ("Hiragino Sans", "Yu Gothic", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP"),
    ),
    _Script(
        ("zh",),
        ("Songti SC", "SimSun", "Noto Serif CJK SC", "Noto Serif SC"),
        ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"),
    ),
    # Written behind the one above, which they are a part of.
    _Script(
        ("zh-Hant", "zh-TW", "zh-HK", "zh-MO"),
        ("Songti TC", "PMingLiU", "Noto Serif CJK TC", "Noto Serif TC"),
        ("PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC"),
    ),
    _Script(
        ("ko",),
        ("AppleMyungjo", "Batang", "Noto Serif CJK KR", "Noto Serif KR"),
        ("Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR"),
    ),
)


def is_eastern(ranges: Ranges) -> bool:
    """Whether a font with these characters is made for one of these scripts."""
    return any(a <= last and first <= b for a, b in ranges for first, last in _LETTERS)


def beside(ranges: Ranges) -> Ranges:
    """Return ranges without the signs that are drawn in a font of the reader's system."""
    return without(ranges, SIGNS)


def selector(tags: tuple[str, ...]) -> str:
    """Return what selects the elements where one of these languages begins."""
    return ",".join(f'[lang|="{tag}"]' for tag in tags)
