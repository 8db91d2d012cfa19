"""Search in whole sites: what its index holds, and what an edit makes anew."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from sitegen.digests import encoded
from sitegen.pages.hyphens import hyphened
from sitegen.pipeline.memory.bundles import Bundles
from sitegen.search import parts, stories
from sitegen.search.files import LISTED
from tests.charts import block
from tests.newsroom import SITE, Newsroom, article, names, sitegen
from tests.searched import Searched, inflated, searched

Make = Callable[..., Newsroom]

SEARCHABLE = SITE.replace("enabled = false", "enabled = true")
STYLE = '[terms]\nKyiv = ["Kiev", "Kyjiw"]\n"Côte d\'Ivoire" = ["Ivory Coast"]\n'
STORIES = {
    "content/articles/kyiv.md": article(
        "Talks in Kyiv", "They *met* in **Ky**iv's old town.", date="2026-01-05 09:00"
    ),
    "content/articles/kiev.md": article(
        "An old letter", "It came from Kiev, by post.", date="2026-02-05 09:00"
    ),
    "content/articles/elysee.md": article(
        "Dinner at the Élysée", "A naïve toast.", countries="[FR]", section="europe", tags="[Wine]"
    ),
    "content/articles/arabic.md": article("قناة السويس", "كلمات عن الملاحة والعالم.", lang="ar"),
    "content/articles/korean.md": article("한반도의 평화", "평화에 관하여 말했다.", lang="ko"),
    "content/articles/coast.md": article("Cocoa", "Prices rose in Ivory  Coast."),
    "content/articles/markup.md": article(
        "Markup", "Words[^1] &lt;b&gt; and\n\n- one\n- two\n\n[^1]: A footnote on zebras."
    ),
    "content/articles/film.md": article(
        "A film",
        '::: embed https://example.org/w\ntitle: "Ships & boats"\n:::\n\nIts words.\n\n'
        + block("fleet.csv", "bar", source="Harbour board"),
        key_points="[A cormorant sailed]",
    ),
    "content/articles/fleet.csv": "port,tonnage\nGdańsk,4711\n",
    "content/style.toml": STYLE,
}
HELD = {
    f"content/articles/{number}.md": article(f"Xylophone {number}", "Quagga.", **keys)
    for number, keys in enumerate(
        (
            {"status": "draft"},
            {"date": "2027-01-01"},
            {"embargo": "2027-01-01T00:00:00+00:00"},
            {"expires": "2026-05-01"},
        )
    )
}


def told(folder: Path) -> bytes:
    """Return all that the files of an index say."""
    files = sorted((folder / "search").glob("*.bin"))
    return b"".join(map(inflated, files)).lower()


def rebuilt(site: Newsroom) -> list[str]:
    """Build again, hold the result against a clean build; return the files written of search."""
    site.build()
    assert site.tree() == site.clean_tree()
    return sorted(it for it in site.rewritten if it.startswith("search/"))


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(STORIES), site_toml=SEARCHABLE).build()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the index as that of a large paper."""
    for name, value in {"SLOTS": 2, "PART": 4, "NEWEST": 2}.items():
        monkeypatch.setattr(stories, name, value)
    monkeypatch.setattr(parts, "LARGEST", 150)


# What is in it ------------------------------------------------------------------------------


def test_a_story_is_found_by_its_words_and_by_no_other(site: Newsroom) -> None:
    index = searched(site.output)
    assert index.places("toast") == {2: {"/2026/03/elysee/"}}
    assert index.places("elysee") == {0: {"/2026/03/elysee/"}}
    assert index.finding("kyiv") == {"kyiv", "kiev"}  # a word in two pieces of markup
    assert index.finding("met") == {"kyiv"}
    assert index.finding("zebras") == {"markup"}
    assert index.finding("b") == {"markup"}
    assert index.finding("boats") == {"film"}
    assert index.finding("gdansk") == index.finding("tonnage") == {"film"}  # of the chart
    assert index.finding("4711") == set()
    assert index.places("cormorant") == {1: {"/2026/03/film/"}}
    assert index.finding("avian") == set()
    # Nothing that stands on a page beside its story.
    assert {
        "menu",
        "archiv",
        "read",
        "relat",
        "px",
        "li",
        "href",
        "1",
    } & index.stories.keys() == set()


THREAD = """---
title: Round the cape
dek: How a route became a detour
summary: Freight has doubled.
as_of: 2026-03-01
status: open
---

The albatrosses saw it first.
"""


def test_the_page_of_a_thread_is_found_and_says_when_it_was_last_told(newsroom: Make) -> None:
    thread = "content/threads/cape.md"
    files = dict(STORIES) | {thread: THREAD, **HELD}
    site = newsroom(files, site_toml=SEARCHABLE)
    held = article("Quagga", "Xylophone.", thread="[cape]", status="draft")
    site.write({"content/articles/held.md": held})
    assert b"albatross" not in told(site.build().output)  # none of its stories is public

    first = article("A detour", "Ships.", thread="[cape]", countries="[ZA]", section="europe")
    site.write({"content/articles/detour.md": first})
    assert rebuilt(site)
    index, page = searched(site.output), "/threads/cape/"
    for word, place in {"cape": 0, "route": 1, "freight": 1, "albatrosses": 2}.items():
        assert page in index.places(word)[place]
    for chosen in ("=c:ZA", "=s:europe", "=y:2026"):
        assert page in index.places(chosen)[2]
    assert index.rows[page][1:3] == ["Round the cape", "Thread"]
    assert index.rows[page][3] == index.rows["/2026/03/detour/"][3]
    assert index.languages[page] == "en"
    assert b"xylophone" not in told(site.output)

    later = article("Back", "Again.", date="2026-05-02 09:00", thread="[cape]")
    site.write({"content/articles/later.md": later})
    rebuilt(site)
    assert searched(site.output).rows[page][3].startswith("2026-05-02")
    site.write({thread: THREAD.replace("open", "closed")})
    rebuilt(site)
    assert searched(site.output).rows[page][2] == "Closed thread"
    site.write({thread: THREAD.replace("Freight", "Tonnage")})
    assert len(rebuilt(site)) < len(list((site.output / "search").iterdir()))
    index = searched(site.output)
    assert page in index.places("tonnage")[1]
    assert page not in index.finding("freight")


@pytest.mark.parametrize(
    ("change", "address", "ending"),
    [
        (("test.example/", "test.example/below/"), "/below/threads/cape/", "+01:00"),
        (("Europe/Berlin", "Asia/Tokyo"), "/threads/cape/", "+09:00"),
    ],
)
def test_a_thread_is_found_where_the_site_is_by_its_clocks(
    newsroom: Make,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, str],
    address: str,
    ending: str,
) -> None:
    # A thread is alone in its block, so that no story tells the block of what has changed.
    monkeypatch.setattr("sitegen.search.stories.SLOTS", 1)
    told_of = article("A detour", "Ships.", thread="[cape]", date="2026-03-01T08:00:00Z")
    files = {"content/threads/cape.md": THREAD, "content/articles/detour.md": told_of}
    site = newsroom(files, site_toml=SEARCHABLE).build()
    assert set(searched(site.output).rows) == {"/threads/cape/", "/2026/03/detour/"}
    site.write({"content/site.toml": SEARCHABLE.replace(*change)})
    rebuilt(site)
    rows = searched(site.output).rows
    assert address in rows
    assert rows[address][3].endswith(ending)


def test_a_thread_that_has_no_story_yet_is_looked_at_with_the_drafts(newsroom: Make) -> None:
    files = dict(STORIES) | {"content/threads/cape.md": THREAD}
    site = newsroom(files, site_toml=SEARCHABLE).build("--drafts")
    assert (site.root / "public-drafts/threads/cape/index.html").exists()
    assert "/threads/cape/" not in searched(site.root / "public-drafts").rows


@pytest.mark.parametrize("key", [{"status": "draft"}, {"expires": "2026-03-02"}])
def test_a_thread_without_a_story_that_is_listed_is_not_found(
    newsroom: Make, key: dict[str, str]
) -> None:
    files = dict(STORIES) | {"content/threads/cape.md": THREAD}
    site = newsroom(files, site_toml=SEARCHABLE)
    path = "content/articles/detour.md"
    site.write({path: article("A detour", "Ships.", thread="[cape]")})
    assert b"albatross" in told(site.build().output)
    site.write({path: article("A detour", "Ships.", thread="[cape]", **key)})
    rebuilt(site)
    assert b"albatross" not in told(site.output)
    site.remove(path)
    rebuilt(site)
    assert b"albatross" not in told(site.output)


def test_names_of_what_a_story_is_about_find_it(site: Newsroom) -> None:
    index = searched(site.output)
    assert index.places("France") == {1: {"/2026/03/elysee/"}}
    assert index.finding("wine") == {"elysee"}
    assert index.finding("Europe") == {"elysee"}
    assert len(index.finding("desk")) == 8
    assert index.places("=c:FR") == {2: {"/2026/03/elysee/"}}
    assert index.finding("=s:europe") == {"elysee"}
    assert index.languages["/2026/03/arabic/"] == "ar"
    assert Counter(index.languages.values()) == {"en": 6, "ar": 1, "ko": 1}
    assert len(index.finding("=y:2026")) == len(index.rows) == 8


def test_other_key_points_are_found_at_once(site: Newsroom) -> None:
    site.edit("content/articles/film.md", "cormorant", "pelican")
    assert rebuilt(site)
    index = searched(site.output)
    assert (index.finding("pelican"), index.finding("cormorant")) == ({"film"}, set())


def test_each_story_is_analysed_in_its_own_language(site: Newsroom) -> None:
    index = searched(site.output)
    assert list(index.catalogue["languages"]) == ["en", "ar", "ko"]
    modules = index.catalogue["languages"]
    assert all("export" in site.read(f"search/{name}.js") for name, _ in modules.values())
    assert {
        language for language, (_, letters) in modules.items() if re.search(f"[{letters}]", "가")
    } == {"ko"}
    assert index.finding("السويس", "ar") == {"arabic"}
    assert index.finding("평화에", "ko") == {"korean"}
    assert "zebras" in index.forms["zebra"]


def test_rows_say_what_is_shown_of_a_story(site: Newsroom) -> None:
    rows = searched(site.output).rows
    assert list(rows)[:2] == ["/2026/01/kyiv/", "/2026/02/kiev/"]
    moment = "2026-02-05T09:00:00+01:00"
    assert rows["/2026/02/kiev/"] == [
        *("/2026/02/kiev/", "An old letter", "Asia", moment, "February 5, 2026", 0)
    ]
    assert rows["/2026/03/arabic/"][6:] == ["ar", "rtl"]


def test_long_words_of_a_headline_may_break_in_its_row(newsroom: Make) -> None:
    headline = "Gründung der Waffenstillstandskommission"
    site = newsroom(
        {"content/articles/ende.md": article(headline, lang="de")}, site_toml=SEARCHABLE
    )
    index = searched(site.build().output)
    shown = index.rows["/2026/03/ende/"][1]
    assert shown == hyphened(headline, "de") != headline
    assert "waffenstillstandskommission" in "".join(index.forms)


def test_spellings_of_one_name_find_each_other_where_they_stand(site: Newsroom) -> None:
    index = searched(site.output)
    for name in ("kyiv", "kiev", "kyjiw"):
        assert index.places(name) == {0: {"/2026/01/kyiv/"}, 2: {"/2026/02/kiev/"}}
    assert index.finding("cote") == {"coast"}
    site.edit("content/style.toml", "Kyjiw", "Kijów")
    assert rebuilt(site)
    assert searched(site.output).finding("kyjiw") == set()


def test_nothing_held_back_is_in_the_index(newsroom: Make) -> None:
    site = newsroom({**STORIES, **HELD}, site_toml=SEARCHABLE).build()
    assert b"kyiv" in told(site.output)
    assert b"xylophon" not in told(site.output)
    assert b"quagga" not in told(site.output)
    assert site.tree() == newsroom(dict(STORIES), site_toml=SEARCHABLE).build().tree()
    site.build("--drafts")
    assert b"quagga" in told(site.root / "public-drafts")


def test_the_page_names_what_readers_may_choose_by(site: Newsroom) -> None:
    page = site.read("search/index.html")
    assert 'data-catalogue="/search/' in page
    site.edit("content/site.toml", "test.example/", "test.example/news/").build()
    assert 'data-catalogue="/news/search/' in site.read("search/index.html")
    assert "/news/2026/02/kiev/" in searched(site.output).rows


def test_engines_know_all_answers_by_one_address(site: Newsroom) -> None:
    page = site.read("search/index.html")
    assert '<link rel="canonical" href="https://test.example/search/">' in page
    assert '<meta name="robots" content="max-image-preview:large">' in page


def test_a_paper_without_stories_has_a_search_page(newsroom: Make) -> None:
    site = newsroom(site_toml=SEARCHABLE).build()
    assert 'data-catalogue=""' in site.read("search/index.html")
    assert [it for it in site.tree() if it.startswith("search/")] == ["search/index.html"]
    site.write({"content/articles/one.md": article("One")})
    assert rebuilt(site)
    site.remove("content/articles/one.md")
    assert rebuilt(site) == ["search/index.html"]


@pytest.mark.usefixtures("small_parts")
def test_stories_of_one_second_lie_side_by_side(newsroom: Make) -> None:
    words = [char * 3 for char in "abcdefghijklmnopqrtuvwx"]
    files = {f"content/articles/{it}.md": article(f"Story {it}", it) for it in words}
    site = newsroom(files, site_toml=SEARCHABLE).build()
    index = searched(site.output)
    assert len(index.rows) == 23
    assert all(index.finding(it) == {it} for it in words)
    site.remove("content/articles/hhh.md")
    assert rebuilt(site)


# What is made anew --------------------------------------------------------------------------


def test_the_same_stories_give_the_same_bytes(site: Newsroom, tmp_path: Path) -> None:
    first = site.tree()
    for number, (jobs, zone) in enumerate([("1", "Asia/Tokyo"), ("2", "UTC")]):
        root = tmp_path / f"another folder {number}"
        shutil.copytree(site.root, root, ignore=shutil.ignore_patterns("public*", ".sitegen"))
        environment = {"TZ": zone, "PYTHONHASHSEED": str(number), "LANG": "tr_TR.UTF-8"}
        done = sitegen("build", "--now", "2026-06-01", "--jobs", jobs, cwd=root, env=environment)
        assert done.returncode == 0, done.stderr
        assert site.tree(root / "public") == first


@pytest.mark.usefixtures("small_parts")
def test_workers_make_what_one_process_makes(newsroom: Make) -> None:
    files = {
        f"content/articles/s{it}.md": article(
            f"Story {it}",
            f"Words {it} w{it % 7}",
            date=f"2026-0{1 + it % 5}-{1 + it % 28:02} 09:00",
        )
        for it in range(40)
    }
    site = newsroom(files, site_toml=SEARCHABLE)
    one = site.build("--jobs", "1").tree()
    assert newsroom(files, site_toml=SEARCHABLE).build("--jobs", "3").tree() == one
    assert len(searched(site.output).catalogue["parts"]) > 8


@pytest.mark.usefixtures("small_parts")
def test_an_edit_makes_few_files_of_the_index_anew(site: Newsroom) -> None:
    def lists(index: Searched) -> list[set[str]]:
        return [
            {it[1] for it in (*part["blocks"], *part["shards"])}
            for part in index.catalogue["parts"]
        ]

    before = lists(searched(site.output))
    assert len(before) > 2
    assert rebuilt(site) == []
    site.edit("content/articles/kyiv.md", "They", "Quaggas")  # of the oldest part
    made = rebuilt(site)
    after = lists(searched(site.output))
    assert after[1:] == before[1:]
    # The page, the catalogue, and the shards of four terms.
    assert len(made) <= 2 + 4
    assert searched(site.output).finding("Quaggas") == {"kyiv"}
    site.edit("content/articles/kiev.md", "headline: An old", "headline: A young")
    rebuilt(site)
    assert searched(site.output).rows["/2026/02/kiev/"][1] == "A young letter"
    site.edit("content/articles/kiev.md", "authors: ", "updated: 2026-02-06\nauthors: ")
    assert rebuilt(site) == []
    site.write({"content/articles/new.md": article("New", date="2026-04-01 09:00")})
    assert rebuilt(site)
    assert searched(site.output).finding("new") == {"new"}
    site.remove("content/articles/kyiv.md")
    assert rebuilt(site)
    assert searched(site.output).finding("Quaggas") == set()


def test_an_edit_of_a_setting_that_no_reader_sees_makes_nothing_anew(site: Newsroom) -> None:
    site.edit("content/site.toml", 'title = "The Test"', 'title = "The Tester"')
    assert rebuilt(site) == ["search/index.html"]


def test_missing_and_altered_files_are_noticed(site: Newsroom) -> None:
    first = site.tree()
    gone, altered, *_ = sorted((site.output / "search").glob("*.bin"))
    gone.unlink()
    altered.write_bytes(b"x")
    site.build()
    assert site.rewritten == {it.relative_to(site.output).as_posix() for it in (gone, altered)}
    assert site.tree() == first
    shutil.rmtree(site.root / ".sitegen")
    site.build()
    assert (site.rewritten, site.tree()) == (set(), first)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(("how", "at"), [*product(["damaged", "cut"], [0, 20, -30]), ("lost", 0)])
def test_what_is_kept_and_damaged_is_made_anew(site: Newsroom, how: str, at: int) -> None:
    kept = sorted((site.root / ".sitegen/search/public").iterdir())
    assert len(kept) > 8
    for file in kept[:: 1 if how == "lost" else 2]:
        data = bytearray(file.read_bytes())
        data[at : at + 8] = b"\xff" * 8
        file.write_bytes(data[:at] if how == "cut" else data)
        if how == "lost":
            file.unlink()
    site.edit("content/articles/kyiv.md", "They", "Quaggas")
    assert rebuilt(site)
    shutil.rmtree(site.output / "search")
    rebuilt(site)


def test_what_killed_builds_left_is_removed(site: Newsroom) -> None:
    folder = site.root / ".sitegen/search/public"
    before = len(list(folder.iterdir()))
    (folder / ".abc/site").mkdir(parents=True)
    (folder / ".unfinished").write_bytes(b"x")
    (folder / f"{'ab' * 16}.bundle").write_bytes(b"x")
    site.edit("content/articles/kyiv.md", "They", "We").build()
    assert len(list(folder.iterdir())) == before


def test_copies_beside_what_is_kept_are_nobodys(site: Newsroom) -> None:
    folder = site.root / ".sitegen/search/public"
    kept = {it.name for it in folder.iterdir()}
    for name in ("0a (Jo's conflicted copy).bundle", "0a.bundle", f"{'AB' * 16}.bundle"):
        (folder / name).write_bytes(b"x")
    site.edit("content/articles/kyiv.md", "They", "We")
    assert rebuilt(site)
    assert len(list(folder.iterdir())) == len(kept)


def test_a_build_does_not_go_on_from_what_other_sources_kept(site: Newsroom) -> None:
    folder = site.root / ".sitegen/search/public"
    Bundles(folder, b"before").keep(
        b"k" * 16, {LISTED: encoded([[[1, "a day", "a name"]], [], []])}
    )
    site.edit("content/articles/kyiv.md", "They", "We")
    assert rebuilt(site)


def test_a_file_of_the_index_is_explained(site: Newsroom) -> None:
    file = min(it for it in site.tree() if it.endswith(".bin"))
    said = site.run("explain", file).output
    assert "written    because it is new" in said
    assert "up to date" in said


def test_without_search_nothing_is_left_of_it(site: Newsroom) -> None:
    site.edit("content/site.toml", "enabled = true", "enabled = false").build()
    assert [it for it in site.tree() if it.startswith("search/")] == []
    assert [it for it, data in site.tree().items() if b"/search/" in data] == []
    assert list((site.root / ".sitegen/search/public").iterdir()) == []
    clash = {"content/pages/search.md": "---\ntitle: Search\n---\nBy hand.\n"}
    site.write(clash).build()
    assert "By hand." in site.read("search/index.html")


def test_files_have_names_by_what_is_in_them(site: Newsroom) -> None:
    before = site.tree()
    site.edit("content/articles/kyiv.md", "They", "We").build()
    after = site.tree()
    same = before.keys() & after.keys()
    assert {it for it in same if before[it] != after[it] and it.endswith((".bin", ".js"))} == set()
    assert "/search/" in names(site.rewritten)
