"""From two lists of digests to what is done, in which order, and what speaks against it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sitegen.publishing.groups import GROUPS, Groups
from sitegen.publishing.plan import OPEN, Plan, planned
from sitegen.publishing.refusing import Built, of_build, of_plan, of_return
from sitegen.publishing.release import Release, Standing, decoded, encoded
from tests.publications import CONFIG, NOON

GROUPED = Groups(CONFIG)


def released(files: dict[str, str], number: int = 1, kept: dict[str, str] | None = None) -> Release:
    return Release(number=number, at="2026-05-01T12:00:00+00:00", files=files, kept=kept or {})


def plan(
    ours: dict[str, str], before: Release | Standing | None = None, at: datetime = NOON
) -> Plan:
    standing = before if isinstance(before, Standing) else Standing.of(before)
    return planned(ours, standing, GROUPED, at)


@pytest.mark.parametrize(
    ("path", "is_new", "group"),
    [
        ("assets/site.0a1b2c3d4e.css", False, "assets and pictures"),
        ("pictures/quay.0a1b2c3d4e-card-416.avif", True, "assets and pictures"),
        ("search/abcdef.bin", True, "assets and pictures"),
        ("search/en.abcdef.js", True, "assets and pictures"),
        ("search/index.html", False, "changed pages"),
        ("2026/03/one/index.html", True, "new pages"),
        ("2026/03/one/index.html", False, "changed pages"),
        ("404.html", False, "changed pages"),
        ("asia/index.html", False, "listings"),
        ("asia/page/1/index.html", True, "listings"),
        ("tags/ferries/index.html", False, "listings"),
        ("archive/2026/index.html", False, "listings"),
        ("asia/feed.xml", False, "feeds and sitemaps"),
        ("feed.json", False, "feeds and sitemaps"),
        ("sitemap.xml", False, "feeds and sitemaps"),
        ("sitemaps/2026.xml", True, "feeds and sitemaps"),
        ("robots.txt", False, "feeds and sitemaps"),
        ("index.html", False, "front page"),
    ],
)
def test_each_file_is_in_its_group(path: str, is_new: bool, group: str) -> None:
    assert GROUPS[GROUPED.group(path, is_new=is_new)] == group


def test_what_pages_need_comes_first_and_the_front_page_last() -> None:
    made = plan(
        {
            "index.html": "02",
            "feed.xml": "02",
            "asia/index.html": "02",
            "a/index.html": "02",
            "b/index.html": "01",
            "assets/x.css": "01",
            "same.txt": "01",
        },
        released({"index.html": "01", "a/index.html": "01", "same.txt": "01", "gone.html": "01"}),
    )
    assert [str(it) for it in made.operations] == [
        "write  assets/x.css",
        "write  b/index.html",
        "write  a/index.html",
        "write  asia/index.html",
        "write  feed.xml",
        "write  index.html",
        "remove gone.html",
    ]
    assert made.release.number == 2
    assert made.release.at == "2026-06-01T12:00:00+00:00"


def test_what_is_named_by_its_content_goes_one_release_later() -> None:
    first = {"a.html": "01", "assets/old.css": "01"}
    second = plan({"a.html": "02", "assets/new.css": "02"}, released(first))
    assert second.removed == ()
    assert second.release.kept == {"assets/old.css": "01"}
    third = plan({"a.html": "03", "assets/new.css": "02"}, second.release, NOON + OPEN)
    assert third.removed == ("assets/old.css",)
    assert (third.release.kept, third.release.left) == ({}, {})


def test_who_has_a_page_open_gets_what_it_needs_for_an_hour() -> None:
    release = released({"a.html": "01", "assets/1.css": "01"})
    minute = timedelta(minutes=1)
    for number in range(2, 6):
        made = plan(
            {"a.html": f"0{number}", f"assets/{number}.css": "01"}, release, NOON + number * minute
        )
        assert made.removed == ()
        release = made.release
    assert release.kept.keys() == {f"assets/{number}.css" for number in range(1, 5)}
    made = plan({"a.html": "09", "assets/5.css": "01"}, release, NOON + 3 * minute + OPEN)
    assert made.removed == ("assets/1.css", "assets/2.css")
    made = plan({"a.html": "10", "assets/5.css": "01"}, made.release, NOON + 2 * OPEN)
    assert made.removed == ("assets/3.css", "assets/4.css")


def test_a_release_that_changes_nothing_removes_nothing() -> None:
    before = released({"a.html": "01"}, kept={"assets/old.css": "01"})
    made = plan({"a.html": "01"}, before)
    assert made.is_idle
    assert list(made.operations) == []


def test_what_is_withdrawn_takes_its_pictures_and_its_words_with_it() -> None:
    first = released(
        {
            "a.html": "01",
            "secret/index.html": "01",
            "pictures/secret.0a1b2c3d4e.jpg": "01",
            "search/abc.bin": "01",
            "assets/old.css": "01",
        },
        kept={"pictures/older.0a1b2c3d4e.jpg": "01"},
    )
    made = plan({"a.html": "02"}, first)
    assert made.withdrawn == {"secret/index.html"}
    assert made.release.kept == {"assets/old.css": "01"}
    assert {*made.removed} == {*first.all} - {"a.html", "assets/old.css"}


def test_a_picture_without_another_version_goes_at_once() -> None:
    """Its terms of use may have ended: the story stays, and the picture must not."""
    old = {
        "a.html": "01",
        "pictures/quay.0a1b2c3d4e.svg": "01",
        "pictures/the-quay-lead-720.0a1b2c3d4e.avif": "01",
        "pictures/ended-lead-720.0a1b2c3d4e.avif": "01",
        "pictures/ended-card.0a1b2c3d4e.jpg": "01",
    }
    new = {
        "a.html": "02",
        "pictures/quay.5a6b7c8d9e.svg": "02",
        "pictures/the-quay-lead-960.5a6b7c8d9e.avif": "02",
    }
    made = plan(new, released(old))
    assert made.removed == (
        "pictures/ended-card.0a1b2c3d4e.jpg",
        "pictures/ended-lead-720.0a1b2c3d4e.avif",
    )
    assert len(made.release.kept) == 2


def test_of_what_nobody_knows_all_is_written_again_or_removed() -> None:
    there = {"a.html": "", "b.html": "", "c.html": "01"}
    made = plan({"a.html": "01", "c.html": "01"}, Standing(None, there))
    assert list(made.written) == ["a.html"]
    assert made.removed == ("b.html",)


def test_pages_of_a_release_that_was_never_finished_keep_their_styles() -> None:
    last = released({"a.html": "01", "assets/one.css": "01"})
    begun = {"a.html": "02", "assets/two.css": "02", "assets/three.css": ""}
    there = {**last.files, **begun}
    standing = Standing(last, there, last, 1, begun=frozenset(begun))
    made = plan({"a.html": "03", "assets/four.css": "01"}, standing)
    assert made.removed == ()
    assert made.release.kept.keys() == {f"assets/{it}.css" for it in ("one", "two", "three")}
    # A page that it began with and that is gone now is withdrawn like any other.
    there |= {"secret.html": "01", "search/secret.bin": "01"}
    standing = Standing(last, there, last, 1, begun=frozenset(there.keys() - last.files.keys()))
    made = plan({"a.html": "03"}, standing)
    assert made.removed == ("search/secret.bin", "secret.html")
    assert made.withdrawn == {"secret.html"}


def test_a_number_is_never_used_twice() -> None:
    now, newest = released({"a.html": "01"}, 3), released({"a.html": "02"}, 5)
    assert plan({"a.html": "03"}, Standing.of(now, newest)).release.number == 6
    assert plan({"a.html": "03"}, Standing.of(None, None, 7)).release.number == 8


PATHS = some.sampled_from(
    [
        "index.html",
        "a.html",
        "b.html",
        "asia/index.html",
        "feed.xml",
        "assets/x.css",
        "search/y.bin",
    ]
)
SITES = some.dictionaries(PATHS, some.sampled_from(["01", "02"]))


@given(some.lists(SITES, min_size=1, max_size=6))
def test_after_each_plan_there_is_what_it_says_and_one_more_does_nothing(
    sites: list[dict[str, str]],
) -> None:
    there: dict[str, str] = {}
    standing = Standing()
    for ours in sites:
        made = plan(ours, standing)
        for path in made.written:
            there[path] = ours[path]
        for path in made.removed:
            del there[path]
        assert there == made.release.all
        assert made.release.files == ours
        standing = Standing.of(made.release)
        assert plan(ours, standing).is_idle


def test_a_release_is_read_as_it_was_written() -> None:
    release = released({"a.html": "01"}, 17, {"assets/old.css": "02"})
    assert decoded(encoded(release)) == release


# What is never published by mistake -------------------------------------------------------------

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("built", "base_url", "told"),
    [
        (Built(NOON), "", ""),
        (Built(NOON - HOUR, NOON + HOUR), "", ""),
        (Built(NOON, base_url="https://b.example/"), "https://b.example/", ""),
        (Built(NOON - HOUR, NOON), "", "out of date: something was due at 2026-06-01 12:00"),
        (Built(NOON + HOUR), "", "a time that is still to come"),
        (Built(None), "", "nobody knows"),
        (Built(NOON, has_drafts=True), "", "what is held back"),
        (Built(NOON, base_url="https://b.example/"), "", "built for https://b.example/"),
        (Built(NOON), "https://b.example/", "built for the address in site.toml"),
    ],
)
def test_a_build_that_readers_must_not_get_is_refused(
    built: Built, base_url: str, told: str
) -> None:
    found = list(of_build(built, NOON, base_url))
    assert [told in it.message for it in found] == ([True] if told else [])
    assert all(it.hint for it in found)


@pytest.mark.parametrize(("there", "left", "refused"), [(60, 54, 0), (60, 53, 1), (6, 1, 0)])
def test_a_site_that_lost_many_pages_is_refused(there: int, left: int, refused: int) -> None:
    files = {f"{number}/index.html": "01" for number in range(there)}
    ours = dict(list(files.items())[:left])
    assert len(list(of_plan(plan(ours, released(files)), GROUPED, None))) == refused


def test_so_many_files_are_removed_and_no_more() -> None:
    files = {f"data/{number}.json": "01" for number in range(300)}
    made = plan({}, released(files))
    assert [it.hint for it in of_plan(made, GROUPED, None)] == [
        "if all of them are to go: `--max-deletes 300`"
    ]
    assert list(of_plan(made, GROUPED, 300)) == []
    assert len(list(of_plan(made, GROUPED, 299))) == 1
    named = {f"assets/{number}.css": "01" for number in range(300)}
    made = plan({"a.html": "01"}, released({"a.html": "01"}, kept=named))
    assert list(of_plan(made, GROUPED, None)) == []


def test_what_somebody_went_back_from_does_not_come_again_by_itself() -> None:
    now, newest = released({"a.html": "01"}, 3), released({"a.html": "02"}, 5)
    standing = Standing.of(now, newest)
    assert len(list(of_plan(plan({"a.html": "02"}, standing), GROUPED, None))) == 1
    assert list(of_plan(plan({"a.html": "03"}, standing), GROUPED, None)) == []
    assert list(of_plan(plan({"a.html": "01"}, standing), GROUPED, None)) == []


def test_nobody_goes_back_to_what_was_withdrawn() -> None:
    old = released({"a.html": "01", "secret.html": "01"})
    [refusal] = of_return(old, released({"a.html": "01"}, 2))
    assert "`secret.html`" in refusal.message
    assert list(of_return(old, released({"a.html": "02", "secret.html": "01"}, 2))) == []
