"""The quick parser makes of every text the tokens that the library's own makes of it."""

import ast
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from sitegen.content.markdown.addresses import beginnings
from sitegen.content.markdown.flanking import FlankingState
from sitegen.content.markdown.parsers import library_parser, newsroom_parser, rules_for
from sitegen.content.markdown.prose import passages
from sitegen.content.markdown.quick.tokens import QuickToken
from tests.spec import examples

ROOT = Path(__file__).parent
FIELDS = [field.name for field in fields(Token)]


def told(token: Token) -> dict[str, Any]:
    """Return all that a token says."""
    said = {name: getattr(token, name) for name in FIELDS}
    return {**said, "children": token.children and [told(it) for it in token.children]}


class Flanking(ParserInline):
    """The library's parser of words, by the amendment for Chinese, Japanese and Korean."""

    def __init__(self, other: ParserInline) -> None:
        self.__dict__.update(other.__dict__)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = StateInline(src, md, env, tokens)
        state.scanDelims = FlankingState.scanDelims.__get__(state)  # type: ignore[method-assign]
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def stopping_text(state: StateInline, silent: bool) -> bool:
    """Stop where an address may begin, as the library's own rule stops at marks."""
    found = state.md.inline.terminator_re.search(state.src, state.pos)
    stop = found.start() if found else state.posMax
    begins = beginnings(state.src)
    stop = min([stop, *begins[bisect_left(begins, state.pos) :][:1]])
    if stop == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : stop])
    state.pos = stop
    return True


@cache
def slow_parser(language: str, wanted: frozenset[str]) -> MarkdownIt:
    """Return the library's parser, which asks each rule everywhere."""
    parser = library_parser(language, wanted)
    if "addresses" in wanted:
        parser.inline.ruler.at("text", stopping_text)
    if "flanking" in wanted:
        parser.inline = Flanking(parser.inline)
    return parser


quick_parser = cache(newsroom_parser)
"""To make a parser takes longer than most of the texts; a build has one for each set of rules."""


def check(text: str, wanted: frozenset[str], language: str = "en") -> None:
    """Compare the tokens of a text, and what the parsers keep beside them."""
    ours: dict[str, Any] = {"ids": set()}
    theirs: dict[str, Any] = {"ids": set()}
    quick = [told(it) for it in quick_parser(language, wanted).parse(text, ours)]
    slow = [told(it) for it in slow_parser(language, wanted).parse(text, theirs)]
    assert quick == slow
    # Whoever looks for footnotes makes room for them; readers of HTML are no part of the result.
    for env in (ours, theirs):
        env.pop("tags", None)
        env["blocks"] = [told(it) for it in env["blocks"]]
        notes = env.pop("footnotes", {})
        for note in notes.get("list", {}).values():
            note["tokens"] = [told(it) for it in note.get("tokens", ())]
        env["notes"] = [*notes.get("refs", {}).items(), *notes.get("list", {}).items()]
    assert ours == theirs


EVERYTHING = rules_for("*`~~~ ~~     \t#>|<[![]:[^^[:::&\\\"'--...://www.@{#[ ][x] 好**（")


def strings(files: Iterable[Path]) -> set[str]:
    """Return the strings of programs."""
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip()
    }


def test_the_specification_has_the_same_tokens() -> None:
    for it in examples():
        check(it["markdown"], rules_for(it["markdown"]))
        check(it["markdown"], EVERYTHING)


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_all_texts_of_the_tests_have_the_same_tokens(letter: str) -> None:
    for text in strings(sorted(ROOT.glob(f"test_{letter}*.py"))):
        check(text.replace("\r", "").replace("\0", ""), rules_for(text))


@pytest.mark.parametrize("folder", ["../content", "good", "broken", "fixtures"])
def test_stories_have_the_same_tokens(folder: str) -> None:
    texts = [it.read_bytes().decode("utf-8", "replace") for it in (ROOT / folder).rglob("*.md")]
    assert texts
    for text in texts:
        check(text.replace("\r", "").replace("\0", ""), rules_for(text), "de")


PIECES = (
    *("- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "# ", "##", "    ", "  ", "\t", "\n"),
    *("\n\n", "\n- ", "\n> ", "\n1. ", "\n   ", "\n---\n", "\n===\n", "***", "```\n", "~~~\n"),
    *("| a | b |\n|---|:-:|\n", "|", "::: factbox A\n", ":::\n", "::: embed https://a.example\n"),
    *("[^1]", "[^1]: ", "^[", "[a]: /b\n", "[a]", "[", "]", "](", ")", "![", "(b 'c')", "<b>"),
    *("</b>", "<div>\n", "<!--", "-->", "<a@b.example>", "<", "https://a.example/b_c", "www.a.b"),
    *("me@a.example", "&amp;", "&", "\\", "\\\n", "  \n", "*", "**", "_", "__", "~~", "`", "``"),
    *('"', "'", "--", "...", "{#id}", "[ ] ", "[x] ", "word", "Word. ", " ", "é", "好", "「", "ا"),
    *("\u00a0", "\u3000", "7", "!", ":", "-", "=", "+"),
    *("*word*", "**Word** ", " _a b_", "__a__", "[a](/b)", "[a *](b_c)", "[w](https://a.example)"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_random_texts_have_the_same_tokens(text: str) -> None:
    check(text, rules_for(text))
    check(text, EVERYTHING)


@given(st.text(max_size=60))
def test_any_text_has_the_same_tokens(text: str) -> None:
    text = text.replace("\r", "").replace("\0", "")
    check(text, rules_for(text))


def passages_are_alike(text: str) -> None:
    """Compare the passages of a text that is parsed with those of one that is not yet."""
    env: dict[str, Any] = {"ids": set()}
    quick_parser("en", rules_for(text)).parse(text, env)
    known = list(passages(text, lambda _: True, env))
    assert known == list(passages(text, lambda _: True))


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_passages_are_found_in_the_blocks_that_were_read(text: str) -> None:
    passages_are_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "# A {#b}",
            "# A {#b} {#c}",
            "- [x] a\n- [ ] **b",
            "a[^1]\n\n[^1]: b **c\n\nd **e[^1] [f][]\n\n[f]: /g",
        ),
        *("> a\n\nb ^[c **d] e", "::: pullquote A\n**b\n:::", "| a |\n|---|\n| [^1] |\n\n[^1]: b"),
    ],
)
def test_passages_of_headings_tasks_and_notes_are_those_that_are_typed(text: str) -> None:
    passages_are_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- a\n- b\n",
            "1. a\n2. b",
            "3) a\n4) b\n\nWords",
            "- a\n\n- b",
            "- a\n\n  b",
            "- a\n  - b",
        ),
        *(
            "- a\nb",
            "- a\n* b",
            "1. a\n2) b",
            "-     a",
            "- \ta",
            "- # a",
            "- a\n---",
            "   - a\n - b",
        ),
        *(
            "> - a\n> - b\n\nc",
            "- a\n\n\n",
            "a\n- b",
            "a\n2. b",
            "- a | b\n- c",
            "- a\n\n    b",
            "- ",
        ),
        *("a\nb\n", "a\n  b\n\tc", "a\n===", "a\n# b", "a | b\n--|--\nc", "a\n> b", " a", "a  \nb"),
        *("*a", "[a](b", "[a](<b> 'c')", "[a](b(c))", "[a](b\\))", "![a*b*](c)", "[a [b](c)](d)"),
        *("[" * 30 + "a" + "](b)" * 30, "> " * 30 + "a", "- " * 30 + "a", "\\*a &amp; b", "a\\"),
        *("# a #", "## a # b", "#\ta", "#", "## ", "#a", "####### a", "# \\#", "    # a", "> # a"),
        *("- ## a", "# \u00a0a\u00a0", "#\u00a0a", "# a\n# b\nc", "a[^1]\n\n[^1]: b", "[^1]: a"),
        *("[^1](/a(b))\n\n[^1]: b", "[^1]\n\n[^1]: a\n\n[\n^1\n]: /b", "*a*[^b][^b] **c**[^d]"),
        *("[^b] **a**[^b][^c]\n\n[^c]: d[^b]\n\n[^b]: e", "[^b]*a*b[^b]\n\n[^b]: c"),
        *("https://a.example/*b*", "[me@a.example](c)", "**me@a.example**", "[x https://a.b] c"),
    ],
)
def test_blocks_and_marks_at_their_edges_have_the_same_tokens(text: str) -> None:
    check(text, rules_for(text))
    check(text, EVERYTHING)


def test_a_quick_token_has_the_fields_of_the_library() -> None:
    library = Token("a", "b", 1, meta={"c": 1})
    quick = QuickToken("a", "b", 1, meta={"c": 1})
    assert told(library) == told(quick)
    quick.attrSet("d", "e")
    assert quick.attrs == {"d": "e"}
    assert QuickToken("a", "b", 1).attrs == {}


SIMPLE = (
    *("*word*", "**word**", "_a b_", "__a__", "[a](/b)", "[a b](https://a.example/c_d)", "word"),
    *(" ", " ", ", ", "é", "(", ")", "*", "_", "!", "[", "](", "~~", "@b.example", "me", "www.a.b"),
    *("https://", "[^1]", "**", "好", "\n", "\n\n", "\n\n[^1]: ", "[^2]", "\n\n[^2]: b[^1]\n\n"),
)


@given(st.lists(st.sampled_from(SIMPLE), max_size=9).map("".join))
def test_words_with_simple_markup_have_the_same_tokens(text: str) -> None:
    check(text, rules_for(text))
    check(text, EVERYTHING)


ROWS = (
    *("| a | b |\n", "|---|:-:|\n", "|--:|:--|\n", "| a | *b* | c |\n", "| a |\n", "|\n", "||\n"),
    *("a | b\n", "| a \\| b | c |\n", "  | a | b |\n", "    | a | b |\n", "|  a\t| b", "\n"),
    *("> | a | b |\n", "|---|\n", "|-|--|-|\n", "- | a | b |\n", "  |---|---|\n", "# a\n"),
    *("| `a|b` | c |\n", "|\u00a0a\u00a0|b|\n"),
)


@example("|\n|---|\n")
@example("|\u00a0a\u00a0|b|\n|---|:-:|\n")
@example("| a | b |\n|--:|:--|\n|\u00a0a\u00a0|b|\n")
@given(st.lists(st.sampled_from(ROWS), max_size=9).map("".join))
def test_tables_have_the_same_tokens(text: str) -> None:
    check(text, rules_for(text))
