"""Whether there is anything in a body that a reader would see."""

import re
import unicodedata
from html import unescape

from sitegen.characters import IGNORABLE
from sitegen.model import LINK, Body

_PIECES = re.compile(r"<[^>]*>|[^<]+")
_SHOWS = re.compile(
    r"<(?:img|svg|video|audio|iframe|object|embed|canvas|math|script)\b", re.IGNORECASE
)
"""Tags of what shows something, or may, without a word: some only where HTML is trusted."""

_BLANK = "\u2800"
"""A pattern of Braille without a dot: a sign, to Unicode."""


def is_anything_seen(body: Body) -> bool:
    """Say whether a body shows a picture, an embed, or one character that leaves a trace.

    Comments, rules between paragraphs, empty quotations and lists, blanks of all kinds do not.
    """
    if any(slot and slot.name != LINK for slot in body.slots):
        return True
    return any(_shows(it[0]) for it in _PIECES.finditer("".join(body.literals)))


def _shows(piece: str) -> bool:
    if piece[0] == "<":
        return bool(_SHOWS.match(piece))
    if piece[0].isascii() and piece[0].isalnum():
        return True
    text = IGNORABLE.sub("", unescape(piece))
    return any(unicodedata.category(it)[0] in "LNPS" and it != _BLANK for it in text)
