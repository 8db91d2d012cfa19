"""Feeds as files: RSS and Atom by feedgen, JSON Feed by msgspec.

https://www.rssboard.org/rss-profile; RFC 4287; https://www.jsonfeed.org/version/1.1;
https://www.rssboard.org/media-rss. No date is that of the build: an unchanged feed stays the
same, byte for byte.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from sitegen.languages import list_text
from sitegen.pages.fragments import FeedPicture
from sitegen.pages.templates import ReadBody
from sitegen.syndication.recipes import Feed, FeedItem
from sitegen.syndication.text import as_html, full_text, legal
from sitegen.timestamps import latest, rfc5322

GENERATOR = "sitegen"
TEXTS = 100
"""Texts that are remembered: those of a listing, for its next format, and for the whole site."""

NEVER = "1970-01-01T00:00:00+00:00"
"""When a feed without items was last changed."""

MEDIA = "http://search.yahoo.com/mrss/"
ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def feed_file(feed: Feed, read_body: ReadBody) -> bytes:
    """Return the bytes of a feed."""
    texts = [_text(item, read_body) for item in feed.items]
    if feed.format == "json":
        return _json_feed(feed, texts)
    generator = _generator(feed)
    for item, (whole, summary) in zip(feed.items, texts, strict=True):
        _add(generator, feed, item, whole, summary)
    whole_feed = generator.rss_str if feed.format == "rss" else generator.atom_str
    return bytes(whole_feed(pretty=True))


@lru_cache(maxsize=TEXTS)
def _text(item: FeedItem, read_body: ReadBody) -> tuple[str, str]:
    """Return an item's whole text, if the feed carries it, and its summary."""
    if item.text is None:
        return "", legal(item.summary)
    whole, words = full_text(item, item.text, read_body(item.text.digest))
    return whole, legal(item.summary) or words or legal(item.title)


def _updated(feed: Feed) -> str:
    return latest((item.updated for item in feed.items), default=NEVER)


# RSS and Atom ---------------------------------------------------------------------------------


class NewsExtension:
    """Names the namespaces of what `ItemExtension` adds, and when the feed was updated."""

    updated: str = NEVER

    def extend_ns(self) -> dict[str, str]:
        """Return prefixes and namespaces."""
        return {"media": MEDIA}

    def extend_rss(self, feed: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Write the date anew: feedgen's years have as many digits as they need."""
        feed.find("channel/lastBuildDate").text = rfc5322(self.updated)
        return feed

    def extend_atom(self, feed: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Leave the feed itself as it is."""
        return feed


class ItemExtension:
    """Media RSS, of which feedgen's own extension knows a part, and the dates of RSS."""

    picture: FeedPicture | None = None
    published: str = NEVER
    updated: str = ""

    def extend_rss(self, entry: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Add to an item of RSS."""
        SubElement(entry, "pubDate").text = rfc5322(self.published)
        if self.updated:
            SubElement(entry, f"{{{ATOM}}}updated").text = self.updated
        return self.extend_atom(entry)

    def extend_atom(self, entry: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Add the picture."""
        picture = self.picture
        # Platforms take no drawings.
        if picture and picture.type != "image/svg+xml":
            content = SubElement(
                entry,
                f"{{{MEDIA}}}content",
                url=picture.url,
                type=picture.type,
                medium="image",
                width=str(picture.width),
                height=str(picture.height),
            )
            # As MSN reads them. A `description` feedparser would take for that of the story.
            told = {"title": picture.caption or picture.alt, "text": picture.alt}
            for name, words in told.items():
                if words:
                    SubElement(content, f"{{{MEDIA}}}{name}", type="plain").text = legal(words)
            if picture.credit:
                SubElement(content, f"{{{MEDIA}}}credit").text = legal(picture.credit)
        return entry


def _generator(feed: Feed) -> FeedGenerator:
    generator = FeedGenerator()
    generator.id(feed.url)
    generator.title(legal(feed.title))
    generator.description(_told(feed, legal(feed.description)))
    generator.language(feed.language)
    generator.author(name=legal(feed.publisher.text), uri=feed.publisher.href)
    generator.generator(GENERATOR)
    generator.updated(datetime.fromisoformat(_updated(feed)))  # of a text, feedgen would guess
    generator.link(href=feed.url, rel="self", type=TYPES[feed.format])
    generator.link(href=feed.home, rel="alternate", type="text/html")  # RSS takes the last one
    generator.load_extension("dc", atom=False, rss=True)
    generator.register_extension("news", NewsExtension, ItemExtension)
    generator.news.updated = _updated(feed)
    return generator


def _add(generator: FeedGenerator, feed: Feed, item: FeedItem, whole: str, summary: str) -> None:
    entry = generator.add_entry(order="append")
    entry.title(legal(item.title))
    entry.link(href=item.url, rel="alternate")
    if feed.format == "rss":
        entry.news.published = item.published
        entry.guid(legal(item.guid), permalink=item.guid == item.url)
        if author := _byline(item, feed.language):
            entry.dc.dc_creator(author["name"])
        if item.lang != feed.language:
            entry.dc.dc_language([item.lang])
        if item.updated != item.published:
            entry.news.updated = item.updated
    else:
        entry.published(datetime.fromisoformat(item.published))
        entry.updated(datetime.fromisoformat(item.updated))
        entry.id(_iri(legal(item.guid)))
        entry.author(_byline(item, feed.language) or [])
    if summary:
        entry.summary(_told(feed, summary))
    if whole:
        entry.content(whole, type="html")
    entry.category([{"term": legal(it)} for it in item.categories])
    entry.news.picture = item.picture


def _told(feed: Feed, text: str) -> str:
    """Return a description: readers take those of RSS for HTML, the feed's own as well."""
    return as_html(text) if feed.format == "rss" else text


def _byline(item: FeedItem, language: str) -> dict[str, str]:
    """Return all who sign a story as one: of several, many readers show the first or the last."""
    match item.authors:
        case ():
            return {}
        case (author,):
            return {"name": legal(author.text), "uri": author.href}
        case authors:
            return {"name": legal(list_text(tuple(it.text for it in authors), language))}


def _iri(guid: str) -> str:
    """Return a guid as Atom takes it: as it is if it is an address, else a name of its own."""
    return guid if _IRI.fullmatch(guid) else uuid5(NAMESPACE_URL, guid).urn


# JSON Feed ------------------------------------------------------------------------------------


def _json_feed(feed: Feed, texts: list[tuple[str, str]]) -> bytes:
    whole: dict[str, Any] = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.publisher.text, "url": feed.publisher.href}],
        "items": [
            _json_item(item, feed.language, text, summary)
            for item, (text, summary) in zip(feed.items, texts, strict=True)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _json_item(item: FeedItem, language: str, whole: str, summary: str) -> dict[str, Any]:
    author = _byline(item, language)
    entry: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "content_html": whole,
        "summary": summary,
        "image": item.picture.url if item.picture else "",
        "date_published": item.published,
        "date_modified": item.updated,
        "author": {"name": author["name"]} if author else {},  # for readers of version 1.0
        "authors": [{"name": it.text, "url": it.href} for it in item.authors],
        "tags": item.categories,
        "language": item.lang,
    }
    return {key: value for key, value in entry.items() if value or key == "content_html"}
