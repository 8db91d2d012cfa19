"""Filters for templates: pure functions of what they are given.

Moments are ISO 8601 texts in newsroom time ("2023-09-10T09:00:00+01:00"), so that their first
characters are what the newsroom's calendar and clock showed.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import quote, urlsplit

from jinja2.filters import do_urlencode

from sitegen.characters import with_plain_spaces
from sitegen.dates import date_text, day_patterns, day_text, moment_text, time_text
from sitegen.languages import number_text
from sitegen.pages.hyphens import as_marks, breakable
from sitegen.pages.structured import structured
from sitegen.pages.typefaces import preloads
from sitegen.pages.views import Card
from sitegen.pages.words import counted, forms, phrase


def day(moment: str, language: str) -> str:
    """Return the day as the language writes it; of a month or a year, that."""
    if len(moment) < len("2023-09-10"):
        return date_text(moment, language)
    return _day(moment[: len("2023-09-10")], language)


@lru_cache(maxsize=4096)
def _day(date: str, language: str) -> str:
    return day_text(int(date[:4]), int(date[5:7]), int(date[8:10]), language)


def time(moment: str, language: str) -> str:
    """Return the time of day as the language writes it."""
    return _time(moment[11:16], language)


@lru_cache(maxsize=1440)
def _time(clock: str, language: str) -> str:
    return time_text(int(clock[:2]), int(clock[3:]), language)


def moment(written: str, language: str) -> str:
    """Return the day and the time of day as the language writes them together."""
    return moment_text(day(written, language), time(written, language), language)


def urlencode(value: object) -> str:
    """Return a text as it stands in the query of an address, as Jinja's filter of that name does.

    Of most texts little is to be written otherwise: they are not gone through byte by byte.
    """
    if type(value) is not str:
        return do_urlencode(value)  # type: ignore[arg-type]  # it says itself what it takes
    spaced = value.replace("%", "%25").replace(" ", "%20")
    return _NOT_IN_QUERIES.sub(_encoded, spaced)


_NOT_IN_QUERIES = re.compile(r"[^A-Za-z0-9_.~/%-]+")


def _encoded(found: re.Match[str]) -> str:
    return _quoted(found[0])


_quoted = lru_cache(maxsize=1024)(quote)
"""Nearly all that is written otherwise are a colon, a comma or a dash."""


def host(url: str) -> str:
    """Return the host of a URL, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def first_pictured(cards: Iterable[Card]) -> int:
    """Return the number of the first card with a picture, from 0 on; -1 if there is none."""
    return next((number for number, card in enumerate(cards) if card.picture), -1)


FILTERS: dict[str, Callable[..., object]] = {
    "day": day,
    "day_patterns": day_patterns,
    "first_pictured": first_pictured,
    "time": time,
    "moment": moment,
    "host": host,
    "plain": with_plain_spaces,
    "number": number_text,
    "counted": counted,
    "forms": forms,
    "phrase": phrase,
    "structured": structured,
    "preloads": preloads,
    "breakable": breakable,
    "as_marks": as_marks,
}
