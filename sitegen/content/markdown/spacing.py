"""Blanks at which no line breaks, and line breaks that are no blanks.

What belongs together stays on one line: a number and its unit, a day and its month, `§ 5`, the
initials of a name, and in French what stands before `?`. Editors type ordinary spaces there; each
becomes the no-break space that the language asks for. Only a blank that is there is changed.

Sources: Lexique des règles typographiques en usage à l'Imprimerie nationale (French of France: a
thin space before `;`, `!`, `?` and within « », a whole one before `:`); Office québécois de la
langue française (a whole space within « », too); Guide du typographe (Switzerland: all thin); the
SI brochure, 5.4.3 (values and units); CSS Text 4, "Segment Break Transformation Rules" (breaks
between the characters of Chinese and Japanese).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sitegen.content.markdown.flanking import is_wide, may_be_wide
from sitegen.languages import month_names

WHOLE = "\u00a0"
THIN = "\u202f"
BREAK = "\n"
"""A line break in the source that shows as a space."""
APART = "\x1e"
"""Stands between texts that are looked through together: blank, but no line breaks there."""

_UNITS = """
    nm µm mm cm dm m km mi ft yd nmi mm² cm² m² km² m2 km2 ha m³ m3 km³ km/h m/s mph kn kt
    mg g kg t Mt Gt lb oz ml cl dl l L hl bbl ms s min h W kW MW GW TW Wh kWh MWh GWh TWh
    V kV A mA Hz kHz MHz GHz bit kB MB GB TB PB Mbit/s Gbit/s J kJ MJ N kN Pa hPa kPa bar K
    ° °C °F % ‰ pp € $ £ ¥ ₴ ₽ ₺ ₩ ₹ ₪ ₸ ₾ EUR USD GBP CHF JPY CNY UAH RUB TRY KRW INR PLN
    км м см мм кг г т га л ч кВт МВт ГВт кВт·год кВт·ч км² м² км/год км/ч
"""
"""Symbols, which are the same in all languages of a script."""

_AMOUNTS = {
    "ar": "كم كيلومتر كيلومترا مترا متر طن ألف مليون مليار تريليون دولار يورو",
    "cs": "mil. mld. tis. milionů miliard Kč",
    "da": "mio. mia. kr. millioner milliarder",
    "de": "Mio. Mrd. Tsd. Millionen Milliarden Million Milliarde Uhr Prozent Euro",
    "en": "million billion trillion thousand bn tn a.m. p.m. am pm percent BC AD BCE CE",
    "es": "millones millón mil euros",
    "fr": "millions million milliards milliard M€ Md€ euros ans",
    "it": "milioni milione miliardi miliardo euro",
    "nb": "mill. mrd. kr millioner milliarder",
    "nl": "miljoen miljard euro uur procent",
    "pl": "tys. mln mld zł milionów miliardów",
    "pt": "milhões milhão bilhões mil milhares euros",
    "ru": "тыс. млн млрд трлн руб. тысяч тысячи миллионов миллиардов мин сек",
    "sv": "miljoner miljarder kr procent",
    "tr": "milyon milyar bin",
    "uk": "тис. млн млрд трлн грн тисяч тисячі мільйонів мільярдів хв год с",
}
"""What stands behind a number, in words of the language."""

_BEFORE_NUMBERS = """
    § §§ № n° nº no. nos. nr. p. pp. art. arts. abs. fig. vol. vols. ch. chap. kap. ca. c. vs.
    ст. п. пп. с. стр. рис. гл. § ¶ №№ h
"""
"""What is followed by its number, whatever the case of its letters."""

_BEFORE_NAMES = """
    mr. mrs. ms. dr. prof. st. gen. col. lt. sgt. sen. rep. gov. hr. fr. sr. sra. sig. mgr. rev.
    г. м. пл. ул. вул. им. ім. проф. ген.
"""
"""What is followed by a name."""

_NARROW_WORDS = {
    "cs": "kosuvzaiKOSUVZAI",
    "sk": "kosuvzaiKOSUVZAI",
    "pl": "aiouwzAIOUWZ",
    "be": "аізуўкяАІЗУЎКЯ",
    "ru": "авикосуяАВИКОСУЯ",
    "uk": "авйзіоуєяАВЙЗІОУЄЯ",
}
"""Words of one letter, which in these languages end no line."""

_DASHED = frozenset({"be", "ru", "uk"})
"""Where no line begins with a dash."""

_BETWEEN_DAY_AND_MONTH = {"es": "de ", "pt": "de ", "ca": "de "}


class _Spaces(NamedTuple):
    """What stands in the place of a typed space: before `;!?`, before `:`, within « »."""

    high: str
    colon: str
    quotes: str


_FRENCH = {
    "fr": _Spaces(high=THIN, colon=WHOLE, quotes=THIN),
    "fr-ca": _Spaces(high=THIN, colon=WHOLE, quotes=WHOLE),
    "fr-ch": _Spaces(high=THIN, colon=THIN, quotes=THIN),
}

_NO_LETTER = r"(?![^\W\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])"
"""No word goes on: a particle of Korean stands right behind a unit."""

_TITLES = frozenset(_BEFORE_NAMES.split())
_TITLE_ENDS = "|".join(sorted({re.escape(it[-3:]) for it in _TITLES if len(it) > len("г.")}))
_INITIAL = re.compile(rf"\.(?:(?<![a-zа-яё]{{2}}\.)|(?<=(?:{_TITLE_ENDS})))[ \n](?=\w)")
"""A full stop behind what may be an initial or a title: most sentences end with other words."""
_DIGITS = bytes(0x30 if chr(it) in "0123456789" else 0x20 for it in range(256))
"""Digits as `0`, all else as a blank: a byte is found in no time, and a digit is not."""
_SIGNS = re.compile(r"[0-9.]")
"""What a number or a name with a title or an initial has."""
GROUP = 3
"""Digits between blanks in a large number: "10 000"."""
_GROUP = re.compile(r"(?<![0-9])[0-9]{1,3}$")
BLANKS = (" ", "\n")
_BEHIND = (" ", "\n", ".", "e", "º", "ª")
"""What may stand behind a number that is held together with a word."""
_HIGH = re.compile(r"[ \n](?=[;:!?]+(?:[\s»”’\"'\)\]…]|$))")
_QUOTED = re.compile(r"(?<=«)[ \n]|[ \n](?=»)")
_DASH = re.compile(r"[ \n](?=[–—][ \n])")
_TOO_LONG = 12
"""Characters of a word before a number, beyond which it is none of ours."""


def holding(text: str, language: str) -> Mapping[int, str]:
    """Return what stands in the place of blanks of a text, by their place in it.

    A blank is a space, or a `BREAK`, for which nothing may stand, too.
    """
    rules = _rules(language)
    held = dict(_beside_numbers(text, rules))
    held |= dict.fromkeys(_in_names(text), WHOLE)
    if rules.french:
        held |= dict(_french(text, rules.french))
    if rules.narrow:
        held |= {found.end() - 1: WHOLE for found in rules.narrow.finditer(text)}
    if rules.is_dashed:
        held |= {found.start(): WHOLE for found in _DASH.finditer(text)}
    if BREAK in text and may_be_wide(text):
        held |= dict.fromkeys(_joined(text), "")
    return held


def held_together(text: str, language: str) -> str:
    """Return a text of one line with its no-break spaces."""
    if " " not in text:
        return text
    rules = _rules(language)
    if rules.asks_for_signs and not _SIGNS.search(text):  # as in most headlines
        return text
    return with_blanks(text, sorted(holding(text, language).items()))


def with_blanks(text: str, held: Iterable[tuple[int, str]]) -> str:
    """Return a text with other blanks, told in the order of their places."""
    parts: list[str] = []
    behind = 0
    for at, blank in held:
        parts += (text[behind:at], blank)
        behind = at + 1
    return "".join((*parts, text[behind:]))


class _Rules(NamedTuple):
    """What a language asks for. `units` end before the blank that is behind a number."""

    units: re.Pattern[str]
    before_numbers: frozenset[str]
    narrow: re.Pattern[str] | None
    french: _Spaces | None
    is_dashed: bool
    asks_for_signs: bool
    """Whether nothing is held together in a text without any of `_SIGNS`."""


@cache
def _rules(language: str) -> _Rules:
    tag = language.lower()
    primary = tag.partition("-")[0]
    months = {it for it in month_names(language) if not it.isdigit()}
    named = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    units = {*_UNITS.split(), *_AMOUNTS.get(primary, "").split()}
    listed = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    between = _BETWEEN_DAY_AND_MONTH.get(primary, "")
    behind = rf"(?:\.|er|º|ª)?(?=[ \n](?:{listed}|{between}(?:{named})){_NO_LETTER})"
    narrow = _NARROW_WORDS.get(primary)
    french = _FRENCH.get(tag, _FRENCH["fr"]) if primary == "fr" else None
    is_dashed = primary in _DASHED
    return _Rules(
        units=re.compile(behind),
        before_numbers=frozenset({*_BEFORE_NUMBERS.split(), *(it.lower() for it in months)}),
        narrow=re.compile(rf"(?<![\w’'.-])[{narrow}][ \n](?=\w)") if narrow else None,
        french=french,
        is_dashed=is_dashed,
        asks_for_signs=not (narrow or french or is_dashed),
    )


def _beside_numbers(text: str, rules: _Rules) -> Iterator[tuple[int, str]]:
    for start, end in _numbers(text):
        if start and text[start - 1] in BLANKS:
            if _word_before(text, start - 1).lower() in rules.before_numbers:
                yield start - 1, WHOLE
            elif end - start == GROUP and _GROUP.search(text, max(start - 5, 0), start - 1):
                yield start - 1, THIN if rules.french else WHOLE
        if text[end : end + 1] in _BEHIND and (unit := rules.units.match(text, end)):
            yield unit.end(), WHOLE


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the numbers of a text begin and end."""
    digits = text.encode("latin-1", "replace").translate(_DIGITS)  # a byte for each character
    end = 0
    while (start := digits.find(b"0", end)) >= 0:
        end = digits.find(b" ", start)
        end = len(digits) if end < 0 else end
        yield start, end


def _in_names(text: str) -> Iterator[int]:
    """Yield the blanks behind initials, and behind titles."""
    for found in _INITIAL.finditer(text):
        blank = found.start() + 1
        if text[blank + 1].isupper() and _is_before_a_name(_word_before(text, blank)):
            yield blank


def _french(text: str, spaces: _Spaces) -> Iterator[tuple[int, str]]:
    for found in _HIGH.finditer(text):
        colon = text[found.end()] == ":"
        yield found.start(), spaces.colon if colon else spaces.high
    for found in _QUOTED.finditer(text):
        yield found.start(), spaces.quotes


def _word_before(text: str, end: int) -> str:
    """Return the word that ends at a place; only its end, if it is a long one."""
    words = text[max(end - _TOO_LONG, 0) : end].split()
    return words[-1].lstrip("([«“„‘") if words else ""


def _is_before_a_name(word: str) -> bool:
    """Say whether a word with a full stop is an initial, or a title before a name."""
    return (word[-2:-1].isupper() and not word[-3:-2].isalpha()) or word.lower() in _TITLES


def _joined(text: str) -> Iterator[int]:
    """Yield the breaks between characters of Chinese and Japanese, which set no spaces."""
    for found in re.finditer(BREAK, text):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before and after and all(is_wide(it) and not _is_hangul(it) for it in (before, after)):
            yield at


def _is_hangul(char: str) -> bool:
    return _hangul().match(char) is not None


@cache
def _hangul() -> re.Pattern[str]:
    return re.compile(
        "[\u1100-\u11ff\u3131-\u318e\u3200-\u321e\u3260-\u327e"
        "\ua960-\ua97c\uac00-\ud7ff\uffa0-\uffdc]"
    )
