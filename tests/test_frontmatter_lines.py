"""Front matter of plain lines is read as YAML reads it; all else is left to YAML."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.frontmatter_fences import split
from sitegen.content.frontmatter_lines import plain_mapping
from sitegen.content.frontmatter_yaml import read_yaml
from sitegen.errors import SiteError
from sitegen.strict.nodes import hidden_in
from tests.benchmarks.newspaper import write_site

ROOT = Path(__file__).parent

PLAIN = """
headline: "A quay: two ships"
dek: It's 9 o'clock, a#1
date: 2026-03-01 09:00

# A remark
authors: [a-desk, b.c, 'd']
tags:
- one
- http://two.example/a#b
section_headings:
  - A first
  - heading: A second
    short: Second
image:
  src: 'quay.jpg'
  alt: ""
countries: []
""".replace(", 'd'", ", d")


def check(block: str) -> bool:
    """Compare the trees of a front matter, and say whether it is plain."""
    found = plain_mapping(block)
    if found is not None:
        assert read_yaml(block) == (found, ())
    return found is not None


def test_plain_lines_are_read() -> None:
    assert check(PLAIN)


@pytest.mark.parametrize(
    "line",
    [
        *("a: &b c", "a: *b", "a: !b c", "a: b: c", "a: b #c", "a: b:", "a: |", "a: {b: c}", "a:"),
        *("a: 'b''c'", 'a: "\\u00e9"', "a: [b: c]", "a: [b, [c]]", "a: [b", "a: [b,]", "a: [b c]d"),
        *("? a", "a : b", "headline: b", "a:\tb", "  a: b", "a: b\n c", "a: b\n  c: d", "<<: a"),
        *(
            "- a",
            "a:\n  - b\n c: d",
            "a:\n  - - b",
            "a:\n    b: c\n   d: e",
            "a:b",
            "...",
            "'a': b",
        ),
        *("a: " + "[" * 30, "a:" + "".join(f"\n{' ' * n}b:" for n in range(1, 30)) + " c"),
    ],
)
def test_what_else_stands_there_is_left_to_yaml(line: str) -> None:
    assert not check(f"{PLAIN}{line}\n")


def test_front_matter_of_stories_is_read_alike(tmp_path: Path) -> None:
    plain = whole = 0
    write_site(tmp_path, 60)
    folders = [ROOT.parent / "content", ROOT / "good", ROOT / "broken", tmp_path]
    for file in (file for folder in folders for file in folder.rglob("*.md")):
        try:
            block, _ = split(file.read_text("utf-8").replace("\r", ""))
        except (SiteError, UnicodeDecodeError):
            continue
        if hidden_in(block):
            continue
        whole += 1
        plain += check(block)
    assert plain > whole / 2


VALUES = (
    *("a", "b c", "2026-03-01", "[a, b]", "[]", '"q: r"', "'s # t'", "http://x.y/z#a", "é ü", ""),
    *("x:", "a, b", "a]b", "a - b", "5", "a #b", "x: y", "- z", "[a", '"a\\n"', "[a,b ]", "~"),
    *("[ a-b , c.d/e ]", "a\u00a0", "\u3000a", "?", "&a", "it's", "'", '"', "a'b'"),
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    indent = " " * draw(st.sampled_from((0, 0, 0, 2, 2, 4, 1, 6)))
    dash = draw(st.sampled_from(("", "", "- ", "-  ")))
    key = draw(st.sampled_from(("k:", "l:", "m-n:", "O_1:", "p :", "")))
    blank = draw(st.sampled_from((" ", " ", "  ", "")))
    whole = f"{indent}{dash}{key}{blank if key else ''}{draw(st.sampled_from(VALUES))}"
    others = draw(st.sampled_from((None,) * 12 + ("", "# c", "   ")))
    return whole if others is None else others


@given(st.lists(lines(), max_size=7).map("\n".join))
def test_any_lines_are_read_alike(text: str) -> None:
    check(f"\n{text}\n")


@given(st.text(alphabet="ab:-# []'\",\n&*!|>{}?é\u00a0", max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    check(f"\n{text}\n")
