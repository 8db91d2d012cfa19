"""Markdown to HTML with holes: text and options in, `Rendered` out; pure, never raises.

Nothing is looked up in other files: links within the site, pictures and footnotes become
typed slots, which a later stage fills.
"""

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

import msgspec

from sitegen.characters import beyond_ascii_bytes
from sitegen.chart_ref import ChartRef
from sitegen.content.markdown.blocks import BLOCKS
from sitegen.content.markdown.bodywriter import BodyWriter
from sitegen.content.markdown.flanking import may_be_wide
from sitegen.content.markdown.missed.leftovers import leftovers
from sitegen.content.markdown.newsroom import Manuscript
from sitegen.content.markdown.parsers import commonmark_parser, remembered_parser, rules_for
from sitegen.content.markdown.places import Places
from sitegen.content.markdown.plain import PlainTexts
from sitegen.content.markdown.updates import arranged
from sitegen.content.markdown.writer import Writer
from sitegen.errors import Cure, Problem
from sitegen.field_values import SectionHeading
from sitegen.happenings import Dated, Update
from sitegen.map_ref import MapRef
from sitegen.model import UPDATE, Body, Heading, LinkRef, PictureRef
from sitegen.strict.texts import Entity


class MarkdownOptions(msgspec.Struct, frozen=True):
    """How a body is read.

    `language` chooses the quotation marks, `trust_html` lets raw HTML pass as written, and
    without `extensions` the text is CommonMark and nothing else: no slots, no checks. `live` is
    what an article says of that: it orders updates, whose moments are those of `timezone`.
    """

    language: str = "en"
    trust_html: bool = False
    extensions: bool = True
    live: str = ""
    timezone: str = "UTC"


class Rendered(msgspec.Struct, frozen=True):
    """A body, what it refers to, what is wrong with it, and what of that has a sure cure.

    Problems have no path; cures count from the beginning of the text.
    """

    body: Body
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[LinkRef, ...] = ()
    pictures: tuple[PictureRef, ...] = ()
    words: int = 0
    problems: tuple[Problem, ...] = ()
    entities: tuple[Entity, ...] = ()
    """Those of HTML in the lines of blocks, which are plain text."""
    cures: tuple[Cure, ...] = ()
    charts: tuple[ChartRef, ...] = ()
    maps: tuple[MapRef, ...] = ()
    dated: tuple[Dated, ...] = ()
    updates: tuple[Update, ...] = ()


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
        plain.write(commonmark_parser().parse(text))
        body = plain.body()
        return Rendered(body, words=count_words(body))
    ids: set[str] = set()
    env: dict[str, object] = {"ids": ids}
    places = Places(text, first_line)
    texts = PlainTexts(options.language)
    rules = rules_for(text)
    manuscript = Manuscript(places, env, rules, texts, outline, options.trust_html)
    writer = BodyWriter(manuscript, BLOCKS)
    tokens = remembered_parser(options.language, rules).parse(text, env)
    left = tuple(leftovers(text, tokens, env))
    for it in left:
        writer.report(places.at(it.start), it.message, it.hint, "warning")
    if "blocks" in rules and UPDATE in text:
        tokens, anchors = arranged(tokens, ZoneInfo(options.timezone), options.live)
        ids |= anchors
    writer.write(tokens)
    body = writer.finish()
    return Rendered(
        body,
        tuple(writer.headings),
        writer.all_anchors(),
        tuple(writer.links),
        tuple(writer.pictures),
        count_words(body),
        writer.problems(),
        tuple(texts.entities),
        tuple([Cure(it.start, it.end, it.new) for it in left if it.new is not None]),
        tuple(writer.charts),
        tuple(writer.maps),
        tuple(writer.dated),
        tuple(writer.updates),
    )


# Words --------------------------------------------------------------------------------------

_MARKUP = re.compile(r"<[^>]*>")
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_PARTING = frozenset("—–…")
"""Signs that stand between two words, whatever blanks are beside them."""

_SIGN = re.compile(r"\W")
_ASCII = "".join(map(chr, range(128)))
_SIGNS = "".join(it for it in _ASCII if not (it.isalnum() or it.isspace() or it == "_")).encode()
"""ASCII that is part of no word."""

_SHAPES = bytes(0x20 if it < 128 and chr(it).isspace() else 0x61 for it in range(256))  # noqa: PLR2004 - where ASCII ends
"""Blanks as spaces, and all that words are made of as `a`."""


def count_words(body: Body) -> int:
    """Return how many words a reader sees; two ideographs or kana count as one.

    A word holds a letter, a digit or an underscore: what is left between blanks without all else.
    """
    text = "".join(body.literals)
    if "<br" in text:
        text = text.replace("<br", " <br")
    text = _MARKUP.sub("", text)
    if "&" in text:
        for mark, plain in _ESCAPED:
            text = text.replace(mark, plain)
    others = beyond_ascii_bytes(text.encode("utf-8", "surrogatepass"))
    ideographs = 0
    # Below footnotes stands an arrow, which is as far from Latin letters.
    if may_be_wide(others) and _ideographs().search(others):
        text, ideographs = _ideographs().subn(" ", text)
    for sign in set(_SIGN.findall(others)):
        text = text.replace(sign, " " if sign in _PARTING or sign.isspace() else "")
    raw = text.encode("utf-8", "surrogatepass")
    # Words begin where a letter follows a blank: no list of them is made.
    words = (b" " + raw.translate(_SHAPES, _SIGNS)).count(b" a")
    return words + (ideographs + 1) // 2


@cache
def _ideographs() -> re.Pattern[str]:
    """Return ideographs and kana: few sites have any, and all wait while this is compiled."""
    return re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
