"""Languages, countries and dates as people read them: the home of Babel.

What writes dates is imported by who writes one: it looks for all time zones that there are.

Pure functions of their arguments, remembered, since one newspaper asks the same few things
many thousand times.
"""

import re
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale

NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Two-letter territories of CLDR that ISO 3166-1 does not assign; XK stays, as editors need it."""

_ENGLISH = Locale("en")


@cache
def locale_of(tag: str) -> Locale | None:
    """Return what is known of a BCP 47 language tag, or None."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


_FROM_THE_RIGHT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
"""Scripts of languages that CLDR knows, and that are read from the right."""


@cache
def direction(tag: str) -> str:
    """Return "rtl" or "ltr": by the script, for which Babel need not load the whole language."""
    return "rtl" if script_of(tag) in _FROM_THE_RIGHT else "ltr"


@cache
def own_name(tag: str) -> str:
    """Return a language as those call it who speak it, with a capital: "Français"."""
    locale = locale_of(tag)
    name = str(locale.display_name or tag) if locale else tag
    return name[:1].upper() + name[1:]


@cache
def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the tags that may stand for one, the least apt first: zh, zh-Hant, zh-TW."""
    primary = tag.partition("-")[0].lower()
    script = script_of(tag)
    return tuple(dict.fromkeys((primary, *([f"{primary}-{script}"] if script else ()), tag)))


@cache
def script_of(tag: str) -> str:
    """Return the script that a tag names, which Babel may drop ("ku-Arab"), or the usual one."""
    if not (locale := locale_of(tag)):
        return ""
    told = parse_locale(tag, sep="-")[2]
    return str(told or locale.script or _likely_script(locale) or "")


def _likely_script(locale: Locale) -> str | None:
    likely = get_global("likely_subtags")
    for known in (f"{locale.language}_{locale.territory}", locale.language):
        if found := re.search("_([A-Z][a-z]{3})(?:_|$)", likely.get(known, "")):
            return found[1]
    return None


PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""All that CLDR knows, in its order."""


@cache
def plural_forms(tag: str) -> tuple[str, ...]:
    """Return the forms that a word has beside numbers in a language, in CLDR's order."""
    known = {*locale_for(tag).plural_form.tags, "other"}
    return tuple(it for it in PLURAL_FORMS if it in known)


@lru_cache(maxsize=65_536)
def plural_form(number: int, tag: str) -> str:
    """Return the form that a word has beside a number: "one", "few"."""
    return str(locale_for(tag).plural_form(number))


@cache
def code_of_language(written: str) -> str:
    """Return the code of the language that a name means, or a mistyped one; or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    codes = {str(name).casefold(): str(code) for code, name in _ENGLISH.languages.items()}
    near = get_close_matches(written.casefold(), codes, n=1, cutoff=0.8)
    return codes[near[0]] if near else ""


@cache
def country_codes() -> frozenset[str]:
    """Return ISO 3166-1 alpha-2, and XK."""
    codes = map(str, _ENGLISH.territories)
    return frozenset(it for it in codes if re.fullmatch("[A-Z]{2}", it)) - NOT_COUNTRIES


def code_of_country(written: str) -> str:
    """Return the code of the country that a name means in one of a few languages; or nothing."""
    asked = written.casefold()
    for language in ("en", "fr", "de", "es"):
        for code, name in locale_for(language).territories.items():
            if str(name).casefold() == asked and code in country_codes():
                return str(code)
    return ""


@cache
def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; in English, or its code, if that has none."""
    return str(locale_for(language).territories.get(code) or _ENGLISH.territories.get(code, code))


@lru_cache(maxsize=65_536)
def day_text(year: int, month: int, day: int, language: str) -> str:
    """Return a day as a reader of the language writes it: "10 September 2023"."""
    from babel.dates import format_date  # noqa: PLC0415 - as above

    moment = datetime(year, month, day)  # noqa: DTZ001 - a day, no moment
    pattern = _DAYS.get(language.partition("-")[0], "long")
    text = format_date(moment, format=pattern, locale=locale_for(language))
    return _in_digits(_ordinal(text, language) if day == 1 else text, language)


@lru_cache(maxsize=1440)
def time_text(hour: int, minute: int, language: str) -> str:
    """Return a time of day: "09:00". What tells the half of the day stays on its line."""
    from babel.dates import format_time  # noqa: PLC0415 - as above

    moment = datetime(2000, 1, 1, hour, minute)  # noqa: DTZ001 - a time of day, no moment
    pattern = _TIMES.get(language.partition("-")[0], "short")
    text = format_time(moment, format=pattern, locale=locale_for(language))
    return _in_digits(text, language).replace(" ", "\xa0")


def moment_text(day: str, time: str, language: str) -> str:
    """Return a day and a time of day as one: "10 September 2023, 09:00"."""
    return _moments(language).format(time, day)


@cache
def _moments(language: str) -> str:
    """Return how a language puts a time of day and a day together."""
    return str(locale_for(language).datetime_formats["medium"])


@lru_cache(maxsize=65_536)
def number_text(number: int, language: str) -> str:
    """Return a number as a reader of the language writes it: "1,200"."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    locale = locale_for(language)
    text = format_decimal(number, locale=locale, numbering_system=locale.default_numbering_system)
    return _in_digits(text, language)


@lru_cache(maxsize=65_536)
def decimal_text(number: Decimal, digits: int, language: str) -> str:
    """Return a number with so many digits behind its point: "1,200.50". Minus is U+2212."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    locale = locale_for(language)
    system = locale.default_numbering_system
    pattern = _decimal_pattern(language, digits)
    text = format_decimal(number, pattern, locale=locale, numbering_system=system)
    return _in_digits(text.replace("-", "\u2212"), language)


@cache
def _decimal_pattern(language: str, digits: int) -> str:
    """Return the pattern of a language for numbers with so many digits behind their point."""
    whole = str(locale_for(language).decimal_formats[None].pattern).partition(".")[0]
    return f"{whole}.{'0' * digits}" if digits else whole


@cache
def month_text(year: int, month: int, language: str) -> str:
    """Return a month as it stands alone, with a capital: "September 2023"."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    moment = datetime(year, month, 1)  # noqa: DTZ001 - a month, no moment
    if pattern := _MONTHS.get(language.partition("-")[0]):
        text = str(format_date(moment, format=pattern, locale=locale_for(language)))
    else:
        text = str(format_skeleton("yMMMM", moment, locale=locale_for(language)))
    return _in_digits(text[:1].upper() + text[1:], language)


@cache
def month_names(language: str) -> frozenset[str]:
    """Return what the months are called in dates and alone, whole and short."""
    locale = locale_for(language)
    widths = ("wide", "abbreviated")
    tables = (locale.months[use][width] for use in ("format", "stand-alone") for width in widths)
    return frozenset(str(name) for table in tables for name in table.values())


@cache
def date_words(language: str) -> dict[str, str]:
    """Return what months and days of the week are called, each with a sign for which one it is."""
    locale = locale_for(language)
    months = [locale.months["format"][width] for width in ("wide", "abbreviated")]
    days = locale.days["format"]["wide"]
    named = {str(name).rstrip("."): f"month {at}" for table in months for at, name in table.items()}
    return {**named, **{str(name): f"weekday {at}" for at, name in days.items()}}


@cache
def place_names(language: str) -> frozenset[str]:
    """Return what CLDR calls countries, and the cities that stand for time zones."""
    locale = locale_for(language)
    # A city that is called as its zone is has no entry of its own.
    cities = {
        zone: zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories")
    }
    cities |= {zone: it["city"] for zone, it in locale.time_zones.items() if it.get("city")}
    return frozenset(map(str, (*locale.territories.values(), *cities.values())))


@lru_cache(maxsize=65_536)
def date_text(written: str, language: str) -> str:
    """Return a date as a reader writes it: "2023-09-10", "2023-09" and "2023" are days to years."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - as above

    year, *rest = map(int, written.split("-"))
    if len(rest) == 2:  # noqa: PLR2004 - month and day
        return day_text(year, *rest, language)
    if rest:
        return month_text(year, *rest, language)
    moment = datetime(year, 1, 1)  # noqa: DTZ001 - a year, no moment
    return _in_digits(format_skeleton("y", moment, locale=locale_for(language)), language)


@lru_cache(maxsize=65_536)
def short_date_text(written: str, language: str) -> str:
    """Return a date as it stands where there is little room: "10 Sept", "Sept 2023", "2023"."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - as above

    year, *rest = map(int, written.split("-"))
    if not rest:
        return date_text(written, language)
    month, day = rest[0], rest[1] if len(rest) > 1 else 0
    moment = datetime(year, month, day or 1)  # noqa: DTZ001 - a day, no moment
    text = format_skeleton("MMMd" if day else "yMMM", moment, locale=locale_for(language))
    return _in_digits(_ordinal(text, language) if day == 1 else text, language)


def _ordinal(text: str, language: str) -> str:
    """Return a first of a month as languages write it that have an ordinal there: "1er mars"."""
    return text.replace("1", _FIRST.get(language.partition("-")[0], "1"), 1)


_DAYS = {"ru": "d MMMM y", "uk": "d MMMM y"}
_MONTHS = {"ru": "LLLL y", "uk": "LLLL y"}
_TIMES = {"ko": "HH:mm"}
_FIRST = {"fr": "1er"}
"""What newspapers write otherwise than CLDR has it: no "г." and "р." behind the year, as documents
have; and twenty-four hours, where Babel's Korean says "AM"."""

_ZEROS = {
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "deva": "०",
    "mymr": "၀",
    "tibt": "༠",
}
"""The first digit of each numbering system that is the first choice of a language in CLDR."""


def _in_digits(text: object, language: str) -> str:
    """Return a text with the digits of a language; Babel writes those of English."""
    digits = _digits(locale_for(language).default_numbering_system)
    return str(text).translate(digits) if digits else str(text)


@cache
def _digits(system: str) -> dict[int, int]:
    zero = ord(_ZEROS.get(system, "0"))
    return {ord("0") + it: zero + it for it in range(10)} if zero != ord("0") else {}


def locale_for(language: str) -> Locale:
    """Return what is known of a language; of English, if nothing is."""
    return locale_of(language) or _ENGLISH
