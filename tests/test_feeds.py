"""Feeds: what went in comes out of a feed reader, and the strictest platform takes it."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import jsonschema
import pytest
from lxml import etree, html

from tests.newsroom import NOW, SITE, Newsroom, article, names
from tests.pictures import picture

Make = Callable[..., Newsroom]

SCHEMAS = Path(__file__).parent / "schemas"
ATOM_RNG = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"

ALLOWED = {
    *("a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "del", "div", "em"),
    *("figcaption", "figure", "h2", "h3", "h4", "h5", "hr", "i", "img", "li", "ol", "p"),
    *("pre", "q", "s", "small", "span", "strong", "sub", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}

BODY = """\
First words of *all*, with a [story](two.md), an [anchor](#a-heading) & "quotes", ]]>, a <span
lang="fr">mot</span> and <kbd>keys</kbd>.[^1]

## A heading

![A quay at dawn](quay.jpg "The quay & more")

::: figure quay.jpg
alt: The quay again
caption: Once more
credit: Jo Berg/The Test
:::

::: factbox The treaty
Any **Markdown**.
:::

::: timeline
- 2023-09-09: what happened
:::

::: pullquote Speaker, role
The words.
:::

::: embed https://video.example/watch/1
title: What it shows
poster: quay.jpg
:::

| a | b |
|---|--:|
| 1 | 2 |

- 1
  - 2
    - 3
      - 4
        - 5
          - 6 deep

<details><summary>More</summary>

Inside.

</details>

[^1]: A note, with [a link](https://elsewhere.example/?a=1&b=2).
"""

FILES: dict[str, str | bytes] = {
    "content/articles/one.md": article(
        "One & <Two>",
        BODY,
        dek="It's *plain* & <so>.",
        tags="[treaties, R&D]",
        countries="[KP]",
        authors="[news-desk, jo]",
        updated="2026-03-05 09:00",
        image="{src: lead.jpg, alt: A bridge, caption: The <bridge>, credit: Graphics desk}",
        corrections="[{date: 2026-03-04 10:00, text: It was 3 & not 4.}]",
        aliases="[/old/one/, /older/one/]",
    ),
    "content/articles/lead.jpg": picture((10, 20, 30), size=(2000, 1300)),
    "content/articles/quay.jpg": picture((90, 20, 30), size=(400, 300)),
    "content/articles/two.md": article(
        "Two", "Deux mots.", date="2026-03-02 09:00", guid="ferry-2026", dek="", lang="fr"
    ),
    "content/articles/three.md": article(
        "ثلاثة",
        "مرحبا &#7;&#xFFFE; العالم 🌍",
        date="2026-04-03 09:00",
        lang="ar",
        section="europe",
    ),
    "content/authors/jo.md": "---\nname: Jo & Co\n---\nJo.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build the site once; its pictures take longest."""
    return Newsroom(tmp_path_factory.mktemp("feeds") / "site", FILES).build()


@pytest.fixture
def site(built: Newsroom, tmp_path: Path) -> Newsroom:
    return built.copy(tmp_path / "site")


def feeds(site: Newsroom) -> dict[str, bytes]:
    endings = ("feed.xml", "atom.xml", "feed.json")
    return {path: data for path, data in site.tree().items() if path.endswith(endings)}


def read(site: Newsroom, path: str) -> Any:
    """Return a feed of RSS or Atom as feedparser reads it, without cleaning its HTML."""
    parsed = feedparser.parse((site.output / path).read_bytes(), sanitize_html=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def texts(site: Newsroom) -> Iterator[str]:
    """Yield every full text of every feed."""
    for path, data in feeds(site).items():
        if path.endswith(".json"):
            yield from (item["content_html"] for item in json.loads(data)["items"])
        else:
            tree = etree.fromstring(data)
            yield from (it.text for it in tree.iter(f"{CONTENT}encoded", f"{ATOM}content"))


def only(items: list[Any], headline: str) -> Any:
    (found,) = [item for item in items if item["title"] == headline]
    return found


def moments(entry: Any) -> dict[str, Any]:
    """Return the moments that an entry tells of; asking feedparser by name would invent one."""
    return {key: entry[key] for key in list(entry) if key.endswith("_parsed")}


# What there is --------------------------------------------------------------------------------


def test_the_site_and_sections_have_all_formats_and_other_listings_rss(site: Newsroom) -> None:
    whole = {
        f"{folder}{name}"
        for folder in ("", "asia/", "europe/")
        for name in ("feed.xml", "atom.xml", "feed.json")
    }
    listings = ("authors/jo", "authors/news-desk", "countries/kp", "tags/r-d", "tags/treaties")
    assert set(feeds(site)) == whole | {f"{it}/feed.xml" for it in (*listings, "corrections")}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('formats = ["json"]', {"feed.json", "asia/feed.json", "europe/feed.json"}),
        ('formats = ["atom"]\nof = []', {"atom.xml"}),
        (
            'formats = ["rss"]\nof = ["country"]',
            {"feed.xml", "countries/kp/feed.xml", "corrections/feed.xml"},
        ),
        ("formats = []", set()),
    ],
)
def test_the_settings_say_which_feeds_there_are(
    site: Newsroom, table: str, expected: set[str]
) -> None:
    site.write({"content/site.toml": f"{SITE}\n[feeds]\n{table}\n"}).build()
    assert set(feeds(site)) == expected
    pages = [data for path, data in site.tree().items() if path.endswith(".html")]
    assert any(b'rel="alternate"' in data for data in pages) == bool(expected)
    assert any(b'href="/feeds/"' in data for data in pages) == bool(expected)
    assert ("feeds/index.html" in site.tree()) == bool(expected)


def test_a_feed_holds_the_newest_items_newest_first(site: Newsroom) -> None:
    site.write({"content/site.toml": f"{SITE}\n[feeds]\nitems = 2\n"}).build()
    assert [it.title for it in read(site, "feed.xml").entries] == ["ثلاثة", "Two"]
    assert [it.title for it in read(site, "atom.xml").entries] == ["ثلاثة", "Two"]
    assert [it["title"] for it in json.loads(site.read("feed.json"))["items"]] == ["ثلاثة", "Two"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index.html", ["/feed.xml", "/atom.xml", "/feed.json"]),
        ("asia/index.html", ["/asia/feed.xml", "/asia/atom.xml", "/asia/feed.json"]),
        ("countries/kp/index.html", ["/countries/kp/feed.xml"]),
        ("2026/03/one/index.html", ["/feed.xml", "/asia/feed.xml"]),
        ("corrections/index.html", ["/corrections/feed.xml"]),
        ("archive/2026/03/index.html", []),
    ],
)
def test_pages_tell_of_their_feeds(site: Newsroom, page: str, expected: list[str]) -> None:
    tree = html.fromstring((site.output / page).read_bytes())
    links = tree.xpath('//link[@rel="alternate"]')
    assert [it.get("href") for it in links] == expected
    for link in links:
        assert link.get("type") in {
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        }
        assert link.get("title").endswith("The Test")


def test_the_page_of_feeds_lists_every_feed(site: Newsroom) -> None:
    tree = html.fromstring(site.read("feeds/index.html"))
    listed = {it.lstrip("/") for it in tree.xpath("//main//a[@type]/@href")}
    assert listed == set(feeds(site))


def test_the_page_of_corrections_lists_them_newest_first(newsroom: Make) -> None:
    site = newsroom().build()
    assert "No corrections yet." in site.read("corrections/index.html")
    assert read(site, "corrections/feed.xml").entries == []
    site.write(dict(FILES))
    late = "[{date: 2026-03-01 09:30, text: Early}, {date: 2026-05-01, text: Late}]"
    site.write({"content/articles/four.md": article("Four", corrections=late)}).build()
    tree = html.fromstring(site.read("corrections/index.html"))
    assert tree.xpath('//ul[@class="mended"]/li/p[2]/text()') == [
        "Late",
        "It was 3 & not 4.",
        "Early",
    ]
    assert tree.xpath('//ul[@class="mended"]/li/h2/a/@href') == [
        "/2026/03/four/",
        "/2026/03/one/",
        "/2026/03/four/",
    ]
    entries = read(site, "corrections/feed.xml").entries
    assert [it.summary for it in entries] == ["Late", "It was 3 & not 4.", "Early"]
    assert len({it.id for it in entries}) == 3


def test_a_correction_keeps_its_guid_when_its_words_are_mended(site: Newsroom) -> None:
    before = read(site, "corrections/feed.xml").entries[0]
    site.edit("content/articles/one.md", "It was 3", "They were 3").build()
    after = read(site, "corrections/feed.xml").entries[0]
    assert (before.id, before.published) == (after.id, after.published)
    assert before.summary != after.summary


def test_corrections_of_one_minute_are_known_apart(site: Newsroom) -> None:
    again = ", ".join(f"{{date: 2026-03-04 10:00, text: {it}}}" for it in ("Again", "And again"))
    site.edit("content/articles/one.md", "not 4.}]", f"not 4.}}, {again}]").build()
    entries = read(site, "corrections/feed.xml").entries
    marks = {it.summary: it.id.partition("#")[2] for it in entries}
    assert marks == {
        "It was 3 & not 4.": "correction-20260304T090000Z",
        "Again": "correction-20260304T090000Z-2",
        "And again": "correction-20260304T090000Z-3",
    }


# What readers get -----------------------------------------------------------------------------


def test_every_feed_is_what_its_standard_asks_for(site: Newsroom) -> None:
    for path, data in feeds(site).items():
        if path.endswith(".json"):
            jsonschema.validate(json.loads(data), JSON_FEED)
            continue
        parsed = read(site, path)
        assert parsed.version == ("atom10" if path.endswith("atom.xml") else "rss20")
        assert parsed.feed.generator == "sitegen"
        assert parsed.feed.language == "en"
        tree = etree.fromstring(data)
        if parsed.version == "atom10":
            assert ATOM_RNG.validate(tree), (path, ATOM_RNG.error_log)
            for entry in tree.iter(f"{ATOM}entry"):
                assert urlsplit(entry.findtext(f"{ATOM}id")).scheme in {"https", "urn"}
        else:
            assert tree.find("channel/lastBuildDate") is not None
            for item in tree.iter("item"):
                if item.find(f"{CONTENT}encoded") is not None:
                    assert item.findtext("description")
        links = {(it.rel, it.href) for it in parsed.feed.links}
        place = path.rpartition("/")[0]
        assert ("self", f"https://test.example/{path}") in links
        assert parsed.feed.link == f"https://test.example/{place}{'/' if place else ''}"


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml", "asia/feed.xml", "asia/atom.xml"])
def test_feedparser_gives_back_what_went_in(site: Newsroom, path: str) -> None:
    parsed = read(site, path)
    one = only(parsed.entries, "One & <Two>")
    assert one.link == "https://test.example/2026/03/one/"
    assert one.id == "https://test.example/old/one/"
    told = one.summary if path.endswith("atom.xml") else html.fromstring(one.summary).text_content()
    assert told == "It’s *plain* & <so>."
    assert [it.name for it in one.authors] == ["News desk and Jo & Co"]
    assert [it.term for it in one.tags] == ["Asia", "North Korea", "treaties", "R&D"]
    assert one.published_parsed[:5] == (2026, 3, 1, 8, 0)
    assert one.updated_parsed[:5] == (2026, 3, 5, 8, 0)
    assert one.published.endswith(("+0100", "+01:00"))
    (media,) = one.media_content
    assert (media["width"], media["height"]) == ("1136", "738")
    assert (media["type"], media["medium"]) == ("image/jpeg", "image")
    assert one.media_credit[0]["content"] == "Graphics desk"
    assert f"{MEDIA}title" in {it.tag for it in etree.fromstring(feeds(site)[path]).iter()}
    if path.startswith("asia"):
        assert parsed.feed.title == "Asia – The Test"
    newest = max(max(it.values()) for it in map(moments, parsed.entries))
    assert parsed.feed.updated_parsed == newest


def test_json_feed_says_the_same(site: Newsroom) -> None:
    feed = json.loads(site.read("feed.json"))
    one = only(feed["items"], "One & <Two>")
    assert one["id"] == "https://test.example/old/one/"
    assert one["url"] == "https://test.example/2026/03/one/"
    assert one["summary"] == "It’s *plain* & <so>."
    assert one["date_published"] == "2026-03-01T09:00:00+01:00"
    assert one["date_modified"] == "2026-03-05T09:00:00+01:00"
    assert [it["name"] for it in one["authors"]] == ["News desk", "Jo & Co"]
    assert one["tags"] == ["Asia", "North Korea", "treaties", "R&D"]
    assert (one["language"], only(feed["items"], "Two")["language"]) == ("en", "fr")
    assert feed["feed_url"] == "https://test.example/feed.json"


def test_listings_other_than_sections_hold_no_text(site: Newsroom) -> None:
    for folder in ("tags/treaties", "countries/kp", "authors/jo", "corrections"):
        data = (site.output / folder / "feed.xml").read_bytes()
        assert b"encoded>" not in data
        assert b"First words" not in data


def test_the_text_is_whole(site: Newsroom) -> None:
    one = only(json.loads(site.read("feed.json"))["items"], "One & <Two>")
    text = one["content_html"]
    lead, quay = html.fragments_fromstring(text)[0], "<figcaption>Once more <small>Jo Berg"
    assert lead.tag == "figure"
    assert lead.find("img").get("alt") == "A bridge"
    assert one["image"] == lead.find("img").get("src")
    assert lead.text_content() == "The <bridge> Graphics desk"
    assert quay in text
    assert "The quay &amp; more <small>" in text
    for piece in (
        '<a href="https://test.example/2026/03/two/">story</a>',
        '<a href="https://test.example/2026/03/one/#a-heading">anchor</a>',
        '<a href="https://video.example/watch/1">What it shows</a>',
        '<a href="https://test.example/2026/03/one/#fn_one-1" id="fnref_one-1">1</a>',
        '<li id="fn_one-1">',
        "https://elsewhere.example/?a=1&amp;b=2",
        "“quotes”, ]]&gt;",
        '<span lang="fr">mot</span>',
        "<strong>The treaty</strong>",
        "September 9, 2023 what happened",
        "<blockquote>\n<p>The words.</p>\n</blockquote>\n<p>Speaker, role</p>",
        "<td>2</td>",
        "6 deep",
        "<p>More</p>",
        "It was 3 &amp; not 4.",
    ):
        assert piece in text, piece
    rss = etree.fromstring(feeds(site)["feed.xml"])
    assert text in [it.text for it in rss.iter(f"{CONTENT}encoded")]


def test_the_html_is_what_the_strictest_platforms_take(site: Newsroom) -> None:
    seen = 0
    for text in texts(site):
        seen += 1
        tree = html.fragment_fromstring(text, create_parent="main")
        for element in tree.iterdescendants():
            assert element.tag in ALLOWED, element.tag
            assert len(list(element.iterancestors())) < 10
            assert not {"class", "style", "srcset", "role", "aria-labelledby"} & set(element.attrib)
            for key in ("href", "src", "cite"):
                if key in element.attrib:
                    assert urlsplit(element.get(key)).scheme == "https"
        for figure in tree.iter("figure"):
            assert figure.find("img") is not None
            assert figure.find("figcaption/small") is not None
    assert seen == 18


def test_text_in_another_language_says_so(site: Newsroom) -> None:
    items = json.loads(site.read("feed.json"))["items"]
    arabic, french = only(items, "ثلاثة"), only(items, "Two")
    assert arabic["content_html"].startswith('<div lang="ar" dir="rtl">')
    assert french["content_html"].startswith('<div lang="fr" dir="ltr">')
    assert "مرحبا" in arabic["content_html"]
    assert "🌍" in arabic["content_html"]
    assert read(site, "feed.xml").entries[0].language == "ar"


def test_without_a_standfirst_the_first_words_stand_in(site: Newsroom) -> None:
    assert only(read(site, "feed.xml").entries, "Two").summary == "Deux mots."
    site.edit("content/articles/two.md", "Deux mots.", "Un mot de plus, " * 40).build()
    summary = only(read(site, "atom.xml").entries, "Two").summary
    assert summary.startswith("Un mot de plus, Un mot")
    assert summary.endswith(" …")
    assert 280 < len(summary) <= 302


def test_what_has_no_markup_says_the_same_without_it(site: Newsroom) -> None:
    body = (
        "Elle pèse 6 × 10<sup>24</sup> kg, dit ~~Marie~~ <del>Jeanne</del> Anne.[^1]"
        " <ruby>東京<rt>とう<b>きょう</b></rt></ruby>,"
        " <ruby>京都<rp>(</rp><rt>きょうと</rt><rp>)</rp></ruby>\n\n[^1]: Une note."
    )
    site.edit("content/articles/two.md", "Deux mots.", body).build()
    entry = only(read(site, "feed.xml").entries, "Two")
    named = "東京（とうきょう）, 京都(きょうと)"
    assert entry.summary == f"Elle pèse 6 × 10²⁴ kg, dit Anne. {named}"
    (text,) = {it for it in texts(site) if "10<sup>24</sup>" in it}
    assert "<del>Jeanne</del>" in text
    assert "東京（とう<b>きょう</b>）" in text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("::: factbox T\nIn.\n:::\n", "<p><strong>T</strong></p> <p>In.</p>"),
        (
            "A.\n\n::: factbox T\nIn.\n:::\n\n::: factbox U\n:::\n",
            "<p>A.</p> <hr> <p><strong>T</strong></p> <p>In.</p> <hr> <p><strong>U</strong></p>",
        ),
    ],
)
def test_a_box_stands_between_lines_unless_nothing_stands_there(
    newsroom: Make, body: str, expected: str
) -> None:
    site = newsroom({"content/articles/a.md": article(body=body)}).build()
    (text,) = {it for it in texts(site) if it}
    assert " ".join(text.split()) == expected


def test_the_description_of_a_feed_is_text_for_those_who_read_html_in_rss(newsroom: Make) -> None:
    tags = '["Lists of <b>, R&D"]'
    site = newsroom({"content/articles/a.md": article(tags=tags)}).build()
    (path,) = (it for it in site.tree() if it.startswith("tags/") and it.endswith("feed.xml"))
    feed = feedparser.parse(site.read(path), sanitize_html=False).feed
    assert feed.title == "Lists of <b>, R&D – The Test"
    assert feed.subtitle_detail.type == "text/html"
    assert "<" not in feed.subtitle
    assert unescape(feed.subtitle) == feed.title


def test_trusted_html_leaves_nothing_active_or_relative_in_feeds(newsroom: Make) -> None:
    body = (
        '<p style="color:red" onclick="x()">Text <a href="javascript:x()">a</a>'
        ' <a href="/asia/">b</a> <a href="next">c</a></p>\n'
        '<script>alert("secret")</script><style>p {}</style><!-- secret -->\n'
        '<iframe src="https://video.example/"></iframe><svg><p>secret</p></svg>\n'
        '<img src="/pictures/x.jpg" srcset="/x 2x" alt="x"><center>Kept</center>\n'
    )
    site = newsroom(
        {"content/articles/a.md": article("A", body)},
        site_toml=f'{SITE}\n[policy]\nhtml = "trust"\n',
    ).build()
    (text,) = {it for it in texts(site) if it}
    assert "secret" not in text
    assert "Kept" in text
    assert '<a>a</a> <a href="https://test.example/asia/">b</a>' in text
    assert '<a href="https://test.example/2026/03/a/next">c</a>' in text
    assert '<img src="https://test.example/pictures/x.jpg" alt="x">' in text
    assert "style" not in text
    assert "onclick" not in text


def test_a_drawing_is_in_the_text_and_no_medium(newsroom: Make) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><path d="M0 0h9"/></svg>'
    site = newsroom(
        {
            "content/articles/map.svg": drawing,
            "content/articles/a.md": article(image="{src: map.svg, alt: A map, credit: Desk}"),
        }
    ).build()
    assert any(".svg" in text for text in texts(site))
    assert b"media:content" not in feeds(site)["feed.xml"]


@pytest.mark.parametrize("base_url", ["https://test.example/", "https://test.example/a/path/"])
def test_every_address_of_every_feed_exists(site: Newsroom, base_url: str) -> None:
    site.build("--base-url", base_url)
    tree = site.tree()
    found = 0
    for path, data in feeds(site).items():
        for address in _addresses(path, data):
            parts = urlsplit(address)
            assert parts.scheme == "https", (path, address)
            if parts.netloc == "test.example":
                assert address.startswith(base_url), (path, address)
                target = unquote(address.removeprefix(base_url)).partition("#")[0]
                if target.endswith("/") or not target:
                    target += "index.html"
                assert target in tree, (path, address)
                found += 1
    assert found > 100


def _addresses(path: str, data: bytes) -> Iterator[str]:
    """Yield every address that a feed names, those in its texts too."""
    bodies: list[str] = []
    if path.endswith(".json"):
        feed = json.loads(data)
        yield from (feed["home_page_url"], feed["feed_url"])
        for item in feed["items"]:
            bodies.append(item["content_html"])
            yield item["url"]
            yield from (it["url"] for it in item["authors"])
            if "image" in item:
                yield item["image"]
    else:
        for element in etree.fromstring(data).iter():
            yield from (element.get(key) for key in ("href", "url") if element.get(key))
            if element.tag in {"link", f"{ATOM}uri"} and element.text:
                yield element.text
            if element.get("isPermaLink") == "true":
                yield element.text
            if element.tag in {f"{CONTENT}encoded", f"{ATOM}content"}:
                bodies.append(element.text or "")
    for body in bodies:
        tree = html.fragment_fromstring(body, create_parent="div")
        for element in tree.iter():
            yield from (element.get(key) for key in ("href", "src") if element.get(key))


# Guids ----------------------------------------------------------------------------------------


def guids(site: Newsroom) -> dict[str, tuple[str, str]]:
    """Return guid and isPermaLink of each item of the site's RSS, by headline."""
    items = etree.fromstring(feeds(site)["feed.xml"]).iter("item")
    return {
        it.findtext("title"): (it.findtext("guid"), it.find("guid").get("isPermaLink"))
        for it in items
    }


def test_a_guid_is_the_written_one_or_the_oldest_address(site: Newsroom) -> None:
    assert guids(site) == {
        "One & <Two>": ("https://test.example/old/one/", "false"),
        "Two": ("ferry-2026", "false"),
        "ثلاثة": ("https://test.example/2026/04/three/", "true"),
    }
    atom = only(read(site, "atom.xml").entries, "Two")
    assert atom.id.startswith("urn:uuid:")
    assert only(json.loads(site.read("feed.json"))["items"], "Two")["id"] == "ferry-2026"


def test_a_rename_with_an_alias_keeps_the_guid(site: Newsroom) -> None:
    file = site.root / "content/articles/three.md"
    file.rename(file.with_name("drei.md"))
    site.edit("content/articles/drei.md", "section:", "aliases: [/2026/04/three]\nsection:").build()
    assert guids(site)["ثلاثة"] == ("https://test.example/2026/04/three/", "false")
    assert only(read(site, "feed.xml").entries, "ثلاثة").link.endswith("/2026/04/drei/")


# Dates, bytes, collisions ---------------------------------------------------------------------


def test_the_clock_alone_changes_no_feed(site: Newsroom) -> None:
    before = feeds(site)
    site.build(now="2027-01-01T00:00:00Z")
    assert feeds(site) == before
    assert site.clean_tree(now="2028-01-01T00:00:00Z").items() >= before.items()


def test_a_feed_without_items_has_a_date_that_stays(newsroom: Make) -> None:
    site = newsroom().build()
    for path, data in feeds(site).items():
        if path.endswith("feed.xml"):
            assert read(site, path).feed.updated == "Thu, 01 Jan 1970 00:00:00 +0000"
        elif path.endswith("atom.xml"):
            assert ATOM_RNG.validate(etree.fromstring(data))
    site.build(now="2030-01-01T00:00:00Z")
    assert site.rewritten & set(feeds(site)) == set()


def test_a_correction_without_an_update_moves_the_date(newsroom: Make) -> None:
    mended = article(corrections="[{date: 2026-05-01 10:00, text: Mended}]")
    site = newsroom({"content/articles/a.md": mended}).build()
    assert read(site, "feed.xml").entries[0].updated_parsed[:5] == (2026, 5, 1, 8, 0)
    site.build(now="2026-04-01T00:00:00Z")
    assert set(moments(read(site, "feed.xml").entries[0])) == {"published_parsed"}
    assert site.build(now=NOW).tree() == site.clean_tree()


def test_held_back_stories_leave_no_byte_in_feeds(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/open.md": article("Open", "See [it](secret.md)."),
            "content/articles/secret.md": article(
                "Zanzibarian", date="2027-01-01", tags="[zanzibarian]", corrections="[]"
            ),
        }
    ).build()
    assert all(b"zanzibarian" not in data.lower() for data in feeds(site).values())
    assert all(b"secret" not in data for data in feeds(site).values())
    assert "<p>See it.</p>" in json.loads(site.read("feed.json"))["items"][0]["content_html"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"content/pages/corrections.md": "---\ntitle: C\n---\nC.\n"}, "a page that every site"),
        ({"content/pages/feeds.md": "---\ntitle: F\n---\nF.\n"}, "the page that lists all feeds"),
        ({"static/root/feed.xml": "<x/>"}, "a feed of the site in content/site.toml"),
        (
            {"static/root/asia/atom.xml": "<x/>"},
            "a feed of the section `asia` in content/site.toml:9",
        ),
        (
            {
                "static/root/tags/secret/feed.xml": "<x/>",
                "content/articles/a.md": article(tags="[secret]", status="draft"),
            },
            "a feed of the tag `secret` in content/articles/a.md",
        ),
    ],
)
def test_what_wants_the_place_of_a_feed_is_told_whose_it_is(
    newsroom: Make, files: dict[str, str], said: str
) -> None:
    (problem,) = newsroom(files).fail().split("error: ")[1:]
    assert said in problem


def test_an_address_below_a_feed_is_an_error(newsroom: Make) -> None:
    said = newsroom({"content/articles/a.md": article(aliases="[/feed.xml/]")}).fail()
    assert said.startswith("content/articles/a.md:7:")
    assert "`/feed.xml/` lies below `/feed.xml`, a feed of the site" in said


def test_editors_may_link_to_feeds(newsroom: Make) -> None:
    body = "[all](/feeds/), [RSS](/feed.xml), [Asia](/asia/atom.xml), [ours](/corrections/)"
    site = newsroom({"content/articles/a.md": article(body=body)}).build("--strict")
    page = site.read("2026/03/a/index.html")
    for address in ("/feeds/", "/feed.xml", "/asia/atom.xml", "/corrections/"):
        assert f'<a href="{address}">' in page


def test_a_listings_feed_does_not_change_with_a_body(site: Newsroom) -> None:
    site.edit("content/articles/one.md", "First words", "Other words").build()
    whole = {f"/{path}" for path in feeds(site) if path.count("/") < 2 and "corr" not in path}
    assert names(site.rewritten) & {f"/{path}" for path in feeds(site)} == {
        path for path in whole if "europe" not in path
    }
