"""What readers get, in a real browser: every kind of page, of the sample and of a hard site."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import SHIFTS, SIDEWAYS, violations
from tests.hard import hard_site
from tests.newsroom import Newsroom, article
from tests.pictures import picture
from tests.serving import Built, served
from tests.shared import once

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).parent.parent
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}
# Each page in one of these; `make judge` has axe look at all pages in all of them.
MODES = [("phone", "light"), ("desk", "dark")]
HARD_MODES = [("phone", "dark"), ("desk", "light")]
SIZES = {"narrowest": NARROWEST, "phone": PHONE, "desk": DESK}

SAMPLE = {
    "front": "/",
    "article": "/2023/09/russia-and-north-korea-deepen-bilateral-relations/",
    "article with a table": "/2024/02/strait-of-hormuz/",
    "right to left": "/2026/07/qanat-as-suways/",
    "section": "/asia/",
    "country": "/countries/kp/",
    "tag": "/tags/treaties/",
    "author": "/authors/asia-desk/",
    "month": "/archive/2023/09/",
    "countries": "/countries/",
    "tags": "/tags/",
    "archive": "/archive/",
    "year": "/archive/2023/",
    "page": "/about/",
    "search": "/search/",
    "not found": "/404.html",
    "sections": "/sections/",
}
HARD = {
    "front": "/",
    "empty section": "/empty/",
    "section": "/asia/",
    "older stories": "/asia/page/1/",
    "one long word": "/2026/03/word/",
    "long headline": "/2026/03/long/",
    "arabic": "/2026/03/arabic/",
    "korean": "/2026/03/korean/",
    "cyrillic": "/2026/03/cyrillic/",
    "bare": "/2026/03/bare/",
    "everything": "/2026/03/everything/",
    "author": "/authors/news-desk/",
    "tags": "/tags/",
}


# Where else the word stands that no line holds.
UNBROKEN = {"its author": "/authors/unspaced/", "the story behind it": "/2026/03/s8/"}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Built]]:
    """Return the hard site in a language, built once."""
    with ExitStack() as stack:

        @cache
        def build(language: str) -> Built:
            def make(folder: Path) -> None:
                hard_site(folder / "site", language).build()

            built = once(tmp_path_factory, f"hard-{language}", make) / "site/public"
            return Built(stack.enter_context(served(built)), built)

        yield build


def opened(browser: Browser, address: str, size: str = "desk", scheme: Any = "light") -> Page:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    response = page.goto(address)
    page.wait_for_load_state("load")
    assert response is not None
    assert response.ok, address
    assert said == []
    origin = "/".join(address.split("/")[:3])
    assert [url for url in asked if not url.startswith(origin)] == []
    return page


def check(browser: Browser, built: Built, pages: dict[str, str], size: str, scheme: str) -> None:
    found = {}
    page = opened(browser, built.address, size, scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for name, address in pages.items():
        page.goto(built.address + address)
        if wrong := violations(page):
            found[name] = wrong
    page.context.close()
    assert (found, said) == ({}, [])


def every_other(pages: dict[str, str], first: int) -> dict[str, str]:
    return {name: pages[name] for name in [*pages][first::2]}


@pytest.mark.parametrize(("size", "scheme"), MODES)
def test_axe_finds_nothing_on_any_page_of_the_sample(
    browser: Browser, sample: Built, size: str, scheme: str
) -> None:
    check(browser, sample, every_other(SAMPLE, MODES.index((size, scheme))), size, scheme)


@pytest.mark.parametrize(("size", "scheme"), HARD_MODES)
def test_axe_finds_nothing_on_a_hard_site(
    browser: Browser, hard: Callable[[str], Built], size: str, scheme: str
) -> None:
    # Each mode sees the paper in one of its languages.
    language = {"phone": "ar", "desk": {"light": "en", "dark": "fr"}[scheme]}[size]
    mode = HARD_MODES.index((size, scheme))
    check(browser, hard(language), every_other(HARD, mode), size, scheme)


def test_axe_finds_nothing_on_held_back_stories(browser: Browser, tmp_path: Path) -> None:
    site = Newsroom(tmp_path / "site", {"content/articles/a.md": article("A", status="draft")})
    site.build("--drafts")
    with served(site.root / "public-drafts") as address:
        built = Built(address, site.root)
        check(browser, built, {"front": "/", "draft": "/2026/03/a/"}, "phone", "dark")


def test_no_page_scrolls_sideways_on_the_narrowest_phone(
    browser: Browser, hard: Callable[[str], Built]
) -> None:
    """Of others, `test_nothing_moves_while_a_page_loads` tells so."""
    page = browser.new_page(viewport=NARROWEST)  # type: ignore[arg-type]
    wide = {}
    for built, pages in ((hard("en"), HARD | UNBROKEN), (hard("ar"), UNBROKEN)):
        for name, address in pages.items():
            page.goto(built.address + address)
            if page.evaluate(SIDEWAYS):
                wide[name] = built.address
    page.close()
    assert wide == {}


SEEN = """() => [...document.images].every(it => {
  const box = it.getBoundingClientRect();
  return it.complete || box.bottom < 0 || box.top > innerHeight;
})"""
"""Whether every picture in view is there."""


@pytest.mark.parametrize("size", ["narrowest", "desk"])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, sample: Built, hard: Callable[[str], Built], size: str
) -> None:
    moved, wide = {}, {}
    page = opened(browser, sample.address, size)
    # Each page is loaded as by somebody who has seen none of the others.
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    for built, pages in ((sample, SAMPLE), (hard("ar"), HARD)):
        for name, address in pages.items():
            page.goto(built.address + address)
            page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
            page.wait_for_function(SEEN)
            if shift := page.evaluate(SHIFTS):
                moved[name] = shift
            if page.evaluate(SIDEWAYS):
                wide[name] = built.address
    page.context.close()
    assert (moved, wide) == ({}, {})


def test_print_shrinks_pictures_and_keeps_their_shape(browser: Browser, sample: Built) -> None:
    page = opened(browser, sample.address + SAMPLE["article"])
    page.emulate_media(media="print")
    lead = page.locator(".lead-picture img")
    width, height, natural = lead.evaluate(
        "it => [it.clientWidth, it.clientHeight, it.naturalWidth / it.naturalHeight]"
    )
    assert height <= 8 / 2.54 * 96 + 1
    assert width / height == pytest.approx(natural, rel=0.01)
    page.context.close()


HOLES = """() => ['.leading > *', '.seconds .card', '.latest li'].map(name => {
  const ends = it => { // where what is written or shown in it begins and ends
    const all = [...it.querySelectorAll('img, time, a, .dek')];
    const found = all.map(it => it.getBoundingClientRect());
    return [Math.min(...found.map(it => it.top)), Math.max(...found.map(it => it.bottom))];
  };
  const all = [...document.querySelectorAll(`.top ${name}`)].filter(it => it.tagName !== 'H2');
  return Math.max(0, ...all.slice(1).map((it, at) => ends(it)[0] - ends(all[at])[1]));
})"""


def test_a_front_page_with_few_pictures_is_even_and_has_no_holes(
    browser: Browser, hard: Callable[[str], Built]
) -> None:
    page = opened(browser, hard("en").address)
    heads = page.locator(".across.plain h3")
    tops = {heads.nth(at).bounding_box()["y"] for at in range(heads.count())}  # type: ignore[index]
    assert heads.count() == 3
    assert len(tops) == 1
    assert max(page.evaluate(HOLES)) < 120
    page.context.close()


def test_on_paper_nothing_is_parted_lost_or_as_large_as_a_sheet(
    browser: Browser, sample: Built
) -> None:
    page = opened(browser, sample.address)
    page.emulate_media(media="print")
    style = (
        "it => { const found = getComputedStyle(it); return [found.position, found.breakInside]; }"
    )
    assert page.locator(".card").first.evaluate(style)[1] == "avoid"
    assert not page.locator(".rubric a").first.is_visible()  # the way to more of it
    page.goto(sample.address + "/countries/eg/")
    # What sticks to a screen would stand on a later sheet.
    assert page.locator(".where").evaluate(style)[0] == "static"
    assert page.locator(".map-notes li").first.is_visible()
    for path in ("/countries/eg/", "/2026/10/the-budapest-memorandum-read-again/"):
        page.goto(sample.address + path)
        drawn = page.locator(".map-drawing").bounding_box()
        assert drawn
        assert 0 < drawn["height"] <= 10 / 2.54 * 96 + 1
        assert not page.locator(".map details:not(:has(.map-notes))").is_visible()
    page.context.close()


def test_the_first_tab_skips_to_the_story_and_every_focus_is_seen(
    browser: Browser, sample: Built
) -> None:
    page = opened(browser, sample.address + SAMPLE["article"])
    seen = []
    for _ in range(20):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                  const it = document.activeElement, style = getComputedStyle(it);
                  const box = it.getBoundingClientRect();
                  return [it.className, style.outlineStyle, style.outlineWidth,
                          box.top >= -1 && box.bottom <= innerHeight + 1 && box.width > 0];
                }"""
            )
        )
    assert seen[0][0] == "skip"
    assert {tuple(it[1:]) for it in seen} == {("solid", "3px", True)}
    page.keyboard.press("Home")
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_links_that_stand_alone_are_large_enough_for_a_thumb(
    browser: Browser, sample: Built
) -> None:
    page = opened(browser, sample.address, "phone")
    for name in ("front", "section", "countries", "archive", "year", "not found"):
        page.goto(sample.address + SAMPLE[name])
        small = page.evaluate(
            """() => [...document.querySelectorAll('nav a, .names a, .line')]
              .map(it => [it.textContent, it.getBoundingClientRect().height])
              .filter(([, height]) => height < 43.5)"""
        )
        assert small == [], name
    page.context.close()


def test_print_drops_navigation_and_prints_the_addresses_of_sources(
    browser: Browser, sample: Built
) -> None:
    page = opened(browser, sample.address + SAMPLE["article"])
    page.emulate_media(media="print")
    for dropped in (".menu", ".contents", ".related", ".foot nav", ".skip"):
        assert not page.locator(dropped).first.is_visible(), dropped
    after = "getComputedStyle(document.querySelector('.sources a'), '::after').content"
    assert "attr(href)" in page.evaluate(after) or "http" in page.evaluate(after)
    assert len(page.pdf()) > 10_000
    page.context.close()


@pytest.mark.parametrize("columns", [3, 8, 30])
def test_a_table_that_is_wider_than_the_sheet_is_not_cut_on_paper(
    browser: Browser, sample: Built, columns: int
) -> None:
    """Nobody can scroll a sheet: what a box hides there is lost."""
    page = opened(browser, sample.address + SAMPLE["article"], "phone")
    page.emulate_media(media="print")
    hidden, size = page.evaluate(
        """columns => {
          const cells = "<th>Population</th>".repeat(columns)
          const table = `<div class="table"><table><thead><tr>${cells}</tr></thead></table></div>`
          document.querySelector(".body").insertAdjacentHTML("beforeend", table)
          const box = document.querySelector(".body > .table:last-child"), style = getComputedStyle
          const wide = box.scrollWidth > box.clientWidth
          const letters = parseFloat(style(box.querySelector("th")).fontSize)
          return [wide && style(box).overflowX !== "visible", letters]
        }""",
        columns,
    )
    assert not hidden
    assert (size < 10) == (columns >= 8)
    page.context.close()


def test_a_page_of_an_article_is_light(sample: Built) -> None:
    """What stands around a story's text, with all rules of the stylesheet: at most 17.5 kB gzipped.

    More than half of it is the stylesheet, which is fetched once; a sixth of that names the
    typefaces. Pictures, maps and charts have limits of their own.
    """
    (stylesheet,) = sample.folder.glob("assets/site.*.css")
    styles = len(gzip.compress(stylesheet.read_bytes()))
    articles = list(sample.folder.glob("20*/*/*/index.html"))
    assert articles
    text = re.compile(rb'<div class="body article-body">.*?(?=<div class="apparatus")', re.DOTALL)
    heavy = {
        path.parent.name: styles + size
        for path in articles
        if styles + (size := len(gzip.compress(text.sub(b"", path.read_bytes())))) > 17_500
    }
    assert heavy == {}


def test_stories_and_search_have_a_script_and_no_page_a_style_or_a_stranger(sample: Built) -> None:
    own = re.compile(
        r'<script type="module" src="/assets/(?:search|article)\.[0-9a-f]{10}\.js"'
        r"(?: data-live)?></script>"
    )
    for path in sample.folder.rglob("*.html"):
        html = path.read_text("utf-8")
        if path == sample.folder / "search/index.html" or '<body class="article"' in html:
            html = own.sub("", html, count=1)
        run = html.replace('<script type="application/ld+json">', "")  # data, which nothing runs
        assert re.search(r"<script|<style|\son\w+=|<iframe", run) is None, path
        colour = "#[0-9a-f]{6}"
        tone = rf"(?:{colour}|light-dark\({colour}, {colour}\))"  # of a graphic with a dark file
        styles = re.sub(rf'style="--tone:{tone};--focus:\d+% \d+%"', "", html)
        styles = re.sub(r'style="--ratio:\d+/\d+"', "", styles)
        styles = re.sub(r'style="--anchor:--(?:mark|note)-\d+[-\w:;,() ]*"', "", styles)
        styles = re.sub(r'style="--accent:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\)"', "", styles)
        assert "style=" not in styles, path
        strangers = re.findall(r'(?:src|srcset)="(?!/)([^"]*)"', html)
        assert strangers == [], path


def test_a_picture_shows_its_credit_with_a_caption_or_without(
    browser: Browser, tmp_path: Path
) -> None:
    image = "{{src: a.jpg, alt: A quay, credit: Jo Berg/Agency{}}}"
    site = Newsroom(
        tmp_path / "site",
        {
            "content/articles/a.jpg": picture(),
            "content/articles/with.md": article("W", image=image.format(", caption: A caption")),
            "content/articles/without.md": article("O", image=image.format("")),
        },
    ).build()
    with served(site.output) as address:
        for slug in ("with", "without"):
            page = opened(browser, f"{address}/2026/03/{slug}/")
            assert page.get_by_text("Jo Berg/Agency").is_visible()
            page.context.close()


LINES = """selector => [...document.querySelectorAll(selector)].map(it => {
  const range = document.createRange()
  range.selectNodeContents(it)
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size
})"""


def test_days_and_names_stay_on_a_line(browser: Browser, tmp_path: Path) -> None:
    day = "2026-11-22 08:00"
    entry = f"{{date: {day}, kind: %s, text: It was not so.}}"
    entries = ", ".join(entry % kind for kind in ("retraction", "clarification"))
    site = Newsroom(
        tmp_path / "site",
        {
            "content/articles/a.md": article(
                date="2026-11-20",
                lang="uk",
                corrections=f"[{entries}]",
                sources=f"[{{title: A report, publisher: An office, accessed: {day[:10]}}}]",
            ),
            "content/articles/b.md": article(date="2026-11-20", lang="ja", tags="[海運業, 運河論]"),
        },
    ).build(now="2026-12-01T00:00:00Z")
    with served(site.output) as address:
        for slug, selector, number in (
            ("a", ":is(.retraction, .corrections, .sources) time", 4),
            ("b", ".terms a", 2),
        ):
            page = opened(browser, f"{address}/2026/11/{slug}/")
            for width in range(280, 400, 10):
                page.set_viewport_size({"width": width, "height": 600})
                assert page.evaluate(LINES, selector) == [1] * number, width
            page.context.close()


def test_two_embeds_in_a_row_share_a_rule(browser: Browser, tmp_path: Path) -> None:
    embed = "::: embed https://video.example/{0}\ntitle: Film {0}\n:::\n\n"
    body = "".join(embed.format(number) for number in "12")
    site = Newsroom(tmp_path / "site", {"content/articles/a.md": article(body=body)}).build()
    with served(site.output) as address:
        page = opened(browser, f"{address}/2026/03/a/")
        first, second = (it.bounding_box() for it in page.locator(".embed").all())
        assert first
        assert second
        assert second["y"] == pytest.approx(first["y"] + first["height"] - 1, abs=0.1)
        page.context.close()
