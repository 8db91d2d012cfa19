"""Markdown to HTML with holes: text and options in, `Rendered` out; pure, never raises.

Nothing is looked up in other files: links within the site, pictures and footnotes become
typed slots, which a later stage fills. Parsers are remembered by what a text asks of them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.content.markdown.blocks import blocks_plugin
from sitegen.content.markdown.furniture import BodyWriter
from sitegen.content.markdown.newsroom import MAX_NESTING
from sitegen.content.markdown.places import Places
from sitegen.content.markdown.quotes import quotes_of
from sitegen.content.markdown.writer import Writer
from sitegen.errors import Problem
from sitegen.model import Body, Heading, LinkRef, PictureRef, SectionHeading


class MarkdownOptions(msgspec.Struct, frozen=True):
    """How a body is read.

    `language` chooses the quotation marks, `trust_html` lets raw HTML pass as written, and
    without `extensions` the text is CommonMark and nothing else: no slots, no checks.
    """

    language: str = "en"
    trust_html: bool = False
    extensions: bool = True


class Rendered(msgspec.Struct, frozen=True):
    """A body, what it refers to, and what is wrong with it. Problems have no path."""

    body: Body
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[LinkRef, ...] = ()
    pictures: tuple[PictureRef, ...] = ()
    words: int = 0
    problems: tuple[Problem, ...] = ()


def render(
    text: str,
    options: MarkdownOptions,
    *,
    first_line: int = 1,
    outline: Sequence[SectionHeading] = (),
) -> Rendered:
    """Return the body of a Markdown text that begins on line `first_line` of its file.

    The entries of `outline` pin and shorten the level-2 headings that they name, in order.
    """
    # What the parser's own rule does for every text, few need.
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not options.extensions:
        plain = Writer()
        plain.write(_commonmark().parse(text))
        body = plain.body()
        return Rendered(body, words=count_words(body))
    env: dict[str, object] = {}
    places = Places(text, first_line)
    writer = BodyWriter(places, env, trust_html=options.trust_html, outline=outline)
    writer.write(_newsroom(options.language, marks_in(text)).parse(text, env))
    body = writer.finish()
    headings = tuple(writer.headings)
    return Rendered(
        body,
        headings,
        tuple([heading.id for heading in headings]),
        tuple(writer.links),
        tuple(writer.pictures),
        count_words(body),
        writer.problems(),
    )


# Words --------------------------------------------------------------------------------------

_MARKUP = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"\w")
_COMMON_MARKS = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("—", " "), ("–", " "), ("…", " ")),
    *(("“", ""), ("”", ""), ("’", "")),
)
_IDEOGRAPH = re.compile(
    "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def count_words(body: Body) -> int:
    """Return how many words a reader sees; two ideographs or kana count as one."""
    text = _MARKUP.sub("", "".join(body.literals))
    ideographs = 0
    for mark, plain in _COMMON_MARKS:
        text = text.replace(mark, plain)
    if not text.isascii():
        text, ideographs = _IDEOGRAPH.subn(" ", text)
    # Most words begin with a letter: the quick question comes first.
    words = [word for word in text.split() if word[0].isalnum() or _LETTER.search(word)]
    return len(words) + (ideographs + 1) // 2


# Parsers ------------------------------------------------------------------------------------


class _NewsroomParser(MarkdownIt):
    """Accepts every target as it is written: the writer judges them and knows their place."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url


_RULES: Mapping[str, tuple[str, ...]] = {
    "*": ("emphasis",),
    "_": ("emphasis",),
    "`": ("backticks",),
    "```": ("fence",),
    "~~~": ("fence",),
    "~~": ("strikethrough",),
    "    ": ("code",),
    "\t": ("code",),
    "#": ("heading",),
    ">": ("blockquote",),
    "|": ("table",),
    "<": ("autolink", "html_block", "html_inline"),
    "[": ("link",),
    "![": ("image",),
    "]:": ("reference",),
    "[^": ("footnotes",),
    "^[": ("footnotes",),
    ":::": ("blocks",),
    "&": ("entity",),
    "\\": ("escape",),
    '"': ("smartquotes",),
    "'": ("smartquotes",),
}
"""Rules by what a text must hold for them to match: others are not asked, which is faster."""


def marks_in(text: str) -> tuple[bool, ...]:
    """Return which marks a text holds: what `newsroom_parser` is made for."""
    return tuple(mark in text for mark in _RULES)


def newsroom_parser(language: str, present: tuple[bool, ...]) -> MarkdownIt:
    """Return a parser of bodies in a language, for texts that hold these marks."""
    wanted = {
        rule
        for there, rules in zip(present, _RULES.values(), strict=True)
        if there
        for rule in rules
    }
    settings = {
        "maxNesting": MAX_NESTING,
        "quotes": quotes_of(language),
        "store_labels": True,
        "typographer": True,
    }
    parser = _NewsroomParser("commonmark", settings)
    if "footnotes" in wanted:
        parser.use(footnote_plugin)
        parser.core.ruler.before("footnote_tail", "footnote_places", _footnote_places)
    if "blocks" in wanted:
        parser.use(blocks_plugin)
    parser.core.ruler.at("smartquotes", _smartquotes)
    known = {rule for rules in _RULES.values() for rule in rules} - {"footnotes", "blocks"}
    return parser.enable(known & wanted).disable({*(known - wanted), "normalize"})


_newsroom = lru_cache(maxsize=256)(newsroom_parser)


@lru_cache(maxsize=1)
def _commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark")


MOST_QUOTES = 2000
"""Straight quotes in one paragraph: with their number the time to turn one grows."""


def _smartquotes(state: StateCore) -> None:
    """Turn straight quotes, but not in a paragraph that has more than any story."""
    tokens = state.tokens
    if sum(map(state.src.count, "\"'")) > MOST_QUOTES:
        state.tokens = [it for it in tokens if sum(map(it.content.count, "\"'")) <= MOST_QUOTES]
    smartquotes(state)
    state.tokens = tokens


def _footnote_places(state: StateCore) -> None:
    """Keep where footnotes are defined: the plugin's next rule forgets it."""
    state.env["definitions"] = [
        (token.meta["label"], token.map[0])
        for token in state.tokens
        if token.type == "footnote_reference_open" and token.map
    ]
