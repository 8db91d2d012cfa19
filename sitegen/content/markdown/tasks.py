"""Items of lists that say what is done: `- [ ] to do`, `- [x] done` (GFM 5.3).

A mark of their own stands for the box: it needs no form, no script and no style sheet, so that it
says the same on the page, in feeds, in what is searched and to those who listen.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from sitegen.content.markdown.attributes import TYPED

_TASK = re.compile(r"\[([ \u00a0xX])\](?=[ \t\n\u00a0]+\S)")
_OPEN, _DONE = "☐", "☑\ufe0e"
"""The selector keeps the second from being drawn as an emoji."""


def tasks_plugin(parser: MarkdownIt) -> None:
    """Let the parser put marks in place of the boxes of tasks."""
    parser.core.ruler.after("block", "tasks", _tasks)


def _tasks(state: StateCore) -> None:
    for item, paragraph, inline in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open":
            box = _TASK.match(inline.content)
            if box:
                mark = _DONE if box[1] in "xX" else _OPEN
                inline.meta.setdefault(TYPED, inline.content)
                inline.content = mark + inline.content[box.end() :]
                item.attrs["class"] = "task"
