"""Drawings: how large they are, and what must never get out with them."""

import base64
import gzip
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sitegen.pictures.bare import bare_data_url
from sitegen.pictures.decode import opened
from sitegen.pictures.facts import Probe
from sitegen.pictures.svg import probe_svg, sanitise_svg
from tests.pictures import picture, png_of_nothing

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' xmlns:h="http://www.w3.org/1999/xhtml"'
)


def embedded(kind: str, **says: Any) -> str:
    """Return the data URL of a small picture, with what its file says."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 2), "red").save(buffer, kind, **says)
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


IMAGE = embedded("png")
FONT = "data:font/woff2;base64,d09GMg=="


def drawing(inside: str = "", size: str = 'viewBox="0 0 20 10"') -> bytes:
    return f"<svg {NAMESPACES} {size}>{inside}</svg>".encode()


def sanitised(inside: str) -> str:
    """Return what is left of the inside of a drawing."""
    result = sanitise_svg(drawing(inside)).decode()
    return re.sub(r"^<svg[^>]*>|</svg>$|^<svg[^>]*/>$", "", result)


def assert_harmless(result: bytes) -> None:
    root: Element = fromstring(result)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    for element in root.iter():
        name = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert name not in {"script", "foreignObject", "iframe", "metadata", "handler", "listener"}
        assert not name.startswith("{")
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert "javascript:" not in value
            if attribute == "href":
                assert value.startswith(("#", "data:image/"))
        css = (element.text or "") if name == "style" else ""
        assert "@import" not in css.lower()
        values = [
            value for key, value in element.attrib.items() if key not in {"id", "class", "href"}
        ]
        for value in (css, *values):
            assert not re.search(r"url\((?!#|data:)|image-set\(|src\(", value, re.IGNORECASE)


@pytest.mark.parametrize(
    "attack",
    [
        # what runs
        "<script>evil</script>",
        '<script href="http://evil/x.js"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">evil</h:script>',
        '<g onclick="evil()"/>',
        '<animate onbegin="evil()" attributeName="x" dur="1s"/>',
        '<foreignObject><h:iframe src="http://evil"/></foreignObject>',
        '<h:img src="x" onerror="evil"/>',
        '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">evil</handler>',
        '<a href="javascript:evil"><text>x</text></a>',
        '<a xlink:href=" jAvascript:evil"><text>x</text></a>',
        '<a><animate attributeName="href" values="javascript:evil"/></a>',
        '<a><animate attributeName="xlink:href" to="javascript:evil"/></a>',
        '<set attributeName="onclick" to="evil"/>',
        '<g data-href="javascript:evil"/>',
        '<textPath data-href="http://evil">x</textPath>',
        # what is asked of elsewhere
        '<image href="http://evil/x.png"/>',
        '<image xlink:href="//evil/x.png"/>',
        '<image href="../evil.png"/>',
        '<image href="data:image/svg+xml;base64,evil"/>',
        '<image href="data:text/html,evil"/>',
        '<use href="http://evil/x.svg#a"/>',
        f'<use href="{IMAGE}evil"/>',
        '<feImage href="http://evil/x.png"/>',
        '<linearGradient href="evil.svg#a"/>',
        '<rect fill="url(http://evil/x.svg#a)"/>',
        '<rect fill="url(evil.svg#a)"/>',
        '<rect style="fill:url( &quot;http://evil/x.svg#a&quot; )"/>',
        '<rect style="fill:u\\72l(http://evil/)"/>',
        '<rect mask="image-set(&quot;http://evil/x.png&quot; 1x)"/>',
        '<rect style="mask:-webkit-image-set(url(http://evil/x.png) 1x, &quot;evil&quot; 2x)"/>',
        '<animate attributeName="fill" values="url(http://evil)"/>',
        '<style>@import "http://evil/x.css";</style>',
        '<style>@import url("http://evil/;,x.css") screen; .a{}</style>',
        "<style>@IMPORT url(http://evil/x.css)</style>",
        "<style>@imp/**/ort 'http://x.css';</style>",
        '<style>@\\69mport "http://evil/x.css";</style>',
        '<style>@font-face{font-family:a;src:url("http://evil/x.woff2")}</style>',
        '<style>.a{background:image-set("evil.png" 1x)}</style>',
        '<style>.a{background:src("http://evil/x.png")}</style>',
        "<style>.a{background:url(http://evil/x.png</style>",
        '<style>.a{background:cross-fade(url("evil.png"), image("evil"))}</style>',
        # what tells of its maker
        "<!-- evil -->",
        "<?evil evil?>",
        "<metadata><name>evil</name></metadata>",
        '<g inkscape:label="evil" data-name="evil"/>',
        '<inkscape:path-effect effect="evil"/>',
        "<style>/* evil */ .a{}</style>",
        '<g style="/* C:\\evil */ fill:red"/>',
    ],
)
def test_nothing_evil_gets_out(attack: str) -> None:
    result = sanitise_svg(drawing(attack))
    assert b"evil" not in result
    assert_harmless(result)
    assert probe_svg(result) == probe_svg(drawing(attack))


def test_what_stands_before_a_drawing_goes() -> None:
    written = (
        b'<?xml version="1.0"?><?xml-stylesheet href="http://evil/x.css"?><!-- evil -->'
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://evil/svg11.dtd">'
    )
    assert sanitise_svg(written + drawing()) == sanitise_svg(drawing())


@pytest.mark.parametrize(
    "kept",
    [
        "<text><tspan>Wo</tspan><tspan>rd</tspan> <tspan>s </tspan>\n</text>",
        '<path d="M0 0h1" id="Größe" /><text><textPath href="#Größe">Größe</textPath></text>',
        '<g class="größe" fill="url(#Größe) red" id="image(1)" />',
        '<text xml:lang="de" paint-order="stroke fill" xml:space="preserve">  x</text>',
        '<use href="#a" />',
        f'<image height="5" href="{IMAGE}" width="5" />',
        f'<style>@font-face{{font-family:"A B";src:url({FONT}) format("woff2")}}</style>',
        "<style>.größe &gt; .b{fill:red;filter:url(#f)} @media print{.a{fill:blue}}</style>",
        '<animate attributeName="x" dur="1s" from="0" to="5" />',
        "<title>Größe &amp; more</title><desc>\ue000</desc>",
    ],
)
def test_what_makes_the_drawing_stays(kept: str) -> None:
    assert sanitised(kept) == kept


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('<g><use xlink:href="#a"/></g>', '<g><use href="#a" /></g>'),
        ("<style>/* C:\\a */.a{fill:red}</style>", "<style> .a{fill:red}</style>"),
        (
            '<style>@namespace url(http://www.w3.org/2000/svg);@charset "x";.a{}</style>',
            "<style>.a{}</style>",
        ),
        ("<style>.a{}@import url('http://x/a;b');.b{}</style>", "<style>.a{}.b{}</style>"),
        ("<text>a<inkscape:x>b</inkscape:x>c<!-- d -->e</text>", "<text>ace</text>"),
        ('<switch><foreignObject/><g id="a"/></switch>', '<switch><g id="a" /></switch>'),
    ],
)
def test_what_is_taken_out_leaves_no_debris(written: str, left: str) -> None:
    assert sanitised(written) == left


def told(name: str = "evil") -> tuple[PngInfo, Image.Exif]:
    text, exif = PngInfo(), Image.Exif()
    text.add_text("Author", name)
    exif[315] = name
    exif[274] = 6
    return text, exif


@pytest.mark.parametrize(
    "picture",
    [
        embedded("png", pnginfo=told()[0]),
        embedded("png", exif=told()[1]),
        embedded("jpeg", exif=told()[1]),
        embedded("jpeg", comment=b"evil"),
        embedded("webp", exif=told()[1]),
        embedded("webp", xmp=b"evil"),
    ],
)
def test_embedded_pictures_do_not_tell_of_their_maker(picture: str) -> None:
    result = sanitised(f'<image href="{picture}"/>')
    found = re.search('data:image/[a-z]+;base64,([^"]+)', result)
    assert found
    data = base64.b64decode(found[1])
    assert b"evil" in base64.b64decode(picture.partition(",")[2])
    assert b"evil" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size in {(4, 2), (2, 4)}
        assert not image.getexif()
    assert sanitised(result) == result


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_embedded_pictures_that_tell_nothing_stay(kind: str) -> None:
    kept = f'<image href="{embedded(kind)}" />'
    assert sanitised(kept) == kept


@pytest.mark.parametrize(
    "address",
    ["data:image/png;base64,AAAA", "data:image/png,x", "data:image/gif;base64,iVBORw0KGgo="],
)
def test_what_is_no_picture_is_not_embedded(address: str) -> None:
    assert sanitised(f'<image href="{address}"/>') == "<image />"


def test_no_picture_in_a_drawing_is_a_bomb_while_another_picture_is_open() -> None:
    bomb = base64.b64encode(png_of_nothing(16_000, 16_000)).decode()
    with opened(io.BytesIO(picture())):
        assert bare_data_url(f"data:image/png;base64,{bomb}") == ""
    small = base64.b64encode(png_of_nothing(160, 160)).decode()
    assert bare_data_url(f"data:image/png;base64,{small}").endswith(small)


def test_a_drawing_with_prefixes_is_one_without() -> None:
    written = b'<s:svg xmlns:s="http://www.w3.org/2000/svg" width="2" height="1"><s:g/></s:svg>'
    expected = '<svg height="1" width="2" xmlns="http://www.w3.org/2000/svg"><g /></svg>'
    assert sanitise_svg(written).decode() == expected


@pytest.mark.parametrize(
    ("written", "width", "height"),
    [
        ('width="30" height="20"', 30, 20),
        ('width=" 30.4px " height="1e2"', 30, 100),
        ('width="72pt" height="6pc"', 96, 96),
        ('width="1in" height="2.54cm"', 96, 96),
        ('width="25.4mm" height="2em"', 96, 32),
        ('width="0.1" height=".2"', 1, 1),
        ('viewBox="0 0 20 10"', 20, 10),
        ('viewBox=" -5,-5 ,20.6, 10"', 21, 10),
        ('width="100%" height="100%" viewBox="0 0 20 10"', 20, 10),
        ('width="40" viewBox="0 0 20 10"', 40, 20),
        ('height="40" width="100%" viewBox="0 0 20 10"', 80, 40),
        ('width="40" height="auto" viewBox="0 0 20 10"', 40, 20),
        ('width="0" height="-3" viewBox="0 0 20 10"', 20, 10),
        ('width="30" height="20" viewBox="0 0 0 0"', 30, 20),
        ('width="1cm" height="50vh" viewBox="0 0 1 1"', 38, 38),
    ],
)
def test_a_size_is_that_of_the_attributes_or_else_of_the_view_box(
    written: str, width: int, height: int
) -> None:
    data = drawing(size=written)
    assert probe_svg(data) == Probe(
        width=width, height=height, kind="drawing", graphic=True, ending=".svg"
    )
    assert probe_svg(sanitise_svg(data)) == probe_svg(data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (drawing(size=""), "has no size"),
        (drawing(size='width="30"'), "has no size"),
        (drawing(size='width="100%" height="100%"'), "has no size"),
        (drawing(size='viewBox="0 0 0 10"'), "has no size"),
        (drawing(size='viewBox="0 0 nan inf"'), "has no size"),
        (drawing(size='width="１" height="１"'), "has no size"),
        (drawing(size='width="1e999" height="1"'), "is more than 100,000 pixels wide or high"),
        (drawing(size='width="100001" height="1"'), "is more than 100,000 pixels wide or high"),
        (
            drawing(size='height="9" viewBox="0 0 1e300 1e-300"'),
            "is more than 100,000 pixels wide or high",
        ),
        (b"", "is no SVG that can be read"),
        (b"\xff\xd8\xff", "is no SVG that can be read"),
        (b'<?xml version="1.0" encoding="nonesuch"?><svg/>', "is no SVG that can be read"),
        (b"<svg", "is no SVG that can be read"),
        (b'<svg width="2" height="1"/>', "is no SVG that can be read"),
        (b"<html><svg/></html>", "is no SVG that can be read"),
        (gzip.compress(drawing()), "is compressed"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"), "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>' + drawing(), "declares entities"),
        (drawing("<g>" * 5000 + "</g>" * 5000), "has more than 200 elements within each other"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, problem: str) -> None:
    probe = probe_svg(data)
    assert probe.problem.startswith(problem)
    assert probe.hint
    assert (probe.width, probe.height, probe.kind) == (0, 0, "drawing")


def test_sanitising_says_why_it_cannot() -> None:
    with pytest.raises(ValueError, match="is no SVG that can be read"):
        sanitise_svg(b"")


@given(st.binary() | st.binary().map(lambda it: drawing() + it))
def test_no_bytes_raise(data: bytes) -> None:
    probe = probe_svg(data)
    assert (probe.width > 0) == (probe.problem == "")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="<&\"'"), max_size=8)
CSS_PARTS = (
    *(
        "url(",
        "URL(",
        "image-set(",
        "src(",
        "@import",
        "#a",
        "http://x",
        "data:image/png,",
        "_uf6_",
    ),
    *(")", "(", '"', "'", "/*", "*/", ";", "{", "}", "\\", "ö", " ", ",", "a", "\n"),
)
CSS = st.lists(st.sampled_from(CSS_PARTS), max_size=8).map(
    lambda parts: "".join(parts).replace('"', "&quot;")
)
ATTRIBUTE_NAMES = (
    *("href", "xlink:href", "style", "fill", "mask", "id", "class", "d", "onclick", "xml:space"),
    *("data-href", "values", "lang", "width", "paint-order", "aria-label", "inkscape:label"),
)
ATTRIBUTE = st.tuples(st.sampled_from(ATTRIBUTE_NAMES), TEXT | CSS)
NAME = st.sampled_from(
    ["g", "text", "tspan", "style", "image", "use", "a", "script", "metadata", "inkscape:x", "desc"]
)


def written(name: str, attributes: list[tuple[str, str]], inside: list[str]) -> str:
    listed = " ".join(f'{key}="{value}"' for key, value in dict(attributes).items())
    return f"<{name} {listed}>{''.join(inside)}</{name}>"


MARKUP = st.recursive(
    TEXT | CSS,
    lambda inside: st.builds(
        written, NAME, st.lists(ATTRIBUTE, max_size=3), st.lists(inside, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(MARKUP, max_size=4))
def test_sanitising_twice_changes_nothing_more(inside: list[str]) -> None:
    data = drawing("".join(inside))
    probe = probe_svg(data)
    if not probe.problem:
        once = sanitise_svg(data)
        assert_harmless(once)
        assert sanitise_svg(once) == once
        assert probe_svg(once) == probe


@pytest.mark.parametrize("mark", [b"Photoshop 3.0\x008BIM", b"http://ns.adobe.com/xap/1.0/\0"])
def test_an_embedded_picture_keeps_no_segment_that_tells(mark: bytes) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (4, 2), "red").save(plain, "JPEG")
    content = mark + b"SECRET"
    segment = b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content
    data = plain.getvalue()[:2] + segment + plain.getvalue()[2:]
    address = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    (kept,) = re.findall('base64,([^"]+)', sanitised(f'<image href="{address}"/>'))
    assert b"SECRET" not in base64.b64decode(kept)
