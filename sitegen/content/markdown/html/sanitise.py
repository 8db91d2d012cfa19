"""The guarantee that of raw HTML nothing gets out but what editors may write (`elements.py`).

A whole body passes through nh3, which balances it. Attributes that only we write (class, role)
pass here, and never there.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

import nh3

from sitegen.content.markdown.html.elements import ALLOWED, ATTRIBUTES, EVERYWHERE
from sitegen.content.markdown.html.paragraphs import tidied
from sitegen.languages import direction
from sitegen.model import LINK, NOTES, Body, Slot

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MARK = "m[0-9a-f]{32}-"
_SHORT = NOTES
"""Stands for the mark once the HTML is clean: HTML has no such character.

Behind it a slot has its number, and the ids of notes have a hyphen.
"""
_MARKED = re.compile(
    rf'<a href="{_SHORT}(\d+)-">'
    rf'|<figure class="{_SHORT}(\d+)-"></figure>(?:\s*(<figcaption) class="{_SHORT}\d+-">)?'
    rf'|(<figcaption) class="{_SHORT}\d+-">|(</figcaption>)\s*<hr class="{_SHORT}\d+-">'
    r"|(<a(?=[ >]))|</a>"
)
_SAID = re.compile(r'<[a-z][a-z0-9]*(?= )(?:[^">]|"[^"]*")*? lang="([^"]*)"(?:[^">]|"[^"]*")*')
"""An element up to its `>`, that says its language."""
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


def sanitise(body: Body, language: str) -> Body:
    """Return the body as balanced, harmless HTML with the same slots in it.

    What says that it is in a language of the other direction than the body's runs that way.

    A slot passes as an element, so that a link stays a link, and what belongs to it between two
    tags: a mark that nobody can guess, since it depends on the whole body, says which. Where
    HTML's rules split a link over two blocks, its slot is repeated. A link that nobody ended ends
    where they say.
    """
    digest = blake2b("\0".join(body.literals).encode("utf-8", "replace"), digest_size=16)
    mark = f"m{digest.hexdigest()}-"
    pieces = [body.literals[0]]
    ends: list[str] = []
    for number, slot in enumerate(body.slots):
        literal = body.literals[number + 1]
        if slot is None:
            pieces.append(ends.pop())
        else:
            is_empty = not literal and body.slots[number + 1 : number + 2] == (None,)
            start, end = _as_markup(slot, f"{mark}{number}-", is_empty=is_empty)
            pieces.append(start)
            ends.append(end)
        pieces.append(literal)
    clean = tidied(_CLEANER.clean("".join(pieces).replace(NOTES, mark)))
    if ' lang="' in clean:
        clean = _directed(clean, direction(language))
    return _from_markup(clean.replace(mark, _SHORT), body.slots)


def _directed(html: str, around: str) -> str:
    """Return HTML in which words of the other direction say so, where their writer did not."""

    def turned(found: re.Match[str]) -> str:
        own = direction(found[1])
        return found[0] if own == around or " dir=" in found[0] else f'{found[0]} dir="{own}"'

    return _SAID.sub(turned, html)


def _as_markup(slot: Slot, name: str, *, is_empty: bool) -> tuple[str, str]:
    """Return the HTML between which stands what belongs to a slot."""
    if slot.name == LINK:
        return f'<a href="{name}">', "</a>"
    if is_empty:
        return f'<figure class="{name}"></figure>', ""
    start = f'<figure class="{name}"></figure><figcaption class="{name}">'
    return start, f'</figcaption><hr class="{name}">'


def _from_markup(html: str, slots: Sequence[Slot | None]) -> Body:
    literals: list[str] = []
    kept: list[Slot | None] = []
    literal: list[str] = []
    links: list[str] = []  # that are open, and captions: the HTML of their ends, none for a slot's
    captions: list[str] = []

    def fill(slot: Slot | None) -> None:
        literals.append("".join(literal))
        literal.clear()
        kept.append(slot)

    at = 0
    for match in _MARKED.finditer(html):
        literal.append(html[at : match.start()])
        at = match.end()
        link, block, caption, apart, ends, opening = match.groups()
        if link:
            fill(slots[int(link)])
            links.append("")
        elif block:
            fill(slots[int(block)])
            if caption:
                captions.append("")
            else:
                fill(None)
        elif apart:  # by a link around both, and a link inside
            literal.append("<p>")
            captions.append("</p>")
        elif opening:
            literal.append(opening)
            links.append("</a>")
        elif end := captions.pop() if ends else links.pop():
            literal.append(end)
        else:
            fill(None)
    return Body((*literals, "".join(literal) + html[at:]), tuple(kept))
