"""Addresses that open on the desk and nowhere else, wherever somebody pastes them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.checking.unreachable import Own, is_here, is_inside, unreachable
from tests.newsroom import NOW, SITE, Newsroom, article

OWN = Own("https://www.paper.example/news/", ("https://paper-next.netlify.app/",))
HERE = "is on the computer where it was written"
COPY = "is a copy of the site, and not the site"
STAYS = "is a preview, which does not stay"
NETWORK = "is on a network of your own"
EDITOR = "opens for who may edit it alone"
DETOUR = "leads there by way of somebody who counts readers"
DRAFT = "opens for who is logged in alone"


def told(text: str, own: Own = OWN) -> list[tuple[int, int, str, str]]:
    return [(it.line, it.column, it.message, it.hint) for it in unreachable(text, own)]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://localhost:8000/2026/03/a/", HERE),
        ("http://LOCALHOST", HERE),
        ("https://docs.google.com/document/d/1a_b-c/edit?tab=t.0", EDITOR),
        ("https://www.google.com/url?q=https://example.org/a&sa=D", DETOUR),
        ("https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org", DETOUR),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F&h=AT0", DETOUR),
        ("http://127.0.0.1:8000/", HERE),
        ("http://127.9.9.9/a", HERE),
        ("http://[::1]:8000/a/", HERE),
        ("http://0.0.0.0:8000/a/", HERE),
        ("http://paper.localhost/a/", HERE),
        ("http://desk@localhost/a/", HERE),
        ("http://192.168.1.20:8000/a/?token=secret", NETWORK),
        ("http://10.0.0.5/a/", NETWORK),
        ("http://[fd00::1]/a/", NETWORK),
        ("https://intranet/style-guide", NETWORK),
        ("https://nas.local/photos", NETWORK),
        ("https://staging.paper.example/a/", COPY),
        ("https://new-staging.paper.example/a/", COPY),
        ("https://dev-2.paper.example/a/", COPY),
        ("https://paper-next.netlify.app/a/", COPY),
        ("https://deploy-preview-12--paper.netlify.app/a/", STAYS),
        ("https://3f2a9c1e.paper.pages.dev/a/", STAYS),
        ("https://www.paper.example/?p=12&preview=true", DRAFT),
        ("https://www.paper.example/wp-admin/post.php?post=12", DRAFT),
    ],
)
def test_an_address_that_readers_cannot_open(address: str, message: str) -> None:
    [(line, column, said, hint)] = told(article(body=f"Ships [sail]({address})."))
    assert (line, column, said) == (9, 14, f"`{address}` {message}")
    assert hint


def test_headings_that_name_their_anchors_hide_nothing() -> None:
    [(line, *_)] = told(article(body="## Quay {#quay}\n\nShips [sail](http://localhost/)."))
    assert line == 11


@pytest.mark.parametrize("broken", ["http://[12]/a", "http://desk\u2100@example.org/a"])
def test_what_is_no_address_hides_none_beside_it(broken: str) -> None:
    [(line, column, said, _)] = told(article(body=f"Ships {broken} and http://localhost/ sail."))
    assert (line, column, said) == (9, 7 + len(broken) + 5, f"`http://localhost/` {HERE}")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.paper.example/news/2026/03/a/",
        "https://paper.example/a/",
        "https://example.org/localhost/",
        "https://example.org/?next=http%3A%2F%2Flocalhost%2F",
        "https://stagings.paper.example/a/",
        "https://sports.paper.example/a/",
        "https://staging.elsewhere.example/a/",
        "https://devon.example/",
        "https://paper.netlify.app/",
        "https://docs.google.com/document/d/e/2PACX/pub",
        "https://www.google.com/search?q=https://example.org/",
        "https://www.google.com/url?q=ships",
        "https://192.0.2.7.example/",
        "http://8.8.8.8/",
        "https://localnews.example/",
        "/2026/03/a/",
    ],
)
def test_an_address_that_they_can(address: str) -> None:
    assert told(article(body=f"Ships [sail]({address}).")) == []


def test_what_to_write_instead() -> None:
    """A draft has no address yet, and a detour names where it leads."""
    assert [
        told(article(body=f"[a]({address})"))[0][3]
        for address in (
            "http://localhost:8000/news/9999/12/the-strait/",
            "http://localhost:8000/",
            "https://www.google.com/url?q=https://example.org/a%3Fb%3Dc&sa=D",
        )
    ] == [
        "write `the-strait`, by which links know it",
        "write its address on the site, which begins with `/`, or the name of its file",
        "write `https://example.org/a?b=c`",
    ]


def test_it_is_told_wherever_it_stands_but_in_code() -> None:
    bad = "http://localhost:8000/a/"
    text = article(
        related=f"[{{headline: A, url: {bad}}}]",
        body=f'See {bad}. `curl {bad}`\n\n<{bad}> and <a href="{bad}">a</a>\n\n'
        f"- [a][ref]\n\n  ```\n  {bad}\n  ```\n\n::: embed {bad}\ntitle: T\n:::\n\n"
        f"| a |\n|---|\n| {bad} |\n\n```\n{bad}\n```\n\n[ref]: {bad}\n",
    )
    lines = text.split("\n")
    found = told(text)
    assert {it[2:] for it in found} == {
        (f"`{bad}` {HERE}", "write `/a/`, its address on the site"),
    }
    assert all(lines[line - 1].startswith(bad, column - 1) for line, column, *_ in found)
    shown = [number for number, it in enumerate(lines, 1) if bad in it and it.strip() != bad]
    assert sorted({it[0] for it in found}) == shown


@given(st.integers(0, 2**32 - 1))
def test_every_address_of_digits_is_here_or_inside_or_out(number: int) -> None:
    host = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    first, second = number >> 24, number >> 16 & 255
    assert is_here(host) == (first == 127 or number == 0)
    if first == 10 or (first, second) == (192, 168) or (first == 172 and 16 <= second < 32):
        assert is_inside(host)


@given(st.text(alphabet="ht:/[]()`<>~#|localhost.127\n -?=&@", max_size=80))
def test_no_text_is_too_odd(body: str) -> None:
    text = article(body=f"{body}\nhttp://localhost/ {body}")
    lines = text.split("\n")
    assert all(lines[line - 1][column - 1 :].startswith("http") for line, column, *_ in told(text))


def test_the_check_tells_of_it_and_a_build_goes_on(tmp_path: Path) -> None:
    site = SITE + '\n[preview]\nstaging = ["https://next.example/"]\n'
    body = "[a](https://next.example/b/), [b](file:///C:/story.docx)"
    paper = Newsroom(tmp_path, {"content/articles/a.md": article(body=body)}, site_toml=site)
    result = paper.run("check", "--now", NOW)
    assert result.exit_code == 1
    assert "a.md:9:5: warning: `https://next.example/b/` is a copy of the site" in result.output
    assert "a.md:9:35: error: a link cannot use `file:`" in result.output
    assert "https://next" not in paper.run("build", "--now", NOW).output
