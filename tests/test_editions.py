"""A site of two editions: one corpus, in two languages, each below a prefix of its own.

No setting asks for that yet. It shows that nothing that makes an output takes the site for one
edition: the second is read as the first was, and published beside it.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

import sitegen
from sitegen.config import read_config
from sitegen.edition.locales import Locale
from sitegen.edition.taxonomy import topics_of
from sitegen.model import ArticleFields
from sitegen.pipeline.keys import planned
from sitegen.pipeline.memory.sources import find_sources
from sitegen.pipeline.order import Order
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.publishing import publish
from sitegen.pipeline.reading import Reader
from sitegen.pipeline.site import Site
from tests.html import addresses, dead_links, parsed
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture
from tests.searched import searched

Make = Callable[..., Newsroom]

PACKAGE = Path(sitegen.__file__).parent

ORIGIN = "https://test.example"
TOML = SITE.replace("search = { enabled = false }\n", "") + '\n[feeds]\nformats = ["rss", "json"]\n'
ENGLISH, FRENCH = Locale("en"), Locale("fr", "/fr/")
OWN = ("", "about/", "search/", "tags/", "sections/", "corrections/", "feeds/", "archive/")
SHARED = re.compile(
    r"(?:assets|pictures)/.*|favicon\.ico|apple-touch-icon\.png"
    r"|icon-(?:192|512|maskable-512)\.png|manifest\.webmanifest"
    r"|_headers|_caddy\.conf|_nginx\.conf|_redirects|robots\.txt|sitemap\.xml|\.sitegen.*"
)
FILES: dict[str, str | bytes] = {
    "content/pages/about.md": "---\ntitle: About\n---\nUs, and [a quay](quay).\n",
    "content/articles/quay.jpg": picture(),
    "content/articles/quay.md": article(
        "A quay",
        "A quay, [a pier](pier), and [piers](/tags/piers/), [all](/tags/).\n\n![Ropes](quay.jpg)",
        image="{src: quay.jpg, alt: Ropes on stones, credit: AFP}",
        tags="[Piers]",
        countries="[SE]",
        aliases="[/old/]",
        corrections="[{date: 2026-03-02 09:00, text: It was a pier.}]",
    ),
    **{
        f"content/articles/{it}.md": article(f"The {it}", date=f"2026-02-0{number} 09:00")
        for number, it in enumerate(("pier", "dock", "ship", "crew", "crane", "rope"), 1)
    },
}


class Quiet:
    """Is told, and tells nobody."""

    def stage(self, _name: str, _total: int = 0) -> nullcontext[Callable[[], None]]:
        """Enter a stage."""
        return nullcontext(lambda: None)

    def notice(self, text: str) -> None:
        """Fail: there is nothing to tell."""
        pytest.fail(text)


def understood(order: Order, locale: Locale, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a site whose one edition is this."""
    monkeypatch.setattr("sitegen.pipeline.reading.locales_of", lambda _: (locale,))
    with closing(Reader(order)) as reader:
        return reader.site(find_sources(order, Quiet()), order.now, Quiet(), 1)


@pytest.fixture
def both(newsroom: Make, monkeypatch: pytest.MonkeyPatch) -> tuple[Newsroom, Site]:
    """Publish two editions of one corpus."""
    root = newsroom(FILES, site_toml=TOML)
    order = Order(root=root.root, now=datetime.fromisoformat(NOW), jobs=1)
    english = understood(order, ENGLISH, monkeypatch)
    # Addresses that editors write are those of the whole site.
    root.edit("content/articles/quay.md", "(/tags/", "(/fr/tags/")
    root.edit("content/articles/quay.md", "[/old/]", "[/fr/old/]")
    french = understood(order, FRENCH, monkeypatch)
    assert not english.problems.wrong | french.problems.wrong
    site = replace(english, presenters=(*english.presenters, *french.presenters))
    folder = OutputFolder(order.folder, order.profile.mark, order.root)
    with folder.claimed(on_wait=lambda: None, recorded=dict):
        publish(order, site, folder, Quiet())
    return root, site


def test_no_output_is_made_twice_and_each_lies_in_its_edition(
    both: tuple[Newsroom, Site],
) -> None:
    root, site = both
    paths = [output.path for output, _ in planned(site)]
    assert len(paths) == len(set(paths))
    own = {path for path in root.tree() if not SHARED.fullmatch(path)}
    french = {path.removeprefix("fr/") for path in own if path.startswith("fr/")}
    # Each page of one has its page of the other; the files of an index have names of their own.
    names = {it for it in french if not it.endswith((".bin", ".js"))}
    assert names == {
        it for it in own if not it.startswith("fr/") and not it.endswith((".bin", ".js"))
    }
    assert names >= {f"{folder}index.html" for folder in OWN}
    assert names >= {"404.html", "asia/page/1/index.html", "feed.xml", "sitemaps/2026.xml"}
    assert any(it.endswith(".bin") for it in french)


def test_all_links_lead_somewhere_and_pages_lead_within_their_edition(
    both: tuple[Newsroom, Site],
) -> None:
    root, site = both
    tree = root.tree()
    assert dead_links(tree, f"{ORIGIN}/") == []
    for path, data in tree.items():
        if path.endswith(".html"):
            french = path.startswith("fr/")
            page = parsed(data)
            html = page if page.tag == "html" else page.find("html")
            assert html is not None
            assert html.get("lang") == ("fr" if french else "en"), path
            here = [it.removeprefix(ORIGIN) for it in addresses(page)]
            outside = {
                it
                for it in here
                if it.startswith("/")
                and not SHARED.fullmatch(it.removeprefix("/"))
                and it.startswith("/fr/") != french
            }
            assert outside == set(), path
    words = site.presenters[1].site.words
    for path, word in (
        ("fr/search/index.html", words["search"]),
        ("fr/404.html", words["not_found"]),
        ("fr/countries/se/index.html", "Suède"),
        ("fr/archive/2026/03/index.html", "mars 2026"),
    ):
        assert word in root.read(path)
        assert word not in root.read(path.removeprefix("fr/"))


def test_feeds_of_an_edition_have_its_language_and_its_addresses(
    both: tuple[Newsroom, Site],
) -> None:
    root, _ = both
    for prefix, language in (("", "en"), ("fr/", "fr")):
        feed = json.loads(root.read(f"{prefix}feed.json"))
        assert feed["language"] == language
        assert feed["home_page_url"] == f"{ORIGIN}/{prefix}"
        assert {it["url"].rpartition("2026")[0] for it in feed["items"]} == {f"{ORIGIN}/{prefix}"}
        assert len(feed["items"]) == 7
        signed = {author["url"] for it in feed["items"] for author in it["authors"]}
        assert signed == {f"{ORIGIN}/{prefix}authors/news-desk/"}
        told = root.read(f"{prefix}corrections/feed.xml")
        assert f"<language>{language}</language>" in told
        assert f"{ORIGIN}/{prefix}2026/03/quay/" in told


def test_editions_share_an_index_of_sitemaps_and_each_has_its_parts(
    both: tuple[Newsroom, Site],
) -> None:
    root, _ = both
    listed = [it.removeprefix(f"{ORIGIN}/") for it in _locs(root.read("sitemap.xml"))]
    assert sorted(listed) == sorted(
        f"{prefix}sitemaps/{name}.xml"
        for prefix in ("", "fr/")
        for name in ("2026", "news", "pages")
    )
    for path in listed:
        prefix = "fr/" if path.startswith("fr/") else ""
        for loc in _locs(root.read(path)):
            assert loc.startswith(f"{ORIGIN}/fr/") == bool(prefix), path
    assert [line for line in root.read("robots.txt").splitlines() if "Sitemap" in line] == [
        f"Sitemap: {ORIGIN}/{path}"
        for path in ("fr/sitemaps/news.xml", "sitemap.xml", "sitemaps/news.xml")
    ]


def test_rules_for_servers_are_those_of_all_editions(both: tuple[Newsroom, Site]) -> None:
    root, _ = both
    assert root.read("_redirects").splitlines() == [
        "/old/ /2026/03/quay/ 301",
        "/fr/old/ /fr/2026/03/quay/ 301",
    ]


def test_each_edition_asks_an_index_of_its_own(both: tuple[Newsroom, Site]) -> None:
    root, _ = both
    for prefix, language in (("", "en"), ("fr/", "fr")):
        index = searched(root.output, prefix)
        assert list(index.catalogue["languages"]) == [language]
        assert len(index.rows) == 7
        assert all(it.startswith(f"/{prefix}2026/") for it in index.rows)


def test_a_tag_is_spelt_in_addresses_as_the_language_of_its_edition_has_it() -> None:
    fields = ArticleFields(headline="A", dek="B", date=datetime.fromisoformat(NOW), tags=("Öl",))
    config = read_config(SITE.encode(), "content/site.toml")
    for language, id_ in (("de", "oel"), ("en", "ol")):
        [topic] = topics_of(fields, config, Locale(language))
        assert topic.id == id_


def _locs(xml: str) -> Iterator[str]:
    return (it.text or "" for it in etree.fromstring(xml.encode()).iterfind("./{*}*/{*}loc"))


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        # As the site's: for texts, whichever edition they are in, and for house style.
        (
            r"config\.language",
            {
                "edition/locales.py",
                "content/masthead.py",
                "checking/check.py",
                "checking/silence.py",
                "pipeline/memory/documents.py",
                "importing/filing.py",
                "importing/settle.py",
                "importing/moving.py",
                "pipeline/clean.py",
                "scaffold/drafts.py",
            },
        ),
        # Where the whole site begins, and what servers are told.
        (
            r"urls import (?:\([^)]*|[^\n(]*)\b(?:FRONT|NOT_FOUND|SEARCH|OVERVIEWS|CORRECTIONS)\b",
            {
                "edition/locales.py",
                "importing/filing.py",
                "importing/settle.py",
                "pages/present.py",
                "syndication/feeds.py",
                "syndication/servers.py",
                "pipeline/publishing.py",
                "publishing/announcing.py",
                "preview/notes.py",
                "preview/pages.py",
            },
        ),
    ],
)
def test_nobody_takes_the_site_for_one_edition(asked: str, known: set[str]) -> None:
    found = {
        it.relative_to(PACKAGE).as_posix()
        for it in PACKAGE.rglob("*.py")
        if re.search(asked, it.read_text("utf-8"))
    }
    assert found == known
