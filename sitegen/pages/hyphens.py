"""Where long words of headlines may break.

Browsers have dictionaries for some languages, and some browsers for none. So in what is set large
or narrow, long words carry soft hyphens. They are for pages alone: templates ask for them, and
whatever is read by programs (feeds, structured data, titles, search) never sees one. In headlines
of pages they are no characters, but marks.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from markupsafe import Markup, escape

SOFT = "\xad"
"""The hyphen that shows only where a line ends."""

LONG = 12
"""Letters of a word that may not fit on a phone."""

WIDE = 15
"""Letters of a word that may not fit in the headline of a page on a phone."""

WIDEST = 18
"""Letters of a word that may not fit in a headline on a desk either, where others do not break."""

LEAST = 3
"""Letters before the first break, and behind the last one."""

_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LONG},}}")
"""It begins where letters do: a search that began at each of them would take many times as long."""

_PARTED = re.compile(rf"[^\W\d_]+(?:{SOFT}[^\W\d_]+)+")
_MARK = '<span class="soft"></span>'
_VOWEL = re.compile(
    "[aeiouyàáâãäåāăąæèéêëēėęěìíîïīįıòóôõöøōőœùúûüūůűųýÿаеёиоуыэюяєіїѣαεηιουωάέήίόύώ]"
)
_NEVER_FIRST = frozenset("ьъйʼ’")
"""Letters of which no line begins."""
_GERMAN_BEGINNING = re.compile(
    "s[cklmnptw]|[bcfgkp]l|[bcdfgkptvw]r|[gk]n|g[aeäo]|p[fs]|[cprst]h|qu|zw"
)
"""Two letters with which German words begin; a vowel among them where its dictionary is amiss."""
_GERMAN_SEAM = re.compile(
    "(?<=[bcdfghjklmnpqrstvwxzß])(?<![bcdfghjklmnpqrstvwxzß]r)(?:über|übung|äußer)"
)
"""What German compounds go on with, some of which its dictionary parts behind the umlaut."""
_FINNISH = re.compile("(?=[bcdfghjklmnpqrstvwxz][aeiouyäöå])")
"""Finnish parts a word before each consonant that a vowel follows."""


@lru_cache(maxsize=65_536)
def breakable(text: str, language: str) -> str:
    """Return a text with soft hyphens in its long words, as its language parts them.

    It is HTML with the longest of them in elements of the class `long` if there are such.
    """
    if len(max(text.split(), key=len, default="")) < LONG:  # most texts, and soon known
        return text
    words = _WORD.findall(text)
    if not words or _points_of(language) is None:
        return text

    def parted(found: re.Match[str]) -> str:
        soft = _parted(found[0], language)
        return f'<span class="long">{soft}</span>' if len(found[0]) >= WIDEST else soft

    if max(map(len, words)) >= WIDEST:
        return Markup(_WORD.sub(parted, str(escape(text))))  # noqa: S704 - escaped
    return _WORD.sub(parted, text)


def hyphened(text: str, language: str) -> str:
    """Return the same as plain text, for scripts that show it."""
    if not _WORD.search(text) or _points_of(language) is None:
        return text
    return _WORD.sub(lambda found: _parted(found[0], language), text)


@lru_cache(maxsize=16_384)
def _parted(word: str, language: str) -> str:
    """Return a long word with its soft hyphens: the headlines of a paper share many."""
    points = _points_of(language)
    assert points  # noqa: S101 - nobody asks otherwise
    return SOFT.join(_parts(word, points(word)))


def as_marks(text: str) -> str:
    """Return HTML with empty elements, to which the stylesheet gives a soft hyphen, for each one.

    Words that a phone may have to part are in elements of the class `wide`.
    For the headline at the head of a page: programs take it for the title, letter by letter, and
    who copies it has no hyphens in it that nobody sees.
    """
    if SOFT not in text:
        return text

    def marked(found: re.Match[str]) -> str:
        html = found[0].replace(SOFT, _MARK)
        is_wide = len(found[0]) - found[0].count(SOFT) >= WIDE
        return f'<span class="wide">{html}</span>' if is_wide else html

    return Markup(_PARTED.sub(marked, str(escape(text))))  # noqa: S704 - escaped


def _parts(word: str, points: list[int]) -> Iterator[str]:
    """Yield a word in parts, each with a vowel."""
    start = 0
    for point in points:
        head, rest = word[start:point].lower(), word[point:].lower()
        fits = LEAST <= point <= len(word) - LEAST and rest[0] not in _NEVER_FIRST
        if fits and len(head) > 1 and _VOWEL.search(head) and _VOWEL.search(rest):
            yield word[start:point]
            start = point
    yield word[start:]


@cache
def _points_of(language: str) -> Callable[[str], list[int]] | None:
    """Return what tells where a word may part, in letters from its beginning; None if nobody can.

    To read a dictionary takes time: only long words pay for it.
    """
    if language.partition("-")[0] == "fi":
        return lambda word: [it.start() for it in _FINNISH.finditer(word.lower())]
    from sitegen.pages.patterns import Patterns  # noqa: PLC0415 - as above

    patterns = Patterns.of(language)
    if patterns and language.partition("-")[0] == "de":
        return lambda word: _seams(word.lower(), patterns.positions(word))
    return patterns.positions if patterns else None


def _seams(word: str, points: list[int]) -> list[int]:
    """Return the points of a German word without one of each two that have no vowel between them.

    Such a letter ends what is before it (Auslands-einsatz), unless words begin with it and the one
    that follows (Grund-stücke).
    """
    seams = {it.start() for it in _GERMAN_SEAM.finditer(word)}
    beside = {it + away for it in seams for away in (-1, 1)}
    points = sorted(seams.union(points) - beside)
    found: list[int] = []
    for point in points:
        if found and not _VOWEL.search(word, found[-1], point):
            if _GERMAN_BEGINNING.match(word, found[-1]):
                continue
            found.pop()
        found.append(point)
    return found
