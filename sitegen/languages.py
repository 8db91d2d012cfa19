"""Languages, countries and numbers as people read them.

What writes numbers is imported by who writes one.

Pure functions of their arguments, remembered, since one newspaper asks the same few things
many thousand times.
"""

import re
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
def number_text(number: int, language: str) -> str:
    """Return a number as a reader of the language writes it: "1,200"."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    locale = locale_for(language)
    text = format_decimal(number, locale=locale, numbering_system=locale.default_numbering_system)
    return in_digits(text, language)


@lru_cache(maxsize=65_536)
def decimal_text(number: Decimal, digits: int, language: str) -> str:
    """Return a number with so many digits behind its point: "1,200.50". Minus is U+2212."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    locale = locale_for(language)
    system = locale.default_numbering_system
    pattern = _decimal_pattern(language, digits)
    text = format_decimal(number, pattern, locale=locale, numbering_system=system)
    return in_digits(text.replace("-", "\u2212"), language)


@cache
def _decimal_pattern(language: str, digits: int) -> str:
    """Return the pattern of a language for numbers with so many digits behind their point."""
    whole = str(locale_for(language).decimal_formats[None].pattern).partition(".")[0]
    return f"{whole}.{'0' * digits}" if digits else whole


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


_ZEROS = {
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "deva": "०",
    "mymr": "၀",
    "tibt": "༠",
}
"""The first digit of each numbering system that is the first choice of a language in CLDR."""


def in_digits(text: object, language: str) -> str:
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
