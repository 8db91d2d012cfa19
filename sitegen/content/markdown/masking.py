"""What readers read of a piece of Markdown, each character in its place, the rest masked.

The parser gives no places within a line. So its inline rules are watched while they run: what
they take for code, addresses, tags and marks is no prose.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from sitegen.content.markdown.parsers import library_parser, quick

if TYPE_CHECKING:
    from markdown_it.token import Token

Span = tuple[int, int]
"""Offsets, the second behind the last character."""

MASK = "\0"
"""Stands where no word of readers does. No file holds it: `text_of` refuses it."""

_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea", "var"})
_TITLES = frozenset({"cite", "em", "i"})
_QUOTES = frozenset({"blockquote", "q"})
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_TITLE = re.compile(r"\]\(\s*(?:<[^>\n]*>|\S+)\s+(?:\"(.*)\"|'(.*)'|\((.*)\))\s*\)", re.DOTALL)
_WATCHED = (
    *("address", "autolink", "backticks", "emphasis", "entity", "escape", "footnote_inline"),
    *("footnote_ref", "html_inline", "image", "link"),
    "strikethrough",
)


class Passage(Struct, frozen=True):
    """Words that are read in one go: a paragraph, a heading, a cell, an alt text.

    `text` stands at `start`, character for character, with `MASK` for what is no prose and spaces
    for what begins a line. `quotes` and `titles` are where marks of Markdown or HTML say so;
    `sealed` is what must not be changed without something elsewhere; `links` are texts of links.
    All of these are offsets into `text`.
    """

    start: int
    text: str
    quotes: tuple[Span, ...] = ()
    titles: tuple[Span, ...] = ()
    sealed: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()


class _Mark(NamedTuple):
    """A run of `*`, `_` or `~` that may be emphasis, where it stands, and its token."""

    state: StateInline
    at: int
    size: int
    token: "Token"


class BlockWatch:
    """What was seen of one block: its text, masked, and what the rest is."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.base = 0
        self._text = list(source)
        self._quotes: list[Span] = []
        self._titles: list[Span] = []
        self._sealed: list[Span] = []
        self._links: list[Span] = []
        self._code: list[Span] = []
        self._tags: list[tuple[str, int]] = []
        self._open: Counter[str] = Counter()
        self._marks: list[_Mark] = []

    def hide(self, start: int, end: int, mark: str = MASK) -> None:
        """Mask what stands there."""
        self._text[start:end] = mark * (end - start)

    def hide_tag(self, start: int, end: int) -> None:
        """Mask a tag or a comment, and keep what it opens or closes."""
        self.hide(start, end)
        if tag := _TAG.match(self.source, start):
            name, closes = tag[2].lower(), bool(tag[1])
            if not closes:
                self._tags.append((name, end))
                self._open[name] += 1
                return
            while self._open[name]:
                opened, inside = self._tags.pop()
                self._open[opened] -= 1
                if opened == name:
                    self._element(name, (inside, start))
                    return

    def _element(self, name: str, inside: Span) -> None:
        if name in _CODE:
            self._code.append(inside)
        elif name in _TITLES:
            self._titles.append(inside)
        elif name in _QUOTES:
            self._quotes.append(inside)

    def hide_entity(self, start: int, end: int) -> None:
        """Put the character that an entity stands for in the place of its first."""
        meant = unescape(self.source[start:end])
        if self._text[start] == MASK:
            return
        self.hide(start, end, " " if meant.isspace() else MASK)
        if len(meant) == 1:
            self._text[start] = " " if meant.isspace() else meant

    def saw(self, rule: str, state: StateInline, start: int, end: int) -> None:
        """Note what an inline rule took; offsets are those of the state."""
        base = self.base
        match rule:
            case "emphasis" | "strikethrough":
                self._saw_marks(rule, state, base + start, end - start)
            case "html_inline":
                self.hide_tag(base + start, base + end)
            case "entity":
                self.hide_entity(base + start, base + end)
            case "escape":
                behind = state.src[start + 1 : end].strip()
                self.hide(base + start, base + end, MASK if behind else " ")
            case "link" | "image":
                opening = start + 2 if rule == "image" else start + 1
                closing = state.md.helpers.parseLinkLabel(state, opening - 1, rule == "link")
                self._label(rule, state.src, (start, opening, closing, end))
            case "footnote_inline":
                self.hide(base + start, base + start + 2)
                self.hide(base + end - 1, base + end)
            case _:
                self.hide(base + start, base + end)

    def _saw_marks(self, rule: str, state: StateInline, at: int, length: int) -> None:
        """Keep marks with their tokens: `*` one by one, `~` in pairs behind an odd one."""
        sizes = [1] * length if rule == "emphasis" else [1] * (length % 2) + [2] * (length // 2)
        for size, token in zip(sizes, state.tokens[-len(sizes) :], strict=True):
            self._marks.append(_Mark(state, at, size, token))
            at += size

    def mask_marks(self, state: StateInline) -> None:
        """Mask the marks of a state that found each other: the others are text."""
        opened: list[int] = []
        for mark in self._marks:
            token = mark.token
            if mark.state is state and (token.type != "text" or not token.content):
                self.hide(mark.at, mark.at + mark.size)
                if token.type == "em_open":
                    opened.append(mark.at + 1)
                elif token.type == "em_close" and opened:
                    self._titles.append((opened.pop(), mark.at))
        self._marks = [mark for mark in self._marks if mark.state is not state]

    def _label(self, rule: str, source: str, places: tuple[int, int, int, int]) -> None:
        """Mask all of a link or a picture but its words and a picture's caption."""
        base = self.base
        start, opening, closing, end = places
        told = _TITLE.fullmatch(source, closing, end) if rule == "image" else None
        first, last = told.span(told.lastindex or 0) if told else (closing, closing)
        self.hide(base + start, base + opening)
        self.hide(base + closing, base + first)
        self.hide(base + last, base + end)
        if source[closing + 1 : end] in {"", "[]"}:  # found by its own words
            self._sealed.append((base + opening, base + closing))
        if rule == "link":
            self._links.append((base + opening, base + closing))

    def passage(self, offsets: Sequence[int], *, quoted: bool, sealed: bool) -> Iterator[Passage]:
        """Yield what was seen; `offsets` are those of the characters in the whole text."""
        if not offsets:
            return
        done = 0
        for first, behind in sorted(self._code):
            self.hide(max(first, done), max(behind, done))
            done = max(behind, done)
        start, end = offsets[0], offsets[-1] + 1
        text = [" "] * (end - start)
        for offset, char in zip(offsets, self._text, strict=True):
            text[offset - start] = char

        def placed(spans: Sequence[Span]) -> tuple[Span, ...]:
            return tuple(
                (offsets[first] - start, offsets[behind - 1] + 1 - start)
                for first, behind in spans
                if first < behind
            )

        whole = [(0, len(offsets))]
        yield Passage(
            start,
            "".join(text),
            placed(whole if quoted else self._quotes),
            placed(self._titles),
            placed(whole if sealed else self._sealed),
            placed(self._links),
        )


@lru_cache(maxsize=256)
def watched_parser(wanted: frozenset[str]) -> MarkdownIt:
    """Return a parser whose inline rules tell the watch in the environment what they take."""
    parser = library_parser("en", wanted)
    ruler = parser.inline.ruler
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    for name in _WATCHED:
        if name in rules:
            ruler.at(name, partial(_watch_rule, name, rules[name]))
    parser.inline.ruler2.before("fragments_join", "watch", _watch_pairs)
    return quick(parser, wanted)


_NESTED: Mapping[str, int] = {"footnote_inline": 2, "image": 2}
"""Rules that parse their words apart, and how many characters stand before these."""


def _watch_pairs(state: StateInline) -> None:
    if isinstance(watch := state.env.get("watch"), BlockWatch):
        watch.mask_marks(state)


def _watch_rule(
    name: str, rule: Callable[[StateInline, bool], bool], state: StateInline, silent: bool
) -> bool:
    watch = state.env.get("watch")
    if silent or not isinstance(watch, BlockWatch):
        return rule(state, silent)
    start, base = state.pos, watch.base
    if name in _NESTED:
        watch.base += start + _NESTED[name]
    try:
        took = rule(state, silent)
    finally:
        watch.base = base
    if took:
        watch.saw(name, state, start, state.pos)
    return took
