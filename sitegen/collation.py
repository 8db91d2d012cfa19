"""Names in the order in which readers of a language look for them.

Accents and capitals do not count, unless an alphabet has a letter for them: Ö is an O in German,
and comes behind Z in Swedish. The alphabets are those of CLDR 48, which no library that
we know has in a form that is light enough to be imported (ICU is no part of Python, and pyuca reads
two megabytes and knows one order for all languages).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from unicodedata import category, combining, normalize
from unicodedata import name as unicode_name

from sitegen.transliteration import to_ascii

_ALPHABETS = {
    "ar": "آ ا ب ت/ة ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي/ى",
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "bs hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "cy": "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z",
    "da nb nn no": "a b c d e f g h i j k l m n o p q r s t u v w x y z æ/ä ø/ö å/aa",
    "es eu gl": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fa": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک/ك گ ل م ن و ه ی/ي/ى",
    "fi sv": "a b c d e f g h i j k l m n o p q r s t u v w x y z å ä/æ ö/ø",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö/ő p q r s sz t ty u ü/ű v w x y z zs",
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ ö å",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "ky": "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я",
    "lt": "a b c č d e f g h i/y j k l m n o p q r s š t u v w x z ž",
    "lv": "a ā b c č d e ē f g ģ h i/y ī j k ķ l ļ m n ņ o p q r s š t u ū v w x z ž",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "mt": "a b c ċ d e f ġ g għ h ħ i j k l m n o p q r s t u v w x y ż z",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș/ş t ț/ţ u v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh",
    "sr": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "ur": (
        "آ ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک/ك گ ل م ن ں و ہ/ۂ/ه ھ ء ی/ي/ى ے"
    ),
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
}
"""By language, the letters in their order; with strokes, those that count as one."""

_DOTTED = frozenset({"az", "tr"})
"""Languages in which I is the capital of ı, and İ that of i."""

_STROKES = {"æ": "ae", "đ": "d", "ł": "l", "ø": "o", "œ": "oe", "ı": "i"}
"""What letters are where no alphabet has them; Unicode takes none of them apart."""

_UNHEARD = str.maketrans("", "", "'\u2018\u2019\u02bc\u00ad\u200b\u200c\u200d\u200e\u200f")
"""Apostrophes and what is not seen: names are looked for without."""


_SPOKEN = frozenset({0, 9, 103})
"""Classes of what is no accent: letters, vowels of scripts of India and their virama, Thai u."""

_HAN = re.compile("[\u3400-\u9fff]")

_THAI_VOWEL_FIRST = re.compile("([เ-ไ])([ก-ฮ])")

_VOWELS = {"A": "ア", "I": "イ", "U": "ウ", "E": "エ", "O": "オ"}
"""Vowels by the last letter of the names that Unicode has for kana."""

_LARGE_KANA = {ord(kana): ord(kana) + 0x60 for kana in map(chr, range(0x3041, 0x3097))}
_LARGE_KANA |= {
    small: ord(large)
    for code, large in zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True)
    for small in (ord(code), ord(code) - 0x60)
}
"""What kana count as: hiragana as katakana, small ones as large ones."""


class _Alphabet(NamedTuple):
    places: dict[str, int]
    longest: int


def collated(text: str, language: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return what names are ordered by in a language: places of their letters, then as written.

    Signs and digits come first, then the letters of the language, then those of others. Characters
    of Chinese go by their sound, as they do on the mainland, kana as JIS X 4061 has them, and Thai
    vowels behind the consonants before which they are written.
    """
    code = language.partition("-")[0].lower()
    name = normalize("NFC", text.translate(_UNHEARD))
    if code in _DOTTED:
        name = name.replace("I", "ı").replace("İ", "i")
    elif code == "zh":
        name = _HAN.sub(lambda found: f"{to_ascii(found[0], language)} {found[0]}", name)
    elif code == "ja":
        name = _long_vowels(normalize("NFKC", name).translate(_LARGE_KANA))
    elif code == "th":
        name = _THAI_VOWEL_FIRST.sub(r"\2\1", name)
    return tuple(_places(normalize("NFC", name.casefold()), code)), text


def _long_vowels(kana: str) -> str:
    """Return a text in which each mark of a long vowel is the vowel: of アー, アア."""
    written: list[str] = []
    for char in kana:
        vowel = _VOWELS.get(unicode_name(written[-1], "")[-1:]) if written else None
        written.append((char == "ー" and vowel) or char)
    return "".join(written)


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
        elif combining(base) in _SPOKEN:
            yield (2 if category(base)[0] in "LM" else 0), ord(base)


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
