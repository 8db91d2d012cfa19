"""How often stories were read, as pages show it; and which pages a count rewrites."""

import json
import math
import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from sitegen.audience.counts import Counts, Views, changed, written
from sitegen.audience.readership import (
    DAY_HALF_LIFE,
    WEEK_HALF_LIFE,
    Readership,
    rounded,
    weights,
)
from sitegen.pages.popular import NEWEST
from tests.browser import SIDEWAYS, violations
from tests.html import dead_links, parsed
from tests.newsroom import SITE, Newsroom, article, names
from tests.previewing import preview
from tests.serving import served

Make = Callable[..., Newsroom]

SHOWN = f"{SITE}\n[views]\nshow = true\n"
TODAY = "2026-05-31"


def counts(totals: Mapping[str, int | tuple[int, Mapping[int, int]]]) -> bytes:
    """Return a file of counts: totals, and views by days ago, by the slug of a story."""
    stories = {}
    for slug, it in totals.items():
        total, days = it if isinstance(it, tuple) else (it, {0: it})
        of_days = {
            (date.fromisoformat(TODAY) - timedelta(days=ago)).isoformat(): many
            for ago, many in days.items()
        }
        stories[slug if slug.startswith("/") else f"/2026/03/{slug}/"] = Views(total, of_days)
    return written(Counts(stories=stories))


def stories(**more: str) -> dict[str, str]:
    """Return five stories, the last one the newest, half of them in Asia."""
    return {
        f"content/articles/{slug}.md": article(
            slug.upper(), date=f"2026-03-0{at} 09:00", section="asia" if at % 2 else "europe"
        )
        for at, slug in enumerate("abcde", 1)
    } | {f"content/articles/{slug}.md": text for slug, text in more.items()}


@pytest.fixture
def paper(newsroom: Make) -> Newsroom:
    return newsroom(stories(), site_toml=SHOWN)


def put(site: Newsroom, **totals: int | tuple[int, Mapping[int, int]]) -> Newsroom:
    """Put counts beside a site, and build it."""
    return site.write({"content/views.json": counts(totals)}).build()


def byline(site: Newsroom, slug: str) -> str:
    page = parsed(site.read(f"2026/03/{slug}/index.html").encode())
    [line] = (it for it in page.iter("p") if it.get("class") == "byline")
    return " ".join("".join(line.itertext()).split(" "))


def lists(site: Newsroom, path: str = "index.html") -> list[list[str]]:
    """Return the headlines of each list of what is read most, on a page."""
    return headlines(site.read(path), "section[@class='most']")


def headlines(page: str, within: str) -> list[list[str]]:
    """Return the texts of links in each ordered list below some elements."""
    found = parsed(page.encode()).findall(f".//{within}//ol")
    return [["".join(it.itertext()).strip() for it in one.iter("a")] for one in found]


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "shown"),
    [
        *((0, 0), (7, 7), (99, 99), (100, 100), (109, 100), (710, 710), (999, 990)),
        *((1000, 1000), (1099, 1000), (1100, 1100), (1999, 1900), (2199, 2000), (2200, 2200)),
        *((4999, 4800), (5499, 5000), (9999, 9500), (10_000, 10_000), (12_345, 12_000)),
        *((23_456, 22_000), (71_999, 70_000), (1_234_567, 1_200_000)),
    ],
)
def test_a_number_is_rounded_down(total: int, shown: int) -> None:
    assert rounded(total) == shown


@given(st.integers(100, 10**12))
def test_a_rounded_number_is_near_and_never_too_high(total: int) -> None:
    assert total * 9 / 10 <= rounded(total) <= total
    assert rounded(rounded(total)) == rounded(total)
    assert rounded(total) <= rounded(total + 1)


def test_a_page_says_how_often_it_was_read(paper: Newsroom) -> None:
    put(paper, a=1234, b=100, c=99)
    assert "1,200 views" in byline(paper, "a")
    assert "100 views" in byline(paper, "b")
    assert "views" not in byline(paper, "c")
    page = parsed(paper.read("2026/03/a/index.html").encode())
    [data] = (it.text or "" for it in page.iter("script") if "ld+json" in it.get("type", ""))
    [told] = (it for it in json.loads(data)["@graph"] if it["@type"] == "NewsArticle")
    assert told["interactionStatistic"] == {
        "@type": "InteractionCounter",
        "interactionType": {"@type": "ReadAction"},
        "userInteractionCount": 1200,
    }
    assert "interactionStatistic" not in paper.read("2026/03/c/index.html")


def test_a_site_says_from_how_many_on(newsroom: Make) -> None:
    site = newsroom(stories(), site_toml=f"{SHOWN}from = 5000\n")
    put(site, a=5000, b=4999)
    assert "5,000 views" in byline(site, "a")
    assert "views" not in byline(site, "b")


def test_nothing_is_shown_unless_it_is_wanted(newsroom: Make) -> None:
    site = newsroom(stories()).build()
    before = site.tree()
    put(site, a=5000)
    assert site.tree() == before
    assert site.write({"content/views.json": "{"}).build().rewritten == set()


def test_old_addresses_count_for_the_story(newsroom: Make) -> None:
    files = stories(f=article("F", aliases="[/old-f/]"))
    site = newsroom(files, site_toml=SHOWN)
    site.write({"content/views.json": counts({"/old-f/": 600, "f": 500})}).build()
    assert "1,100 views" in byline(site, "f")


def test_numbers_are_written_as_the_language_writes_them(newsroom: Make) -> None:
    toml = SHOWN.replace('timezone = "Europe/Berlin"', 'timezone = "UTC"\nlanguage = "fr"')
    site = put(newsroom(stories(), site_toml=toml), a=1234)
    assert "1\u202f200 lectures" in byline(site, "a")


# Lists --------------------------------------------------------------------------------------------


def test_views_weigh_less_the_older_they_are() -> None:
    assert weights(DAY_HALF_LIFE) == (65536, 16384, 4096)
    week = weights(WEEK_HALF_LIFE)
    assert len(week) == 15
    assert (week[0], week[7], week[14]) == (65536, 16384, 4096)
    assert list(week) == sorted(week, reverse=True)


def test_what_is_read_most_is_what_is_read_now(paper: Newsroom) -> None:
    put(paper, a=(900, {0: 10}), b=(900, {1: 30}), c=(900, {6: 300}), d=(9000, {40: 9000}))
    day, week = lists(paper)
    assert day == ["A", "B"]
    assert week == ["C", "B", "A"]


def test_of_those_that_are_read_alike_the_newest_comes_first(paper: Newsroom) -> None:
    put(paper, b=10, a=10, e=10, c=10)
    assert lists(paper)[0] == ["E", "C", "B", "A"]


def test_lists_are_as_long_as_the_site_says(newsroom: Make) -> None:
    for length in (2, 0):
        site = newsroom(stories(), site_toml=f"{SHOWN}most_read = {length}\n")
        put(site, a=10, b=20, c=30)
        assert lists(site) == ([["C", "B"], ["C", "B"]] if length else [])


def test_a_section_has_lists_of_its_own_on_its_first_page(newsroom: Make) -> None:
    toml = SHOWN.replace("page_size = 3", "page_size = 1")
    site = put(newsroom(stories(), site_toml=toml), a=10, b=20, c=30)
    assert lists(site, "asia/index.html") == [["C", "A"], ["C", "A"]]
    assert lists(site, "asia/page/1/index.html") == []
    assert lists(site, "authors/news-desk/index.html") == []


def test_a_story_shows_others(paper: Newsroom) -> None:
    put(paper, a=10, b=20, c=30)
    assert lists(paper, "2026/03/b/index.html") == [["C", "A"]]
    assert lists(paper, "2026/03/e/index.html") == [["C", "B", "A"]]


def test_nothing_that_is_held_back_or_kept_from_search_is_in_a_list(newsroom: Make) -> None:
    site = newsroom(
        stories(
            x=article("X", noindex="true"),
            y=article("Y", status="draft"),
            z=article("Z", expires="2026-04-01"),
        ),
        site_toml=SHOWN,
    )
    put(site, x=90, y=80, z=70, a=10)
    assert lists(site) == [["A"], ["A"]]
    site.build("--drafts")
    drafts = (site.root / "public-drafts/index.html").read_text("utf-8")
    assert headlines(drafts, "section[@class='most']") == [["A"], ["A"]]


def test_a_page_has_longer_lists(paper: Newsroom) -> None:
    put(paper, **{slug: 10 * at for at, slug in enumerate("abcde", 1)})
    assert headlines(paper.read("most-read/index.html"), "main") == [list("EDCBA"), list("EDCBA")]
    assert dead_links(paper.tree(), "https://test.example/") == []
    assert "/most-read/" in paper.read("sitemaps/pages.xml")
    assert 'href="/most-read/"' in paper.read("2026/03/a/index.html")


RANKS = """() => [...document.querySelectorAll('main li')].map(it => {
  const when = it.querySelector('.when'), [mark, day] = [when, when.firstElementChild].map(
    it => it.getBoundingClientRect());
  return [getComputedStyle(it.parentElement).counterReset, getComputedStyle(it).counterIncrement,
    getComputedStyle(when, '::before').content, day.top > mark.top + 15];
})"""


def test_long_words_of_what_is_read_most_part_as_in_other_lists(newsroom: Make) -> None:
    word = "Kriegsschiffdurchfahrtsbeschränkungen"
    toml = SHOWN.replace("search = {", 'language = "de"\nsearch = {')
    site = put(newsroom(stories(a=article(word)), site_toml=toml), a=10, b=5)
    for path in ("index.html", "most-read/index.html"):
        (shown, *_) = re.findall(r'href="/2026/03/a/"[^>]*>(.*?)</a>', site.read(path))
        assert "Kriegs\xadschiff\xaddurch\xadfahrts" in shown


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_tells_the_rank_of_each_story(
    newsroom: Make, browser: Browser, language: str, width: int
) -> None:
    toml = SHOWN.replace("search = {", f'language = "{language}"\nsearch = {{')
    site = put(newsroom(stories(), site_toml=toml), a=30, b=20, c=10)
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="light")
    with served(site.output) as address:
        page.goto(f"{address}/most-read/")
        ranks = page.evaluate(RANKS)
        first = page.locator(".when").first.bounding_box()
        assert first
        shown = Image.open(BytesIO(page.screenshot(clip={**first, "height": 20}))).convert("L")
    page.close()
    # Where there is room a day stands below its rank, and beside it on a phone.
    assert ranks == [["most 0", "most 1", "counter(most)", width == 1280]] * 6
    # A rank stands where lines begin.
    left, _, right, _ = shown.point(lambda it: 255 if it < 128 else 0).getbbox() or (0, 0, 0, 0)
    assert 0 < (left if language == "en" else shown.width - right) < 10


def test_a_page_without_counts_says_so(newsroom: Make) -> None:
    site = newsroom(stories(), site_toml=SHOWN).build()
    assert "Nothing has been counted yet." in site.read("most-read/index.html")
    assert lists(site) == []


# What a count rewrites ----------------------------------------------------------------------------


def test_a_count_rewrites_what_shows_it(paper: Newsroom) -> None:
    put(paper, a=(500, {0: 10}), b=(500, {0: 5}))
    # Neither a number nor a list is another one.
    assert put(paper, a=(509, {0: 19}), b=(500, {0: 5})).rewritten == set()
    # A number.
    assert names(put(paper, a=(510, {0: 20}), b=(500, {0: 5})).rewritten) == {"/2026/03/a/"}
    # The order of the lists; the story by itself shows the others.
    swapped = {"/", "/most-read/", *(f"/2026/03/{it}/" for it in "cde")}
    assert names(put(paper, a=(519, {0: 29}), b=(509, {0: 90})).rewritten) == swapped
    assert paper.clean_tree() == paper.tree()


def test_a_section_is_rewritten_if_its_own_list_is_another(paper: Newsroom) -> None:
    put(paper, a=(900, {0: 10}), b=(900, {0: 9}), c=(900, {0: 8}))
    put(paper, a=(900, {0: 10}), b=(900, {0: 9}), c=(900, {0: 20}))
    assert {"/", "/asia/"} <= names(paper.rewritten)
    assert "/europe/" not in names(paper.rewritten)
    assert lists(paper, "asia/index.html") == [["C", "A"], ["C", "A"]]


def test_a_headline_in_a_list_rewrites_who_shows_it(paper: Newsroom) -> None:
    put(paper, a=10)
    paper.edit("content/articles/a.md", "headline: A", "headline: Other").build()
    assert {"/", "/asia/", "/most-read/", "/2026/03/e/"} <= names(paper.rewritten)
    assert paper.clean_tree() == paper.tree()
    assert lists(paper) == [["Other"], ["Other"]]


def test_old_stories_show_no_list(newsroom: Make) -> None:
    files: dict[str, str | bytes] = {
        f"content/articles/s{at}.md": article(f"S{at}", date=f"2026-03-01 00:{at:02}")
        for at in range(NEWEST + 5)
    }
    site = newsroom(files, site_toml=SHOWN).build()
    put(site, s0=(10, {0: 10}), s1=(9, {0: 9}))
    put(site, s0=(10, {0: 10}), s1=(19, {0: 19}))
    articles = {it for it in names(site.rewritten) if it.startswith("/2026/")}
    assert articles == {f"/2026/03/s{at}/" for at in range(5, NEWEST + 5)}


@pytest.mark.parametrize("a_day", [20_000, 4_000_000])
def test_few_pages_change_with_the_counts_of_an_hour(a_day: int) -> None:
    """Ten thousand stories of five years, the newest and the best of which are read most."""
    chance = random.Random(7)  # noqa: S311 - repeatable is all it must be
    stories = 10_000
    weights = [1 / (10 + at) ** 0.9 for at in range(stories)]
    rates = [a_day / 24 * it / sum(weights) for it in weights]
    totals = [round(20 * it * min(24 * at / 5, 24 * 60) ** 0.8) for at, it in enumerate(rates, 1)]
    for _ in range(8):
        later = [total + arrivals(rate, chance) for total, rate in zip(totals, rates, strict=True)]
        known = [
            Counts(stories={f"/{at}/": Views(it) for at, it in enumerate(all_)})
            for all_ in (totals, later)
        ]
        was, now = (Readership(it, 100).shown for it in known)
        others = sum(was.get(it) != now.get(it) for it in was.keys() | now.keys())
        # The newest stories, the front page, the page of lists, and a dozen sections.
        assert 0 < others + NEWEST + 14 <= stories * 0.05
        totals = later


def arrivals(rate: float, chance: random.Random) -> int:
    """Return how many come by chance in an hour."""
    if rate > 50:
        return max(0, round(chance.gauss(rate, math.sqrt(rate))))
    limit, many, product = math.exp(-rate), 0, chance.random()
    while product > limit:
        many, product = many + 1, product * chance.random()
    return many


def test_the_preview_follows_the_counts(paper: Newsroom) -> None:
    paper.write({"content/views.json": counts({"a": 500})})
    with preview(paper.root) as shown:
        assert "500 views" in shown.page("/2026/03/a/")
        paper.write({"content/views.json": counts({"a": 600, "b": 900})})
        assert "600 views" in shown.page("/2026/03/a/")
        assert headlines(shown.page("/"), "section[@class='most']")[0] == ["B", "A"]


# In a browser -------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("en", "dark", 320), ("ar", "light", 1280)]
)
def test_axe_finds_nothing_in_what_is_read_most(
    newsroom: Make, browser: Browser, language: str, scheme: Any, size: int
) -> None:
    toml = SHOWN.replace("search = {", f'language = "{language}"\nsearch = {{')
    site = put(newsroom(stories(), site_toml=toml), a=1234, b=300, c=200)
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    with served(site.output) as address:
        for path in ("/", "/asia/", "/2026/03/a/", "/most-read/"):
            page.goto(address + path)
            for width in sorted((320, 1280), key=size.__eq__):
                page.set_viewport_size({"width": width, "height": 800})
                assert not page.evaluate(SIDEWAYS)
            assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        lists = page.locator(".most ol")
        assert [it.inner_text().split() for it in lists.all()] == [list("ABC"), list("ABC")]
        left, right = (it.evaluate("it => it.getBoundingClientRect().x") for it in lists.all())
        assert (left < right) == (language == "en")
    page.close()


# What can be wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("show = 1", "`views.show` must be `true` or `false`"),
        ("from = 0", "`views.from` must be"),
        ('from = "many"', "`views.from` must be"),
        ("most_read = 50", "`views.most_read` must be"),
        ("form = 3", "unknown key `form`"),
        ("least = 3", "unknown key `least`"),
    ],
)
def test_a_wrong_key_is_told(newsroom: Make, line: str, says: str) -> None:
    site = newsroom(stories(), site_toml=f"{SITE}\n[views]\n{line}\n")
    told = site.run("build")
    assert told.exit_code == 2
    assert says in told.stderr
    assert "content/site.toml:" in told.stderr


def test_broken_counts_stop_a_build_that_shows_them(paper: Newsroom) -> None:
    paper.build()
    paper.write({"content/views.json": '{"version": 1, "stories": {"/a/": {"total": "x"}}}'})
    assert "content/views.json:1:28: error: `/a/`: `total` is a whole number" in paper.fail()


def test_the_page_has_an_address_that_nothing_else_can_have(newsroom: Make) -> None:
    page = {"content/pages/most-read.md": "---\ntitle: Ours\n---\nWords.\n"}
    newsroom(page).build()
    assert "is taken by the page of what is read most" in newsroom(page, site_toml=SHOWN).fail()


def test_a_link_may_lead_to_the_page(newsroom: Make) -> None:
    body = article("L", "See [what others read](/most-read/).")
    newsroom({"content/articles/l.md": body}, site_toml=SHOWN).build()
    assert "/most-read/" in newsroom({"content/articles/l.md": body}).fail()


def test_counts_lead_from_logs_to_pages(paper: Newsroom) -> None:
    change: dict[tuple[str, str], int] = {("/2026/03/a/", TODAY): 150}
    paper.write({"content/views.json": written(changed(Counts(), change))}).build()
    assert "150 views" in byline(paper, "a")


def test_a_readership_of_nothing() -> None:
    nothing: Any = Readership()
    assert not nothing
    assert (nothing.shown, nothing.of_day, nothing.of_week) == ({}, {}, {})


def test_what_was_retracted_is_in_no_list(newsroom: Make) -> None:
    taken_back = "[{date: 2026-03-06 09:00, kind: retraction, text: None of it was so.}]"
    text = article("E", date="2026-03-05 09:00", corrections=taken_back)
    site = put(newsroom(stories(e=text), site_toml=SHOWN), a=500, e=900)
    listed = site.read("most-read/index.html").partition("<main")[2]
    assert "/2026/03/a/" in listed
    assert "/2026/03/e/" not in listed
