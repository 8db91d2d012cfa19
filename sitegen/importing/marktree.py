"""Markdown of other systems becomes our own tree; blocks that mean the same here stay as typed."""

import re
from typing import NamedTuple

from sitegen.content.markdown.elsewhere import Piece, read_elsewhere
from sitegen.importing.htmllines import Reading
from sitegen.importing.htmltree import read_html
from sitegen.importing.tree import Block, Kept

_MORE = re.compile(r"[ \t]*<!--[ \t]*(?:more|truncate|excerpt)[ \t]*-->[ \t]*", re.IGNORECASE)
"""Where a summary ends. Left in, it would make HTML of the words behind it."""


class MarkdownRead(NamedTuple):
    """The blocks of a text, and the whole of it as HTML, for the proof.

    `unused` are the names of notes that nothing refers to, which no reader ever saw.
    """

    blocks: tuple[Block, ...]
    source: str
    unused: tuple[str, ...]


def read_markdown(text: str) -> MarkdownRead:
    """Return a text as our own tree, and as HTML."""
    foreign = read_elsewhere(_MORE.sub("\n\n", text))
    reading = Reading(notes=foreign.notes)
    blocks: list[Block] = []
    waiting: list[Piece] = []

    def finish() -> None:
        if waiting:
            blocks.extend(read_html("".join(it.html for it in waiting), reading))
            waiting.clear()

    for it in foreign.pieces:
        if it.kept:
            finish()
            blocks.append(Kept(it.kept))
        else:
            waiting.append(it)
    finish()
    shown = "\n".join((*(it.html for it in foreign.pieces), *foreign.notes.values()))
    unused = tuple(it for it in foreign.notes if f'<sup data-fn="{it}">' not in shown)
    # On a page notes are the items of a list.
    notes = (f"<li>{html}</li>" for name, html in foreign.notes.items() if name not in unused)
    source = "\n".join((*(it.html for it in foreign.pieces), *notes))
    return MarkdownRead(tuple(blocks), source, unused)
