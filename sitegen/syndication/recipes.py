"""How each output for other programs is made: views, and nothing else."""

from collections.abc import Iterable
from typing import Self

from msgspec import Struct

from sitegen.model import Digest
from sitegen.pages.slots import FeedChart, FeedPicture
from sitegen.pages.views import Link
from sitegen.settings import FeedFormat


class Syndicated(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The recipe of an output that no template makes. Its values are all that its bytes show."""


class PlainText(Syndicated, frozen=True, kw_only=True):
    """A file whose text is known: robots.txt, rules for servers."""

    text: str

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Return a file of lines."""
        return cls(text="".join(f"{line}\n" for line in lines))


class News(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A story for the news sitemap: publication, ISO 639 language, moment with offset, title."""

    name: str
    language: str
    published: str
    title: str


class SitemapUrl(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An address, absolute; when it last changed, empty if that is not known; its pictures."""

    loc: str
    lastmod: str = ""
    images: tuple[str, ...] = ()
    news: News | None = None


class Sitemap(Syndicated, frozen=True, kw_only=True):
    """One part of the sitemap."""

    urls: tuple[SitemapUrl, ...]


class SitemapIndex(Syndicated, frozen=True, kw_only=True):
    """The parts of the sitemap."""

    parts: tuple[SitemapUrl, ...]


class FeedText(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The text of a story by reference, and what its slots are filled with; links are absolute.

    `direction` is empty for a text that needs no mark: from left to right, in the feed's language.
    `place` is where it was written, `key_points` stand before it. `disclosed` is what a machine
    had to do with it, and is told first; `method` is how it was reported. `put_right` are the
    corrections behind the text, and `corrections` is the word above them. `part` is the anchor of
    an update of a live page, if the text is that alone.
    """

    digest: Digest
    direction: str
    notes: str
    links: tuple[str, ...] = ()
    pictures: tuple[FeedPicture | None, ...] = ()
    place: str = ""
    key_points: tuple[str, ...] = ()
    disclosed: str = ""
    method: str = ""
    method_title: str = ""
    put_right: tuple[str, ...] = ()
    corrections: str = ""
    charts: tuple[FeedChart | None, ...] = ()
    part: str = ""


class FeedItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A story, or a correction, in a feed. Addresses are absolute, moments have their offset.

    `guid` stays what it is for ever. Without a text the feed holds the summary alone.
    """

    guid: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    lang: str
    authors: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()
    picture: FeedPicture | None = None
    text: FeedText | None = None


class Feed(Syndicated, frozen=True, kw_only=True):
    """A feed in one format: its own address, that of the page it belongs to, and its items.

    `look` is the href of what browsers show it by; empty for what they show of XML.
    """

    format: FeedFormat
    url: str
    home: str
    title: str
    description: str
    language: str
    publisher: Link
    items: tuple[FeedItem, ...]
    hub: str = ""
    look: str = ""
