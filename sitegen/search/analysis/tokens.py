"""Text to tokens, and tokens to the words in them.

A token is a run of letters, marks and digits in which a single apostrophe, hyphen, dot or
ampersand may stand: `O'Neill`, `F-16`, `U.S`, `R&D`. Most are words as they are. What the others
consist of is asked once for each different token (`pieces`), so that a text is cut by what is
quick in Python: replacing and splitting. Digits of all scripts are those of ASCII. A number in
groups is one, too (`2,692`, `2.692`, `2 692` with a blank that does not break); and so are
initials behind each other (`EE. UU.`, `D. C.`, พ.ศ.). Two words with a hyphen between them are a
third (`cease-fire`), since others write that; of numbers, short ones alone (`COVID-19`). Three
words without numbers are a fourth (`Nord-Ostsee-Kanal`).

What is written without spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) is cut
into overlapping pairs of characters, with their marks. The last character of a run stands alone as
well, so that each is the beginning of some token.

`static/search-words.js` does the same in a browser; `tests/test_analysis_browser.py` compares them.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from string import digits
from typing import NamedTuple
from unicodedata import category, decimal, normalize

from sitegen.characters import IGNORABLE, beyond_ascii_bytes

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Characters of scripts without spaces between words, as a class of a regular expression: Thai,
Lao, Burmese and Khmer; kana and ideographs."""

_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    "\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\u17b6-\u17d3\u17dd\ua9e5\uaa7b-\uaa7d\u3099\u309a\uff9e\uff9f"
)
"""Marks among them, which belong to the character before. U+1039 and U+17D2 stack the next letter
below it."""

APOSTROPHES = "'\u05f3\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02be\u02bf\u2032\u00b4\uff07"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_BLANKS = "\u00a0\u2009\u202f"
NOTHING = "\u00b7"
"""The dot in the middle of Catalan's l·l. What is no character of the word becomes one."""

_CHANGED = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys("ฯๆຯໆៗ", " "),
    "\uff0e": ".",
    "\uff06": "&",
    NOTHING: NOTHING,
    **{blank: blank for blank in _BLANKS},
}
_KEPT = bytes(
    0x20 if chr(it).isascii() and not chr(it).isalnum() and chr(it) not in "'-.&" else it
    for it in bytes(range(256)).replace(b"`", b"'")
)
"""A grave accent is what some write for an apostrophe."""

_SENTENCE = re.compile(rb"\.[ \n]")
"""It is frequent: `replace` takes three times as long to look for two bytes."""

_INITIALS = re.compile(
    rb"\. (?=[A-Z]{1,2}\.(?![A-Za-z]))"
    rb"(?:(?<=[A-Z]\. )(?<![A-Za-z][A-Z]\. )|(?<=[A-Z]{2}\. )(?<![A-Za-z][A-Z]{2}\. ))"
)
_GROUPS = re.compile(rb",(?=[0-9]{3}(?![0-9]))(?<=[0-9],)")
"""Both begin with what is quickly found, and look back last."""

_GROUPED = re.compile(f"(?<=[0-9])[{_BLANKS}](?=[0-9]{{3}}(?![0-9]))")
_DAY = re.compile(f"(?<=[0-9]){NOTHING}(?=[0-9])")
"""As Korean writes days that have become names: 6·25."""

_HEBREW = re.compile('(?<=[א-ת])["״“”](?=[א-ת])')
_BEFORE_OTHERS = re.compile(
    "(?<![א-ת])([והבכלמש]{1,3})[\u05be\u2010-\u2013-](?=[0-9A-Za-z])"
    "|(?<![\u0621-\u064a])([وف]?[بكل]?(?:ال)?\u0640*)\u0640(?=[0-9A-Za-z\u0660-\u0669])"
)
"""What Hebrew and Arabic write on to numbers and to names in Latin letters: ב-1948, الـ77."""
_NUMBERED = re.compile("(?<![A-Za-z0-9])[nN][°º](?=[ \u00a0\u202f]?[0-9])")
_CASE = re.compile(rb":(?=[a-z\xc3])(?<=[A-Z]:)")
"""Endings behind initials in Finnish and Swedish: YK:n."""

_INNER = re.compile("(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])|(?<=[א-ת])'(?=[א-ת])")
_THAI = re.compile("(?<=[ก-ฮ])\\.(?=[ก-ฮ])")
_POINT = re.compile(r"(?<=[^\W_])\.(?='[^\W_])")
_SEGMENTS = re.compile(f"[{UNSPACED}][{UNSPACED}{IGNORABLE.pattern[1:-1]}]*|[^{UNSPACED}]+")
_CLUSTERS = re.compile(f".(?:[\u1039\u17d2][^{_MARKS}]|[{_MARKS}])*")
_MARKED = re.compile(f"[{_MARKS}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WRITTEN_ON = re.compile("[א-ת\u0640]")

_COMPOUND = re.compile("[^-.&']+(?:[-.&'][^-.&']+)*")
_UNIT = re.compile("[^-]+")
_POSSESSIVE = re.compile("(?:'[sS]|(?<=[0-9])(?<![0-9]{4})s)$")
"""And plurals of things that have a number, but not decades: F-16s."""
_PART = re.compile("[^.&']+")
_CUT = re.compile("(?=.*[.&]).*[^']'[^']", re.DOTALL)
_BETWEEN = re.compile("[^']+")
"""Initials with what is elided before them or written on to them: l'O.N.U, A.B.D'nin."""
_MIXED = re.compile("([0-9]+)([^0-9]+)|([^0-9]+)([0-9]+)")
_ELIDED = re.compile("[^.&']+'[^.&']+").fullmatch
_SHORT = re.compile(".{1,2}", re.DOTALL)
_ABBREVIATED = re.compile(f"(?:[וש]?[הבכלמ]|[וש])([א-ת]{{2,}}{NOTHING}[א-ת])").fullmatch
"""One of Hebrew with what is written on to it, if that is no letter of its own: בארה״ב, מנכ״ל."""
_NUMBER = re.compile("(?:[0-9]{1,3}(?:[.'][0-9]{3})+|[0-9]+&[0-9]+)(?![0-9])")
_SIGNS = re.compile("[.&']")
_DIGITS = re.compile("[0-9]+")
_LETTERS = re.compile("[^0-9]+").fullmatch
_CONTRACTED = re.compile("'(?:[lL][lL]|[rR][eE]|[vV][eE]|[eE][mM]|[dDmMtT])$")

_NEGATED = re.compile("[A-Za-z]+[nN]'[tT]")

PAIR = 2


ENDING = 7
"""Letters of an ending behind a hyphen at most."""


class Piece(NamedTuple):
    """A word of a token, with an apostrophe where one stood before or behind it.

    `covers` counts the words before it that it joins: 2 for `ONeill` behind `O'` and `'Neill`.
    """

    word: str
    covers: int = 0


class _Kinds(dict[str, str]):
    """What stands for a character that is not ASCII, remembered."""

    def __missing__(self, char: str) -> str:
        kept = category(char)[0] in "LMN" or IGNORABLE.fullmatch(char)
        digit = decimal(char, None) if char < "\U00010000" else None
        own = char if digit is None else str(digit)
        between = " " if category(char) == "Zs" else "\n"
        kind = self[char] = _CHANGED.get(char) or (own if kept else between)
        return kind


_KINDS = _Kinds()


def words(text: str) -> list[str]:
    """Return the tokens of a text, in order."""
    return [it.decode("utf-8", "surrogatepass") for it in encoded_words(text)]


def encoded_words(text: str) -> list[bytes]:
    """Return the tokens of a text in UTF-8, which are cut in half the time."""
    raw = text.encode("utf-8", "surrogatepass")
    unspaced = False
    if not text.isascii():
        odd = set(beyond_ascii_bytes(raw))
        if _WRITTEN_ON.search("".join(odd)):
            text = _HEBREW.sub(NOTHING, text)
            text = _BEFORE_OTHERS.sub(r"\1\2'", text)
        if not odd.isdisjoint("°º"):
            text = _NUMBERED.sub(" ", text)
        for char in odd:
            if (kind := _KINDS[char]) != char:
                text = text.replace(char, kind)
        if blanks := odd.intersection(_BLANKS):
            text = _GROUPED.sub(".", text)
            for blank in blanks:
                text = text.replace(blank, " ")
        if NOTHING in odd:
            text = _DAY.sub("&", text)
        if unspaced := _UNSPACED.search("".join(odd)) is not None:
            text = _THAI.sub("", text)
        raw = text.encode("utf-8", "surrogatepass")
    # A word at the end of a sentence is the word: half as many different ones are looked into.
    raw = _CASE.sub(b"'", _GROUPS.sub(b".", _INITIALS.sub(b".", raw)))
    raw = _SENTENCE.sub(b" ", raw.translate(_KEPT))
    return _paired(raw) if unspaced else raw.split()


def _paired(raw: bytes) -> list[bytes]:
    """Return tokens of which those without spaces are cut into pairs."""
    cut = " ".join(_pairs(raw.decode("utf-8", "surrogatepass").split()))
    return cut.encode("utf-8", "surrogatepass").split()


def _pairs(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        for segment in _SEGMENTS.findall(token):
            if _UNSPACED.match(segment):
                run = IGNORABLE.sub("", segment)
                chars = _CLUSTERS.findall(run) if _MARKED.search(run) else run
                yield from (first + then for first, then in pairwise(chars))
                yield chars[-1]
            else:
                yield segment


def clean(word: str) -> str:
    """Return a word composed, without what nobody sees."""
    return normalize("NFC", IGNORABLE.sub("", word).replace(NOTHING, ""))


def pieces(token: str) -> list[Piece]:
    """Return the words of a token, in order, each joined one behind those that it joins."""
    if "'" in token and not token.isascii():
        token = _INNER.sub(NOTHING, token)
    token = _POINT.sub("", token)
    found: list[Piece] = []
    for compound in _COMPOUND.findall(token):
        found += _pieces_of_compound(compound)
    return found


def _pieces_of_compound(compound: str) -> list[Piece]:
    found: list[Piece] = []
    units: list[list[str]] = []
    before, first, is_ended = "", "", False
    for unit in _UNIT.findall(compound):
        is_ended = _is_ending(before, unit)
        if parts := _take("'" * is_ended + unit, found):
            units.append(parts)
            first = first or unit
        before = unit
    if len(units) == PAIR + (is_ended and len(units) > PAIR) and len(units[1]) == 1:
        parts = [units[0][-1], units[1][0]]
        elided = len(units[0]) - 1
        is_case = is_ended and len(units) == PAIR and parts[0][-1] not in digits
        is_one = any(map(_SHORT.fullmatch, parts)) or not _DIGITS.search("".join(parts))
        if is_one and not is_case and (not elided or _ELIDED(first)):
            _join(parts, sum(not it.covers for it in found) - elided, found)
    elif len(units) == len(found) == PAIR + 1 and all(map(_LETTERS, chain(*units))):
        _join([*chain(*units)], len(units), found)
    return found


def _is_ending(before: str, unit: str) -> bool:
    """Say whether what follows a hyphen may be an ending of initials or of a number."""
    return (
        len(unit) <= ENDING
        and len(before) > 1
        and (before[-1] in digits or category(before[-1]) == "Lu")
        and all(category(char) == "Ll" for char in unit)
    )


def _take(unit: str, found: list[Piece]) -> list[str]:
    """Add the words of what stands between hyphens, and return its parts."""
    unit = _POSSESSIVE.sub("", unit)
    if _NEGATED.fullmatch(unit):
        found.append(Piece(clean(unit)))
        return [clean(unit)]
    if _CUT.match(unit) and not _NUMBER.match(unit):
        cut = (it.span() for it in _BETWEEN.finditer(unit))
        slices = [unit[max(0, start - 1) : stop + 1] for start, stop in cut]
        return [part for it in slices for part in _take(it, found)]
    parts, count = [], len(found)
    for it in _PART.finditer(unit):
        if not (part := clean(it[0])):
            continue
        parts.append(part)
        if mixed := _MIXED.fullmatch(part):
            found += [*(Piece(half) for half in mixed.groups() if half), Piece(part, PAIR)]
        elif own := _ABBREVIATED(it[0]):
            found += [Piece(clean(own[1])), Piece(part, 1)]
        else:
            before = "'" * unit.startswith("'", it.start() - 1) if it.start() else ""
            found.append(Piece(before + part + "'" * unit.startswith("'", it.end())))
    covers = sum(not it.covers for it in found[count:])
    if number := _NUMBER.match(unit):
        found.append(Piece(_SIGNS.sub("", number[0]), covers))
    elif len(parts) > 1 and all(map(_SHORT.fullmatch, parts[:-1])) and not _CONTRACTED.search(unit):
        _join(parts, covers, found)
    return parts


def _join(parts: list[str], covers: int, found: list[Piece]) -> None:
    word = "".join(parts)
    if not _DIGITS.fullmatch(word):
        found.append(Piece(word, covers))
