"""Where somebody else speaks: the quotations in a text, by its language's marks and by others'."""

import re
from collections.abc import Mapping
from functools import lru_cache

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


@lru_cache(maxsize=64)
def _marks(language: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return what closes a quotation by what opens it, and a pattern of all such marks."""
    quotes = quotes_of(language)
    closing = dict(_CLOSING)
    pairs = ((quotes.opening, quotes.closing), (quotes.inner_opening, quotes.inner_closing))
    for opens, closes in pairs:
        # An apostrophe that opens in one language ends a word in all of them.
        if opens.strip() not in _SINGLE or opens != closes:
            closing[opens.strip()] = closes.strip()
    every = "".join({*closing, *"".join(closing.values())})
    return closing, re.compile(f"[{re.escape(every)}]")


def quotations(text: str, language: str) -> list[Span]:
    """Return the quotations in a text, with their marks; none inside another.

    One that is never closed reaches to the end: the next paragraph goes on with it.
    """
    closing, pattern = _marks(language)
    marks = [(mark.start(), mark[0]) for mark in pattern.finditer(text)]
    last = {char: at for at, char in marks if _closes(text, at)}
    found: list[Span] = []
    start, closers = -1, ""
    for at, char in marks:
        if start >= 0:
            if char in closers and _closes(text, at):
                found.append((start, at + 1))
                start = -1
        elif char in closing and _opens(text, at):
            is_closed = any(last.get(it, -1) > at for it in closing[char])
            if is_closed or char not in _SINGLE:
                start, closers = at, closing[char]
    if start >= 0:
        found.append((start, len(text)))
    return found


def _opens(text: str, at: int) -> bool:
    """Say whether a mark can open: those that look the same at both ends stand before a word."""
    if text[at] not in "\"'‘’‚":
        return True
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and not behind.isspace() and behind != ""


def _closes(text: str, at: int) -> bool:
    """Say whether a mark can close: an apostrophe stands before a letter, or behind a space."""
    if text[at] not in _SINGLE:
        return True
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not behind.isalnum() and not before.isspace()
