"""Sitemaps and robots.txt: against their schemas, at the edges of time and number."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from sitegen.edition.locales import Locale
from sitegen.syndication.sitemaps import MOST_ADDRESSES, MOST_NEWS, _split
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

SCHEMAS = Path(__file__).parent / "schemas"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
ORIGIN = "https://test.example"
FILES: dict[str, str | bytes] = {
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    "content/pages/secret.md": "---\ntitle: Secret\nnoindex: true\n---\nUs.\n",
    "content/articles/quay.jpg": picture(),
    "content/articles/old.md": article(
        "Old",
        "![A pier](quay.jpg)",
        date="2025-01-10 09:00",
        updated="2025-02-01 10:00",
        image="{src: quay.jpg, alt: A quay, credit: Us}",
        corrections='[{date: 2025-03-01 11:00, text: "It was a pier."}]',
    ),
    "content/articles/new.md": article("Tea & <talks>", date="2026-03-01 09:00"),
    "content/articles/hidden.md": article("Hidden", noindex="true"),
    "content/articles/draft.md": article("Draft", status="draft"),
    "content/articles/later.md": article("Later", date="2026-12-01 09:00"),
}


def schema() -> etree.XMLSchema:
    """Return the schema of all three vocabularies."""
    imports = "".join(
        f'<xs:import namespace="{SPACES[prefix]}" schemaLocation="{SCHEMAS / name}.xsd"/>'
        for prefix, name in (("s", "sitemap"), ("image", "sitemap-image"), ("news", "sitemap-news"))
    )
    space = "http://www.w3.org/2001/XMLSchema"
    return etree.XMLSchema(etree.fromstring(f'<xs:schema xmlns:xs="{space}">{imports}</xs:schema>'))


def read(site: Newsroom, path: str) -> etree._Element:
    root = etree.fromstring(site.read(path).encode())
    schema().assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    return [it.text or "" for it in root.iterfind(path, SPACES)]


def at(now: str, site: Newsroom) -> list[str]:
    """Return the titles that the news sitemap holds at a time."""
    site.build(now=now)
    return texts(read(site, "sitemaps/news.xml"), ".//news:title")


def test_the_index_leads_to_every_part_and_the_parts_to_every_page(newsroom: Make) -> None:
    site = newsroom(FILES).build()
    index = read(site, "sitemap.xml")
    parts = [loc.removeprefix(f"{ORIGIN}/") for loc in texts(index, ".//s:loc")]
    assert parts == [f"sitemaps/{name}.xml" for name in ("pages", "2026", "2025", "news")]
    found = {loc for part in parts for loc in texts(read(site, part), ".//s:loc")}
    pages = {
        f"{ORIGIN}/{path.removesuffix('index.html')}"
        for path in site.tree()
        if path.endswith("index.html") and 'name="robots" content="noindex' not in site.read(path)
    }
    assert found == pages
    assert f"{ORIGIN}/2026/03/hidden/" not in found


def test_an_article_says_when_it_last_changed_and_which_pictures_it_shows(newsroom: Make) -> None:
    site = newsroom(FILES).build()
    part = read(site, "sitemaps/2025.xml")
    assert texts(part, ".//s:lastmod") == ["2025-03-01T11:00:00+01:00"]
    images = texts(part, ".//image:loc")
    assert len(images) == len(set(images)) == 2
    assert {image.removeprefix(f"{ORIGIN}/") for image in images} <= set(site.tree())
    assert texts(read(site, "sitemap.xml"), ".//s:lastmod")[2] == "2025-03-01T11:00:00+01:00"


def test_the_index_knows_the_latest_when_the_clocks_go_back(newsroom: Make) -> None:
    hours = {"first": "2025-10-26 02:30+02:00", "second": "2025-10-26 02:10+01:00"}
    files = {f"content/articles/{name}.md": article(date=it) for name, it in hours.items()}
    site = newsroom(files).build()
    assert (
        max(texts(read(site, "sitemaps/2025.xml"), ".//s:lastmod")) == "2025-10-26T02:30:00+02:00"
    )
    assert texts(read(site, "sitemap.xml"), ".//s:lastmod") == ["2025-10-26T02:10:00+01:00"] * 2


def test_robots_txt_names_the_index_and_the_news(newsroom: Make) -> None:
    site = newsroom(FILES).build()
    assert site.read("robots.txt") == (
        "User-agent: *\nDisallow:\n\n"
        f"Sitemap: {ORIGIN}/sitemap.xml\nSitemap: {ORIGIN}/sitemaps/news.xml\n"
    )
    site.write({"static/root/robots.txt": "User-agent: *\nDisallow: /\n"}).build()
    assert site.read("robots.txt") == "User-agent: *\nDisallow: /\n"


def test_news_is_news_for_48_hours_to_the_second(newsroom: Make) -> None:
    site = newsroom(FILES)
    assert at("2026-03-01T07:59:59Z", site) == []
    assert at("2026-03-01T08:00:00Z", site) == ["Tea & <talks>"]
    assert at("2026-03-03T07:59:59Z", site) == ["Tea & <talks>"]
    due = site.run("due", "--now", "2026-03-03T07:59:59Z")
    assert due.stdout == "2026-03-03T09:00:00+01:00\n"
    assert "content/articles/new.md: is no news any more" in due.stderr
    assert at("2026-03-03T08:00:00Z", site) == []
    assert site.tree() == site.clean_tree(now="2026-03-03T08:00:00Z")
    site.write({"content/articles/eve.md": article("Eve", date="2026-02-28 20:00")})
    assert at("2026-03-01T08:00:00Z", site) == ["Tea & <talks>", "Eve"]


def test_without_news_the_newest_story_keeps_the_file_valid(newsroom: Make) -> None:
    site = newsroom(FILES).build()
    root = read(site, "sitemaps/news.xml")
    assert texts(root, ".//s:loc") == [f"{ORIGIN}/2026/03/new/"]
    assert texts(root, ".//news:title") == []


def test_news_names_the_paper_the_language_and_the_moment(newsroom: Make) -> None:
    files = {"content/articles/a.md": article("A", lang="zh-TW", date="2026-06-01 09:00")}
    root = read(newsroom(files).build(), "sitemaps/news.xml")
    assert texts(root, ".//news:name") == ["The Test"]
    assert texts(root, ".//news:language") == ["zh-tw"]
    assert texts(root, ".//news:publication_date") == ["2026-06-01T09:00:00+02:00"]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (1000, [1000]), (1001, [1000, 1])],
)
def test_news_is_split_after_a_thousand(count: int, sizes: list[int]) -> None:
    assert list(parts("news", count, MOST_NEWS).values()) == sizes


def test_a_sitemap_is_split_after_fifty_thousand_addresses() -> None:
    assert parts("2026", 50_001, MOST_ADDRESSES) == {
        "sitemaps/2026.xml": 50_000,
        "sitemaps/2026-2.xml": 1,
    }


def parts(name: str, count: int, most: int) -> dict[str, int]:
    return {path: len(part) for path, part in _split(Locale("en"), name, range(count), most)}


def test_a_site_without_stories_has_a_sitemap_without_news(newsroom: Make) -> None:
    site = newsroom({}).build()
    assert "sitemaps/news.xml" not in site.tree()
    assert "news" not in site.read("robots.txt")
    read(site, "sitemap.xml")


def test_addresses_are_absolute_under_a_sub_path(newsroom: Make) -> None:
    toml = SITE.replace("https://test.example/", "https://test.example/the-paper/")
    site = newsroom(FILES, site_toml=toml).build()
    for path in site.tree():
        if path.startswith("sitemap"):
            locs = texts(read(site, path), ".//s:loc")
            assert locs
            assert all(loc.startswith("https://test.example/the-paper/") for loc in locs)


def test_a_typo_touches_no_sitemap_and_an_update_its_own_part(newsroom: Make) -> None:
    site = newsroom(FILES).build()
    site.edit("content/articles/old.md", "A pier", "The pier").build()
    assert not {path for path in site.rewritten if path.startswith("sitemap")}
    site.edit("content/articles/new.md", "section: asia", "section: asia\nupdated: 2026-04-01")
    site.build(now=NOW)
    changed = {path for path in site.rewritten if path.startswith("sitemap")}
    assert changed == {"sitemap.xml", "sitemaps/2026.xml", "sitemaps/pages.xml"}


def test_each_page_of_a_listing_says_when_a_story_on_it_last_changed(shown: Make) -> None:
    files = {
        f"content/articles/s{day}.md": article(date=f"2026-02-{day:02} 09:00")
        for day in range(1, 9)
    }
    site = shown(files)
    told = {
        it.findtext("s:loc", "", SPACES).removeprefix(ORIGIN): it.findtext("s:lastmod", "", SPACES)
        for it in read(site, "sitemaps/pages.xml")
    }
    days = {path: told[path][:10] for path in ("/asia/", "/asia/page/1/")}
    assert days == {"/asia/": "2026-02-08", "/asia/page/1/": "2026-02-03"}
