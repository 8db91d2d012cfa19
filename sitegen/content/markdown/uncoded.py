"""Which stretches of a Markdown text are no code, as the parser tells them apart."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from sitegen.content.markdown.parsers import library_parser, rules_for
from sitegen.content.markdown.places import Places

Span = tuple[int, int]
"""Offsets, the second behind the last character."""

_CODE = frozenset({"fence", "code_block"})


def uncoded(text: str) -> Iterator[Span]:
    """Yield, of a body, the stretches of whatever blocks hold beside code, and of definitions.

    A stretch lies within one block; cells of a table are told with their whole row each.
    """
    places = Places(text)
    env: dict[str, Any] = {}
    for token in library_parser("en", rules_for(text)).parse(text, env):
        begins = token.type == "block_open"
        if not token.map or token.type in _CODE or (token.nesting and not begins):
            continue
        start, end = places.span(token.map)
        if begins:
            end = text.find("\n", start) + 1 or end
        for first, behind in _code(token.children or (), text, start, end):
            yield start, first
            start = behind
        yield start, end
    for definition in env.get("references", {}).values():
        yield places.span(definition["map"])


def _code(tokens: Sequence[Token], text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where the code of a paragraph stands; blanks in it may have been breaks of lines."""
    for it in tokens:
        if it.type == "code_inline":
            words = r"\s+".join(map(re.escape, it.content.split()))
            mark = re.escape(it.markup)
            if found := re.compile(rf"{mark}\s*{words}\s*{mark}").search(text, start, end):
                yield found.span()
                start = found.end()
