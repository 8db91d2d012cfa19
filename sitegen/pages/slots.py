"""What slots are filled with, by their names: on a page, in a feed, for whoever reads words alone.

A new kind of slot is one entry of `READERS`, and a template if its page asks for one.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.figures.charts.values import Chart
from sitegen.model import CHART, EMBED, FIGURE, LINK, MAP, UPDATE, Slot
from sitegen.pages.mapviews import MapView
from sitegen.pages.updates import update_as_text, update_on_page
from sitegen.pages.views import BodyView, PictureView, View


class EmbedView(View, frozen=True, kw_only=True):
    """Something that lies elsewhere: a link, and a poster if there is one."""

    url: str
    title: str
    poster: PictureView | None = None


RenderSlot = Callable[[str, Struct], str]
"""Renders a template, by its name, with a view."""


class FeedPicture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture in a feed: one file, absolute, with its media type and its size in pixels."""

    url: str
    type: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    made: str = ""


FeedPictures = Sequence[FeedPicture | None]


class FeedChart(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A chart in a feed: its table, in a language, and the line below that, in words."""

    chart: Chart
    language: str
    below: str


class InFeed(NamedTuple):
    """What the slots of a body are filled with in a feed: hrefs of links, pictures, charts."""

    links: Sequence[str] = ()
    pictures: FeedPictures = ()
    charts: Sequence[FeedChart | None] = ()


class InWords(NamedTuple):
    """The same for whoever reads words alone: captions of pictures, charts."""

    captions: Sequence[str] = ()
    charts: Sequence[Chart | None] = ()


class SlotReader(NamedTuple):
    """How slots of one name are filled. Each function takes a slot and the HTML that belongs to it.

    `page` also takes the view of the body, and what renders `template`; `feed` and `words` what is
    known of the document there. `words` returns HTML too, whose tags go.
    """

    page: Callable[[Slot, str, BodyView, RenderSlot], str]
    feed: Callable[[Slot, str, InFeed], str]
    words: Callable[[Slot, str, InWords], str]
    template: str = ""


# Links ----------------------------------------------------------------------------------------


def _link(slot: Slot, inside: str, links: Sequence[str]) -> str:
    target = links[slot.links[0]]
    if not target:
        return inside
    title = f' title="{escape(slot.texts[0])}"' if slot.texts else ""
    return f'<a href="{escape(target)}"{title}>{inside}</a>'


# Figures --------------------------------------------------------------------------------------


def _leads(slot: Slot, links: Sequence[str]) -> str:
    """Return the address to which a figure leads, or nothing."""
    if slot.links:
        return links[slot.links[0]]
    return slot.texts[0] if slot.texts else ""


def _figure_on_page(slot: Slot, inside: str, view: BodyView, render: RenderSlot) -> str:
    shown = view.pictures[slot.pictures[0]]
    if not shown:
        return ""
    told = Markup(inside) if inside else shown.caption  # noqa: S704 - of literals, too
    href = _leads(slot, view.links)
    return render("figure.html", replace(shown, href=href, caption=told))


def _figure_in_feed(slot: Slot, inside: str, known: InFeed) -> str:
    picture = known.pictures[slot.pictures[0]]
    return feed_figure(picture, _leads(slot, known.links), inside) if picture else ""


def feed_figure(picture: FeedPicture, href: str = "", caption: str = "") -> str:
    """Return a picture as HTML for feeds; `caption` is HTML, and stands in for the picture's."""
    words = caption or escape(picture.caption, quote=False)
    told = [words] if words else []
    if picture.made:
        told.append(f"<strong>{escape(picture.made, quote=False)}</strong>")
    if picture.credit:
        told.append(f"<small>{escape(picture.credit, quote=False)}</small>")
    below = f"<figcaption>{' '.join(told)}</figcaption>" if told else ""
    image = (
        f'<img src="{escape(picture.url)}" width="{picture.width}"'
        f' height="{picture.height}" alt="{escape(picture.alt)}">'
    )
    if href:
        image = f'<a href="{escape(href)}">{image}</a>'
    return f"<figure>{image}{below}</figure>"


# Embeds ---------------------------------------------------------------------------------------


def _embed_on_page(slot: Slot, _inside: str, view: BodyView, render: RenderSlot) -> str:
    url, title = slot.texts
    poster = view.pictures[slot.pictures[0]] if slot.pictures else None
    return render("embed.html", EmbedView(url=url, title=title, poster=poster))


def _embed_in_feed(slot: Slot, _inside: str, _known: InFeed) -> str:
    url, title = slot.texts
    return f'<p><a href="{escape(url)}">{escape(title, quote=False)}</a></p>'


# Charts ---------------------------------------------------------------------------------------


def _chart_on_page(slot: Slot, _inside: str, view: BodyView, render: RenderSlot) -> str:
    shown = view.charts[slot.charts[0]]
    if not shown:
        return ""
    # Most pages have none, and need not load what draws them.
    from sitegen.pages.charts import drawn_chart  # noqa: PLC0415

    return render("chart.html", drawn_chart(shown, slot.charts[0]))


def _chart_in_feed(slot: Slot, _inside: str, known: InFeed) -> str:
    shown = known.charts[slot.charts[0]]
    if not shown:
        return ""
    from sitegen.figures.charts.tabled import table  # noqa: PLC0415 - as above

    title, below = (escape(it, quote=False) for it in (shown.chart.title, shown.below))
    made = table(shown.chart, shown.language)
    return f"<p><strong>{title}</strong></p>\n{made}\n<p><small>{below}</small></p>"


def _chart_in_words(slot: Slot, _inside: str, known: InWords) -> str:
    chart = known.charts[slot.charts[0]]
    return f" {escape(' '.join(chart.words), quote=False)} " if chart else ""


# Maps -----------------------------------------------------------------------------------------


def _map_on_page(slot: Slot, _inside: str, view: BodyView, render: RenderSlot) -> str:
    drawn = view.maps[slot.maps[0]]
    if not drawn:
        return ""
    title, caption, source, *_ = slot.texts
    shown = MapView(
        drawing=drawn.svg,
        title=title,
        caption=caption,
        source=source,
        notes=drawn.notes,
        marked=drawn.marked,
        places=drawn.places,
        language=drawn.language,
        interface=view.interface,
    )
    return render("map.html", shown)


def _map_in_feed(slot: Slot, _inside: str, _known: InFeed) -> str:
    title, caption, source, *places = (escape(it, quote=False) for it in slot.texts)
    told = "".join(f"<p>{it}</p>" for it in (caption, source) if it)
    listed = "".join(f"<li>{it}</li>" for it in places)
    return f"<p><strong>{title}</strong></p>{told}" + (f"<ul>{listed}</ul>" if listed else "")


READERS: Mapping[str, SlotReader] = {
    UPDATE: SlotReader(
        page=update_on_page,
        feed=update_as_text,
        words=lambda _, inside, __: inside,
        template="update.html",
    ),
    LINK: SlotReader(
        page=lambda slot, inside, view, _: _link(slot, inside, view.links),
        feed=lambda slot, inside, known: _link(slot, inside, known.links),
        words=lambda _, inside, __: inside,
    ),
    FIGURE: SlotReader(
        page=_figure_on_page,
        feed=_figure_in_feed,
        words=lambda slot, _, known: f" {escape(known.captions[slot.pictures[0]])} ",
        template="figure.html",
    ),
    EMBED: SlotReader(
        page=_embed_on_page,
        feed=_embed_in_feed,
        words=lambda slot, _, __: f" {escape(slot.texts[1])} ",
        template="embed.html",
    ),
    CHART: SlotReader(
        page=_chart_on_page,
        feed=_chart_in_feed,
        words=_chart_in_words,
        template="chart.html",
    ),
    MAP: SlotReader(
        page=_map_on_page,
        feed=_map_in_feed,
        words=lambda slot, _, __: f" {escape(' '.join(slot.texts))} ",
        template="map.html",
    ),
}
TEMPLATES = frozenset(it.template for it in READERS.values() if it.template)
"""Those that any page with a body may ask for."""
