"""Feeds as files: RSS and Atom in the frame that feedgen makes, JSON Feed by msgspec.

Items are written here, as feedgen's own entries would be (`tests/test_feedfiles.py`), which take
ten times as long: they check each value, and become XML bit by bit, anew for each feed.

https://www.rssboard.org/rss-profile; RFC 4287; https://www.jsonfeed.org/version/1.1;
https://www.rssboard.org/media-rss. No date is that of the build: an unchanged feed stays the
same, byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from feedgen.feed import FeedGenerator

from sitegen.conjunctions import list_text
from sitegen.pages.slots import FeedPicture
from sitegen.pages.templates import ReadBody
from sitegen.syndication.recipes import Feed, FeedItem
from sitegen.syndication.text import as_html, full_text, legal
from sitegen.timestamps import latest, rfc5322

GENERATOR = "sitegen"
TEXTS = 500
"""Texts that are remembered: those of the whole site and of its sections, for all formats."""

NEVER = "1970-01-01T00:00:00+00:00"
"""When a feed without items was last changed."""

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss/"
JSON_FEED = "https://jsonfeed.org/version/1.1"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}

_MARKUP = re.compile("[&<>\r]").search
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def feed_file(feed: Feed, read_body: ReadBody) -> bytes:
    """Return the bytes of a feed."""
    texts = [_text(item, read_body) for item in feed.items]
    if feed.format == "json":
        return _json_feed(feed, texts)
    write, frame, end = (
        (_rss_item, _generator(feed).rss_str, "  </channel>\n</rss>\n")
        if feed.format == "rss"
        else (_atom_entry, _generator(feed).atom_str, "</feed>\n")
    )
    head = bytes(frame(pretty=True)).decode().removesuffix(end)
    items = (
        "\n".join(write(feed, item, whole, summary))
        for item, (whole, summary) in zip(feed.items, texts, strict=True)
    )
    return f"{_looking(head, feed.look)}{''.join(items)}{end}".encode()


def _looking(head: str, look: str) -> str:
    """Return the head of a feed with what browsers show it by, behind the declaration."""
    declaration, _, rest = head.partition("\n")
    told = f'<?xml-stylesheet type="text/css" href="{_quoted(look)}"?>\n' if look else ""
    return f"{declaration}\n{told}{rest}"


def _text(item: FeedItem, read_body: ReadBody) -> tuple[str, str]:
    """Return an item's whole text, if the feed carries it, and its summary."""
    return _whole(item, read_body) if item.text else ("", legal(item.summary))


@lru_cache(maxsize=TEXTS)
def _whole(item: FeedItem, read_body: ReadBody) -> tuple[str, str]:
    assert item.text  # noqa: S101 - for the type checker
    whole, words = full_text(item, item.text, read_body(item.text.digest))
    return whole, legal(item.summary) or words or legal(item.title)


def _updated(feed: Feed) -> str:
    return latest((item.updated for item in feed.items), default=NEVER)


# RSS and Atom ---------------------------------------------------------------------------------


class DublinCore:
    """Names a namespace: feedgen's own extension is sought on the disk for each feed."""

    def extend_ns(self) -> dict[str, str]:
        """Return prefixes and namespaces."""
        return {"dc": DUBLIN_CORE}

    def extend_rss(self, feed: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Leave the feed itself as it is."""
        return feed


class NewsModules:
    """Names the namespace of pictures, the hub, and when the feed was updated."""

    updated: str = NEVER
    hub: str = ""

    def extend_ns(self) -> dict[str, str]:
        """Return prefixes and namespaces."""
        return {"media": MEDIA}

    def extend_rss(self, feed: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Write the date anew: feedgen's years have as many digits as they need."""
        feed.find("channel/lastBuildDate").text = rfc5322(self.updated)
        if self.hub:  # of its links feedgen writes the feed's own alone
            itself = feed.find(f"channel/{{{ATOM}}}link")
            itself.addnext(itself.makeelement(itself.tag, href=self.hub, rel="hub"))
        return feed

    def extend_atom(self, feed: Any) -> Any:  # noqa: ANN401 - lxml has no types
        """Leave the feed itself as it is."""
        return feed


def _rss_item(feed: Feed, item: FeedItem, whole: str, summary: str) -> Iterator[str]:
    """Yield an item of RSS, element by element, as feedgen would write it."""
    yield "    <item>"
    yield f"      <title>{_xml(legal(item.title))}</title>"
    yield f"      <link>{_xml(item.url)}</link>"
    if summary:
        yield f"      <description>{_xml(as_html(summary))}</description>"
    if whole:
        name = "content:encoded" if summary else "description"
        yield f"      <{name}>{_xml(whole)}</{name}>"
    permanent = "true" if item.guid == item.url else "false"
    yield f'      <guid isPermaLink="{permanent}">{_xml(legal(item.guid))}</guid>'
    for category in item.categories:
        yield f"      <category>{_xml(legal(category))}</category>"
    if author := _byline(item, feed.language):
        yield f"      <dc:creator>{_xml(author['name'])}</dc:creator>"
    if item.lang != feed.language:
        yield f"      <dc:language>{item.lang}</dc:language>"
    yield f"      <pubDate>{rfc5322(item.published)}</pubDate>"
    if item.updated != item.published:
        yield f"      <atom:updated>{item.updated}</atom:updated>"
    yield from _picture(item.picture, "      ")
    yield "    </item>\n"


def _atom_entry(feed: Feed, item: FeedItem, whole: str, summary: str) -> Iterator[str]:
    """Yield an entry of Atom, element by element, as feedgen would write it."""
    yield "  <entry>"
    yield f"    <id>{_xml(_iri(legal(item.guid)))}</id>"
    yield f"    <title>{_xml(legal(item.title))}</title>"
    yield f"    <updated>{item.updated}</updated>"
    if author := _byline(item, feed.language):
        yield "    <author>"
        yield from (f"      <{it}>{_xml(text)}</{it}>" for it, text in author.items() if text)
        yield "    </author>"
    if whole:
        yield f'    <content type="html">{_xml(whole)}</content>'
    yield f'    <link href="{_quoted(item.url)}"/>'
    if summary:
        yield f"    <summary>{_xml(summary)}</summary>"
    for category in item.categories:
        yield f'    <category term="{_quoted(legal(category))}"/>'
    yield f"    <published>{item.published}</published>"
    yield from _picture(item.picture, "    ")
    yield "  </entry>\n"


def _picture(picture: FeedPicture | None, indent: str) -> Iterator[str]:
    """Yield the picture as Media RSS: feedgen's own extension knows a part of it."""
    # Platforms take no drawings.
    if picture is None or picture.type == "image/svg+xml":
        return
    # As MSN reads them. A `description` feedparser would take for that of the story.
    told = {"title": picture.caption or picture.alt, "text": picture.alt}
    inside = [
        f'{indent}  <media:{name} type="plain">{_xml(legal(words))}</media:{name}>'
        for name, words in told.items()
        if words
    ]
    if picture.credit:
        inside.append(f"{indent}  <media:credit>{_xml(legal(picture.credit))}</media:credit>")
    yield (
        f'{indent}<media:content url="{_quoted(picture.url)}" type="{picture.type}" medium="image"'
        f' width="{picture.width}" height="{picture.height}"{">" if inside else "/>"}'
    )
    if inside:
        yield from inside
        yield f"{indent}</media:content>"


def _xml(text: str) -> str:
    """Return a text as libxml2 writes it between tags."""
    if _MARKUP(text) is None:
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _quoted(text: str) -> str:
    """Return a text as libxml2 writes it in an attribute."""
    text = _xml(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


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
    if feed.hub:
        generator.link(href=feed.hub, rel="hub")
    generator.link(href=feed.home, rel="alternate", type="text/html")  # RSS takes the last one
    generator.register_extension("dc", DublinCore, atom=False)
    generator.register_extension("news", NewsModules)
    generator.news.updated = _updated(feed)
    generator.news.hub = feed.hub
    return generator


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
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
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
