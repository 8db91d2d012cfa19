"""Items of RSS and Atom are written as feedgen would write them, byte for byte."""

from datetime import datetime
from typing import Any

import pytest
from lxml.etree import SubElement
from msgspec.structs import replace

from sitegen.conjunctions import list_text
from sitegen.model import Body
from sitegen.pages.slots import FeedPicture
from sitegen.pages.views import Link
from sitegen.settings import FeedFormat
from sitegen.syndication import feedfiles
from sitegen.syndication.feedfiles import feed_file
from sitegen.syndication.recipes import Feed, FeedItem, FeedText
from sitegen.syndication.text import as_html, legal
from sitegen.timestamps import rfc5322

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"

NASTY = "<b> & 'c' \"d\" ]]> \u00a0 Київ \U0001f600 &amp; e\u2028f \u0080"
"""What XML escapes, and what it might."""

SPACED = "two\nlines\tand\rmore"
PICTURE = FeedPicture(
    url="https://test.example/a.jpg?b=1&c=2",
    type="image/jpeg",
    width=960,
    height=640,
    alt=NASTY,
    caption=f"Caption {SPACED}",
    credit="Jo & Berg",
)
PLAIN = FeedItem(
    guid="https://test.example/one/",
    url="https://test.example/one/",
    title="A headline",
    summary="",
    published="2026-03-01T09:00:00+01:00",
    updated="2026-03-01T09:00:00+01:00",
    lang="en",
)
ITEMS = {
    "plain": PLAIN,
    "nasty": replace(
        PLAIN,
        guid=f"tag:{NASTY}",
        title=NASTY,
        summary=f"{NASTY} {SPACED}",
        categories=(NASTY, SPACED, "Plain"),
        authors=(Link(text=NASTY, href="https://test.example/a/?b&c"),),
    ),
    "several authors": replace(PLAIN, authors=(Link(text="Ann & Co", href="/"),) * 3),
    "changed": replace(PLAIN, updated="0999-12-31T23:59:59-11:30", published=PLAIN.updated),
    "another language": replace(PLAIN, lang="ar", summary="ملخص"),
    "a picture": replace(PLAIN, picture=PICTURE, summary="x"),
    "a picture without words": replace(
        PLAIN, picture=replace(PICTURE, alt="", caption="", credit="")
    ),
    "a drawing": replace(PLAIN, picture=replace(PICTURE, type="image/svg+xml")),
    "whole": replace(PLAIN, text=FeedText(digest=b"", direction="", notes="one")),
    "whole, with a summary": replace(
        PLAIN, summary=NASTY, text=FeedText(digest=b"", direction="rtl", notes="one")
    ),
}


def body(_digest: bytes) -> Body:
    return Body(literals=(f"<p>{SPACED} &amp; &lt;b&gt;</p>\n<h2>b</h2>\n",), slots=())


def feed_of(items: tuple[FeedItem, ...], format_: FeedFormat) -> Feed:
    return Feed(
        format=format_,
        url="https://test.example/feed.xml?a=1&b=2",
        home="https://test.example/",
        title=NASTY,
        description="All & more",
        language="en",
        publisher=Link(text="The <Test>", href="https://test.example/"),
        items=items,
    )


class Rest:
    """What feedgen's own entries do not know."""

    item: FeedItem

    def extend_rss(self, entry: Any) -> Any:
        SubElement(entry, "pubDate").text = rfc5322(self.item.published)
        if self.item.updated != self.item.published:
            SubElement(entry, f"{ATOM}updated").text = self.item.updated
        return self.extend_atom(entry)

    def extend_atom(self, entry: Any) -> Any:
        picture = self.item.picture
        if picture and picture.type != "image/svg+xml":
            sizes = {"width": str(picture.width), "height": str(picture.height)}
            kind = {"type": picture.type, "medium": "image"}
            content = SubElement(entry, f"{MEDIA}content", url=picture.url, **kind, **sizes)
            for name, words in (
                ("title", picture.caption or picture.alt),
                ("text", picture.alt),
            ):
                if words:
                    SubElement(content, f"{MEDIA}{name}", type="plain").text = legal(words)
            if picture.credit:
                SubElement(content, f"{MEDIA}credit").text = picture.credit
        return entry


def feedgens(feed: Feed) -> bytes:
    """Return a feed with feedgen's own entries."""
    generator = feedfiles._generator(feed)
    for item in feed.items:
        whole, summary = feedfiles._text(item, body)
        entry = generator.add_entry(order="append")
        entry.load_extension("dc", atom=False)
        entry.register_extension("rest", Rest)
        entry.rest.item = item
        entry.title(legal(item.title))
        entry.link(href=item.url, rel="alternate")
        names = [legal(it.text) for it in item.authors]
        if feed.format == "rss":
            entry.guid(legal(item.guid), permalink=item.guid == item.url)
            if names:
                entry.dc.dc_creator(legal(list_text(tuple(names), "en")))
            if item.lang != feed.language:
                entry.dc.dc_language([item.lang])
        else:
            entry.published(datetime.fromisoformat(item.published))
            entry.updated(datetime.fromisoformat(item.updated))
            entry.id(feedfiles._iri(legal(item.guid)))
            if names:
                one = {"uri": item.authors[0].href} if len(names) == 1 else {}
                entry.author(name=legal(list_text(tuple(names), "en")), **one)
        if summary:
            entry.summary(as_html(summary) if feed.format == "rss" else summary)
        if whole:
            entry.content(whole, type="html")
        entry.category([{"term": legal(it)} for it in item.categories])
    write = generator.rss_str if feed.format == "rss" else generator.atom_str
    return bytes(write(pretty=True))


@pytest.mark.parametrize("format_", ["rss", "atom"])
@pytest.mark.parametrize("names", [(it,) for it in ITEMS] + [(), tuple(ITEMS)], ids=str)
def test_items_are_what_feedgen_would_write(names: tuple[str, ...], format_: FeedFormat) -> None:
    feed = feed_of(tuple(ITEMS[it] for it in names), format_)
    assert feed_file(feed, body).decode() == feedgens(feed).decode()
