from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pictures.ends import earliest, last_moment
from sitegen.pictures.expiry import end_as_written, end_in_text

BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")


@pytest.mark.parametrize(
    ("terms", "end"),
    [
        ("until 2024-12-31", "2024-12-31"),
        ("till 31 December 2024", "2024-12-31"),
        ("Online use until 31 Dec. 2024.", "2024-12-31"),
        ("valid through December 31, 2024", "2024-12-31"),
        ("through 9 Sept 2024", "2024-09-09"),
        ("EXPIRES DEC 31ST, 2024", "2024-12-31"),
        ("expires on the 31st of December, 2024", "2024-12-31"),
        ("expiring 31-Dec-2024", "2024-12-31"),
        ("Expiry date: 2024/12/31", "2024-12-31"),
        ("ends on Friday, 31 December 2024", "2024-12-31"),
        ("End of licence: 31.12.2024", "2024-12-31"),
        ("not after 12/31/2024", "2024-12-31"),
        ("Not to be used after 31 December 2024", "2024-12-31"),
        ("don’t use after 2024", "2024-12-31"),
        ("no later than\n1 May 2024", "2024-05-01"),
        ("to be deleted by 1 May 2024", "2024-05-01"),
        ("up to and including 2024-03-01", "2024-03-01"),
        ("until 05/05/2024", "2024-05-05"),
        ("until midnight on 31 December 2024", "2024-12-31"),
        ("until 12:00 GMT on 31 December 2024", "2024-12-31"),
        ("Not for resale, valid until 2024-12-31", "2024-12-31"),
        # a month, a year
        ("until March 2025", "2025-03-31"),
        ("until end of February 2024", "2024-02-29"),
        ("expires 02/2025", "2025-02-28"),
        ("expires: 2025-02", "2025-02-28"),
        ("until 2025", "2025-12-31"),
        ("until the end of 2025", "2025-12-31"),
        # before is not until
        ("before 1 March 2024", "2024-02-29"),
        ("before March 2025", "2025-02-28"),
        ("before 2025", "2024-12-31"),
        ("before the end of 2025", "2025-12-31"),
        # ranges
        ("from 1 January to 31 December 2024", "2024-12-31"),
        ("2024-01-01 to 2024-12-31", "2024-12-31"),
        # moments
        ("until 2024-12-31T12:00:00Z", "2024-12-31T12:00:00+00:00"),
        ("until 2024-12-31 12:00 +0100", "2024-12-31T12:00:00+01:00"),
        ("until 2024-12-31 12:00", "2024-12-31"),
        # of several, the earliest
        ("print until 2026-01-01, web until 2025-01-01", "2025-01-01"),
        ("from 2020 through 2024 in print, web unlimited", "2024-12-31"),
        ("up to 2000 px wide, until 2026", "2026-12-31"),
    ],
)
def test_terms_name_an_end(terms: str, end: str) -> None:
    assert end_in_text(terms) == (end, "")


@pytest.mark.parametrize(
    "terms",
    [
        "",
        "© 2024 Reuters",
        "until further notice",
        "until revoked",
        "up to 2000 pixels",
        "up to 2000px",
        "up to 2000 x 1500",
        "up to 2000,50 EUR",
        "through Getty Images",
        "distributed through AP 2024",
        "available after 2024-01-01",
        "available to 2024 subscribers",
        "the weekends of 2024",
    ],
)
def test_terms_name_no_end(terms: str) -> None:
    assert end_in_text(terms) == ("", "")


@pytest.mark.parametrize(
    ("terms", "quote"),
    [
        ("Web use until 05/06/2024 only", "until 05/06/2024"),
        ("until 5.6.2024", "until 5.6.2024"),
        ("until 31/12/24", "until 31/12/24"),
        ("until 31 December", "until 31 December"),
        ("until December 24", "until December 24"),
        ("until March", "until March"),
        ("until 30 February 2024", "until 30 February 2024"),
        ("until 2024-13-01", "until 2024-13-01"),
        ("until the summer of 2025", "until the summer of 2025"),
        ("expires 30 days after publication", "expires 30 days after publication"),
        ("before 0001-01-01", "before 0001-01-01"),
        # may be beginnings
        ("Web only. Embargoed until 1 May 2024", "Embargoed until 1 May 2024"),
        ("not before 1 May 2024", "not before 1 May 2024"),
        ("No use in\nprint, not online until 2024-05-01", "not online until 2024-05-01"),
    ],
)
def test_an_end_that_cannot_be_understood_is_quoted(terms: str, quote: str) -> None:
    assert end_in_text(terms) == ("", quote)


def test_what_is_understood_and_what_is_not_are_both_told() -> None:
    assert end_in_text("until 05/06/2024, in print until 2026") == (
        "2026-12-31",
        "until 05/06/2024",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-12-31", ("2024-12-31", "")),
        ("2024-12-31T23:59:59", ("2024-12-31", "")),
        ("2024-12-31T23:59:59.999+01:00", ("2024-12-31T23:59:59+01:00", "")),
        ("2024-12", ("2024-12-31", "")),
        ("2024", ("2024-12-31", "")),
        ("9999-12-31", ("9999-12-31", "")),
        ("31 December 2024", ("2024-12-31", "")),
        ("05/06/2024", ("", "05/06/2024")),
        ("2024-12-31T25:00Z", ("", "2024-12-31T25:00Z")),
        ("in 3 months", ("", "in 3 months")),
        ("0000-00-00", ("", "")),
        ("never", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_end_in_a_field_of_its_own(value: str, expected: tuple[str, str]) -> None:
    assert end_as_written(value) == expected


def test_the_earliest_end_counts() -> None:
    noon = "2024-12-31T12:00:00+00:00"
    assert earliest(["2024-12-31", noon, "2025-01-01", "9999-12-31"]) == noon
    assert earliest(["9999-12-31"]) == "9999-12-31"
    assert earliest([]) == ""


@pytest.mark.parametrize(
    ("ends", "zone", "expected"),
    [
        ("2024-12-31", BERLIN, datetime(2024, 12, 31, 23, tzinfo=UTC)),
        ("2024-06-30", BERLIN, datetime(2024, 6, 30, 22, tzinfo=UTC)),
        # that night the clock goes from 24:00 to 01:00
        ("2024-04-25", CAIRO, datetime(2024, 4, 25, 22, tzinfo=UTC)),
        ("2024-12-31T12:00:00+01:00", CAIRO, datetime(2024, 12, 31, 11, tzinfo=UTC)),
        ("9999-12-31", BERLIN, None),
        ("", BERLIN, None),
        ("soon", BERLIN, None),
    ],
)
def test_use_is_allowed_until_a_moment(
    ends: str, zone: ZoneInfo, expected: datetime | None
) -> None:
    assert last_moment(ends, zone) == expected


@pytest.mark.parametrize(
    "words", ["until ", "until a'", "a'", "(", "until on ", "not after 1/", "12:00 "]
)
def test_long_terms_are_read_fast(words: str) -> None:
    assert end_in_text(f"until {words * 2_000}") == ("", "")


WORDS = ["until", "before", "not", "after", "expires", "end of", "to", "from", "31", "5/6/2024"]
WORDS += ["December", "2024", "2024-12-31", "0000", "T12:00Z", "days", ",", ".", "\n", "up to"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_any_terms_can_be_read(terms: str) -> None:
    for end, quote in (end_in_text(terms), end_as_written(terms)):
        assert not end or last_moment(end, BERLIN)
        assert len(quote) <= 120


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("License term: 01 JAN 2024 - 31 DEC 2024", ("2024-12-31", "")),
        ("License period 2024-01-01 – 2024-12-31", ("2024-12-31", "")),
        ("Web use only, exp. 2024-12-31", ("2024-12-31", "")),
        ("Remove from site by 1 July 2025", ("2025-07-01", "")),
        ("deadline 2024-12-31", ("", "deadline 2024-12-31")),
        ("Nutzung bis 31.12.2024", ("", "Nutzung bis 31.12.2024")),
        ("jusqu'au 31 décembre 2024", ("", "jusqu'au 31 décembre 2024")),
        ("Photo taken 2024-01-05. Editorial use only.", ("", "")),
    ],
)
def test_a_date_that_nobody_explains_is_an_end_or_a_question(
    terms: str, expected: tuple[str, str]
) -> None:
    assert end_in_text(terms) == expected
