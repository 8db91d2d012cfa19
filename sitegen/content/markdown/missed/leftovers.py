"""Markup that did not become markup, and that readers see as it was typed.

A quick look at what the parser left as text says whether a paragraph may hold any. Only there
the words are told from code, links and what else became markup (`prose.py`), so that each finding
has its place, to the character, and what was surely meant can be put there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from sitegen.content.markdown.missed.indented import indented
from sitegen.content.markdown.missed.pieces import BLANKS, CODE, TEMPLATE, Leftover

_SIGNS = ("**", "__", "~~", "==", "$$")
_BEHIND_SIGNS = (
    ("{", re.compile(r"\{[{%:#.+=~>-]")),
    ("]", re.compile(r"\][ \t]*[(\[]|\]\]")),
    ("[", CODE),
    (":", re.compile(r":[a-z+-][\w+-]*:|:100:")),
)
"""What may be left in a text: signs alone, and signs with what must stand behind them."""

_ON_LINE = re.compile(
    rf"\n[ \t]*(?:#{{2,6}}[^\s#]|(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)])[{BLANKS}]|:[ \t]|\*\[|[•·▪◦‣●]"
    r"|[–—][ \t]|a[.)][ \t]|\[(?:[0-9]{1,3}\][ \t]|!)|!!!|\[toc\])",
    re.IGNORECASE,
)
"""What begins a line, with the line end before it: that is found in no time."""


def leftovers(text: str, tokens: Sequence[Token], env: Mapping[str, Any]) -> Iterator[Leftover]:
    """Yield what a text's tokens left of its markup, passage by passage.

    `env` is the environment in which it was parsed.
    """
    yield from indented(text, tokens)
    may_hold = _may_hold_any(text, tokens)
    wanted = {it.content for it in tokens if _may_hold(it)} if may_hold else ()
    if wanted:
        # Few texts hold any, and what looks at each passage takes its time to load.
        from sitegen.content.markdown.missed.kinds import left_in  # noqa: PLC0415
        from sitegen.content.markdown.prose import passages  # noqa: PLC0415

        for passage in passages(text, wanted.__contains__, env):
            yield from left_in(text, passage)


def _may_hold_any(text: str, tokens: Sequence[Token]) -> bool:
    """Say, more quickly still, whether any block may: two searches for all of them."""
    if "{" in text and any("{" in it.content for it in tokens if it.type == "html_block"):
        return True
    blocks = [it for it in tokens if it.type == "inline"]
    said = [it.content for block in blocks for it in block.children or () if it.type == "text"]
    lines = "\n".join([it.content for it in blocks])
    return _is_left("\0".join(said)) or _ON_LINE.search(f"\n{lines}") is not None


def _is_left(text: str) -> bool:
    """Say whether something of what may be left is in a text; most signs are in none."""
    if any(it[0] in text and it in text for it in _SIGNS):  # one sign is found in no time
        return True
    return any(it in text and pattern.search(text) for it, pattern in _BEHIND_SIGNS)


def _may_hold(token: Token) -> bool:
    """Say, quickly, whether a block may hold something that did not become markup."""
    if token.type == "html_block":
        return "{" in token.content and TEMPLATE.search(token.content) is not None
    if token.type != "inline":
        return False
    said = [it.content for it in token.children or () if it.type == "text"]
    return _is_left("\0".join(said)) or _ON_LINE.search(f"\n{token.content}") is not None
