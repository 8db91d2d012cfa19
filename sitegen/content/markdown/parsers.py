"""The parsers of Markdown: CommonMark, and what a newsroom adds, by what a text asks of them."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from sitegen.characters import signs_of
from sitegen.content.markdown.addresses import HINTS, addresses_plugin, beginnings
from sitegen.content.markdown.attributes import attributes_plugin
from sitegen.content.markdown.blocks import BLOCKS
from sitegen.content.markdown.containers import blocks_plugin
from sitegen.content.markdown.flanking import FlankingState, has_wide_runs
from sitegen.content.markdown.html.inline import inline_html_plugin
from sitegen.content.markdown.newsroom import MAX_NESTING
from sitegen.content.markdown.notes import footnotes_plugin
from sitegen.content.markdown.quick.parser import quickened
from sitegen.content.markdown.quick.phrases import QuickState, Seeker
from sitegen.content.markdown.quotes import quotes_of
from sitegen.content.markdown.tasks import tasks_plugin
from sitegen.content.markdown.typography import typography_plugin

AS_WRITTEN = "blocks"
"""In the environment of a parser: the tokens of blocks, as they stand in the text."""


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
    "--": ("replacements",),
    "...": ("replacements",),
    "://": ("addresses",),
    "www.": ("addresses",),
    "@": ("addresses",),
    "{#": ("attributes",),
    "{.": ("attributes",),
    "{:": ("attributes",),
}
"""Rules by what a text must hold for them to match: others are not asked, which is faster."""

_BOX = re.compile(r"\[[ xX]\]")
"""What a text with tasks holds; most brackets are those of links."""

_MARKS = tuple((signs_of(mark), mark, rules) for mark, rules in _RULES.items())

_PLUGINS: Mapping[str, Callable[[MarkdownIt], None]] = {
    "addresses": addresses_plugin,
    "attributes": attributes_plugin,
    "blocks": partial(blocks_plugin, blocks=BLOCKS),
    "footnotes": footnotes_plugin,
    "tasks": tasks_plugin,
}
"""Those of these rules that markdown-it has not."""

_OWN = frozenset(rule for rules in _RULES.values() for rule in rules) - _PLUGINS.keys()


@lru_cache(maxsize=1024)
def _marks_of(
    signs: frozenset[str],
) -> tuple[frozenset[str], tuple[tuple[str, str, tuple[str, ...]], ...]]:
    """Return the rules that texts with these signs ask for, and the marks that they may hold."""
    possible = [it for it in _MARKS if signs.issuperset(it[0])]
    sure = frozenset(rule for _, mark, rules in possible if len(mark) == 1 for rule in rules)
    return sure, tuple(it for it in possible if not sure.issuperset(it[2]))


def rules_for(text: str) -> frozenset[str]:
    """Return the rules that a text asks for: what `newsroom_parser` is made of."""
    signs = signs_of(text)
    sure, possible = _marks_of(frozenset(signs))
    wanted = set(sure)
    for signs_of_mark, mark, rules in possible:
        # Few signs are soon searched.
        if not wanted.issuperset(rules) and signs_of_mark in signs and mark in text:
            wanted.update(rules)
    if "[" in signs and _BOX.search(text):
        wanted.add("tasks")
    if ("emphasis" in wanted or "strikethrough" in wanted) and has_wide_runs(text):
        wanted.add("flanking")
    return frozenset(wanted)


def library_parser(language: str, wanted: frozenset[str]) -> MarkdownIt:
    """Return the library's parser with these rules, of its own and of ours."""
    settings = {
        "maxNesting": MAX_NESTING,
        "quotes": quotes_of(language),
        "store_labels": True,
        "typographer": True,
    }
    parser = _NewsroomParser("commonmark", settings)
    for name, plugin in _PLUGINS.items():
        if name in wanted:
            parser.use(plugin)
    if "html_inline" in wanted:
        parser.use(inline_html_plugin)
    parser.use(typography_plugin, language)
    parser.core.ruler.after("block", "keep_blocks", _keep_blocks)
    return parser.enable(_OWN & wanted).disable({*(_OWN - wanted), "normalize"})


def _keep_blocks(state: StateCore) -> None:
    """Keep the blocks in their order, for what looks for words in them: notes are moved later."""
    state.env[AS_WRITTEN] = state.tokens[:]


def quick(parser: MarkdownIt, wanted: frozenset[str]) -> MarkdownIt:
    """Return a parser whose rules are complete, made quick."""
    return quickened(
        parser,
        FlankingState if "flanking" in wanted else QuickState,
        Seeker(HINTS, beginnings) if "addresses" in wanted else None,
    )


def newsroom_parser(language: str, wanted: frozenset[str]) -> MarkdownIt:
    """Return a parser of bodies in a language, for texts that ask for these rules."""
    return quick(library_parser(language, wanted), wanted)


remembered_parser = lru_cache(maxsize=256)(newsroom_parser)


@lru_cache(maxsize=1)
def commonmark_parser() -> MarkdownIt:
    """Return a parser that knows the specification and nothing else."""
    return MarkdownIt("commonmark")
