"""What machines learn of a page: JSON-LD, Open Graph, and what three readers make of both."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import extruct
import pytest
import trafilatura
import yaml
from lxml import html as lxml_html

from sitegen.pages.listviews import ListingView
from sitegen.pages.publisher import PublisherView
from sitegen.pages.structured import structured
from sitegen.pages.views import SiteView
from tests.benchmarks.newspaper import write_site
from tests.metadata import Xmp, with_metadata
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture
from tests.serving import Built
from tests.test_reading import ROOT

Make = Callable[..., Newsroom]
Node = dict[str, Any]

# extruct and newspaper4k open more than they close, and call what is on its way out.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

NOW = "2026-08-01T12:00:00+00:00"
LONDON = ZoneInfo("Europe/London")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
WORD = re.compile(r"\w+")
STORIES = {"NewsArticle", "LiveBlogPosting"}
ENOUGH = 0.95


class Told(NamedTuple):
    """What an editor wrote, and the page that came of it."""

    url: str
    page: str
    headline: str
    authors: list[str]
    published: str
    section: str
    lang: str
    pictured: bool


def graph_of(page: str) -> list[Node]:
    """Return the things that a page tells of, all in one place."""
    found = SCRIPT.findall(page)
    assert page.count("ld+json") == len(found) <= 1
    return list(json.loads(found[0])["@graph"]) if found else []


def thing(page: str, kind: str) -> Node:
    (found,) = (it for it in graph_of(page) if it["@type"] == kind)
    return found


def headline(front: Node) -> str:
    """Return the headline as readers see it: of a story that was retracted it says so."""
    kinds = {it.get("kind") for it in front.get("corrections", ())}
    return f"Retracted: {front['headline']}" if "retraction" in kinds else str(front["headline"])


def told(root: Path, output: Path, base: str) -> list[Told]:
    """Read every front matter below a root, and the page of each article that is out."""
    fronts = {
        path: yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        for path in sorted((root / "content").rglob("*.md"))
        if {"articles", "authors"} & set(path.parts)
    }
    names = {path.stem: front["name"] for path, front in fronts.items() if "name" in front}
    config = (root / "content/site.toml").read_text("utf-8")
    (language,) = re.findall(r'^language = "(.*)"', config, re.MULTILINE) or ["en"]
    sections = dict(re.findall(r'id = "(.*)"\nname = "(.*)"', config))
    found = []
    for path, front in fronts.items():
        if "headline" in front:
            moment = datetime.fromisoformat(str(front["date"])).replace(tzinfo=LONDON)
            slug = front.get("slug") or path.stem
            folder = f"{moment:%Y/%m}/{slug}/"
            file = output / folder / "index.html"
            if "embargo" in front:
                embargo = datetime.fromisoformat(str(front["embargo"])).astimezone(LONDON)
                moment = max(moment, embargo)
            if file.exists():
                found.append(
                    Told(
                        base + folder,
                        file.read_text("utf-8"),
                        headline(front),
                        [names[it] for it in front.get("authors", [])],
                        moment.isoformat(),
                        sections[front["section"]],
                        front.get("lang", language),
                        "image" in front,
                    )
                )
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    root = tmp_path_factory.mktemp("generated")
    write_site(root, 24, words=500)
    site = Newsroom.at(root)
    site.edit("content/site.toml", "title =", "fonts = { shipped = false }\ntitle =")
    return told(root, site.build(now=NOW).output, "https://benchmark.example/")


@pytest.fixture(params=["sample", "generated"])
def stories(request: pytest.FixtureRequest, sample: Built, generated: list[Told]) -> list[Told]:
    if request.param == "generated":
        return generated
    return told(ROOT, sample.folder, "https://meridian.example/")


def test_extruct_reads_every_article_exactly(stories: list[Told]) -> None:
    for story in stories:
        read = extruct.extract(
            story.page, base_url=story.url, syntaxes=["json-ld", "opengraph"], errors="strict"
        )
        (whole,) = read["json-ld"]
        (news,) = (it for it in whole["@graph"] if it["@type"] in STORIES)
        assert news["headline"] == story.headline
        assert [it["name"] for it in news.get("author", [])] == story.authors
        assert (news["datePublished"], news["mainEntityOfPage"]) == (story.published, story.url)
        assert (news["articleSection"], news["inLanguage"]) == (story.section, story.lang)
        shapes = [round(it["width"] / it["height"], 1) for it in news.get("image", [])]
        assert shapes == ([1.8, 1.3, 1.0] if story.pictured else [])
        (graph,) = read["opengraph"]
        pairs = graph["properties"]
        shared = dict(reversed(pairs))
        assert shared["og:type"] == "article"
        assert (shared["og:title"], shared["og:url"]) == (story.headline, story.url)
        assert shared["article:published_time"] == story.published
        assert shared["article:section"] == story.section
        assert [value for key, value in pairs if key == "article:author"] == story.authors
        images = [value for key, value in pairs if key == "og:image"]
        assert images[1:] == [it["url"] for it in news.get("image", [])]
        modified = shared.get("article:modified_time")
        assert news["dateModified"] == (modified or story.published)
        visible = re.findall(r'<time datetime="([^"]+)"', story.page.partition('"byline"')[2])
        times = [news["datePublished"], *([modified] if modified else [])]
        assert visible[: len(times)] == times


def running_text(page: str) -> Counter[str]:
    """Count the words of the body's paragraphs, headings, lists and quotations.

    What stands beside the text readers rightly leave out: figures, boxes, tables, timelines,
    footnotes and their marks.
    """
    (body,) = lxml_html.fromstring(page).find_class("body")
    for mark in body.xpath(".//sup"):
        mark.drop_tree()
    flow = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote"}
    texts = [it.text_content() for it in body if it.tag in flow and not it.get("class")]
    return Counter(WORD.findall(" ".join(texts)))


def overlap(page: str, text: str) -> float:
    """Return the share of the words of a page's running text that a reader found."""
    wanted = running_text(page)
    return (wanted & Counter(WORD.findall(text))).total() / wanted.total()


def test_trafilatura_finds_headline_authors_date_and_text(stories: list[Told]) -> None:
    for story in stories:
        read = trafilatura.bare_extraction(
            story.page, url=story.url, with_metadata=True, include_comments=False
        )
        assert read is not None
        assert not isinstance(read, dict)
        assert read.title == story.headline
        assert read.author == ("; ".join(story.authors) or None)
        assert read.date == story.published[:10]
        assert overlap(story.page, read.text or "") >= ENOUGH, story.url


def test_newspaper4k_finds_headline_authors_moment_and_text(stories: list[Told]) -> None:
    import newspaper  # noqa: PLC0415 - to load it takes a fifth of what it takes to load all tests

    for story in stories:
        if story.lang == "ko":
            continue  # needs data that newspaper4k would have to download
        read = newspaper.Article(story.url, language=story.lang[:2], fetch_images=False)
        read.download(input_html=story.page)
        read.parse()
        assert read.title == story.headline
        assert read.authors == story.authors
        assert read.publish_date is not None
        assert read.publish_date.isoformat() == story.published
        assert overlap(story.page, read.text) >= ENOUGH, story.url


# One full site -------------------------------------------------------------------------------

FULL = """
[publisher]
name = "Test Press"
url = "https://press.example/"

[publisher.policies]
ethicsPolicy = "/about/#ethics"
masthead = "https://press.example/people/?all&open"
"""
PERSON = """\
---
name: Jo Berg
role: Correspondent
portrait: {src: jo.jpg, alt: A woman, credit: Us}
links:
  - {label: Write, url: "mailto:jo@test.example"}
  - {label: Site, url: "https://jo.example/"}
---

She writes.
"""


@pytest.fixture(scope="module")
def full(shown: Make) -> Newsroom:
    site = SITE.replace("test.example/", "test.example/paper/") + FULL
    site = site.replace("enabled = false", "enabled = true")
    rights: Xmp = {"dc:creator": ["Jo Berg", "Kim Example"], "dc:rights": {"x-default": "© Press"}}
    return shown(
        {
            "content/articles/2026/one.md": article(
                "One",
                "Three words here.",
                updated="2026-03-02 09:00",
                place="Oslo",
                key_points="[It sails, It is cheap]",
                authors="[jo-berg, news-desk]",
                tags="[treaties, trade]",
                lang="en-GB",
                image="{src: quay.jpg, alt: A quay, credit: Jo Berg/Agency, "
                "license: 'https://cc.example/by?a&b'}",
                corrections="[{date: 2026-03-02 09:00, text: A number was wrong.}]",
                sources="[{title: A treaty, url: 'https://un.example/t', publisher: The UN},"
                " {title: A book}]",
            ),
            "content/articles/2026/two.md": article("Two", section=None, authors=None, dek=None),
            "content/articles/2026/quay.jpg": with_metadata(picture(), xmp=rights),
            "content/images/jo.jpg": picture(size=(400, 400)),
            "content/authors/jo-berg.md": PERSON,
            "content/pages/about.md": "---\ntitle: About\n---\n\n## Ethics\n\nUs.\n",
            "static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        },
        site_toml='logo = "logo.svg"\n' + site,
    )


@pytest.fixture
def edited(full: Newsroom, tmp_path: Path) -> Newsroom:
    """Return the full site for those who change it."""
    return full.copy(tmp_path / "site")


HOME = "https://test.example/paper/"
JO = {"@type": "Person", "name": "Jo Berg", "url": f"{HOME}authors/jo-berg/"}
RIGHTS = {
    "creditText": "Jo Berg/Agency",
    "creator": [JO, {"@type": "Person", "name": "Kim Example"}],
    "copyrightNotice": "© Press",
    "license": "https://cc.example/by?a&b",
}


def image(name: str, width: int, height: int) -> Node:
    url = f"{HOME}pictures/quay-{name}.jpg"
    return {"@type": "ImageObject", "url": url, "width": width, "height": height, **RIGHTS}


ARTICLE: Node = {
    "@type": "NewsArticle",
    "mainEntityOfPage": f"{HOME}2026/03/one/",
    "headline": "One",
    "description": "What it says.",
    "image": [
        image("wide-64", 64, 36),
        image("classic-64", 64, 48),
        image("square-48", 48, 48),
    ],
    "datePublished": "2026-03-01T09:00:00+01:00",
    "dateModified": "2026-03-02T09:00:00+01:00",
    "dateline": "Oslo",
    "abstract": "It sails\nIt is cheap",
    "author": [
        JO,
        {"@type": "Organization", "name": "News desk", "url": f"{HOME}authors/news-desk/"},
    ],
    "publisher": {"@id": f"{HOME}#publisher"},
    "articleSection": "Asia",
    "keywords": ["treaties", "trade"],
    "correction": [
        {
            "@type": "CorrectionComment",
            "text": "A number was wrong.",
            "datePublished": "2026-03-02T09:00:00+01:00",
        }
    ],
    "citation": [
        {
            "@type": "CreativeWork",
            "name": "A treaty",
            "url": "https://un.example/t",
            "publisher": {"@type": "Organization", "name": "The UN"},
        },
        {"@type": "CreativeWork", "name": "A book"},
    ],
    "wordCount": 3,
    "inLanguage": "en-GB",
    "isAccessibleForFree": True,
    "isPartOf": {"@id": f"{HOME}#website"},
}
PUBLISHER: Node = {
    "@type": "NewsMediaOrganization",
    "@id": f"{HOME}#publisher",
    "name": "Test Press",
    "url": "https://press.example/",
    "logo": {"@type": "ImageObject", "url": f"{HOME}assets/logo.svg"},
}
TRAIL: Node = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Asia", "item": f"{HOME}asia/"},
        {"@type": "ListItem", "position": 2, "name": "One"},
    ],
}


def unhashed(things: list[Node]) -> list[Node]:
    """Return a graph without the digests in names of files."""
    return list(json.loads(re.sub(r"\.[0-9a-f]{10}\.", ".", json.dumps(things))))


def test_a_full_article_tells_all_of_this_in_this_order(full: Newsroom) -> None:
    graph = unhashed(graph_of(full.read("2026/03/one/index.html")))
    assert graph == [ARTICLE, PUBLISHER, TRAIL]
    assert list(graph[0]) == list(ARTICLE)


def test_a_bare_article_tells_nothing_that_nobody_knows(full: Newsroom) -> None:
    news, publisher = unhashed(graph_of(full.read("2026/03/two/index.html")))
    assert news == {
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{HOME}2026/03/two/",
        "headline": "Two",
        "datePublished": "2026-03-01T09:00:00+01:00",
        "dateModified": "2026-03-01T09:00:00+01:00",
        "publisher": {"@id": f"{HOME}#publisher"},
        "wordCount": 2,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isPartOf": {"@id": f"{HOME}#website"},
    }
    assert publisher == PUBLISHER


def test_the_front_page_tells_of_the_site_its_search_and_its_policies(full: Newsroom) -> None:
    website, publisher = unhashed(graph_of(full.read("index.html")))
    assert website["@id"] == f"{HOME}#website"
    assert (website["name"], website["publisher"]) == ("The Test", {"@id": f"{HOME}#publisher"})
    target = website["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{HOME}search/?q={{search_term_string}}"
    assert publisher == {
        **PUBLISHER,
        "ethicsPolicy": f"{HOME}about/#ethics",
        "masthead": "https://press.example/people/?all&open",
    }


def test_the_search_that_is_told_of_is_the_one_of_the_search_page(edited: Newsroom) -> None:
    assert 'name="q"' in edited.read("search/index.html")
    edited.edit("content/site.toml", "enabled = true", "enabled = false").build()
    assert "potentialAction" not in thing(edited.read("index.html"), "WebSite")
    assert "search" not in edited.read("index.html").lower()


def test_a_listing_tells_of_its_stories_in_their_order(full: Newsroom) -> None:
    (page,) = graph_of(full.read("archive/2026/03/index.html"))
    assert (page["@type"], page["name"]) == ("CollectionPage", "March 2026")
    assert page["mainEntity"] == {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "One", "url": f"{HOME}2026/03/one/"},
            {"@type": "ListItem", "position": 2, "name": "Two", "url": f"{HOME}2026/03/two/"},
        ],
    }


def test_an_author_is_a_person_and_a_desk_is_none(full: Newsroom) -> None:
    profile, stories = unhashed(graph_of(full.read("authors/jo-berg/index.html")))
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"] == {
        **JO,
        "jobTitle": "Correspondent",
        "image": f"{HOME}pictures/jo-portrait-320.jpg",
        "sameAs": ["https://jo.example/"],
        "email": ["jo@test.example"],
    }
    assert [it["url"] for it in stories["itemListElement"]] == [f"{HOME}2026/03/one/"]
    desk = thing(full.read("authors/news-desk/index.html"), "ProfilePage")["mainEntity"]
    assert (desk["@type"], desk["name"]) == ("Organization", "News desk")


def test_what_an_author_is_can_be_said(edited: Newsroom) -> None:
    edited.edit("content/authors/jo-berg.md", "name: Jo Berg", "name: Jo Berg\ndesk: true")
    edited.edit(
        "content/authors/news-desk.md", "name: News desk", "name: N. Desk\ndesk: false"
    ).build()
    authors = thing(edited.read("2026/03/one/index.html"), "NewsArticle")["author"]
    assert [(it["@type"], it["name"]) for it in authors] == [
        ("Organization", "Jo Berg"),
        ("Person", "N. Desk"),
    ]


def test_by_default_the_site_publishes_itself(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article("A")}).build()
    publisher = thing(site.read("2026/03/a/index.html"), "NewsMediaOrganization")
    assert publisher == {
        "@type": "NewsMediaOrganization",
        "@id": "https://test.example/#publisher",
        "name": "The Test",
        "url": "https://test.example/",
    }


def test_a_story_that_is_held_back_tells_nothing_even_among_drafts(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/draft.md": article("D", status="draft"),
            "content/articles/later.md": article("L", date="2027-03-01 09:00"),
            "content/articles/out.md": article("O", noindex="true"),
        }
    ).build("--drafts")
    pages = site.tree(site.root / "public-drafts")
    for path in ("2026/03/draft/index.html", "2027/03/later/index.html"):
        page = pages[path].decode()
        assert graph_of(page) == []
        assert "article:published_time" not in page
        assert '<meta name="robots" content="noindex">' in page
    out = pages["2026/03/out/index.html"].decode()
    assert thing(out, "NewsArticle")["headline"] == "O"
    assert '<meta name="robots" content="noindex">' in out


def test_pages_that_may_be_found_allow_large_pictures(full: Newsroom) -> None:
    for path, data in full.tree().items():
        if path.endswith(".html"):
            robots = re.findall(r'<meta name="robots" content="([^"]*)">', data.decode())
            assert robots in (["noindex"], ["max-image-preview:large"]), path


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> & &amp &lt",
    "It’s “quoted” \\ back",
    "قناة السويس وممرّ العالم",
    "Ferry 🚢 returns 👩🏽‍✈️",
]


def test_no_text_leaves_the_script(newsroom: Make) -> None:
    stories: dict[str, str | bytes] = {}
    for number, headline in enumerate(HOSTILE):
        quoted = json.dumps(headline, ensure_ascii=False)
        stories[f"content/articles/s{number}.md"] = article(
            quoted,
            dek=quoted,
            tags="[trade]",
            sources=f"[{{title: {quoted}}}]",
            corrections=f"[{{date: 2026-03-02 09:00, text: {quoted}}}]",
            slug=f"s{number}",
        )
    site = newsroom(stories).build()
    for number, headline in enumerate(HOSTILE):
        page = site.read(f"2026/03/s{number}/index.html")
        news = thing(page, "NewsArticle")
        said = [news["headline"], news["description"], news["citation"][0]["name"]]
        assert [*said, news["correction"][0]["text"]] == [headline] * 4
        (script,) = SCRIPT.findall(page)
        assert not set(script) & set("<>&\u2028\u2029")
        scripts = lxml_html.fromstring(page).xpath("//script")
        inline = [it.get("type") for it in scripts if not it.get("src")]
        assert (inline, len(scripts)) == (["application/ld+json"], 2)  # one is a file of ours
        (whole,) = extruct.extract(page, syntaxes=["json-ld"], errors="strict")["json-ld"]
        assert whole["@graph"][0]["headline"] == headline


SITE_VIEW = SiteView(
    title="The Test",
    description="",
    language="en",
    direction="ltr",
    origin="https://test.example",
    root="/",
    home="/",
    logo="",
    menu=(),
    overviews={},
    pages=(),
    corrections="/corrections/",
    feeds="",
    words={},
    publisher=PublisherView(name="The Test", url="/", logo="", policies={}),
    search="",
)


def test_line_separators_of_other_programs_are_escaped() -> None:
    """Editors cannot type them: the front matter refuses what cannot be seen."""
    view = ListingView(
        href="/tags/a/",
        title="a\u2028b\u2029c",
        lang="en",
        direction="ltr",
        kind="tag",
        cards=(),
        number=0,
        newer="",
        older="",
        first="/tags/a/",
    )
    text = structured(view, SITE_VIEW)
    assert "a\\u2028b\\u2029c" in text
    assert json.loads(text)["@graph"][0]["name"] == view.title


def addresses(node: object) -> Iterator[str]:
    """Yield every address of a graph; those of search without what is searched for."""
    if isinstance(node, dict):
        for value in node.values():
            yield from addresses(value)
    elif isinstance(node, list):
        for value in node:
            yield from addresses(value)
    elif isinstance(node, str) and re.match(r"https?://|/", node):
        yield node.partition("?q={")[0]


def test_every_address_is_absolute_and_exists_or_leads_elsewhere(full: Newsroom) -> None:
    tree = full.tree()
    ours, told_of = set(), 0
    for path, data in tree.items():
        if path.endswith(".html"):
            graph = graph_of(data.decode())
            told_of += bool(graph)
            ours |= {it for it in addresses(graph) if urlsplit(it).netloc in {"", "test.example"}}
    assert told_of > 8
    assert len(ours) > 12
    for address in ours:
        assert address.startswith(HOME)
        path = unquote(urlsplit(address).path).removeprefix("/paper/")
        assert (f"{path}index.html" if path[-1:] in {"", "/"} else path) in tree, address
