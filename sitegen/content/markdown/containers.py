"""How blocks are found in Markdown: between `:::` lines.

The container plugin of mdit-py-plugins is not used: it ends a block at the first `:::`, even
if that line is code in a fence or ends a block inside.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from sitegen.content.markdown.bodywriter import Block
from sitegen.content.markdown.picturewriter import LABEL

# Blanks of any kind: what Option and the space bar write on a Mac cannot be told from others.
_OPENING = re.compile(r":{3,}\s*([^\s:]\S*)\s*(.*)")
_ENDING = re.compile(r":{3,}\s*$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")


def blocks_plugin(parser: MarkdownIt, blocks: Mapping[str, Block]) -> None:
    """Teach the parser blocks, which are known by name.

    A block is `block_open`, its Markdown and `block_close`; one of keys is a `block_keys` token
    that holds its lines. `info` is the name; `meta` says `argument` and, if the end was found,
    `closed`. Words of an argument are inline tokens between `block_words_open` and
    `block_words_close`, before or behind the Markdown, as the block says.
    """
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "blocks", partial(_block, blocks), {"alt": interrupts})


def _block(
    blocks: Mapping[str, Block], state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    if state.is_code_block(start_line):
        return False
    opening = _OPENING.match(_text(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    name, argument = opening[1], opening[2].rstrip()
    block = blocks.get(name)
    closed = _closing_line(state, start_line, end_line)
    last = end_line if closed is None else closed
    meta: dict[str, Any] = {"argument": argument, "closed": closed is not None}
    if block and block.keys and closed is not None:
        token = state.push("block_keys", "", 0)
        token.content = state.getLines(start_line + 1, last, state.blkIndent, False)
    else:
        words = block.words if block and argument and closed is not None else None
        told = words.of(argument) if words else ""
        token = state.push("block_open", "", 1)
        if words and told and words.stand == "before":
            _inline(state, name, told, start_line)
        _contents(state, start_line + 1, last)
        if words and told and words.stand == "behind":
            _inline(state, name, told, start_line)
        end = state.push("block_close", "", -1)
        end.info, end.meta = name, meta
    token.info, token.meta, token.map = name, meta, [start_line, last]
    state.line = last + (closed is not None)
    return True


def _contents(state: StateBlock, first: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    # Lazy continuation must not reach past the end of the block.
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max


def _inline(state: StateBlock, name: str, text: str, line: int) -> None:
    state.push("block_words_open", "", 1).info = name
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
    token.info = LABEL
    state.push("block_words_close", "", -1).info = name


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
