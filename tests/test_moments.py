from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.strict.moments import SHAPES, MomentError, parse_day, parse_moment

BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")
T = TypeVar("T")


def complaint(parse: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(MomentError) as caught:
        parse()
    return caught.value.message, caught.value.hint


def outcome(parse: Callable[[], T]) -> T | MomentError:
    try:
        return parse()
    except MomentError as error:
        return error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", "2026-02-28T23:00:00+00:00"),
        ("2026-07-01", "2026-06-30T22:00:00+00:00"),
        ("2026-03-01 09:00", "2026-03-01T08:00:00+00:00"),
        ("2026-03-01T09:00", "2026-03-01T08:00:00+00:00"),
        ("2026-03-01t09:00:59", "2026-03-01T08:00:59+00:00"),
        ("2026-03-01  09:00:59.5", "2026-03-01T08:00:59.500000+00:00"),
        ("2026-03-01T09:00:59,1234567890", "2026-03-01T08:00:59.123456+00:00"),
        ("2026-03-01T09:00Z", "2026-03-01T09:00:00+00:00"),
        ("2026-03-01T09:00:00z", "2026-03-01T09:00:00+00:00"),
        ("2026-03-01T09:00+00:00", "2026-03-01T09:00:00+00:00"),
        ("2026-03-01T09:00+0130", "2026-03-01T07:30:00+00:00"),
        ("2026-03-01T09:00-01", "2026-03-01T10:00:00+00:00"),
        ("2026-03-01 09:00 +01:00", "2026-03-01T08:00:00+00:00"),
        (" 2026-03-01 ", "2026-02-28T23:00:00+00:00"),
        ("2024-02-29", "2024-02-28T23:00:00+00:00"),
        ("2026-10-25 02:30+01:00", "2026-10-25T01:30:00+00:00"),  # told apart by the offset
        ("2026-10-25 02:30+02:00", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_a_moment_is_newsroom_time_unless_it_carries_an_offset(text: str, expected: str) -> None:
    moment = parse_moment(text, BERLIN)
    assert expected == moment.isoformat()
    assert moment.tzinfo is UTC


def test_a_day_whose_midnight_the_clock_leaves_out_begins_later() -> None:
    assert parse_moment("2024-04-26", CAIRO) == datetime(2024, 4, 25, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2023-09", "`2023-09` has no day", "write it too: `2023-09-01`"),
        ("2023", "`2023` has no month and no day", "write them too: `2023-01-01`"),
        ("12:30", "`12:30` has no day", "write it too: `2026-03-01 12:30`"),
        (
            "2026-02-30",
            "`2026-02-30` does not exist",
            "the month goes from `2026-02-01` to `2026-02-28`",
        ),
        ("2026-13-01", "there is no month 13", "the month comes first: `2026-01-13`"),
        ("2026-13-32", "there is no month 13", SHAPES),
        ("0000-01-01", "`0000-01-01` has no year", SHAPES),
        (
            "0001-01-01",
            "`0001-01-01` is before the calendar begins",
            "the calendar begins with the year 0001 in UTC: write a later day",
        ),
        ("2026-12-31 24:00", "`24:00` is not a time of day", "write `2027-01-01 00:00`"),
        (
            "2026-03-01 25:10",
            "`25:10` is not a time of day",
            "hours go from 00 to 23, minutes and seconds from 00 to 59",
        ),
        (
            "2026-03-01T09:61Z",
            "`09:61Z` is not a time of day",
            "hours go from 00 to 23, minutes and seconds from 00 to 59",
        ),
        ("2016-2-29", "`2016-2-29` is not a date as it must be written", "write `2016-02-29`"),
        (
            "2016/02/29 9:05",
            "`2016/02/29 9:05` is not a date as it must be written",
            "write `2016-02-29 09:05`",
        ),
        ("31.12.2026", "`31.12.2026` is not a date as it must be written", "write `2026-12-31`"),
        ("12.31.2026", "`12.31.2026` is not a date", SHAPES),
        ("12/31/2026", "`12/31/2026` is not a date as it must be written", "write `2026-12-31`"),
        (
            "2/3/2026 12:05 AM",
            "`2/3/2026 12:05 AM` is not a date as it must be written",
            "write `2026-03-02 00:05` or `2026-02-03 00:05`",
        ),
        ("4-4-2026", "`4-4-2026` is not a date as it must be written", "write `2026-04-04`"),
        ("32/13/2026", "`32/13/2026` is not a date", SHAPES),
        (
            "1. 3. 2026 12 pm",
            "`1. 3. 2026 12 pm` is not a date as it must be written",
            "write `2026-03-01 12:00`",
        ),
        ("2026-03-01 9h", "`2026-03-01 9h` is not a date", SHAPES),
        ("2026-03-01 9", "`2026-03-01 9` is not a date", SHAPES),
        (
            "«2026-03-01»",
            "`«2026-03-01»` stands in quotation marks",
            "write `2026-03-01` without them",
        ),
        ("yesterday", "`yesterday` is not a date", SHAPES),
        ("٢٠٢٦-٠٣-٠١", "`٢٠٢٦-٠٣-٠١` is not a date", SHAPES),
        (
            "2026-03-01 09:00+15:00",
            "`+15:00` is no offset from UTC",
            "offsets go from -12:00 to +14:00",
        ),
        (
            "2026-03-01 09:00+01:75",
            "`+01:75` is no offset from UTC",
            "offsets go from -12:00 to +14:00",
        ),
        (
            "2026-03-29 02:30",
            "`2026-03-29 02:30` does not exist: the clocks of Europe/Berlin go forward that night",
            "write `2026-03-29 01:30` or `2026-03-29 03:30`",
        ),
        (
            "2026-10-25T02:30:05",
            "`2026-10-25 02:30:05` happens twice: the clocks of Europe/Berlin go back that night",
            (
                "write `2026-10-25 02:30:05+02:00` (the first)"
                " or `2026-10-25 02:30:05+01:00` (the second)"
            ),
        ),
    ],
)
def test_what_is_no_moment_is_refused_with_advice(text: str, message: str, hint: str) -> None:
    assert (message, hint) == complaint(lambda: parse_moment(text, BERLIN))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("2026-03-01 09:00", "2026-03-01T09:00:00+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
    ],
)
def test_an_absolute_moment_demands_its_offset(text: str, offered: str) -> None:
    expected = (f"`{text}` has no offset from UTC", f"write `{offered}`")
    assert expected == complaint(lambda: parse_moment(text, BERLIN, absolute=True))
    moment = parse_moment(offered, BERLIN, absolute=True)
    assert parse_moment(text, BERLIN) == moment


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-840, 840))  # noqa: DTZ001
def test_an_absolute_moment_does_not_depend_on_the_newsroom(naive: datetime, minutes: int) -> None:
    sign, distance = "-" if minutes < 0 else "+", abs(minutes)
    text = f"{naive.isoformat()}{sign}{distance // 60:02}:{distance % 60:02}"
    assert parse_moment(text, BERLIN) == datetime.fromisoformat(text)
    assert parse_moment(text, BERLIN) == parse_moment(text, CAIRO)


@given(st.text() | st.from_regex(r"[0-9]{4}[-/][0-9]{1,2}-[0-9]{1,2}([T ][0-9:.,+-]{1,12}Z?)?"))
def test_any_text_is_a_moment_or_a_complaint(text: str) -> None:
    for absolute in (False, True):
        found = outcome(partial(parse_moment, text, BERLIN, absolute=absolute))
        assert found.hint if isinstance(found, MomentError) else found.tzinfo is UTC
    day = outcome(partial(parse_day, text))
    assert day.hint if isinstance(day, MomentError) else day.isoformat() == text.strip()


def test_a_day_is_a_day() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "2026-03-01 09:00",
            "`2026-03-01 09:00` is more than a day",
            "write only the day: `2026-03-01`",
        ),
        (
            "2026-02-29",
            "`2026-02-29` does not exist",
            "the month goes from `2026-02-01` to `2026-02-28`",
        ),
        ("2023-09", "`2023-09` has no day", "write it too: `2023-09-01`"),
    ],
)
def test_what_is_no_day_is_refused_with_advice(text: str, message: str, hint: str) -> None:
    assert (message, hint) == complaint(lambda: parse_day(text))
