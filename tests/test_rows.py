"""The law of rows: an edition that goes on from earlier rows equals one that is related anew."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from sitegen.edition.illustrate import Known
from sitegen.errors import Problem
from sitegen.pictures.facts import Rights
from tests.editions import DESK, NOW, PICTURES, Reading, shot
from tests.newsroom import SITE, article
from tests.shared import examples

ABOUT = "---\ntitle: About\naliases: [/us/]\n---\n## Who\n\nUs.\n\n![A quay](../images/free.jpg)\n"
ARTICLES = [f"content/articles/{it}.md" for it in ("one", "two", "three", "late")]
AUTHORS = ["content/authors/news-desk.md", "content/authors/ann.md"]
PAGES = ["content/pages/about.md", "content/pages/team/us.md"]
FEEDS = 'feeds = { formats = ["rss"], of = ["tag"], items = 1 }\n'
SITES = [
    SITE,
    SITE.replace("page_size = 3", "page_size = 1"),
    SITE.replace("search = {", FEEDS + "search = {"),
    SITE.replace("enabled = false", "enabled = true"),
    SITE.replace("Europe/Berlin", "Asia/Tokyo"),
    SITE.replace("search = {", 'language = "fr"\nsearch = {'),
    SITE.replace("search = {", 'permalink = "/{section}/{slug}/"\nsearch = {'),
    SITE.replace("search = {", 'front = { lead = "two" }\nsearch = {'),
    SITE + '[publisher.policies]\nmasthead = "/about/#who"\nethicsPolicy = "/2026/03/one/"\n',
]
PUT_RIGHT = "{date: 2026-05-02 12:00, text: It was two}"
Head = Mapping[str, str | None]
ROOTS: list[dict[str, str]] = [
    {},
    {"/robots.txt": "static/root/robots.txt"},
    {"/files/terms.pdf": "static/root/files/terms.pdf"},
]


def story(path: str, body: str, head: Head) -> str:
    """Return an article's text; one of them is scheduled."""
    date = "2026-06-02 09:00" if "late" in path else "2026-03-01 09:00"
    keys: dict[str, str | None] = {"date": date, **head}
    return article(**{"body": body, **keys})  # type: ignore[arg-type]


bodies = st.sampled_from(
    [
        "Words.",
        "Other words, and more of them.",
        "More lines\n\nabove ![A quay](../images/free.jpg) what was there.",
        "![A quay](../images/plain.jpg)",
        "![A quay](../images/ended.jpg)",
        "![A quay](../images/unclear.jpg)",
        "![A quay](../images/renamed.jpg)",
        "![A quay](../images/signed.jpg)",
        "![](../images/free.jpg)",
        "![A quay](../images/missing.jpg)",
        "![A quay](quay.jpg)",
        "## A heading\n\n[Down](#a-heading), and [the other](one.md#a-heading).",
        "## Another\n\n[The other](two#a-heading), [again](2026/two), and [nothing](nowhere.md).",
        "[At](/2026/03/one/), [its year](/archive/2026/), [its tag](/tags/treaties/).",
        "[Held back](late.md), [old](/old/), [feed](/tags/treaties/feed.xml).",
        "[A file](/files/terms.pdf), and [a listing](/authors/ann/feed.xml).",
        "[We](/us/), [us](../pages/about.md#who), [she](../authors/ann.md), [it](/authors/ann/).",
        "[Below](../articles/three), [all](/feeds/), [section](/asia/feed.xml).",
        "::: factbox Facts\nMore.\n:::",
        "::: nonsense\nMore.\n:::",
        "::: update 2026-05-30 09:10 They arrive\nMore.\n:::",
        "::: update 2026-05-31 21:00 They leave\nMore.\n:::",
        "::: update 2026-06-02 10:00 They met\nMore.\n:::",
        '<div onclick="x">Not closed',
    ]
)
heads: st.SearchStrategy[Head] = st.sampled_from(
    [
        {},
        {},
        {},
        {"headline": "Another headline"},
        {"headline": "Тиша", "dek": "Another dek.", "lang": "uk"},
        {"kicker": "Analysis", "noindex": "true", "lang": "ar"},
        {"sources": "[{title: A treaty}]"},
        {"updated": "2026-06-02 12:00"},
        {"live": "true"},
        {"live": "true", "updated": "2026-05-30 12:00"},
        {"live": "closed"},
        {"corrections": f"[{PUT_RIGHT}, {PUT_RIGHT.replace('05', '06')}]"},
        {"guid": "one"},
        {"tags": "[treaties]"},
        {"tags": "[Treaties, ports]", "countries": "[NO]", "section": "europe"},
        {"related": "[two, late]"},
        {"related": "[late, {url: 'https://a.example/', headline: Told, publisher: There}]"},
        {"related": "[about]"},
        {"related": "[late]", "section": None, "authors": None},
        {"related": "[three]", "section": None, "authors": None},
        {"authors": "[ann]", "section": None, "tags": "[grain]"},
        {"authors": "[ann, news-desk]"},
        {"authors": "[nobody]"},
        {"status": "draft"},
        {"embargo": "2026-06-01T20:00:00Z"},
        {"aliases": "[/old/]"},
        {"slug": "two"},
        {"expires": "2026-06-03 00:00"},
        {"image": "{src: plain.jpg, alt: A quay}"},
        {"image": "{src: signed.jpg, alt: A quay}"},
        {"image": "{src: free.jpg, alt: A quay, credit: Ann Author, focus: [0, 1]}"},
        {"section": "nowhere"},
        {"headlin": "A mistake"},
    ]
)
authors = st.sampled_from(
    [
        DESK,
        "---\nname: Ann Author\n---\nShe writes.\n",
        "---\nname: Ann Other\ndesk: true\n---\nShe writes.\n",
        "---\nname: Ann Author\nportrait: {src: free.jpg, alt: She}\n---\n[We](/us/).\n",
        "---\nname: Ann Author\nrole: Editor\n---\n",
        "---\nnam: Ann\n---\n",
    ]
)
pages = st.sampled_from(
    [
        ABOUT,
        ABOUT.replace("## Who", "## We"),
        ABOUT.replace("title: About", "title: Who we are\nnoindex: true"),
        ABOUT.replace("/us/", "/old/"),
        "---\ntitle: Us\nslug: one\n---\n[One](one).\n",
    ]
)
shots = st.sampled_from(
    [
        None,
        shot("other"),
        shot("wider", width=900, height=30),
        shot("signed otherwise", Rights(creators=("Ann Other",), copyright="Ann")),
        shot("ending", Rights(credit="AFP", ends="2026-06-02")),
        shot("wrong", problem="is cut off", hint="save it again"),
        shot("still", remarks=(("is large", "make it smaller"),)),
    ]
)
articles = st.sampled_from(ARTICLES)


@st.composite
def papers(draw: st.DrawFn) -> dict[str, str]:
    return {
        AUTHORS[0]: DESK,
        AUTHORS[1]: draw(authors),
        PAGES[0]: ABOUT,
        **{path: story(path, draw(bodies), draw(heads)) for path in ARTICLES},
    }


class Site:
    """What an edit changes."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.pictures: dict[str, Known] = dict(PICTURES)
        self.root: dict[str, str] = {}
        self.toml = SITE
        self.now = NOW

    def edit(self, what: str, path: str, value: object) -> None:
        files = self.files
        match what:
            case "file" | "author" | "page":
                files[path] = str(value)
            case "head" | "story" if isinstance(value, tuple):
                files[path] = story(path, *value)
            case "body":  # bodies are what is edited most
                front = files.get(path, story(path, "", {})).rpartition("---")[0]
                files[path] = f"{front}---\n\n{value}\n"
            case "delete":
                files.pop(path, None)
            case "rename" if path in files:
                files[str(value)] = files.pop(path)
            case "picture":
                self.pictures.pop(path, None)
                if isinstance(value, Known):
                    self.pictures[path] = value
            case "root" if isinstance(value, dict):
                self.root = value
            case "site":
                self.toml = str(value)


nothing = st.none()
a_story = st.tuples(st.just("story"), articles, st.tuples(bodies, heads))
a_body = st.tuples(st.just("body"), articles, bodies)
an_edit = st.one_of(
    a_story,
    a_story,
    a_body,
    a_body,
    st.tuples(st.just("delete"), articles, nothing),
    st.tuples(st.just("rename"), articles, articles),
    st.tuples(st.just("author"), st.sampled_from(AUTHORS), authors),
    st.tuples(st.just("rename"), st.sampled_from(AUTHORS), st.sampled_from(AUTHORS)),
    st.tuples(st.just("delete"), st.sampled_from(AUTHORS + PAGES), nothing),
    st.tuples(st.just("page"), st.sampled_from(PAGES), pages),
    st.tuples(st.just("picture"), st.sampled_from([*PICTURES, "content/articles/quay.jpg"]), shots),
    st.tuples(st.just("root"), st.just(""), st.sampled_from(ROOTS)),
    st.tuples(st.just("site"), st.just(""), st.sampled_from(SITES)),
    st.tuples(st.just("nothing"), st.just(""), nothing),
)
steps = st.lists(
    st.tuples(st.lists(an_edit, max_size=2), st.sampled_from([0, 0, 0, 1, 12, 24, -24, 48])),
    min_size=1,
    max_size=6,
)


@examples(30)
@given(files=papers(), site=st.sampled_from(SITES), steps=steps, drafts=st.booleans())
def test_what_goes_on_from_rows_equals_what_is_related_anew(
    files: dict[str, str],
    site: str,
    steps: list[tuple[list[tuple[str, str, object]], int]],
    *,
    drafts: bool,
) -> None:
    it = Site(files)
    it.toml = site
    reading = Reading(drafts=drafts)
    for edits, hours in [([], 0), ([], 0), *steps]:
        for edit in edits:
            it.edit(*edit)
        it.now += timedelta(hours=hours)
        made, anew = (
            some.read(it.files, it.now, site=it.toml, pictures=it.pictures, root=it.root)
            for some in (reading, Reading(drafts=drafts))
        )
        event(f"settled {len(reading.settled)} of {len(it.files)}")
        assert made.relation.edition == anew.relation.edition
        assert made.relation.rows == anew.relation.rows
        assert made.outputs == anew.outputs


LIVE = "::: update 2026-05-{} 09:10\nMore.\n:::"


@pytest.mark.parametrize(
    ("head", "body", "compares"),
    [
        ({}, LIVE.format(31), False),
        ({"updated": "2026-05-31 12:00"}, LIVE.format(30), False),
        ({"corrections": f"[{PUT_RIGHT}]"}, LIVE.format(30), False),
        ({"date": "2026-06-02 09:00"}, LIVE.format(30), True),
        ({"embargo": "2026-06-02T09:00:00Z"}, LIVE.format(30), True),
        ({"expires": "2026-05-31 09:00"}, LIVE.format(30), True),
        ({"status": "draft"}, LIVE.format(30), True),
        ({"date": "2026-03-02 09:00"}, LIVE.format(30), True),
        ({"tags": "[other]"}, LIVE.format(30), True),
    ],
)
def test_what_is_told_later_makes_no_document_another_to_others(
    monkeypatch: pytest.MonkeyPatch, head: Head, body: str, *, compares: bool
) -> None:
    asked: list[object] = []
    files = {path: story(path, "Words.", {}) for path in ARTICLES} | {AUTHORS[0]: DESK}
    reading = Reading()
    live = {"live": "true"}
    reading.read({**files, ARTICLES[0]: story(ARTICLES[0], LIVE.format(30), live)})

    def crosscheck(*args: object) -> Iterator[Problem]:
        asked.append(args)
        return iter(())

    monkeypatch.setattr("sitegen.edition.gather.crosscheck", crosscheck)
    after = {**files, ARTICLES[0]: story(ARTICLES[0], body, {**live, **head})}
    reading.read(after, NOW + timedelta(minutes=1))
    assert bool(asked) == compares


def test_a_story_that_shares_nothing_shows_one_that_it_names_as_soon_as_that_is_out() -> None:
    alone = {"section": None, "authors": None}
    files = {
        "content/articles/one.md": story("one.md", "Words.", {**alone, "related": "[late]"}),
        "content/articles/late.md": story("late.md", "Words.", alone),
    }
    reading = Reading()
    reading.read(files)
    made = reading.read(files, NOW + timedelta(days=2))
    assert made.relation.rows.rows["content/articles/one.md"].related == (
        "content/articles/late.md",
    )


def test_a_page_is_made_anew_for_how_the_second_who_signs_it_is_introduced() -> None:
    ann = "---\nname: Ann Author\n{}---\nShe writes.\n"
    files = {
        ARTICLES[0]: story(ARTICLES[0], "Words.", {"authors": "[news-desk, ann]"}),
        AUTHORS[0]: DESK,
        AUTHORS[1]: ann.format(""),
    }
    reading = Reading()
    page = "2026/03/one/index.html"
    before = reading.read(files).key(page)
    assert reading.read({**files, AUTHORS[1]: ann.format("role: Editor\n")}).key(page) != before
