"""The proof: the words of the source, in their order, against those of the page.

Both sides are read here, from the HTML itself, by nothing that took part in the move: a reader of
tags and a list of words. What a page sets otherwise than it was typed (quotation marks, dashes,
dots) makes no difference; every other sign counts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape
from unicodedata import normalize

from msgspec import Struct

SILENT = re.compile(
    r"<!--.*?-->|<![a-z][^>]*>|<(script|style|template|iframe|object|video|audio|noscript)\b[^>]*>.*?</\1\s*>"
    r"|<\?.*?\?>",
    re.DOTALL | re.IGNORECASE,
)
_BEGINS_SILENT = re.compile(
    r"<(?:[!?]|script|style|template|iframe|object|video|audio|noscript)", re.IGNORECASE
)
_INSIDE = r"(?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+>"
TAG = re.compile(rf"</?([A-Za-z][A-Za-z0-9-]*+)({_INSIDE[:-1]})>")
NUMBERS = re.compile(
    r"<sup class=\"footnote-ref\">.*?</sup>|<a [^>]*role=\"doc-backlink\">.*?</a>"
    r"|<sup data-fn=.*?</sup>|</?x-note\b[^>]*>",
    re.DOTALL,
)
"""What leads to footnotes and back: each system numbers them by itself."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and Han, which stand without blanks: each is a word, wherever lines end between them."""

_WORD = re.compile(rf"[^\W{_UNSPACED}]+|[{_UNSPACED}]|[^\w\s]")
_SET = re.compile(
    "[\u2018\u2019\u201a\u201b\u2039\u203a\u300c-\u300f'`\u2032\u2033]"
    "|[-\u2010-\u2015\u2212]|[\xad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f]"
)
_AROUND = re.compile('[\u201c\u201d\u201e\u201f\xab\xbb"]')
"""Quotation marks that part words: French sets blanks within them, where `d'"octet"` has none."""
_WITHIN = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "ruby", "rt", "rp"),
    }
)
_TAG_WITHIN = re.compile(
    rf"</?(?:{'|'.join(sorted(_WITHIN, key=len, reverse=True))})(?![A-Za-z0-9-]){_INSIDE}",
    re.IGNORECASE,
)
MOST_SHOWN = 12
"""Words of one difference that are told."""

LONGEST_COMPARED = 20_000
"""Words in which the place of each difference is looked for; in longer ones they are counted."""


class Difference(Struct, frozen=True, gc=False, omit_defaults=True):
    """Words that the page lacks ("lost"), or that the source had not ("invented").

    `behind` is what stands before them; `count` is how many they are.
    """

    kind: str
    words: str
    behind: str = ""
    count: int = 0


@lru_cache(maxsize=4)  # each side is asked for its words, and for what is more than words
def heard(html: str) -> str:
    """Return HTML without what says nothing to readers."""
    if "<sup" in html or "<x-note" in html or "doc-backlink" in html:
        html = NUMBERS.sub("", html)
    return SILENT.sub(" ", html) if _BEGINS_SILENT.search(html) else html


def words_in(html: str) -> list[str]:
    """Return the words and signs of a piece of HTML that is `heard`, in their order."""
    return words_of(text_of(html))


def text_of(html: str) -> str:
    """Return the text of a piece of HTML; between blocks is a blank."""
    if "<" in html:
        html = TAG.sub(" ", _TAG_WITHIN.sub("", html))
    return unescape(html) if "&" in html else html


def words_of(text: str) -> list[str]:
    """Return the words and signs of a text."""
    return _WORD.findall(_compared(text))


def same_words(source: str, page: str) -> bool:
    """Say whether two texts are the same at a glance; if not, their words may be all the same."""
    return _compared(source).split() == _compared(page).split()


@lru_cache(maxsize=4)  # a glance at two sides, and the words of one
def _compared(text: str) -> str:
    """Return a text without what makes no difference."""
    text = normalize("NFC", text).replace("\u2026", "...")
    if "\u2610" in text or "\u2611" in text:  # what boxes of tasks become
        text = text.replace("\u2610", "[ ]").replace("\u2611", "[x]")
    return _SET.sub("", _AROUND.sub(" ", text)).lower()


def differences(
    source: Sequence[str],
    page: Sequence[str],
    dropped: Sequence[Sequence[str]] = (),
    added: Sequence[Sequence[str]] = (),
) -> list[Difference]:
    """Return how a page differs from its source; what was `dropped` and `added` was meant."""
    if source == page:
        return []
    start, end = _ends(source, page)
    before, after = source[start : len(source) - end], page[start : len(page) - end]
    groups: dict[str, list[tuple[list[str], str]]] = {"lost": [], "invented": []}
    for kind, words, behind in _pairs(before, after, source[max(0, start - 4) : start]):
        groups[kind].append((words, behind))
    # What merely moved, as a picture's caption does, is on both sides.
    moved = _all(groups["lost"]) & _all(groups["invented"])
    found: list[Difference] = []
    for kind, intended in (("lost", dropped), ("invented", added)):
        left = Counter(moved)
        left.update(word for words in intended for word in words)
        for words, behind in groups[kind]:
            kept = [it for it in words if not _taken(left, it)]
            if kept:
                shown = " ".join(kept[:MOST_SHOWN]) + (" …" if len(kept) > MOST_SHOWN else "")
                found.append(Difference(kind, shown, behind, len(kept)))
    return found


def _ends(source: Sequence[str], page: Sequence[str]) -> tuple[int, int]:
    """Return how many words two texts share at their beginnings, and at their ends."""
    start = end = 0
    limit = min(len(source), len(page))
    while start < limit and source[start] == page[start]:
        start += 1
    while end < limit - start and source[-1 - end] == page[-1 - end]:
        end += 1
    return start, end


def _all(groups: Sequence[tuple[list[str], str]]) -> "Counter[str]":
    return Counter(word for words, _ in groups for word in words)


def _pairs(
    before: Sequence[str], after: Sequence[str], context: Sequence[str]
) -> Iterator[tuple[str, list[str], str]]:
    """Yield what one text has and the other has not, with what stands before it."""
    if max(len(before), len(after)) <= LONGEST_COMPARED:
        yield from _parted(before, after, context)
        return
    yield "lost", list((Counter(before) - Counter(after)).elements()), ""
    yield "invented", list((Counter(after) - Counter(before)).elements()), ""


def _taken(counter: "Counter[str]", word: str) -> bool:
    if counter[word] > 0:
        counter[word] -= 1
        return True
    return False


def _parted(
    before: Sequence[str], after: Sequence[str], context: Sequence[str]
) -> Iterator[tuple[str, list[str], str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        behind = " ".join([*context, *before[:a]][-4:])
        if b > a:
            yield "lost", list(before[a:b]), behind
        if d > c:
            yield "invented", list(after[c:d]), behind
