"""`sitegen stats`: what was read, of whom and from where, beside what came out when."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.audience.counts import Counts, Views, written
from sitegen.audience.plots import bar, plot, shortened
from sitegen.audience.stats import DayViews
from tests.newsroom import Newsroom, article, sitegen

Make = Callable[..., Newsroom]

COUNTS = Counts(
    stories={
        "/2026/05/one/": Views(900, {"2026-05-31": 40, "2026-05-30": 20, "2026-05-01": 500}),
        "/2026/05/two/": Views(30, {"2026-05-31": 30}),
        "/old/": Views(25, {"2026-05-30": 25}),
        "/gone/": Views(7, {"2026-05-30": 7}),
        "/2026/05/unread/": Views(50, {"2026-04-30": 50}),
    }
)


@pytest.fixture
def paper(newsroom: Make) -> Newsroom:
    return newsroom(
        {
            "content/authors/ann.md": "---\nname: Ann Lee\n---\n",
            "content/articles/one.md": article("One <b>", date="2026-05-30 00:30", section="asia"),
            "content/articles/two.md": article(
                "Two", date="2026-05-29 09:00", section="europe", countries="[NO, SE]"
            ),
            "content/articles/three.md": article(
                "Three",
                date="2026-05-30 09:00",
                section="asia",
                countries="[NO]",
                authors="[ann, news-desk]",
                aliases="[/old/]",
            ),
            "content/articles/unread.md": article("Unread", date="2026-05-30 12:00"),
            "content/articles/draft.md": article("Draft", date="2026-05-30 13:00", status="draft"),
            "content/views.json": written(COUNTS),
        }
    )


def stats(site: Newsroom, *options: str) -> Any:
    told = site.run("stats", "--now", "2026-06-01", "--format", "json", *options)
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def groups(entries: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {it["name"]: (it["views"], it["stories"]) for it in entries}


def test_it_says_what_was_read(paper: Newsroom) -> None:
    it = stats(paper, "--days", "3")
    assert (it["first"], it["last"]) == ("2026-05-29", "2026-05-31")
    assert (it["views"], it["total"], it["elsewhere"]) == (122, 1012, 7)
    assert [(story["headline"], story["views"], story["total"]) for story in it["stories"]] == [
        ("One <b>", 60, 900),
        ("Two", 30, 30),
        ("Three", 25, 25),
    ]
    assert it["stories"][0]["published"] == "2026-05-30"
    assert groups(it["sections"]) == {"Asia": (85, 2), "Europe": (30, 1)}
    assert groups(it["authors"]) == {"News desk": (115, 3), "Ann Lee": (25, 1)}
    assert groups(it["countries"]) == {"Norway": (55, 2), "Sweden": (30, 1)}


def test_it_says_what_came_out_when(paper: Newsroom) -> None:
    days = stats(paper, "--days", "3")["days"]
    assert [(it["day"], it["views"]) for it in days] == [
        ("2026-05-29", 0),
        ("2026-05-30", 52),
        ("2026-05-31", 70),
    ]
    assert [it["published"] for it in days] == [["Two"], ["Unread", "Three", "One <b>"], []]


def test_a_screen_has_all_of_it(paper: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        told = paper.run("stats", "--now", "2026-06-01")
        assert told.exit_code == 0, told.output
        lines = told.stdout.splitlines()
        assert len(lines) <= 40
        assert max(map(len, lines)) <= max(width, 80)
        assert lines[0] == "122 views from 2026-05-18 to 2026-05-31, 1,012 ever"
        assert "7 views are of stories that are not on the site now" in told.stdout
        for name in ("One <b>", "Asia", "News desk", "Norway", "Unread (+2)"):
            assert name in told.stdout
        assert "Draft" not in told.stdout


def test_a_terminal_that_knows_ascii_alone_gets_no_blocks(paper: Newsroom) -> None:
    told = sitegen("stats", cwd=paper.root, env={"PYTHONIOENCODING": "ascii", "COLUMNS": "80"})
    assert told.returncode == 0
    assert "#" in told.stdout
    assert told.stdout.isascii()


def test_a_drawing_is_one(paper: Newsroom) -> None:
    told = paper.run("stats", "--now", "2026-06-01", "--format", "svg", "--days", "62")
    tree = ET.fromstring(told.stdout)  # noqa: S314 - ours
    texts = [it.text or "" for it in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert texts[0] == "The Test: 672 views"
    assert len(texts) == 63
    [day] = (it for it in texts if it.startswith("2026-05-30"))
    assert day == "2026-05-30: 52 views\nUnread\nThree\nOne <b>"


def test_without_counts_it_says_how_to_get_them(newsroom: Make) -> None:
    told = newsroom({"content/articles/a.md": article()}).run("stats")
    assert told.exit_code == 1
    assert "`sitegen views` does so" in told.stderr


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 200))
def test_a_bar_is_as_long_as_its_share(views: int, more: int, width: int) -> None:
    most = views + more
    assert len(bar(views, most, width)) <= width
    assert abs(len(bar(views, most, width)) - views * width / most) <= 1
    assert len(bar(most, most, width, plain=True)) == width


def test_a_plot_of_nothing() -> None:
    assert list(plot((DayViews("2026-05-31", 0, ()),), 80)) == ["Sun 2026-05-31       0"]
    assert shortened("A headline", 5) == "A he…"
