"""Tables whose rows all begin with a bar and hold no backslash, read in one go.

The library looks at each character of each row. Whatever else a table may be is left to it.
"""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from sitegen.content.markdown.quick.tokens import QuickToken

_RULE = re.compile(r"\|(?: *:?-+:? *\|)* *:?-+:? *(?:\| *)?")
"""The line below the header."""

_MOST = 10_000
"""Cells; of more, the library makes up only so many as are missing."""
_INDENTED = 4


def plain_table(state: StateBlock, first: int, end: int) -> bool:
    """Read the table that begins on a line with a bar, if it is plain."""
    rows: list[list[str]] = []
    least, most = state.blkIndent, state.blkIndent + _INDENTED
    source, starts, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
    line = first
    while line < end:
        written = source[starts[line] + shifts[line] : ends[line]]
        row = mdTrim(written)
        if not row:
            break
        if row[0] != "|" or "\\" in row or not least <= state.sCount[line] < most:
            return False
        if (line == first and row == "|") or (line == first + 1 and not _RULE.fullmatch(written)):
            return False
        rows.append((row[1:-1] if row[-1] == "|" and len(row) > 1 else row[1:]).split("|"))
        line += 1
    width = len(rows[0])
    if len(rows) < 2 or len(rows[1]) != width or width * len(rows) > _MOST:  # noqa: PLR2004 - header and rule
        return False
    _push(state, rows, first, line)
    state.line = line
    return True


def _push(state: StateBlock, rows: list[list[str]], first: int, behind: int) -> None:
    level, add = state.level, state.tokens.append
    styles = [_style(it.strip()) for it in rows[1]]

    def row(cells: list[str], line: int, tag: str) -> None:
        add(QuickToken("tr_open", "tr", 1, {}, [line, line + 1], level + 2, block=True))
        begins, ends = f"{tag}_open", f"{tag}_close"
        for number, style in enumerate(styles):
            words = mdTrim(cells[number]) if number < len(cells) else ""
            attrs: dict[str, str | int | float] = {"style": style} if style else {}
            lines = [line, line + 1]
            state.tokens += (
                QuickToken(begins, tag, 1, attrs, None, level + 3, block=True),
                QuickToken("inline", "", 0, {}, lines, level + 4, [], words, block=True),
                QuickToken(ends, tag, -1, {}, None, level + 3, block=True),
            )
        add(QuickToken("tr_close", "tr", -1, {}, None, level + 2, block=True))

    add(QuickToken("table_open", "table", 1, {}, [first, behind], level, block=True))
    add(QuickToken("thead_open", "thead", 1, {}, [first, first + 1], level + 1, block=True))
    row(rows[0], first, "th")
    add(QuickToken("thead_close", "thead", -1, {}, None, level + 1, block=True))
    if len(rows) > 2:  # noqa: PLR2004 - header and rule
        add(QuickToken("tbody_open", "tbody", 1, {}, [first + 2, behind], level + 1, block=True))
        for line, cells in enumerate(rows[2:], first + 2):
            row(cells, line, "td")
        add(QuickToken("tbody_close", "tbody", -1, {}, None, level + 1, block=True))
    add(QuickToken("table_close", "table", -1, {}, None, level, block=True))


def _style(dashes: str) -> str:
    left, right = dashes[0] == ":", dashes[-1] == ":"
    side = "center" if left and right else "right" if right else "left" if left else ""
    return f"text-align:{side}" if side else ""
