"""Names in the order in which readers of a language look for them.

Accents and capitals do not count, unless an alphabet has a letter for them: Ö is an O in German,
and comes behind Z in Swedish. The alphabets are those of CLDR's collations, which no library that
we know has in a form that is light enough to be imported (ICU is no part of Python, and pyuca reads
two megabytes and knows one order for all languages).
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

from sitegen.transliteration import to_ascii

_ALPHABETS = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "bs hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "da nb nn no": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ/ä ø/ö å/aa",
    "es eu gl": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fa": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک/ك گ ل م ن و ه ی/ي/ى",
    "fi sv": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä/æ ö/ø",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö/ő p q r s sz t ty u ü/ű v w x y z zs",
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ ö å",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "lt": "a b c č d e f g h i/y j k l m n o p q r s š t u v w x z ž",
    "lv": "a b c č d e f g ģ h i j k ķ l ļ m n ņ o p q r s š t u v w x y z ž",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș/ş t ț/ţ u v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh",
    "sr": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
}
"""By language, the letters in their order; with strokes, those that count as one."""

_DOTTED = frozenset({"az", "tr"})
"""Languages in which I is the capital of ı, and İ that of i."""

_STROKES = {"æ": "ae", "đ": "d", "ł": "l", "ø": "o", "œ": "oe", "ı": "i"}
"""What letters are where no alphabet has them; Unicode takes none of them apart."""

_UNHEARD = str.maketrans("", "", "'\u2018\u2019\u02bc\u00ad\u200b\u200c\u200d")
"""Apostrophes and what is not seen: names are looked for without."""


class _Alphabet(NamedTuple):
    places: dict[str, int]
    longest: int


def collated(text: str, language: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return what names are ordered by in a language: places of their letters, then as written.

    Signs and digits come first, then the letters of the language, then those of others. Names in
    Chinese go by their sound, as they do on the mainland.
    """
    code = language.partition("-")[0].lower()
    name = normalize("NFC", text.translate(_UNHEARD))
    if code in _DOTTED:
        name = name.replace("I", "ı").replace("İ", "i")
    elif code == "zh":
        name = to_ascii(name, language)
    return tuple(_places(normalize("NFC", name.casefold()), code)), text


def _places(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield the class of each letter, and its place in that."""
    alphabet, at = _alphabet(code), 0
    while at < len(text):
        for length in range(alphabet.longest, 0, -1):
            place = alphabet.places.get(text[at : at + length])
            if place is not None:
                yield 1, place
                at += length
                break
        else:
            yield from _place(text[at], alphabet)
            at += 1


def _place(char: str, alphabet: _Alphabet) -> Iterator[tuple[int, int]]:
    """Yield the places of a letter without as many of its accents as the alphabet knows not."""
    bare = normalize("NFD", char)
    while len(bare) > 1 and combining(bare[-1]):
        bare = bare[:-1]
        if (place := alphabet.places.get(normalize("NFC", bare))) is not None:
            yield 1, place
            return
    for base in normalize("NFKD", _STROKES.get(char, char)):
        if (place := alphabet.places.get(base)) is not None:
            yield 1, place
        elif not combining(base):
            yield (2 if base.isalpha() else 0), ord(base)


@cache
def _alphabet(code: str) -> _Alphabet:
    for codes, letters in _ALPHABETS.items():
        if code in codes.split():
            places = {
                letter: place
                for place, alike in enumerate(letters.split())
                for letter in alike.split("/")
            }
            return _Alphabet(places, max(map(len, places)))
    return _Alphabet({}, 1)
