"""Topics with a name of their own, overviews that tell, and what search engines are told."""

import re
from collections.abc import Callable

import pytest
from lxml import html

from tests.html import texts
from tests.newsroom import SITE, Newsroom, article, names
from tests.pictures import picture

Make = Callable[..., Newsroom]

TOPICS = """\
[nato]
name = "NATO"
description = "The treaty of 1949 and what came of it."
aliases = ["North Atlantic Treaty", "Alliance"]

[law-of-the-sea]
name = "Law of the Sea"
"""


def paper(newsroom: Make, **more: str | bytes) -> Newsroom:
    files: dict[str, str | bytes] = {
        "content/topics.toml": TOPICS,
        "content/articles/a.md": article("Story A", tags="[nato, trade]", date="2026-03-03"),
        "content/articles/b.md": article("Story B", tags="[Alliance, nato]", date="2026-03-02"),
        "content/articles/c.md": article("Story C", tags="[NATO]", date="2025-03-01"),
    }
    return newsroom(files | more)


def test_a_topic_is_called_by_its_name_whatever_stories_write(newsroom: Make) -> None:
    site = paper(newsroom).build()
    assert texts(site, "tags/nato/index.html", "//h1") == ["NATO"]
    assert texts(site, "tags/nato/index.html", "//main//h3") == ["Story A", "Story B", "Story C"]
    assert texts(site, "tags/nato/index.html", "//*[@class='dek'][1]")[0].startswith("The treaty")
    assert texts(site, "2026/03/b/index.html", "//a[@rel='tag']") == ["NATO"]
    assert 'content="NATO"' in site.read("2026/03/a/index.html")
    assert "<category>NATO</category>" in site.read("feed.xml")
    assert {"trade", "NATO"} == {*texts(site, "tags/index.html", "//*[@class='name']/a")}


def test_old_names_of_a_topic_lead_to_it_by_page_and_by_rule(newsroom: Make) -> None:
    site = paper(newsroom).build()
    for old in ("alliance", "north-atlantic-treaty"):
        assert 'url=/tags/nato/"' in site.read(f"tags/{old}/index.html")
        assert f"/tags/{old}/ /tags/nato/ 301" in site.read("_redirects")
        assert f"/tags/{old}/feed.xml /tags/nato/feed.xml 301" in site.read("_redirects")
    # Nobody has a story about it.
    assert "law-of-the-sea" not in "".join(site.tree())


def test_a_link_to_an_old_name_of_a_topic_leads_to_the_new_one(newsroom: Make) -> None:
    body = "See [that](/tags/alliance/)."
    site = paper(newsroom, **{"content/articles/d.md": article("Story D", body)}).build()
    assert '<a href="/tags/nato/">that</a>' in site.read("2026/03/d/index.html")


def test_what_is_held_back_tells_of_no_topic(newsroom: Make) -> None:
    held = article("Story D", tags="[Law of the Sea]", status="draft")
    site = paper(newsroom, **{"content/articles/d.md": held}).build()
    told = "".join(site.read(path) for path in site.tree() if path.endswith(("l", "s")))
    assert "law-of-the-sea" not in told
    assert "Law of the Sea" not in told


def test_an_edit_of_topics_rewrites_what_shows_them(newsroom: Make) -> None:
    site = paper(newsroom).build()
    site.edit("content/topics.toml", "and what came of it", "and the alliance").build()
    assert names(site.rewritten) == {"/tags/", "/tags/nato/"}
    site.edit("content/topics.toml", '"NATO"', '"The Alliance"').build()
    assert {"/tags/", "/tags/nato/", "/2026/03/a/", "/feed.xml"} <= names(site.rewritten)
    assert site.clean_tree() == site.tree()


def test_overviews_tell_how_many_stories_there_are_and_which_is_the_newest(newsroom: Make) -> None:
    site = paper(newsroom).build()
    item = "//main//li[contains(., 'NATO')]"
    assert texts(site, "tags/index.html", f"{item}//*[@class='count']") == ["3 stories"]
    assert texts(site, "tags/index.html", f"{item}//*[@class='newest']") == ["Story A"]
    assert texts(site, "tags/index.html", f"{item}//*[@class='about']")[0].startswith("The treaty")
    assert texts(site, "sections/index.html", "//*[@class='count']") == ["3 stories", "0 stories"]
    assert texts(site, "archive/index.html", "//*[@class='count']") == ["2 stories", "1 story"]
    for edit in ("Story A", "Story Z"):
        site.edit("content/articles/a.md", edit, "Story Z").build()
        assert site.clean_tree() == site.tree()
    assert texts(site, "tags/index.html", f"{item}//*[@class='newest']") == ["Story Z"]


def test_authors_show_their_faces(newsroom: Make) -> None:
    desk = "---\nname: News desk\nportrait: {src: a.jpg, alt: Desks, credit: Us}\n---\nUs.\n"
    site = paper(newsroom)
    site.write({"content/authors/news-desk.md": desk})
    site.write({"content/authors/a.jpg": picture(size=(400, 400))}).build()
    [image] = html.fromstring(site.read("authors/index.html")).xpath("//main//img")
    assert (image.get("alt"), image.get("loading")) == ("", None)
    site.write({"content/authors/a.jpg": picture((1, 2, 3), size=(400, 400))}).build()
    assert site.clean_tree() == site.tree()


def test_a_year_of_the_archive_is_one_list_of_headlines(newsroom: Make) -> None:
    site = paper(newsroom).build()
    assert texts(site, "archive/2026/index.html", "//main//h2") == ["March 2026"]
    lines = texts(site, "archive/2026/index.html", "//main//ol/li")
    assert lines == ["March 3, 2026 Story A", "March 2, 2026 Story B"]
    site.edit("content/articles/b.md", "Story B", "Story Z").build()
    assert "/archive/2026/" in names(site.rewritten)
    site.edit("content/articles/b.md", "2026-03-02", "2026-02-02").build()
    assert site.clean_tree() == site.tree()


def test_of_a_year_with_very_many_stories_months_tell_how_many(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.pages.overviews.LONGEST_YEAR", 1)
    site = paper(newsroom).build()
    assert texts(site, "archive/2026/index.html", "//main//a[@href='/archive/2026/03/']") == [
        "2 stories"
    ]
    assert not texts(site, "archive/2026/index.html", "//main//ol/li")
    assert texts(site, "archive/2025/index.html", "//main//ol/li")


def test_a_section_tells_what_it_is_about_and_who_signs_there(newsroom: Make) -> None:
    site = paper(newsroom)
    site.write({"content/authors/ann.md": "---\nname: Ann\n---\n"})
    site.edit("content/articles/a.md", "[news-desk]", "[ann]")
    site.edit("content/articles/b.md", "[news-desk]", "[ann]").build()
    assert texts(site, "asia/index.html", "//nav[@class='chips']//a") == ["NATO", "trade"]
    assert texts(site, "asia/index.html", "//a[@rel='author']") == ["News desk", "Ann"]
    site.edit("content/articles/a.md", "trade", "arms").build()
    assert texts(site, "asia/index.html", "//nav[@class='chips']//a") == ["NATO", "arms"]
    assert site.clean_tree() == site.tree()


def test_every_page_that_is_indexed_has_a_description_of_its_own(newsroom: Make) -> None:
    files = {
        f"content/articles/s{at}.md": article(
            f"Story {at}",
            date=f"2026-02-{1 + at:02}",
            tags="[nato]",
            countries="[NO]",
            dek=f"What {at} says." if at else None,
        )
        for at in range(14)
    }
    site = newsroom(
        {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n", **files},
        site_toml=f"{SITE}[views]\nshow = true\n",
    ).build()
    found: dict[str, str] = {}
    for path in site.tree():
        page = site.read(path) if path.endswith(".html") else ""
        if page and "noindex" not in page:
            [told] = re.findall(r'<meta name="description" content="([^"]+)">', page)
            assert told not in found, (path, found.get(told))
            found[told] = path
    assert len(found) > 30
