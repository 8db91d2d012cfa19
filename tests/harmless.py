"""What HTML from strangers may hold: nothing that runs, asks for something or leads astray."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import html5lib

from sitegen.model import EMBED, FIGURE, Body

RUNS = frozenset(
    {
        *("script", "style", "iframe", "img", "svg", "math", "object", "embed", "base", "meta"),
        *("link", "form", "input", "button", "video", "audio", "source", "template", "noscript"),
    }
)
_SCHEME = re.compile(r"[\x00-\x20]*(?:https?|mailto|tel):", re.IGNORECASE)
_OURS = ("#fn_", "#fnref_")


def fragment(html: str) -> ET.Element:
    """Return the tree that a browser makes of a piece of HTML."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    assert isinstance(tree, ET.Element)
    return tree


def faults(html: str) -> list[str]:
    """Return all that could do harm in a body as strangers wrote it."""
    return list(_faults(fragment(html).iter()))


def _faults(elements: Iterable[ET.Element]) -> Iterable[str]:
    for element in elements:
        if element.tag in RUNS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "background"}:
                yield f"{element.tag} {name}"
            is_address = name in {"href", "src", "cite", "action"}
            if is_address and not (_SCHEME.match(value) or value.startswith(_OURS)):
                yield f"{element.tag} {name}={value}"


def body_faults(body: Body) -> list[str]:
    """Return all that could do harm in a body, its holes included."""
    found = faults("".join(body.literals))
    for slot in filter(None, body.slots):
        if slot.name == EMBED and not slot.texts[0].startswith("https://"):
            found.append(f"embed {slot.texts[0]}")
        if slot.name == FIGURE and slot.texts and not _SCHEME.match(slot.texts[0]):
            found.append(f"figure {slot.texts[0]}")
        if any(number < 0 for number in slot.links):
            found.append("a link to nothing")
    return found
