"""Drawings: the size of an SVG, and the SVG without anything that acts, calls out or names people.

Pure. `py_svg_hush` decides which elements and attributes stay. It is made for safety and not for
looks: it indents inside of text, keeps only ASCII in names, drops text on paths, and turns foreign
addresses into local ones. So `_prepare` dresses a drawing for it and `_finish` undresses what
comes back, and there takes out what is still asked of elsewhere. The home of py_svg_hush.
"""

import re
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from py_svg_hush import filter_svg

from sitegen.css.within import calm
from sitegen.pictures.bare import bare_data_url
from sitegen.pictures.facts import Probe
from sitegen.pictures.lines import line_of
from sitegen.pictures.unfolded import MOST, excess

LARGEST = 100_000
"""Pixels of width or height beyond which a size is a mistake."""
LARGEST_FILE = 8 * 1024**2
"""Bytes: more than any map needs that readers are to wait for."""
MOST_TAGS = 3 * MOST
"""Beginnings and ends of elements, and comments, beyond which not even a tree is made."""
SIMPLER = "simplify it in your drawing program, or export it as a PNG"
DEEPEST = 200
"""Elements within elements: as deep as no drawing program goes and every reader can follow."""

ROUNDS = 6
"""Sanitised CSS that was broken may read otherwise than before, so it is sanitised again."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_GZIP = b"\x1f\x8b"

_UNITS = {
    "": 1,
    "px": 1,
    "pt": 96 / 72,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "em": 16,
    "rem": 16,
    "ex": 8,
}
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-z]*)\s*", re.IGNORECASE | re.ASCII)
_VIEW_BOX = re.compile(
    rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*", re.IGNORECASE | re.ASCII
)

_EMBEDDED = {
    "image": ["png", "jpeg", "webp", "gif"],
    "font": ["woff2", "woff", "ttf", "otf"],
    "application": ["font-woff2", "font-woff", "x-font-woff", "x-font-ttf"],
}
"""What a drawing may carry within itself, as data URLs."""
_PICTURES = frozenset({"image", "feImage"})
_NAMES = frozenset({"class", "id"})
"""Attributes whose value may look like CSS and never is."""

_CARRIED = {
    "href": re.compile(r"#.+", re.DOTALL),
    "lang": re.compile(r"[\w-]+"),
    "paint-order": re.compile(r"[a-z ]+"),
    "space": re.compile("preserve|default"),
}
"""Harmless attributes that py_svg_hush drops, which pass it as `data-…`, and their values."""
_ANIMATIONS = frozenset({"animate", "animateColor", "set"})
_CHANGES = frozenset({"by", "from", "to", "values"})
_OF_XML = frozenset({"lang", "space"})

_GAP = "\ufdd0"
"""Stands in every gap between tags, since py_svg_hush indents where there is no text.

No character by Unicode, yet one that XML allows.
"""

_OTHER = re.compile(r"[^\x00-\x7f]")
_HIDDEN = re.compile("_u([0-9a-f]{2,6})_")


class _Refused(ValueError):
    """Why a file is no drawing: a phrase, and a hint."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def probe_svg(data: bytes) -> Probe:
    """Return the size of a drawing in CSS pixels, or what is wrong. Never raises.

    Whatever has no problem here can be sanitised, and keeps its size.
    """
    try:
        root = _read(data)
        width, height = _size(root)
        _refuse_excess(data, root)
        sanitise_svg(data)
    except _Refused as refused:
        return Probe(kind="drawing", problem=refused.problem, hint=refused.hint)
    return Probe(width=width, height=height, kind="drawing", graphic=True, ending=".svg")


def sanitise_svg(data: bytes) -> bytes:
    """Return a drawing as UTF-8 that runs nothing, asks for nothing and tells nothing of its maker.

    Gone are scripts, handlers, HTML, links, comments, metadata and all addresses but those within
    the drawing; pictures and fonts that it embeds stay. The same bytes give the same bytes, and a
    sanitised drawing stays as it is. Raises ValueError for what `probe_svg` calls a problem.
    """
    for _ in range(ROUNDS):
        before, data = data, _sanitised_once(data)
        if data == before:
            return data
    raise _unreadable()


def _sanitised_once(data: bytes) -> bytes:
    root = _read(data)
    _prepare(root)
    try:
        clean = _read(filter_svg(tostring(root), _EMBEDDED))
    except _Refused:
        raise
    except ValueError:
        raise _unreadable() from None
    _finish(clean)
    return tostring(clean, "unicode").encode()


def _unreadable() -> _Refused:
    return _Refused("is no SVG that can be read", "export it again as plain SVG")


def _refuse_excess(data: bytes, root: Element) -> None:
    if found := excess(root):
        number = next(at for at, element in enumerate(root.iter()) if element is found.element)
        raise _Refused(f"{found.problem}, at line {line_of(data, number)}", SIMPLER)


def _read(data: bytes) -> Element:
    if len(data) > LARGEST_FILE:
        raise _Refused(f"is larger than {LARGEST_FILE // 1024**2} MiB", SIMPLER)
    if data.count(b"<") > MOST_TAGS:
        raise _Refused(f"has more than {MOST:,} elements", SIMPLER)
    if data.startswith(_GZIP):
        raise _Refused("is compressed", "save it as plain SVG (`.svg`, not `.svgz`)")
    try:
        root: Element = fromstring(data)
    except DefusedXmlException:
        hint = "export it again as plain SVG, without data of the drawing program"
        raise _Refused("declares entities, which can hide anything", hint) from None
    except (ParseError, ValueError, LookupError):
        raise _unreadable() from None
    if root.tag != f"{_SVG}svg":
        hint = 'the first element of an SVG is <svg xmlns="http://www.w3.org/2000/svg">'
        raise _Refused("is no SVG that can be read", hint)
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        hint = "ungroup what can be ungrouped, and export it again"
        raise _Refused(f"has more than {DEEPEST} elements within each other", hint)
    return root


# Size


def _size(root: Element) -> tuple[int, int]:
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    across, down = (float(box[1]), float(box[2])) if box else (0, 0)
    if across > 0 and down > 0 and not (width and height):
        if width:
            height = width * (down / across)
        elif height:
            width = height * (across / down)
        else:
            width, height = across, down
    if not (width and height):
        hint = "give the <svg> a viewBox or a width and a height"
        raise _Refused("has no size", hint)
    if not max(width, height) <= LARGEST:
        hint = "give the <svg> a smaller width and height; its viewBox may stay"
        raise _Refused(f"is more than {LARGEST:,} pixels wide or high", hint)
    return max(1, round(width)), max(1, round(height))


def _pixels(length: str) -> float:
    """Return a length in pixels; 0 if it is none, or depends on the page."""
    match = _LENGTH.fullmatch(length)
    unit = _UNITS.get(match[2].lower(), 0) if match else 0
    return max(0.0, float(match[1]) * unit) if match and unit else 0


# What py_svg_hush is given, and what is made of its answer


def _prepare(root: Element) -> None:
    for element in list(root.iter()):
        # An element of another namespace goes with all that is in it, as metadata does.
        element.tag = element.tag.removeprefix(_SVG) if element.tag.startswith(_SVG) else "metadata"
        attributes = dict(element.attrib)
        element.attrib.clear()
        href = attributes.pop(f"{_XLINK}href", "")
        attributes.setdefault("href", href)
        for name, value in attributes.items():
            local = name.removeprefix(_XML)
            carried = _CARRIED.get(local)
            if carried and carried.fullmatch(value.strip()):
                element.set(f"data-{local}", _OTHER.sub(_hide, value.strip()))
            elif name == "href" or not (carried or name.startswith(("{", "data-"))):
                plain = value if name == "href" or name in _NAMES else calm(value)
                element.set(name, _OTHER.sub(_hide, plain))
        if element.tag == "style":
            own = (element.text, *(child.tail for child in element))
            element[:] = []
            element.text = calm("".join(filter(None, own)))
        element.text = f"{element.text or ''}{_GAP}"
        element.tail = f"{element.tail or ''}{_GAP}"
    root.tail = None
    root.set("xmlns", _SVG[1:-1])


def _finish(root: Element) -> None:
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.text = (element.text or "").replace(_GAP, "")
        element.tail = (element.tail or "").replace(_GAP, "")
        if element.tag == "style":
            element.text = calm(element.text)
        if "href" in element.attrib:
            picture = bare_data_url(element.get("href", "")) if element.tag in _PICTURES else ""
            element.set("href", picture)
        idle = element.tag in _ANIMATIONS and "attributeName" not in element.attrib
        attributes = dict(element.attrib)
        element.attrib.clear()
        for name, value in attributes.items():
            local = name.removeprefix("data-")
            if not value or (idle and name in _CHANGES):
                continue
            if local != name:
                element.set(_XML + local if local in _OF_XML else local, _show_all(value))
            elif name == "href":
                element.set(name, value)
            else:
                shown = _show_all(value)
                element.set(name, shown if name in _NAMES else calm(shown))
    root.set("xmlns", _SVG[1:-1])


def _hide(character: re.Match[str]) -> str:
    return f"_u{ord(character[0]):x}_"


def _show_all(value: str) -> str:
    return _HIDDEN.sub(_show, value)


def _show(hidden: re.Match[str]) -> str:
    """Return the character that `_hide` took, which is never one that CSS gives a meaning."""
    number = int(hidden[1], 16)
    allowed = 0x80 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004
    return chr(number) if allowed and number not in {0xFFFE, 0xFFFF} else hidden[0]
