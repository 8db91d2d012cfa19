"""Markup that did not become markup: what is told of it, where, and what `--fix` makes of it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.checking.document import rules_of
from sitegen.checking.letters import letters
from sitegen.checking.mending import Mended, mend
from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.content.parse import ParseOptions, understand
from sitegen.content.style import HouseStyle
from tests.newsroom import NOW, Newsroom, article
from tests.shared import examples

OPTIONS = ParseOptions("UTC", "en", trust_html=False)
RULES = rules_of(HouseStyle(), "en", "en")
HEAD = "---\nheadline: A\ndate: 2026-03-01\n---\n"


def told(text: str) -> list[str]:
    """Return what is told of a body, with the places."""
    problems = render(text, MarkdownOptions()).problems
    assert {it.severity for it in problems} <= {"warning"}
    assert all(it.hint for it in problems)
    return [f"{it.line}:{it.column} {it.message}" for it in problems]


def mended(text: str) -> str:
    return mended_file(text).raw.decode().removeprefix(HEAD)


def mended_file(text: str) -> Mended:
    return mend((HEAD + text).encode(), "article", RULES, OPTIONS)


# What is told -----------------------------------------------------------------------------------

FOREIGN = "is for another program: readers see it"
NO_LINK = "is no link: a blank stands before the address"
SPACED = "there are blanks in the address"
TAKEN = "it ends with a blank that Markdown takes for a letter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A {{< youtube x >}}", f"1:3 `{{{{< youtube x >}}}}` {FOREIGN}"),
        ("{{% note %}}", f"1:1 `{{{{% note %}}}}` {FOREIGN}"),
        ("{% include a.html %}", f"1:1 `{{% include a.html %}}` {FOREIGN}"),
        ("*A*\n{{ site.url }}", f"2:1 `{{{{ site.url }}}}` {FOREIGN}"),
        ("A\n{: .lead }", f"2:1 `{{: .lead }}` {FOREIGN}"),
        ("A {#my-id}", f"1:3 `{{#my-id}}` {FOREIGN}"),
        ("> - A {.left}", f"1:7 `{{.left}}` {FOREIGN}"),
        ("<div>\n{{ x }}\n</div>", f"2:1 `{{{{ x }}}}` {FOREIGN}"),
        ("https://example.org/{{ x }}", f"1:21 `{{{{ x }}}}` {FOREIGN}"),
        ("| a |\n|---|\n| {{ x }} |", f"3:3 `{{{{ x }}}}` {FOREIGN}"),
        ("• A", "1:1 `• ` begins no item of a list"),
        ("• A\nb", "1:1 `• ` begins no item of a list, and the lines run together"),
        ("A\n ·\tb", "2:2 `·\t` begins no item of a list, and the lines run together"),
        ("A ==b c==.", "1:3 `==b c==` marks nothing: readers see the signs"),
        ("A :smile:, b", "1:3 `:smile:` is no emoji: readers see the name"),
        ("A :+1:", "1:3 `:+1:` is no emoji: readers see the name"),
        (
            "Term\n: What it is",
            "2:1 a line that begins with `:` is no definition: readers see the sign",
        ),
        ("So $$a^2$$ is", "1:4 `$$a^2$$` is no formula: readers see the signs"),
        ("$$\na = b\n$$", "1:1 `$$ a = b $$` is no formula: readers see the signs"),
        ("*[HTML]: Hypertext", "1:1 `*[HTML]:` explains no abbreviation: readers see it"),
        ("A [b] (https://example.org/)", f"1:3 `[b] (https://example.org/)` {NO_LINK}"),
        ("[b *c*] (a.md)", f"1:1 `[b *c*] (a.md)` {NO_LINK}"),
        (
            "![A ship] (ship.jpg)",
            f"1:1 `![A ship] (ship.jpg)` {NO_LINK}".replace("link", "picture"),
        ),
        (
            "[x](https://example.org/a b)",
            f"1:1 `[x](https://example.org/a b)` is no link: {SPACED}",
        ),
        ("![x](a b.jpg)", f"1:1 `![x](a b.jpg)` is no picture: {SPACED}"),
        (
            '[x](/a "b "c" d")',
            '1:1 `[x](/a "b "c" d")` is no link: quotation marks stand in its title',
        ),
        ("{{<youtube x>}}", f"1:1 `{{{{<youtube x>}}}}` {FOREIGN}"),
        ("A {{</a>}}", f"1:3 `{{{{</a>}}}}` {FOREIGN}"),
        ("[ref][missing]", "1:1 `[ref][missing]` is no link: nothing has that name"),
        ("A [ref][].", "1:3 `[ref][]` is no link: nothing has that name"),
        ("A\n##Heading here", "2:1 `##Heading` is no heading: a blank is missing"),
        ("> ###\u4e2d\u6587", "1:3 `###\u4e2d\u6587` is no heading: a blank is missing"),
        ("##\u00a0A", f"1:1 `##⟨U+00A0⟩` begins no heading: {TAKEN}"),
        ("#\u3000A", f"1:1 `#⟨U+3000⟩` begins no heading: {TAKEN}"),
        ("-\u202fa", f"1:1 `-⟨U+202F⟩` begins no item of a list: {TAKEN}"),
        ("1.\u00a0a", f"1:1 `1.⟨U+00A0⟩` begins no item of a list: {TAKEN}"),
        ("A ** bold ** b", "1:3 `** bold **` is no emphasis: blanks stand inside the marks"),
        ("**Note: **a", "1:1 `**Note: **` is no emphasis: blanks stand inside the marks"),
        ("**G - **a", "1:1 `**G - **` is no emphasis: blanks stand inside the marks"),
        (
            "\u4ed6** \u505c\u706b**",
            "1:2 `** \u505c\u706b**` is no emphasis: blanks stand inside the marks",
        ),
        ("A ~~ gone~~", "1:3 `~~ gone~~` is no emphasis: blanks stand inside the marks"),
        ("`**` and **unclosed `b`", "1:10 `**` opens emphasis that is never closed"),
        ("A __b and *c*", "1:3 `__` opens emphasis that is never closed"),
        ("A (~~b)", "1:4 `~~` opens emphasis that is never closed"),
        ("**\u201ca\u201d**b", "1:1 `**` opens emphasis that is never closed"),
    ],
)
def test_what_readers_would_see_is_told_with_its_place(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "`{{ x }}`",
            "    {{ x }}",
            "```\n{% x %}\n```",
            "\\{{ x }}",
            "{{",
            "{ {x} }",
            "{x}",
            "a{1,2}",
        ),
        *("a == b == c", "a==b==c", "=====", "`==a==`", "\\==a==", "== a =="),
        *(
            "12:30:45",
            "a:b:c",
            "std::vector::x",
            "http://a.example:80:",
            "C:\\a:b",
            ": ",
            "`:smile:`",
        ),
        *(
            "$$ and $$$",
            "A $$ b $$ c",
            "US$$5 = A$$7",
            "`$$a^2$$`",
            "A: b\n- c: d",
            "| : a |\n|---|\n| : |",
        ),
        *(
            "[sic] (https://example.org/)",
            "[a] (see below)",
            "a [b] (c)",
            "[a](b) (c.md)",
            "`[a] (b.md)`",
        ),
        *("a[i](j)", "`[x](a b)`", "[x](</a b>)", "[x](/a 'b c')", "[x](#)", "f(x)[1](2)"),
        *("[1][2]", "a[i][j]", "[a][b]\n\n[b]: /c", "[[a]][b]\n\n[a]: /c\n[b]: /d", "`[a][b]`"),
        *("#MeToo", "# A", "\\##a", "`##a`", "    ##a", "##", "a ##b", "| ##a |\n|---|\n| ##b |"),
        *("3.\u00a0Oktober 1990", "a\u00a0- b", "-a", "1.\u2060a", "2.\u00a0Mai und 1.\u00a0Juni"),
        *(
            "2 ** 3 ** 4",
            "2**3**4 a**b",
            "f**k",
            "Price**",
            "** taxes",
            "****",
            "a*b",
            "x ** y ** z",
        ),
        *(
            "snake__case",
            "__",
            "____ ____",
            "~~~~",
            "wow~~ yes~~ ok",
            "好吃~~ 好看~~",
            "&#42;&#42;a",
        ),
        *("\\*\\*a", "*a*", "**a** b", "*[a](b)*", "[*a*]: b", "a *[HTML]: b"),
        *(
            "![a](a.jpg){.left}",
            "&#91;a] (b.md)",
            "&#123;{ x }}",
            "<!-- {{ x }} -->",
            "[x]: <a b>\n\n[x]",
            "A [^a]\n\n[^a]: b",
            "- [ ] a\n- [x] b",
        ),
    ],
)
def test_what_is_text_is_left_alone(text: str) -> None:
    words = ("readers see", "is no", "begins no", "opens emphasis")
    assert not [it for it in told_of(text) if any(word in it for word in words)]


def told_of(text: str) -> list[str]:
    return [it.message for it in render(text, MarkdownOptions()).problems]


def test_build_and_check_tell_of_it_and_remember_it(newsroom: Callable[..., Newsroom]) -> None:
    site = newsroom({"content/articles/a.md": article("A", "A **b\n\n##C", countries="[KR]")})
    for command in ("build", "check", "check"):
        result = site.run(command, "--now", NOW)
        assert "content/articles/a.md:10:3: warning: `**` opens emphasis" in result.output, command
        assert "content/articles/a.md:12:1: warning: `##C` is no heading" in result.output, command


# What is mended ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("##A *b* c", "## A *b* c"),
        ("a\n##A\nb", "a\n## A\nb"),
        (
            "##\u00a0A\n\n-\u00a0\u00a0a\n-\u3000b\n\n1.\u00a0c\n2.\u00a0d",
            "## A\n\n- a\n- b\n\n1. c\n2. d",
        ),
        ("A:\n• a *b*\n•\u00a0c", "A:\n- a *b*\n- c"),
        ("[a] (https://example.org/b) c", "[a](https://example.org/b) c"),
        ("![A ship]  (ship.jpg)", "![A ship](ship.jpg)"),
        ("[b](https://example.org/a b?c=d e)", "[b](https://example.org/a%20b?c=d%20e)"),
        (
            "[b](https://example.org/\u00e4 \u00a0b 'c d')",
            "[b](https://example.org/\u00e4%20%C2%A0b 'c d')",
        ),
        ("[b](mailto: a@b.example)", "[b](mailto:a@b.example)"),
        ("[b](https://example.org/%C3%A4 b)", "[b](https://example.org/%C3%A4%20b)"),
        ('[b](a b.md "c") [d](/e f/)', '[b](<a b.md> "c") [d](</e f/>)'),
        ("** a bc ** d **e ** f", "**a bc** d **e** f"),
        ("A:** bc **d", "A: **bc** d"),
        ("e\u0301** (bc) **d", "e\u0301 **(bc)** d"),
        ("(** bc **)", "(**bc**)"),
        ("a/** bc **/d", "a/ **bc** /d"),
        ("\u4ed6** \u505c\u706b **\uff0c", "\u4ed6**\u505c\u706b**\uff0c"),
        ("~~ gone ~~ and **a __ bc __**", "~~gone~~ and **a __bc__**"),
        ("[a](https://https://example.org/)", "[a](https://example.org/)"),
        ("<http://https://example.org/>", "<https://example.org/>"),
        ("[a]\n\n[a]: https://http://example.org/", "[a]\n\n[a]: http://example.org/"),
        ("## Accessibility\n\n[a](#ACCESSIBILITY)", "## Accessibility\n\n[a](#accessibility)"),
        ("\u202aa\u202c b\u2069", "a b"),
    ],
)
def test_what_was_surely_meant_is_put_there(text: str, expected: str) -> None:
    assert mended(text) == expected
    assert mended(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("==a==", ":smile:", "{{ x }}", "**unclosed", "[a][b]", "A\n: b", "$$a^2$$"),
        *("[x](some words)", '[x](/a "b "c" d")'),
        *("** ab ** cd ** ef", "** ab **cd** ef **", "x ** y ** z", "```\n##A\n```"),
        *("\u202a\u05d0\u202c", "a\u202eb", "a\u202bb\u202c", "`https://https://a.example/`"),
        *("## A\n\n## a\n\n[b](#A-3)", "[a](/b#C)", "3.\u00a0Oktober\n1.\u00a0Mai\n4.\u00a0Mai"),
        # What would change anything else.
        *(
            "##A\n\n## A\n\n[b](#a)",
            "##A {#b}",
            "::: timeline\n-\u00a0a\n:::",
            "[x](//a b/c)",
            "[x](to https://example.org/)",
        ),
        "## x {#Abc}\n\n## y {#abc}\n\n[c](#ABC)",
    ],
)
def test_what_is_not_sure_is_left_to_the_editor(text: str) -> None:
    expected = text.replace("3.\u00a0Oktober\n1.\u00a0Mai", "3.\u00a0Oktober\n1. Mai")
    assert mended(text) == expected


def test_a_change_is_told_with_its_place() -> None:
    result = mended_file("> ##\u00a0A\n\n[a] (b.md)\n")
    assert [tuple(it) for it in result.changes] == [
        (5, 3, "##⟨U+00A0⟩", "## "),
        (7, 1, "[a] (b.md)", "[a](b.md)"),
    ]


PIECES = [
    *(
        "a",
        "Bc",
        " ",
        "\n",
        "\n\n",
        "##",
        "#",
        "\u00a0",
        "-",
        "1.",
        "**",
        "__",
        "~~",
        "*",
        "\u6587",
    ),
    *(
        "[a]",
        " (https://example.org/)",
        "(b c.md)",
        "(https://example.org/a b)",
        "`",
        "```\n",
        "> ",
    ),
    *(
        "{{ x }}",
        "==",
        ":smile:",
        "| a |\n|---|\n",
        "<b>",
        "</b>",
        "\\",
        "![a]",
        "[a](#A)",
        "## A\n",
    ),
    *(
        "https://https://example.org/",
        "](",
        ")",
        "\u202a",
        "\u201c",
        "(",
        "&amp;",
        "[^a]",
        "[a]: /b\n",
    ),
]


def test_where_a_picture_leads_is_no_markup_that_may_change() -> None:
    targets = ["https://a.example/", "https://b.example/", "/a/", "/b/"]
    texts = [f"{HEAD}[![A](p.jpg)]({target})" for target in targets]
    said = {letters(understand(it.encode(), "article", OPTIONS)) for it in texts}
    assert len(said) == len(targets)


@examples(80)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_to_mend_moves_no_letter_and_is_done_once(text: str) -> None:
    raw = (HEAD + text).encode()
    result = mend(raw, "article", RULES, OPTIONS)
    assert mend(result.raw, "article", RULES, OPTIONS) == (result.raw, ())
    assert (result.raw == raw) == (not result.changes)
    before, after = (understand(it, "article", OPTIONS) for it in (raw, result.raw))
    said = [letters(it).casefold() for it in (before, after)]
    errors = [[p for p in it.document.problems if p.severity == "error"] for it in (before, after)]
    assert said[0] == said[1] or "https://https" in text
    assert len(errors[1]) <= len(errors[0])
    assert before.document.fields == after.document.fields


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "{{",
            "{{ x }}",
            "{% ",
            "==a",
            "==a== ",
            ":a",
            ":ab: ",
            "$$a",
            "$$a^2$$ ",
            "[a] (",
            "[a][b",
        ),
        *("[a] (/b) ", "[a](b c) ", "[a](b c", "[a][b] ", "##A\n", "-\u00a0a\n", "1.\u00a0a\n"),
        *(
            "** a ",
            "** ab ** ",
            "**a ",
            "~~a ",
            "__a ",
            "*[a]: ",
            "*[a]: b\n",
            ": a\n",
            "`{{ x }}` ",
        ),
    ],
)
def test_no_such_text_takes_long(piece: str) -> None:
    for text in (piece * 2_000, "\n\n".join([piece.strip()] * 750)):
        began = time.process_time()
        render(text, MarkdownOptions())
        assert time.process_time() - began < 1


def test_the_anchor_of_another_file_is_written_as_it_is_there(
    newsroom: Callable[..., Newsroom],
) -> None:
    text = "[a](b#QUAY) [b](b.md#Quay) [c](/2026/03/b/#Quay) [d](b#berth) [e](#HERE) [f](no#Quay)\n"
    site = newsroom(
        {
            "content/articles/a.md": article(body=f"{text}\n## Here\n"),
            "content/articles/b.md": article(
                "B", body="## Quay\n\n## Berth {#Berth}\n\n### berth\n"
            ),
        }
    )
    result = site.run("check", "--now", NOW, "--fix")
    said = (site.root / "content/articles/a.md").read_text("utf-8")
    assert "[a](b#quay) [b](b.md#quay) [c](/2026/03/b/#quay) [d](b#berth) [e](#here)" in said
    assert "[f](no#Quay)" in said
    assert "`QUAY` is `quay` now" in result.stderr


def test_what_is_not_seen_is_named_where_it_was_mended() -> None:
    changes = mended_file("\u202aa\u202c [b](https://https://example.org/)").changes
    assert [(it.old, it.new) for it in changes] == [
        ("https://https://", "https://"),
        ("⟨U+202A⟩", ""),
        ("⟨U+202C⟩", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "– Nobody knows, she said.",
        "He said it at once [gallery, not museum].",
        "A note[1] in the text, and [sic] and [2].",
        "A. Berg wrote it.\nB. Lund did not.",
        "a.m. is before noon.\nb. 1950",
        "Sets [[1, 2], [3, 4]] of numbers.",
        "    def quay(ships): return ships[0].",
        "\tmake build && make publish now please.",
        "    $ sitegen build says what it has written.",
        "The ratio {a -- b} is small.",
        "Wow!!! notable",
        "> The harbour! [Note by the desk]",
        "[caption contest](https://example.org/)",
    ],
)
def test_what_only_looks_like_markup_of_others_is_left_alone(text: str) -> None:
    assert [it for it in told(text) if "nothing has that name" not in it] == []
