"""Live pages: told from update to update, in an order and with anchors that nobody has to keep."""

import json
import os
import re
import time
from collections.abc import Callable
from typing import Any

import extruct
import feedparser
import pytest
from playwright.sync_api import Browser, expect

from sitegen.scripts import lean
from tests.newsroom import SITE, Newsroom, article, names
from tests.pictures import picture
from tests.serving import served
from tests.test_reading import ROOT

Make = Callable[..., Newsroom]

PATH = "content/articles/summit.md"
HERE = "2026/03/summit/"

BODY = """\
What stands here always.[^1]

::: update 2026-03-01 09:10 They *arrive* {key}
First words with [a link](/asia/).

### Who is there

::: figure quay.jpg
alt: A quay
credit: AFP
:::
:::

::: update 2026-03-01 11:00 They leave {#leaving}
Bye, "friends".
:::

::: update 2026-03-01 10:00 What is at stake {pinned key}
All.
:::

::: update 2026-03-01T09:30:00Z
No headline.
:::

[^1]: A note.
"""

NEWEST_FIRST = ["at-2026-03-01-1000", "leaving", "at-2026-03-01-1030", "at-2026-03-01-0910"]


def live(body: str = BODY, **keys: Any) -> str:
    return article("The summit", body, **{"date": "2026-03-01 09:00", "live": "true", **keys})


FILES: dict[str, str | bytes] = {
    PATH: live(),
    "content/images/quay.jpg": picture(),
    "content/articles/closed.md": live(live="closed"),
    "content/articles/other.md": article("Other", "Read [it](/2026/03/summit/#leaving)."),
}
PAPER = SITE + '[pictures]\nformats = ["jpeg"]\n'


@pytest.fixture(scope="module")
def seen(shown: Make) -> Newsroom:
    return shown(FILES, site_toml=PAPER)


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES), site_toml=PAPER).build()


def anchors(html: str) -> list[str]:
    return re.findall(r'<section class="update[^"]*" id="([^"]+)"', html)


def described(html: str) -> dict[str, Any]:
    (found,) = extruct.extract(html, syntaxes=["json-ld"], errors="strict")["json-ld"]
    thing: dict[str, Any] = found["@graph"][0]
    return thing


# What readers see -----------------------------------------------------------------------------


def test_the_newest_comes_first_below_what_is_pinned(seen: Newsroom) -> None:
    html = seen.read(f"{HERE}index.html")
    assert anchors(html) == NEWEST_FIRST
    standing, updates = html.index("What stands here always"), html.index('class="updates"')
    assert standing < updates < html.index("A note.")
    assert '<strong class="live" lang="en" dir="ltr">Live</strong>' in html
    assert html.count('class="pinned"') == 1
    assert "<h2>They <em>arrive</em></h2>" in html
    assert "Bye, “friends”." in html


def test_closed_it_reads_as_an_article(seen: Newsroom) -> None:
    html = seen.read("2026/03/closed/index.html")
    order = ["at-2026-03-01-0910", "at-2026-03-01-1000", "at-2026-03-01-1030", "leaving"]
    assert anchors(html) == order
    assert 'class="live"' not in html.partition('class="related"')[0]
    assert "live.js" not in html
    assert "arrived" not in html


@pytest.mark.parametrize("turned", [False, True])
def test_anchors_do_not_depend_on_the_order_in_the_file(newsroom: Make, *, turned: bool) -> None:
    blocks = re.findall(r"::: update.*?\n:::\n\n", BODY, re.DOTALL)
    body = "\n".join(reversed(blocks) if turned else blocks)
    site = newsroom({**FILES, PATH: live(body)}, site_toml=PAPER).build()
    assert anchors(site.read(f"{HERE}index.html")) == NEWEST_FIRST


def test_key_moments_stand_on_top_the_newest_first(seen: Newsroom) -> None:
    html = seen.read(f"{HERE}index.html")
    (block,) = re.findall(r'<nav class="key-moments".*?</nav>', html, re.DOTALL)
    assert re.findall(r'href="#([^"]+)">([^<]+)<', block) == [
        ("at-2026-03-01-1000", "What is at stake"),
        ("at-2026-03-01-0910", "They arrive"),
    ]


def test_what_is_pinned_is_set_as_the_moment_beside_it(seen: Newsroom, browser: Browser) -> None:
    page = browser.new_page()
    with served(seen.output) as address:
        page.goto(f"{address}/{HERE}")
        moment, pinned = (
            page.locator(it).first.evaluate("it => getComputedStyle(it).fontFamily")
            for it in (".moment:has(.pinned)", ".pinned")
        )
    page.close()
    assert pinned.endswith(moment)
    assert moment.endswith("sans-serif")


def test_lists_say_that_it_is_live_and_no_longer_once_it_is_over(seen: Newsroom) -> None:
    html = seen.read("asia/index.html")
    assert html.count('class="live"') == 1


def test_links_lead_to_updates(seen: Newsroom) -> None:
    html = seen.read("2026/03/other/index.html")
    assert 'href="/2026/03/summit/#leaving"' in html


def test_a_story_in_another_language_is_live_in_its_own(newsroom: Make) -> None:
    site = newsroom({**FILES, PATH: live(lang="fr")}, site_toml=PAPER).build()
    html = site.read(f"{HERE}index.html")
    assert "En direct" in html
    assert "1er mars 2026" in html
    assert "Épinglé" in html
    assert 'data-many="{count} de nouvelles publications"' in html


# What programs see ----------------------------------------------------------------------------


def test_a_feed_has_an_entry_for_each_update(seen: Newsroom) -> None:
    feed = feedparser.parse(seen.read(f"{HERE}feed.xml"))
    assert not feed.bozo
    assert [it.title for it in feed.entries] == [
        "They leave",
        "No headline.",
        "What is at stake",
        "They arrive",
    ]
    address = f"https://test.example/{HERE}"
    assert [it.link for it in feed.entries] == [
        f"{address}#{anchor}"
        for anchor in ("leaving", "at-2026-03-01-1030", "at-2026-03-01-1000", "at-2026-03-01-0910")
    ]
    assert len({it.id for it in feed.entries}) == len(feed.entries)
    first = feed.entries[-1].content[0].value
    assert "First words" in first
    assert "They" not in first
    assert 'href="https://test.example/asia/"' in first
    assert "<img" in first
    assert "No headline" not in first
    html = seen.read(f"{HERE}index.html")
    assert (
        f'type="application/rss+xml" title="The summit – The Test" href="/{HERE}feed.xml"' in html
    )


def test_extruct_reads_every_update(seen: Newsroom) -> None:
    told = described(seen.read(f"{HERE}index.html"))
    assert told["@type"] == "LiveBlogPosting"
    assert told["coverageStartTime"] == "2026-03-01T09:10:00+01:00"
    assert "coverageEndTime" not in told
    assert told["dateModified"] == "2026-03-01T11:00:00+01:00"
    updates = told["liveBlogUpdate"]
    assert [(it["headline"], it["datePublished"], it["url"]) for it in updates] == [
        (headline, f"2026-03-01T{clock}:00+01:00", f"https://test.example/{HERE}#{anchor}")
        for headline, clock, anchor in (
            ("They leave", "11:00", "leaving"),
            ("The summit", "10:30", "at-2026-03-01-1030"),
            ("What is at stake", "10:00", "at-2026-03-01-1000"),
            ("They arrive", "09:10", "at-2026-03-01-0910"),
        )
    ]
    assert {it["@type"] for it in updates} == {"BlogPosting"}
    assert updates[-1]["articleBody"] == "First words with a link. Who is there"
    over = described(seen.read("2026/03/closed/index.html"))
    assert over["coverageEndTime"] == "2026-03-01T11:00:00+01:00"
    assert len(over["liveBlogUpdate"]) == len(updates)


def test_feeds_of_the_site_have_the_text_once_it_is_over(seen: Newsroom) -> None:
    items = {it["url"]: it for it in json.loads(seen.read("feed.json"))["items"]}
    open_, closed = (items[f"https://test.example/2026/03/{it}/"] for it in ("summit", "closed"))
    assert "First words" not in open_["content_html"]
    assert "First words" in closed["content_html"]
    assert closed["date_modified"] == "2026-03-01T11:00:00+01:00"
    assert "date_modified" not in open_ or open_["date_modified"] == open_["date_published"]


# What an edit rewrites ------------------------------------------------------------------------


def test_one_update_more_rewrites_the_page_its_feed_and_the_sitemap(site: Newsroom) -> None:
    site.write({"content/site.toml": PAPER.replace("enabled = false", "enabled = true")}).build()
    more = (
        "::: update 2026-03-01 12:00 A new one {key}\nMany new words, [here](/asia/).\n:::\n\n[^1]:"
    )
    site.edit(PATH, "[^1]:", more).build()
    assert site.tree() == site.clean_tree()
    assert names(site.rewritten) == {
        f"/{HERE}",
        f"/{HERE}feed.xml",
        "/sitemaps/2026.xml",
        "/sitemaps/pages.xml",
        "/sitemap.xml",
    }


def test_closing_it_tells_all_who_did_not_know(site: Newsroom) -> None:
    site.edit(PATH, "live: true", "live: closed").build()
    assert site.tree() == site.clean_tree()
    assert {f"/{HERE}", "/feed.json", "/asia/"} < names(site.rewritten)
    site.edit(PATH, "live: closed\n", "")
    assert "an update stands on a live page" in site.fail()


@pytest.mark.parametrize("held", [{"status": "draft"}, {"embargo": "2027-01-01T00:00:00Z"}])
def test_a_live_page_that_is_held_back_has_no_feed(newsroom: Make, held: dict[str, str]) -> None:
    body = "Read [it](/2026/03/summit/feed.xml)."
    files = {**FILES, PATH: live(**held), "content/articles/other.md": article("Other", body)}
    site = newsroom(files, site_toml=PAPER).build()
    assert not [path for path in site.tree() if HERE in path]
    assert "Read it." in site.read("2026/03/other/index.html")


# Mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("::: update", "an update begins with its moment"),
        ("::: update They arrive", "an update begins with its moment"),
        ("::: update 2026-03-01 They arrive", "`2026-03-01` has no time of day"),
        ("::: update 2026-3-1 9:10 They", "write `2026-03-01 09:10`"),
        ("::: update 2026-13-01 09:10 They", "there is no month 13"),
        ("::: update 2026-03-29 02:30 They", "does not exist"),
        ("::: update 2026-03-01 11:00 They {#leaving}", "is the anchor of something else"),
        ("::: update 2026-03-01 10:00 They", "two updates are of one moment"),
        ("::: update 2026-03-01 09:50 They {pined}", "did you mean `pinned`?"),
        ("::: update 2026-03-01 09:50 They {#a/b}", "cannot be an anchor"),
        ("::: update 2026-03-01 09:50 They {#page_main}", "cannot be an anchor"),
        ("::: update 2026-03-01 09:50 They {#a #b}", "an update has one anchor"),
        ("::: update 2026-03-01 09:50 They {#a", "a brace in the headline is no mark"),
        ("::: update 2026-03-01 09:50 They {key} arrive", "a brace in the headline is no mark"),
        ("::: update 2026-03-01 09:50 They {#at-2026-03-01-0910}", "is the anchor of something"),
        ("::: update 2026-03-01 09:50\n:::\n\n::: timeline", "the update says nothing"),
        ("> ::: update 2026-03-01 09:50 They\n> Words.\n> :::\n\n::: timeline", "by itself"),
    ],
)
def test_a_mistake_is_told_with_its_place(newsroom: Make, line: str, told: str) -> None:
    body = f"{BODY}\n{line}\n- 2026: Words\n:::\n"
    said = newsroom({**FILES, PATH: live(body)}, site_toml=PAPER).fail()
    assert told in said
    row = live().count("\n") + 1
    places = [int(it) for it in re.findall(rf"{re.escape(PATH)}:(\d+):\d+: error", said)]
    assert any(abs(it - row) <= 1 for it in places) or "one moment" in told or "anchor of" in told


def test_an_update_that_is_still_to_come_is_a_warning_until_it_is_not(newsroom: Make) -> None:
    later = BODY.replace("2026-03-01 11:00", "2026-06-01 14:30")  # half an hour from now
    site = newsroom({**FILES, PATH: live(later)}, site_toml=PAPER).build()
    (problem,) = site.report["problems"]
    assert "still to come" in problem["message"]
    lines = (site.root / PATH).read_text("utf-8").splitlines()
    assert lines[problem["line"] - 1].startswith("::: update 2026-06-01 14:30")
    site.build(now="2026-06-01T12:30:00Z")
    assert site.report["problems"] == []
    assert site.tree() == site.clean_tree(now="2026-06-01T12:30:00Z")


def test_an_alias_cannot_have_the_address_of_its_feed(newsroom: Make) -> None:
    other = article("Other", aliases="[/2026/03/summit/feed.xml]")
    said = newsroom({**FILES, "content/articles/other.md": other}, site_toml=PAPER).fail()
    assert "feed" in said


# The script -----------------------------------------------------------------------------------


def test_it_has_a_kilobyte_at_most() -> None:
    assert len(lean((ROOT / "static/live.js").read_text("utf-8")).encode()) <= 1024


def dated(site: Newsroom, seconds: int) -> None:
    """Let the page be so much newer: the server of the tests tells times by the second."""
    file = site.output / f"{HERE}index.html"
    moment = time.time() + seconds
    os.utime(file, (moment, moment))


def test_an_open_page_takes_up_what_is_new_and_says_how_many(
    newsroom: Make, browser: Browser
) -> None:
    long = "\n\n".join(f"Paragraph {it}." for it in range(60))
    body = BODY.replace("All.", long)
    site = newsroom({**FILES, PATH: live(body)}, site_toml=PAPER).build()
    with served(site.output) as address:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.clock.install()
        page.goto(f"{address}/{HERE}")
        status = page.locator(".arrived")
        assert status.get_attribute("role") == "status"
        with page.expect_response(f"**/{HERE}"):
            page.clock.run_for(60_000)
        assert status.inner_text() == ""
        page.locator("#leaving").scroll_into_view_if_needed()
        before = page.evaluate("document.querySelector('#leaving').getBoundingClientRect().top")
        more = "".join(
            f"::: update 2026-03-01 12:0{it} News {it} {{pinned}}\nWords.\n:::\n\n" for it in (1, 2)
        )
        site.edit(PATH, "[^1]:", f"{more}[^1]:").build()
        dated(site, 60)
        with page.expect_response(f"**/{HERE}"):
            page.clock.run_for(60_000)
        expect(status).to_have_text("2 new updates")
        assert page.locator(".update h2").first.inner_text() == "News 2"
        after = page.evaluate("document.querySelector('#leaving').getBoundingClientRect().top")
        assert after == pytest.approx(before, abs=2)
        # Once it is over, it asks no more.
        site.edit(PATH, "live: true", "live: closed").build()
        dated(site, 120)
        with page.expect_response(f"**/{HERE}"):
            page.clock.run_for(60_000)
        asked: list[str] = []
        expect(page.locator(".update h2").first).to_have_text("They arrive")
        page.on("request", lambda it: asked.append(it.url))
        page.clock.run_for(180_000)
        assert [it for it in asked if it.endswith(HERE)] == []
        page.close()
