"""What a sentence claims: its numbers with their units, names, denials and quotations.

Pure, and by rules that can be read: words are folded, so that typography, accents and capitals make
no difference. In German every noun has a capital, so only those are names that stand beside another
capital, are a country or a city that CLDR knows, or have no small letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.checking.claimwords import ClaimWords, claim_words
from sitegen.checking.quotations import quotations
from sitegen.languages import date_words, place_names

_TOKEN = re.compile(
    r"\d+(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|[%€$£¥]"
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'”’»)\]]*\s+(?=[\"'“„«(\[\s]*[\w–—])")
_GROUPED = re.compile(r"\d{1,3}(?:\D\d{3})+")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "er", "ère", "re", "e", "ème"})
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_SHORT = re.compile(r"n['’]t$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$|['’]$", re.IGNORECASE)
_SHORTEST_NAME = 2

_ROUND = 10**5
"""Below it a number is told with its decimals."""


class Sentence(NamedTuple):
    """A sentence: its paragraph's number, its words as written, and the same folded."""

    paragraph: int
    text: str
    words: tuple[str, ...]
    folded: tuple[str, ...]


class Claims(NamedTuple):
    """What a sentence claims, in its order; `rest` are its words with a sign for each claim."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    denials: int
    quotations: tuple[str, ...]
    rest: tuple[str, ...]


def sentences(paragraphs: Sequence[str], language: str) -> list[Sentence]:
    """Return the sentences of a text, without those that have no words."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        for text in _SENTENCE.split(paragraph):
            words = tuple(_words(text, language))
            if words:
                squeezed = " ".join(text.split())
                found.append(Sentence(number, squeezed, words, tuple(map(fold, words))))
    return found


def fold(word: str) -> str:
    """Return a word without capitals, accents and marks, as two spellings of it share it."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def names_in(found: Iterable[Sentence], language: str) -> frozenset[str]:
    """Return the names of a text, folded: words with a capital where none is due."""
    has_capital = _beside_a_capital if language.partition("-")[0] == "de" else _within
    known, dates = places(language), _dates(language)
    openers = claim_words(language).openers
    return frozenset(
        folded
        for sentence in found
        for at, (word, folded) in enumerate(zip(sentence.words, sentence.folded, strict=True))
        if word[0].isupper()
        and len(word) >= _SHORTEST_NAME
        and folded not in dates
        and (folded in known or word.isupper() or has_capital(sentence.words, at, openers))
    )


def _within(_words: Sequence[str], at: int, _openers: frozenset[str]) -> bool:
    """Say whether a word does not begin its sentence."""
    return at > 0


def _beside_a_capital(words: Sequence[str], at: int, openers: frozenset[str]) -> bool:
    """Say whether a word of German stands beside another capital, which is not one of grammar."""

    def is_due(it: int) -> bool:
        adjective = words[it].endswith(("e", "en", "es", "em"))  # "Große Teile", no "Olaf Scholz"
        return it == 0 and (adjective or words[it].casefold() in openers)

    around = [it for it in (at - 1, at + 1) if 0 <= it < len(words)]
    return not is_due(at) and any(words[it][0].isupper() and not is_due(it) for it in around)


def claims_of(sentence: Sentence, names: frozenset[str], language: str) -> Claims:
    """Return what a sentence claims, by the names of the texts that are compared."""
    known = _folded(language)
    numbers: list[str] = []
    own: list[str] = []
    rest: list[str] = []
    denials = 0
    before = ""
    for kind, value in _parsed(sentence, known, _dates(language)):
        if kind != "word":
            numbers.append(value)
            rest.append("#")
        elif before == "number" and value in known.units:
            numbers[-1] += f" {known.units[value]}"
        elif value in names:
            own.append(value)
            rest.append("@")
        elif value in known.denials:
            denials += 1
        else:
            rest.append(value)
        before = kind
    quoted = tuple(_quoted(sentence, language))
    return Claims(tuple(numbers), tuple(own), denials, quoted, tuple(rest))


def _parsed(
    sentence: Sentence, known: ClaimWords, dates: Mapping[str, tuple[str, bool]]
) -> Iterator[tuple[str, str]]:
    """Yield the words of a sentence; numbers with what multiplies them, in digits; dates by sign.

    A month is one only if it has the capital that it has in a calendar: "may" is none.
    """
    value: float | None = None
    for word, folded in zip(sentence.words, sentence.folded, strict=True):
        if value is not None:
            if folded in known.scales:
                value *= known.scales[folded]
                continue
            if folded in _ORDINAL:
                continue
            yield "number", _in_digits(value)
            value = None
        if word[0].isdigit():
            value = _number(word)
        elif folded in known.numbers:
            value = known.numbers[folded]
        elif folded in known.scales and len(folded) > _SHORTEST_NAME:
            value = known.scales[folded]
        elif folded in dates and word[0].isupper() == dates[folded][1]:
            yield "date", dates[folded][0]
        else:
            yield "word", folded
    if value is not None:
        yield "number", _in_digits(value)


def _in_digits(value: float) -> str:
    return f"{value:g}" if value < _ROUND else str(round(value))


def _number(word: str) -> float:
    """Return digits as a number, whatever parts the thousands and the decimals."""
    if grouped := _GROUPED.match(word):
        head, tail = re.sub(r"\D", "", grouped[0]), word[grouped.end() :]
        return float(f"{head}.{tail[1:]}") if tail else float(head)
    return float(word.replace(",", "."))


def _words(text: str, language: str) -> Iterator[str]:
    """Yield the words of a sentence, taken apart where two are written as one."""
    french = language.partition("-")[0] == "fr"
    for match in _TOKEN.finditer(text):
        word = match[0]
        if french:
            while elided := _ELIDED.match(word):
                word = word[elided.end() :]
        elif short := _SHORT.search(word):
            yield word[: short.start()]
            word = "not"
        elif word.casefold() == "cannot":
            yield word[:3]
            word = "not"
        else:
            word = _POSSESSIVE.sub("", word)
        if word:
            yield word


def _quoted(sentence: Sentence, language: str) -> Iterator[str]:
    """Yield what somebody else says in a sentence, in folded words."""
    for start, end in quotations(sentence.text, language):
        words = [fold(it) for it in _words(sentence.text[start:end], language)]
        if len(words) > 1:  # one word alone is called so, and not said
            yield " ".join(words)


@lru_cache(maxsize=16)
def places(language: str) -> frozenset[str]:
    """Return the countries and cities that CLDR names in a language, folded, of one word each."""
    return frozenset(fold(it) for it in place_names(language) if it.isalpha())


@lru_cache(maxsize=16)
def _dates(language: str) -> dict[str, tuple[str, bool]]:
    """Return months and days, folded: a sign for which one it is, and if it has a capital."""
    return {
        fold(name): (sign, name[0].isupper())
        for name, sign in date_words(language).items()
        if name.isalpha()
    }


@lru_cache(maxsize=16)
def _folded(language: str) -> ClaimWords:
    known = claim_words(language)
    return ClaimWords(
        {fold(word): value for word, value in known.numbers.items()},
        {fold(word): value for word, value in known.scales.items()},
        {fold(word): unit for word, unit in known.units.items()},
        frozenset(map(fold, known.denials)),
        tuple((fold(one), fold(other)) for one, other in known.opposites),
        known.openers,
    )


def opposites(language: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of words, folded, of which each says the opposite of the other."""
    return _folded(language).opposites
