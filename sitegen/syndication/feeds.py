"""Feeds: the newest stories of the site and of its listings, and all that was put right.

The site, its sections and its collections have the whole text in every format, all other listings
RSS with standfirsts. A story's item is made once and shared by all feeds that hold it.
"""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from sitegen.characters import with_plain_spaces
from sitegen.dates import date_text
from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.entries import Entry, Picture
from sitegen.edition.live import KIND as LIVE
from sitegen.edition.live import feeds_of_live
from sitegen.edition.rows import Row
from sitegen.figures.charts.values import Chart
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.filters import day
from sitegen.pages.live import is_open
from sitegen.pages.openness import told_in_feed
from sitegen.pages.outputs import Planned
from sitegen.pages.present import Presenter
from sitegen.pages.puttingright import Speaking, heading, named
from sitegen.pages.services import corrected
from sitegen.pages.slots import FeedChart, FeedPicture
from sitegen.pages.views import Card, Interface, Link, SiteView
from sitegen.pictures.renditions import Use
from sitegen.settings import FeedFormat
from sitegen.statcache import digest_of
from sitegen.syndication.feedlook import address_of_look
from sitegen.syndication.recipes import Feed, FeedItem, FeedText
from sitegen.syndication.series import Series, all_series
from sitegen.syndication.updates import entries
from sitegen.timestamps import compact
from sitegen.transparency import SYNTHETIC, retraction
from sitegen.urls import FEED_FILES, FRONT, normalise, output_path

WIDTH = 960
"""Pixels: large enough for every platform, small enough for a phone."""

TYPES = {".avif": "avif", ".gif": "gif", ".png": "png", ".svg": "svg+xml", ".webp": "webp"}
"""Media types of pictures by suffix; any other is a JPEG."""

WITH_TEXT = frozenset({"site", "section", "collection"})
"""Whose feeds hold the whole text of stories."""

_ITEMS = msgspec.msgpack.Decoder(FeedItem)


def feeds(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield every feed."""
    newsroom = Newsroom(presenter)
    for series in all_series(edition, presenter):
        yield from newsroom.feeds(series)
    yield from newsroom.corrections(edition.corrected)
    for row in edition.live:
        yield from newsroom.live(row)


def guid_of(entry: Entry, presenter: Presenter) -> str:
    """Return what a story is known by for ever: it goes with it when it moves."""
    fields = entry.fields
    aliases = getattr(fields, "aliases", ())
    first = normalise(aliases[0]) if aliases else entry.address
    return getattr(fields, "guid", "") or presenter.absolute(first)


class Newsroom:
    """Makes items and feeds of stories; remembers what several of them hold."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._short: dict[str, FeedItem] = {}
        self._full: dict[str, FeedItem] = {}
        self._authors: dict[str, Link] = {}
        self._names: dict[tuple[str, str, str], str] = {}
        look = address_of_look(presenter)
        self._look = presenter.href(look) if look else ""
        site = presenter.config
        name = site.publisher.name or site.title
        self._publisher = Link(text=name, href=presenter.absolute(FRONT))

    def feeds(self, series: Series) -> Iterator[Planned]:
        """Yield the feeds of a series, in all their formats."""
        whole = series.kind in WITH_TEXT
        shown = [it.faces for it in series.stories if it.faces]
        parts = [it.item + it.text if whole else it.item for it in shown]
        key = fingerprint(series[:-1], b"".join(parts))

        def items() -> tuple[FeedItem, ...]:
            make = self._item_with_text if whole else self._item
            return tuple(make(story) for story in series.stories)

        yield from self._planned(key, *series[:-1], items)

    def corrections(self, stories: Sequence[Row]) -> Iterator[Planned]:
        """Yield the feed of all corrections."""
        presenter = self._presenter
        name = presenter.site.words["corrections"]
        title = presenter.feeds.title(name)
        chosen = corrected(stories)[: presenter.config.feeds.items]
        of = [it.faces for it, _ in chosen if it.faces]
        key = fingerprint([(it.item, it.corrections) for it in of])
        address, items = presenter.locale.corrections, partial(self._corrections, chosen)
        yield from self._planned(key, "corrections", address, title, name, items)

    def _corrections(self, chosen: Sequence[tuple[Row, int]]) -> tuple[FeedItem, ...]:
        presenter = self._presenter
        items = []
        for row, number in chosen:
            item, correction = self._item(row), presenter.story(row).put_right[number]
            moment = presenter.moment(correction.date)
            told = presenter.interface_of(item.lang) or presenter.site
            # Whatever its words become, a correction is known by its date, and by its number
            # among those of the same date.
            same = sum(date == correction.date for date in row.corrected[:number])
            mark = compact(correction.date)
            items.append(
                FeedItem(
                    guid=f"{item.guid}#correction-{mark}{f'-{same + 1}' if same else ''}",
                    url=item.url,
                    title=item.title,
                    summary=with_plain_spaces(named(correction, told.words)),
                    published=moment,
                    updated=moment,
                    lang=item.lang,
                )
            )
        return tuple(items)

    def live(self, row: Row) -> Iterator[Planned]:
        """Yield the feeds of a live page: an item for each of its updates."""
        presenter, address = self._presenter, row.address
        if row.faces and feeds_of_live(address, presenter.config.feeds):
            title = presenter.feeds.title(presenter.card(row).headline)
            key = fingerprint(row.faces.item, row.faces.page, title)
            yield from self._planned(key, LIVE, address, title, "", partial(self._updates, row))

    def _updates(self, row: Row) -> tuple[FeedItem, ...]:
        """Return the newest updates of a live page."""
        item, story = self._item(row), self._presenter.story(row)
        most = self._presenter.config.feeds.items
        return entries(item, self._text(item, story), story.document.updates, most)

    def _planned(  # noqa: PLR0917 - a feed is all of this
        self,
        key: Digest,
        kind: str,
        address: str,
        title: str,
        description: str,
        items: Callable[[], tuple[FeedItem, ...]],
    ) -> Iterator[Planned]:
        presenter = self._presenter
        hub, look = presenter.config.feeds.hub, self._look

        def feed(format_: FeedFormat) -> Feed:
            return Feed(
                format=format_,
                url=presenter.absolute(f"{address}{FEED_FILES[format_]}"),
                home=presenter.absolute(address),
                title=title,
                description=description or title,
                language=presenter.locale.language,
                publisher=self._publisher,
                items=items(),
                hub=hub,
                look=look,
            )

        for format_ in presenter.config.feeds.formats_of(kind):
            path = output_path(f"{address}{FEED_FILES[format_]}")
            of_format = digest_of(key + f"{format_} {hub} {look}".encode())
            yield Planned(path, "feed", "syndicated", of_format, partial(feed, format_))

    def _item(self, row: Row) -> FeedItem:
        """Return a story with its standfirst."""
        if row.path not in self._short:
            kept = self._presenter.library.kept(row.path)
            self._short[row.path] = _ITEMS.decode(kept.item)
        return self._short[row.path]

    def _item_with_text(self, row: Row) -> FeedItem:
        """Return a story, whole."""
        if row.path not in self._full:
            item, entry = self._item(row), self._presenter.library.entry(row.path)
            text = None if is_open(entry) else self._text(item, entry)
            self._full[row.path] = replace(item, text=text)
        return self._full[row.path]

    def _text(self, item: FeedItem, story: Entry) -> FeedText:
        presenter = self._presenter
        way = direction(item.lang)
        told = presenter.interface_of(item.lang) or presenter.site
        return FeedText(
            digest=story.document.body,
            direction=way if way == "rtl" or item.lang != presenter.locale.language else "",
            notes=story.slug,
            links=tuple(self._link(item.url, address) for address in story.links),
            pictures=tuple(self._picture(it, "inline", told) for it in story.pictures),
            place=getattr(story.fields, "place", ""),
            key_points=getattr(story.fields, "key_points", ()),
            disclosed=told_in_feed(story, presenter, told.words),
            method=getattr(story.fields, "method", ""),
            method_title=told.words["method"] if getattr(story.fields, "method", "") else "",
            put_right=tuple(
                f"{day(presenter.moment(it.date), told.language)}: {named(it, told.words)}"
                for it in story.corrections
            ),
            corrections=heading(story.corrections, told.words) if story.corrections else "",
            charts=tuple([self._chart(it, item.lang, told) for it in story.charts]),
        )

    def _chart(
        self, chart: Chart | None, language: str, told: Interface | SiteView
    ) -> FeedChart | None:
        if chart is None:
            return None
        day = date_text(chart.day, told.language)
        words = (told.words[it] for it in ("chart_source", "chart_day"))
        source, as_of = (it.format(source=chart.source, day=day) for it in words)
        return FeedChart(
            chart=chart, language=language, below=f"{source} · {as_of} · {chart.license}"
        )

    def item_of(self, entry: Entry, card: Card) -> FeedItem:
        """Return the item of what is just being settled, with its standfirst."""
        presenter, topics = self._presenter, entry.topics
        changed = entry.stated if is_open(entry) else entry.modified
        assert changed  # noqa: S101 - what has a card has a date
        taken_back = retraction(entry.corrections)
        told = presenter.interface_of(card.lang) or presenter
        categories = dict.fromkeys(
            self._name(kind, id_, name) for kind, id_, name in topics if kind != "author"
        )
        return FeedItem(
            guid=guid_of(entry, presenter),
            url=presenter.absolute(entry.address),
            title=with_plain_spaces(card.headline),
            summary=with_plain_spaces(taken_back.text if taken_back else card.dek),
            published=card.published,
            updated=presenter.moment(changed),
            lang=card.lang or presenter.locale.language,
            authors=tuple(self._author(id_) for kind, id_, _ in topics if kind == "author"),
            categories=tuple(categories),
            picture=self._picture(entry.lead, "lead", told),
        )

    def _link(self, url: str, address: str) -> str:
        """Return an address of a body, absolute; an anchor alone leads to the article's page."""
        if address.startswith("#"):
            return url + self._presenter.href(address)
        return self._presenter.absolute(address) if address else ""

    def _picture(self, picture: Picture | None, use: Use, told: Speaking) -> FeedPicture | None:
        if not picture:
            return None
        made = SYNTHETIC.get(picture.source_type, "")
        path, (width, height) = self._presenter.gallery.single(picture, use, WIDTH)
        return FeedPicture(
            url=self._presenter.absolute(f"/{path}"),
            type=f"image/{TYPES.get(posixpath.splitext(path)[1], 'jpeg')}",
            width=width,
            height=height,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            made=told.words[f"picture_{made}"] if made else "",
        )

    def _author(self, id_: str) -> Link:
        if id_ not in self._authors:
            href = self._presenter.absolute(self._presenter.locale.term("author", id_))
            self._authors[id_] = Link(text=self._name("author", id_, ""), href=href)
        return self._authors[id_]

    def _name(self, kind: str, id_: str, written: str) -> str:
        key = (kind, id_, written)
        if key not in self._names:
            self._names[key] = with_plain_spaces(self._presenter.name_of(*key))
        return self._names[key]
