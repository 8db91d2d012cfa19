"""Blocks as HTML and slots: the rules that all of them share (`blocks.py` has each one's own)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from markdown_it.token import Token

from sitegen.chart_ref import ChartRef
from sitegen.content.markdown.blockkeys import TEXTS, Keys, read_keys
from sitegen.content.markdown.htmlwriter import HtmlWriter
from sitegen.content.markdown.newsroom import SECTION_LEVEL, Manuscript
from sitegen.content.markdown.places import Place
from sitegen.content.markdown.writer import BlockRule, InlineRule, in_one_line, plain_text
from sitegen.dates import date_text
from sitegen.happenings import Dated
from sitegen.map_ref import MapRef
from sitegen.model import NOTES
from sitegen.spelling import did_you_mean


class Words(NamedTuple):
    """Markdown behind the name of a block: where it stands to the contents, and in which HTML."""

    stand: Literal["before", "behind"]
    start: str
    end: str
    of: Callable[[str], str] = str
    """Returns what of the words behind the name is Markdown."""


class Block(NamedTuple):
    """What a block takes, and its HTML.

    `write` writes the start of a block that holds Markdown, and returns its end; of one that has
    `keys`, `key: value` lines, it writes all.
    """

    write: Callable[["BodyWriter", Sequence[Token], int, Place], str]
    words: Words | None = None
    keys: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    """Of the keys, those that may be given again and again."""
    is_quotation: bool = False
    """Whether somebody else speaks in it."""
    finish: Callable[["BodyWriter", Token], None] | None = None
    """Is given the token of its end, once that is written."""


class BodyWriter(HtmlWriter):
    """Writes one body with its blocks, which are known by name."""

    def __init__(self, of: Manuscript, blocks: Mapping[str, Block]) -> None:
        super().__init__(of)
        self._blocks = blocks
        self._labels = 0

    def all_anchors(self) -> tuple[str, ...]:
        """Return what links can name, once the body is finished."""
        return (*super().all_anchors(), *[it.anchor for it in self.updates])

    def section(self) -> None:
        """Begin what has a heading of its own, below which others may stand."""
        self._level = SECTION_LEVEL

    def plain(self, parent: Token) -> str:
        """Return the words of a heading, in one line."""
        return in_one_line(plain_text(parent.children))

    @cached_property
    def charts(self) -> list[ChartRef]:
        """The charts of the body, in their order."""
        return []

    @cached_property
    def maps(self) -> list[MapRef]:
        """The maps of the body, in their order."""
        return []

    @cached_property
    def dated(self) -> list[Dated]:
        """What timelines of the body tell, in their order."""
        return []

    def new_label(self) -> str:
        """Return an id for the title of a block, of which there is one on any page."""
        self._labels += 1
        return f"box_{NOTES}-{self._labels}"

    def read_keys(
        self, token: Token, example: str, required: Collection[str] = ()
    ) -> tuple[Keys, Place]:
        """Read the lines of a block; return them and the place of its argument.

        `required` are the keys that must be there.
        """
        name, argument = token.info, token.meta["argument"]
        first = token.map[0] if token.map else 0
        block = self._blocks[name]
        keys, problems = read_keys(token, self.places, block.keys, required, block.many)
        for problem in problems:
            self.report((problem.line, problem.column), problem.message, problem.hint)
        if not argument:
            place = self.places.within(first, ":::")
            self.report(place, f"the `{name}` block names nothing", f"write `::: {name} {example}`")
        values = {
            key: self.texts.decoded(value, key, keys.places[key]) if key in TEXTS else value
            for key, value in keys.values.items()
        }
        return Keys(values, keys.places, keys.lists), self.places.within(first, argument or ":::")

    def _block_open(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        name = token.info
        first = token.map[0] if token.map else 0
        place = self.places.within(first, ":::")
        self.check_depth(token)
        self.separate(tokens, index)
        if name not in self._blocks:
            known = f"known are {', '.join(self._blocks)}"
            hint = did_you_mean(name, self._blocks) or known
            self.report(self.places.within(first, name), f"unknown block `{name}`", hint)
        elif not token.meta["closed"]:
            self.report(place, f"the `{name}` block does not end", "end it with a line `:::`")
        else:
            token.meta["end"] = self._blocks[name].write(self, tokens, index, place)

    def _block_close(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        self.emit(token.meta.get("end", ""))
        block = self._blocks.get(token.info)
        if block and block.finish:
            block.finish(self, token)

    def _block_keys(self, tokens: Sequence[Token], index: int) -> None:
        self.separate(tokens, index)
        place = self.places.within((tokens[index].map or [0])[0], ":::")
        self._blocks[tokens[index].info].write(self, tokens, index, place)

    def _words_open(self, tokens: Sequence[Token], index: int) -> None:
        self.separate(tokens, index)
        if words := self._blocks[tokens[index].info].words:
            self.emit(words.start)

    def _words_close(self, tokens: Sequence[Token], index: int) -> None:
        if words := self._blocks[tokens[index].info].words:
            self.emit(words.end)

    def _time(self, token: Token) -> None:
        written = date_text(token.content, self.texts.language)
        self.emit(f'<time datetime="{token.content}">{written}</time> ')

    block_rules: ClassVar[Mapping[str, BlockRule]] = {
        **HtmlWriter.block_rules,
        "block_close": _block_close,
        "block_keys": _block_keys,
        "block_open": _block_open,
        "block_words_close": _words_close,
        "block_words_open": _words_open,
    }
    inline_rules: ClassVar[Mapping[str, InlineRule]] = {
        **HtmlWriter.inline_rules,
        "time": _time,
    }
