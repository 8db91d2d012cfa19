"""Emphasis beside Chinese, Japanese and Korean, by the amendment to CommonMark for these.

CommonMark lets no run of `**` open or close between a letter and a punctuation mark, which stands
for the spaces that these scripts do not set: `彼は**「停戦だ」**と` and `**정부(총리)**는` stay
literal. The amendment (CommonMark CJK-friendly Amendments, sections 2.1 and 6.2, Unicode 17) counts
their punctuation as letters, and lets a run flank beside any of their characters. A text without
them is read as before.
"""

import re
from functools import cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Scanned, StateInline

from sitegen.characters import beyond_ascii
from sitegen.content.markdown.quick.phrases import QuickState

WIDE = (
    "[\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u2e99\u2e9b-\u2ef3"
    "\u2f00-\u2fd5\u2ff0-\u303e\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e5"
    "\u31ef-\u321e\u3220-\u3247\u3250-\ua48c\ua490-\ua4c6\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6"
    "\ud7cb-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uffbe"
    "\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\uffe0-\uffe6\uffe8-\uffee"
    "\U00016fe0-\U00016fe4\U00016ff0-\U00016ff6\U00017000-\U00018cd5\U00018cff-\U00018d1e"
    "\U00018d80-\U00018df2\U0001aff0-\U0001aff3\U0001aff5-\U0001affb\U0001affd\U0001affe"
    "\U0001b000-\U0001b122\U0001b132\U0001b150-\U0001b152\U0001b155\U0001b164-\U0001b167"
    "\U0001b170-\U0001b2fb\U0001d300-\U0001d356\U0001d360-\U0001d376\U0001f200\U0001f202"
    "\U0001f210-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231\U0001f237\U0001f23b"
    "\U0001f240-\U0001f248\U0001f260-\U0001f265\U00020000-\U0003fffd]"
)
"""A CJK character: East Asian Width W, F or H and no emoji by default, or of the script Hangul."""

_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE0F)))
"""Variation selectors but for that of emoji: they belong to the character before them."""
_IDEOGRAPHIC_SELECTORS = frozenset(map(chr, range(0xE0100, 0xE01F0)))
_FULL_WIDTH_QUOTES = frozenset(f"{mark}\ufe01" for mark in "‘’“”")
"""Marks of any script that a variation selector makes those of East Asia."""


_RUN = re.compile("[*_~]+")


@cache
def _wide() -> re.Pattern[str]:
    """Compile what takes its time, and what a text in Latin letters needs not."""
    return re.compile(WIDE)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(f"{WIDE}|[\ufe00-\ufe0e\U000e0100-\U000e01ef]")


def may_be_wide(text: str) -> bool:
    """Say, quickly, whether a text may hold what is Chinese, Japanese or Korean."""
    return not text.isascii() and _MAY_BE_WIDE.search(beyond_ascii(text)) is not None


_MAY_BE_WIDE = re.compile("[^\0-\u10ff\u2000-\u20a8]")
"""What is wide is one of these; the quotes and dashes of texts in Latin letters are none.

The class names what it leaves out, since Python goes through all that one names, sign by sign.
"""


def has_wide_runs(text: str) -> bool:
    """Say whether a run stands beside a character for which the amendment holds."""
    if not may_be_wide(text) or not _beside().search(beyond_ascii(text)):
        return False
    for run in _RUN.finditer(text):
        start, behind = run.span()
        beside = text[max(start - 1, 0) : start] + text[behind : behind + 1]
        if not beside.isascii() and _beside().search(beside):
            return True
    return False


def is_wide(char: str) -> bool:
    """Say whether a character is Chinese, Japanese or Korean."""
    return _wide().match(char) is not None


class Flanking(StateInline):
    """What inline rules work on, by the amendment for `*`, `_` and `~~`."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        source, behind = self.src, start
        while behind < self.posMax and source[behind] == source[start]:
            behind += 1
        before = source[start - 1] if start else " "
        after = source[behind] if behind < self.posMax else " "
        sequence = source[max(start - 2, 0) : start] if before in _SELECTORS else before
        left, right = _sides(sequence, after)
        opens = left and (canSplitWord or not right or _is_punctuation(sequence[0]))
        closes = right and (canSplitWord or not left or _is_punctuation(after))
        return Scanned(opens, closes, behind - start)


class FlankingState(Flanking, QuickState):
    """The same for the quick parser."""


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Say whether a run flanks left and right; a variation selector belongs to what is before."""
    spaced, ends = isWhiteSpace(ord(before[-1])), isWhiteSpace(ord(after))
    wide = is_wide(before)
    stop = _is_punctuation(before[0]) and not wide and before not in _FULL_WIDTH_QUOTES
    mark = _is_punctuation(after) and not is_wide(after)
    beside = wide or before in _IDEOGRAPHIC_SELECTORS
    left = not ends and (not mark or spaced or stop or beside)
    right = not spaced and (not stop or ends or mark or is_wide(after))
    return left, right


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
