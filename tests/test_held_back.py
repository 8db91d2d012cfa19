"""Nothing held back leaks: not a byte of it is in the output before its minute."""

import re
from collections.abc import Callable

import pytest

from tests.newsroom import Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

SECRET = "Zanzibarian"  # noqa: S105 - a word that leaks are found by
HELD = {
    "draft": {"status": "draft"},
    "scheduled": {"date": "2026-06-01 14:01"},  # Berlin is two hours ahead of UTC
    "embargo": {"embargo": "2026-06-01T12:01:00+00:00"},
    "expired": {"expires": "2026-06-01 14:00"},
}
BEFORE, AFTER, LATER = "2026-06-01T12:00:00Z", "2026-06-01T12:01:00Z", "2026-06-01T12:00:59Z"
SHOWN = "2026-06-01T11:59:59Z"


def with_secret(newsroom: Make, **keys: str) -> Newsroom:
    secret = article(
        f"{SECRET} headline",
        f"{SECRET} body\n\n## {SECRET} heading",
        dek=f"{SECRET} dek",
        slug=SECRET.lower(),
        tags=f"[{SECRET}, ports]",
        countries="[TZ]",
        image=f"{{src: {SECRET}.jpg, alt: A {SECRET} view, credit: {SECRET} desk}}",
        aliases=f"[/{SECRET}/old/]",
        related="[open]",
        **keys,
    )
    return newsroom(
        {
            "content/articles/secret.md": secret,
            f"content/articles/{SECRET}.jpg": picture(),
            "content/articles/open.md": article(
                "Open",
                "Read [the other story](secret.md).",
                tags="[ports]",
                related="[secret.md]",
            ),
        }
    )


def leaks(site: Newsroom) -> list[str]:
    """Return the output files that give the secret away, by name or by content."""
    needles = [SECRET.lower(), "/tz/", "tanzania"]
    return [
        path
        for path, data in site.tree().items()
        if any(
            needle in f"/{path}".lower() or needle.encode() in data.lower() for needle in needles
        )
    ]


@pytest.mark.parametrize("kind", HELD)
def test_no_byte_of_a_held_back_story_is_public(newsroom: Make, kind: str) -> None:
    site = with_secret(newsroom, **HELD[kind]).build(now=BEFORE)
    assert leaks(site) == []
    assert "Read the other story." in site.read("2026/03/open/index.html")
    (held,) = site.report["held"]
    assert (held["path"], held["reason"]) == ("content/articles/secret.md", kind)
    expected = {"scheduled": "2026-06-01T12:01:00Z", "embargo": "2026-06-01T12:01:00Z"}
    assert held["until"] == expected.get(kind)


@pytest.mark.parametrize("kind", ["scheduled", "embargo"])
def test_a_story_is_out_at_its_minute_and_not_a_second_before(newsroom: Make, kind: str) -> None:
    site = with_secret(newsroom, **HELD[kind])
    assert leaks(site.build(now=LATER)) == []
    site.build(now=AFTER)
    assert site.report["held"] == []
    assert "pictures/" in " ".join(leaks(site))
    assert site.tree() == site.clean_tree(now=AFTER)
    links = site.read("2026/03/open/index.html")
    assert f"/{SECRET.lower()}/" in links


def test_an_expired_story_is_withdrawn_with_all_that_it_left(newsroom: Make) -> None:
    site = with_secret(newsroom, **HELD["expired"]).build(now=SHOWN)
    assert leaks(site)
    site.build(now=BEFORE)
    assert leaks(site) == []
    assert site.tree() == site.clean_tree(now=BEFORE)


@pytest.mark.parametrize("kind", HELD)
def test_a_story_that_becomes_held_back_leaves_no_byte(newsroom: Make, kind: str) -> None:
    site = with_secret(newsroom).build(now=BEFORE)
    assert leaks(site)
    text = (site.root / "content/articles/secret.md").read_text("utf-8")
    key, value = next(iter(HELD[kind].items()))
    lines = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    lines.insert(1, f"{key}: {value}")
    site.write({"content/articles/secret.md": "\n".join(lines)}).build(now=BEFORE)
    assert leaks(site) == []


@pytest.mark.parametrize("kind", HELD)
def test_a_link_to_a_held_back_story_is_a_warning_that_names_its_place(
    newsroom: Make, kind: str
) -> None:
    site = with_secret(newsroom, **HELD[kind]).build(now=BEFORE)
    (warning,) = site.report["problems"]
    assert (warning["path"], warning["severity"]) == ("content/articles/open.md", "warning")
    assert "held back" in warning["message"]


@pytest.mark.parametrize("kind", HELD)
def test_the_errors_of_a_held_back_story_do_not_wait(newsroom: Make, kind: str) -> None:
    site = with_secret(newsroom, **HELD[kind])
    site.edit("content/articles/secret.md", "[news-desk]", "[nobody]")
    now = {message for now in (SHOWN, BEFORE, AFTER) for message in site.fail(now=now).splitlines()}
    assert any("there is no author `nobody`" in line for line in now)


def test_a_held_back_story_keeps_its_address_from_others(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a/story.md": article("One", status="draft"),
            "content/articles/b/story.md": article("Two"),
        }
    )
    assert "the address `/2026/03/story/` of the article is taken" in site.fail()


@pytest.mark.parametrize("kind", HELD)
def test_the_alias_of_a_held_back_story_is_taken_before_it_is_out(
    newsroom: Make, kind: str
) -> None:
    site = with_secret(newsroom, **HELD[kind])
    alias = f"[/{SECRET}/old/]"
    site.write({"content/articles/other.md": article("Other", aliases=alias)})
    # Whoever comes second by path is asked to give way, held back or not.
    taken = f"the address `/{SECRET}/old/` of an alias is taken by an alias in "
    for now in (SHOWN, BEFORE, AFTER):
        assert taken + "content/articles/other.md" in site.fail(now=now)


@pytest.mark.parametrize("kind", HELD)
def test_a_listing_that_only_held_back_stories_bring_up_is_waited_for(
    newsroom: Make, kind: str
) -> None:
    site = with_secret(newsroom, **HELD[kind])
    address = f"/tags/{SECRET.lower()}/"
    body = f"See [the topic]({address}), and [ports](/tags/ports/)."
    site.write({"content/articles/reader.md": article("Reader", body)}).build(now=BEFORE)
    told = [it["message"] for it in site.report["problems"] if "reader" in it["path"]]
    assert told == [f"`{address}` is held back: the link is plain text until it is out"]
    page = site.read("2026/03/reader/index.html")
    assert "See the topic, and" in page
    assert f'<a href="{address}">' not in page
    assert '<a href="/tags/ports/">ports</a>' in page


@pytest.mark.parametrize("kind", HELD)
def test_drafts_show_what_is_held_back_marked_and_not_for_search_engines(
    newsroom: Make, kind: str
) -> None:
    site = with_secret(newsroom, **HELD[kind]).build("--drafts", now=BEFORE)
    assert not site.output.exists()
    page = next((site.root / "public-drafts").rglob(f"{SECRET.lower()}/index.html")).read_text()
    assert '<meta name="robots" content="noindex">' in page
    assert 'class="held"' in page
    assert leaks(site.build(now=BEFORE)) == []


# Authors --------------------------------------------------------------------------------------

NEWCOMER: dict[str, str | bytes] = {
    "content/authors/newcomer.md": f"""\
---
name: {SECRET} hire
role: {SECRET} role
portrait: {{src: {SECRET}-face.jpg, alt: A {SECRET} face, credit: {SECRET} desk}}
links: [{{label: Write, url: 'mailto:{SECRET}@test.example'}}]
---

The {SECRET} biography, with [a link](/asia/).
""",
    f"content/authors/{SECRET}-face.jpg": picture(),
}


def with_newcomer(newsroom: Make, **keys: str) -> Newsroom:
    site = with_secret(newsroom, authors="[newcomer, news-desk]", **keys)
    site.edit("content/site.toml", "search = { enabled = false }\n", "")
    return site.write(NEWCOMER)


@pytest.mark.parametrize("kind", HELD)
def test_an_author_all_of_whose_stories_are_held_back_is(newsroom: Make, kind: str) -> None:
    site = with_newcomer(newsroom, **HELD[kind]).build(now=BEFORE)
    assert leaks(site) == []
    assert "newcomer" not in " ".join(site.tree())
    assert [it for it in site.report["problems"] if "newcomer" in it["path"]] == []
    with_it = site.tree()
    for path in ("content/articles/secret.md", *NEWCOMER, f"content/articles/{SECRET}.jpg"):
        site.remove(path)
    site.edit("content/articles/open.md", "[secret.md]", "[]")
    site.edit("content/articles/open.md", "[the other story](secret.md)", "the other story")
    assert site.build(now=BEFORE).tree() == with_it == site.clean_tree(now=BEFORE)


def test_an_author_comes_with_the_first_story_and_goes_with_the_last(newsroom: Make) -> None:
    site = with_newcomer(newsroom, date="2026-06-01 14:01", expires="2026-06-01 15:00")
    page = "authors/newcomer/index.html"
    assert page not in site.build(now=BEFORE).tree()
    assert f"{SECRET} biography" in site.build(now=AFTER).read(page)
    assert any("portrait" in path for path in leaks(site))
    assert site.tree() == site.clean_tree(now=AFTER)
    assert leaks(site.build(now="2026-06-01T13:00:00Z")) == []
    assert site.tree() == site.clean_tree(now="2026-06-01T13:00:00Z")
    assert page in site.build("--drafts", now=BEFORE).tree(site.root / "public-drafts")


def test_who_signs_nothing_is_not_shown_either(newsroom: Make) -> None:
    # Else a page that goes when a draft is begun would tell of it.
    site = newsroom({**NEWCOMER, "content/articles/a.md": article()}).build()
    assert leaks(site) == []
    assert "authors/news-desk/index.html" in site.tree()
    assert "nobody signs with this name" in site.run("check").stderr
    site.build("--drafts")
    assert "authors/newcomer/index.html" in site.tree(site.root / "public-drafts")


@pytest.mark.parametrize("link", ["../authors/newcomer.md", "/authors/newcomer/feed.xml"])
def test_a_link_to_an_author_who_is_held_back_waits(newsroom: Make, link: str) -> None:
    site = with_newcomer(newsroom, date="2026-06-01 14:01")
    site.write({"content/articles/reader.md": article("Reader", f"See [who]({link}).")})
    site.build(now=BEFORE)
    told = [it for it in site.report["problems"] if "reader" in it["path"]]
    assert [(it["severity"], it["message"]) for it in told] == [
        ("warning", f"`{link}` is held back: the link is plain text until it is out")
    ]
    assert "See who." in site.read("2026/03/reader/index.html")
    assert "/authors/newcomer/" in site.build(now=AFTER).read("2026/03/reader/index.html")


def test_what_is_wrong_with_an_author_does_not_wait(newsroom: Make) -> None:
    site = with_newcomer(newsroom, date="2026-06-01 14:01")
    site.edit("content/authors/newcomer.md", "(/asia/)", "(/nowhere/)")
    for now in (BEFORE, AFTER):
        assert "content/authors/newcomer.md:8" in site.fail(now=now)


# When, and how ---------------------------------------------------------------------------------


def test_due_names_the_next_release(newsroom: Make) -> None:
    site = with_secret(newsroom, **HELD["scheduled"])
    result = site.run("due", "--now", BEFORE)
    assert result.stdout == "2026-06-01T14:01:00+02:00\n"
    assert "content/articles/secret.md" in result.stderr
    assert "is no news any more" in site.run("due", "--now", AFTER).stderr


def test_a_correction_is_shown_from_its_time_on(newsroom: Make) -> None:
    corrections = f"[{{date: 2026-06-01 14:01, text: {SECRET} was wrong}}]"
    site = newsroom({"content/articles/a.md": article(corrections=corrections)})
    assert leaks(site.build(now=LATER)) == []
    assert site.run("due", "--now", BEFORE).stdout == "2026-06-01T14:01:00+02:00\n"
    feeds = {f"{at}{it}" for at in ("", "asia/") for it in ("feed.xml", "atom.xml", "feed.json")}
    told = {f"corrections/{it}" for it in ("index.html", "feed.xml", "record.json")}
    shown = {"2026/03/a/index.html", *told, *feeds}
    assert set(leaks(site.build(now=AFTER))) == shown
    assert site.tree() == site.clean_tree(now=AFTER)


@pytest.mark.parametrize(
    ("updated", "told"),
    [
        ("2026-05-02 10:00", False),  # while it was under embargo
        ("2026-05-03 10:00", False),  # as it was released
        ("2026-05-03 10:01", True),
        ("2026-06-01 14:00", True),
        ("2026-06-01 14:01", False),  # in a minute
    ],
)
def test_an_update_is_told_if_readers_knew_the_story_before(
    newsroom: Make, updated: str, *, told: bool
) -> None:
    text = article(date="2026-05-01 10:00", embargo="2026-05-03T10:00:00+02:00", updated=updated)
    site = newsroom({"content/articles/a.md": text}).build(now=BEFORE)
    page = site.read("2026/05/a/index.html")
    when = f"{updated.replace(' ', 'T')}:00+02:00" if told else "2026-05-03T10:00:00+02:00"
    assert re.findall('"dateModified":"([^"]*)"', page) == [when]
    assert (f"{updated.replace(' ', 'T')}:00" in page) is (told or updated == "2026-05-03 10:00")
    assert ("article:modified_time" in page) is told
    assert (f"{updated.replace(' ', 'T')}:00" in site.read("sitemaps/2026.xml")) is (
        told or updated == "2026-05-03 10:00"
    )
