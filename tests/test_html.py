"""HTML in Markdown: tags as browsers read them, what may stay of them, the paragraphs around.

Whole cases stand in `tests/fixtures/html.md`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from html5lib._tokenizer import HTMLTokenizer
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.markdown.html.elements import admit
from sitegen.content.markdown.html.films import film
from sitegen.content.markdown.html.paragraphs import tidied
from sitegen.content.markdown.html.sanitise import sanitise
from sitegen.content.markdown.html.tags import Broken, Tag, TagReader, read_html
from sitegen.content.markdown.html.unread import looks_like_html, unread_markdown
from sitegen.content.markdown.render import MarkdownOptions, render
from sitegen.model import LINK, NOTES, Body, Slot
from sitegen.pages.fragments import filled
from sitegen.pages.slots import InWords
from sitegen.search.texts import plain_text
from tests.html import dead_links, parsed
from tests.newsroom import Newsroom, article
from tests.pictures import picture
from tests.shared import examples

Make = Callable[..., Newsroom]

PLAIN = MarkdownOptions()


def read(source: str) -> Tag:
    found = TagReader(source).tag(0)
    assert found is not None
    assert found[1] == len(source), "nothing is left over"
    return found[0]


# Tags ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "name", "attributes"),
    [
        ("<a>", "a", {}),
        ("<A HREF='x'>", "a", {"href": "x"}),
        ('<a href="x"title="y">', "a", {"href": "x", "title": "y"}),
        ("<a href=/x?a=b&amp;c>", "a", {"href": "/x?a=b&c"}),
        ("<img alt='a' ; src=x.jpg>", "img", {"alt": "a", ";": "", "src": "x.jpg"}),
        ("<b @click='x' :y=1>", "b", {"@click": "x", ":y": "1"}),
        ('<p title="a > b">', "p", {"title": "a > b"}),
        ("<p/class=a/id=b/>", "p", {"class": "a/id=b/"}),
        ("<br/>", "br", {}),
        ("<p id = a\nlang\t=\n'fr'>", "p", {"id": "a", "lang": "fr"}),
        ("<p id=a id=b>", "p", {"id": "a"}),
        ('<p id="">', "p", {"id": ""}),
        ("<p id=>", "p", {"id": ""}),
        ("<p =x>", "p", {"=x": ""}),
        ("<o:p x=1>", "o:p", {"x": "1"}),
        ("<my-own a='1'>", "my-own", {}),
        ("<name>", "name", {}),
    ],
)
def test_a_tag_is_read_as_browsers_read_it(
    source: str, name: str, attributes: dict[str, str]
) -> None:
    tag = read(source)
    assert (tag.name, tag.ends, tag.attributes) == (name, False, attributes)


@pytest.mark.parametrize(
    "source",
    [
        *("<", "<>", "< b>", "<33>", "<a", "<a href='x", '<a href="x>', "<b\u00e9>", "<name,>"),
        *("a <b and c, 1<2>3"[2:], "<i && j>", "<m:abc>", "<x@y.example>", "<name a=>"),
    ],
)
def test_what_is_no_tag_is_text(source: str) -> None:
    assert TagReader(source).tag(0) is None


def test_what_is_no_text_is_read_to_its_end() -> None:
    tag = read("<video poster=a><p>b</p></video >")
    assert (tag.source, tag.inside) == ("<video poster=a>", "<p>b</p>")


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("a<!-- <b> -->c<?d?>e", ["a", "c", "e"]),
        ("a<i>b</i>", ["a", "<i>", "b", "</i>"]),
        ("1 < 2 <b", ["1 < 2 ", "!<b", "b"]),
        ("a<script>b</script>c", ["a", "<script>", "c"]),
        ("a<script>b", ["a", "<script>"]),
        ("a<iframe>b", ["a", "<iframe>", "b"]),
    ],
)
def test_html_is_text_and_tags(html: str, pieces: list[str]) -> None:
    def shown(piece: str | Tag | Broken) -> str:
        if isinstance(piece, str):
            return piece
        return piece.source if isinstance(piece, Tag) else f"!{piece.written}"

    assert [shown(it) for it in read_html(html)] == pieces


NAMES = st.sampled_from(["a", "b", "p", "td", "x-y", "h2", "A"])
BITS = st.sampled_from([*" \n/='\">;@-:", "id", "x", "href", "&amp;", "é", "<"])


@examples(150)
@given(NAMES, st.lists(BITS, max_size=12).map("".join))
def test_a_known_tag_with_a_value_is_what_an_outside_parser_reads(name: str, inside: str) -> None:
    """The browsers' algorithm, as html5lib has it, on all that this reader takes for a tag."""
    source = f"<{name} x=1 {inside}>"
    read = TagReader(source).tag(0)
    if read is None or name == "x-y":
        return
    tag, end = read
    tokens = [it for it in HTMLTokenizer(source[:end]) if "name" in it]
    assert len(tokens) == 1
    assert tokens[0]["name"] == tag.name
    attributes: Any = tokens[0]["data"]
    assert dict(attributes) == tag.attributes


# What may stay ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<p class=a style='color: red' align=right width=5 data-x=1 aria-label=b role=c>",
        "<a rel=nofollow target=_blank>",
        "<td bgcolor=red valign=top nowrap>",
        "<font color=red>",
        "<section>",
        "<noscript>",
        "<o:p>",
        "<link rel=stylesheet href=x.css>",
    ],
)
def test_what_no_reader_sees_is_not_told(source: str) -> None:
    assert admit(read(source)).faults == ()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<p onclick=x>", "`onclick` was removed from `<p>`"),
        ("<p @click=x>", "`@click` in `<p>` is no attribute"),
        ("<p style='display:none'>", "what this `<p>` hid is shown: styles are not kept"),
        ("<form>", "`<form>` was removed"),
        ("<input>", "`<input>` was removed"),
        ("<name>", "`<name>` is no HTML and was removed"),
        ("<p id='page_x'>", "`page_x` is an id that pages make for themselves"),
        ("<p id='fnref_a-1'>", "`fnref_a-1` is an id that pages make for themselves"),
    ],
)
def test_what_readers_miss_is_told(source: str, told: str) -> None:
    assert [message for message, _ in admit(read(source)).faults] == [told]


@pytest.mark.parametrize(
    ("source", "address", "title"),
    [
        ("<iframe src=https://a.example/b title=C></iframe>", "https://a.example/b", "C"),
        (
            "<iframe src=https://www.a.example/b/></iframe>",
            "https://www.a.example/b/",
            "a.example/b",
        ),
        (
            "<iframe src='//www.youtube-nocookie.com/embed/abcdefghij-?x'></iframe>",
            "https://www.youtube.com/watch?v=abcdefghij-",
            "youtube.com/watch?v=abcdefghij-",
        ),
        (
            "<iframe src='https://player.vimeo.com/video/12?h=3' title=A></iframe>",
            "https://vimeo.com/12",
            "A",
        ),
        ("<video><source src=a.mp4><source src=b.mp4></video>", "a.mp4", "a.mp4"),
        ("<object data=a.swf></object>", "a.swf", "a.swf"),
        ("<object><param name=movie value=a.swf></object>", "a.swf", "a.swf"),
        ("<embed src=a.swf>", "a.swf", "a.swf"),
        ("<iframe src=about:blank></iframe>", "", ""),
    ],
)
def test_a_film_is_where_it_lies(source: str, address: str, title: str) -> None:
    assert film(read(source)) == (address, title)


# Around -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("a <b>c</b>", "<p>a <b>c</b></p>\n"),
        ("<p>a</p> b <h2>c</h2> d", "<p>a</p> <p>b</p> <h2>c</h2> <p>d</p>\n"),
        ("<p>a</p><p> \n</p><p>b</p>", "<p>a</p>\n \n<p>b</p>"),
        ('<p id="x"></p>', '<p id="x"></p>'),
        ("<div>a</div><div>b</div>", "<div>a</div>\n<div>b</div>"),
        ("<div>a<p>b</p>c</div>", "<div><p>a</p>\n<p>b</p>\n<p>c</p>\n</div>"),
        (
            "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
            "<ul><li>a\n<ul><li>b</li>\n</ul>\nc</li>\n</ul>",
        ),
        ("<b>a<p>b</p></b>", "<b>a\n<p>b</p>\n</b>"),
        ('<figure class="m-"></figure>a', '<figure class="m-"></figure>\n<p>a</p>\n'),
        ("a<hr>b", "<p>a</p>\n<hr><p>b</p>\n"),
        ("&nbsp;<p>a</p>", "&nbsp;\n<p>a</p>"),
        ('<q cite="a>b">c</q>', '<p><q cite="a>b">c</q></p>\n'),
        ("<p><span></span></p>a", "<p>a</p>\n"),
    ],
)
def test_words_between_blocks_are_paragraphs(html: str, expected: str) -> None:
    assert tidied(html).rstrip() == expected.rstrip()


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("en", '<q lang="fr">oui</q>', '<q lang="fr">oui</q>'),
        ("en", '<q lang="ar">نعم</q>', '<q lang="ar" dir="rtl">نعم</q>'),
        ("ar", '<q cite="a>b" lang="fr">oui</q>', '<q lang="fr" dir="ltr">oui</q>'),
        ("ar", '<q lang="ku-Arab">ا</q>', '<q lang="ku-Arab">ا</q>'),
        ("fa", '<q lang="en" dir="auto">yes</q>', '<q lang="en" dir="auto">yes</q>'),
        (
            "en",
            '<blockquote lang="he"><p>כן</p></blockquote>',
            '<blockquote lang="he" dir="rtl"><p>כן</p>\n</blockquote>',
        ),
    ],
)
def test_words_of_the_other_direction_run_that_way(language: str, text: str, html: str) -> None:
    body = render(text, MarkdownOptions(language=language)).body
    assert filled(body, "", lambda _, inside: inside).strip().removeprefix("<p>").startswith(html)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>\n## A b\n</p>", (4, "## A b")),
        ("<p>\n* a\n</p>", (4, "* a")),
        ("<div>x [a](b.md)</div>", (7, "[a](b.md)")),
        ("<div>x **a b** c</div>", (7, "**a b**")),
        ("<p>\n1. a\n</p>", (4, "1. a")),
        ("<p>1. May, # 5 - 3 * 2</p>", None),
        ("<pre>\n## A\n</pre>", None),
        ("<p>a\n</p><!--\n## A -->", None),
    ],
)
def test_markdown_is_found_in_html(html: str, found: tuple[int, str] | None) -> None:
    assert unread_markdown(html) == found


@pytest.mark.parametrize(
    ("code", "said"),
    [("<p>a", True), ("</div>", True), ("<!-- a", True), ("<name>", False), ("a <p>", False)],
)
def test_html_is_found_in_code(code: str, said: bool) -> None:
    assert looks_like_html(code) is said


def test_words_of_blocks_never_run_together() -> None:
    html = "<section>A</section><header>B</header>C<br>D <ul><li>E<li>F</ul><p>G<h2>H</h2>I"
    for text in (html, f"Z {html}"):
        rendered = render(text, PLAIN)
        assert rendered.words == len("ABCDEFGHI") + text.startswith("Z")


@pytest.mark.parametrize(
    "text", ["<script>x</script>A", "<style>x</style>\nA", "<font>\nA\n</font>", "<!-- x -->A"]
)
def test_words_of_a_block_are_a_paragraph_though_its_tags_go(text: str) -> None:
    assert "".join(render(text, PLAIN).body.literals).strip() == "<p>A</p>"


def test_an_old_name_with_blanks_is_an_anchor() -> None:
    text = '<a name="Why We  Did It"></a> [a](#Why%20We%20Did%20It) <a href="#Why We Did It">b</a>'
    rendered = render(text, PLAIN)
    assert rendered.problems == ()
    assert rendered.anchors == ("Why-We-Did-It",)
    assert {it.anchor for it in rendered.links} == {"Why-We-Did-It"}


def test_a_frame_that_no_embed_may_show_is_offered_as_a_link() -> None:
    hints = [
        render(f'<iframe src="{address}"></iframe>', PLAIN).problems[0].hint
        for address in ("https://a.example/", "http://a.example/", "/map/")
    ]
    assert hints == [
        "say with `::: embed https://a.example/` and `title:` what it is",
        "write a link that says what it is: `[…](http://a.example/)`",
        "write a link that says what it is: `[…](/map/)`",
    ]


def test_headings_of_both_kinds_share_their_ids_and_ranks() -> None:
    rendered = render("## Talks\n\n<h1>Talks</h1>\n\n<h4 id='own'>Deep</h4>\n", PLAIN)
    assert [(it.level, it.id, it.text, it.line) for it in rendered.headings] == [
        (2, "talks", "Talks", 1),
        (2, "talks-2", "Talks", 3),
        (4, "own", "Deep", 5),
    ]
    assert rendered.anchors == ("talks", "talks-2", "own")
    assert [it.message for it in rendered.problems] == [
        "the headline is the page's level-1 heading",
        "a heading of level 4 follows one of level 2",
    ]


def test_links_of_html_know_their_place() -> None:
    text = "a <a href='x.md'>x</a> <a\nhref='x.md#y'>x</a>\n\n> <div>\n> <a href='z.md'>z</a>\n"
    links = [(it.target, it.anchor, it.line, it.column) for it in render(text, PLAIN).links]
    assert links == [("x.md", "", 1, 3), ("x.md", "y", 1, 24), ("z.md", "", 5, 3)]


# Where it is read ---------------------------------------------------------------------------

STORY = """\
[![A quay](quay.jpg)](other)
*The caption*

[![A tower](quay.jpg)](https://x.example/?a=1&b=2)

<section>One</section><h2>Two</h2>Three

<figure><img src="quay.jpg" alt="A pier"><figcaption>Of the pier</figcaption></figure>

<a name="part2"></a>Part two, see [it](#part2) and <a href="other#end">the end</a>.

<iframe src="https://video.example/7" title="A film"></iframe>
"""


def test_pictures_and_html_reach_pages_feeds_and_search(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article(
                body=STORY, image="{src: quay.jpg, alt: A harbour, credit: Graphics desk}"
            ),
            "content/articles/other.md": article("Other", "Words.\n\n<p id='end'>End</p>"),
            "content/articles/quay.jpg": picture(),
        }
    ).build()
    tree = site.tree()
    page = parsed(tree["2026/03/a/index.html"])
    leads = [it.get("href") for it in page.iter("a") if it.find(".//img") is not None]
    assert leads == ["/2026/03/other/", "https://x.example/?a=1&b=2"]
    told = ["".join(it.itertext()).strip() for it in page.iter("figcaption")]
    credit = "Picture: Graphics desk"
    assert told == [
        *(credit, f"The caption {credit}", credit, f"Of the pier {credit}"),
        "A film\xa0· video.example",
    ]
    assert dead_links(tree, "https://test.example/") == []
    hrefs = {it.get("href") for it in page.iter("a")}
    assert {"#part2", "/2026/03/other/#end"} <= hrefs
    (text,) = [
        it["content_html"]
        for it in json.loads(tree["feed.json"])["items"]
        if "Three" in it["content_html"]
    ]
    assert '<a href="https://test.example/2026/03/other/"><img' in text
    assert "<div>One</div>\n<h2>Two</h2>\n<p>Three</p>" in text
    assert 'href="https://test.example/2026/03/a/#part2"' in text
    assert '<a href="https://video.example/7">A film</a>' in text
    words = plain_text(
        render(STORY, PLAIN).body, InWords(["The caption", "", "Of the pier"])
    ).split()
    assert " ".join(words[2:9]) == "One Two Three Of the pier Part"


@pytest.mark.parametrize(
    ("address", "passes"),
    [
        *((it, False) for it in ("/held/", "held.md", "../held/", "?q=a", "#here", "", "m0-")),
        *((it, False) for it in ("//elsewhere.example/", "javascript:x", "data:,x", "#fn_1")),
        *((it, True) for it in ("https://a.example/", "mailto:a@b.example", "tel:+431")),
    ],
)
def test_the_last_gate_alone_lets_no_address_through_that_was_not_checked(
    address: str, *, passes: bool
) -> None:
    body = sanitise(Body((f'<p><a href="{address}">in</a></p>',), ()), "en")
    attribute = f' href="{address}"' if passes else ""
    assert body == Body((f"<p><a{attribute}>in</a></p>\n",), ())


@pytest.mark.parametrize(
    "body",
    [
        Body(("<p>", "a link", "</p>\n"), (Slot(LINK, links=(0,)), None)),
        Body(("", "", "\n"), (Slot("anything", texts=("said",)), None)),
        Body(("", "with a caption", "\n"), (Slot("anything", pictures=(0,)), None)),
        Body((f'<p><a href="#fn_{NOTES}-1">1</a></p>\n',), ()),
        Body((f'<p><a href="#fnref_{NOTES}-1">back</a></p>\n',), ()),
    ],
)
def test_the_last_gate_lets_pass_what_is_ours(body: Body) -> None:
    assert sanitise(body, "ar") == body


def test_a_caption_with_a_link_stands_apart_from_a_picture_that_a_link_goes_round() -> None:
    text = '<a href="/x/">\n\n![alt](a.jpg)\n*see [y](/y/)*\n\n</a>\n'
    body = render(text, PLAIN).body
    html = filled(body, "", lambda slot, inside: f"[{slot.name} {inside}]")
    assert html == "[link \n[figure ]\n]\n<p>[link see ][link y]</p>\n"


def test_a_link_to_the_top_needs_no_anchor_there(newsroom: Callable[..., Newsroom]) -> None:
    text = '<p><a href="#top">a</a></p>\n\n[b](b.md#top) [c](/asia/#TOP)'
    site = newsroom(
        {
            "content/articles/a.md": article(body=text),
            "content/articles/b.md": article("B"),
        }
    ).build()
    page = site.read("2026/03/a/index.html")
    for href in ("#top", "/2026/03/b/#top", "/asia/#TOP"):
        assert f'href="{href}"' in page
