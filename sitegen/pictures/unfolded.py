"""How many elements a drawing becomes once all that it refers to stands in its places.

Pure. A few lines in which each part refers twice to the one before become millions of elements in
a browser, which then answers nobody. But for circles, which browsers cut, what is counted here is
never less than what they draw: where CSS leaves a doubt, a rule holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from sitegen.css.within import Rule, references, rules

MOST = 100_000
"""Elements of a drawing, written or unfolded, and its references: some seconds for a browser."""

_PLACES = re.compile("[0-9.]+")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NO_CSS = frozenset({"class", "d", "href", "id", "transform"})
_COPIES = frozenset({"feImage", "filter", "pattern", "tref", "use"})
"""Elements whose `href` names what is drawn in their place, or its contents."""

_LEAVES = frozenset({"linearGradient", "meshgradient", "radialGradient", "solidcolor"})
"""Elements that are looked up and not drawn, however many refer to them."""

_EFFECT = "fe"
"""How the names of effects of filters begin."""
_PIXELS = 25
"""What an effect weighs, in elements: it goes over all pixels of whatever it is put on."""
_SLOW = frozenset(
    {
        *("feConvolveMatrix", "feDiffuseLighting", "feMorphology", "feSpecularLighting"),
        "feTurbulence",
    }
)
_SLOW_PIXELS = 250

_ANY = "*"
"""Stands for the names in a selector that may hold for any element."""

_INHERITED = frozenset({"fill", "marker", "marker-end", "marker-mid", "marker-start", "stroke"})
_AT_EACH_PLACE = frozenset({"marker", "marker-mid"})
"""Properties that draw something wherever a line turns."""


class Excess(NamedTuple):
    """Where a drawing becomes too much, and how: a phrase that goes on after its name."""

    element: Element
    problem: str


class _Link(NamedTuple):
    """What an element draws besides its children: by which property, "" for its `href`.

    The target is None for an effect that CSS itself has.
    """

    target: Element | None
    property: str


class _Cost(NamedTuple):
    """What is drawn for an element, in elements, and places where lines turn in it."""

    drawn: int
    places: int


class _Frame(NamedTuple):
    """An element that is being counted, what is left of it, and how many references led to it."""

    element: Element
    pending: Iterator[tuple[Element | None, str | None]]
    references: int
    markers: int


def excess(root: Element, most: int = MOST) -> Excess | None:
    """Return where a drawing becomes more than `most` elements; None if it does not."""
    elements = list(root.iter())
    if len(elements) > most:
        return Excess(elements[most], f"has more than {most:,} elements")
    links: dict[Element, list[_Link]] = {}
    for number, (element, link) in enumerate(_links(elements)):
        if number == most:
            return Excess(element, f"has more than {most:,} references")
        if link:
            links.setdefault(element, []).append(link)
    return _counted(root, links, most) if links else None


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


# What refers to what


def _links(elements: Sequence[Element]) -> Iterator[tuple[Element, _Link | None]]:
    """Yield each reference with its element; None for one that draws nothing."""
    by_id: dict[str, Element] = {}
    for element in elements:
        if name := element.get("id"):
            by_id.setdefault(name, element)
    rules_by: dict[str, list[Rule]] = {}
    for rule in (rule for it in elements if _name(it) == "style" for rule in _sheet(it)):
        for name in rule.names if rule.names is not None else (_ANY,):
            rules_by.setdefault(name, []).append(rule)
    for element in elements:
        for key, name in _named(element, rules_by):
            target = by_id.get(name, by_id.get(unquote(name)))
            draws = not name or (target is not None and _name(target) not in _LEAVES)
            yield element, _Link(target, key) if draws else None


def _sheet(style: Element) -> tuple[Rule, ...]:
    return rules("".join(filter(None, (style.text, *(child.tail for child in style)))))


def _named(element: Element, rules_by: Mapping[str, Sequence[Rule]]) -> Iterator[tuple[str, str]]:
    """Yield property and id of each reference of an element; the property of `href` is ""."""
    name = _name(element)
    if name in _COPIES:
        href = element.get("href", element.get(_XLINK, "")).strip()
        if href.startswith("#") and href != "#":
            yield "", href[1:]
    for key, value in element.attrib.items():
        if "(" in value and key not in _NO_CSS and not key.startswith("{"):
            yield from references(value if key == "style" else f"{key}:{value}")
    if rules_by:
        classes = (f".{it}" for it in element.get("class", "").split())
        for own in (_ANY, name, f"#{element.get('id', '')}", *classes):
            for rule in rules_by.get(own, ()):
                yield from rule.references


# Counting


def _counted(root: Element, links: Mapping[Element, Sequence[_Link]], most: int) -> Excess | None:
    """Count from the parts to the whole, without a recursion that a drawing could exhaust."""
    turns = any(link.property in _AT_EACH_PLACE for each in links.values() for link in each)
    done: dict[Element, _Cost] = {}
    opened: dict[Element, _Frame] = {}

    def begin(element: Element, references: int, markers: int) -> _Frame:
        pending: list[tuple[Element | None, str | None]] = [(child, None) for child in element]
        pending += links.get(element, ())
        frame = opened[element] = _Frame(element, iter(pending), references, markers)
        return frame

    stack = [begin(root, 0, 0)]
    while stack:
        frame = stack[-1]
        following = next(frame.pending, None)
        if following is None:
            stack.pop()
            del opened[frame.element]
            cost = _cost(frame.element, links.get(frame.element, ()), done, turns=turns)
            if cost.drawn > most:
                problem = f"is more to draw than {most:,} elements"
                return Excess(frame.element, problem)
            done[frame.element] = cost
            continue
        target, key = following
        if target is None:
            continue
        references = frame.references + (key is not None)
        markers = frame.markers + ((key or "").startswith("marker"))
        around = opened.get(target)
        if around is None:
            if target not in done:
                stack.append(begin(target, references, markers))
        elif not _is_cut(key, references - around.references, markers - around.markers):
            return Excess(frame.element, "draws a part within itself")
    return None


def _is_cut(key: str | None, references: int, markers: int) -> bool:
    """Say whether a circle of so many references is one that is often drawn, and harmless.

    A rule for all paths holds for those of its own pattern, too; and in a marker there are none.
    """
    return bool(markers or (key and references == 1))


def _own(name: str) -> int:
    if not name.startswith(_EFFECT):
        return 1
    return _SLOW_PIXELS if name in _SLOW else _PIXELS


def _cost(
    element: Element, links: Sequence[_Link], done: Mapping[Element, _Cost], *, turns: bool
) -> _Cost:
    """Return the cost of an element whose parts are all counted, but for those around it."""
    drawn, places = _own(_name(element)), 0
    if turns:
        line = element.get("d") or element.get("points") or ""
        places = len(_PLACES.findall(line)) // 2
    inside = [done.get(it, _NOTHING) for it in element]
    inside += [_cost_of(link, done) for link in links if not link.property]
    for it in inside:
        drawn += it.drawn
        places += it.places
    content = drawn
    for link in links:
        if link.property:
            each = _cost_of(link, done).drawn
            if link.property in _AT_EACH_PLACE:
                drawn += each * max(content, places)
            elif link.property in _INHERITED or link.property.startswith("--"):
                drawn += each * content
            else:
                drawn += each
    return _Cost(drawn, places)


def _cost_of(link: _Link, done: Mapping[Element, _Cost]) -> _Cost:
    return _EFFECT_OF_CSS if link.target is None else done.get(link.target, _NOTHING)


_NOTHING = _Cost(0, 0)
_EFFECT_OF_CSS = _Cost(_PIXELS, 0)
