"""What readers see of a file that was written: its body as a page shows it, through the parser."""

from html import escape

from msgspec import Struct

from sitegen.content.parse import ParseOptions, understand
from sitegen.errors import Problem
from sitegen.model import EMBED, FIGURE, DocumentName, Slot
from sitegen.pages.fragments import filled


class Seen(Struct, frozen=True):
    """The body as HTML, the errors that the file has by itself, and the places in it."""

    html: str
    errors: tuple[Problem, ...]
    is_empty: bool
    anchors: frozenset[str]


def seen(raw: bytes, name: DocumentName, options: ParseOptions) -> Seen:
    """Return what readers see of a file's bytes."""
    understood = understand(raw, name, options)
    document = understood.document

    def fill(slot: Slot, inside: str) -> str:
        if slot.name == FIGURE:
            it = document.pictures[slot.pictures[0]]
            told = inside or escape(it.caption, quote=False)
            return (
                f'\n<figure><img src="{escape(it.src)}" alt="{escape(it.alt)}">'
                f"<figcaption>{told} {escape(it.credit, quote=False)}</figcaption></figure>\n"
            )
        if slot.name == EMBED:
            url, title = slot.texts
            return (
                f'\n<p><a data-plays="" href="{escape(url)}">{escape(title, quote=False)}</a></p>\n'
            )
        link = document.links[slot.links[0]] if slot.links else None
        target = f"{link.target}#{link.anchor}" if link and link.anchor else link and link.target
        return f'<a href="{escape(target or "")}">{inside}</a>'

    html = filled(understood.body, "", fill)
    errors = tuple(it for it in document.problems if it.severity == "error")
    return Seen(
        html, errors, not document.words and not document.pictures, frozenset(document.anchors)
    )
