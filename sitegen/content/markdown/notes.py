"""Footnotes: accessible markup whose ids leave room for what makes them unique."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.content.markdown.anchors import PART
from sitegen.content.markdown.writer import BlockRule, InlineRule, Writer
from sitegen.model import NOTES

_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")
"""Shorter than any bracket that is never closed would be."""


def footnotes_plugin(parser: MarkdownIt) -> None:
    """Teach the parser footnotes, and let it keep where they are defined."""
    parser.use(footnote_plugin)
    parser.core.ruler.before("footnote_tail", "footnote_places", _footnote_places)


def _footnote_places(state: StateCore) -> None:
    """Keep where footnotes are defined: the plugin's next rule forgets it."""
    state.env["definitions"] = [
        (token.meta["label"], token.map[0])
        for token in state.tokens
        if token.type == "footnote_reference_open" and token.map
    ]


def undefined_references(parent: Token, env: Mapping[str, Any]) -> Iterator[str]:
    """Yield references in the text of a paragraph that have no definition, as written."""
    known = env.get("footnotes", {}).get("refs", {})
    for token in parent.children or ():
        if token.type == "text" and "[^" in token.content:
            for match in _REFERENCE.finditer(token.content):
                if f":{match[1]}" not in known:
                    yield match[0]


def useless_definitions(env: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each definition that is shown nowhere, what is wrong, and a hint."""
    known = env.get("footnotes", {}).get("refs", {})
    last = dict(env.get("definitions", ()))
    for label, line in env.get("definitions", ()):
        if known.get(f":{label}", -1) < 0:
            message = f"nothing refers to the footnote `[^{label}]`"
            yield line, message, "delete it, or refer to it"
        elif line != last[label]:
            message = f"the footnote `[^{label}]` is defined again further down"
            yield line, message, "keep one of the definitions"


def _reference(writer: Writer, token: Token) -> None:
    number = token.meta["id"] + 1
    writer.emit(
        f'<sup class="footnote-ref"><a href="#fn_{NOTES}-{number}"'
        f' id="fnref_{NOTES}-{_occurrence(token)}" role="doc-noteref">{number}</a></sup>'
    )


def _list_open(writer: Writer, tokens: Sequence[Token], index: int) -> None:
    writer.separate(tokens, index)
    writer.emit(f'<section class="footnotes {PART}" role="doc-endnotes">\n<ol>\n')


def _list_close(writer: Writer, _tokens: Sequence[Token], _index: int) -> None:
    writer.emit("</ol>\n</section>\n")


def _note_open(writer: Writer, tokens: Sequence[Token], index: int) -> None:
    writer.emit(f'<li id="fn_{NOTES}-{tokens[index].meta["id"] + 1}">')


def _note_close(writer: Writer, _tokens: Sequence[Token], _index: int) -> None:
    writer.emit("</li>\n")


def _back(writer: Writer, tokens: Sequence[Token], index: int) -> None:
    again = _occurrence(tokens[index])
    # The selector behind the arrow keeps it from being drawn as an emoji.
    writer.emit(f' <a href="#fnref_{NOTES}-{again}" role="doc-backlink">↩\ufe0e</a>')


def _occurrence(token: Token) -> str:
    again = token.meta.get("subId", 0)
    number = token.meta["id"] + 1
    return f"{number}:{again}" if again else str(number)


BLOCK_RULES: Mapping[str, BlockRule] = {
    "footnote_anchor": _back,
    "footnote_block_close": _list_close,
    "footnote_block_open": _list_open,
    "footnote_close": _note_close,
    "footnote_open": _note_open,
}
INLINE_RULES: Mapping[str, InlineRule] = {"footnote_ref": _reference}
