"""A story in another language than its site's speaks to its readers in its own."""

import json
import re
from collections.abc import Callable

import pytest
from lxml import html

from tests.newsroom import SITE, Newsroom, article

SECTION = "Asia & Pacific (all)"
FULL = """\
::: figure a.svg
alt: A line
caption: Une « ligne » ; deux ?
credit: Jo Berg
:::

## Un

Texte « oui » ?

## Deux

Texte.
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def story(lang: str, headline: str) -> str:
    return article(
        headline,
        FULL,
        lang=lang,
        updated="2026-03-02 10:00",
        countries="[NO, SE]",
        tags="[sea]",
        corrections='[{date: 2026-03-03 11:00, text: "Une erreur !"}]',
        sources='[{title: "Un texte", url: "https://a.example/", accessed: 2026-01-09}]',
        dek="« Quoi ? »",
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    files = {
        "content/articles/fr.md": story("fr", "Qui gagne ?"),
        "content/articles/ar.md": story("ar", "من يفوز"),
        "content/articles/uk.md": story("uk", "Хто перемагає"),
        "content/articles/ar-EG.md": story("ar-EG", "من يفوز"),
        "content/articles/fi.md": story("fi", "Kuka voittaa"),
        "content/articles/en.md": story("en", "Who wins"),
        "content/images/a.svg": DRAWING,
    }
    toml = SITE.replace("page_size = 3", 'page_size = 9\nfeeds = { formats = ["json"] }')
    toml = toml.replace('name = "Asia"', f'name = "{SECTION}"')
    room = Newsroom(tmp_path_factory.mktemp("interface") / "site", files, site_toml=toml)
    return room.build()


def page(site: Newsroom, slug: str) -> html.HtmlElement:
    return html.fromstring(site.read(f"2026/03/{slug}/index.html"))


def of(tree: html.HtmlElement, name: str, inside: str = "") -> list[html.HtmlElement]:
    """Return the elements of a class, or what XPath finds inside of them."""
    return list(tree.xpath(f'//*[contains(concat(" ", @class, " "), " {name} ")]{inside}'))


def told(tree: html.HtmlElement, name: str, inside: str = "") -> list[str]:
    return [" ".join(it.text_content().split()) for it in of(tree, name, inside)]


@pytest.mark.parametrize(
    ("slug", "byline", "headings", "read", "country", "figure"),
    [
        (
            "fr",
            "Par News desk Publié le 1er mars 2026, 09:00 Mis à jour le 2 mars 2026, 10:00",
            ["Corrections", "Sources"],
            "consulté le 9 janvier 2026",
            "Norvège, Suède",
            "Image:",
        ),
        (
            "ar",
            "بقلم News desk نُشر في 1 مارس 2026، 9:00 ص حُدِّث في 2 مارس 2026، 10:00 ص",
            ["تصويبات", "المصادر"],
            "اطُّلع عليه في 9 يناير 2026",
            "النرويج، السويد",
            "صورة:",
        ),
        (
            "ar-eg",
            "بقلم News desk نُشر في ١ مارس ٢٠٢٦، ٩:٠٠ ص حُدِّث في ٢ مارس ٢٠٢٦، ١٠:٠٠ ص",
            ["تصويبات", "المصادر"],
            "اطُّلع عليه في ٩ يناير ٢٠٢٦",
            "النرويج، السويد",
            "صورة:",
        ),
        (
            "uk",
            "Текст: News desk Опубліковано 1 березня 2026, 09:00 Оновлено 2 березня 2026, 10:00",
            ["Виправлення", "Джерела"],
            "переглянуто 9 січня 2026",
            "Норвегія, Швеція",
            "Зображення:",
        ),
        (
            "fi",
            "By News desk Published March 1, 2026, 9:00 AM Updated March 2, 2026, 10:00 AM",
            ["Corrections", "Sources"],
            "read January 9, 2026",
            "Norway, Sweden",
            "Picture:",
        ),
    ],
)
def test_what_stands_around_a_story_is_in_its_language(  # noqa: PLR0917 - what it shows
    site: Newsroom,
    slug: str,
    byline: str,
    headings: list[str],
    read: str,
    country: str,
    figure: str,
) -> None:
    tree = page(site, slug)
    language = "en" if slug == "fi" else "ar-EG" if slug == "ar-eg" else slug
    assert told(tree, "byline")[0].startswith(byline)
    assert [*told(tree, "corrections", "/h2"), *told(tree, "apparatus", "//h2")] == headings
    assert read in told(tree, "sources", "//li")[0]
    assert country in told(tree, "terms")[0]
    assert told(tree, "credit", "/span") == [figure]
    [apparatus] = of(tree, "apparatus")
    for part in (
        *of(tree, "byline"),
        *of(tree, "related"),
        tree.get_element_by_id("page_contents"),
    ):
        assert part.get("lang") == language
    assert apparatus.get("lang") == language
    assert apparatus.get("dir") == ("rtl" if slug.startswith("ar") else "ltr")
    # What speaks for the site speaks its language: masthead, cards of other stories.
    assert {it.get("lang") for it in (*of(tree, "masthead"), *of(tree, "foot"))} == {"en"}


def test_cards_in_a_story_of_another_language_say_which_is_theirs(site: Newsroom) -> None:
    cards = of(page(site, "fr"), "cards", "/li")
    assert cards
    for card in cards:
        [link] = card.xpath(".//h3/a")
        slug = link.get("href").split("/")[-2]
        lang = {"ar-eg": "ar-EG"}.get(slug, slug)
        assert (card.get("lang"), card.get("dir")) == (lang, "rtl" if "ar" in slug else "ltr")
        [when] = card.xpath('.//p[@class="when"]')
        assert when.xpath("ancestor-or-self::*[@lang][1]")[0].get("lang") == "en"
        # It stands at the side of the card, and is read as the site's language is.
        assert when.get("dir") is None
        assert [it.get("dir") for it in when.xpath("bdi")] == ["ltr"] * (lang != "en")


def test_names_of_another_direction_keep_what_stands_at_their_ends(site: Newsroom) -> None:
    tree = page(site, "ar")
    [author] = of(tree, "by", "//a")
    assert author.get("dir") == "auto"
    assert {it.text for it in of(tree, "which", "/bdi")} == {SECTION}
    assert [it.text for it in of(tree, "further", "//bdi")] == ["News desk"]
    front = html.fromstring(site.read("index.html"))
    kickers = front.xpath('//*[@dir="rtl"]//p[@class="kicker"]')
    assert kickers
    assert {it.xpath("string(bdi)") for it in kickers} == {SECTION}
    assert all("bdi" not in it for it in front.xpath('//article[not(@dir)]//p[@class="kicker"]'))


def test_a_story_that_is_dated_by_its_day_shows_no_time(newsroom: Callable[..., Newsroom]) -> None:
    by_day = article(
        "By day",
        date="2026-03-01",
        corrections="[{date: 2026-03-03, text: A}, {date: 2026-03-04 00:01, text: B}]",
    )
    site = newsroom({"content/articles/a.md": by_day}).build()
    tree = page(site, "a")
    assert " ".join(of(tree, "byline")[0].text_content().split()).startswith(
        "By News desk Published March 1, 2026 1 min read"
    )
    said = [" ".join(it.text_content().split()) for it in of(tree, "corrections", "//time")]
    assert said == ["March 3, 2026", "March 4, 2026, 12:01 AM"]


def test_a_feed_puts_right_in_the_language_of_the_story(site: Newsroom) -> None:
    items = json.loads(site.read("feed.json"))["items"]
    text = {it["language"]: it["content_html"] for it in items}
    assert "<h2>Corrections</h2>\n<ul>\n<li>3 mars 2026: " in text["fr"]
    assert "<h2>Виправлення</h2>\n<ul>\n<li>3 березня 2026: " in text["uk"]
    assert "<h2>Corrections</h2>\n<ul>\n<li>March 3, 2026: " in text["fi"]


def test_programs_get_plain_spaces_and_readers_those_at_which_no_line_breaks(
    site: Newsroom,
) -> None:
    text = site.read("2026/03/fr/index.html")
    assert ">Qui gagne\u202f?</h1>" in text
    assert '<p class="dek">«\u202fQuoi\u202f?\u202f»</p>' in text
    head, body = text.split("<body")
    assert "Qui gagne ?" in head
    assert "« Quoi ? »" in head
    assert not re.search("[\u202f\u00a0]", head)
    assert "Texte «\u202foui\u202f»\u202f?" in body
    feed = json.loads(site.read("feed.json"))["items"]
    assert {it["title"] for it in feed if it["language"] == "fr"} == {"Qui gagne ?"}


def test_an_edit_of_foreign_words_touches_the_pages_that_show_them(site: Newsroom) -> None:
    site.write({"templates/words/fr.toml": 'sources = "À lire"\n'}).build()
    changed = site.rewritten
    assert told(page(site, "fr"), "sources", "/h2") == ["À lire"]
    assert {it for it in changed if it.endswith(".html")} == {"2026/03/fr/index.html"}
    site.write({"templates/words/uk.toml": 'sourcs = "Ні"\n'}).run("build")
    assert "unknown key `sourcs`" in site.run("build").output
    site.remove("templates/words/uk.toml").remove("templates/words/fr.toml").build()
