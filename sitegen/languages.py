"""Languages, countries and dates as people read them: the home of Babel.

Pure functions of their arguments, remembered, since one newspaper asks the same few things
many thousand times.
"""

import re
from datetime import datetime
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

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


@cache
def direction(tag: str) -> str:
    """Return "rtl" or "ltr"."""
    locale = locale_of(tag)
    return "rtl" if locale and locale.text_direction == "rtl" else "ltr"


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
    """Return the script in which a language is written, such as "Hant"; empty if none is known."""
    locale = locale_of(tag)
    return str(locale.script or _likely_script(locale) or "") if locale else ""


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
    known = {*(locale_of(tag) or _ENGLISH).plural_form.tags, "other"}
    return tuple(it for it in PLURAL_FORMS if it in known)


@lru_cache(maxsize=65_536)
def plural_form(number: int, tag: str) -> str:
    """Return the form that a word has beside a number: "one", "few"."""
    return str((locale_of(tag) or _ENGLISH).plural_form(number))


@cache
def code_of_language(written: str) -> str:
    """Return the code of the language that a name means, or a mistyped one; or nothing."""
    codes = {str(name).casefold(): str(code) for code, name in _ENGLISH.languages.items()}
    near = get_close_matches(written.casefold(), codes, n=1, cutoff=0.8)
    return codes[near[0]] if near else ""


@cache
def country_codes() -> frozenset[str]:
    """Return ISO 3166-1 alpha-2, and XK."""
    codes = map(str, _ENGLISH.territories)
    return frozenset(it for it in codes if re.fullmatch("[A-Z]{2}", it)) - NOT_COUNTRIES


@cache
def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; in English, or its code, if that has none."""
    locale = locale_of(language) or _ENGLISH
    return str(locale.territories.get(code) or _ENGLISH.territories.get(code, code))


@lru_cache(maxsize=65_536)
def day_text(year: int, month: int, day: int, language: str) -> str:
    """Return a day as a reader of the language writes it: "10 September 2023"."""
    moment = datetime(year, month, day)  # noqa: DTZ001 - a day, no moment
    return str(format_date(moment, format="long", locale=locale_of(language) or _ENGLISH))


@lru_cache(maxsize=1440)
def time_text(hour: int, minute: int, language: str) -> str:
    """Return a time of day: "09:00"."""
    moment = datetime(2000, 1, 1, hour, minute)  # noqa: DTZ001 - a time of day, no moment
    return str(format_time(moment, format="short", locale=locale_of(language) or _ENGLISH))


@lru_cache(maxsize=65_536)
def number_text(number: int, language: str) -> str:
    """Return a number as a reader of the language writes it: "1,200"."""
    return str(format_decimal(number, locale=locale_of(language) or _ENGLISH))


@lru_cache(maxsize=65_536)
def list_text(names: tuple[str, ...], language: str) -> str:
    """Return names as a reader of the language lists them: "Ann Lee and Jo Berg"."""
    return str(format_list(names, locale=locale_of(language) or _ENGLISH))


@cache
def month_text(year: int, month: int, language: str) -> str:
    """Return a month: "September 2023"."""
    return _skeleton("yMMMM", datetime(year, month, 1), language)  # noqa: DTZ001 - a month


@lru_cache(maxsize=65_536)
def date_text(written: str, language: str) -> str:
    """Return a date as a reader writes it: "2023-09-10", "2023-09" and "2023" are days to years."""
    year, *rest = map(int, written.split("-"))
    if len(rest) == 2:  # noqa: PLR2004 - month and day
        return day_text(year, *rest, language)
    if rest:
        return month_text(year, *rest, language)
    return _skeleton("y", datetime(year, 1, 1), language)  # noqa: DTZ001 - a year


def _skeleton(skeleton: str, moment: datetime, language: str) -> str:
    return str(format_skeleton(skeleton, moment, locale=locale_of(language) or _ENGLISH))
