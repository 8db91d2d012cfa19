"""Headings without a mark behind their words, read in one go."""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from sitegen.content.markdown.quick.tokens import QuickToken

_HEADING = re.compile(r"(#{1,6})[ \t]([^#\n]*+)(?!#)")


def plain_heading(state: StateBlock, line: int) -> bool:
    """Read the heading that a line is, if it is one and holds no further `#`."""
    at = state.bMarks[line] + state.tShift[line]
    found = _HEADING.match(state.src, at, state.eMarks[line])
    if found is None:
        return False
    marks, words = found.groups()
    tag, level, lines = f"h{len(marks)}", state.level, (line, line + 1)
    state.tokens += (
        QuickToken("heading_open", tag, 1, {}, [*lines], level, markup=marks, block=True),
        QuickToken("inline", "", 0, {}, [*lines], level + 1, [], mdTrim(words), block=True),
        QuickToken("heading_close", tag, -1, {}, None, level, markup=marks, block=True),
    )
    state.line = line + 1
    return True
