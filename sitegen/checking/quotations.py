"""Where somebody else speaks: the quotations in a text, by its language's marks and by others'."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sitegen.checking.spans import Span
from sitegen.content.markdown.quotes import quotes_of

_SINGLE = "'‘’‚"
"""These are apostrophes, too: one opens a quotation only if another closes it."""

_CLOSING: Mapping[str, str] = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "'": "'",
    "‘": "’",
    "‚": "‘’",
}


class _Marks(NamedTuple):
    """What closes a quotation by what opens it, what opens only before a word, and all of these."""

    closing: Mapping[str, str]
    doubtful: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)
def _marks(language: str) -> _Marks:
    quotes = quotes_of(language)
    closing = dict(_CLOSING)
    doubtful = "\"'‘’‚"
    pairs = ((quotes.opening, quotes.closing), (quotes.inner_opening, quotes.inner_closing))
    for opens, closes in ((one.strip(), other.strip()) for one, other in pairs):
        # An apostrophe that opens in one language ends a word in all of them.
        if opens != closes or opens not in _SINGLE:
            closing[opens] = closes
        if opens != closes:
            doubtful += closes
    every = "".join({*closing, *"".join(closing.values())})
    return _Marks(closing, doubtful, re.compile(f"[{re.escape(every)}]"))


def quotations(text: str, language: str) -> list[Span]:
    """Return the quotations in a text, with their marks; none inside another.

    One that is never closed reaches to the end: the next paragraph goes on with it.
    """
    closing, doubtful, pattern = _marks(language)
    marks = [(mark.start(), mark[0]) for mark in pattern.finditer(text)]
    last = {char: at for at, char in marks if _closes(text, at)}
    found: list[Span] = []
    start, closers = -1, ""
    for at, char in marks:
        if start >= 0:
            if char in closers and _closes(text, at):
                found.append((start, at + 1))
                start = -1
        elif char in closing and _opens(text, at, doubtful):
            is_closed = any(last.get(it, -1) > at for it in closing[char])
            if is_closed or char not in _SINGLE:
                start, closers = at, closing[char]
    if start >= 0:
        found.append((start, len(text)))
    return found


def _opens(text: str, at: int, doubtful: str) -> bool:
    """Say whether a mark can open: one that may as well close must stand before a word."""
    if text[at] not in doubtful:
        return True
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and not behind.isspace() and behind != ""


def _closes(text: str, at: int) -> bool:
    """Say whether a mark can close: an apostrophe stands before a letter, or behind a space."""
    if text[at] not in _SINGLE:
        return True
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not behind.isalnum() and not before.isspace()
