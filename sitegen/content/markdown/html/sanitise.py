"""The guarantee that of raw HTML nothing gets out but what editors may write (`elements.py`).

A whole body passes through nh3, which balances it. Attributes that only we write (class, role)
pass here, and never there.
"""

import re
from hashlib import blake2b

import nh3

from sitegen.content.markdown.html.elements import ALLOWED, ATTRIBUTES, EVERYWHERE
from sitegen.content.markdown.html.paragraphs import tidied
from sitegen.model import (
    Body,
    CaptionEnd,
    EmbedSlot,
    FigureSlot,
    LinkClose,
    LinkOpen,
    NotePrefix,
    Slot,
)

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MARK = "m[0-9a-f]{32}-"
_SHORT = "\0"
"""Stands for the mark once the HTML is clean: HTML has no such character."""
_MARKED = re.compile(
    rf'<a href="{_SHORT}(\d+)-">'
    rf'|<figure class="{_SHORT}(\d+)-"></figure>(?:\s*<figcaption class="{_SHORT}\d+-">)?'
    rf'|</figcaption>\s*<hr class="{_SHORT}(\d+)-">'
    rf"|(<a(?=[ >]))|(</a>)|{_SHORT}(\d+)-"
)
_OUR_ADDRESS = re.compile(f"(?:#fn(?:ref)?_)?{_MARK}")


def _only_ours(address: str) -> str | None:
    return address if _OUR_ADDRESS.match(address) else None


_CLEANER = nh3.Cleaner(
    tags=ALLOWED | {"aside", "section"},
    attributes={
        **ATTRIBUTES,
        "*": EVERYWHERE | {"aria-labelledby", "class", "id", "role", "tabindex"},
    },
    url_schemes=_SCHEMES,
    url_relative=_only_ours,
    link_rel=None,
)


def sanitise(body: Body) -> Body:
    """Return the body as balanced, harmless HTML with the same slots in it.

    Slots pass as elements of their kind, so that a link stays a link: a mark that nobody can
    guess, since it depends on the whole body, says which. Where HTML's rules split a link
    over two blocks, its slots are repeated.
    """
    digest = blake2b("\0".join(body.literals).encode("utf-8", "replace"), digest_size=16)
    mark = f"m{digest.hexdigest()}-"
    pieces = [body.literals[0]]
    for number, slot in enumerate(body.slots):
        pieces += [_as_markup(slot, f"{mark}{number}-"), body.literals[number + 1]]
    clean = tidied(_CLEANER.clean("".join(pieces)))
    return _from_markup(clean.replace(mark, _SHORT), body.slots)


def _as_markup(slot: Slot, name: str) -> str:
    match slot:
        case LinkOpen():
            return f'<a href="{name}">'
        case LinkClose():
            return "</a>"
        case FigureSlot(captioned=True):
            return f'<figure class="{name}"></figure><figcaption class="{name}">'
        case CaptionEnd():
            return f'</figcaption><hr class="{name}">'
        case FigureSlot() | EmbedSlot():
            return f'<figure class="{name}"></figure>'
        case NotePrefix():
            return name


def _from_markup(html: str, slots: tuple[Slot, ...]) -> Body:
    literals: list[str] = []
    kept: list[Slot] = []
    literal: list[str] = []
    links: list[LinkOpen | None] = []

    def fill(slot: Slot) -> None:
        literals.append("".join(literal))
        literal.clear()
        kept.append(slot)

    at = 0
    for match in _MARKED.finditer(html):
        literal.append(html[at : match.start()])
        at = match.end()
        link, figure, caption, opening, closing, prefix = match.groups()
        if closing and links:
            opened = links.pop()
            if opened is None:
                literal.append(closing)
            else:
                fill(LinkClose(opened.link))
        elif opening:
            links.append(None)
            literal.append(opening)
        elif number := link or figure or caption or prefix:
            slot = slots[int(number)]
            if isinstance(slot, LinkOpen):
                links.append(slot)
            fill(slot)
    return Body((*literals, "".join(literal) + html[at:]), tuple(kept))
