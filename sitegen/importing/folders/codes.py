"""What Markdown shows as code, set aside while the rest of a text is turned."""

import re
from collections.abc import Callable

from sitegen.content.markdown.uncoded import uncoded

_MARKED = re.compile(r"[^\n]*(?:\{|\[TOC\])[^\n]*", re.IGNORECASE)
_HELD = re.compile("\ue002([0-9]+)\ue003")
"""Between characters that no text has, the number of what is set aside."""


def outside_code(text: str, turned: Callable[[str], str]) -> str:
    """Return a text as `turned` makes it, which is given no marks that are code."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\ue002{len(held) - 1}\ue003"

    pieces: list[str] = []
    at = 0
    for start, end in sorted(set(uncoded(text))):
        if end <= at:  # another cell of the same row
            continue
        begins = max(start, at)
        pieces += (_MARKED.sub(hold, text[at:begins]), text[begins:end])
        at = end
    pieces.append(_MARKED.sub(hold, text[at:]))
    return _HELD.sub(lambda it: held[int(it[1])], turned("".join(pieces)))
