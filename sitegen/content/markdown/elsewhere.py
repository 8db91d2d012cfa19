"""Markdown of other systems: what GitHub's, Hugo's and Jekyll's have in common, with HTML in it.

For who moves in. Nothing of ours is read: a line `:::` is text there.
"""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from sitegen.content.markdown.attributes import without_attributes
from sitegen.content.markdown.flanking import Flanking, has_wide_runs

_KEEPS = frozenset(
    {
        *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "inline", "hr"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close", "blockquote_open", "blockquote_close"),
        *("fence", "code_block"),
    }
)
_KEEPS_IN_LINE = frozenset(
    {
        *("text", "text_special", "softbreak", "hardbreak", "code_inline", "em_open", "em_close"),
        *("strong_open", "strong_close"),
    }
)
_OURS = re.compile(
    r"^\s*:{3,}|\{[:#.%{<]|\[\^|==|\$\$|:[a-z0-9_+-]+:|^\*\[|^\s*:\s|<", re.MULTILINE
)
"""What means something else there than here, or nothing."""


class Piece(Struct, frozen=True):
    """A block of a text: as HTML, and as it is written if it means the same here (`kept`)."""

    html: str
    kept: str = ""


class Foreign(Struct, frozen=True):
    """A text of another system: its blocks, and its notes as HTML by their names."""

    pieces: tuple[Piece, ...]
    notes: dict[str, str]


class _AnyLink(MarkdownIt):
    """Accepts every target as it is written: whoever moves in is told of those that are wrong."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url


class _WideInline(ParserInline):
    """Reads by the rules of another one, with emphasis beside Chinese, Japanese and Korean."""

    def __init__(self, other: ParserInline) -> None:
        self.__dict__.update(other.__dict__)

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = Flanking(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@lru_cache(maxsize=2)
def _parser(*, wide: bool) -> MarkdownIt:
    """Return the parser; `wide` for emphasis beside Chinese, Japanese and Korean.

    Jekyll's has never asked for blanks there, and a page here does not either.
    """
    parser = _AnyLink("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.add_render_rule("footnote_ref", _reference)
    parser.disable("footnote_tail")
    if wide:
        parser.inline = _WideInline(parser.inline)
    return parser


def _reference(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    return f'<sup data-fn="{tokens[at].meta["label"]}"></sup>'


def read_elsewhere(text: str) -> Foreign:
    """Return a text of another system, block by block."""
    parser = _parser(wide=has_wide_runs(text))
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    lines = text.split("\n")
    pieces: list[Piece] = []
    notes: dict[str, str] = {}
    opened = 0
    shown, apart = _without_notes(tokens)
    for label, inside in apart.items():
        notes[label] = parser.renderer.render(inside, parser.options, env)
    for group in _groups(shown):
        first = group[0]
        _honour_attributes(group)
        html = parser.renderer.render(group, parser.options, env)
        if first.type == "html_block":
            opened += _opens(html)
        written = "\n".join(lines[slice(*first.map)]).rstrip() if first.map else ""
        is_kept = opened <= 0 and written and _is_kept(group, written)
        pieces.append(Piece(html, written if is_kept else ""))
    return Foreign(tuple(pieces), notes)


def _without_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Return tokens without those of notes, and these by the names of their notes.

    A note may stand in a list or in another note; a block that held one is not as it was typed.
    """
    notes: dict[str, list[Token]] = {}
    around: list[tuple[str, list[Token]]] = [("", [])]
    for it in tokens:
        inside = around[-1][1]
        if it.type == "footnote_reference_open":
            if it.level:
                inside.append(Token("html_block", "", 0))
            around.append((it.meta["label"], []))
        elif it.type == "footnote_reference_close":
            notes.setdefault(*around.pop())
        else:
            inside.append(it)
    return around[0][1], notes


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block of a text."""
    group: list[Token] = []
    depth = 0
    for it in tokens:
        group.append(it)
        depth += it.nesting
        if not depth:
            yield group
            group = []


def _honour_attributes(group: Sequence[Token]) -> None:
    """Take attributes off headings, and leave them their ids."""
    for at, it in enumerate(group):
        if it.type == "heading_open":
            inline = group[at + 1]
            content, id_ = without_attributes(inline.content)
            if content != inline.content and inline.children:
                last = inline.children[-1]
                last.content = last.content[
                    : len(last.content) - len(inline.content) + len(content)
                ]
                inline.content = content
            if id_:
                it.attrSet("id", id_)


def _is_kept(group: Sequence[Token], written: str) -> bool:
    """Say whether a block means the same here as there, as it is written."""
    for it in group:
        if it.type not in _KEEPS or (it.tag == "h1"):
            return False
        if it.type == "inline":
            if not it.content.strip():
                return False
            if any(child.type not in _KEEPS_IN_LINE for child in it.children or ()):
                return False
            if _OURS.search(it.content):
                return False
    is_indented = any(it.type == "code_block" for it in group)
    return not (is_indented or re.search(r"^\s*:{3,}", written, re.MULTILINE))


_TAGS = re.compile(
    r"<(/?)(script|style|template|div|section|article|aside|table|tr|td|ul|ol|li|details|center|span|p|figure|blockquote)\b[^>]*>",
    re.IGNORECASE,
)


def _opens(html: str) -> int:
    """Return how many elements a piece of HTML leaves open; less than none if it closes some."""
    return sum(-1 if it[1] else 1 for it in _TAGS.finditer(html) if not it[0].endswith("/>"))
