"""Drawings that become far more than they hold are refused, by a count that is never too low.

Nothing here would keep a browser busy: the bounds are low, and so are the numbers.
"""

from functools import partial
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from sitegen.css.within import Reference, Rule, calm, references, rules
from sitegen.pictures import svg
from sitegen.pictures.unfolded import MOST, excess

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
OPENING = f'<svg {SPACES} viewBox="0 0 9 9">'


def root_of(inside: str) -> Element:
    root: Element = fromstring(f"{OPENING}{inside}</svg>")
    return root


def size(inside: str) -> int:
    """Return as how many elements a drawing counts."""
    root = root_of(inside)
    return next(most for most in range(1, 2000) if excess(root, most) is None)


FOUR = '<g id="four"><path/><path/><path/></g>'
TWO = '<g id="two"><use href="#four"/><use href="#four"/></g>'
ARROWS = "<style>path{marker-end:url(#m)}</style>"
BLUR = '<filter id="f"><feGaussianBlur/></filter>'
PATTERN = '<pattern id="p"><path/><path/></pattern>'
MARKER = '<marker id="m"><path/></marker>'


@pytest.mark.parametrize(
    ("inside", "count"),
    [
        ("", 1),
        ("<g><path/></g>", 3),
        # copies
        (f'{FOUR}<use href="#four"/>', 1 + 4 + 1 + 4),
        (f'{FOUR}<use xlink:href="#four"/>', 1 + 4 + 1 + 4),
        (f'{FOUR}<use href=" #four "/><use href="#none"/><use href="#"/>', 1 + 4 + 5 + 1 + 1),
        ('<g id="a%20b"><path/></g><use href="#a%20b"/>', 1 + 2 + 3),
        ('<g id="a b"><path/></g><use href="#a%20b"/>', 1 + 2 + 3),
        (f'{PATTERN}<pattern href="#p"/>', 1 + 3 + 1 + 3),
        (f'{FOUR}<filter><feImage href="#four"/></filter>', 1 + 4 + 1 + 25 + 4),
        (f'{FOUR}<textPath href="#four"/><animate href="#four"/><a href="#four"/>', 1 + 4 + 3),
        # two of two of four
        (
            f"{FOUR}{TWO}<use href='#two'/><use href='#two'/>",
            1 + 4 + 11 + 2 * (1 + 11),
        ),
        # by a property, as an attribute, a style and a rule
        (f'{PATTERN}<path mask="url(#p)"/>', 1 + 3 + 1 + 3),
        (f"{PATTERN}<path mask=\"url('#p')\"/>", 1 + 3 + 1 + 3),
        (f'{PATTERN}<path mask="u\\72l(#p)"/>', 1 + 3 + 1 + 3),
        (f'{PATTERN}<path style="x: y; mask: url(#p)"/>', 1 + 3 + 1 + 3),
        (f'{PATTERN}<style>.a{{mask:url(#p)}}</style><path class="b a"/>', 1 + 3 + 1 + 1 + 3),
        (f'{PATTERN}<style>.a{{mask:url(#p)}}</style><path class="b"/>', 1 + 3 + 1 + 1),
        # what is inherited is drawn for each that inherits it, and by itself
        (f'{PATTERN}<g fill="url(#p)"><path/><path/></g>', 1 + 3 + 3 + 3 * 3),
        (f'{PATTERN}<g mask="url(#p)"><path/><path/></g>', 1 + 3 + 3 + 3),
        (f'{FOUR}{PATTERN}<use href="#four" stroke="url(#p)"/>', 1 + 4 + 3 + 5 + 5 * 3),
        (f'{PATTERN}<g style="--a:url(#p)"><path/></g>', 1 + 3 + 2 + 2 * 3),
        # at each place of a line
        (f'{MARKER}<polyline marker-mid="url(#m)" points="1,2 3,4 5,6"/>', 1 + 2 + 1 + 3 * 2),
        (f'{MARKER}<g marker="url(#m)"><path d="M1 2L3 4"/><path/></g>', 1 + 2 + 3 + 3 * 2),
        (f'{MARKER}<path marker-end="url(#m)" d="M1 2L3 4L5 6"/>', 1 + 2 + 1 + 2),
        # effects go over pixels
        (f'{BLUR}<g filter="url(#f)"/><g filter="url(#f)"/>', 1 + 26 + 2 * (1 + 26)),
        ('<filter id="f"><feTurbulence/></filter><g filter="url(#f)"/>', 1 + 251 + 1 + 251),
        ('<g style="filter:blur(5px) drop-shadow(1px 1px red)"/>', 1 + 1 + 2 * 25),
        ('<style>.a{-webkit-filter:blur(5px)}</style><g class="a"/>', 1 + 1 + 1 + 25),
        ('<g filter="blur(5px)"/><g style="transform:scale(2)"/>', 1 + 1 + 25 + 1),
        # what is looked up and not drawn
        ('<linearGradient id="l"><stop/></linearGradient><path fill="url(#l)"/>', 1 + 2 + 1),
        # circles that browsers cut
        ('<mask id="m"><path mask="url(#m)"/></mask>', 1 + 2),
        (
            f"{ARROWS}<marker id='m'><use href='#t'/></marker><path id='t'/>",
            1 + 1 + 3 + 1,
        ),
    ],
)
def test_what_a_drawing_becomes(inside: str, count: int) -> None:
    assert size(inside) == count


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><g><use href="#a"/></g></g>',
        '<mask id="a"><use mask="url(#b)"/></mask><mask id="b"><use fill="url(#a)"/></mask>',
    ],
)
def test_a_part_within_itself_is_refused(inside: str) -> None:
    found = excess(root_of(inside))
    assert found
    assert found.problem == "draws a part within itself"
    assert found.element.tag.endswith("use")


def test_too_many_references_are_refused_even_if_they_draw_nothing() -> None:
    root = root_of("<style>*{fill:url(#a);stroke:url(#b)}</style>" + "<g/>" * 10)
    found = excess(root, 23)
    assert found
    assert found.problem == "has more than 23 references"
    assert excess(root, 24) is None


@given(st.lists(st.lists(st.integers(0, 7), max_size=3), min_size=1, max_size=8))
def test_copies_are_counted_as_they_are_made(links: list[list[int]]) -> None:
    """Each group copies groups before it, so there is no circle."""
    forwards = [[at for at in each if at < number] for number, each in enumerate(links)]
    inside = "".join(
        f'<g id="g{number}">' + "".join(f'<use href="#g{at}"/>' for at in each) + "</g>"
        for number, each in enumerate(forwards)
    )
    counts: list[int] = []
    for each in forwards:
        counts.append(1 + sum(1 + counts[at] for at in each))
    whole = 1 + sum(counts)
    root = root_of(inside)
    assert excess(root, whole) is None
    assert whole == 1 or excess(root, whole - 1)


NAMES = st.sampled_from("abc")
PARTS = st.lists(st.tuples(NAMES, st.sampled_from(["href", "mask", "fill"]), NAMES), max_size=6)


@given(PARTS)
def test_any_circles_come_to_an_end(parts: list[tuple[str, str, str]]) -> None:
    inside = "".join(
        f'<g id="{name}"><use {key}="{f"#{to}" if key == "href" else f"url(#{to})"}"/></g>'
        for name, key, to in parts
    )
    excess(root_of(inside), 1000)


# As editors are told


def test_a_drawing_that_becomes_too_much_is_told_of_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(svg, "excess", partial(excess, most=20))
    lines = [OPENING, FOUR, *['<g id="two">', '<use href="#four"/><use href="#four"/>', "</g>"]]
    lines += ['<g id="more">', "<!-- -->", '<use href="#two"/><use href="#two"/>', "</g></svg>"]
    told = svg.probe_svg("\n".join(lines).encode())
    assert told.problem == "is more to draw than 20 elements, at line 6"
    assert told.hint
    few = "\n".join([*lines[:5], "</svg>"]).encode()
    assert not svg.probe_svg(few).problem


def test_a_drawing_of_too_many_elements_is_told_of_with_its_line() -> None:
    data = (OPENING + "\n<g/>" * MOST + "</svg>").encode()
    assert svg.probe_svg(data).problem == f"has more than {MOST:,} elements, at line {MOST + 1}"


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ("<g></g>" * 2 * MOST, f"has more than {MOST:,} elements"),
        ("x" * svg.LARGEST_FILE, "is larger than 8 MiB"),
    ],
)
def test_what_is_far_too_much_is_not_even_read(
    monkeypatch: pytest.MonkeyPatch, inside: str, problem: str
) -> None:
    monkeypatch.delattr(svg, "fromstring")
    assert svg.probe_svg(f"{OPENING}{inside}</svg>".encode()).problem == problem


# CSS


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("fill:red;stroke:none", "fill:red;stroke:none"),
        ("fill:url(#a) red", "fill:url(#a) red"),
        ("fill:url( '#a' )", "fill:url(#a)"),
        ("fill:URL(#a)", "fill:url(#a)"),
        ("fill:url(x.svg#a);stroke:red", "fill:url(#);stroke:red"),
        ("fill:url(#a", "fill:url(#a)"),
        ("fill:u\\72l(http://x/)", "fill:url(#)"),
        ("mask:-webkit-image-set('a' 1x) , none", "mask:none , none"),
        ("src:src('a')", "src:none"),
        (".a\\:b{fill:red}.c{fill:blue}", ".c{fill:blue}"),
        (".a{content:'\\201c'}", '.a{content:"“"}'),
        (".a{content:'\\a'; fill:red}", ".a{ fill:red}"),
        (".a{fill:red/* b */}", ".a{fill:red }"),
        (".a{fill:red}}.b{}@x", ".a{fill:red} .b{}@x"),
        ("@import 'a' screen;.b{}", ".b{}"),
        ("@media print{@import url(a);.b{fill:url(a)}}", "@media print{.b{fill:url(#)}}"),
        ("<!-- .a{fill:url(#b)} -->", "  .a{fill:url(#b)}  "),
        ("@x" + "{a:(" * 60, ""),
    ],
)
def test_css_asks_for_nothing_and_can_be_read_in_one_way(written: str, left: str) -> None:
    assert calm(written) == left
    assert calm(left) == left


CSS = st.lists(
    st.sampled_from(
        [
            *("url(", "src(", "image-set(", "@import", "#a", "http://x", "data:image/png,", "a"),
            *(")", "(", '"', "'", "/*", "*/", ";", "{", "}", "[", "]", "\\", ":", " ", "\n", "ö"),
            *("<!--", "-->", "u\\72l(", "1e3", "+", "-", "%", "!", ",", "\\75 rl("),
        ]
    ),
    max_size=12,
).map("".join)


@given(CSS)
def test_calm_css_is_calm(css: str) -> None:
    once = calm(css)
    assert calm(once) == once
    assert "\\" not in once
    assert "@import" not in once.lower()


@pytest.mark.parametrize(
    ("css", "found"),
    [
        (".a{fill:url(#p)}", {".a"}),
        ("path, .b:hover { fill: url('#p') }", {"path", ".b"}),
        ("g > .x #i.y{fill:url(#p)}", {"#i"}),
        ("svg|path{fill:url(#p)}", {"path"}),
        (":root{fill:url(#p)}", {"svg"}),
        ("g :hover{fill:url(#p)}", None),
        ("*{fill:url(#p)}", None),
        ("[x]{fill:url(#p)}", None),
        (".a /* b */ {fill:url(#p)}", {".a"}),
        ("@media print{.a{fill:url(#p)}}", {".a"}),
        (".a{ .b{fill:url(#p)} }", {".a", ".b"}),
        ("x;.a{fill:url(#p)}", {".a"}),
    ],
)
def test_a_rule_holds_for_elements_of_one_of_some_names(css: str, found: set[str] | None) -> None:
    names = None if found is None else frozenset(found)
    assert rules(css) == (Rule(names, (Reference("fill", "p"),)),)


def test_declarations_refer_by_property() -> None:
    written = "a: url(#b) url(c); FILL:url(#d); {mask:url(#e)} f url(#g); mask:x(url(#h))"
    assert references(written) == (("a", "b"), ("fill", "d"), ("mask", "h"))
    assert references("fill:red") == ()
