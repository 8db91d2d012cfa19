"""Blocks between `:::` lines: how they are found in Markdown, and what stands in them.

The container plugin of mdit-py-plugins is not used: it ends a block at the first `:::`, even
if that line is code in a fence or ends a block inside.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from sitegen.content.markdown.places import Place, Places
from sitegen.errors import Problem
from sitegen.spelling import did_you_mean

BLOCKS = ("figure", "factbox", "timeline", "embed", "pullquote")
OF_KEYS = frozenset({"figure", "embed"})
"""Blocks that hold `key: value` lines, not Markdown."""

TEXTS = frozenset({"alt", "caption", "credit", "title"})
"""Their keys whose values readers read: plain text."""

LABEL = "label"
"""The `info` of inline tokens that are titles or speakers: no picture can stand there."""

STRAY_END = re.compile(r"^:{3,}[^\S\n]*$", re.MULTILINE)

# Blanks of any kind: what Option and the space bar write on a Mac cannot be told from others.
_OPENING = re.compile(r":{3,}\s*([^\s:]\S*)\s*(.*)")
_ENDING = re.compile(r":{3,}\s*$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_KEY = re.compile(r"([^\s:]+)\s*:(?:\s+(.*)|$)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?:\s*")


def blocks_plugin(parser: MarkdownIt) -> None:
    """Teach the parser blocks.

    A block is `block_open`, its Markdown and `block_close`; one of `OF_KEYS` is a `block_keys`
    token that holds its lines. `info` is the name; `meta` says `argument` and, if the end was
    found, `closed`. The title of a fact box and the speaker of a quotation are inline tokens,
    followed by `block_title` and between `block_caption_open` and `block_caption_close`.
    """
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "blocks", _block, {"alt": interrupts})


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    opening = _OPENING.match(_text(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    name, argument = opening[1], opening[2].rstrip()
    closed = _closing_line(state, start_line, end_line)
    last = end_line if closed is None else closed
    meta: dict[str, Any] = {"argument": argument, "closed": closed is not None}
    if name in OF_KEYS and closed is not None:
        token = state.push("block_keys", "", 0)
        token.content = state.getLines(start_line + 1, last, state.blkIndent, False)
    else:
        token = state.push("block_open", "", 1)
        titled = argument and closed is not None
        if titled and name == "factbox":
            _inline(state, argument, start_line)
            state.push("block_title", "", 0)
        _contents(state, start_line + 1, last)
        if titled and name == "pullquote":
            state.push("block_caption_open", "", 1)
            _inline(state, argument, start_line)
            state.push("block_caption_close", "", -1)
        state.push("block_close", "", -1).meta = meta
    token.info, token.meta, token.map = name, meta, [start_line, last]
    state.line = last + (closed is not None)
    return True


def _contents(state: StateBlock, first: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    # Lazy continuation must not reach past the end of the block.
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max


def _inline(state: StateBlock, text: str, line: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
    token.info = LABEL


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int | None:
    depth = 0
    fence = ""
    for line in range(start_line + 1, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if state.is_code_block(line):
            continue
        text = _text(state, line)
        if fence:
            tail = text.rstrip()
            if len(tail) >= len(fence) and not tail.strip(fence[0]):
                fence = ""
        elif mark := _FENCE.match(text):
            fence = mark[1] or mark[2]
        elif _ENDING.match(text):
            if not depth:
                return line
            depth -= 1
        elif _OPENING.match(text):
            depth += 1
    return None


class Keys(NamedTuple):
    """The lines of a block: the values by key, and where they stand."""

    values: Mapping[str, str]
    places: Mapping[str, Place]


def read_keys(
    block: Token, places: Places, known: Collection[str], required: str = ""
) -> tuple[Keys, list[Problem]]:
    """Read the `key: value` lines of a block as strictly as front matter; say what is wrong.

    `required` is the key that must be there, if there is one.
    """
    name = block.info
    first = block.map[0] + 1 if block.map else 0
    values: dict[str, str] = {}
    found: dict[str, Place] = {}
    problems = []

    def report(place: Place, message: str, hint: str) -> None:
        problems.append(Problem("", *place, message, hint))

    for index, line in enumerate(block.content.split("\n"), first):
        text = line.strip()
        if not text:
            continue
        match = _KEY.match(text)
        place = places.within(index, text)
        if match is None:
            report(place, f"a `{name}` block holds `key: value` lines", "write `alt: …`")
            continue
        key, value = match[1], _unquoted(match[2] or "")
        if key not in known:
            hint = did_you_mean(key, known) or f"known are {', '.join(known)}"
            report(place, f"unknown key `{key}` in a `{name}` block", hint)
        elif key in found:
            report(place, f"`{key}` is given twice", "keep one of them")
        elif not value:
            found[key] = place
            report(place, f"`{key}` is empty", "give it a value or leave the line out")
        else:
            found[key] = place
            values[key] = value
    if required and required not in found:
        message = f"the `{name}` block has no `{required}`"
        report(places.within(first - 1, ":::"), message, f"add a line `{required}: …`")
    return Keys(values, found), problems


def _unquoted(value: str) -> str:
    whole = _QUOTED.fullmatch(value)
    return value[1:-1].strip() if whole else value


def read_date(text: str) -> tuple[str, str] | None:
    """Split `2023-09-09: what happened` (or year and month, or year) into date and rest.

    None if no date stands there. Raises ValueError if it is not in the calendar.
    """
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    date(year, month, day)
    return match[0].rstrip().rstrip(":"), text[match.end() :]
