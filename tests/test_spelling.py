"""Which name is offered to somebody who mistyped one, and how often that is looked for."""

from collections.abc import Callable

import pytest
import rapidfuzz.process
from hypothesis import given
from hypothesis import strategies as st

from sitegen.spelling import Names, did_you_mean
from tests.newsroom import Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

KEYS = ["headline", "date", "dek", "section", "countries", "related", "status", "image"]
SLUGS = ["night-ferry", "night-ferry-two", "bridge-reopens", "what-is-left-to-do", "die-fähre"]
PATHS = [
    "content/articles/2025/night-ferry.md",
    "content/articles/2026/night-ferry.md",
    "content/articles/2026/bridge-reopens/index.md",
    "content/articles/2026/council-votes/index.md",
    "content/authors/jane-bly.md",
]
ADDRESSES = ["/", "/2025/11/night-ferry/", "/2026/02/bridge-reopens/", "/asia/", "/old/Ferry.html"]
ZONES = ["Europe/Berlin", "Europe/Rome", "America/New_York", "UTC", "Etc/UTC"]


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        # one letter too few, too many, another, or two in each other's place
        ("headlin", KEYS, "headline"),
        ("sectionn", KEYS, "section"),
        ("stadus", KEYS, "status"),
        ("realted", KEYS, "related"),
        ("Dek", KEYS, "dek"),
        ("title", KEYS, ""),
        ("draft", KEYS, ""),
        # a word too many, too few, or in the place of another
        ("night-ferry-2", SLUGS, "night-ferry"),
        ("nigth-ferry-two", SLUGS, "night-ferry-two"),
        ("bridge-reopened", SLUGS, "bridge-reopens"),
        ("what-is-left", SLUGS, "what-is-left-to-do"),
        ("DIE-FÄHRE", SLUGS, "die-fähre"),
        ("die-faehre", SLUGS, "die-fähre"),
        ("council-budget", SLUGS, ""),
        # the beginning of one name alone
        ("bridge", SLUGS, "bridge-reopens"),
        ("bridg", SLUGS, ""),
        ("what", SLUGS, ""),
        ("night", SLUGS, ""),
        ("content/articles/2026/council.md", PATHS, PATHS[3]),
        # found by the last part of a path, and the folder says which of two
        ("content/articles/2026/nigth-ferry.md", PATHS, "content/articles/2026/night-ferry.md"),
        ("content/articles/2025/nigth-ferry.md", PATHS, "content/articles/2025/night-ferry.md"),
        ("content/articles/2024/bridge-reopens.md", PATHS, PATHS[2]),
        ("content/articles/2026/bridge-reopen/index.md", PATHS, PATHS[2]),
        ("content/articles/2026/jane-bly.md", PATHS, "content/authors/jane-bly.md"),
        ("content/articles/2026/port-strike.md", PATHS, ""),
        ("content/articles/2026/port-strike/index.md", PATHS, ""),
        ("/2026/02/bridge-reopen/", ADDRESSES, "/2026/02/bridge-reopens/"),
        ("/2026/11/night-ferry", ADDRESSES, "/2025/11/night-ferry/"),
        ("/2026/02/port-strike/", ADDRESSES, ""),
        ("/old/ferry.htm", ADDRESSES, "/old/Ferry.html"),
        ("/asai/", ADDRESSES, "/asia/"),
        ("Europe/Berlinn", ZONES, "Europe/Berlin"),
        ("Asia/Berlin", ZONES, "Europe/Berlin"),
        ("Berlin", ZONES, "Europe/Berlin"),
        ("Europe", ZONES, ""),
        ("../UTC", ZONES, "UTC"),
        # nothing to go by
        ("", KEYS, ""),
        ("x", [], ""),
        ("/", PATHS, ""),
        ("\ud800", SLUGS, ""),
        ("🌍", SLUGS, ""),
    ],
)
def test_the_nearest_name_is_offered_or_none(word: str, known: list[str], near: str) -> None:
    in_folders = known in (PATHS, ADDRESSES, ZONES)
    assert Names(known, in_folders=in_folders).nearest(word) == near
    assert Names(reversed(known), in_folders=in_folders).nearest(word) == near


def test_a_hint_repeats_what_was_written() -> None:
    assert did_you_mean("Headlin", KEYS) == "`Headlin`: did you mean `headline`?"
    assert did_you_mean("title", KEYS) == ""


def test_of_names_as_near_the_first_in_order_is_offered() -> None:
    assert [Names(it).nearest("part-4") for it in (["part-1", "part-2"], ["part-2", "part-1"])] == [
        "part-1",
        "part-1",
    ]


@given(st.sampled_from(SLUGS), st.data())
def test_one_letter_wrong_is_always_mended(slug: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(slug) - 1))
    letter = data.draw(st.sampled_from(["", "x", slug[at] * 2]))
    wrong = slug[:at] + letter + slug[at + 1 :]
    assert Names(SLUGS).nearest(wrong) == slug


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each word that all names are gone through for."""
    found: list[str] = []
    extract = rapidfuzz.process.extract

    def noted(word: str, *arguments: object, **options: object) -> object:
        found.append(word)
        return extract(word, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("rapidfuzz.process.extract", noted)
    return found


def test_a_site_looks_for_each_mistyped_name_once(newsroom: Make, searches: list[str]) -> None:
    body = "[a](/abuot/) [b](nigth-ferry) [c](nigth-ferry.md)\n\n![d](brigde.jpg)"
    stories: dict[str, str | bytes] = {
        f"content/articles/s{number}.md": article(
            f"Story {number}", body, authors="[news-dekc]", related="[nigth-ferry]"
        )
        for number in range(30)
    }
    stories["content/articles/night-ferry.md"] = article("Night ferry")
    stories["content/pages/about.md"] = "---\ntitle: About\n---\nUs.\n"
    stories["content/images/bridge.jpg"] = picture()
    told = newsroom(stories).run("build", "--format", "json").stdout
    # As a slug, and as a path.
    assert sorted(searches) == ["abuot", "brigde", "news-dekc", "nigth-ferry", "nigth-ferry"]
    for near in ("/about/", "night-ferry", "night-ferry.md", "bridge.jpg", "news-desk"):
        assert told.count(f"did you mean `{near}`?") >= len(stories) - 3
