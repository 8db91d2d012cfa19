"""Sentences that became code, since their line begins with four blanks or a tab.

Typewriters and word processors begin a paragraph so; Markdown takes it for code, and readers see a
grey box with one line that scrolls.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from sitegen.content.markdown.missed.pieces import Leftover
from sitegen.content.markdown.places import Places

FEWEST = 5
"""Words of what is a sentence, and no line of code."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OF_CODE = re.compile(r"[{}<>=|\\$`_;]|\(\)|^\s*(?:#|//|\$|>)|[\w)]\(|\w\.\w+\(|://", re.MULTILINE)
_ENDS = re.compile(r"[.?!…。！？؟।][\"'”’»)\]]*\s*$")


def indented(text: str, tokens: Sequence[Token]) -> Iterator[Leftover]:
    """Yield the indented code of a text that reads as a sentence; tokens are those of the text."""
    found = [it for it in tokens if it.type == "code_block" and it.map]
    places = Places(text) if found else None
    for token in found:
        said = token.content
        is_sentence = len(_WORD.findall(said)) >= FEWEST and _ENDS.search(said)
        begins = not said.lstrip()[:1].islower()
        if places and begins and is_sentence and not _OF_CODE.search(said):
            start, end = places.span(token.map)
            message = "a line that begins with a tab or four blanks is code: readers see a box"
            hint = "delete the blanks before the first word"
            yield Leftover(start, end, message, hint)
