"""What becomes of a story that was wrong: kinds of entries, and stories that are taken back."""

import json
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from sitegen.field_types import UNDATED
from sitegen.pages.puttingright import weightiest
from sitegen.transparency import Correction, CorrectionKind
from tests.html import texts_of
from tests.newsroom import SITE, Newsroom, article

Make = Callable[..., Newsroom]

ENTRIES = """\

  - {date: 2026-05-31 10:00, text: It was two., was: one ship, now: two ships}
  - {date: 2026-05-31 11:00, kind: clarification, text: The port is the old one.}
  - {date: 2026-05-31 12:00, kind: update, text: A third ship has come.}
  - {date: 2026-05-31 13:00, kind: editors-note, text: We asked the port.}"""
RETRACTED = "[{date: 2026-05-31 14:00, kind: retraction, text: There is no port.}]"
FRESH = "2026-05-31 09:00"

FILES = {
    "content/articles/wrong.md": article(
        "Wrong", date=FRESH, tags="[ports, ships]", corrections=ENTRIES
    ),
    "content/articles/back.md": article(
        "Back", date=FRESH, tags="[ports, ships]", corrections=RETRACTED
    ),
    "content/articles/zurueck.md": article(
        "Zurück", date=FRESH, lang="de", section="europe", corrections=RETRACTED
    ),
    "content/articles/noted.md": article(
        "Noted",
        date=FRESH,
        tags="[ports, ships]",
        corrections="[{date: 2026-05-31 15:00, kind: update, text: It goes on.}]",
    ),
    "content/articles/sound.md": article("Sound", date="2026-05-30 09:00", tags="[ports, ships]"),
}


@pytest.fixture(scope="module")
def site(shown: Make) -> Newsroom:
    return shown(FILES)


def story(site: Newsroom, slug: str) -> Any:
    return html.fromstring(site.read(f"2026/05/{slug}/index.html"))


def graph(tree: Any) -> dict[str, Any]:
    """Return what search engines are told of the story on a page."""
    (script,) = tree.xpath('//script[@type="application/ld+json"]/text()')
    (node,) = [it for it in json.loads(script)["@graph"] if it["@type"] == "NewsArticle"]
    return dict(node)


def test_a_story_shows_each_entry_by_its_kind(site: Newsroom) -> None:
    page = story(site, "wrong")
    assert texts_of(page, '//section[@class="corrections"]/h2') == ["Corrections"]
    assert texts_of(page, '//section[@class="corrections"]/ul/li') == [
        "May 31, 2026, 10:00 AM It was two. Before: one ship Now: two ships",
        "May 31, 2026, 11:00 AM · Clarification The port is the old one.",
        "May 31, 2026, 12:00 PM · Update A third ship has come.",
        "May 31, 2026, 1:00 PM · Editor’s note We asked the port.",
    ]
    assert page.xpath("//del/text()") + page.xpath("//ins/text()") == ["one ship", "two ships"]
    assert texts_of(page, '//a[@class="corrected"]') == ["Corrected"]


def test_a_full_width_colon_has_its_space_in_itself(shown: Make) -> None:
    wrong = article("Wrong", date=FRESH, lang="ja", section="europe", corrections=ENTRIES)
    site = shown({"content/articles/wrong.md": wrong})
    (shown_first, *_) = story(site, "wrong").xpath('//section[@class="corrections"]/ul/li')
    assert [it.text_content() for it in shown_first.xpath(".//dl/div")] == [
        "訂正前：one ship",
        "訂正後：two ships",
    ]
    (told, *_) = graph(story(site, "wrong"))["correction"]
    assert told["text"] == "It was two. 訂正前：one ship 訂正後：two ships"


def test_what_is_merely_new_is_no_correction(site: Newsroom) -> None:
    page = story(site, "noted")
    assert texts_of(page, '//section[@class="corrections"]/h2') == ["Notes on this story"]
    assert texts_of(page, '//a[@class="corrected"]') == ["Update"]
    assert "correction" not in graph(page)
    assert "It goes on." not in site.read("corrections/index.html")
    assert "It goes on." not in site.read("corrections/feed.xml")
    feed = feedparser.parse(site.read("feed.xml"))
    (entry,) = [it for it in feed.entries if it.title == "Noted"]
    assert "<h2>Notes on this story</h2>" in entry.content[0].value
    assert "Update: It goes on." in entry.content[0].value


def test_search_engines_are_told_of_what_was_wrong(site: Newsroom) -> None:
    assert graph(story(site, "wrong"))["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was two. Before: one ship Now: two ships",
            "datePublished": "2026-05-31T10:00:00+02:00",
        },
        {
            "@type": "CorrectionComment",
            "name": "Clarification",
            "text": "The port is the old one.",
            "datePublished": "2026-05-31T11:00:00+02:00",
        },
    ]
    back = graph(story(site, "back"))
    assert back["headline"] == "Retracted: Back"
    assert back["creativeWorkStatus"] == "Retracted"
    assert [it["text"] for it in back["correction"]] == ["There is no port."]
    assert "creativeWorkStatus" not in graph(story(site, "wrong"))


def test_all_corrections_are_listed_with_their_kinds(site: Newsroom) -> None:
    page = html.fromstring(site.read("corrections/index.html"))
    listed = texts_of(page, '//ul[@class="mended"]/li')
    assert [it.partition("M ")[2] for it in listed] == [
        "· Retraction Retracted: Back There is no port.",
        "· Retraction Zurückgezogen: Zurück There is no port.",
        "· Editor’s note Wrong We asked the port.",
        "· Clarification Wrong The port is the old one.",
        "Wrong It was two. Before: one ship Now: two ships",
    ]
    entries = feedparser.parse(site.read("corrections/feed.xml")).entries
    assert {it.summary for it in entries} == {
        "Retraction: There is no port.",
        "Rücknahme: There is no port.",
        "Editor’s note: We asked the port.",
        "Clarification: The port is the old one.",
        "It was two. Before: one ship Now: two ships",
    }


def test_a_retracted_story_keeps_its_page_and_says_so_first(site: Newsroom) -> None:
    page = story(site, "back")
    assert texts_of(page, "//h1") == ["Retracted: Back"]
    text = '[following::div[contains(@class, "article-body")]]'
    notice = f'//header[h1]/following::div[@class="retraction"][@role="note"]{text}'
    assert texts_of(page, notice) == ["Retraction May 31, 2026, 2:00 PM There is no port."]
    assert texts_of(page, '//a[@class="corrected"]') == ["Retracted"]
    assert texts_of(page, '//div[contains(@class, "article-body")]/p') == ["Some words."]
    assert "noindex" not in page.xpath('string(//meta[@name="robots"]/@content)')
    german = story(site, "zurueck")
    assert texts_of(german, "//h1") == ["Zurückgezogen: Zurück"]
    assert texts_of(german, '//div[@class="retraction"]/p[1]/strong') == ["Rücknahme"]


def test_a_retracted_story_is_no_news(site: Newsroom) -> None:
    for page in ("index.html", "404.html", "2026/05/sound/index.html"):
        main = html.fromstring(site.read(page)).xpath("//main")[0]
        assert "/2026/05/back/" not in main.xpath(".//*[not(@rel)]/@href"), page
    front = html.fromstring(site.read("index.html"))
    assert {"/2026/05/wrong/", "/2026/05/sound/"} <= set(front.xpath("//main//a/@href"))
    assert story(site, "back").xpath('//aside[@class="related"]') == []
    news = site.read("sitemaps/news.xml")
    assert "/2026/05/wrong/" in news
    assert "/2026/05/back/" not in news


def test_who_follows_the_story_learns_that_it_was_retracted(site: Newsroom) -> None:
    for listing in ("asia/index.html", "tags/ports/index.html", "archive/2026/05/index.html"):
        assert "Retracted: Back" in texts_of(html.fromstring(site.read(listing)), "//h3"), listing
    for path in ("feed.xml", "asia/feed.xml", "tags/ports/feed.xml"):
        (entry,) = [it for it in feedparser.parse(site.read(path)).entries if "/back/" in it.link]
        assert (entry.title, entry.summary) == ("Retracted: Back", "There is no port.")
        assert entry.id == "https://test.example/2026/05/back/"
    tree = etree.fromstring(site.read("sitemaps/2026.xml").encode())
    (lastmod,) = tree.xpath(
        '//*[local-name()="url"][contains(., "/back/")]/*[local-name()="lastmod"]/text()'
    )
    assert lastmod == "2026-05-31T14:00:00+02:00"


def test_a_retraction_comes_at_its_moment(site: Newsroom, newsroom: Make) -> None:
    """What was built before is then as it would be if it were built anew."""
    later = newsroom(FILES).build(now="2026-05-31T11:59:00+00:00")
    assert "Retracted" not in later.read("2026/05/back/index.html")
    assert "/2026/05/back/" in later.read("index.html").partition("<main")[2]
    assert "/2026/05/back/" in later.read("sitemaps/news.xml")
    later.build()
    assert later.tree() == site.tree()


def test_the_front_page_does_not_show_what_was_retracted_even_if_it_is_chosen(
    newsroom: Make,
) -> None:
    site = newsroom(FILES, site_toml=SITE + '\n[front]\nlead = "back"\n').build()
    (problem,) = site.report["problems"]
    assert (problem["path"], problem["severity"]) == ("content/site.toml", "warning")
    assert problem["message"] == "`back` was retracted, and the front page does not show it"
    assert "/2026/05/back/" not in site.read("index.html").partition("<main")[2]


def test_an_entry_that_says_the_same_twice_is_refused(newsroom: Make) -> None:
    entry = "[{date: 2026-03-02, text: x, was: two, now: two}]"
    told = newsroom({"content/articles/a.md": article(corrections=entry)}).fail()
    assert "`was` and `now` say the same" in told
    unknown = "[{date: 2026-03-02, text: x, kind: retracted}]"
    told = newsroom({"content/articles/a.md": article(corrections=unknown)}).fail()
    assert "retraction" in told


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), ""),
        (("update",), "update"),
        (("update", "editors-note"), "editors_note"),
        (("update", "clarification", "editors-note"), "clarification"),
        (("clarification", "correction"), "correction"),
        (("correction", "retraction", "update"), "retraction"),
    ],
)
def test_a_byline_names_the_weightiest_entry(
    kinds: tuple[CorrectionKind, ...], expected: str
) -> None:
    entries = [Correction(date=UNDATED, text="x", kind=it) for it in kinds]
    assert weightiest(entries) == expected
