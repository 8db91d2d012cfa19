"""Search: what it finds, in a real browser; what its index holds; what an edit makes anew."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sitegen.content.style import Style
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Facts, Row
from sitegen.pipeline.indexing import IN_FLIGHT, weight_of
from sitegen.syndication import search
from tests.newsroom import SITE, Newsroom, article, names, sitegen
from tests.serving import served

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
        "Dinner at the Élysée", "A naïve toast.", countries="[FR]", section="europe"
    ),
    "content/articles/arabic.md": article("قناة السويس", "كلمات عن الملاحة والعالم.", lang="ar"),
    "content/articles/korean.md": article("한반도의 평화", "평화에 관하여 말했다.", lang="ko"),
    "content/articles/coast.md": article("Cocoa", "Prices rose in Ivory  Coast."),
    "content/articles/markup.md": article(
        "Markup", "Words[^1] &lt;b&gt; and\n\n- one\n- two\n\n[^1]: A footnote on zebras."
    ),
    "content/articles/film.md": article(
        "A film", '::: embed https://example.org/w\ntitle: "Ships & boats"\n:::\n\nIts words.'
    ),
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


def texts(folder: Path) -> dict[str, bytes]:
    """Return every file of the search index, decompressed."""
    return {
        file.relative_to(folder).as_posix(): gzip.decompress(data)
        if (data := file.read_bytes()).startswith(b"\x1f\x8b")
        else data
        for file in sorted((folder / "search").rglob("*"))
        if file.is_file()
    }


def fragments(site: Newsroom) -> list[dict[str, Any]]:
    """Return what the index knows of each story."""
    return [
        json.loads(data.removeprefix(b"pagefind_dcd"))
        for path, data in texts(site.output).items()
        if path.endswith(".pf_fragment")
    ]


def rebuilt(site: Newsroom) -> set[str]:
    """Build again, hold the result against a clean build; return what was rewritten of search."""
    site.build()
    assert site.tree() == site.clean_tree()
    return {path for path in names(site.rewritten) if path.startswith("/search/")}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(STORIES), site_toml=SEARCHABLE).build()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the index as that of a large paper."""
    for name, value in {"LEAST": 1, "LARGE": 1, "MANY": 100}.items():
        monkeypatch.setattr(search, name, value)


# The index ----------------------------------------------------------------------------------


def test_a_story_is_indexed_with_its_words_and_with_no_other(site: Newsroom) -> None:
    found = {it["meta"]["title"]: it["content"] for it in fragments(site)}
    assert found["Dinner at the Élysée"] == (
        "What it says. A naïve toast. March 1, 2026 Europe. 2026, Europe, France, News desk."
    )
    assert "They met in Kyiv’s old town." in found["Talks in Kyiv"]
    assert "Words <b> and one two A footnote on zebras." in found["Markup"]
    assert "What it says. Ships & boats Its words." in found["A film"]


def test_spellings_of_one_name_find_each_other(site: Newsroom) -> None:
    found = {it["meta"]["title"]: it["content"] for it in fragments(site)}
    assert found["Talks in Kyiv"].endswith("News desk, Kiev, Kyjiw.")
    assert found["An old letter"].endswith("News desk, Kyiv, Kyjiw.")
    assert found["Cocoa"].endswith("News desk, Côte d'Ivoire.")
    assert found["Dinner at the Élysée"].endswith("News desk.")


def test_nothing_held_back_is_in_the_index(newsroom: Make) -> None:
    site = newsroom({**STORIES, **HELD}, site_toml=SEARCHABLE).build()
    told = b"".join(texts(site.output).values()).lower()
    assert b"kyiv" in told
    assert b"xylophone" not in told
    assert b"quagga" not in told
    assert site.tree() == newsroom(dict(STORIES), site_toml=SEARCHABLE).build().tree()
    site.build("--drafts")
    assert b"quagga" in b"".join(texts(site.root / "public-drafts").values()).lower()


def test_the_same_stories_give_the_same_bytes(site: Newsroom, tmp_path: Path) -> None:
    first = site.tree()
    for number, (jobs, zone) in enumerate([("1", "Asia/Tokyo"), ("2", "UTC")]):
        root = tmp_path / f"another folder {number}"
        shutil.copytree(site.root, root, ignore=shutil.ignore_patterns("public*", ".sitegen"))
        # What would configure Pagefind elsewhere is not for us to heed.
        environment = {"TZ": zone, "PYTHONHASHSEED": str(number), "PAGEFIND_SITE": "/elsewhere"}
        (root / "pagefind.yml").write_text("keep_index_url: true\n", "utf-8")
        done = sitegen("build", "--now", "2026-06-01", "--jobs", jobs, cwd=root, env=environment)
        assert done.returncode == 0, done.stderr
        assert site.tree(root / "public") == first


@pytest.mark.usefixtures("small_parts")
def test_an_edit_makes_one_part_of_the_index_anew(site: Newsroom) -> None:
    assert [it for it in sorted(names(site.tree())) if it.startswith("/search/")] == [
        "/search/",
        "/search/2026-01/",
        "/search/2026-02/",
        "/search/2026-03/",
    ]
    assert rebuilt(site) == set()
    site.edit("content/articles/kyiv.md", "They", "We")
    assert rebuilt(site) == {"/search/2026-01/"}
    site.edit("content/articles/kiev.md", "headline: An old", "headline: A young")
    assert rebuilt(site) == {"/search/2026-02/"}
    site.edit("content/articles/kiev.md", "authors: ", "updated: 2026-02-06\nauthors: ")
    assert rebuilt(site) == set()
    site.write({"content/articles/new.md": article("New", date="2026-04-01 09:00")})
    assert rebuilt(site) == {"/search/", "/search/2026-04/"}
    site.write({"content/style.toml": STYLE.replace("Kyjiw", "Kijów")})
    assert rebuilt(site) >= {"/search/2026-01/", "/search/2026-02/"}
    # What reads the index lies beside the oldest part.
    site.remove("content/articles/kyiv.md")
    assert rebuilt(site) == {"/search/", "/search/2026-02/"}
    assert "/search/2026-01/" in names(site.removed)


def test_missing_altered_and_foreign_files_are_noticed(site: Newsroom) -> None:
    first = site.tree()
    entry = site.output / "search/2026-01/pagefind-entry.json"
    entry.write_text("{}", "utf-8")
    fragment = next(site.output.glob("search/*/fragment/*"))
    fragment.unlink()
    site.build()
    assert site.rewritten == {it.relative_to(site.output).as_posix() for it in (entry, fragment)}
    assert site.tree() == first
    shutil.rmtree(site.root / ".sitegen")
    site.build()
    assert (site.rewritten, site.tree()) == (set(), first)


@pytest.mark.parametrize("at", [0, 20, 100_000])
def test_a_damaged_bundle_is_made_anew(site: Newsroom, at: int) -> None:
    first = site.tree()
    (bundle,) = (site.root / ".sitegen/search/public").iterdir()
    data = bytearray(bundle.read_bytes())
    data[at : at + 8] = b"\xff" * 8
    bundle.write_bytes(data)
    shutil.rmtree(site.output / "search")
    site.build()
    assert site.tree() == first


def test_what_killed_builds_left_is_removed(site: Newsroom) -> None:
    folder = site.root / ".sitegen/search/public"
    (folder / ".abc/site").mkdir(parents=True)
    (folder / ".unfinished").write_bytes(b"x")
    site.edit("content/articles/kyiv.md", "They", "We").build()
    assert len(list(folder.iterdir())) == 1


def test_a_file_of_the_index_is_explained(site: Newsroom) -> None:
    said = site.run("explain", "search/2026-01/pagefind-entry.json").output
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


def test_a_paper_without_stories_has_a_search_page(newsroom: Make) -> None:
    site = newsroom(site_toml=SEARCHABLE).build()
    assert 'data-parts=""' in site.read("search/index.html")
    assert site.tree() == site.clean_tree()


def test_parts_are_few_the_new_ones_small_and_they_stay_put() -> None:
    months = [(f"{month // 12}-{month % 12}", 40) for month in range(750)]
    made = 0
    before: list[list[str]] = []
    for count in range(1, len(months) + 1):
        parts = search.cut(months[:count])
        assert [month for part in parts for month in part] == [it for it, _ in months[:count]]
        assert len(parts) <= 14
        assert 40 * len(parts[-1]) <= 2 * search.LEAST + 40
        made += sum(40 * len(part) for part in parts if part not in before)
        before = parts
    assert made < 20 * 40 * len(months)  # over 30,000 stories, a month at a time


def test_pagefind_that_does_not_run_is_a_problem_with_a_way_out(
    site: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.syndication.pagefind.get_executable", lambda: "/bin/false")
    site.edit("content/articles/kyiv.md", "They", "We")
    said = site.fail()
    assert "Pagefind cannot index the stories" in said
    assert "enabled = false" in said


# The page -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site under a sub-path, its index in several parts."""
    folder = tmp_path_factory.mktemp("search")
    many = {
        f"content/articles/{number}.md": article(
            f"Flood {number}", "Water everywhere.", date=f"2025-{number % 12 + 1:02}-03 09:00"
        )
        for number in range(45)
    }
    toml = SEARCHABLE.replace("test.example/", "test.example/news/today/")
    site = Newsroom(folder / "site", {**STORIES, **many}, site_toml=toml)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "LEAST", 7)
        site.build("--output", str(folder / "www/news/today"))
    with served(folder / "www") as origin:
        yield f"{origin}/news/today"


FOUND: dict[str, set[str]] = {
    "toast": {"Dinner at the Élysée"},
    "Kiev": {"Talks in Kyiv", "An old letter"},
    "kyiv": {"Talks in Kyiv", "An old letter"},
    "KYJIW": {"Talks in Kyiv", "An old letter"},
    "Côte d'Ivoire": {"Cocoa"},
    "elysee": {"Dinner at the Élysée"},
    "Élysée": {"Dinner at the Élysée"},
    "naive": {"Dinner at the Élysée"},
    "Europe France": {"Dinner at the Élysée"},
    "الملاحة": {"قناة السويس"},
    "평화": {"한반도의 평화"},
    "zebras": {"Markup"},
    "xylophones": set(),
}
"""Headlines by the words that find them."""


class Reader:
    """Somebody at the search page, and what went wrong there."""

    def __init__(self, browser: Browser, address: str, query: str = "", **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(f"{address}/search/{query}")
        self.origin = address.partition("/news")[0]

    def find(self, words: str) -> list[str]:
        """Look for words; return the headlines of what is found."""
        self.page.evaluate("document.getElementById('page_told').textContent = ''")
        self.page.locator("#page_terms").fill(words)
        self.page.locator("#page_terms").press("Enter")
        expect(self.page.locator("#page_told")).not_to_have_text("")
        return self.page.locator("#page_rows h3").all_text_contents()

    def leave(self) -> None:
        """Close the page; nothing may have gone wrong, and nobody else been asked."""
        assert self.said == []
        assert [url for url in self.asked if not url.startswith(self.origin)] == []
        self.page.context.close()


marks = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def marked(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that needs the browser."""
    for mark in marks:
        test = mark(test)
    return test


@marked
def test_a_reader_finds_what_there_is(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    assert {words: set(reader.find(words)) for words in FOUND} == FOUND
    told = "No story was found. Fewer or other words may find one."
    expect(reader.page.locator("#page_told")).to_have_text(told)  # of the last words
    reader.leave()


@marked
def test_a_row_shows_the_story_and_leads_to_it(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=Kiev")
    row = reader.page.locator(".row", has_text="An old letter")
    expect(row.locator("time")).to_have_text("February 5, 2026")
    expect(row.locator("time")).to_have_attribute("datetime", "2026-02-05T09:00:00+01:00")
    expect(row.locator(".kicker")).to_have_text("Asia")
    expect(row.locator("mark")).to_have_text("Kiev")
    # A spelling that the story does not use is not shown as if it did.
    hidden = reader.page.locator(".row", has_text="Talks in Kyiv").locator(".dek")
    expect(hidden).to_have_text("What it says. They met in Kyiv’s old town.")
    row.locator("a").click()
    expect(reader.page.locator("h1")).to_have_text("An old letter")
    assert reader.page.url == f"{address}/2026/02/kiev/"
    reader.page.go_back()
    expect(reader.page.locator("#page_terms")).to_have_value("Kiev")
    expect(reader.page.locator(".row")).to_have_count(2)
    reader.leave()


@marked
def test_a_row_is_in_the_language_of_its_story(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, "?q=السويس")
    row = reader.page.locator("article.row")
    expect(row).to_have_attribute("lang", "ar")
    expect(row).to_have_attribute("dir", "rtl")
    reader.leave()


@marked
def test_keys_are_enough(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    page = reader.page
    expect(page.locator("#page_terms")).to_be_focused()
    page.keyboard.type("flood")
    expect(page.locator("#page_told")).to_have_text("Stories found: 45")
    expect(page.locator(".row")).to_have_count(20)
    assert page.url.endswith("/search/?q=flood")
    page.keyboard.press("Enter")
    page.locator("#page_further").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(40)
    expect(page.locator(".row a").nth(20)).to_be_focused()
    page.locator("#page_further").press("Enter")
    expect(page.locator(".row")).to_have_count(45)
    expect(page.locator("#page_further")).to_be_hidden()
    assert len(set(page.locator(".row h3").all_text_contents())) == 45
    page.locator("#page_terms").fill("")
    expect(page.locator(".row")).to_have_count(0)
    assert page.url.endswith("/search/")
    reader.leave()


@marked
def test_without_javascript_the_page_leads_to_the_archive(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, java_script_enabled=False)
    expect(reader.page.get_by_text("needs JavaScript")).to_be_visible()
    assert not reader.page.locator("#page_terms").is_visible()
    reader.page.locator("main a", has_text="Archive").click()
    assert reader.page.url == f"{address}/archive/"
    reader.leave()


@marked
def test_an_index_that_does_not_come_is_told(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(f"{address}/search/?q=flood")
    expect(page.locator("#page_told")).to_contain_text("does not answer")
    page.unroute("**/pagefind.js")
    page.close()


@marked
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_the_search_page(
    browser: Browser, address: str, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 740}
    reader = Reader(browser, address, "?q=Kiev", viewport=size, color_scheme=scheme)
    expect(reader.page.locator(".row")).to_have_count(2)
    assert violations(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.leave()


def violations(page: Page) -> list[str]:
    results = Axe().run(page).response["violations"]
    return [f"{it['id']}: {node['html'][:120]}" for it in results for node in it["nodes"]]


def test_parts_of_long_stories_are_not_indexed_beside_others() -> None:
    def weight(stories: int, words: int) -> float:
        row = Row("a", b"", Facts("article", sound=True, slug="a", address="/a/", words=words))
        return weight_of(search.Part("2026-03", Locale("en"), Style(), (row,) * stories, b""))

    assert weight(2000, 400) == 2000
    assert weight(1000, 4500) > IN_FLIGHT
