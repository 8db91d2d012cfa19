"""`policy.strict_since`: what archives lack is counted; what is new is held to every rule."""

import re
from collections.abc import Callable

import pytest

from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

STRICT = f"{SITE}\n[policy]\nstrict_since = 2020-01-01\n"
OLD, NEW = "content/articles/old.md", "content/articles/new.md"
BODY = (
    "::: figure bare.jpg\n:::\n\n::: figure said.jpg\nalt: A quay\ncaption: A quay\n:::\n\nWords."
)


def story(date: str) -> str:
    return article("A headline", BODY, date=date, dek=None, section=None)


@pytest.fixture
def archive(newsroom: Make) -> Newsroom:
    """Make a paper with an old story that lacks all that it may, and a page."""
    files = {f"content/articles/{it}.jpg": picture() for it in ("bare", "said")}
    page = "---\ntitle: Old page\n---\n\n![](bare.jpg)\n"
    files |= {"content/images/bare.jpg": picture()}
    return newsroom(
        {OLD: story("2019-12-31 23:59"), "content/pages/p.md": page, **files}, site_toml=STRICT
    )


def test_an_old_story_is_forgiven_and_counted_in_one_line(archive: Newsroom) -> None:
    archive.build("--strict")
    found = {(it["path"], it["message"]) for it in archive.report["problems"]}
    assert {it["severity"] for it in archive.report["problems"]} == {"forgiven"}
    assert found >= {
        (OLD, "`bare.jpg` has no alternative text"),
        (OLD, "`bare.jpg` has no credit"),
        (OLD, "`said.jpg` has no credit"),
        (OLD, "the alt text repeats the caption"),
        (OLD, "the article has no `dek`"),
        ("content/pages/p.md", "`bare.jpg` has no alternative text"),
    }
    said = archive.run("check", "--now", "2026-06-01")
    assert said.exit_code == 0
    assert "gaps of stories from before `policy.strict_since` forgiven" in said.stderr
    assert "bare.jpg" not in said.stderr
    assert " forgiven, in " in said.stdout
    every = archive.run("check", "--now", "2026-06-01", "--all").stderr
    assert f"{OLD}:2:11: forgiven: the article has no `section`" in every


def test_a_new_story_is_held_to_every_rule(archive: Newsroom) -> None:
    archive.write({NEW: story("2020-01-01 00:00")})
    said = archive.fail()
    assert re.search(rf"(?m)^{NEW}:\d+:\d+: error: `bare.jpg` has no alternative text$", said)
    assert re.search(rf"(?m)^{NEW}:\d+:\d+: error: the alt text repeats the caption$", said)
    assert "old.md" not in said


def test_what_is_wrong_otherwise_is_forgiven_nobody(archive: Newsroom) -> None:
    archive.edit(OLD, "bare.jpg", "bear.jpg")
    assert "there is no picture `bear.jpg`" in archive.fail()


def test_without_the_line_everybody_is_held_to_the_rules(archive: Newsroom) -> None:
    archive.edit("content/site.toml", "strict_since = 2020-01-01\n", "")
    assert "old.md" in archive.fail()


def test_the_day_is_that_of_the_newsroom(archive: Newsroom) -> None:
    # In Berlin it is 2020 by then.
    archive.edit(OLD, "2019-12-31 23:59", "2019-12-31T23:30:00+00:00")
    assert "old.md" in archive.fail()


def test_a_new_day_changes_what_is_forgiven_in_the_next_build(archive: Newsroom) -> None:
    archive.build().edit("content/site.toml", "2020-01-01", "2019-01-01")
    assert "old.md" in archive.fail()
    archive.edit("content/site.toml", "2019-01-01", "2020-06-01").build()
