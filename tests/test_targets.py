"""What links may name: each way of naming a story, from wherever it is written."""

import re
from collections.abc import Callable

import pytest

from tests.newsroom import Newsroom, article

Make = Callable[..., Newsroom]

FILES: dict[str, str | bytes] = {
    "content/articles/talks/kyiv.md": article("Kyiv", slug="round-one", aliases="[/old/]"),
    "content/articles/talks/geneva/index.md": article("Geneva", slug="round-two"),
    "content/articles/round-three.md": article("Three", date="2025-03-01"),
    "content/articles/later/round-three.md": article("Three again"),
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        *((name, "/2026/03/round-one/") for name in ("round-one", "round-one/", "2026/round-one")),
        *((name, "/2026/03/round-one/") for name in ("/2026/03/round-one/", "/old/", "/old")),
        *((name, "/2026/03/round-one/") for name in ("kyiv.md", "kyiv", "./kyiv", "talks/kyiv")),
        *((name, "/2026/03/round-one/") for name in ("articles/talks/kyiv", "../talks/kyiv.md")),
        ("content/articles/talks/kyiv.md", "/2026/03/round-one/"),
        *((name, "/2026/03/round-two/") for name in ("geneva", "geneva/", "geneva/index.md")),
        *((name, "/2026/03/round-two/") for name in ("talks/geneva", "articles/talks/geneva")),
        ("2025/round-three", "/2025/03/round-three/"),
        ("2026/round-three", "/2026/03/round-three/"),
        ("later/round-three", "/2026/03/round-three/"),
        *((name, "/about/") for name in ("about", "pages/about", "../../pages/about.md")),
        ("/tags/", "/tags/"),
    ],
)
def test_a_story_is_found_by_each_of_its_names(newsroom: Make, name: str, address: str) -> None:
    here = {"content/articles/talks/here.md": article("Here", f"[There]({name}).")}
    site = newsroom({**FILES, **here}).build()
    [link] = re.findall(r'<a href="([^"]+)">There</a>', site.read("2026/03/here/index.html"))
    assert link == address


def test_a_slug_of_two_stories_is_none_without_its_year(newsroom: Make) -> None:
    here = {"content/articles/here.md": article("Here", "[There](round-three).")}
    said = newsroom({**FILES, **here}).fail()
    assert "`round-three` is the slug of 2 stories" in said
    assert "hint: write one of: 2025/round-three, 2026/round-three" in said


def test_a_story_that_is_named_twice_is_related_once(newsroom: Make) -> None:
    related = "[round-one, talks/kyiv.md, /old/, round-two]"
    here = {"content/articles/here.md": article("Here", related=related, section="europe")}
    page = newsroom({**FILES, **here}).build().read("2026/03/here/index.html")
    assert page.count('href="/2026/03/round-one/"') == page.count('href="/2026/03/round-two/"') == 1
