"""Markup that others know: emphasis beside CJK, addresses in a text, tasks, ids of headings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from sitegen.content.markdown.addresses import beginnings
from sitegen.content.markdown.parsers import newsroom_parser, rules_for
from sitegen.content.markdown.render import MarkdownOptions, render

OPTIONS = MarkdownOptions()


def html(text: str) -> str:
    """Return what becomes of a text, without the paragraph around it."""
    body = render(text, OPTIONS).body
    return "".join(body.literals).strip().removeprefix("<p>").removesuffix("</p>")


# Emphasis beside Chinese, Japanese, Korean --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**정부(총리)**는", "<strong>정부(총리)</strong>는"),
        ("한국어 **“인용”**은", "한국어 <strong>“인용”</strong>은"),
        ("彼は**「停戦だ」**と", "彼は<strong>「停戦だ」</strong>と"),
        ("**停戦。**彼は", "<strong>停戦。</strong>彼は"),
        ("他说**“停火”**，", "他说<strong>“停火”</strong>，"),
        ("*《条约》*生效", "<em>《条约》</em>生效"),
        ("~~（旧）~~新", "<s>（旧）</s>新"),
        ("这是~~“旧”~~的", "这是<s>“旧”</s>的"),
        ("**NATO（北約）**は**(US)**の", "<strong>NATO（北約）</strong>は<strong>(US)</strong>の"),
        ("字**(a)**字", "字<strong>(a)</strong>字"),
        ("**(a)**字", "<strong>(a)</strong>字"),
        ("ﾊﾟ**(a)**", "ﾊﾟ<strong>(a)</strong>"),
        ("ᄒ**(a)**ᅢ", "ᄒ<strong>(a)</strong>ᅢ"),
        ("葛\U000e0100**(a)**", "葛\U000e0100<strong>(a)</strong>"),
        ("字\ufe00**(a)**", "字\ufe00<strong>(a)</strong>"),
        ("字**“\ufe01a”\ufe01**字", "字<strong>“\ufe01a”\ufe01</strong>字"),
        ("**“a”\ufe01**b字", "<strong>“a”\ufe01</strong>b字"),
        ("a**「a」**a", "a<strong>「a」</strong>a"),
        # What is no character of theirs gains nothing, and what has spaces needs nothing.
        ("a**(a)**a", "a**(a)**a"),
        ("a**“a”**a 字", "a**“a”**a 字"),
        ("😀**(a)**a 字", "😀**(a)**a 字"),
        ("字\u3000**(a)**\u3000字", "字\u3000<strong>(a)</strong>\u3000字"),
        ("字 **(a)** 字", "字 <strong>(a)</strong> 字"),
        ("字** a **字", "字** a **字"),
        ("字_(a)_字", "字_(a)_字"),
        ("字 _(a)_", "字 <em>(a)</em>"),
        ("字__a__字", "字__a__字"),
    ],
)
def test_emphasis_flanks_beside_east_asian_characters(text: str, expected: str) -> None:
    assert html(text) == expected


@given(st.text("aé1 *_(“”.!–\u00a0ßжא", max_size=12), st.sampled_from("*_~"))
def test_where_no_such_character_stands_the_specification_holds(text: str, mark: str) -> None:
    parser = newsroom_parser("en", frozenset({"emphasis", "flanking", "strikethrough"}))
    source = text + mark + text
    amended = [
        parser.inline.parse(source, parser, {}, []),
        newsroom_parser("en", frozenset({"emphasis", "strikethrough"})).inline.parse(
            source, parser, {}, []
        ),
    ]
    assert amended[0] == amended[1]
    assert "flanking" not in rules_for(source)
    assert isinstance(StateInline(source, parser, {}, []), StateInline)


# Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("nothing at all", []),
        ("a http://b.c (HTTPS://d.e) www.f.g Www.h.i", [2, 14, 27]),
        ("xhttp://a.b /www.a.b @www.a.b -www.a.b", []),
        ("mailto:https://a.b", [0, 7]),
        ("mttp://a.b hailto:a://b wttps://c", []),
        ("a_bc@d.e f@g.h www.i.j mailto:k", [0, 2, 9, 15, 23]),
        ("http://", []),
        ("écrire:www.é.fr", [7]),
    ],
)
def test_an_address_may_begin_where_no_word_goes_on(text: str, expected: list[int]) -> None:
    assert beginnings(text) == expected


def linked(text: str) -> list[tuple[str, str]]:
    """Return the links of a text: what they say, and where they lead."""
    parser = newsroom_parser("en", rules_for(text))
    (inline,) = [it for it in parser.parse(text, {"ids": set()}) if it.type == "inline"]
    children = inline.children or []
    return [
        (children[number + 1].content, str(token.attrs["href"]))
        for number, token in enumerate(children)
        if token.type == "link_open"
    ]


WEB = "https://example.org"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (f"See {WEB} and {WEB}/a.", [WEB, f"{WEB}/a"]),
        ("HTTPS://EXAMPLE.ORG/A", ["HTTPS://EXAMPLE.ORG/A"]),
        (f"{WEB}/a?b=c&d=e#f, {WEB}?x!", [f"{WEB}/a?b=c&d=e#f", f"{WEB}?x"]),
        (f"({WEB}/a_(b)) [{WEB}/a] {WEB}/(a", [f"{WEB}/a_(b)", f"{WEB}/a", f"{WEB}/(a"]),
        (f"{WEB}/a)))) {WEB}/(a)(b)c", [f"{WEB}/a", f"{WEB}/(a)(b)c"]),
        (f"{WEB}/a&hellip; {WEB}/a?b&c; {WEB}/a;", [f"{WEB}/a", f"{WEB}/a?b", f"{WEB}/a"]),
        (f"*{WEB}/a* _{WEB}/b_ **{WEB}/c** ~~{WEB}/d~~", [f"{WEB}/{it}" for it in "abcd"]),
        (f"{WEB}/__init__.py {WEB}/a*b*c", [f"{WEB}/__init__.py", f"{WEB}/a*b*c"]),
        (f"{WEB}:8080/a {WEB}:", [f"{WEB}:8080/a", WEB]),
        (f"“{WEB}/a” '{WEB}/b' «{WEB}/c» {WEB}/d’s {WEB}/e…", [f"{WEB}/{it}" for it in "abcde"]),
        (f"请看{WEB}/中国。看「{WEB}/a」和（{WEB}/b）", [f"{WEB}/中国", f"{WEB}/a", f"{WEB}/b"]),
        (f"请看{WEB}是的 انظر {WEB}/ا، ثم", [WEB, f"{WEB}/ا"]),
        (f"Source:{WEB} {WEB}/\u200b {WEB}/a\u00a0b", [WEB, f"{WEB}/", f"{WEB}/a"]),
        ("https://müller.example/ü http://例え.テスト/", ["https://müller.example/ü", "http://例え.テスト/"]),
        (f"{WEB}/a<b> {WEB}/c`d`", [f"{WEB}/a", f"{WEB}/c"]),
        (f"https://archive.example/{WEB}/a", [f"https://archive.example/{WEB}/a"]),
        # No address, or none that could be published.
        ("https:// https://localhost/a https://a_b.example https://x.a_b/c", []),
        ("https://https://example.org ftp://example.org xhttps://example.org", []),
        ("https://user:word@example.org/ https://bank.example@evil.example/", []),
        ("www. www.- xwww.example.org a.www.example.org/www.b.c", []),
        ("@user@social.example left-pad@1.2.3 a@b a@b. a.b-c_d@a.b_ a.b-c_d@a.b-", []),
    ],
)  # fmt: skip
def test_an_address_in_a_text_is_a_link(text: str, addresses: list[str]) -> None:
    assert linked(text) == [(it, it) for it in addresses]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("www.example.org/a.", [("www.example.org/a", "http://www.example.org/a")]),
        ("Mail:a+b@c.example.", [("a+b@c.example", "mailto:a+b@c.example")]),
        ("MAILTO:a@b.example", [("MAILTO:a@b.example", "MAILTO:a@b.example")]),
        ("a_b@c-d.example/e", [("a_b@c-d.example", "mailto:a_b@c-d.example")]),
        (f"{WEB}/a\\_b?c=1&amp;d=2", [(f"{WEB}/a_b?c=1&d=2",) * 2]),
        (f"[{WEB}/a]({WEB}/b) `{WEB}/c` <{WEB}/d>", [(f"{WEB}/a", f"{WEB}/b"), (f"{WEB}/d",) * 2]),
        (f"[a {WEB}/x b](/c)", [(f"a {WEB}/x b", "/c")]),
        (f'<a href="{WEB}/x">{WEB}/x</a> {WEB}/y', [(f"{WEB}/y",) * 2]),
    ],
)  # fmt: skip
def test_a_link_says_what_is_written(text: str, links: list[tuple[str, str]]) -> None:
    assert linked(text) == links


def test_addresses_stay_what_they_are_in_code_pictures_and_definitions() -> None:
    text = f"    {WEB}\n\n```\n{WEB}\n```\n\n![{WEB}](a.jpg)\n\n[a]: {WEB}\n\n## {WEB}\n"
    rendered = render(text, OPTIONS)
    assert "".join(rendered.body.literals).count("<a ") == 1
    assert rendered.pictures[0].alt == rendered.headings[0].text == WEB
    assert rendered.problems == ()


@pytest.mark.parametrize("text", ["https://a.example/", "<p>b</p>\n\nhttps://a.example/"])
@pytest.mark.parametrize(("language", "isolated"), [("ar", True), ("he", True), ("fr", False)])
def test_between_words_from_right_to_left_an_address_runs_from_left_to_right(
    text: str, language: str, *, isolated: bool
) -> None:
    said = "".join(render(text, MarkdownOptions(language=language)).body.literals)
    words = '<bdi dir="ltr">https://a.example/</bdi>' if isolated else "https://a.example/"
    assert f'<a href="https://a.example/">{words}</a>' in said
    assert "bdi" not in "".join(render("[a](b) [c](https://d.example/)", OPTIONS).body.literals)


# Tasks and ids ------------------------------------------------------------------------------------


def test_the_boxes_of_tasks_are_marks() -> None:
    assert html("- [ ] a\n- [x] *b*\n- [X]\n  c\n- [ ]\n- [y] d\n\n[ ] e").split("\n") == [
        "<ul>",
        '<li class="task">☐ a</li>',
        '<li class="task">☑\ufe0e <em>b</em></li>',
        '<li class="task">☑\ufe0e',
        "c</li>",
        "<li>[ ]</li>",
        "<li>[y] d</li>",
        "</ul>",
        "<p>[ ] e",
    ]
    assert (
        html("1. [x] a\n\n   b")
        == '<ol>\n<li class="task">\n<p>☑\ufe0e a</p>\n<p>b</p>\n</li>\n</ol>'
    )
    assert "☑" not in html("- ## [x] a")
    assert '<li class="task">☐ a' in html("- [ ] a <b>c</b>")


@pytest.mark.parametrize(
    ("line", "id_", "text"),
    [
        ("## H {#other}", "other", "H"),
        ("## H{#other}", "other", "H"),
        ('## H {#other .a b=c d="e"} ##', "other", "H"),
        ("## H ## {#other}", "other", "H"),
        ("## H {: #other .a}", "other", "H"),
        ("H {#其他}\n---", "其他", "H"),
        ("## H {.a}", "h", "H"),
        ("## H {: .a }", "h", "H"),
        ("## *H* {#A.b:c_d-1}", "A.b:c_d-1", "H"),
        ("## H `{#a}`", "h-a", "H {#a}"),
        ("## H \\{#a}", "h-a", "H {#a}"),
        ("## H {a}", "h-a", "H {a}"),
        ("## H {#a #b}", "h-a-b", "H {#a #b}"),
        ("## H {#a}.", "h-a", "H {#a}."),
    ],
)  # fmt: skip
def test_a_heading_has_the_id_that_it_is_given(line: str, id_: str, text: str) -> None:
    rendered = render(line + "\n", OPTIONS)
    assert [(it.id, it.text) for it in rendered.headings] == [(id_, text)]
    assert rendered.anchors == (id_,)
    assert all("another program" in it.message for it in rendered.problems)
    assert bool(rendered.problems) == ("{#" in text and "`" not in line and "\\" not in line)


def test_what_is_no_attribute_stays_in_the_heading_and_is_told() -> None:
    rendered = render("## It is {:k=>42}\n", MarkdownOptions())
    assert [(it.id, it.text) for it in rendered.headings] == [("it-is-k-42", "It is {:k=>42}")]
    assert [it.column for it in rendered.problems] == [10]


def test_an_id_is_given_once() -> None:
    text = "## b\n\n## a {#b}\n\n## c {#b}\n\n## d {#page_main}\n\n## e {#a&b}\n\n## b\n"
    rendered = render(text, OPTIONS)
    assert [it.id for it in rendered.headings] == ["b-2", "b", "c", "d", "e", "b-3"]
    assert [(it.line, it.column, it.message) for it in rendered.problems] == [
        (5, 7, "`b` is the id of another heading"),
        (7, 7, "`page_main` is no id that a heading may have"),
        (9, 7, "`a&b` is no id that a heading may have"),
    ]


def test_no_such_text_takes_long() -> None:
    for piece in ("http://a.", "a@b.", "https://a.b/(", "www.a.b/)", "a_", "字**(", "a.b@", "&a;"):
        for text in (piece * 3_000, f"{WEB}/" + piece * 3_000, "## H {" + piece * 3_000 + "}"):
            began = time.process_time()
            render(text, OPTIONS)
            assert time.process_time() - began < 1, text[:20]
