"""Threads: stories that go on over many articles, what happened in each, and who shows it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from sitegen.edition.entries import Topic
from sitegen.edition.related import TOGETHER
from tests.newsroom import SITE, Newsroom, article, names
from tests.pictures import picture
from tests.stories import related
from tests.stories import story as told

Make = Callable[..., Newsroom]

THREAD = """\
---
title: The grain corridor
dek: Ships, wheat and a signature
summary: Ships sail again.
as_of: 2026-03-05
image: {src: quay.jpg, alt: A quay, credit: AFP}
aliases: [/dossiers/grain/]
---

What it is [about](/2026/03/s1/).
"""

PAPER = SITE + '[pictures]\nformats = ["jpeg"]\n'


def story(number: int, *, day: int | None = None, **keys: Any) -> str:
    """Return a story of March; its milestone is what happened, unless something else is said."""
    given: dict[str, Any] = {"milestone": f"Step {number}", "thread": "grain", **keys}
    return article(f"Story {number}", date=f"2026-03-{day or number:02} 09:00", **given)


FILES: dict[str, str | bytes] = {
    "content/threads/grain.md": THREAD,
    "content/images/quay.jpg": picture(),
    **{f"content/articles/s{number}.md": story(number) for number in range(1, 7)},
    # Of another section: what they share with the others is the thread, or nothing.
    "content/articles/s5.md": story(5, milestone=None, section="europe", authors="[]"),
    "content/articles/other.md": article(
        "Other", date="2026-03-07 09:00", section="europe", authors="[]"
    ),
}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES), site_toml=PAPER).build()


@pytest.fixture(scope="module")
def seen(shown: Make) -> Newsroom:
    return shown(FILES, site_toml=PAPER)


def page(site: Newsroom, path: str) -> str:
    return site.read(f"{path}index.html")


def milestones(html: str, within: str) -> list[str]:
    """Return the words of the milestones in an element of a class."""
    element = rf'<(aside|section) class="{within}".*?</\1>'
    (inside,) = [it[0] for it in re.finditer(element, html, re.DOTALL)]
    return re.findall(r">(Step \d+)</a>", inside)


def graph(html: str) -> list[dict[str, Any]]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    things: list[dict[str, Any]] = json.loads(found)["@graph"]
    return things


# What readers see -----------------------------------------------------------------------------


def test_a_thread_tells_how_things_stand_what_happened_and_all_of_its_stories(
    seen: Newsroom,
) -> None:
    html = page(seen, "threads/grain/")
    assert "<h1>The grain corridor</h1>" in html
    assert "Ships, wheat and a signature" in html
    assert 'As of <time datetime="2026-03-05">March 5, 2026</time>' in html
    assert "Ships sail again." in html
    assert 'What it is <a href="/2026/03/s1/">about</a>' in html
    # What happened last comes first; what is no milestone is a story all the same.
    assert milestones(html, "milestones") == [f"Step {it}" for it in (6, 4, 3, 2, 1)]
    assert re.findall(r"<h3><a[^>]*>(Story \d)", html) == ["Story 6", "Story 5", "Story 4"]
    assert 'property="og:image" content="https://test.example/pictures/' in html


def test_what_is_closed_is_told_from_its_beginning(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=PAPER)
    site.edit("content/threads/grain.md", "dek:", "status: closed\ndek:").build()
    html = page(site, "threads/grain/")
    assert milestones(html, "milestones") == [f"Step {it}" for it in (1, 2, 3, 4, 6)]
    assert "Closed thread" in html
    assert re.search(r"Closed\s*</h2>.*The grain corridor", page(site, "threads/"), re.DOTALL)


def test_a_milestone_of_another_day_stands_on_that(newsroom: Make) -> None:
    files = dict(FILES)
    files["content/articles/s6.md"] = story(6, milestone="{date: 2026-03-01, text: Step 6}")
    site = newsroom(files, site_toml=PAPER).build()
    html = page(site, "threads/grain/")
    assert milestones(html, "milestones") == [f"Step {it}" for it in (4, 3, 2, 6, 1)]
    assert html.count('datetime="2026-03-01"') == 1  # both of that day below one date


def test_a_story_tells_what_was_before_it_and_leads_on(seen: Newsroom) -> None:
    html = page(seen, "2026/03/s6/")
    assert milestones(html, "so-far") == ["Step 2", "Step 3", "Step 4"]
    assert '<a href="/threads/grain/">The grain corridor</a>' in html
    first = page(seen, "2026/03/s1/")
    assert milestones(first, "so-far") == []
    assert '<a href="/threads/grain/">The grain corridor</a>' in first
    # The one before it is of another section.
    neighbours = re.findall(r'<a rel="(prev|next)" href="(\S+?)"', html)
    assert neighbours == [("prev", "/2026/03/s5/")]
    assert "Earlier in <bdi>The grain corridor</bdi>" in html
    assert "so-far" not in page(seen, "2026/03/other/")


def test_related_stories_begin_with_the_thread(seen: Newsroom) -> None:
    html = page(seen, "2026/03/s5/")
    (block,) = re.findall(r'<aside class="related".*?</aside>', html, re.DOTALL)
    found = re.findall(r'<h3><a href="/2026/03/(\w+)/"', block)
    assert set(found[:5]) == {"s6", "s4", "s3", "s2", "s1"}
    assert found[5:] == ["other"]


def test_a_thread_binds_more_than_all_else_together_however_long_ago() -> None:
    bond = Topic("thread", "grain", "grain").filed
    shared = tuple(Topic("tag", f"t{it}", f"t{it}").filed for it in range(100))
    ones = [
        told("mine", 400_000, (bond, *shared)),
        told("alike", 400_000, shared),
        told("bound", 0, (bond,)),
    ]
    assert TOGETHER > 0
    assert related(ones)["mine"] == ("bound", "alike")


def test_a_story_of_two_threads_tells_of_both_in_its_order(newsroom: Make) -> None:
    files = dict(FILES)
    files["content/threads/ports.md"] = "---\ntitle: Ports\n---\n"
    files["content/articles/s3.md"] = story(3, thread="[ports, grain]")
    files["content/articles/s6.md"] = story(6, thread="[ports, grain]")
    site = newsroom(files, site_toml=PAPER).build()
    html = page(site, "2026/03/s6/")
    assert re.findall(r'id="page_thread_\d"><a href="(\S+?)"', html) == [
        "/threads/ports/",
        "/threads/grain/",
    ]
    assert "Earlier in <bdi>Ports</bdi>" in html  # what it belongs to most
    assert '<a rel="prev" href="/2026/03/s3/">' in html


def test_feeds_sitemap_overview_and_old_addresses_know_threads(seen: Newsroom) -> None:
    assert "<title>Story 6</title>" in seen.read("threads/grain/feed.xml")
    assert 'href="/threads/grain/feed.xml"' in page(seen, "threads/grain/")
    assert "/threads/grain/feed.xml" in page(seen, "feeds/")
    pages = seen.read("sitemaps/pages.xml")
    for address in ("threads/", "threads/grain/", "threads/grain/page/1/"):
        assert f"<loc>https://test.example/{address}</loc>" in pages
    overview = page(seen, "threads/")
    assert "The grain corridor" in overview
    assert "6 stories" in overview
    assert '<li><a href="/threads/">Threads</a></li>' in overview
    assert "/threads/grain/" in page(seen, "dossiers/grain/")


def test_machines_learn_what_a_story_is_part_of(seen: Newsroom) -> None:
    (listing, stories) = graph(page(seen, "threads/grain/"))
    series = listing["mainEntity"]
    assert (listing["abstract"], listing["dateModified"]) == ("Ships sail again.", "2026-03-05")
    assert series["@type"] == "CreativeWorkSeries"
    told = [it["name"] for it in series["subjectOf"]["itemListElement"]]
    assert told == [f"Step {it}" for it in (6, 4, 3, 2, 1)]
    assert len(stories["itemListElement"]) == 3
    news = graph(page(seen, "2026/03/s6/"))[0]
    assert [it.get("@id") for it in news["isPartOf"]] == [
        "https://test.example/#website",
        series["@id"],
    ]


def test_a_site_without_threads_has_none_of_it(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article()}).build()
    assert not [path for path in site.tree() if "threads" in path]
    assert not [path for path, data in site.tree().items() if b"/threads/" in data]
    # So a page may have the address.
    site.write({"content/pages/threads.md": "---\ntitle: Yarn\n---\nWool.\n"}).build()
    assert "Yarn" in page(site, "threads/")
    site.write(FILES)
    assert "is taken by" in site.fail()


# What an edit rewrites ------------------------------------------------------------------------


def rebuilt(site: Newsroom) -> set[str]:
    site.build()
    assert site.tree() == site.clean_tree()
    return names(site.rewritten)


def of_threads(paths: set[str]) -> set[str]:
    """Return what of some outputs is a thread's, or a story's own page."""
    return {it for it in paths if re.fullmatch(r"/threads/.*|/2026/03/\w+/", it)}


def test_a_body_rewrites_no_thread(site: Newsroom) -> None:
    site.edit("content/articles/s3.md", "Some words", "Other words")
    assert of_threads(rebuilt(site)) == {"/2026/03/s3/"}


def test_the_text_of_a_thread_rewrites_its_page_alone(site: Newsroom) -> None:
    site.edit("content/threads/grain.md", "What it is", "What this is")
    assert rebuilt(site) == {"/threads/grain/"}
    site.edit("content/threads/grain.md", "Ships sail again", "No ship sails")
    assert rebuilt(site) == {"/threads/grain/"}


def test_the_dek_of_a_thread_rewrites_its_page_and_what_lists_it(site: Newsroom) -> None:
    site.edit("content/threads/grain.md", "Ships, wheat", "Wheat, ships")
    assert rebuilt(site) == {"/threads/grain/", "/threads/"}


def test_a_milestone_rewrites_exactly_what_shows_it(site: Newsroom) -> None:
    site.edit("content/articles/s2.md", "Step 2", "Step 20")
    # Its own page tells of others.
    shown = {"/2026/03/s3/", "/2026/03/s4/", "/2026/03/s5/", "/2026/03/s6/"}
    assert rebuilt(site) == {"/threads/grain/", *shown}
    # A fourth behind it: it has left the box of the sixth.
    site.edit("content/articles/s5.md", "thread:", "milestone: Step 5\nthread:")
    assert rebuilt(site) == {"/threads/grain/", "/2026/03/s6/"}
    site.edit("content/articles/s2.md", "Step 20", "Step 2")
    assert rebuilt(site) == {"/threads/grain/", *shown - {"/2026/03/s6/"}}


def test_a_new_story_touches_of_the_thread_what_stands_beside_it(site: Newsroom) -> None:
    site.write({"content/articles/s8.md": story(8, section=None, authors="[]")})
    found = of_threads(rebuilt(site))
    assert {"/threads/", "/threads/grain/", "/threads/grain/feed.xml", "/2026/03/s8/"} < found
    assert "/2026/03/s6/" in found


def test_the_name_of_a_thread_rewrites_what_names_it(site: Newsroom) -> None:
    site.edit("content/threads/grain.md", "The grain corridor", "Grain")
    found = rebuilt(site)
    assert {f"/2026/03/s{it}/" for it in range(1, 7)} < found
    assert "/2026/03/other/" not in found
    assert "Earlier in <bdi>Grain</bdi>" in page(site, "2026/03/s6/")


# Nothing held back leaks ----------------------------------------------------------------------

SECRET = "Zanzibarian"  # noqa: S105 - a word that leaks are found by


@pytest.mark.parametrize(
    "held",
    [
        {"status": "draft"},
        {"day": 30, "expires": "2026-04-01"},
        {"embargo": "2027-01-01T00:00:00Z"},
    ],
)
def test_a_held_back_story_leaves_no_trace_in_its_thread(
    newsroom: Make, held: dict[str, Any]
) -> None:
    files = dict(FILES)
    secret = story(5, milestone=f"{SECRET} step", tags=f"[{SECRET}]", **held)
    files["content/articles/s5.md"] = secret.replace("Story 5", f"{SECRET} story")
    files["content/threads/only.md"] = f"---\ntitle: {SECRET} thread\n---\n{SECRET}.\n"
    files["content/articles/alone.md"] = story(9, thread="only", **held)
    site = newsroom(files, site_toml=PAPER).build()
    leaks = [
        path
        for path, data in site.tree().items()
        if SECRET.lower().encode() in data.lower() or "threads/only" in path
    ]
    assert leaks == []
    without = {path: text for path, text in files.items() if path.endswith("alone.md")}
    bare = {path: text for path, text in files.items() if path not in without}
    del bare["content/threads/only.md"], bare["content/articles/s5.md"]
    other = newsroom(bare, site_toml=PAPER).build()
    assert site.tree() == other.tree()


def test_a_thread_whose_stories_are_all_held_back_does_not_exist(newsroom: Make) -> None:
    files = {
        "content/threads/grain.md": THREAD,
        "content/images/quay.jpg": picture(),
        "content/articles/a.md": article("A", "See [it](/threads/grain/)."),
        "content/articles/s1.md": story(1, status="draft"),
        "content/articles/b.md": article("B", date="2026-02-01"),
    }
    site = newsroom({**files, "content/articles/s1.md": story(1, status="draft")})
    site.edit("content/threads/grain.md", "[about](/2026/03/s1/)", "about").build()
    assert not [path for path, data in site.tree().items() if b"/threads/" in data]
    assert "See it." in page(site, "2026/03/a/")
    assert [it["severity"] for it in site.report["problems"]] == ["warning"]
    site.build("--drafts")
    drafts = site.tree(site.root / "public-drafts")
    assert b"Step 1" in drafts["threads/grain/index.html"]


def test_a_story_that_is_taken_back_is_no_milestone(newsroom: Make) -> None:
    taken = "[{date: 2026-03-08, kind: retraction, text: It was not so.}]"
    files = {**FILES, "content/articles/s4.md": story(4, corrections=taken)}
    site = newsroom(files, site_toml=PAPER).build()
    assert milestones(page(site, "threads/grain/"), "milestones") == [
        f"Step {it}" for it in (6, 3, 2, 1)
    ]


# Mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"thread": "grian"}, "there is no thread `grian` → did you mean `grain`?"),
        ({"thread": "[grain, wheat]"}, "there is no thread `wheat` → add content/threads/wheat.md"),
        ({"thread": "[grain, grain]"}, "`grain` is named twice"),
        ({"thread": "{id: grain}"}, "`thread` must be"),
        ({"milestone": "{date: 2026-02-30, text: A}"}, "`milestone.date`"),
        ({"milestone": "{text: A}"}, "`milestone.date` is missing"),
    ],
)
def test_a_mistake_is_told_with_its_place(newsroom: Make, keys: dict[str, Any], told: str) -> None:
    site = newsroom({**FILES, "content/articles/s6.md": story(6, **keys)}, site_toml=PAPER)
    said = re.sub(r"\s+", " ", site.fail())
    assert re.search(r"content/articles/s6\.md:\d+:\d+", said)
    assert told.partition(" → ")[0] in said
    assert told.rpartition(" → ")[2] in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_of: 2026-03-05", "as_of: 2026-02-19", "15 days older than the newest milestone"),
        ("summary: Ships sail again.\nas_of: 2026-03-05\n", "", "has no `summary`"),
    ],
)
def test_a_summary_that_knows_too_little_is_a_warning(
    newsroom: Make, old: str, new: str, message: str
) -> None:
    site = newsroom(dict(FILES), site_toml=PAPER).edit("content/threads/grain.md", old, new).build()
    (problem,) = site.report["problems"]
    assert problem["path"] == "content/threads/grain.md"
    assert (problem["severity"], problem["line"] > 1) == ("warning", True)
    assert message in problem["message"]


def test_a_summary_is_in_time_for_fourteen_days_and_held_back_milestones_do_not_count(
    newsroom: Make,
) -> None:
    site = newsroom(dict(FILES), site_toml=PAPER)
    site.edit("content/threads/grain.md", "as_of: 2026-03-05", "as_of: 2026-02-20")
    site.write({"content/articles/s9.md": story(9, status="draft")})
    assert site.build().report["problems"] == []
    site.build("--drafts")
    assert site.report["problems"] == []


def test_a_summary_without_its_day_is_an_error(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=PAPER)
    said = site.edit("content/threads/grain.md", "as_of: 2026-03-05\n", "").fail()
    assert "content/threads/grain.md:4:10" in said
    assert "the summary has no `as_of`" in said


def test_a_milestone_that_nothing_shows_and_a_long_one_are_warnings(newsroom: Make) -> None:
    files = dict(FILES)
    files["content/articles/s1.md"] = story(1, thread=None)
    files["content/articles/s2.md"] = story(2, milestone="word " * 40)
    site = newsroom(files, site_toml=PAPER).build()
    assert [(it["path"], it["severity"]) for it in site.report["problems"]] == [
        ("content/articles/s1.md", "warning"),
        ("content/articles/s2.md", "warning"),
    ]


def test_the_check_names_a_thread_that_nothing_belongs_to(newsroom: Make) -> None:
    files = {
        **FILES,
        "content/threads/idle.md": "---\ntitle: I\nsummary: S\nas_of: 2026-01-01\n---\n",
    }
    said = newsroom(files, site_toml=PAPER).run("check").stderr
    assert "content/threads/idle.md" in said
    assert "no article belongs to this thread" in said


def test_a_new_thread_is_valid_from_its_first_line(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=PAPER)
    result = site.run("new", "--kind", "thread", "The Night Ferry")
    assert result.stdout.strip().endswith("content/threads/the-night-ferry.md")
    site.edit("content/articles/s1.md", "thread: grain", "thread: the-night-ferry").build()
    assert "<h1>The Night Ferry</h1>" in page(site, "threads/the-night-ferry/")
