"""Updates of live pages as they stand among others: on a page, and in feeds that hold all of it."""

from collections.abc import Callable
from html import escape

from markupsafe import Markup
from msgspec import Struct

from sitegen.dates import day_text, moment_text, time_text
from sitegen.model import Slot
from sitegen.pages.continuingviews import UpdateView
from sitegen.pages.views import BodyView


def update_on_page(
    slot: Slot, inside: str, view: BodyView, render: Callable[[str, Struct], str]
) -> str:
    """Return an update as pages show it; `render` does so with a template."""
    anchor, moment, headline, language, marks = slot.texts
    return render(
        "update.html",
        UpdateView(
            anchor=anchor,
            moment=moment,
            headline=headline,
            language=language,
            is_key="key" in marks.split(),
            is_pinned="pinned" in marks.split(),
            body=Markup(inside),  # noqa: S704 - of literals, and of what slots became
            interface=view.interface,
        ),
    )


def update_as_text(slot: Slot, inside: str, _known: object) -> str:
    """Return an update as HTML for feeds that hold all of the page."""
    _, moment, _, language, _ = slot.texts
    day = day_text(int(moment[:4]), int(moment[5:7]), int(moment[8:10]), language)
    time = time_text(int(moment[11:13]), int(moment[14:16]), language)
    return f"<p><small>{escape(moment_text(day, time, language))}</small></p>\n{inside}"
