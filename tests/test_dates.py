"""Days and times of day are written as in each language, and as Babel writes them."""

import re
from datetime import date, time

import pytest
from babel.dates import format_date, format_time
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import date_text, day_text, short_date_text, time_text
from sitegen.languages import in_digits, locale_for

OTHERWISE = {"fr", "it", "ko", "pt", "ru", "uk"}
"""Languages in which newspapers write something otherwise than CLDR has it."""
TAGS = sorted(
    tag
    for it in locale_identifiers()
    if (tag := it.replace("_", "-")).partition("-")[0] not in OTHERWISE
)


@given(st.sampled_from(TAGS), st.dates(date(1800, 1, 1)))
def test_a_day_is_written_as_babel_writes_it_whole(language: str, day: date) -> None:
    whole = in_digits(format_date(day, "long", locale_for(language)), language)
    assert day_text(day.year, day.month, day.day, language) == whole


@given(st.sampled_from(TAGS), st.times())
def test_a_time_is_written_as_babel_writes_it_whole(language: str, moment: time) -> None:
    whole = in_digits(format_time(moment, "short", locale=locale_for(language)), language)
    assert time_text(moment.hour, moment.minute, language) == whole.replace(" ", "\xa0")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "9:05 PM"), ("de", "21:05"), ("fi", "21.05"), ("ar", "9:05 م"), ("tlh", "9:05 PM")],
)
def test_a_time_is_written_as_in_its_language(language: str, expected: str) -> None:
    written = time_text(21, 5, language)
    assert " ".join(written.split()) == expected
    assert " " not in written  # it stays on one line


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fr", "1er mai 2026", "1er mai"),
        ("fr-CA", "1er mai 2026", "1er mai"),
        ("en", "May 1, 2026", "May 1"),
        ("it", "1º maggio 2026", "1º mag"),
        ("pt", "1º de maio de 2026", "1º de mai."),
        ("pt-BR", "1º de maio de 2026", "1º de mai."),
        ("pt-PT", "1 de maio de 2026", "1/05"),
        ("es", "1 de mayo de 2026", "1 may"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_where_papers_write_one(
    language: str, long: str, short: str
) -> None:
    assert day_text(2026, 5, 1, language) == date_text("2026-05-01", language) == long
    assert short_date_text("2026-05-01", language) == short
    assert not re.search("er|º", day_text(2026, 5, 11, language))
