"""What was published and changes in silence: words, and entries among corrections."""

import json
import re
from collections.abc import Callable

import pytest

from tests.newsroom import NOW, SITE, Newsroom, article
from tests.test_checking import check_of, git, messages

Make = Callable[..., Newsroom]

TOLD = "{date: 2026-03-02 09:00, text: It was ten., was: nine, now: ten}"
LATER = "{date: 2026-07-02 09:00, text: Not told yet.}"
TEN, NINE = "Ten states signed in Oslo.", "Nine states signed in Oslo."
NOT = "Russia was not among them."
BODY = (
    "Ten states signed in Oslo. Russia was not among them.\n\n"
    "The text has 23 articles.\n\n- A list of *many* words\n"
)
PUBLISHED = f'{SITE}\n[publish.live]\nfolder = "srv"\n'


@pytest.fixture
def committed(newsroom: Make) -> Newsroom:
    keys = {"countries": "[NO]", "key_points": "[It costs 5 euros]"}
    site = newsroom(
        {
            "content/articles/a.md": article(
                "First", BODY, corrections=f"[{TOLD}, {LATER}]", **keys
            ),
            "content/articles/b.md": article("Held", f"Held. {BODY}", date="2026-08-01", **keys),
            ".gitignore": ".sitegen/\npublic*/\nsrv/\n",
        },
        site_toml=PUBLISHED,
    )
    git(site.root, "init", "--quiet")
    git(site.root, "add", "--all")
    git(site.root, "commit", "--quiet", "--message", "Stories")
    return site


def failed(site: Newsroom) -> list[str]:
    """Check a site that has errors, and return these with their places."""
    result = site.run("check", "--now", NOW, "--format", "json")
    assert result.exit_code == 1, result.output
    told = json.loads(result.stdout)["problems"]
    return messages([it for it in told if it["severity"] == "error"])


def test_what_a_published_story_says_is_not_changed_in_silence(committed: Newsroom) -> None:
    path = "content/articles/a.md"
    for name in ("a", "b"):
        committed.edit(f"content/articles/{name}.md", "Ten states", "Nine states")
        committed.edit(f"content/articles/{name}.md", "was not among", "was among")
        committed.edit(f"content/articles/{name}.md", "5 euros", "6 euros")
    told = check_of(committed)
    of = "of the published story is not that of the last commit"
    assert [(it["path"], it["line"], it["message"]) for it in told] == [
        (path, 9, f"a number {of}: “It costs 5 euros” is “It costs 6 euros” now"),
        (path, 12, f"a number {of}: “{TEN}” is “{NINE}” now"),
        (path, 12, f"a yes or no {of}: “{NOT}” is “{NOT.replace('not ', '')}” now"),
    ]
    assert {it["severity"] for it in told} == {"warning"}
    (paste,) = re.findall(r"corrections: \[(\{.*\})\]", str(told[0]["hint"]))
    committed.edit(path, f"[{TOLD}, ", f"[{paste}, {TOLD}, ")
    assert check_of(committed) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*many*", "**several**"),
        ("Ten states signed in Oslo.", "Ten  states\nsigned in [Oslo](https://oslo.example/)."),
        ("The text has 23 articles.\n\n", ""),
        ("headline: First", "headline: 'First'"),
    ],
)
def test_what_says_the_same_is_no_news(committed: Newsroom, old: str, new: str) -> None:
    path = "content/articles/a.md"
    if not new:
        committed.edit(path, old, "").edit(path, BODY.partition("\n")[0], f"The text has 23"
                       f" articles.\n\n{BODY.partition(chr(10))[0]}")  # fmt: skip
    else:
        committed.edit(path, old, new)
    assert check_of(committed) == []


def test_a_long_sentence_is_shown_where_it_differs(committed: Newsroom) -> None:
    path, long = "content/articles/a.md", "and the many words that it took to say so " * 6
    committed.edit(path, "23 articles.", f"23 articles {long}in 12 languages {long}.")
    git(committed.root, "commit", "--quiet", "--all", "--message", "Long")
    committed.edit(path, "12 languages", "21 languages")
    (told,) = messages(check_of(committed))
    assert "in 12 languages" in told
    assert "in 21 languages" in told
    assert len(told) < 600


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (f"{TOLD}, ", "", "is gone"),
        ("It was ten.", "It was eleven.", "is another one now"),
        ("was: nine, ", "", "is another one now"),
        ("09:00, text: It", "09:30, text: It", "is gone"),
        ("text: It was ten.", "kind: update, text: It was ten.", "is another one now"),
    ],
)
def test_an_entry_that_was_public_is_kept(
    committed: Newsroom, old: str, new: str, what: str
) -> None:
    path = "content/articles/a.md"
    committed.edit(path, old, new)
    (told,) = failed(committed)
    assert told == (
        f"{path}:7: readers saw the entry of 2026-03-02T09:00:00+01:00 in the last commit,"
        f" and it {what}: “It was ten.”"
    )


def test_what_nobody_saw_may_change(committed: Newsroom) -> None:
    path = "content/articles/a.md"
    committed.edit(path, f", {LATER}", "")
    assert check_of(committed) == []
    committed.edit(path, "It was ten.", "it was “ten”")  # typography is no other entry
    committed.edit(path, "headline: First", "headline: First\nstatus: draft")
    assert [it["severity"] for it in check_of(committed)] == ["warning"]  # the story itself


def test_what_was_published_is_compared_without_git_and_beyond_the_last_commit(
    committed: Newsroom,
) -> None:
    path = "content/articles/a.md"
    committed.build(now="2026-06-01T12:00:00+00:00")
    record = json.loads(committed.read("corrections/record.json"))["corrections"]
    assert [(it["url"], it["kind"], it["text"], it["was"], it["now"]) for it in record] == [
        ("https://test.example/2026/03/a/", "correction", "It was ten.", "nine", "ten")
    ]
    assert committed.run("publish", "--force").exit_code == 0
    committed.edit(path, "Ten states", "Nine states").edit(path, f"{TOLD}, ", "")
    git(committed.root, "commit", "--quiet", "--all", "--message", "In silence")
    result = committed.run("check", "--now", NOW, "--format", "json")
    told = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    entry = "readers saw the entry of 2026-03-02T09:00:00+01:00"
    gone = "and it is gone: “It was ten.”"
    number = "a number of the published story is not that of what was published last"
    assert sorted(messages(told)) == [
        f"{path}:12: {number}: “{TEN}” is “{NINE}” now",
        f"{path}:7: {entry} in what was published last, {gone}",
    ]
    (committed.root / ".git").rename(committed.root / "no-git")
    lost = f"{path}:7: {entry} when it was published last, {gone}"
    assert failed(committed) == [lost]
    committed.edit(path, f"[{LATER}]", f"[{TOLD}, {LATER}]")
    assert check_of(committed) == []


def test_what_no_commit_has_is_compared_with_the_last_one(committed: Newsroom) -> None:
    """A commit is none of what was published if texts were not as it has them."""
    path = "content/articles/a.md"
    committed.edit(path, "Ten states", "Nine states")
    committed.build(now="2026-06-01T12:00:00+00:00")
    assert committed.run("publish", "--force").exit_code == 0
    (told,) = check_of(committed)
    assert "is not that of the last commit" in str(told["message"])


def test_a_site_without_corrections_has_no_record(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article()}).build()
    assert not (site.output / "corrections/record.json").exists()
    told = newsroom({"static/root/corrections/record.json": "{}"}).fail()
    assert "corrections/record.json" in told
