"""What is withdrawn goes first, whatever the machine refuses then; what merely moves stays."""

import resource
from collections.abc import Callable

import pytest

from sitegen.pipeline import indexing
from tests.meddling import meddled
from tests.metadata import with_metadata
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture
from tests.searched import inflated
from tests.test_machine import SEARCHED, small_disk

Make = Callable[..., Newsroom]

LATER = "2026-06-01T15:00:00+00:00"
SHOT = "{src: shot.jpg, alt: A quay, credit: AFP}"
OLD = "2026/03/old/index.html"
FILES: dict[str, str | bytes] = {
    "content/articles/one.md": article("One", tags="[ferries]"),
    "content/articles/two.md": article("Two", "See [the old one](old)."),
    "content/articles/old.md": article(
        "Old",
        "Words of the old zebra.",
        image=SHOT,
        expires="2026-06-01 16:00",
        tags="[rare]",
        aliases="[/ferry/]",
    ),
    "content/articles/shot.jpg": picture(),
}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES))


def pictures(site: Newsroom, name: str = "shot") -> set[str]:
    return {path for path in site.tree() if path.startswith(f"pictures/{name}")}


# Machines that refuse ---------------------------------------------------------------------------

REFUSALS = {
    "no room for a page": ("open", "/0", "raise OSError(28, 'no room', path)"),
    "no page can be moved": ("os.rename", "index.html", "raise OSError(5, 'failing', path)"),
    "too long a name": ("os.rename", "index.html", "raise OSError(36, 'too long', path)"),
    "no list can be written": ("open", "waiting/manifest", "raise OSError(27, 'too large', path)"),
    "the store is refused at the end": ("open", ".clock", "raise OSError(30, 'read-only', path)"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_withdrawn_goes_whatever_the_machine_refuses(site: Newsroom, name: str) -> None:
    site.build()
    event, ending, what = REFUSALS[name]
    always = f"meddle_left = 1; {what}"
    ended = meddled(site, (event, ending, 1), always, "build", "--now", LATER)
    assert "Traceback" not in ended.stderr
    assert OLD not in site.tree()
    assert "ferry/index.html" not in site.tree()
    assert not {it for it in site.tree() if "rare" in it}
    assert pictures(site) == set()
    assert "Words of the old zebra." not in str(site.tree())  # in no feed
    assert "feed.xml" not in site.tree() or "<title>One" in site.read("feed.xml")
    if ended.returncode:
        assert ended.returncode == 1, ended.stderr
        assert ended.stderr.startswith(f"withdrawn all the same: {OLD} and ")
    site.build(now=LATER)
    assert site.tree() == site.clean_tree(now=LATER)


def test_what_is_withdrawn_goes_from_a_disk_that_is_full(site: Newsroom) -> None:
    with small_disk(site.output, "1m"):
        site.build()
        site.write({"content/articles/long.md": article("Long", "Words of it. " * 90_000)})
        result = site.run("build", "--now", LATER)
        assert result.exit_code == 1
        told, *_, last = result.stderr.splitlines()
        assert told.startswith(f"withdrawn all the same: {OLD} and ")
        assert last == "1 error; nothing was written"
        assert OLD not in site.tree()
        assert pictures(site) == set()
        assert "2026/03/one/index.html" in site.tree()
        assert "2026/03/long/index.html" not in site.tree()


@pytest.mark.parametrize("room", ["0k", "24k"])
def test_what_is_withdrawn_goes_where_nothing_could_ever_be_remembered(
    site: Newsroom, room: str
) -> None:
    with small_disk(site.root / ".sitegen", room if room != "0k" else "4k"):
        assert site.run("build", "--now", NOW).exit_code == 0
        assert OLD in site.tree()
        result = site.run("build", "--now", LATER)
        assert result.exit_code == 0, result.stderr
        assert site.tree() == site.clean_tree(now=LATER)


def test_what_is_withdrawn_goes_where_files_may_not_grow(site: Newsroom) -> None:
    site.build()
    ended = meddled(
        site,
        ("any", "never", 1),
        "",
        *("build", "--now", LATER),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert f"withdrawn all the same: {OLD}" in ended.stderr
    assert OLD not in site.tree()
    assert not {it for it in site.tree() if "rare" in it}


def test_what_is_withdrawn_goes_though_the_store_was_lost(site: Newsroom) -> None:
    site.build()
    for file in (site.root / ".sitegen").glob("public.*"):
        file.unlink()
    refused = "meddle_left = 1; raise OSError(5, 'failing', path)"
    ended = meddled(site, ("os.rename", "index.html", 1), refused, "build", "--now", LATER)
    assert ended.returncode == 1
    assert OLD not in site.tree()


def test_the_text_of_what_is_withdrawn_goes_from_the_search_too(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=SEARCHED).build()

    def quoting() -> list[str]:
        files = (site.output / "search").glob("*.bin")
        told = {it.name: inflated(it) for it in files}
        return [it for it in told if b"/2026/03/old/" in told[it] or b"zebra" in told[it]]

    assert len(quoting()) == 2  # its row, and its words
    refused = "meddle_left = 1; raise OSError(5, 'failing', path)"
    ended = meddled(site, ("os.rename", "index.html", 1), refused, "build", "--now", LATER)
    assert ended.returncode == 1
    assert quoting() == []
    assert site.build(now=LATER).tree() == site.clean_tree(now=LATER)


def test_what_is_withdrawn_goes_though_the_search_cannot_be_made(
    newsroom: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = newsroom(dict(FILES), site_toml=SEARCHED).build()

    def refused(*_: object) -> None:
        raise OSError(28, "no room", "somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "part_bundle", refused)
        result = site.run("build", "--now", LATER)
    assert result.exit_code == 1
    assert "no room" in result.stderr
    assert OLD not in site.tree()


# What is withdrawn, and what is not -------------------------------------------------------------


def stopped(site: Newsroom, now: str = NOW) -> set[str]:
    """Build, and be killed before the first move; return the files that are gone."""
    before = set(site.tree())
    kill = "os.kill(PARENT, 9)"
    ended = meddled(site, ("os.rename", "", 1), kill, "build", "--now", now)
    assert ended.returncode == -9, ended.stderr
    return {it for it in before - set(site.tree()) if not it.startswith(".sitegen")}


def test_a_story_that_becomes_a_draft_goes_at_once_with_its_picture(site: Newsroom) -> None:
    site.build()
    shown = pictures(site)
    site.edit("content/articles/old.md", "---\n\n", "status: draft\n---\n\n")
    assert stopped(site) == {OLD, *shown}
    assert site.build().tree() == site.clean_tree()


def test_a_story_that_is_deleted_goes_at_once(site: Newsroom) -> None:
    site.build()
    shown = pictures(site)
    site.edit("content/articles/two.md", "[the old one](old)", "the old one")
    site.remove("content/articles/old.md")
    assert stopped(site) == {OLD, *shown}


def test_a_picture_that_others_still_show_stays(site: Newsroom) -> None:
    site.write({"content/articles/three.md": article("Three", image=SHOT)}).build()
    site.edit("content/articles/old.md", "---\n\n", "status: draft\n---\n\n")
    assert stopped(site) == {OLD}


def test_a_picture_with_the_same_bytes_as_one_that_is_withdrawn_stays(site: Newsroom) -> None:
    other = SHOT.replace("shot.jpg", "../images/shot.jpg")
    site.write({"content/images/shot.jpg": picture()})
    site.write({"content/articles/three.md": article("Three", image=other)})
    cropped = other.replace("credit", "focus: [0, 0], credit")  # so it has files of its own, too
    site.write({"content/articles/four.md": article("Four", image=cropped)}).build()
    site.edit("content/articles/old.md", "---\n\n", "status: draft\n---\n\n")
    assert stopped(site) == {OLD}
    assert site.build().tree() == site.clean_tree()


def test_a_file_of_static_root_that_is_deleted_goes_at_once(site: Newsroom) -> None:
    site.write({"static/root/list.pdf": "%PDF", "static/site.css": "b { color: red }"}).build()
    site.remove("static/root/list.pdf").remove("static/site.css")
    assert stopped(site) == {"list.pdf"}


def test_a_page_and_an_author_that_are_deleted_go_at_once(site: Newsroom) -> None:
    site.write({"content/pages/about.md": "---\ntitle: About\n---\nUs."})
    site.write({"content/authors/jo.md": "---\nname: Jo\n---\nJo."})
    site.edit("content/articles/two.md", "[news-desk]", "[jo]").build()
    site.edit("content/articles/two.md", "[jo]", "[news-desk]")
    site.remove("content/pages/about.md").remove("content/authors/jo.md")
    assert stopped(site) == {"about/index.html", "authors/jo/index.html"}


def test_another_story_at_the_address_of_one_that_is_withdrawn(site: Newsroom) -> None:
    site.edit("content/articles/two.md", "[the old one](old)", "the old one").build()
    shown = pictures(site)
    site.edit("content/articles/old.md", "---\n\n", "status: draft\n---\n\n")
    site.edit("content/articles/old.md", "date: 2026-03-01", "date: 2026-04-01")
    site.write({"content/articles/new/old.md": article("Another")})
    assert stopped(site) == {OLD, *shown}
    assert site.build().tree() == site.clean_tree()


MOVES = {
    "another address": ("content/articles/old.md", "headline: Old", "headline: Old\nslug: older"),
    "another section": ("content/site.toml", 'id = "europe"', 'id = "west"'),
    "another focus": ("content/articles/old.md", "credit: AFP", "credit: AFP, focus: [0, 0]"),
    "no picture any more": ("content/articles/old.md", f"image: {SHOT}\n", ""),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_merely_moves_stays_until_all_else_is_there(site: Newsroom, name: str) -> None:
    site.build().edit(*MOVES[name])
    assert stopped(site) == set()
    assert site.build().tree() == site.clean_tree()


def test_a_story_and_a_picture_whose_files_are_renamed_stay_until_all_else_is_there(
    site: Newsroom,
) -> None:
    site.edit("content/articles/two.md", "[the old one](old)", "the old one").build()
    articles = site.root / "content/articles"
    (articles / "one.md").rename(articles / "first.md")
    (articles / "shot.jpg").rename(articles / "quay.jpg")
    site.edit("content/articles/old.md", "shot.jpg", "quay.jpg")
    assert stopped(site) == set()
    assert site.build().tree() == site.clean_tree()


def test_a_mistake_of_the_site_withdraws_nothing(site: Newsroom) -> None:
    before = site.build().tree()
    site.edit("content/articles/one.md", "news-desk", "nobody")
    assert site.run("build", "--now", LATER).exit_code == 1
    assert site.tree() == before


def test_a_picture_whose_terms_of_use_have_ended_goes_at_once(site: Newsroom) -> None:
    terms = with_metadata(picture(), xmp={"xmpRights:UsageTerms": "Until 2026-06-01."})
    site.write({"content/articles/shot.jpg": terms})
    site.edit("content/articles/old.md", "expires: 2026-06-01 16:00", "kicker: Old").build()
    shown = pictures(site)
    assert shown
    assert stopped(site, "2026-06-03T12:00:00+00:00") == shown


def test_so_does_that_of_a_section(site: Newsroom) -> None:
    terms = with_metadata(picture(), xmp={"xmpRights:UsageTerms": "Until 2026-06-01."})
    site.write({"content/images/asia.jpg": terms})
    given = 'id = "asia"\npicture = { src = "asia.jpg", alt = "A map", credit = "AFP" }'
    site.edit("content/site.toml", 'id = "asia"', given)
    site.edit("content/articles/old.md", "expires: 2026-06-01 16:00", "kicker: Old").build()
    shown = pictures(site, "asia")
    assert shown
    assert stopped(site, "2026-06-03T12:00:00+00:00") == shown
