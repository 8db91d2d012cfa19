"""What was found in another system: one neutral model for all kinds of sources.

Everything but the texts of stories is held at once; the texts are read one by one, since an
archive may be larger than memory. Moments are aware. Addresses are as the source has them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from sitegen.importing.tree import Block

Status = Literal["published", "draft", "scheduled", "private", "protected"]
"""What a story was there. Only what was published is ever published by a move."""


NO_ADDRESS = "https://example.org"
"""Where a site lies whose source does not say it."""

OF_WORDPRESS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"category": ("/category/{key}/",), "tag": ("/tag/{key}/",), "author": ("/author/{key}/",)}
)
"""Where WordPress lists texts, and what is read like an export of it."""


class Site(Struct, frozen=True, kw_only=True):
    """The site as a whole; `address` is where it lies, without a slash at the end."""

    title: str = ""
    description: str = ""
    language: str = ""
    address: str = ""
    timezone: str = ""
    offsets: tuple[tuple[datetime, int], ...] = ()
    """Moments in UTC, and how many seconds the newsroom's clock was ahead: two a year suffice."""


class Person(Struct, frozen=True, kw_only=True):
    """Who signs stories: `key` is what these call them."""

    key: str
    name: str
    biography: str = ""
    url: str = ""


class Term(Struct, frozen=True, kw_only=True):
    """What stories are filed under: a category, a topic, or something of the system's own.

    `taxonomy` is "category", "tag" or any other name; `parent` is the key of a wider term.
    """

    taxonomy: str
    key: str
    name: str
    parent: str = ""


class File(Struct, frozen=True, kw_only=True):
    """A picture or another file of the source, with what is known of it.

    `address` is where it lies on the web; `path` below the folder of uploads.
    """

    key: str
    address: str
    path: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""


class Story(Struct, frozen=True, kw_only=True):
    """A story or a page without its text.

    `place` is where it is in the source, for messages: "export.xml:120". `terms` are (taxonomy,
    key). `extra` are values that mappings may use, such as the primary category.
    """

    key: str
    kind: Literal["article", "page"]
    place: str
    headline: str
    status: Status = "published"
    slug: str = ""
    address: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    authors: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    dek: str = ""
    picture: str = ""
    parent: str = ""
    language: str = ""
    comments: int = 0
    aliases: tuple[str, ...] = ()
    """Older addresses than its own, as the source has them."""

    section: str = ""
    """The key of the category that the source itself takes for the main one, if it says so."""

    @property
    def stays(self) -> bool:
        """Whether it is public, and for good: only then may files that it names be served."""
        return self.status == "published" and self.expires is None


class Left(Struct, frozen=True, gc=False):
    """Something of the source that is not carried, and why."""

    place: str
    what: str
    why: str


class Text(Struct, frozen=True):
    """The text of a story.

    `source` is the same as HTML, as plainly as the source has it: the proof reads it by itself.
    `dropped` and `added` are words that are gone, or come, by intention: each with its reason.
    """

    key: str
    blocks: tuple[Block, ...]
    source: str
    dropped: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    """Addresses of pictures that the source names in other ways than by a tag."""

    remarks: tuple[Left, ...] = ()


class Found(Struct, frozen=True, kw_only=True):
    """All that a source holds. `texts` yields the text of each story, in the order of `stories`."""

    site: Site
    people: tuple[Person, ...]
    terms: tuple[Term, ...]
    files: tuple[File, ...]
    stories: tuple[Story, ...]
    left: tuple[Left, ...]
    texts: Callable[[], Iterator[Text]]
    comments: int = 0
    numbers: dict[str, str] = {}
    """Paths of listings by what asks for them with a number, such as "cat=3"."""

    listings: Mapping[str, tuple[str, ...]] = OF_WORDPRESS
    """Where the source lists what is filed under a term of a taxonomy, or what somebody signs; of
    a "section" it is what the new site calls so."""

    permalinks: tuple[str, ...] = ()
    """Addresses as texts name them for code to make."""
