"""Marks in a text and the notes below it: named after their story, and tied to each other."""

import re

from sitegen.model import NOTES

_MARK, _NOTE = ' id="fnref_', '<li id="fn_'
_NUMBER = re.compile(r'-(\d+)"')


def named(html: str, notes: str) -> str:
    """Return HTML in which ids are those of the notes of one text, and of its boxes."""
    return html.replace(NOTES, notes)


def anchored(html: str, notes: str) -> str:
    """Return the same, with notes that say where they belong: a stylesheet can put them there.

    CSS Anchor Positioning: a note's mark is an anchor, and so is each note for the one below it.
    """
    if NOTES not in html:
        return html
    first, *others = html.split(NOTES)
    parts, before = [first], first
    for after in others:
        style, end = "", 0
        if before.endswith((_MARK, _NOTE)) and (found := _NUMBER.match(after)):
            number, end = int(found[1]), found.end()
            style = _style_of_note(number) if before.endswith(_NOTE) else _style_of_mark(number)
        parts += (notes, after[:end], style, after[end:])
        before = after
    return "".join(parts)


def _style_of_mark(number: int) -> str:
    return f' style="--anchor:--mark-{number}"'


def _style_of_note(number: int) -> str:
    below = f"anchor(--note-{number - 1} bottom)" if number > 1 else "0px"
    # Of many anchors of one name the last one is meant: that of what stands below all notes.
    anchors = f"--anchor:--note-{number},--notes"
    return f' style="{anchors};--beside:anchor(--mark-{number} top);--below:{below}"'
