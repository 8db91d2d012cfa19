"""A stranger's article, picture or file is safe to build and to read: a problem or a page.

What `make fuzz` finds becomes a row here.
"""

import gc
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from sitegen.config import read_config
from sitegen.content import frontmatter, frontmatter_yaml
from sitegen.content.discover import discover
from sitegen.content.markdown import newsroom as newsroom_html
from sitegen.content.markdown.html import balance
from sitegen.content.parse import ParseOptions, decode_body, decode_document, parse
from sitegen.content.places import LARGEST, LARGEST_STYLESHEET, MIB
from sitegen.errors import ConfigError
from sitegen.field_types import MOST_TAGS
from sitegen.model import Body, Document
from sitegen.pictures.rights import read_rights
from sitegen.pictures.svg import LARGEST_FILE, probe_svg
from sitegen.pictures.unfolded import MOST as MOST_ELEMENTS
from sitegen.statcache import StatCache
from sitegen.urls import LONGEST, LONGEST_PATH
from tests.harmless import body_faults
from tests.metadata import Xmp, with_metadata
from tests.newsroom import Newsroom, article
from tests.pictures import picture
from tests.serving import served

Make = Callable[..., Newsroom]

OPTIONS = ParseOptions("Europe/Berlin", "en", trust_html=False)
EXAMPLES = int(os.environ.get("SITEGEN_EXAMPLES", "0"))
FRONT = "---\nheadline: A\ndek: B\ndate: 2026-03-01\n"


def told(text: str | bytes, kind: Any = "article") -> tuple[Document, Body]:
    """Parse a file; every problem must stand in it."""
    raw = text.encode() if isinstance(text, str) else text
    parsed = parse(raw, kind, OPTIONS)
    document, body = decode_document(parsed.document), decode_body(parsed.body)
    for problem in document.problems:
        assert 1 <= problem.line <= raw.count(b"\n") + 1
        assert problem.column >= 1
        assert problem.message
    assert len(body.literals) == len(body.slots) + 1
    return document, body


def errors(document: Document) -> list[str]:
    return [it.message for it in document.problems if it.severity == "error"]


# Time and size ------------------------------------------------------------------------------

BODIES: dict[str, Callable[[int], str]] = {
    "quotations": lambda n: "> " * n + "x",
    "quoted lines": lambda n: "> x\n" * n,
    "lists": lambda n: "- " * n + "x",
    "indented lists": lambda n: "".join(f"{'  ' * (it % 40)}- x\n" for it in range(n)),
    "brackets": lambda n: "[" * n + "x" + "]" * n,
    "pictures in pictures": lambda n: "![" * n + "x" + "](y)" * n,
    "unfinished links": lambda n: "[a](<b" * n,
    "stars": lambda n: "*" * n + "a" + "*" * n,
    "emphasis": lambda n: "*a **b " * n,
    "strikethrough": lambda n: "~~a~~" * n,
    "backticks": lambda n: "`a``" * n,
    "straight quotes": lambda n: '"' * n,
    "entities": lambda n: "&#" * n,
    "unclosed elements": lambda n: "<div>" * n,
    "unclosed inline elements": lambda n: "x " + "<b>" * n + "</i>" * n,
    "elements that go on": lambda n: "".join(f'<p><b lang="a{it}"></p>' for it in range(n)),
    "comments": lambda n: "<!--" * n,
    "instructions": lambda n: "x " + "<?" * n,
    "attributes": lambda n: "<p" + " onclick=a" * n + ">",
    "attributes without end": lambda n: "x " + "<a b=c " * n + "\n>'",
    "values that never close": lambda n: "x " + "<a b='c\" d=\"e' " * n + ">",
    "tags in values": lambda n: "x " + '<a b="<a c=>" ' * n,
    "films without end": lambda n: "x " + "<video><iframe>" * n,
    "films": lambda n: "<object>" * n + "</object>" * n,
    "pictures in HTML": lambda n: "<figure>" * 50 + '<img src="a.jpg">' * n,
    "figures": lambda n: "<figure><img src=a.jpg><figcaption>b</figcaption></figure>" * n,
    "addresses beside pictures": lambda n: "www.a.b ![c@d](e.jpg)" * n,
    "rows of pictures": lambda n: "![a](b.jpg) c\n" * n,
    "pictures and captions": lambda n: "![a](b.jpg)\n*c " * n,
    "linked pictures": lambda n: "[![a](b.jpg)](c.md) " * n,
    "headings in HTML": lambda n: "<h2>a " * n,
    "links in HTML": lambda n: "x " + "<a href=b.md><img src=a.jpg>" * n,
    "anchors in HTML": lambda n: "<i id=a></i>" * n,
    "Markdown in HTML": lambda n: "<p>\n" + "[a](b **c\n" * n,
    "scripts": lambda n: "x <script>a</script> " * n,
    "wide table": lambda n: f"|{'a|' * n}\n|{'-|' * n}\n|{'b|' * n}\n",
    "long table": lambda n: "a|b\n-|-\n" + "x\n" * n,
    "footnotes": lambda n: "x[^a]\n\n[^a]: " + "[^a] " * n,
    "notes in notes": lambda n: "^[" * n + "a" + "]" * n,
    "undefined footnotes": lambda n: "[^a" * n,
    "definitions": lambda n: "".join(f"[a{it}]: https://x.y\n" for it in range(n)) + "\n[a1]",
    "unfinished titles": lambda n: '[a]: b "c\n' * n,
    "one long definition": lambda n: f"[a]: https://x.y/{'b' * n}\n\n" + "[a] " * n,
    "one long title": lambda n: f'[a]: https://x.y "{"b" * n}"\n\n' + "[a] " * n,
    "escaped links": lambda n: "[a](b&amp;.md) " * n,
    "headings": lambda n: "## a\n" * n,
    "ends of blocks": lambda n: ":::\n" * n,
    "boxes": lambda n: "::: factbox x\n" * n,
    "timelines": lambda n: "::: timeline\n- 2020: x\n:::\n" * n,
    "turned text": lambda n: "a\u202e" * n,
    "one line": lambda n: "a " * 10 * n,
}
FRONTS: dict[str, Callable[[int], str]] = {
    "tags": lambda n: f"tags: [{'a,' * n}]\n",
    "YAML tags": lambda n: f"tags: [{'!a b,' * n}]\n",
    "outline": lambda n: f"section_headings: [{','.join(f'z{it}' for it in range(n))}]\n",
    "unknown keys": lambda n: "".join(f"k{it}: x\n" for it in range(n)),
    "anchors": lambda n: "".join(f"k{it}: &a{it} x\n" for it in range(n)),
}


def seconds(work: Callable[[], object]) -> float:
    gc.disable()  # how much it has to do depends on all other tests
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("name", [*BODIES, *FRONTS])
def test_time_grows_with_the_length_and_not_with_its_square(name: str) -> None:
    make = BODIES.get(name)
    front = FRONTS.get(name)
    size = 8000 if EXAMPLES and make else 800

    def text(n: int) -> str:
        return f"{FRONT}---\n{make(n)}" if make else f"{FRONT}{front(n) if front else ''}---\n"

    # Four times the text: 4 if time is linear, 16 if it is square. The machine may be busy.
    def seconds_of(n: int) -> float:
        source = text(n)
        return seconds(lambda: told(source))

    ratios = (seconds_of(4 * size) / max(seconds_of(size), 0.002) for _ in range(4))
    assert any(ratio < 10 for ratio in ratios)


@pytest.mark.parametrize("name", BODIES)
def test_no_page_is_much_larger_than_its_text(name: str) -> None:
    text = f"{FRONT}---\n{BODIES[name](1000)}"
    _, body = told(text)
    assert sum(map(len, body.literals)) < 50 * len(text) + 200_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRONT + "kicker: " + "a" * 10_000_000 + "\n---\n", "the file is larger than 2 MiB"),
        (FRONT + "kicker: " + "a" * 1_000_000 + "\n---\n", "the front matter is larger than"),
        (FRONT + "kicker: &a x\n---\n", "`&a` is an anchor"),
        (FRONT + "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n", "`*a` is an alias"),
        (FRONT + "<<: {kicker: x}\n---\n", "`<<` merges mappings"),
        (FRONT + "kicker: !!python/object/apply:os.system [x]\n---\n", "is a tag"),
        (FRONT + "kicker: !!binary aGk=\n---\n", "`!!binary` is a tag"),
        (FRONT + "%TAG ! tag:x,2000:\n---\n", "this is not YAML"),
        (FRONT + "kicker: " + "[" * 5000 + "\n---\n", "nested deeper than 20 levels"),
        (FRONT + "kicker: " + "{a: " * 5000 + "\n---\n", "nested deeper than 20 levels"),
        (FRONT + 'kicker: "\\u202Egpj"\n---\n', "`kicker` holds the hidden character U+202E"),
        (FRONT + 'kicker: "\\x1b[31m"\n---\n', "`kicker` holds the hidden character U+001B"),
        (FRONT + "kicker: a\u2066b\n---\n", "the hidden character U+2066 is not allowed"),
        (FRONT + "---\n" + "<div>" * 200, "too much HTML is open here"),
        (FRONT + "---\n" + "*a **b " * 100 + "x" + "** c* " * 100, "stand too deeply"),
        (FRONT + "---\n[a](https://x.y/" + "b" * 3000 + ")", "has 3,012 characters"),
        (FRONT + "---\na &#x202E; b", "(`&#x202E;`)"),
        (FRONT + "---\na &#0008238 b", "(`&#0008238`)"),
        (FRONT + "---\n> a \u2067b", "(U+2067)"),
    ],
    ids=lambda it: it[-30:] if it.startswith("---") else it,
)
def test_what_is_refused_is_said_at_its_place(text: str, expected: str) -> None:
    document, _ = told(text)
    assert any(expected in message for message in errors(document)), document.problems


def test_marks_of_direction_are_good_text() -> None:
    document, _ = told(
        FRONT
        + "kicker: \u200fالعربية\u200f (\u200eA\u200e)\n---\n"
        + "كلمات \u200f(\u200eA\u200e)\u200f &rlm;"
    )
    assert not document.problems


def test_a_file_of_mistakes_is_remembered_in_little_room() -> None:
    document, _ = told(FRONT + "---\n" + "[a](javascript:b)\n\n" * 1000)
    assert document.problems.errors == 1000
    assert len(document.problems.packed) < 10_000


# Addresses ----------------------------------------------------------------------------------

ATTACKS = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:x"),
    *("java\tscript:alert(1)", "java\nscript:alert(1)", "javascript&colon;alert(1)"),
    *("javascript&#58;alert(1)", "&#106;avascript:x", "&#x6A&#x61vascript:x", "java&Tab;script:x"),
    *(
        "java&NewLine;script:x",
        "javascript%3Aalert(1)",
        "%6Aavascript:alert(1)",
        "&#1;javascript:x",
    ),
    *("\u00a0javascript:x", "\u2028javascript:x", "\u200bjavascript:x", "\uff4aavascript:x"),
    *(
        "javascript\uff1ax",
        "./javascript:x",
        "?javascript:x",
        "x:javascript:x",
        "feed:javascript:x",
    ),
    *("data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4="),
    *("DATA:image/svg+xml,<svg onload=alert(1)>", "vbscript:msgbox(1)", "VBScript:x"),
    *("file:///etc/passwd", "blob:https://x/1", "filesystem:https://x", "view-source:https://x"),
    *("//evil.example/x", "\\\\evil.example\\x", "/\\evil.example", "https:evil.example"),
    *("https:///evil.example", "https://good.example@evil.example", "https://a:b@evil.example"),
    *('https://evil.example/"onmouseover=alert(1) x="', "https://evil.example/\u202egpj.exe"),
    *("about:blank", "ws://evil.example", "intent://evil.example", "ms-word:ofe|u|https://x"),
]
PLACES: dict[str, str] = {
    "link": "[a](<{}>)",
    "bare link": "[a]({})",
    "picture": "![a](<{}>)",
    "autolink": "<{}>",
    "definition": "[a]\n\n[a]: <{}>",
    "picture's definition": "![a][b]\n\n[b]: <{}>",
    "link in a footnote": "a[^1]\n\n[^1]: [b](<{}>)",
    "link in a table": "|[a](<{}>)|\n|-|",
    "link in a box": "::: factbox [a](<{}>)\n[b](<{}>)\n:::",
    "figure": "::: figure {0}\nalt: b\nlicense: {0}\n:::",
    "embed": "::: embed {0}\ntitle: x\nposter: {0}\n:::",
    "HTML": '<a href="{}">x</a>',
    "HTML in text": "x <a href='{}'>x</a>",
    "HTML without quotes": "x <a href={}>x</a>",
    "citation": '<q cite="{0}">x</q> <del cite="{0}">x</del>',
    "HTML that loads": '<img src="{0}"><iframe src="{0}"></iframe><video poster="{0}"></video>',
    "HTML that sends": '<form action="{0}"><button formaction="{0}">x</button></form>',
    "HTML that moves": '<base href="{0}"><meta http-equiv="refresh" content="0;url={0}">',
    "style": '<p style="background: url({0})">x</p><style>p {{ background: url({0}) }}</style>',
    "SVG": '<svg><a href="{0}" xlink:href="{0}"><image href="{0}"/></a></svg>',
}
KEYS = {
    "source": "sources: [{{title: a, url: {}}}]",
    "related": "related: [{{headline: a, url: {}}}]",
    "licence": "image: {{src: a.jpg, alt: b, license: {}}}",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_address_does_harm_wherever_it_stands_in_a_body(place: str) -> None:
    for attack in ATTACKS:
        _, body = told(f"{FRONT}---\n{PLACES[place].format(attack, attack)}\n")
        assert body_faults(body) == [], attack


@pytest.mark.parametrize("key", KEYS)
def test_no_address_does_harm_in_front_matter(key: str) -> None:
    for attack in ATTACKS:
        quoted = msgspec.json.encode(attack).decode()
        document, _ = told(f"{FRONT}{KEYS[key].format(quoted)}\n---\nWords.\n")
        assert errors(document), attack


def test_no_address_does_harm_on_the_page_of_an_author() -> None:
    for attack in ATTACKS:
        quoted = msgspec.json.encode(attack).decode()
        front = f"---\nname: A\nlinks: [{{label: a, url: {quoted}}}]\n---\n"
        assert errors(told(front, "author")[0]), attack


# Names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("articles/con.md", "Windows cannot hold"),
        ("articles/Aux/index.md", "Windows cannot hold"),
        ("articles/lpt1.x.md", "Windows cannot hold"),
        ("articles/a:b.md", "Windows cannot hold"),
        ("articles/a\\..\\b.md", "Windows cannot hold"),
        ("articles/a./index.md", "Windows cannot hold"),
        ("articles/a /index.md", "Windows cannot hold"),
        ("fonts/nul.ttf", "Windows cannot hold"),
        ("articles/a\x1b]0;b\x07.md", "hidden character U+001B"),
        ("articles/a\n::error::b.md", "Windows cannot hold"),
        ("articles/a\u202edm.md", "hidden character U+202E"),
        ("articles/\ufb01.md", None),
        ("articles/console.md", None),
        ("articles/.hidden.md", None),
    ],
)
def test_names_of_files_that_harm_others_are_refused(
    newsroom: Make, path: str, expected: str | None
) -> None:
    site = newsroom({f"content/{path}": article()})
    said = [str(it) for it in discover(site.root, StatCache({})).problems]
    assert [expected in it for it in said] == [True] if expected else not said, said
    assert all(it.isprintable() for line in said for it in line.splitlines())


GIBIBYTES = 3 * 1024**3


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/b.md", "b.md:1:1: error: the file is larger than 2 MiB"),
        ("content/pages/b.md", "b.md:1:1: error: the file is larger than 2 MiB"),
        ("content/authors/b.md", "b.md:1:1: error: the file is larger than 2 MiB"),
        ("content/style.toml", "style.toml:1:1: error: the file is larger than 2 MiB"),
        ("content/font.ttf", "font.ttf:1:1: error: the file is larger than 64 MiB"),
        ("templates/base.html", "base.html:1:1: error: the file is larger than 2 MiB"),
        ("static/a.css", "a.css:1:1: error: the file is larger than 4 MiB"),
        ("static/film.mp4", "film.mp4:1:1: error: the file is larger than 1,024 MiB"),
        ("content/articles/p.jpg", "a.md:7:14: error: `p.jpg` is larger than 256 MiB"),
        ("content/images/q.svg", "q.svg:1:1: error: the file is larger than 256 MiB"),
    ],
)
def test_a_file_that_is_too_large_is_not_even_read(newsroom: Make, path: str, said: str) -> None:
    image = "{src: p.jpg, alt: A quay, credit: AFP}"
    site = newsroom(
        {"content/articles/a.md": article(image=image), "content/articles/p.jpg": picture()}
    )
    (site.root / path).parent.mkdir(parents=True, exist_ok=True)
    began = time.process_time()
    with (site.root / path).open("wb") as file:
        file.truncate(GIBIBYTES)  # a hole: it takes no room
    assert said in site.fail()
    assert time.process_time() - began < 2


def test_a_configuration_that_is_too_large_is_not_even_read(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article()})
    with (site.root / "content/site.toml").open("wb") as file:
        file.truncate(GIBIBYTES)
    for command in ("build", "check", "due"):
        said = site.run(command)
        assert (said.exit_code, said.stderr.splitlines()[0]) == (
            2,
            "content/site.toml:1:1: error: the file is larger than 2 MiB",
        )


@pytest.mark.parametrize("folder", ["static/a", "content/images", "content/articles"])
def test_names_that_differ_in_case_or_form_only_are_refused(newsroom: Make, folder: str) -> None:
    names = ["Quay.jpg", "quay.jpg", "caf\u00e9.jpg", "cafe\u0301.jpg"]
    site = newsroom({f"{folder}/{name}": picture() for name in names})
    said = [it.message for it in discover(site.root, StatCache({})).problems]
    assert len(said) == 2, said


@pytest.mark.parametrize("link", ["/etc/passwd", "../../../outside", "loop", "nowhere"])
@pytest.mark.parametrize("path", ["content/articles/l.md", "templates/l.html", "static/l.css"])
def test_links_that_lead_out_of_the_site_are_refused(newsroom: Make, path: str, link: str) -> None:
    site = newsroom({"content/articles/a.md": article(), "templates/card.html": "x"})
    (site.root.parent / "outside").write_text("secret")
    (site.root / path).parent.mkdir(parents=True, exist_ok=True)
    (site.root / path).symlink_to(Path(path).name if link == "loop" else link)
    found = discover(site.root, StatCache({}))
    assert [it.path for it in found.problems] == [path]
    assert path not in found.sources


def test_a_link_in_the_output_is_never_followed(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article()}).build()
    site.remove("content/articles/a.md")
    outside = site.root.parent / "outside"
    (site.output / "2026").rename(outside)
    (site.output / "2026").symlink_to(outside)
    before = site.tree(outside)
    site.run("build", "--now", "2026-06-01T12:00:00+00:00")
    assert site.tree(outside) == before


def test_addresses_that_windows_cannot_hold_are_refused(newsroom: Make) -> None:
    site = newsroom(
        {
            "content/articles/a.md": article(slug="con"),
            "content/articles/b.md": article(tags="[nul]", aliases="[/u.s./x/]"),
        }
    )
    said = site.fail()
    assert "a.md:7:7: error: Windows cannot hold a file called `con`" in said
    assert "b.md:1:1: error: Windows cannot hold a file called `nul`" in said
    assert "b.md:8:11: warning: Windows cannot hold a file called `u.s.`" in said


def test_messages_cannot_steer_a_terminal(newsroom: Make) -> None:
    site = newsroom({"content/articles/a.md": article(body="[a](x%1B%5D0;y%07.md)")})
    said = site.fail()
    assert all(line.isprintable() for line in said.splitlines())
    assert "\\u001b" in said


# Pictures -----------------------------------------------------------------------------------

QUOTED = "image('a"
BACKSLASH = "a\\:b{c:d}"
DRAWINGS: dict[str, Callable[[int], str]] = {
    "numbers": lambda n: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{"1" * n} 0 0 x"/>',
    "lengths": lambda n: f'<svg xmlns="http://www.w3.org/2000/svg" width="{"1" * n}z"/>',
    "functions": lambda n: drawing(f"<style>{'image((' * n}</style>"),
    "quotes": lambda n: drawing(f"<style>{QUOTED * n}</style>"),
    "statements": lambda n: drawing(f"<style>{'@import(' * n}</style>"),
    "elements": lambda n: drawing("<g/>" * n),
    "escapes": lambda n: drawing(f"<style>{BACKSLASH * n}</style>"),
    "addresses": lambda n: drawing(f"<style>{'url( a ' * n}</style>"),
    "blocks": lambda n: drawing(f"<style>{'a{' * n}</style>"),
    "compounds": lambda n: drawing(f"<style>{'.a' * n}{{fill:url(#a)}}</style>"),
    "selectors": lambda n: drawing(f"<style>{'.a,' * n}a{{fill:url(#a)}}</style>"),
    "rules": lambda n: drawing(
        "<style>"
        + "".join(f".a{it}{{fill:url(#a)}}" for it in range(n))
        + "</style>"
        + "".join(f'<path class="a{it}"/>' for it in range(n))
    ),
    "circles": lambda n: drawing(
        "".join(f'<mask id="m{it}"><g mask="url(#m{it + 1})"/></mask>' for it in range(n))
        + f'<g id="m{n}" mask="url(#m0)"/>'
    ),
}


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    def seconds_of(n: int) -> float:
        data = DRAWINGS[name](n).encode()
        return seconds(lambda: probe_svg(data))

    ratios = (seconds_of(8000) / max(seconds_of(2000), 0.002) for _ in range(4))
    assert any(ratio < 10 for ratio in ratios)


def test_what_a_picture_says_cannot_turn_the_text_around_it() -> None:
    said: Xmp = {"photoshop:Credit": "A\u202eFP\u2066", "dc:rights": {"x-default": "\u2028B"}}
    with Image.open(BytesIO(with_metadata(picture(), xmp=said))) as image:
        rights = read_rights(image)
    assert (rights.credit, rights.copyright) == ("A FP", "B")


# Whatever the bytes -------------------------------------------------------------------------

ODD = st.sampled_from(
    [
        *("\n", "\n\n", " ", "- ", "> ", "    ", "[", "](", ")", "<", ">", '"', "'", "&", "#", ":"),
        *("<script>", "</script>", "<svg/onload=alert(1)>", "<img src=x onerror=alert(1)>", "<!--"),
        *("-->", "<base href=//x>", "<p ", "onclick=x ", "style=x ", "<a href=", "{{ 7*7 }}", "{%"),
        *(
            "javascript:",
            "data:",
            "&#106;",
            "\u202e",
            "\u2028",
            "\u200f",
            "&a ",
            "*a",
            "!!x ",
            "<<: ",
        ),
        *("headline: ", "image: {src: ", "tags: [", "]", "}", "---\n", "::: embed ", ":::\n", "^["),
        *("[^1]", "[^1]: ", "|-|\n", "```\n", "<math><mtext><table><mglyph><style>", "<noscript>"),
    ]
)
TEXTS = st.lists(ODD | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=EXAMPLES * 10 or 100)
@given(TEXTS, TEXTS)
def test_any_file_is_a_problem_or_a_harmless_page(front: str, body: str) -> None:
    raw = f"{FRONT}{front}\n---\n{body}".encode("utf-8", "surrogatepass")
    _, made = told(raw)
    assert body_faults(made) == []


@settings(max_examples=EXAMPLES * 10 or 60)
@given(st.binary(max_size=200) | TEXTS.map(str.encode))
def test_any_bytes_are_a_file_and_a_configuration_or_problems(raw: bytes) -> None:
    for kind in ("article", "page", "author"):
        told(raw, kind)
    with suppress(ConfigError):
        read_config(raw, "content/site.toml")


@pytest.mark.parametrize(
    "text",
    [
        'title = "A"\nbase_url = "https://h//harbo[[.x"\n',
        'title = "A"\nbase_url = "https://[h/"\n',
        "a = " + "[" * 5000,
        "a." * 500 + "a = 1\n",
        "a = " + "1" * 5000,
        'timezone = "\\u0000"\n',
        'permalink = "/{slug.__class__}/"\n',
    ],
    ids=lambda it: it[-25:],
)
def test_a_configuration_that_is_none_is_a_problem(text: str) -> None:
    """What `make fuzz` found, and what is like it."""
    with pytest.raises(ConfigError):
        read_config(text.encode(), "content/site.toml")


# In a browser -------------------------------------------------------------------------------

PAYLOADS = [
    *(
        "<script>boom()</script>",
        "<img src=p.jpg alt=A onerror=boom()>",
        "<svg onload=boom()></svg>",
    ),
    *("<svg><script>boom()</script></svg>", "<iframe srcdoc='<script>parent.boom()</script>'>"),
    *(
        "<body onload=boom()>",
        "<details open ontoggle=boom()>x</details>",
        "<base href=//evil.test>",
    ),
    *('<meta http-equiv="refresh" content="0;url=javascript:boom()">', "<p style='color:red'>"),
    *(
        "<math><mtext><table><mglyph><style><img src=p.jpg alt=A onerror=boom()>",
        "<p onclick=boom()>x</p>",
    ),
    *(
        "<noscript><p title='</noscript><img src=p.jpg alt=A onerror=boom()>'>",
        "<x onfocus=boom() autofocus>",
    ),
    *("<link rel=stylesheet href=//evil.test/x.css>", "<object data=//evil.test></object>"),
    *("<video><source onerror=boom()></video>", "<style>@import '//evil.test/x.css'</style>"),
    *("<!--><img src=p.jpg alt=A onerror=boom()>-->", "<![CDATA[><img src=x onerror=boom()>]]>"),
    *("<template><script>boom()</script></template>", "{{ boom() }} {% raw %} ${boom()}"),
    *("</script><script>boom()</script>", "<a href='javascript:boom()'>x</a>", "`<script>`"),
    *("<form action=//evil.test><input autofocus onfocus=boom()></form>", "&lt;script&gt;"),
]
TITLE = "</script><!--<script>boom()</script>{{ 7 * 7 }}{% if %}</title><img src=x onerror=boom()>"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="boom()">'
    '<script>boom()</script><image href="https://evil.test/x.png"/><rect width="9" height="9"'
    ' style="fill:url(https://evil.test/y)"/></svg>'
)


@pytest.mark.browser
def test_nothing_that_strangers_wrote_runs_in_a_browser(newsroom: Make, browser: Browser) -> None:
    quoted, said = (msgspec.json.encode(it).decode() for it in (TITLE, f"A quay {TITLE}"))
    site = newsroom(
        {
            "content/articles/a.md": article(
                quoted,
                "\n\n".join([*PAYLOADS, *(f"Words {it} words" for it in PAYLOADS)])
                + "\n\n![A drawing](d.svg)\n\n::: embed https://evil.test/film\ntitle: "
                f"{TITLE}\nposter: p.jpg\n:::\n",
                dek=quoted,
                kicker=quoted,
                tags=f"[{quoted}]",
                image=f"{{src: p.jpg, alt: {said}, caption: C, credit: A</script>}}",
                sources=f"[{{title: {quoted}, publisher: {quoted}}}]",
                corrections=f"[{{date: 2026-03-02, text: {quoted}}}]",
            ),
            "content/articles/d.svg": DRAWING,
            "content/articles/p.jpg": picture() + b"<script>boom()</script>",
        },
    )
    site.edit(
        "content/articles/a.md", "![A drawing](d.svg)", "::: figure d.svg\nalt: A\ncredit: B\n:::"
    )
    site.build()
    tree = site.tree()
    for path, data in tree.items():
        if path.endswith(".html"):
            assert b"default-src 'none'" in data, path
        elif path.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 - our own
        elif path.endswith((".jpg", ".webp", ".avif", ".svg")):
            assert b"boom" not in data, path
    assert b"{{ 7 * 7 }}" in tree["2026/03/a/index.html"]
    seen: list[str] = []
    asked: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("window.boom = () => console.log('it runs')")
    with served(site.output) as address:
        drawing = next(it for it in tree if it.endswith(".svg") and it.startswith("pictures/"))
        for path in ("/2026/03/a/", "/", "/asia/", "/corrections/", f"/{drawing}", "/feed.xml"):
            page.goto(address + path)
            assert page.url == address + path
        assert [it for it in asked if not it.startswith(f"{address}/")] == []
        # A picture that still loads when the next page is asked for is no news.
        assert [it for it in seen if not it.startswith("Failed to load resource")] == []
        page.evaluate("boom()")
        assert seen[-1] == "it runs"  # it would have been seen
    page.close()


# What is promised ---------------------------------------------------------------------------


def test_the_limits_that_security_md_names_are_those_of_the_code() -> None:
    page = (Path(__file__).parents[1] / "SECURITY.md").read_text("utf-8")
    for words in (
        f"at most {frontmatter.LARGEST // 1024} KiB and {frontmatter_yaml.DEEPEST} levels",
        f"a file {frontmatter.LARGEST_FILE // 1024**2} MiB",
        f"at most {newsroom_html.MAX_NESTING} deep, emphasis {newsroom_html.MAX_INLINE}",
        f"raw HTML {balance.DEEPEST};",
        f"settings of more than {LARGEST['config'] // MIB} MiB",
        f"stylesheets of {LARGEST_STYLESHEET // MIB}, fonts of {LARGEST['font'] // MIB}",
        f"at most {MOST_ELEMENTS:,} elements",
        f"{MOST_ELEMENTS:,} references and {LARGEST_FILE // MIB} MiB",
        f"pictures of {LARGEST['picture'] // MIB}, any",
        f"other static file of {LARGEST['asset'] // MIB:,}.",
        f"at most {LONGEST_PATH} bytes, a part of it {LONGEST}, and a story {MOST_TAGS} topics",
    ):
        assert words in page
    for name in re.findall(r"`((?:tests|sitegen)/[\w/]+\.py)`", page):
        assert (Path(__file__).parents[1] / name).is_file(), name
