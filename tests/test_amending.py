"""The law of amending: an edit of texts alone, made without relating, equals relating everything.

Each edit says whether it may be amended: a build that relates for a typo is too slow, and one
that does not relate for a link is wrong.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from sitegen.pipeline.reading import Reader
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

A, B = "content/articles/a.md", "content/articles/b.md"
HELD = "content/articles/held.md"
BODY = """## Here

Words of [b](b.md#there) and [elsewhere](https://example.org/)[^1].

![A quay](../images/quay.jpg "Seen from the north")

## There

[^1]: A note.
"""
FILES: dict[str, str | bytes] = {
    "content/images/quay.jpg": picture(),
    A: article(
        "About a",
        BODY,
        date="2026-02-01 09:00",
        section_headings="[{heading: Here, id: here}, There]",
        sources="[{title: A report}]",
        related="[b]",
        tags="[ports]",
        image="{src: ../images/quay.jpg, alt: A quay, credit: AFP}",
    ),
    B: article(
        "About b",
        "## There\n\nWords of b.",
        date="2026-02-02 09:00",
        related="[a, {url: https://example.org/c, headline: About c}]",
    ),
    HELD: article("Later", "Words.", date="2026-02-02 09:00", status="draft"),
    **{
        f"content/articles/s{number}.md": article(
            f"Story {number}",
            f"Words {number}.",
            date=f"2026-01-{10 + number} 09:00",
            tags="[ports]",
        )
        for number in range(4)
    },
    "content/articles/s4.md": article(
        "Story 4", date="2026-01-20 09:00", corrections="[{date: 2026-02-01, text: Not so.}]"
    ),
}

SMALL = (
    SITE
    + """
[pictures]
formats = ["jpeg"]
[pictures.lead]
widths = [16]
[pictures.card]
widths = [16]
"""
)

SEARCHED = SMALL.replace("enabled = false", "enabled = true")

AMENDED = {
    "a typo": (A, "Words of", "Wrods of"),
    "more words": (A, "Words of", "Many words\n\nmore words of"),
    "the short name of a heading": (A, "id: here}", "id: here, short: H}"),
    "a source": (A, "A report", "The report"),
    "a footnote": (A, "A note", "The note"),
    "an address elsewhere": (A, "example.org", "example.com"),
    "the text of a link": (A, "of [b]", "of [the other]"),
    "a list": (B, "Words of b.", "- Words\n- of b"),
    "raw HTML that is admitted": (B, "Words of b.", "Words <b>of</b> b."),
    "a comment in the front matter": (B, "date:", "# the editor was here\ndate:"),
    "a headline": (A, "About a", "Of a"),
    "the headline of the newest story": (B, "About b", "Of b"),
    "a standfirst": (A, "What it says.", "What it tells."),
    "a kicker": (B, "related:", "kicker: Ports\nrelated:"),
    "a warning": (B, "Words of b.", "<script>words()</script>Words of b."),
    "nothing that is seen": (A, "## Here", "## Here "),
}
RELATED = {
    "an anchor": (A, "There", "Elsewhere"),
    "a link": (A, "(b.md#there)", "(s1.md)"),
    "a new link": (A, "Words of", "[Words](s2.md) of"),
    "a caption": (A, "Seen from the north", "Seen from afar"),
    "a picture less": (A, '![A quay](../images/quay.jpg "Seen from the north")', "Words."),
    "a tag": (A, "[ports]", "[ports, quays]"),
    "the date": (A, "2026-02-01", "2026-01-31"),
    "a correction": (B, "related:", "corrections: [{date: 2026-02-20, text: No.}]\nrelated:"),
    "the headline of what was corrected": ("content/articles/s4.md", "Story 4", "Story iv"),
    "the language": (B, "related:", "lang: fr\nrelated:"),
    "an article that is held": (HELD, "Words.", "Other words."),
    "not for search engines": (B, "related:", "noindex: true\nrelated:"),
    "a page beside it": ("content/authors/news-desk.md", "The desk.", "Our desk."),
}


@pytest.fixture
def related(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every time that everything is related."""
    found: list[str] = []
    site = Reader.site

    def noted(*arguments: object) -> object:
        found.append("related")
        return site(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "site", noted)
    return found


@pytest.fixture
def built(newsroom: Make) -> Newsroom:
    return newsroom(FILES, site_toml=SMALL).build()


def edited(built: Newsroom, related: list[str], edit: tuple[str, str, str]) -> bool:
    """Make an edit and take it back, each equal to a clean build; say if both were amended."""
    path, old, new = edit
    related.clear()
    built.edit(path, old, new).build()
    before = list(related)
    assert built.tree() == built.clean_tree()
    related.clear()
    built.edit(path, new, old).build()
    assert bool(related) == bool(before)
    return not before


@pytest.mark.parametrize("kind", AMENDED)
def test_an_edit_of_a_text_relates_nothing(built: Newsroom, related: list[str], kind: str) -> None:
    assert edited(built, related, AMENDED[kind])


@pytest.mark.parametrize("kind", RELATED)
def test_an_edit_that_others_may_see_relates_everything(
    built: Newsroom, related: list[str], kind: str
) -> None:
    assert not edited(built, related, RELATED[kind])


@pytest.mark.parametrize("edits", ["Words of b.\n\nMore words.", "Wrods of b."])
def test_an_edit_of_a_file_that_a_kept_warning_names_relates_everything(
    newsroom: Make, related: list[str], edits: str
) -> None:
    """What was said of the last build says lines, and those may have moved."""
    body = "## There\n\nWords of b.\n\n[Later](held.md)"
    site = newsroom({**FILES, B: article("About b", body, date="2026-02-02 09:00")}).build()
    [problem] = site.report["problems"]
    assert (problem["path"], problem["line"]) == (B, body.count("\n") + 9)
    related.clear()
    site.edit(B, "Words of b.", edits).build()
    assert related == ["related"]
    told = site.report["problems"]
    site.clean_tree()
    assert told == site.build("--clean").report["problems"]
    assert told[0]["line"] == problem["line"] + edits.count("\n")
    related.clear()
    site.edit(A, "Words", "Wrods").build()  # nothing is said of that one
    assert (related, site.report["problems"]) == ([], told)


def test_what_is_wrong_with_a_text_alone_is_amended_and_told_at_its_new_place(
    newsroom: Make, related: list[str]
) -> None:
    odd = "## There\n\n<odd>Words</odd> of b.\n\n<odd>x</odd>"
    page = f"---\ntitle: Us\n---\n{odd}"
    files = FILES | {B: article("About b", odd), "content/pages/us.md": page}
    site = newsroom(files, site_toml=SMALL).build()
    for old, new in (("Words", "More\n\nwords"), ("<odd>x</odd>", "x"), ("of b.", "of <odder> b.")):
        related.clear()
        told = site.edit(B, old, new).build().report["problems"]
        assert not related
        assert site.tree() == site.clean_tree()
        assert told == site.build("--clean").report["problems"]
        assert {it["path"] for it in told} == {B, "content/pages/us.md"}


def test_an_error_in_a_text_stops_the_build(built: Newsroom, related: list[str]) -> None:
    related.clear()
    said = built.edit(B, "Words of b.", "[Words](javascript:b) of b.").fail()
    assert related
    assert said.startswith(f"{B}:")


def test_news_of_one_minute_keep_their_order(newsroom: Make, related: list[str]) -> None:
    paths = [f"content/articles/{it}.md" for it in "abcdefghij"]
    site = newsroom({it: article(it, date="2026-06-01 09:00") for it in paths}).build()
    related.clear()
    site.edit(paths[4], "headline: ", "headline: New ").build()
    assert related == []
    news = site.read("sitemaps/news.xml")
    assert re.findall(r"/2026/06/(.)/", news) == [*"abcdefghij"]
    assert site.tree() == site.clean_tree()


def test_what_time_has_changed_is_related(newsroom: Make, related: list[str]) -> None:
    site = newsroom(FILES | {HELD: article("Later", date="2026-03-02 09:00")}).build()
    site.edit(A, "Words", "Wrods").build(now="2026-03-02T12:00:00Z")
    assert related == ["related"] * 2
    assert site.tree() == site.clean_tree(now="2026-03-02T12:00:00Z")


def test_what_somebody_else_changed_in_the_output_is_mended(
    newsroom: Make, related: list[str]
) -> None:
    site = newsroom(FILES, site_toml=SMALL).build()
    (site.output / "index.html").write_text("mine")
    site.edit(A, "Words", "Wrods").build()
    assert related == ["related"] * 2
    assert site.tree() == site.clean_tree()


def test_what_was_recorded_of_another_output_is_not_taken_for_this_one(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    site = newsroom(FILES, site_toml=SMALL).build()
    site.edit(A, "[ports]", "[quays]")
    with monkeypatch.context() as patch:
        patch.setattr("sitegen.pipeline.build.settle", killed)
        with pytest.raises(Killed):
            site.run("build", "--now", NOW, "--output", str(site.root / "elsewhere"))
    site.edit(A, "[quays]", "[ports]").edit(B, "Words", "Wrods").build()
    assert site.tree() == site.clean_tree()


def test_a_store_that_lost_its_records_costs_no_file(newsroom: Make, related: list[str]) -> None:
    site = newsroom(FILES, site_toml=SMALL).build()
    with closing(sqlite3.connect(site.root / ".sitegen/public.sqlite")) as store:
        store.execute("DELETE FROM memo WHERE key = ?", (b"records",))
        store.commit()
    site.edit(A, "Words", "Wrods").build()
    assert related == ["related"] * 2
    assert site.tree() == site.clean_tree()


def test_a_strict_build_relates_what_it_may_have_to_warn_of(
    newsroom: Make, related: list[str]
) -> None:
    site = newsroom(FILES | {B: article("About b", "## There\n\n[Later](held.md)")}).build()
    site.edit(A, "Words", "Wrods")
    result = site.run("build", "--strict", "--now", "2026-03-01 12:00")
    assert (result.exit_code, related) == (1, ["related"] * 2)


def test_an_amended_part_of_the_search_index_takes_the_place_of_the_old_one(
    newsroom: Make, related: list[str]
) -> None:
    site = newsroom(FILES, site_toml=SEARCHED).build()
    part = next(it.name for it in (site.output / "search").iterdir() if it.is_dir())
    site.write({f"static/root/search/{part}/mine.txt": "Mine."}).build()
    kept = site.root / ".sitegen/search/public"
    for old, new in (("Words", "Lighthouses"), ("About a", "Of lighthouses")):
        related.clear()
        site.edit(A, old, new).build()
        assert related == []
        assert site.removed
        assert len(list(kept.iterdir())) == 1
        assert site.tree() == site.clean_tree()


headlines = st.sampled_from(["One", "Two", "Three"])
texts = st.sampled_from(
    [
        *("Words.", "Other words.", "*More* words.\n\nAnd more.", "> Said."),
        *("## A heading\n\nWords.", "## Another\n\nWords.", "See [b](b.md).", "See [a](a.md)."),
        *("See [held](held.md).", "![A quay](../images/quay.jpg)", "A note[^1].\n\n[^1]: Here."),
        *("<button>Words</button>", "::: factbox Facts\nMore.\n:::", "[Nowhere](nowhere.md)"),
    ]
)
stories = st.sampled_from([A, B, HELD, *(f"content/articles/s{number}.md" for number in range(5))])
edits = st.lists(st.tuples(stories, headlines, texts), min_size=1, max_size=3)


@settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", "10")))
@given(steps=st.lists(edits, min_size=1, max_size=6))
def test_what_is_amended_equals_what_is_related(steps: list[list[tuple[str, str, str]]]) -> None:
    files = FILES | {A: article("About a", date="2026-02-01 09:00", related="[b]", tags="[ports]")}
    with tempfile.TemporaryDirectory() as folder:
        site = Newsroom(Path(folder) / "site", files, site_toml=SMALL).build()
        for step in steps:
            for path, headline, text in step:
                file = site.root / path
                front, _, _ = file.read_text("utf-8").removeprefix("---").partition("\n---\n")
                front = re.sub("headline: .*", f"headline: {headline}", front)
                file.write_text(f"---{front}\n---\n\n{text}\n", "utf-8")
            result = site.run("build", "--now", "2026-02-03 12:00")
            event(f"exit {result.exit_code}")
            if result.exit_code == 0:
                assert site.tree() == site.clean_tree(now="2026-02-03 12:00")
