"""Text in the letters a to z, by the rules of its language: for slugs, whose case is lost anyway.

Languages that share a script do not share its sounds: г is g in Russian and h in Ukrainian. Each
language here has the rules of a law or a standard, named beside them; what a standard writes with
an accent, an apostrophe or a middle dot goes without it. anyascii knows what no table has.

The tables are ours, since libraries that know several of these languages (cyrtranslit, disarm,
transliterate) lack the rules for the beginnings and ends of words, and those that have them know
one or two (translitua, iuliia).
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from anyascii import anyascii


class _Rules(NamedTuple):
    """What stands for the letters of a language, in lower case.

    `contexts` are patterns and their replacements, in order, for what depends on the letters
    around; `letters` holds for the rest.
    """

    letters: Mapping[str, str]
    contexts: Sequence[tuple[str, str]] = ()


def _pairs(letters: str) -> dict[str, str]:
    """Return a table from "а a, ж zh, ь": what has no partner is dropped."""
    return {
        letter: latin
        for letter, _, latin in (pair.strip().partition(" ") for pair in letters.split(","))
    }


_COMMON = _pairs(
    "а a, б b, в v, д d, е e, ж zh, з z, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u, ф f"
)
"""What all tables of Cyrillic letters below begin with."""

_UKRAINIAN = _Rules(
    {
        **_COMMON,
        **_pairs("г h, ґ g, є ie, и y, і i, ї i, й i, х kh, ц ts, ч ch, ш sh, щ shch, ь"),
        **_pairs("ю iu, я ia"),
    },
    ((r"зг", "zgh"), (r"\bє", "ye"), (r"\bї", "yi"), (r"\bй", "y"), (r"\bю", "yu"), (r"\bя", "ya")),
)
"""Resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010."""

_RUSSIAN = _Rules(
    {
        **_COMMON,
        **_pairs("г g, ё e, и i, й y, х kh, ц ts, ч ch, ш sh, щ shch, ъ, ы y, ь, э e, ю yu, я ya"),
    },
    ((r"(?:\b|(?<=[аеёиоуыэюяйъь]))[её]", "ye"),),
)
"""The system of BGN and PCGN, 1947, which is close to how the press in English writes."""

_BELARUSIAN = _Rules(
    {
        **_COMMON,
        **_pairs("г h, ґ g, е ye, ё yo, і i, й y, ў w, х kh, ц ts, ч ch, ш sh, ы y, ь, э e"),
        **_pairs("ю yu, я ya"),
    }
)
"""The system of BGN and PCGN, 1979."""

_BULGARIAN = _Rules(
    {
        **_COMMON,
        **_pairs("г g, и i, й y, х h, ц ts, ч ch, ш sh, щ sht, ъ a, ь y, ю yu, я ya"),
    },
    ((r"\bбългария\b", "bulgaria"), (r"ия\b", "ia")),
)
"""The Transliteration Act of Bulgaria, 2009."""

_MACEDONIAN = _Rules(
    {
        **_COMMON,
        **_pairs("г g, ѓ gj, ѕ dz, и i, ј j, љ lj, њ nj, ќ kj, х h, ц c, ч ch, џ dj, ш sh"),
    }
)
"""ICAO Doc 9303, part 3, section 6, with its exceptions for Macedonian."""

_SOUTH_SLAVIC = _Rules(
    {
        **_COMMON,
        **_pairs("г g, ђ dj, ж z, и i, ј j, љ lj, њ nj, ћ c, х h, ц c, ч c, џ dz, ш s, đ dj"),
    }
)
"""Gaj's Latin alphabet without its accents; đ is written dj, as was done before it had a letter,
and as the press does: Djokovic."""

_VOICED = "βγδζλμνραάεέηήιίϊΐοόυύϋΰωώ"
_GREEK = _Rules(
    {
        **_pairs("α a, ά a, β v, γ g, δ d, ε e, έ e, ζ z, η i, ή i, θ th, ι i, ί i, ϊ i, ΐ i, κ k"),
        **_pairs("λ l, μ m, ν n, ξ x, ο o, ό o, π p, ρ r, σ s, ς s, τ t, υ y, ύ y, ϋ y, ΰ y, φ f"),
        **_pairs("χ ch, ψ ps, ω o, ώ o"),
    },
    (
        (rf"(?<=[αεη])[υύ](?=[{_VOICED}])", "v"),
        (r"(?<=[αεη])[υύ]", "f"),
        (r"ο[υύ]", "ou"),
        (r"\bμπ|μπ\b", "b"),
        (r"γ(?=[γξχ])", "n"),
    ),
)
"""ELOT 743 of 2001, the transcription, which is that of the United Nations of 1987."""

_GERMAN = _Rules(_pairs("ä ae, ö oe, ü ue, ß ss"))
"""ICAO Doc 9303, part 3, section 6, as Germans write where they lack these letters."""

_DANISH = _Rules(_pairs("å aa, æ ae, ø oe"))
"""The same; aa for å is in Danish orthography itself. Swedish, Norwegian and Finnish papers write
a and o in their addresses, as anyascii does: they have no table."""

_RULES = {
    "be": _BELARUSIAN,
    "bg": _BULGARIAN,
    "bs": _SOUTH_SLAVIC,
    "cnr": _SOUTH_SLAVIC,
    "da": _DANISH,
    "de": _GERMAN,
    "el": _GREEK,
    "hr": _SOUTH_SLAVIC,
    "mk": _MACEDONIAN,
    "ru": _RUSSIAN,
    "sh": _SOUTH_SLAVIC,
    "sr": _SOUTH_SLAVIC,
    "uk": _UKRAINIAN,
}
_COMPILED = {
    language: (
        tuple((re.compile(pattern), latin) for pattern, latin in rules.contexts),
        str.maketrans(dict(rules.letters)),
    )
    for language, rules in _RULES.items()
}

_POLYTONIC = re.compile("[\u1f00-\u1fff]")
_BREATHINGS = re.compile("[\u0304\u0306\u0313\u0314\u0345]")
_TONES = re.compile("[\u0300\u0342]")
_STRESS = re.compile("[\u0300-\u036f]")
"""What is left of accents in composed text: marks for which no letter was made."""


def to_ascii(text: str, language: str) -> str:
    """Return a text in ASCII and lower case, by the rules of a language: a BCP 47 tag."""
    text = normalize("NFC", text).lower()
    rules = None if text.isascii() else _COMPILED.get(language.lower().partition("-")[0])
    if rules:
        contexts, letters = rules
        text = _STRESS.sub("", _monotonic(text))
        for pattern, latin in contexts:
            text = pattern.sub(latin, text)
        text = text.translate(letters)
    return anyascii(text).lower()


def _monotonic(text: str) -> str:
    """Return a text whose Greek has the accents of 1982: no breathings, and one tone."""
    if not _POLYTONIC.search(text):
        return text
    letters = _BREATHINGS.sub("", normalize("NFD", text))
    return normalize("NFC", _TONES.sub("\u0301", letters))
