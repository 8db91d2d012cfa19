"""A feed that somebody opens in a browser tells what it is, and shows its headlines."""

import re
from collections.abc import Callable

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from tests.newsroom import SITE, Newsroom, article
from tests.serving import served

Make = Callable[..., Newsroom]

FILES = {
    "content/articles/one.md": article(
        "A strait is open", "The text of it.", dek="Ships & pilots."
    ),
    "content/articles/two.md": article("مضيق مفتوح", date="2026-03-02", lang="ar", dek="سفن."),
}
SEEN = """() => {
  const shown = it => getComputedStyle(it).display !== "none" && it.checkVisibility();
  const read = it => it.textContent.trim() || it.getAttribute("href");
  const leaves = [...document.querySelectorAll("*")].filter(it => !it.firstElementChild);
  return leaves.filter(shown).map(read);
}"""
STYLE = "([name, of, key]) => getComputedStyle(document.querySelector(name), of)[key]"


def style(page: Page, name: str, key: str, of: str | None = None) -> str:
    return str(page.evaluate(STYLE, [name, of, key]))


def sheet_of(feed: str) -> list[str]:
    return re.findall(r'<\?xml-stylesheet type="text/css" href="([^"]*)"\?>', feed)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(
    ("file", "text"), [("feed.xml", "description"), ("atom.xml", "summary")], ids=["rss", "atom"]
)
def test_what_is_shown_of_a_feed(shown: Make, browser: Browser, file: str, text: str) -> None:
    site = shown(FILES)
    with served(site.output) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/{file}")
        headline, arabic = "A strait is open", "مضيق مفتوح"
        seen = page.evaluate(SEEN)
        assert [it for it in seen if it in {headline, arabic}] == [arabic, headline]
        assert seen[0] == "The Test"
        assert "https://test.example/2026/03/one/" in seen
        assert any("Ships &" in it for it in seen)
        assert not any("The text of it" in it or "Dublin" in it or "sitegen" in it for it in seen)
        told = style(page, ":root", "content", "::before")
        assert told.startswith('"This is a feed')
        # What `<summary>` is on a page, it is not here.
        assert style(page, text, "fontWeight") == "400"
        assert style(page, text, "content", "::before") == "none"
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_feed_has_the_words_the_direction_and_the_colours_of_its_paper(
    shown: Make, browser: Browser
) -> None:
    site = shown(FILES, site_toml=f'language = "ar"\n{SITE}')
    with served(site.output) as address, browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{address}/asia/feed.xml")
        assert style(page, ":root", "direction") == "rtl"
        assert "خلاصة" in style(page, ":root", "content", "::before")
        feed = style(page, "rss", "backgroundColor")
        # All begin at the same side, whatever their letters are.
        sides = {style(page, f"item:nth-of-type({it}) > title", "textAlign") for it in (1, 2)}
        assert sides == {"right"}
        page.goto(address)
        assert style(page, "body", "backgroundColor") == feed


@pytest.mark.parametrize("base", ["https://test.example/", "https://test.example/paper/"])
def test_feeds_name_a_stylesheet_that_is_there_and_that_stays(newsroom: Make, base: str) -> None:
    site = newsroom(FILES, site_toml=SITE.replace("https://test.example/", base)).build()
    path = base.removeprefix("https://test.example")
    feeds = {
        it: it.read_text("utf-8") for it in site.output.rglob("*.xml") if "<item" in it.read_text()
    }
    assert len(feeds) == 3
    assert {tuple(sheet_of(text)) for text in feeds.values()} == {(f"{path}feed.css",)}
    for text in feeds.values():
        assert etree.fromstring(text.encode()).tag == "rss"
    (imported,) = re.findall(r'@import "([^"]*)"', site.read("feed.css"))
    assert (site.output / imported.removeprefix(path)).is_file()
    # Another look is another stylesheet, and the same feeds.
    site.write({"static/feed.css": "rss { color: red }"}).build()
    assert imported not in site.read("feed.css")
    assert {it: it.read_text("utf-8") for it in feeds} == feeds


def test_what_ends_a_string_ends_none_of_ours(newsroom: Make) -> None:
    word = r'feed_why = "A \"feed\" \\ a line\nand another"'
    site = newsroom({"templates/words/en.toml": word}).build()
    assert r'content: "A \22 feed\22  \5c  a line\a and another" }' in site.read("feed.css")


@pytest.mark.parametrize("formats", ['["json"]', "[]"])
def test_a_site_without_such_feeds_has_no_stylesheet_for_them(newsroom: Make, formats: str) -> None:
    site = newsroom(
        FILES, site_toml=SITE.replace("search =", f"feeds = {{ formats = {formats} }}\nsearch =")
    )
    site.build()
    assert not (site.output / "feed.css").exists()


def test_a_stylesheet_of_its_own_takes_the_place_of_ours(newsroom: Make) -> None:
    site = newsroom({"static/root/feed.css": "rss { color: red }"}).build()
    assert site.read("feed.css") == "rss { color: red }"
    assert sheet_of(site.read("feed.xml")) == ["/feed.css"]
