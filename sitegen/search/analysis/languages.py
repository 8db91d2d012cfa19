"""What each language does to the words of its stories: a stemmer, and what its words carry along.

Stemmers are those of Snowball 3.1: PyStemmer's in C while a site is built, and the same made from
Python (`transpiling`) in browsers. Languages without one have light rules of their own (`light`),
or none.

`silent` are words that say nothing where an apostrophe cut them off: elided articles (`l'`), what
is contracted (`'ll`), and Turkish case endings, which stand behind an apostrophe in names. They
are no terms, and a question does not ask for them.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

import Stemmer

from sitegen.search.analysis.folding import lowered
from sitegen.search.analysis.light import (
    ARABIC,
    ARABIC_OTHERS,
    ARMENIAN_OTHERS,
    BELARUSIAN_OTHERS,
    CROATIAN_OTHERS,
    CZECH_OTHERS,
    DUTCH_OTHERS,
    ENGLISH_OTHERS,
    ESTONIAN_OTHERS,
    FRENCH_OTHERS,
    GERMAN_ASKED,
    GERMAN_OTHERS,
    GREEK_OTHERS,
    HEBREW,
    HEBREW_ASKED,
    HEBREW_OTHERS,
    ITALIAN_OTHERS,
    KOREAN_OTHERS,
    LATVIAN_OTHERS,
    POLISH_OTHERS,
    PORTUGUESE_OTHERS,
    SLOVAK_OTHERS,
    SLOVENE_OTHERS,
    SPANISH_OTHERS,
    TURKISH_OTHERS,
    UKRAINIAN,
    UKRAINIAN_OTHERS,
    Rules,
)

LATIN = "a-z\u00df-\u024f\u0300-\u036f\u1e00-\u1eff"
CYRILLIC = "\u0400-\u052f\u0301"
ARABIC_LETTERS = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06e5-\u06e8\u06fa-\u06fc"


class Language(NamedTuple):
    """How words of one language become stems; all patterns are of lower-case words.

    `algorithm` is the name of a stemmer of Snowball, which takes words of `letters` alone, a class
    of a regular expression. `plain` tells whether the word itself is a term beside its stem, if it
    has a capital or its script has none: where stems of one name differ by case or number.

    Light rules are replacements, each made once at most. `before` come before the stemmer, or are
    one. `others` make another word of a word, which it may be as well, and which is stemmed as it
    is: one replacement, one word. A question has `asked` instead, where it should be more certain.
    Those of a `decomposed` language see the sounds of syllables (NFD).

    A stem in Latin letters that is shorter than `shortest` is none, since words of other languages
    would meet in it (French would make `se` of `sea`): then the word is, without a plural's ending.
    """

    algorithm: str = ""
    letters: str = LATIN
    silent: str = ""
    plain: bool = False
    turkic: bool = False
    before: Rules = ()
    others: Rules = ()
    asked: Rules | None = None
    decomposed: bool = False
    shortest: int = 3


_FRENCH = "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
_ITALIAN = (
    "(?:[cdlmnstv]|un|gl|dell|all|dall|nell|sull|coll|quest|quell|senz|tutt|anch|neanch|com|dov"
    "|cos)'"
)
_TURKISH = (
    "'(?:n?[ıiuü]n|y?[ıiuü]|n?[dt][ae](?:n|ki)?|y?[ae]|y?l[ae]|l[ae]r.*|l[ıiuü].*|n[ae]|c[ae]"
    "|s[ıiuü].*|nd[ae].*|[dt][ıiuü]r?)"
)
_FINNISH = (
    "'(?:n|in|ta|tä|a|ä|na|nä|ksi|s?s[aä]|s?t[aä]|h[aeouyäöi]n|[aeouyäöi]n|seen|l[lt][aä]|lle"
    "|tt[aä]|t|i.*)"
)
_HUNGARIAN = (
    "'(?:[bt]?[ae]n|b[ae]|b[óő]l|n[ae]k|[^aeiouáéíóöőúüű]{0,2}[ae]l|h[oeö]z|[tr][óő]l|r[ae]"
    "|[nt]|[oeöáé]n|[oeöa]?[tks]|[oeö]s.*|ig|ért|ként|nál|nél|á?é?i|beli|[ae]i|j?[ae]"
    "|j?[áé].*)"
)
_POLISH = (
    "'(?:u|owi|em|ie|[yaęąi]|e|om|ów|ami|ach|ows.*|ows?k.*|o?wc.*|o?wiec|[wńs]+k.*|etu|ecie"
    "|etem|t.*)"
)
_RUSSIAN = (
    "'(?:[йхемюяауы]|го|му|м[ии]|[оы]й|[оы]м|ы[ех]|ыми|ая|ое|ого|ому|ов|ами?|ах|ев.*|ов[се].*"
    "|шн.*|ник.*)"
)
_UKRAINIAN = (
    "'(?:[йхемюяауиі]|го|му|м[иі]|[ії]й|ий|их|им|ими|ої|ою|т[аеуії]|тих|тими?|ом|ів|ам|ами|ах|ів[се].*"
    "|шн.*|ник.*)"
)
"""Endings of cases, and of what is made of initials and of numbers: АТО-шний, 1991-го."""

LANGUAGES = {
    "ar": Language(
        "arabic",
        ARABIC_LETTERS,
        silent="[وف]?[بكل]?(?:ال)?ـ*'",
        plain=True,
        before=ARABIC,
        others=ARABIC_OTHERS,
        asked=(),
    ),
    "az": Language("turkish", silent=_TURKISH, plain=True, turkic=True, others=TURKISH_OTHERS),
    "be": Language(letters=CYRILLIC, others=BELARUSIAN_OTHERS),
    "bs": Language("serbian", LATIN + CYRILLIC, others=CROATIAN_OTHERS),
    "ca": Language("catalan", silent="[dlmnst]'|'(?:ls?|n|ns|m|t|s)"),
    "cnr": Language("serbian", LATIN + CYRILLIC, others=CROATIAN_OTHERS),
    "cs": Language("czech", others=CZECH_OTHERS),
    "da": Language("danish"),
    "de": Language("german", silent="'[ns]", others=GERMAN_OTHERS, asked=GERMAN_ASKED),
    "el": Language("greek", "\u0370-\u03ff\u1f00-\u1fff", plain=True, others=GREEK_OTHERS),
    "en": Language("english", silent="'(?:ll|re|ve|em|[dmst])", others=ENGLISH_OTHERS),
    "eo": Language("esperanto", silent="[dl]'"),
    "es": Language("spanish", others=SPANISH_OTHERS),
    "et": Language("estonian", plain=True, others=ESTONIAN_OTHERS),
    "eu": Language("basque", plain=True),
    "fa": Language("persian", ARABIC_LETTERS),
    "fi": Language("finnish", silent=_FINNISH, plain=True),
    "fr": Language("french", silent=_FRENCH, others=FRENCH_OTHERS, shortest=4),
    "ga": Language("irish", silent="[bdm]'"),
    "he": Language(
        letters="\u05d0-\u05ea\u0591-\u05c7",
        silent="[והבכלמש]{1,3}'",
        before=HEBREW,
        others=HEBREW_OTHERS,
        asked=HEBREW_ASKED,
    ),
    "hi": Language("hindi", "\u0900-\u097f"),
    "hr": Language("serbian", LATIN + CYRILLIC, others=CROATIAN_OTHERS),
    "hu": Language("hungarian", silent=_HUNGARIAN, plain=True),
    "hy": Language("armenian", "\u0531-\u0587", others=ARMENIAN_OTHERS),
    "id": Language("indonesian"),
    "it": Language("italian", silent=_ITALIAN, others=ITALIAN_OTHERS),
    "ko": Language(letters="a-z0-9가-힣", others=KOREAN_OTHERS, decomposed=True),
    "lt": Language("lithuanian", plain=True),
    "lv": Language(others=LATVIAN_OTHERS),
    "nb": Language("norwegian"),
    "ne": Language("nepali", "\u0900-\u097f"),
    "nl": Language("dutch", silent="'[nst]|[dlmz]'", others=DUTCH_OTHERS),
    "nn": Language("norwegian"),
    "no": Language("norwegian"),
    "pl": Language("polish", silent=_POLISH, others=POLISH_OTHERS),
    "pt": Language("portuguese", silent="[dln]'", others=PORTUGUESE_OTHERS),
    "ro": Language("romanian"),
    "ru": Language("russian", CYRILLIC, silent=_RUSSIAN, plain=True),
    "sh": Language("serbian", LATIN + CYRILLIC, others=CROATIAN_OTHERS),
    "sk": Language(others=SLOVAK_OTHERS),
    "sl": Language(others=SLOVENE_OTHERS),
    "sr": Language("serbian", LATIN + CYRILLIC, others=CROATIAN_OTHERS),
    "st": Language("sesotho"),
    "sv": Language("swedish", silent="'(?:s|ns|n|en|et|t|ar|are|arna)"),
    "ta": Language("tamil", "\u0b80-\u0bff"),
    "tr": Language("turkish", silent=_TURKISH, plain=True, turkic=True, others=TURKISH_OTHERS),
    "uk": Language(letters=CYRILLIC, silent=_UKRAINIAN, before=UKRAINIAN, others=UKRAINIAN_OTHERS),
    "yi": Language("yiddish", "\u0590-\u05ff\ufb1d-\ufb4f"),
}
UNKNOWN = Language()


class Stems(NamedTuple):
    """Two functions from a word (a `Piece`) to its stems, in lower case and not yet folded.

    None says that the word means nothing here. Where a language is `plain`, the last is the word
    itself.
    """

    told: Callable[[str], list[str]]
    asked: Callable[[str], list[str]]


def language_of(tag: str) -> Language:
    """Return the rules for a BCP 47 tag, by its first part."""
    return LANGUAGES.get(tag.lower().partition("-")[0], UNKNOWN)


def letters_of(tag: str) -> str:
    """Return letters of which a word has one if its stem is known, as a class; nothing if none is.

    Korean knows those of ours in words with letters of its own.
    """
    language = language_of(tag)
    return "" if language == UNKNOWN else language.letters.removeprefix("a-z0-9")


@cache
def stems_of(language: Language) -> Stems:
    """Return the stems of words in stories, and of those in questions."""
    told = _stems(language, language.others)
    if language.asked is None:
        return Stems(told, told)
    return Stems(told, _stems(language, language.asked))


def _stems(language: Language, others: Rules) -> Callable[[str], list[str]]:
    stem, changes, may_change = _stemmer(language), _compiled(others), _any_of(others)
    fits = re.compile(f"[{language.letters}]+").fullmatch
    silent = re.compile(language.silent or "(?!)").fullmatch
    turkic, plain, decomposed = language.turkic, language.plain, language.decomposed

    def stems(word: str) -> list[str]:
        lower = lowered(word.replace("İ", "i").replace("I", "ı") if turkic else word)
        if "'" in lower:
            if silent(lower):
                return []
            lower = lower.replace("'", "")
        if not fits(lower):
            return [lower]
        found = [stem(lower)]
        whole = normalize("NFD", lower) if decomposed else lower
        if may_change(whole):
            for pattern, put in changes:
                other = pattern.sub(put, whole, 1)
                if other != whole:
                    found.append(stem(normalize("NFC", other)))
        if plain:
            found.append(lower)
        return found if len(found) == 1 else list(dict.fromkeys(found))

    return stems


def _stemmer(language: Language) -> Callable[[str], str]:
    """Return what takes the ending off a word in lower case."""
    snowball = Stemmer.Stemmer(language.algorithm, 0).stemWord if language.algorithm else str
    rules = _compiled(language.before)
    shortest = language.shortest if language.algorithm and language.letters == LATIN else 0

    def stem(word: str) -> str:
        for pattern, put in rules:
            word = pattern.sub(put, word, 1)
        stemmed = snowball(word)
        return stemmed if len(stemmed) >= shortest else _PLURAL.sub("", word)

    return stem


@cache
def plain_stem_of(language: Language) -> Callable[[str], str]:
    """Return a quick way to the one term of a word of letters a to z in lower case, as most are.

    It is empty where `stems_of` has to be asked: there are several, or rules of our own apply.
    """
    if LATIN not in language.letters:
        return str
    if language.plain or language.turkic or language.before:
        return lambda _: ""
    stem = _stemmer(language)
    has_others = _any_of(language.others)

    def plain(word: str) -> str:
        stemmed = stem(word)
        return stemmed if stemmed.isascii() and not has_others(word) else ""

    return plain


def _any_of(rules: Rules) -> Callable[[str], re.Match[str] | None]:
    """Return what says whether any of some rules is about a word: of most words none is."""
    every = "|".join(f"(?:{pattern})" for pattern, _ in rules)
    return re.compile(re.sub(r"\((?!\?)", "(?:", every) or "(?!)").search


_PLURAL = re.compile("(?<=..)[sx]$")


def _compiled(rules: Rules) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), put) for pattern, put in rules]
