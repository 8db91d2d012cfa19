"""A whole parser made quick."""

import re
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_core import StateCore, text_join
from mdit_py_plugins.footnote.index import footnote_tail
from msgspec import Struct

from sitegen.content.markdown.quick.lines import QuickBlocks
from sitegen.content.markdown.quick.phrases import QuickInline, QuickState, Seeker
from sitegen.content.markdown.quick.words import read_words

_ADDRESS = re.compile(r"[^\x00-\x20\x7f\\()&<]++(?![\\(&<])")
"""A destination of a link in which nothing has a meaning; the library looks at each character."""

_DEFINITION = "footnote_reference_open"


def quickened(
    parser: MarkdownIt,
    state: type[QuickState] = QuickState,
    seeker: Seeker | None = None,
) -> MarkdownIt:
    """Return a parser that asks its rules, which are all added by now, where they may match.

    `state` is what its inline rules work on; `seeker` finds where addresses may begin.
    """
    parser.block = QuickBlocks(parser.block)
    parser.inline = QuickInline(parser.inline, state, seeker)
    parser.core.ruler.at("inline", read_words)
    parser.core.ruler.at("text_join", _join)
    if "footnote_tail" in parser.core.ruler.get_all_rules():
        parser.core.ruler.at("footnote_tail", _gather_notes)
    known = {**vars(helpers), "parseLinkDestination": _destination}
    parser.helpers = SimpleNamespace(**known)  # type: ignore[assignment] # it is a module
    return parser


def _join(state: StateCore) -> None:
    """Join what escapes and entities stand for with the text beside them: nothing else needs it."""
    if "\\" not in state.src and "&" not in state.src:
        return
    tokens = state.tokens
    state.tokens = [
        it for it in tokens if it.type == "inline" and ("\\" in it.content or "&" in it.content)
    ]
    text_join(state)
    state.tokens = tokens


def _gather_notes(state: StateCore) -> None:
    """Move footnotes to the end: nothing that stands before the first has to be looked at."""
    tokens = state.tokens
    first = next((at for at, it in enumerate(tokens) if it.type == _DEFINITION), len(tokens))
    state.tokens = tokens[first:]
    footnote_tail(state)
    state.tokens = tokens[:first] + state.tokens


class _Read(Struct):
    """What the library calls `_Result`."""

    ok: bool
    pos: int
    str: str


def _destination(string: str, pos: int, maximum: int) -> object:
    """Read the destination of a link, as the library does."""
    if found := _ADDRESS.match(string, pos, maximum):
        return _Read(ok=True, pos=found.end(), str=found[0])
    return helpers.parseLinkDestination(string, pos, maximum)
