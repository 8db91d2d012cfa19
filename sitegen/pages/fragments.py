"""Fill the slots of a body for a page."""

from collections.abc import Callable
from html import escape

from markupsafe import Markup
from msgspec import Struct

from sitegen.model import Body, EmbedSlot, FigureSlot, LinkClose, LinkOpen, NotePrefix
from sitegen.pages.views import BodyView, EmbedView

RenderSlot = Callable[[str, Struct], str]


def fill(body: Body, view: BodyView, render: RenderSlot) -> Markup:
    """Return the body as HTML. `render` makes figures and embeds with their templates."""
    pieces = [body.literals[0]]
    for slot, literal in zip(body.slots, body.literals[1:], strict=True):
        match slot:
            case LinkOpen(link, title):
                target = view.links[link]
                if target:
                    titled = f' title="{escape(title)}"' if title else ""
                    pieces.append(f'<a href="{escape(target)}"{titled}>')
            case LinkClose(link):
                if view.links[link]:
                    pieces.append("</a>")
            case FigureSlot(picture):
                if figure := view.pictures[picture]:
                    pieces.append(render("figure.html", figure))
            case EmbedSlot(url, title, picture):
                poster = view.pictures[picture] if picture >= 0 else None
                pieces.append(render("embed.html", EmbedView(url=url, title=title, poster=poster)))
            case NotePrefix():
                pieces.append(view.notes)
        pieces.append(literal)
    return Markup("".join(pieces))  # noqa: S704 - literals are rendered or sanitised Markdown
