"""Fill the slots of a body: for a page here, for other readers by `filled`."""

from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import (
    Body,
    CaptionEnd,
    EmbedSlot,
    FigureSlot,
    LinkClose,
    LinkOpen,
    NotePrefix,
)
from sitegen.pages.views import BodyView, EmbedView

RenderSlot = Callable[[str, Struct], str]


def fill(body: Body, view: BodyView, render: RenderSlot) -> Markup:
    """Return the body as HTML. `render` makes figures and embeds with their templates."""

    def figure(slot: FigureSlot, href: str, caption: str) -> str:
        shown = view.pictures[slot.picture]
        if not shown:
            return ""
        told = Markup(caption) if caption else shown.caption  # noqa: S704 - of literals, too
        return render("figure.html", replace(shown, href=href, caption=told))

    def embed(slot: EmbedSlot) -> str:
        poster = view.pictures[slot.picture] if slot.picture >= 0 else None
        return render("embed.html", EmbedView(url=slot.url, title=slot.title, poster=poster))

    html = filled(body, view.links, view.notes, figure, embed)
    return Markup(html)  # noqa: S704 - literals are rendered or sanitised Markdown


def filled(
    body: Body,
    links: Sequence[str],
    notes: str,
    figure: Callable[[FigureSlot, str, str], str],
    embed: Callable[[EmbedSlot], str],
) -> str:
    """Return the body as HTML, its figures and embeds as two functions make them.

    That for figures is also given the address to which one leads, and the HTML of its caption if
    that is more than words; both may be empty.
    """
    pieces = [body.literals[0]]
    captioned: FigureSlot | None = None
    begun = 0

    def leads(slot: FigureSlot) -> str:
        return links[slot.link] if slot.link >= 0 else slot.url

    for slot, literal in zip(body.slots, body.literals[1:], strict=True):
        match slot:
            case LinkOpen(link, title):
                pieces.append(_opened(links[link], title))
            case LinkClose(link):
                pieces.append("</a>" if links[link] else "")
            case FigureSlot(captioned=True):
                captioned, begun = slot, len(pieces)
            case FigureSlot():
                pieces.append(figure(slot, leads(slot), ""))
            case CaptionEnd() if captioned:
                caption = "".join(pieces[begun:])
                pieces[begun:] = [figure(captioned, leads(captioned), caption)]
                captioned = None
            case EmbedSlot():
                pieces.append(embed(slot))
            case NotePrefix():
                pieces.append(notes)
        pieces.append(literal)
    return "".join(pieces)


def _opened(target: str, title: str) -> str:
    titled = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(target)}"{titled}>' if target else ""
