"""Files that stylesheets name: where they stand, and other names in their places. Pure."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_BREAKS = frozenset({"{} block", ",", ";", ">"})
"""Beside these white space means nothing; nor does it behind a colon, but before one it does."""

_NUMBERS = frozenset({"number", "percentage", "dimension"})

REMEMBERED = 64
"""How many stylesheets are kept: each is asked for when it gets its name and when it is written."""

_LEADING_ZERO = re.compile(r"(?<![0-9.])0(?=\.[0-9])")
_NAMES_FILES = re.compile(r"url\(|@import|image-set\(", re.IGNORECASE)
_OF_FILES = frozenset({"url", "image-set", "-webkit-image-set"})
"""Functions of CSS whose texts name files."""

_ELSEWHERE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def bare(reference: str) -> str:
    """Return a reference without query and fragment."""
    return reference.partition("#")[0].partition("?")[0]


@lru_cache(REMEMBERED)
def references(css: str) -> tuple[tuple[str, int, int], ...]:
    """Return (reference, line, column) of what lies on this site: no scheme, no leading slash."""
    if not _NAMES_FILES.search(css):
        return ()
    return tuple(
        (token.value, token.source_line, token.source_column)
        for token in _tokens(_parsed(css))
        if bare(token.value) and not _ELSEWHERE.match(token.value)
    )


@lru_cache(REMEMBERED)
def rewritten(
    css: str, pairs: tuple[tuple[str, str], ...], inlined: tuple[str, str] = ("", "")
) -> str:
    """Return a stylesheet with hrefs for references, without comments and indentation.

    Of what is `inlined`, a file's name and its text, the text stands where it is imported.
    """
    nodes, hrefs = _parsed(css), dict(pairs)
    if inlined[0] and inlined[0] in css:
        nodes = list(_with_inlined(nodes, hrefs, *inlined))
    for token in _tokens(nodes):
        if token.value in hrefs:
            token.value = hrefs[token.value]
            token.representation = (
                f'"{token.value}"' if token.type == "string" else f'url("{token.value}")'
            )
    from tinycss2 import serialize  # noqa: PLC0415 - as below

    return str(serialize(list(_dense(nodes))))


def _with_inlined(nodes: list[Any], hrefs: dict[str, str], file: str, text: str) -> Iterator[Any]:
    """Yield nodes with a text in the place of each `@import` of a file that has no href."""
    at = 0
    while at < len(nodes):
        end = at
        if nodes[at].type == "at-keyword" and nodes[at].lower_value == "import":
            end = next((it for it in range(at, len(nodes)) if nodes[it] == ";"), len(nodes) - 1)
        named = [it.value for it in nodes[at:end] if it.type in {"string", "url"}]
        if named and named[0] not in hrefs and posixpath.basename(named[0]) == file:
            yield from _parsed(text)
        else:
            yield from nodes[at : end + 1]
        at = end + 1


def _dense(nodes: list[Any]) -> Iterator[Any]:
    """Yield nodes without comments, and without what means nothing: white space, a last semicolon.

    Between two values white space has a meaning: there it is kept, as one space.
    """
    kept: list[Any] = []
    for node in nodes:  # white space on both sides of a comment is one
        if node.type != "comment" and not (kept and node.type == kept[-1].type == "whitespace"):
            kept.append(node)
    for at, node in enumerate(kept):
        if node.type == "whitespace":
            before, after = (
                kept[at - 1] if at else None,
                kept[at + 1] if at + 1 < len(kept) else None,
            )
            if not before or not after or before == ":" or _breaks(before, after):
                continue
            node.value = " "
        elif node.type in _NUMBERS:
            node.representation = _LEADING_ZERO.sub("", node.representation)
        elif node.type == "function":
            node.arguments = list(_dense(node.arguments))
        elif node.type in {"{} block", "() block", "[] block"}:
            node.content = list(_dense(node.content))
            while node.type == "{} block" and node.content and node.content[-1] == ";":
                node.content.pop()
        yield node


def _breaks(*nodes: Any) -> bool:  # noqa: ANN401 - of a library without types
    return any((it.value if it.type == "literal" else it.type) in _BREAKS for it in nodes)


def _parsed(css: str) -> list[Any]:
    # Most builds know all stylesheets, and do not pay for importing what parses them.
    from tinycss2 import parse_component_value_list  # noqa: PLC0415

    return list(parse_component_value_list(css))


def _tokens(nodes: list[Any]) -> Iterator[Any]:
    """Yield the tokens that name a file: in `url(…)`, `image-set(…)` and behind `@import`."""
    importing = False
    for node in nodes:
        if node.type == "at-keyword":
            importing = node.lower_value == "import"
        elif node.type == "url" or (node.type == "string" and importing):
            yield node
        elif node.type == "function" and node.lower_name in _OF_FILES:
            yield from (child for child in node.arguments if child.type == "string")
        elif node.type == "literal" and node.value == ";":
            importing = False
        if node.type != "function" or node.lower_name != "url":
            yield from _tokens(getattr(node, "content", None) or getattr(node, "arguments", []))
