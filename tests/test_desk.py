"""The desk: stories are let out and taken back, and nothing else in their files changes."""

import json
import subprocess
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.checking.mending import write_over
from sitegen.content.frontmatter import read
from sitegen.desk.rewriting import with_entry, with_value, without_entry, without_key
from sitegen.errors import SiteError
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

PLAN = "content/articles/2026/plan.md"
ONE = "content/articles/2026/one.md"


# A key of a front matter ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2026-03-01", "date: NEW"),
        ("date:   2026-03-01   # to be seen", "date:   NEW   # to be seen"),
        ('date: "2026-03-01 09:00"', "date: NEW"),
        ("date: '2026-03-01'# no comment", None),
        ('"date": 2026-03-01', '"date": NEW'),
        ("date:", "date: NEW"),
        ("date: # later", "date: NEW # later"),
        ("date: 2026-03-01 09:00 +05:30", "date: NEW"),
        ("date: >\n  2026-03-01", None),
        ("date:\n  2026-03-01", None),
        ("# date: 2026", "date: NEW\n# date: 2026"),
        ("lang: fr", "date: NEW\nlang: fr"),
    ],
)
def test_a_value_is_replaced_where_it_stands(before: str, after: str | None) -> None:
    whole = "---\nheadline: A\n{}\n# the end\n---\n\nText: date: 2026\n"
    raw = whole.format(before).encode()
    if after is None:
        with pytest.raises(SiteError, match="by hand"):
            with_value(raw, "date", "NEW", behind=("headline",))
    else:
        changed = with_value(raw, "date", "NEW", behind=("headline",))
        assert changed.decode() == whole.format(after)


@pytest.mark.parametrize("text", ["---\n{headline: A, date: 2026}\n---\n", "---\nheadline: A\n..."])
def test_a_front_matter_that_lines_do_not_tell_is_left_to_editors(text: str) -> None:
    with pytest.raises(SiteError):
        with_value(text.encode(), "date", "2026-03-01")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/a/]", "aliases: [/a/, /new/]"),
        ("aliases: []", "aliases: [/new/]"),
        ("aliases: [/a/, /b/]   # two", "aliases: [/a/, /b/, /new/]   # two"),
        ("aliases:\n- /a/\n- /b/", "aliases:\n- /a/\n- /b/\n- /new/"),
        ("aliases:\n  - /a/  # first", "aliases:\n  - /a/  # first\n  - /new/"),
        ("aliases:", "aliases: [/new/]"),
        ("lang: fr", "lang: fr\naliases: [/new/]"),
        ("aliases: [/a/,\n  /b/]", "aliases: [/a/,\n  /b/]\n"),
    ],
)
def test_a_list_gets_one_more_entry(before: str, after: str) -> None:
    whole = "---\nheadline: A\n{}\n---\n"
    raw = whole.format(before).encode()
    if after.endswith("\n"):
        with pytest.raises(SiteError, match="line by line"):
            with_entry(raw, "aliases", "/new/")
    else:
        assert with_entry(raw, "aliases", "/new/").decode() == whole.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [/a/, /x/, /b/]", "aliases: [/a/, /b/]"),
        ("aliases: [/x/, /b/]  # two", "aliases: [/b/]  # two"),
        ("aliases: [/a/, '/x/']", "aliases: [/a/]"),
        ("aliases:\n- /a/\n- /x/\n- /b/", "aliases:\n- /a/\n- /b/"),
        ("aliases: [/x/]\nlang: fr", "lang: fr"),
        ("aliases: [/a/]", "aliases: [/a/]"),
        ("lang: fr", "lang: fr"),
    ],
)
def test_a_list_loses_an_entry(before: str, after: str) -> None:
    whole = "---\nheadline: A\n{}\n---\n"
    changed = without_entry(whole.format(before).encode(), "aliases", "/x/")
    assert changed.decode() == whole.format(after)


def test_an_entry_that_yaml_would_read_otherwise_stands_in_quotes() -> None:
    raw = with_entry(b"---\na: [b]\n---\n", "a", "x: [y], #z")
    assert raw == b'---\na: [b, "x: [y], #z"]\n---\n'


LINES = st.sampled_from(
    [
        "dek: One: two",
        "tags: [a, b]",
        "# status: draft",
        "tags:\n  - a\n  - status: x",
        "status: published # now",
        "status: draft",
        "headline: 'It''s #1'",
        'dek: "a \\" # b"',
        "image:\n  src: a.jpg",
        "dek: |\n  # no comment\n  status: draft",
        "",
    ]
)


@given(
    lines=st.lists(LINES, max_size=6, unique_by=lambda it: it.partition(":")[0]),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_whatever_stands_around_a_key_stays_as_it_is(lines: list[str], end: str, mark: str) -> None:
    text = end.join(["---", "guid: x", *lines, "---", "Text", ""]).replace("\r", "")
    raw = (mark + text.replace("\n", end)).encode()
    if read(raw).mapping is None:
        return
    changed = with_value(raw, "status", "held", behind=("guid",))
    before, after = raw.split(b"\n"), changed.split(b"\n")
    rest = [it for it in after if not it.startswith(b"status: held")]
    assert rest == [it for it in before if not it.startswith(b"status:")]
    assert sum(it.startswith(b"status: held") for it in after) == 1
    assert without_key(changed, "status").split(b"\n") == rest
    assert all(it.endswith(b"\r") for it in after[:-1]) is (end == "\r\n")


# release and hold -------------------------------------------------------------------------------


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(
        {
            ONE: article("One", body="See [the plan](plan.md)."),
            PLAN: article("The plan", status="draft", aliases="[/old/]").replace("\n", "\r\n"),
            "content/pages/about.md": "---\ntitle: About\n---\n\nWho.\n",
        }
    )


def said(site: Newsroom, *command: str, status: int = 0) -> str:
    result = site.run(*command, "--now", NOW)
    assert result.exit_code == status, result.output
    return (result.stderr if status else result.stdout).replace(str(site.root), "…")


def test_a_draft_is_released_as_of_now(site: Newsroom) -> None:
    before = (site.root / PLAN).read_bytes()
    assert said(site, "release", "plan") == (
        f"{PLAN}: no draft any more; out with the next build\n"
        "  address   https://test.example/2026/06/plan/\n"
        "  also      https://test.example/old/\n"
        f"  linked    {ONE}: is a link again\n"
    )
    assert (site.root / PLAN).read_bytes() == before.replace(b"status: draft\r\n", b"").replace(
        b"date: 2026-03-01 09:00", b"date: 2026-06-01T14:00:00+02:00"
    )
    assert "2026/06/plan/index.html" in site.build("--strict").tree()


@pytest.mark.parametrize("named", [PLAN, "2026/plan", "/2026/03/plan/", "/old/", "plan"])
def test_a_story_is_named_as_editors_name_it(site: Newsroom, named: str) -> None:
    assert said(site, "release", named, "--at", "2026-12-24 18:00").startswith(
        f"{PLAN}: no draft any more; out on 2026-12-24 18:00 CET\n"
    )
    assert b"date: 2026-12-24T18:00:00+01:00\r\n" in (site.root / PLAN).read_bytes()


def test_a_story_is_taken_back_and_let_out_again_where_it_was(site: Newsroom) -> None:
    site.edit(ONE, "plan.md", "/about/").build()
    before = (site.root / ONE).read_text("utf-8")
    page = site.tree()
    told = said(site, "hold", "one")
    assert told == (
        f"{ONE}: a draft\n"
        "  address   https://test.example/2026/03/one/ answers 404 from the next build on\n"
        f"  again     `sitegen release --keep-date {ONE}` gives it back its date and address\n"
    )
    assert "2026/03/one/index.html" not in site.build().tree()
    said(site, "release", "--keep-date", "one")
    assert (site.root / ONE).read_text("utf-8") == before
    assert site.build().tree() == page


REFUSED = {
    "out": article("Out"),
    "draft": article("Draft", status="draft"),
    "secret": article("Secret", status="draft", embargo="2026-07-01T08:00:00Z"),
    "over": article("Over", status="draft", expires="2026-05-01"),
    "astray": article("Astray", status="draft", section="asai"),
    "undated": article("Undated", status="draft", date="soon"),
    "braces": "---\n{headline: Braces, date: 2026-03-01, status: draft}\n---\n\nText.\n",
}


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    files = {f"content/articles/{name}.md": text for name, text in REFUSED.items()}
    about = {"content/pages/about.md": "---\ntitle: About\n---\n\nWho.\n"}
    return Newsroom(tmp_path_factory.mktemp("refusing"), {**files, **about})


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("release", "out"), "the story is out already, since 2026-03-01 09:00 CET"),
        (("hold", "draft"), "the story is a draft already"),
        (("release", "secret"), "the story is under embargo until 2026-07-01 10:00 CEST"),
        (("release", "over"), "the story expires on 2026-05-01 00:00 CEST, before it would be out"),
        (("release", "nothing"), "there is no article, page, author, thread or country `nothing`"),
        (("hold", "about"), "this is a page, which is always shown"),
        (("hold", "/asia/"), "`/asia/` is a listing, which no file stands behind"),
        (("release", "astray"), "there is no section `asai`"),
        (("release", "undated", "--keep-date"), "`soon` is not a date"),
        (("release", "braces"), "cannot be changed line by line"),
        (("release", "draft", "--at", "noon"), "`noon` is not a date"),
        (("release", "draft", "--at", "2026-07-01", "--keep-date"), "there is `--keep-date`, too"),
    ],
)
def test_what_would_lose_something_is_refused(
    refusing: Newsroom, command: tuple[str, ...], message: str
) -> None:
    before = refusing.tree(refusing.root / "content")
    result = refusing.run(*command, "--now", NOW)
    assert result.exit_code in {1, 2}
    assert message in result.stderr
    assert refusing.tree(refusing.root / "content") == before


def test_a_story_is_not_released_into_an_address_that_is_taken(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/2025/plan.md": article("Plan", date="2026-06-01", slug="a"),
            "content/articles/2026/plan.md": article("Plan", date="2026-02-01", slug="a"),
        }
    )
    said(site, "hold", "content/articles/2026/plan.md")
    refused = said(site, "release", "content/articles/2026/plan.md", status=1)
    assert "/2026/06/a/" in refused


# move -------------------------------------------------------------------------------------------

FERRY = "content/articles/2026/ferry/index.md"
NAMES = """\
See [it](ferry), [it again](2026/ferry), [its file](../2026/ferry/index.md#road), [its
address](/2026/03/ferry/) and [the old one](/old/), [as][a], [defined][a].

<a href="ferry">HTML</a>, a `ferry`.

::: figure ../2026/ferry/quay.jpg
alt: A quay
credit: Graphics desk
:::

[a]: ferry
"""
RENAMED = """\
See [it](boat), [it again](2026/boat), [its file](../2025/boat/index.md#road), [its
address](/2026/03/boat/) and [the old one](/old/), [as][a], [defined][a].

<a href="boat">HTML</a>, a `ferry`.

::: figure ../2025/boat/quay.jpg
alt: A quay
credit: Graphics desk
:::

[a]: boat
"""


def in_git(site: Newsroom, *arguments: str) -> str:
    own = ("-c", "user.name=Desk", "-c", "user.email=desk@test.example")
    command = ["git", "-C", str(site.root), *own, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def ferry(newsroom: Make) -> Newsroom:
    image = "{src: quay.jpg, alt: A quay, credit: Graphics desk}"
    body = "## Road\n\nWords, and [another](../../2024/other.md).\n"
    return newsroom(
        {
            FERRY: article("Ferry", body, image=image, aliases="[/old/]  # of 2019"),
            "content/articles/2026/ferry/quay.jpg": picture(),
            "content/articles/2024/names.md": article("Names", NAMES).replace("\n", "\r\n"),
            "content/articles/2024/other.md": article("Other", related="[names, ferry]"),
            "content/pages/about.md": "---\ntitle: About\n---\n\nThe [ferry](ferry).\n",
        },
        site_toml=f'{SITE}\n[front]\nlead = "ferry"  # the best\n',
    )


def test_a_story_moves_with_its_folder_its_address_and_all_that_names_it(ferry: Newsroom) -> None:
    (ferry.root / ".gitignore").write_text("/public\n/.sitegen\n", "utf-8")
    in_git(ferry, "init", "-q")
    in_git(ferry, "add", "-A")
    in_git(ferry, "commit", "-qm", "All")
    ferry.build()
    assert said(ferry, "move", "ferry", "2025/boat").startswith(
        "content/articles/2026/ferry -> content/articles/2025/boat\n"
        "  address   /2026/03/boat/; /2026/03/ferry/ leads there\n"
    )
    assert in_git(ferry, "diff", "--name-status", "--cached", "-M").split() == [
        *("R100", FERRY, "content/articles/2025/boat/index.md"),
        *("R100", FERRY.replace("index.md", "quay.jpg"), "content/articles/2025/boat/quay.jpg"),
    ]
    now = ferry.tree(ferry.root / "content")
    assert b"aliases: [/old/, /2026/03/ferry/]  # of 2019\n" in now["articles/2025/boat/index.md"]
    assert now["articles/2024/names.md"].decode() == article("Names", RENAMED).replace("\n", "\r\n")
    assert b"related: [names, boat]\n" in now["articles/2024/other.md"]
    assert b"The [ferry](boat).\n" in now["pages/about.md"]
    assert b'lead = "boat"  # the best\n' in now["site.toml"]
    assert not (ferry.root / "content/articles/2026").exists()
    built = ferry.build("--strict").tree()
    assert built == ferry.clean_tree()
    assert b"/2026/03/boat/" in built["2026/03/ferry/index.html"]
    # And back again: what led from there is gone, since the story is there.
    said(ferry, "move", "boat", "content/articles/2026/ferry")
    back = (ferry.root / FERRY).read_text("utf-8")
    assert "\naliases: [/old/, /2026/03/boat/]  # of 2019\n" in back
    ferry.build("--strict")


def test_a_single_file_takes_its_relative_names_along(newsroom: Make) -> None:
    body = "[One](one.md)\n\n![Quay](quay.jpg)\n\n[page](../../pages/about.md)\n"
    image = "{src: 'quay.jpg', alt: Two ships, credit: Graphics desk}"
    site = newsroom(
        {
            PLAN: article("Plan", body, status="draft", image=image),
            "content/articles/2026/quay.jpg": picture(),
            ONE: article("One"),
            "content/pages/about.md": "---\ntitle: About\n---\n\nWho.\n",
        }
    )
    told = said(site, "move", PLAN, "content/articles/deep/er/")
    assert "/2026/03/plan/, as before" in told
    moved = (site.root / "content/articles/deep/er/plan.md").read_text("utf-8")
    assert "src: '../../2026/quay.jpg'" in moved
    names = (
        "[One](../../2026/one.md)",
        "![Quay](../../2026/quay.jpg)",
        "](../../../pages/about.md)",
    )
    assert [it for it in names if it not in moved] == []
    assert "aliases" not in moved
    renamed_draft = said(site, "move", "plan", "scheme")
    assert "/2026/03/scheme/, which nobody knows yet" in renamed_draft
    site.build("--drafts", "--strict")


def test_a_move_that_fails_leaves_everything_as_it_was(
    ferry: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ferry.tree(ferry.root / "content")
    tries: list[Path] = []

    def fail_at_third(file: Path, raw: bytes) -> None:
        tries.append(file)
        if len(tries) == 3:
            raise PermissionError(13, "Permission denied", str(file))
        write_over(file, raw)

    monkeypatch.setattr("sitegen.desk.carrying.write_over", fail_at_third)
    assert "permission denied" in said(ferry, "move", "ferry", "boat", status=1).lower()
    assert ferry.tree(ferry.root / "content") == before


WHO = """\
---
name: Ann Lee
aliases: [/staff/lee/]  # of 2019
---

Wrote [of the crossing](/threads/crossing/).
"""
CROSSING = """\
---
title: The crossing
summary: Ships sail.
as_of: 2026-03-01
---

Told by [her](/authors/ann-lee/), whose [page](../authors/ann-lee.md) is there.
"""

THREAD = "---\ntitle: Journeys\nsummary: None yet.\nas_of: 2026-03-01\n---\n\nWhere to.\n"


@pytest.fixture
def signed(newsroom: Make) -> Newsroom:
    """Return a site whose stories name an author and a thread in every way that there is."""
    written = {
        "flow": article("Flow", authors="[news-desk, ann-lee] # both", thread="crossing"),
        "block": article("Block", authors="\n  - 'ann-lee'", thread="[crossing, ann-lee]"),
        "late": article("Late", status="draft", thread='"crossing"').replace("\n", "\r\n"),
        "machine": article("Machine", ai="{text: generated, reviewed_by: ann-lee}"),
        "other": article("Other", "Not ann-lee, nor [crossing](crossing)."),
        # A story and an author may be called alike, and so may a thread.
        "crossing": article("Crossing", authors="[ann-lee]"),
    }
    return newsroom(
        {
            **{f"content/articles/2026/{name}.md": text for name, text in written.items()},
            "content/authors/ann-lee.md": WHO,
            "content/threads/crossing.md": CROSSING,
            "content/threads/ann-lee.md": THREAD,
        },
        site_toml=f'{SITE}\n[publisher.policies]\nmasthead = "/authors/ann-lee/#top"\n',
    )


def changed(site: Newsroom, before: dict[str, bytes]) -> dict[str, list[tuple[str, str]]]:
    """Return the lines of content/ that are others than before, by the path of today."""
    now = site.tree(site.root / "content")
    return {
        path: [
            (old, new)
            for old, new in zip_longest(
                before.get(path, b"").decode().split("\n"), text.decode().split("\n"), fillvalue=""
            )
            if old != new
        ]
        for path, text in now.items()
        if before.get(path) != text
    }


def test_an_author_moves_with_all_that_was_signed(signed: Newsroom) -> None:
    page = signed.build().read("authors/ann-lee/index.html")
    before = signed.tree(signed.root / "content")
    whole = said(signed, "move", "content/authors/ann-lee.md", "ann-berg")
    assert whole.startswith(
        "content/authors/ann-lee.md -> content/authors/ann-berg.md\n"
        "  address   /authors/ann-berg/; /authors/ann-lee/ leads there\n"
    )
    moved = changed(signed, before)
    moved.pop("authors/ann-berg.md")
    assert moved == {
        "articles/2026/flow.md": [
            ("authors: [news-desk, ann-lee] # both", "authors: [news-desk, ann-berg] # both")
        ],
        "articles/2026/block.md": [("  - 'ann-lee'", "  - 'ann-berg'")],
        "articles/2026/machine.md": [
            (
                "ai: {text: generated, reviewed_by: ann-lee}",
                "ai: {text: generated, reviewed_by: ann-berg}",
            )
        ],
        "articles/2026/crossing.md": [("authors: [ann-lee]", "authors: [ann-berg]")],
        "threads/crossing.md": [
            (
                "Told by [her](/authors/ann-lee/), whose [page](../authors/ann-lee.md) is there.",
                "Told by [her](/authors/ann-berg/), whose [page](../authors/ann-berg.md) is there.",
            )
        ],
        "site.toml": [
            ('masthead = "/authors/ann-lee/#top"', 'masthead = "/authors/ann-berg/#top"')
        ],
    }
    now = (signed.root / "content/authors/ann-berg.md").read_text("utf-8")
    wanted = WHO.replace("[/staff/lee/]", "[/staff/lee/, /authors/ann-lee/]")
    assert now == wanted
    built = signed.build("--strict").tree()
    assert built == signed.clean_tree()
    new = built["authors/ann-berg/index.html"].decode()
    assert new.replace("ann-berg", "ann-lee") == page
    assert b"/authors/ann-berg/" in built["authors/ann-lee/index.html"]
    assert b"/authors/ann-lee/feed.xml /authors/ann-berg/feed.xml 301" in built["_redirects"]
    assert b"/staff/lee/feed.xml" not in built["_redirects"]
    # And back again: the files are as they were, but for what leads here from where it was.
    said(signed, "move", "ann-berg", "ann-lee")
    back = changed(signed, before)
    assert back == {
        "authors/ann-lee.md": [
            (
                "aliases: [/staff/lee/]  # of 2019",
                "aliases: [/staff/lee/, /authors/ann-berg/]  # of 2019",
            )
        ]
    }


def test_a_thread_moves_with_all_that_belongs_to_it(signed: Newsroom) -> None:
    signed.build()
    before = signed.tree(signed.root / "content")
    assert "/threads/strait/; /threads/crossing/ leads there\n" in said(
        signed, "move", "/threads/crossing/", "strait"
    )
    moved = changed(signed, before)
    assert moved.pop("threads/strait.md")
    assert moved == {
        "articles/2026/flow.md": [("thread: crossing", "thread: strait")],
        "articles/2026/block.md": [("thread: [crossing, ann-lee]", "thread: [strait, ann-lee]")],
        "articles/2026/late.md": [('thread: "crossing"\r', 'thread: "strait"\r')],
        "authors/ann-lee.md": [
            (
                "Wrote [of the crossing](/threads/crossing/).",
                "Wrote [of the crossing](/threads/strait/).",
            )
        ],
    }
    built = signed.build("--strict").tree()
    assert built == signed.clean_tree()
    assert b"/threads/strait/" in built["threads/crossing/index.html"]


def test_who_has_written_nothing_that_is_out_leaves_no_address_behind(newsroom: Make) -> None:
    site = newsroom(
        {
            PLAN: article("Plan", status="draft", authors="[ann]"),
            "content/authors/ann.md": "---\nname: Ann\n---\n",
            "content/articles/over.md": article("Over", expires="2026-04-01", thread="old"),
            "content/threads/old.md": "---\ntitle: Old\n---\n",
        }
    )
    assert "/authors/anna/, which nobody knows yet" in said(site, "move", "ann", "anna")
    assert b"authors: [anna]" in (site.root / PLAN).read_bytes()
    assert (site.root / "content/authors/anna.md").read_text("utf-8") == "---\nname: Ann\n---\n"
    # What has expired was there to be read.
    assert "; /threads/old/ leads there" in said(site, "move", "content/threads/old.md", "older")


def test_the_front_page_and_the_policies_name_what_has_moved(newsroom: Make) -> None:
    front = '[front]\nlead = "a"\nseconds = ["b", "2026/a2"]\npicks = ["/2026/03/c/", "d"]\n'
    policies = '[publisher]\nurl = "https://test.example/about/"\n[publisher.policies]\n'
    policies += 'masthead = "/about/#who"\n[rights]\nsearch = "yes"\nsummaries = "no"\n'
    policies += 'training = "no"\nlicense = "/about/"\n'
    stories = {f"content/articles/{it}.md": article(it) for it in ("a", "b", "a2", "c", "d")}
    about = "---\ntitle: About\n---\n\n## Who\n\nWe.\n"
    site = newsroom(
        {**stories, "content/pages/about.md": about}, site_toml=f"{SITE}\n{front}{policies}"
    )
    for old, new in (("b", "bb"), ("a2", "aa"), ("c", "cc"), ("d", "dd"), ("about", "who/we")):
        said(site, "move", old, new if old != "about" else "content/pages/who/we")
    text = (site.root / "content/site.toml").read_text("utf-8")
    for old, new in (
        ('["b", "2026/a2"]', '["bb", "2026/aa"]'),
        ('["/2026/03/c/", "d"]', '["/2026/03/cc/", "dd"]'),
        ('"https://test.example/about/"', '"https://test.example/who/we/"'),
        ('"/about/#who"', '"/who/we/#who"'),
        ('"/about/"', '"/who/we/"'),
    ):
        assert old not in text
        assert new in text
    site.build("--strict")


@pytest.fixture(scope="module")
def unmoved(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return Newsroom(
        tmp_path_factory.mktemp("unmoved"),
        {
            ONE: article("One"),
            PLAN: article("Plan"),
            "content/articles/2026/ferry/index.md": article("Ferry"),
            "content/articles/2026/ferry/port.md": article("Port"),
            "content/articles/broken.md": article("Broken", section="[1"),
            "content/authors/jo.md": "---\nname: Jo\naliases: [/threads/ebb/]\n---\n",
            "content/threads/tide.md": "---\ntitle: Tide\n---\n",
            "content/countries/NO.md": "---\ndek: A long coast\n---\n",
            "content/pages/about.md": "---\ntitle: About\n---\n\nWho.\n",
        },
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("one", "plan", "there is something of this name"),
        ("one", "ferry", "there is something of this name"),
        ("one", "one", "it lies there already"),
        ("one", "index", "`index.md` stands in a folder of its own"),
        ("one", "con", "Windows cannot hold a file called `con.md`"),
        ("one", "x" * 300, "the name is too long for a file"),
        ("one", "content/pages/one", "an article cannot lie here"),
        ("one", "../../one", "an article cannot lie here"),
        ("about", "content/articles/about", "a page cannot lie here"),
        ("2026/ferry", "ship", "it lies in the folder of the story"),
        ("content/authors/news-desk.md", "Jo Berg", "`Jo Berg` cannot be the id of an author"),
        ("news-desk", "content/threads/desk", "an author cannot lie here"),
        ("news-desk", "jo", "there is something of this name"),
        ("jo", "new/", "`new/jo` cannot be the id of an author"),
        (
            "content/threads/tide.md",
            "ebb",
            "the address `/threads/ebb/` of an alias is taken by the thread `ebb`",
        ),
        ("NO", "SE", "the file of a country is called by its code"),
        ("/asia/", "x", "topics have their names in content/topics.toml"),
        ("content/articles/broken.md", "x", "is not closed properly"),
        ("none", "x", "there is no article, page, author, thread or country `none`"),
        ("one", "…", "no letter or digit of the file's name is left"),
    ],
)
def test_a_move_that_would_lose_something_is_refused(
    unmoved: Newsroom, old: str, new: str, message: str
) -> None:
    before = unmoved.tree(unmoved.root / "content")
    assert message in said(unmoved, "move", old, new, status=1)
    assert unmoved.tree(unmoved.root / "content") == before


# list -------------------------------------------------------------------------------------------


def test_the_desk_sees_what_waits_and_what_ends(newsroom: Make) -> None:
    stories = {
        "draft": article("A draft", status="draft"),
        "late": article("Late", date="2026-07-02 09:00"),
        "soon": article("Soon", date="2026-07-01 09:00"),
        "never": article("Never", date="9999-12-31"),
        "secret": article("Secret", embargo="2026-06-03T08:00:00Z"),
        "ends": article("Ends", expires="2026-06-30"),
        "ended": article("Ended", expires="2026-05-30"),
        "forgotten": article("Forgotten", expires="2026-04-01"),
        "wrong": article("Wrong", corrections="[{date: 2026-05-20, text: It was two.}]"),
        "plain": article("Plain"),
    }
    site = newsroom({f"content/articles/{it}.md": text for it, text in stories.items()})
    assert said(site, "list") == (
        "Drafts\n"
        "  content/articles/draft.md\n    A draft\n"
        "Scheduled\n"
        "  2026-07-01 09:00 CEST  content/articles/soon.md\n    Soon\n"
        "  2026-07-02 09:00 CEST  content/articles/late.md\n    Late\n"
        "  never  content/articles/never.md\n    Never\n"
        "Under embargo\n"
        "  2026-06-03 10:00 CEST  content/articles/secret.md\n    Secret\n"
        "To be withdrawn\n"
        "  2026-06-30 00:00 CEST  content/articles/ends.md\n    Ends\n"
        "Withdrawn\n"
        "  2026-05-30 00:00 CEST  content/articles/ended.md\n    Ended\n"
        "Corrected\n"
        "  2026-05-20 00:00 CEST  content/articles/wrong.md\n    Wrong\n"
    )
    listed = json.loads(said(site, "list", "--format", "json", "--days", "90"))
    assert [it["state"] for it in listed].count("expired") == 2
    assert listed[0] == {
        "state": "draft",
        "path": "content/articles/draft.md",
        "headline": "A draft",
        "moment": None,
        "address": "https://test.example/2026/03/draft/",
    }
    assert said(newsroom(), "list").startswith("nothing is on the desk")


def test_lists_do_not_stop_at_mistakes(newsroom: Make) -> None:
    wrong = article("Wrong", status="draft", section="asai")
    site = newsroom({"content/articles/wrong.md": wrong}, site_toml=SITE)
    assert "content/articles/wrong.md" in said(site, "list")
