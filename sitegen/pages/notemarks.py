"""Marks in a text and the notes below it, tied to each other for stylesheets."""

import re

_NOTE = re.compile(r'(<li id="fn_|<a href="#fn_[^"]*" id="fnref_)([^":]*-(\d+)")')


def anchored(html: str) -> str:
    """Return HTML whose notes say where they belong, so that a stylesheet can put them there.

    CSS Anchor Positioning: a note's mark is an anchor, and so is each note for the one below it.
    """
    return _NOTE.sub(_as_anchor, html) if 'role="doc-endnotes"' in html else html


def _as_anchor(match: re.Match[str]) -> str:
    start, id_, number = match[1], match[2], int(match[3])
    if start.startswith("<a"):
        return f'{start}{id_} style="--anchor:--mark-{number}"'
    below = f"anchor(--note-{number - 1} bottom)" if number > 1 else "0px"
    # Of many anchors of one name the last one is meant: that of what stands below all notes.
    style = f"--anchor:--note-{number},--notes;--beside:anchor(--mark-{number} top);--below:{below}"
    return f'{start}{id_} style="{style}"'
