"""Markup that one of two languages hides from the other: Markdown in HTML, HTML in code."""

import re

from sitegen.content.markdown.html.tags import KNOWN, Tag, read_html

_MARKDOWN = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|[-*+>]|[0-9]{1,3}[.)])[ \t]+\S[^\n]{0,60}|```|:::)"
    r"|\[[^\[\]\n]{1,200}\]\([^\s()]{1,200}\)|\*\*[^\s*][^*\n]{0,200}\*\*",
    re.MULTILINE,
)
_LITERAL = frozenset({"code", "kbd", "pre", "samp"})
_TAG = re.compile(r"\s*(?:<!--|</?([a-z][a-z0-9]*)(?=[\s/>]))", re.IGNORECASE)


def unread_markdown(html: str) -> tuple[int, str] | None:
    """Return what looks like Markdown in the text of a block of HTML, and at which offset."""
    if not _MARKDOWN.search(html):
        return None
    literal = at = 0
    for piece in read_html(html):
        if isinstance(piece, Tag):
            literal += (piece.name in _LITERAL) * (-1 if piece.ends else 1)
        elif isinstance(piece, str) and literal <= 0:
            at = html.find(piece, at)
            for found in _MARKDOWN.finditer(piece):
                begins = found.start() or not at or html[at - 1] == "\n"
                if begins or (found[0][0] in "[*" and found[0][1] not in " \t"):
                    words = found[0].strip()
                    return at + piece.index(words, found.start()), words
            at += len(piece)
    return None


def looks_like_html(code: str) -> bool:
    """Say whether an indented block begins like HTML."""
    tag = _TAG.match(code)
    return tag is not None and (tag[1] is None or tag[1].lower() in KNOWN)
