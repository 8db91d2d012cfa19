"""An article in which nothing is to be seen, and one that shows something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.characters import beyond_ascii
from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.content.markdown.seen import is_anything_seen
from sitegen.content.parse import ParseOptions, understand
from tests.newsroom import article

NOTHING = [
    *("", " \n\n\t", "<!-- to come -->", "&nbsp;", "&#8203;", "\u200b", "\u00a0\u3000", "***"),
    *("> ", "- ", "1. ", "<p></p>", "<div><br></div>", "[](https://example.org/)", "\ufe0f"),
    *("\u3164", "\u2800", "| | |\n|---|---|\n| | |", "```\n```", "\u0301", "&zwnj;&shy;"),
]
SOMETHING = [
    *("A", "!", "1", "🙂", "`x`", "    code", "&lt;", "говорить", "。", "| a |\n|---|\n| 1 |"),
    *("![A quay](quay.jpg)", "::: figure quay.jpg\nalt: A quay\n:::", "<p>a</p>", "# \\#"),
    "::: embed https://video.example/1\ntitle: A film\n:::",
]


def seen(body: str, *, trust_html: bool = False) -> bool:
    return is_anything_seen(render(body, MarkdownOptions(trust_html=trust_html)).body)


@pytest.mark.parametrize("body", NOTHING)
def test_nothing_is_seen(body: str) -> None:
    assert not seen(body)
    assert not seen("\n\n".join([*NOTHING[:12], body]))


@pytest.mark.parametrize("body", SOMETHING)
def test_something_is_seen(body: str) -> None:
    assert seen(body)
    assert seen(f"***\n\n{body}")


@pytest.mark.parametrize("tag", ['<iframe src="https://a.example/">', "<svg>", "<script>", "<IMG>"])
def test_trusted_html_may_show_something_without_a_word(tag: str) -> None:
    assert seen(f"<div>{tag}</div>", trust_html=True)


def problems(text: str) -> list[str]:
    document = understand(
        text.encode(), "article", ParseOptions("UTC", "en", trust_html=False)
    ).document
    return [f"{it.line}: {it.severity}: {it.message}" for it in document.problems]


def test_a_published_article_shows_something() -> None:
    told = ["2: error: the article has no text and no picture in it"]
    assert problems(article(body="")) == told
    assert problems(article(body="", date="2099-01-01")) == told  # the clock changes no error
    assert problems(article(body="", status="draft")) == []
    assert problems(article(body="Words.")) == []


def test_what_is_wrong_otherwise_may_be_what_would_be_seen() -> None:
    told = problems(article(body="::: embed nowhere\ntitle: A film\n:::"))
    assert len(told) == 1
    assert "no text" not in told[0]


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_what_is_not_ascii_is_found_in_order(text: str) -> None:
    assert beyond_ascii(text) == "".join(it for it in text if not it.isascii())
