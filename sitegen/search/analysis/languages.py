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

import Stemmer

from sitegen.search.analysis.folding import lowered

LATIN = "a-z\u00df-\u024f\u0300-\u036f\u1e00-\u1eff"
CYRILLIC = "\u0400-\u052f\u0301"
ARABIC = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06e5-\u06e8\u06fa-\u06fc"


class Language(NamedTuple):
    """How words of one language become stems; all patterns are of lower-case words.

    `algorithm` is the name of a stemmer of Snowball, which takes words of `letters` alone, a class
    of a regular expression. `plain` tells whether the word itself is a term beside its stem, if it
    has a capital or its script has none: where stems of one name differ by case or number.
    """

    algorithm: str = ""
    letters: str = LATIN
    silent: str = ""
    plain: bool = False
    turkic: bool = False


_FRENCH = "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
_ITALIAN = (
    "(?:[cdlmnstv]|un|gl|dell|all|dall|nell|sull|coll|quest|quell|senz|tutt|anch|neanch|com|dov"
    "|cos)'"
)
_TURKISH = (
    "'(?:n?[ıiuü]n|y?[ıiuü]|n?[dt][ae](?:n|ki)?|y?[ae]|y?l[ae]|l[ae]r.*|l[ıiuü].*|n[ae]|c[ae]"
    "|s[ıiuü].*|nd[ae].*|[dt][ıiuü]r?)"
)

LANGUAGES = {
    "ar": Language("arabic", ARABIC, plain=True),
    "az": Language("turkish", silent=_TURKISH, plain=True, turkic=True),
    "bs": Language("serbian", LATIN + CYRILLIC),
    "ca": Language("catalan", silent="[dlmnst]'|'(?:ls?|n|ns|m|t|s)"),
    "cnr": Language("serbian", LATIN + CYRILLIC),
    "cs": Language("czech"),
    "da": Language("danish"),
    "de": Language("german", silent="'[ns]"),
    "el": Language("greek", "\u0370-\u03ff\u1f00-\u1fff", plain=True),
    "en": Language("english", silent="'(?:ll|re|ve|em|[dmst])"),
    "eo": Language("esperanto", silent="[dl]'"),
    "es": Language("spanish"),
    "et": Language("estonian", plain=True),
    "eu": Language("basque", plain=True),
    "fa": Language("persian", ARABIC),
    "fi": Language("finnish", plain=True),
    "fr": Language("french", silent=_FRENCH),
    "ga": Language("irish", silent="[bdm]'"),
    "hi": Language("hindi", "\u0900-\u097f"),
    "hr": Language("serbian", LATIN + CYRILLIC),
    "hu": Language("hungarian", plain=True),
    "hy": Language("armenian", "\u0531-\u0587"),
    "id": Language("indonesian"),
    "it": Language("italian", silent=_ITALIAN),
    "lt": Language("lithuanian", plain=True),
    "nb": Language("norwegian"),
    "ne": Language("nepali", "\u0900-\u097f"),
    "nl": Language("dutch", silent="'[nst]|[dlmz]'"),
    "nn": Language("norwegian"),
    "no": Language("norwegian"),
    "pl": Language("polish"),
    "pt": Language("portuguese", silent="[dln]'"),
    "ro": Language("romanian"),
    "ru": Language("russian", CYRILLIC, plain=True),
    "sh": Language("serbian", LATIN + CYRILLIC),
    "sr": Language("serbian", LATIN + CYRILLIC),
    "st": Language("sesotho"),
    "sv": Language("swedish"),
    "ta": Language("tamil", "\u0b80-\u0bff"),
    "tr": Language("turkish", silent=_TURKISH, plain=True, turkic=True),
    "yi": Language("yiddish", "\u0590-\u05ff\ufb1d-\ufb4f"),
}
UNKNOWN = Language()

Stems = Callable[[str], list[str]]


def language_of(tag: str) -> Language:
    """Return the rules for a BCP 47 tag, by its first part."""
    return LANGUAGES.get(tag.lower().partition("-")[0], UNKNOWN)


@cache
def stems_of(language: Language) -> Stems:
    """Return the function from a word (a `Piece`) to its stems, in lower case and not yet folded.

    None says that the word means nothing here. Two are the stem and the word itself.
    """
    stem = Stemmer.Stemmer(language.algorithm, 0).stemWord if language.algorithm else None
    fits = re.compile(f"[{language.letters}]+").fullmatch
    silent = re.compile(language.silent or "(?!)").fullmatch

    def stems(word: str) -> list[str]:
        if language.turkic:
            word = word.replace("İ", "i").replace("I", "ı")
        lower = lowered(word)
        if "'" in lower:
            if silent(lower):
                return []
            lower = lower.replace("'", "")
        if stem is None or not fits(lower):
            return [lower]
        stemmed = stem(lower)
        return [stemmed, lower] if language.plain and stemmed != lower else [stemmed]

    return stems
