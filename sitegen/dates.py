"""Days, months and times of day as people read them.

`babel.dates` is imported by who writes one: it looks for all time zones that there are.

Pure functions of their arguments, remembered, since one newspaper asks the same few things
many thousand times.
"""

import re
from datetime import datetime
from functools import cache, lru_cache

from sitegen.languages import in_digits, locale_for


@lru_cache(maxsize=65_536)
def day_text(year: int, month: int, day: int, language: str) -> str:
    """Return a day as a reader of the language writes it: "10 September 2023"."""
    from babel.dates import format_date  # noqa: PLC0415 - as above

    moment = datetime(year, month, day)  # noqa: DTZ001 - a day, no moment
    pattern = _DAYS.get(language.partition("-")[0], "long")
    text = format_date(moment, format=pattern, locale=locale_for(language))
    return in_digits(_ordinal(text, language) if day == 1 else text, language)


@lru_cache(maxsize=1440)
def time_text(hour: int, minute: int, language: str) -> str:
    """Return a time of day: "09:00". What tells the half of the day stays on its line."""
    from babel.dates import format_time  # noqa: PLC0415 - as above

    moment = datetime(2000, 1, 1, hour, minute)  # noqa: DTZ001 - a time of day, no moment
    pattern = _TIMES.get(language.partition("-")[0], "short")
    text = format_time(moment, format=pattern, locale=locale_for(language))
    return in_digits(text, language).replace(" ", "\xa0")


def moment_text(day: str, time: str, language: str) -> str:
    """Return a day and a time of day as one: "10 September 2023, 09:00"."""
    return _moments(language).format(time, day)


@cache
def _moments(language: str) -> str:
    """Return how a language puts a time of day and a day together."""
    return str(locale_for(language).datetime_formats["medium"])


@cache
def month_text(year: int, month: int, language: str) -> str:
    """Return a month as it stands alone, with a capital: "September 2023"."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    moment = datetime(year, month, 1)  # noqa: DTZ001 - a month, no moment
    if pattern := _MONTHS.get(language.partition("-")[0]):
        text = str(format_date(moment, format=pattern, locale=locale_for(language)))
    else:
        text = str(format_skeleton("yMMMM", moment, locale=locale_for(language)))
    return in_digits(text[:1].upper() + text[1:], language)


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
    return in_digits(format_skeleton("y", moment, locale=locale_for(language)), language)


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
    return in_digits(_ordinal(text, language) if day == 1 else text, language)


def _ordinal(text: str, language: str) -> str:
    """Return a first of a month as languages write it that have an ordinal there: "1er mars"."""
    return text.replace("1", _first(language) or "1", 1)


def _first(language: str) -> str:
    return _FIRST.get(language, _FIRST.get(language.partition("-")[0], ""))


def day_patterns(language: str) -> tuple[str, str]:
    """Return how `day_text` writes a day, and a first of a month: "1er {month} {year}".

    That is for scripts that write the day on which they run.
    """
    from babel.dates import parse_pattern  # noqa: PLC0415 - as above

    long = _DAYS.get(language.partition("-")[0]) or locale_for(language).date_formats["long"]
    written = str(parse_pattern(long).format)
    day = re.sub(r"%\((\w)\w*\)s", lambda field: f"{{{_FIELDS[field[1]]}}}", written)
    return day, day.replace("{day}", _first(language) or "{day}")


_DAYS = {"ru": "d MMMM y", "uk": "d MMMM y"}
_MONTHS = {"ru": "LLLL y", "uk": "LLLL y"}
_TIMES = {"ko": "HH:mm"}
_FIRST = {"fr": "1er", "it": "1º", "pt": "1º", "pt-PT": ""}
"""What newspapers write otherwise than CLDR has it: no "г." and "р." behind the year, as documents
have; twenty-four hours, where Babel's Korean says "AM"; and ordinals."""

_FIELDS = {"d": "day", "M": "month", "y": "year"}
"""Fields of CLDR's patterns, as browsers call them."""
