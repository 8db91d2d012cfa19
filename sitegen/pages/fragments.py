"""Fill the slots of a body: for a page here, for other readers by `filled`."""

from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Body, EmbedSlot, FigureSlot, LinkClose, LinkOpen, NotePrefix
from sitegen.pages.views import BodyView, EmbedView

RenderSlot = Callable[[str, Struct], str]


def fill(body: Body, view: BodyView, render: RenderSlot) -> Markup:
    """Return the body as HTML. `render` makes figures and embeds with their templates."""

    def figure(slot: FigureSlot, href: str) -> str:
        shown = view.pictures[slot.picture]
        return render("figure.html", replace(shown, href=href)) if shown else ""

    def embed(slot: EmbedSlot) -> str:
        poster = view.pictures[slot.picture] if slot.picture >= 0 else None
        return render("embed.html", EmbedView(url=slot.url, title=slot.title, poster=poster))

    html = filled(body, view.links, view.notes, figure, embed)
    return Markup(html)  # noqa: S704 - literals are rendered or sanitised Markdown


def filled(
    body: Body,
    links: Sequence[str],
    notes: str,
    figure: Callable[[FigureSlot, str], str],
    embed: Callable[[EmbedSlot], str],
) -> str:
    """Return the body as HTML, its figures and embeds as two functions make them.

    That for figures is also given the address to which one leads, or an empty text.
    """
    pieces = [body.literals[0]]
    for slot, literal in zip(body.slots, body.literals[1:], strict=True):
        match slot:
            case LinkOpen(link, title):
                target = links[link]
                if target:
                    titled = f' title="{escape(title)}"' if title else ""
                    pieces.append(f'<a href="{escape(target)}"{titled}>')
            case LinkClose(link):
                if links[link]:
                    pieces.append("</a>")
            case FigureSlot(url=url, link=link):
                pieces.append(figure(slot, links[link] if link >= 0 else url))
            case EmbedSlot():
                pieces.append(embed(slot))
            case NotePrefix():
                pieces.append(notes)
        pieces.append(literal)
    return "".join(pieces)
