"""What a sentence claims: its numbers with their units, names, denials and quotations.

Pure, and by rules that can be read: words are folded, so that typography, accents and capitals make
no difference. In German every noun has a capital, so only those are names that stand beside another
capital, are a country or a city that CLDR knows, or have no small letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sitegen.checking.claimwords import ClaimWords, claim_words
from sitegen.checking.numerals import numbers_in
from sitegen.checking.quotations import quotations
from sitegen.languages import date_words, place_names

_TOKEN = re.compile(
    r"\d+(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|[%€$£¥]"
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'”’»)\]]*\s+(?=[\"'“„«(\[\s]*[\w–—])")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_SHORT = re.compile(r"n['’]t$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$|['’]$", re.IGNORECASE)
_SHORTEST_NAME = 2


class Sentence(NamedTuple):
    """A sentence: its paragraph's number, its words as written, and the same folded.

    `parted` are the numbers of words with a comma before them.
    """

    paragraph: int
    text: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    parted: frozenset[int] = frozenset()


class Claims(NamedTuple):
    """What a sentence claims, in its order; `rest` are its words with a sign for each claim.

    `listed` are its names as they are counted up, by alphabet: "A, B and C" is "C, B and A".
    """

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    denials: int
    quotations: tuple[str, ...]
    rest: tuple[str, ...]
    listed: tuple[tuple[tuple[str, ...], ...], ...] = ()


def sentences(paragraphs: Sequence[str], language: str) -> list[Sentence]:
    """Return the sentences of a text, without those that have no words."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        for text in _SENTENCE.split(paragraph):
            told = tuple(_words(text, language))
            if told:
                words = tuple([word for word, _ in told])
                parted = frozenset([at for at, (_, comma) in enumerate(told) if comma])
                squeezed = " ".join(text.split())
                folded = tuple(map(fold, words))
                found.append(Sentence(number, squeezed, words, folded, parted))
    return found


def fold(word: str) -> str:
    """Return a word without capitals, accents and marks, as two spellings of it share it."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_ALIKE))
    return "".join(char for char in plain if not unicodedata.combining(char))


_ALIKE = str.maketrans("’ʼى", "''ي", "ـ")
"""Two ways to write one letter; what makes an Arabic word longer, and says nothing."""


def names_in(found: Iterable[Sentence], language: str) -> frozenset[str]:
    """Return the names of a text, folded: words with a capital where none is due.

    Where letters have no capitals, as in Arabic, these are countries and cities alone.
    """
    has_capital = _beside_a_capital if language.partition("-")[0] == "de" else _within
    known, dates = places(language), _dates(language)
    words = _folded(language)
    openers = words.openers | words.numbers.keys()
    return frozenset(
        folded
        for sentence in found
        for at, (word, folded) in enumerate(zip(sentence.words, sentence.folded, strict=True))
        if not word[0].islower()
        and not word[0].isdigit()
        and len(word) >= _SHORTEST_NAME
        and folded not in dates
        and (
            folded in known
            or word.isupper()
            or (word[0].isupper() and has_capital(sentence.words, at, openers))
        )
    )


def _within(_words: Sequence[str], at: int, _openers: frozenset[str]) -> bool:
    """Say whether a word does not begin its sentence."""
    return at > 0


def _beside_a_capital(words: Sequence[str], at: int, openers: frozenset[str]) -> bool:
    """Say whether a word of German stands beside another capital, which is not one of grammar."""

    def is_due(it: int) -> bool:
        adjective = words[it].endswith(("e", "en", "es", "em"))  # "Große Teile", no "Olaf Scholz"
        return it == 0 and (adjective or fold(words[it]) in openers)

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
    for kind, value in numbers_in(sentence.words, sentence.folded, known, _dates(language)):
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
    listed = tuple(_listed(sentence, names, known.conjunctions))
    return Claims(tuple(numbers), tuple(own), denials, quoted, tuple(rest), listed)


def _listed(
    sentence: Sentence, names: frozenset[str], conjunctions: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the names that stand side by side, sorted; each is the words between two commas."""
    some: list[tuple[str, ...]] = []
    one: list[str] = []
    for at, word in enumerate(sentence.folded):
        if word in names:
            if at in sentence.parted and one:
                some.append(tuple(one))
                one = []
            one.append(word)
            continue
        if one:
            some.append(tuple(one))
            one = []
        if some and word not in conjunctions:
            yield tuple(sorted(some))
            some = []
    if one:
        some.append(tuple(one))
    if some:
        yield tuple(sorted(some))


def _words(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a sentence, taken apart where two are written as one.

    With each goes whether a comma stands before it.
    """
    own = language.partition("-")[0]
    text, end = _PER_CENT.sub(" %", text), 0
    for match in _TOKEN.finditer(text):
        word, comma = match[0], any(it in text[end : match.start()] for it in ",;،")
        end = match.end()
        if own == "fr":
            while elided := _ELIDED.match(word):
                word = word[elided.end() :]
        elif own == "ar":
            word = _without_particle(word)
        elif short := _SHORT.search(word):
            yield word[: short.start()], comma
            word, comma = "not", False
        elif word.casefold() == "cannot":
            yield word[:3], comma
            word, comma = "not", False
        else:
            word = _POSSESSIVE.sub("", word)
        if word:
            yield word, comma


def _without_particle(word: str) -> str:
    """Return a word of Arabic without the letter before it that says "and", "in" or "for".

    Only before what is known: most words that begin with such a letter are no two.
    """
    known = _folded("ar")
    rest = word[1:]
    if word[0] in _PARTICLES and fold(word) not in known.numbers:
        folded = fold(rest)
        if folded in known.numbers or folded in known.denials or folded in places("ar"):
            return rest
    return word


_PARTICLES = "وفبلك"
_PER_CENT = re.compile(
    r" ?\b(?:per cent|pour cent|por ciento|por cento|في المئة|في المائة|بالمئة|بالمائة)\b"
    r"|(?<=\d) v\. ?H\."
)


def _quoted(sentence: Sentence, language: str) -> Iterator[str]:
    """Yield what somebody else says in a sentence, in folded words."""
    for start, end in quotations(sentence.text, language):
        words = [fold(word) for word, _ in _words(sentence.text[start:end], language)]
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
        known.conjunctions,
        frozenset(map(fold, known.ones)),
        known.openers,
    )


def opposites(language: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of words, folded, of which each says the opposite of the other."""
    return _folded(language).opposites
