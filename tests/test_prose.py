"""Where words stand in Markdown: what is told from code and addresses is what the page shows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.markdown.masking import MASK, Passage
from sitegen.content.markdown.prose import passages
from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.model import EMBED
from tests.shared import examples

INLINE = [
    "W",
    "*W W*",
    "**W** __W__",
    "***W***",
    "_W_ W_W",
    "~~W~~",
    "`W`",
    "`` W ` W ``",
    "`W",
    "[W](/W)",
    '[W *W* `W`](</W W> "W")',
    "[W][ref]",
    "[ref]",
    "[W](W",
    "<https://example.org/W>",
    "https://example.org/W, https://example.org/(W)",
    "www.W.org W@example.org",
    "<b title='W'>W</b>",
    "<code>W</code> W",
    "<!-- W --> W",
    "\\*W\\_ \\`W\\`",
    "W&nbsp;W&amp;W &copy;",
    "^[W *W*]",
    "W  \nW",
    "W\\\nW",
    "W\n  W",
    "\"W\" 'W' W's",
    "é W 文W",
    "![W](W",
    "W|W",
    "*W",
    "<W",
]
BLOCKS = [
    "I",
    "I I I",
    "## I",
    "# I ##",
    "## I {#W}",
    "- [ ] I\n- [x] I",
    "I\n===",
    "> I I\n> I",
    "- I\n- I\n\n  I",
    "1. I\n   > I",
    "```\nW\n```",
    "~~~ W\nW\n~~~",
    "    W\n    W",
    "\tW",
    "| I | W |\n|---|:-:|\n| W \\| W | `W\\|W` |\n| W |",
    '![W *W*](a.jpg "W")',
    "![W](a.jpg)",
    "::: factbox W W\nI\n\n- I\n:::",
    "::: pullquote W\nI\n:::",
    "::: figure W.jpg\nalt: W W\ncaption: 'W'\ncredit: W\n:::",
    "::: embed https://example.org/W\ntitle: W\n:::",
    "::: timeline\n- 2023: W\n:::",
    "<div title='W'>\nW <code>W</code> &eacute; <!-- W\nW -->\n</div>",
    "<!-- W\n\nW -->",
    "[unused]: /W 'W'",
    "***",
]
END = '\n\nW[^note]\n\n[ref]: /W "W"\n\n[^note]: W *W*\n'


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a Markdown text, each W in it a word of its own: w1w, w2w and so on."""
    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5))
    text = "\n\n".join(blocks) + END
    while "I" in text:
        text = text.replace("I", draw(st.sampled_from(INLINE)), 1)
    parts = text.split("W")
    return "".join(f"{part}w{number}w" for number, part in enumerate(parts[:-1])) + parts[-1]


def shown(text: str) -> set[str]:
    """Return the words that a page shows: those outside of tags and code."""
    rendered = render(text, MarkdownOptions(trust_html=True))
    html = "".join(rendered.body.literals)
    html = re.sub(r">(?:https://|www|\w+@)[^<]*<", "><", html)  # an address, shown as one
    html = re.sub(r"<!--.*?-->|<(code|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
    told = [f"{it.alt} {it.caption}" for it in rendered.pictures]
    told += [it.texts[1] for it in rendered.body.slots if it and it.name == EMBED]
    return words(" ".join([re.sub(r"<[^>]*>", " ", html), *told]))


def words(text: str) -> set[str]:
    return set(re.findall(r"w\d+w", text))


def found(text: str) -> list[Passage]:
    return list(passages(text, lambda _: True))


@examples(80)
@given(texts())
def test_what_is_found_is_what_the_page_shows(text: str) -> None:
    seen: set[str] = set()
    for passage in found(text):
        for at, char in enumerate(passage.text, passage.start):
            assert char in {text[at], MASK, " "} or text[at] == "&"
        seen |= words(passage.text)
    assert seen == shown(text)


@pytest.mark.parametrize(
    ("text", "read", "link"),
    [
        ("![](a.jpg) Words ] here", "Words ] here", ""),
        ("[`]` Words](/a) here", "Words here", " Words"),
        ("[\\] Words](/a) here", "Words here", " Words"),
        ("[![One](a.jpg) two](/a) three", "One two three", "One two"),
        ("[*One*](/a) two", "One two", "One"),
    ],
)
def test_the_text_of_a_link_may_begin_with_anything(text: str, read: str, link: str) -> None:
    [passage] = found(text)
    assert passage.text.replace(MASK, " ").split() == read.split()
    assert [passage.text[slice(*it)].replace(MASK, "") for it in passage.links] == (
        [link] if link else []
    )


def test_a_block_says_whether_somebody_else_speaks_in_it() -> None:
    text = (
        "::: pullquote A speaker\nSaid.\n:::\n\n::: factbox A title\nTold.\n\n> Said, too.\n:::\n"
    )
    spoken = [(it.text, bool(it.quotes)) for it in found(text)]
    assert spoken == [
        ("Said.", True),
        ("A speaker", False),
        ("A title", False),
        ("Told.", False),
        ("Said, too.", True),
    ]
