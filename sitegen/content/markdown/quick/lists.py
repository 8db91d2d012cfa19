"""Lists of single lines, read in one go: most lists of a story are no more than that.

An item is a block that holds blocks, and the library begins anew for each. Where every item is a
line that begins like a sentence, and nothing belongs to the last one but that, the tokens are
known at once. Whatever else a list may be is left to the library.
"""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from sitegen.content.markdown.quick.tokens import QuickToken, paragraph

MARKS = frozenset("*+-0123456789")
"""What an item begins with."""

_ITEM = re.compile(r"(?:[*+-]|([0-9]{1,9})[.)]) {1,4}(?![ \t])")
_DEEPEST = 3
"""Levels of a list, its items and their words."""


def plain_list(state: StateBlock, first: int, end: int, marks: frozenset[str]) -> bool:
    """Read the list that begins on a line, if none of its items can be more than a line of words.

    `marks` are those with which a line may begin that is more.
    """
    if state.listIndent >= 0 or end != state.lineMax:
        return False
    if state.level + _DEEPEST > state.md.options.maxNesting:
        return False
    source, starts, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    items: list[tuple[str, str]] = []
    sign = ""
    line = first
    while line < end:
        at = starts[line] + shifts[line]
        if at >= ends[line]:
            break
        item = _ITEM.match(source, at, ends[line])
        if item is None or state.sCount[line] != state.sCount[first]:
            return False
        words = mdTrim(source[item.end() : ends[line]])
        last = item[0].rstrip()[-1]
        if not words or words[0] in marks or last != (sign or last):
            return False
        sign = last
        items.append((item[1] or "", words))
        line += 1
    behind = state.skipEmptyLines(line)
    if behind < end:
        at = starts[behind] + shifts[behind]
        if source[at] in MARKS or state.sCount[behind] > state.sCount[first]:
            return False
    _push(state, items, sign, first, behind)
    state.line = behind
    return True


def _push(
    state: StateBlock, items: list[tuple[str, str]], sign: str, first: int, behind: int
) -> None:
    level, deeper, add = state.level, state.level + 1, state.tokens.append
    number = items[0][0]
    kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
    attrs: dict[str, str | int | float] = {"start": int(number)} if int(number or 1) != 1 else {}
    add(QuickToken(f"{kind}_open", tag, 1, attrs, [first, behind], level, markup=sign, block=True))
    last = first + len(items) - 1
    for line, (info, words) in enumerate(items, first):
        lines = [line, behind if line == last else line + 1]
        state.tokens += (
            QuickToken(
                "list_item_open", "li", 1, {}, lines, deeper, markup=sign, info=info, block=True
            ),
            *paragraph(words, line, line + 1, level + 2, hidden=True),
            QuickToken("list_item_close", "li", -1, {}, None, deeper, markup=sign, block=True),
        )
    add(QuickToken(f"{kind}_close", tag, -1, {}, None, level, markup=sign, block=True))
