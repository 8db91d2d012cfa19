"""Moments at the ends of the calendar and before standard time: every day, in every zone."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitegen.edition.schedule import NEWS, is_fresh
from sitegen.strict.moments import MomentError, parse_moment
from sitegen.syndication.feedfiles import NEVER
from sitegen.timestamps import (
    LAST,
    clock_text,
    compact,
    later,
    latest,
    rfc3339,
    rfc5322,
)
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]

PACKAGE = Path(__file__).parent.parent / "sitegen"
ZONES = sorted(available_timezones())
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
RFC5322 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", "2026-03-01 09:00", "2026-03-01T09:00:00+01:00"),
        ("UTC", "1840-06-01", "1840-06-01T00:00:00+00:00"),
        ("Europe/Paris", "1910-05-01", "1910-05-01T00:00:39+00:10"),  # 9 min 21 s
        ("Europe/Dublin", "1916-04-24 12:00", "1916-04-24T12:00:21-00:25"),  # -25 min 21 s
        ("Europe/Moscow", "1917-11-07 21:45", "1917-11-07T21:45:41+03:32"),  # 3 h 31 min 19 s
        ("Asia/Kolkata", "1905-10-16", "1905-10-16T00:00:50+05:22"),  # 5 h 21 min 10 s
        ("Africa/Monrovia", "1971-03-01", "1971-03-01T00:00:30-00:44"),  # -44 min 30 s
        ("Europe/Berlin", "0846-05-01", "0846-05-01T00:00:32+00:54"),  # 53 min 28 s
        ("America/New_York", "0001-01-01", "0001-01-01T00:00:02-04:56"),  # -4 h 56 min 2 s
        ("Asia/Tokyo", "9999-12-31", "9999-12-31T00:00:00+09:00"),
        ("America/New_York", "9999-12-31 23:59:59", "9999-12-31T18:59:59-05:00"),  # the very end
        ("Asia/Tokyo", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+00:00"),
        ("Europe/Berlin", "0001-01-01T00:00:00Z", "0001-01-01T00:54:00+00:54"),
        ("America/New_York", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_leaves_at_whole_minutes_on_its_day(zone: str, day: str, expected: str) -> None:
    there = ZoneInfo(zone)
    assert rfc3339(parse_moment(day, there), there) == expected


@pytest.mark.parametrize(
    ("text", "mail", "basic"),
    [
        ("2026-03-01T09:00:00+01:00", "Sun, 01 Mar 2026 09:00:00 +0100", "20260301T080000Z"),
        ("0846-05-01T00:00:32+00:54", "Tue, 01 May 0846 00:00:32 +0054", "08460430T230632Z"),
        ("1971-03-01T00:00:30-00:44", "Mon, 01 Mar 1971 00:00:30 -0044", "19710301T004430Z"),
    ],
)
def test_a_moment_in_other_words_is_the_same_moment(text: str, mail: str, basic: str) -> None:
    assert rfc5322(text) == mail
    assert compact(moment(text)) == basic


def test_for_people_a_moment_names_its_clock() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert clock_text(moment("2026-06-01T12:01:00Z"), paris) == "2026-06-01 14:01 CEST"
    assert clock_text(moment("1910-04-30T23:50:39Z"), paris) == "1910-05-01 00:00 PMT"
    assert clock_text(LAST, paris) == "9999-12-31 23:59 UTC"


def test_the_latest_is_so_by_the_moment_and_not_by_the_text() -> None:
    summer, winter = "2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00"
    assert summer > winter
    assert latest([summer, "", winter]) == winter
    assert latest(["", ""], "never") == latest([], "never") == "never"


def test_beyond_the_end_of_the_calendar_there_is_no_later() -> None:
    day = timedelta(days=1)
    assert later(LAST - day, day) == LAST
    assert later(LAST - day + timedelta(seconds=1), day) is None
    assert later(datetime.max.replace(tzinfo=UTC), day) is None
    assert is_fresh(LAST - NEWS, LAST - timedelta(seconds=1))
    assert not is_fresh(LAST - NEWS, LAST)
    assert not is_fresh(LAST, LAST - day)


@given(
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),  # noqa: DTZ001 - it is of UTC
    st.sampled_from(ZONES),
)
def test_every_moment_can_be_written_in_every_zone(naive: datetime, key: str) -> None:
    there, when = ZoneInfo(key), naive.replace(microsecond=0, tzinfo=UTC)
    written = rfc3339(when, there)
    assert RFC3339.fullmatch(written)
    assert moment(written) == when
    assert RFC5322.fullmatch(rfc5322(written))
    later_shown = moment(written).replace(tzinfo=None) - when.astimezone(there).replace(tzinfo=None)
    assert timedelta() <= later_shown < timedelta(minutes=1)


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)), st.sampled_from(ZONES))
def test_every_day_of_every_zone_keeps_its_date(day: date, key: str) -> None:
    there = ZoneInfo(key)
    when = parse_moment(str(day), there)
    clock = when.astimezone(there).replace(tzinfo=None)
    is_left_out = clock != datetime.combine(day, time())  # the clocks went forward over midnight
    assert is_left_out or rfc3339(when, there).startswith(str(day))


@pytest.mark.parametrize("hour", ["", " 00:00", " 23:59:59", "T00:00Z", "T12:00+14:00"])
def test_in_every_zone_the_calendar_has_two_ends(hour: str) -> None:
    for key in ZONES:
        there = ZoneInfo(key)
        assert RFC3339.fullmatch(rfc3339(parse_moment(f"9999-12-31{hour}", there), there))
        try:
            first = parse_moment(f"0001-01-01{hour}", there)
        except MomentError as error:
            assert "before the calendar begins" in error.message  # noqa: PT017 - or it is taken
        else:
            assert RFC3339.fullmatch(rfc3339(first, there))


# The whole site -------------------------------------------------------------------------------

OLD = {
    "Europe/Paris": "1910-05-01",
    "Europe/Dublin": "1916-04-24",
    "Europe/Moscow": "1917-11-07",
    "Asia/Kolkata": "1905-10-16",
    "Asia/Seoul": "1905-11-17",
    "Africa/Monrovia": "1971-03-01",
    "Europe/Amsterdam": "1936-05-01",
    "Europe/Berlin": "1848-03-18",
    "America/New_York": "1865-04-15",
}


def written(site: Newsroom) -> Iterator[str]:
    """Yield what stands wherever a program looks for a moment."""
    for path, data in site.tree().items():
        if path.endswith(".html"):
            tree = etree.HTML(data)
            yield from tree.xpath("//time/@datetime")
            yield from tree.xpath("//meta[contains(@property, '_time')]/@content")
            for script in tree.xpath("//script[@type='application/ld+json']/text()"):
                yield from re.findall(r'"date(?:Published|Modified)":"([^"]*)"', script)
        elif path == "corrections/record.json":
            yield from (it["date"] for it in json.loads(data)["corrections"])
        elif path.endswith(".json") and not path.startswith("."):
            for item in json.loads(data)["items"]:
                yield from (item["date_published"], item["date_modified"])
        elif path.endswith(".xml"):
            for element in etree.fromstring(data).iter("{*}published", "{*}updated", "{*}lastmod"):
                yield element.text or ""


@pytest.mark.parametrize("zone", OLD)
def test_an_archive_of_before_standard_time_is_told_in_valid_times(
    newsroom: Make, zone: str
) -> None:
    day = OLD[zone]
    files = {
        "content/articles/old.md": article(
            "Old", date=day, updated=f"{day} 18:00", corrections=f"[{{date: {day} 12:00, text: x}}]"
        ),
        "content/articles/older.md": article("Older", date="0846-05-01"),
    }
    site = newsroom(files, site_toml=SITE.replace("Europe/Berlin", zone)).build()
    folder = f"{day[:7].replace('-', '/')}/old"
    assert {f"{folder}/index.html", "0846/05/older/index.html"} <= set(site.tree())
    found = set(written(site)) - {NEVER, NEVER[:10]}
    assert len(found) > 3
    assert [it for it in found if not RFC3339.fullmatch(it)] == []
    assert {it[:10] for it in found} == {day, "0846-05-01"}
    channel = etree.fromstring(site.read("feed.xml").encode()).find("channel")
    for name in ("lastBuildDate", "item/pubDate"):
        assert RFC5322.fullmatch(channel.findtext(name)), channel.findtext(name)
    (dated, _) = feedparser.parse((site.output / "atom.xml").read_bytes()).entries
    assert moment(dated.published) == parse_moment(day, ZoneInfo(zone))
    assert site.build(now="2027-01-01T00:00:00Z").rewritten == set()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("written", ["9999-12-31", "9999-12-31 23:59:59", "9999-12-31T23:59:59Z"])
def test_the_end_of_the_calendar_means_never(newsroom: Make, zone: str, written: str) -> None:
    stamp = written if written.endswith("Z") else f"{written[:10]}T00:00:00Z"
    keys = {
        "date": {"date": written},
        "embargo": {"embargo": stamp},
        "all": {"date": written, "embargo": stamp, "expires": written, "updated": written},
    }
    files = {f"content/articles/{key}.md": article(key, **it) for key, it in keys.items()}
    shown = article(
        "Shown", updated=written, expires=written, corrections=f"[{{date: {written}, text: x}}]"
    )
    files["content/articles/shown.md"] = shown
    site = newsroom(files, site_toml=SITE.replace("Europe/Berlin", zone)).build()
    assert {it["path"].partition("articles/")[2] for it in site.report["held"]} == {
        f"{key}.md" for key in keys
    }
    assert {it["until"][:8] for it in site.report["held"]} == {"9999-12-"} or zone != "UTC"
    assert "2026/03/shown/index.html" in site.tree()
    due = site.run("due", "--now", "2026-06-01T12:00:00Z")
    assert due.stdout == ""
    for command in ("check", "due"):
        assert site.run(command, "--now", "9999-12-31T23:59:58Z").exit_code == 0
    assert site.build(now="9999-12-31T23:59:59Z").tree() != site.build().tree()


def test_before_the_calendar_a_story_is_refused_with_its_line(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article(date="0001-01-01")})
    assert site.fail().startswith("content/articles/a.md:4:7: error: `date`: `0001-01-01` is bef")


@pytest.mark.parametrize(
    ("year", "settings", "said"),
    [
        ("0206", "", "the story is dated before the year 1700"),
        ("1699", "", "the story is dated before the year 1700"),
        ("1700", "", ""),
        ("1699", "[policy]\nfirst_year = 1600\n", ""),
        ("1701", "[policy]\nfirst_year = 1800\n", "the story is dated before the year 1800"),
        ("2099", "", ""),
        ("2206", "", "the story is held back until the year 2206"),
        ("9999", "", ""),
    ],
)
def test_a_year_that_is_a_slip_is_a_warning(
    newsroom: Make, year: str, settings: str, said: str
) -> None:
    files = {"content/articles/a.md": article(date=f"{year}-01-01")}
    site = newsroom(files, site_toml=f"{SITE}\n{settings}").build()
    assert [it["message"] for it in site.report["problems"]] == ([said] if said else [])


# One home -------------------------------------------------------------------------------------

ELSEWHERE = {
    "audience/counts.py": "a day of counts, as its text",
    "audience/requests.py": "a day of counts, as its text",
    "audience/readership.py": "days of counts, as their texts",
    "audience/plots.py": "days of the week in a terminal, in English as all of its words",
    "strict/moments.py": "texts to moments",
    "strict/shapes.py": "a day of TOML, as its text",
    "pictures/expiry.py": "ends of use, as the file of a picture has them",
    "content/markdown/chartblock.py": "a day of numbers, as editors write it",
    "content/markdown/updates.py": "an order of updates, which nobody reads",
    "edition/corpus.py": "the newest of updates, to compare with",
    "figures/charts/calendar.py": "days of an axis",
    "pages/around.py": "a day without a time",
    "pages/dossiers.py": "days of facts, without a time",
    "pages/ownership.py": "a day without a time",
    "pages/threads.py": "days of milestones and of a summary",
    "scaffold/drafts.py": "a day, as front matters have it",
    "pictures/ends.py": "ends of use, in newsroom time",
    "importing/document.py": "dates of stories, as front matters have them",
    "importing/folders/addresses.py": "parts of addresses, as Jekyll names months and days",
    "importing/folders/front.py": "texts of other programs to moments",
    "importing/newsite.py": "how far a zone is from UTC",
    "importing/wordpress/wxr.py": "texts of WordPress to moments",
    "syndication/servers.py": "an order of stories, which nobody reads",
}
WRITES = {"strftime", "isoformat", "astimezone", "ctime", "format_datetime"}


def test_moments_are_written_in_one_place() -> None:
    for module in sorted(PACKAGE.rglob("*.py")):
        name = module.relative_to(PACKAGE).as_posix()
        if name == "timestamps.py" or name in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Attribute | ast.Name):
                called = node.attr if isinstance(node, ast.Attribute) else node.id
                assert called not in WRITES, f"{name}:{node.lineno} writes a moment"
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                assert "'%" not in ast.dump(node.format_spec), f"{name}:{node.lineno}"
