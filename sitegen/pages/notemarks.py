"""Marks in a text and the notes below it: named after their story, and tied to each other."""

import re
from functools import cache

from sitegen.model import NOTES

_MARK, _NOTE = ' id="fnref_', '<li id="fn_'
_NUMBER = re.compile(r"-\d+")


def named(html: str, notes: str) -> str:
    """Return HTML in which ids are those of the notes of one text, and of its boxes."""
    return html.replace(NOTES, notes)


def anchored(html: str, notes: str) -> str:
    """Return the same, with notes that say where they belong: a stylesheet can put them there.

    CSS Anchor Positioning: a note's mark is an anchor, and so is each note for the one below it.
    """
    if NOTES not in html:
        return html
    before, *others = html.split(NOTES)
    parts = [before]
    for after in others:
        is_note = before.endswith(_NOTE)
        if is_note or before.endswith(_MARK):
            number, quote, rest = after.partition('"')
            style = _style_of_note(number) if is_note else _style_of_mark(number)
            parts += (notes, number, quote, style, rest)
        else:
            parts += (notes, after)
        before = after
    return "".join(parts)


@cache
def _style_of_mark(number: str) -> str:
    """Return the style of a mark whose id ends with "-1"; none of what marks a note again."""
    return f' style="--anchor:--mark{number}"' if _NUMBER.fullmatch(number) else ""


@cache
def _style_of_note(number: str) -> str:
    note = int(number[1:])
    below = f"anchor(--note-{note - 1} bottom)" if note > 1 else "0px"
    # Of many anchors of one name the last one is meant: that of what stands below all notes.
    anchors = f"--anchor:--note{number},--notes"
    return f' style="{anchors};--beside:anchor(--mark{number} top);--below:{below}"'
