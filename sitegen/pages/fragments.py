"""A body with its slots filled: on a page, in a feed, and for whoever reads words alone."""

import re
from collections.abc import Callable
from html import escape

from markupsafe import Markup

from sitegen.model import UPDATE, Body, Slot
from sitegen.pages.notemarks import anchored, named
from sitegen.pages.shortcuts import as_html
from sitegen.pages.slots import READERS, InFeed, InWords, RenderSlot
from sitegen.pages.views import BodyView


def on_page(body: Body, view: BodyView, render: RenderSlot) -> Markup:
    """Return the body as HTML. `render` makes figures and embeds with their templates."""

    def fill(slot: Slot, inside: str) -> str:
        return READERS[slot.name].page(slot, inside, view, render)

    html = anchored(placed(_joined(body, fill), view.place), view.notes)
    return as_html(Markup, html)  # literals are rendered or sanitised Markdown


def in_feed(body: Body, notes: str, known: InFeed, place: str = "") -> str:
    """Return the body as HTML whose figures are single files and whose embeds are links."""
    html = filled(body, notes, lambda slot, inside: READERS[slot.name].feed(slot, inside, known))
    return placed(html, place)


def placed(html: str, place: str) -> str:
    """Return the HTML of a body behind the place where it was written, as papers print it."""
    if not place:
        return html
    dateline = f'<span class="place">{escape(place, quote=False)}</span> — '
    first, rest = html[: len(_PARAGRAPH)], html[len(_PARAGRAPH) :]
    if first == _PARAGRAPH:
        return f"{first}{dateline}{rest}"
    return f"<p>{dateline.rstrip(' —')}</p>\n{html}"


_PARAGRAPH = "<p>"


def in_words(body: Body, known: InWords) -> str:
    """Return the body as HTML that holds the words of it, and of its pictures' captions.

    Notes have no names in it: these are no words.
    """
    return _joined(body, lambda slot, inside: READERS[slot.name].words(slot, inside, known))


def filled(body: Body, notes: str, fill: Callable[[Slot, str], str]) -> str:
    """Return the body as HTML; `fill` takes each slot and the HTML that belongs to it."""
    return named(_joined(body, fill), notes)


def _joined(body: Body, fill: Callable[[Slot, str], str]) -> str:
    """Return the same, without names for its notes."""
    pieces = [body.literals[0]]
    opened: list[tuple[Slot, int]] = []
    for slot, literal in zip(body.slots, body.literals[1:], strict=True):
        if slot is None:
            begun, at = opened.pop()
            pieces[at:] = [fill(begun, "".join(pieces[at:])), literal]
        else:
            opened.append((slot, len(pieces)))
            pieces.append(literal)
    return "".join(pieces)


def update_in_feed(body: Body, anchor: str, notes: str, known: InFeed) -> str:
    """Return one update of a live page as HTML for feeds, without its headline."""
    found: list[str] = []

    def fill(slot: Slot, inside: str) -> str:
        if slot.name == UPDATE:
            if slot.texts[0] == anchor:
                found.append(_HEADLINE.sub("", inside, count=1))
            return ""
        return READERS[slot.name].feed(slot, inside, known)

    filled(body, notes, fill)
    return "".join(found)


_HEADLINE = re.compile(r"\s*<h2>.*?</h2>\n", re.DOTALL)
