"""The frozen values that pass between the stages.

    discover -> Source      parse -> Document      relate -> Edition      plan -> Output

What editors write is named by `DocumentFields`, a type for each kind of document: these types
are the contract of the front matter (`sitegen schema` and the strict decoder both read them).
All moments are aware and in UTC.
"""

from functools import lru_cache
from typing import ClassVar, Literal

import msgspec
from msgspec import Struct

from sitegen.chart_ref import ChartRef
from sitegen.errors import Findings, Problem
from sitegen.field_types import (
    UNDATED,
    AbsoluteMoment,
    Address,
    Day,
    Fields,
    Live,
    Moment,
    Name,
    Prose,
    SomeName,
    SomeProse,
    Tags,
    Text,
    Unless,
)
from sitegen.field_values import (
    Citation,
    CountryFact,
    ExternalStory,
    Image,
    LabelledLink,
    Milestone,
    OfficeHolder,
    Portrait,
    SectionHeading,
)
from sitegen.happenings import Dated, Update
from sitegen.map_ref import MapRef
from sitegen.transparency import Correction, Disclosure

Digest = bytes
"""BLAKE2b, 16 bytes."""


# What editors write -------------------------------------------------------------------------


class ArticleFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="article"):
    """The front matter of `content/articles/**/*.md`."""

    REQUIRED: ClassVar = {"date": Unless("status", "draft")}

    headline: SomeProse
    date: Moment = UNDATED
    dek: Prose = ""
    kicker: Prose = ""
    updated: Moment | None = None
    place: Prose = ""
    key_points: tuple[SomeProse, ...] = ()
    authors: tuple[SomeName, ...] = ()
    section: Name = ""
    countries: tuple[SomeName, ...] = ()
    tags: Tags = ()
    lang: Name = ""
    image: Image | None = None
    section_headings: tuple[SomeProse | SectionHeading, ...] = ()
    related: tuple[Text | ExternalStory, ...] = ()
    status: Literal["published", "draft"] = "published"
    embargo: AbsoluteMoment | None = None
    expires: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    ai: Disclosure | None = None
    method: Prose = ""
    sources: tuple[Citation, ...] = ()
    aliases: tuple[Address, ...] = ()
    guid: str = ""
    noindex: bool = False
    slug: Name = ""
    live: Live | None = None
    thread: SomeName | tuple[SomeName, ...] = ()
    milestone: SomeProse | Milestone | None = None

    @property
    def threads(self) -> tuple[str, ...]:
        """The ids of its threads, the first of which it belongs to most."""
        return (self.thread,) if isinstance(self.thread, str) else self.thread


class PageFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="page"):
    """The front matter of `content/pages/**/*.md`."""

    title: SomeProse
    dek: Prose = ""
    slug: Name = ""
    lang: Name = ""
    noindex: bool = False
    aliases: tuple[Address, ...] = ()


class AuthorFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="author"):
    """The front matter of `content/authors/<id>.md`."""

    name: SomeProse
    desk: bool | None = None
    role: Prose = ""
    portrait: Portrait | None = None
    links: tuple[LabelledLink, ...] = ()
    aliases: tuple[Address, ...] = ()


class ThreadFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="thread"):
    """The front matter of `content/threads/<id>.md`: a story that goes on over many articles."""

    title: SomeProse
    dek: Prose = ""
    summary: Prose = ""
    as_of: Day | None = None
    status: Literal["open", "closed"] = "open"
    image: Image | None = None
    aliases: tuple[Address, ...] = ()


class CountryFields(Fields, frozen=True, kw_only=True, tag_field="kind", tag="country"):
    """The front matter of `content/countries/XX.md`: what the paper says of a country."""

    dek: Prose = ""
    facts: tuple[CountryFact, ...] = ()
    people: tuple[OfficeHolder, ...] = ()
    neighbours: tuple[SomeName, ...] = ()


DocumentName = Literal["article", "page", "author", "thread", "country"]
"""The tags of front matters; `content/kinds.py` has a record for each."""

DocumentFields = ArticleFields | PageFields | AuthorFields | ThreadFields | CountryFields


# Discovered ---------------------------------------------------------------------------------

DataName = Literal["config", "style", "topics", "views", "table", "maps", "boundaries"]
SourceKind = Literal[DocumentName, DataName, "picture", "font", "template", "asset"]


class Source(Struct, frozen=True, gc=False):
    """One file that shapes the site. `path` is relative to the root, with slashes, in NFC."""

    path: str
    kind: SourceKind
    digest: Digest
    file: str
    """The path as the file system spells it; empty for a file of the default theme."""


# Parsed -------------------------------------------------------------------------------------


LINK, FIGURE, EMBED, CHART, MAP, UPDATE = "link", "figure", "embed", "chart", "map", "update"
"""Names of slots. A link stands among words; all others stand between paragraphs."""

NOTES = "\0"
"""Stands in the ids of a body for what makes them unique among articles. No text holds it."""


class Slot(Struct, frozen=True, gc=False, array_like=True):
    """A hole in a body, and what it is to be filled with.

    `name` says how, for each reader (`pages/slots.py`). `links`, `pictures`, `charts` and
    `maps` are numbers of those of the document. What stands between a slot and its end belongs to
    it: the words of a link, the caption of a figure that is more than words.
    """

    name: str
    links: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    charts: tuple[int, ...] = ()
    maps: tuple[int, ...] = ()


class Body(Struct, frozen=True, gc=False, array_like=True):
    """HTML with holes: `literals[0] slots[0] literals[1] … literals[-1]`.

    There is one literal more than there are slots. None is the end of the slot that began last.
    Pages, feeds and search fill the slots each in their own way.
    """

    literals: tuple[str, ...]
    slots: tuple[Slot | None, ...]


class Heading(Struct, frozen=True, gc=False, array_like=True):
    """A heading of the body, its anchor, its line, and its name in the contents list."""

    level: int
    id: str
    text: str
    line: int
    short: str = ""


class LinkRef(Struct, frozen=True, gc=False, array_like=True):
    """A link as written that must lead somewhere on this site, and where it is written.

    `target` is a path to a file, a slug, or an address that begins with a slash; it is empty
    for a link within the page. `anchor` is what stands behind the `#`, decoded.
    """

    target: str
    anchor: str
    line: int
    column: int


INVERT = "invert"
"""What is written for the file of the dark if the picture itself is turned over there."""


class PictureRef(Struct, frozen=True, gc=False, array_like=True):
    """A picture in a body, as written, and where.

    `kind` is what it is said to be, "photo" or "graphic"; empty if its file is to tell. `dark` is
    what stands for it where the page is dark, or has `INVERT` for its `src`; of that `src` and the
    place are all there is.
    """

    src: str
    alt: str
    caption: str
    credit: str
    license: str
    line: int
    column: int
    source_type: str = ""
    kind: str = ""
    dark: "PictureRef | None" = None


@lru_cache(maxsize=8)
def _places(encoded: bytes) -> dict[str, tuple[int, int]]:
    """Return the places of a document, decoded once for all its problems."""
    return msgspec.msgpack.decode(encoded, type=dict[str, tuple[int, int]])


class Document(Struct, frozen=True, kw_only=True, array_like=True):
    """One Markdown file, understood as far as that is possible without any other file.

    `fields` is None if there is no front matter to speak of. It is `sound` if that has no
    error; if not, `fields` holds what could be read, for further checks only, and the file still
    exists as a target of links. `places` is a msgpack map from a key's path ("image.src",
    "authors.0") to its [line, column]. Problems have no path yet.
    """

    fields: DocumentFields | None
    sound: bool
    body: Digest = b""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[LinkRef, ...] = ()
    pictures: tuple[PictureRef, ...] = ()
    words: int = 0
    problems: Findings = Findings()
    places: bytes = b"\x80"
    charts: tuple[ChartRef, ...] = ()
    maps: tuple[MapRef, ...] = ()
    dated: tuple[Dated, ...] = ()
    updates: tuple[Update, ...] = ()

    def place(self, key: str) -> tuple[int, int]:
        """Return the line and column of a key's value; of the nearest key above it if absent."""
        places = _places(self.places)
        while key and key not in places:
            key = key.rpartition(".")[0]
        return places.get(key, (1, 1))

    def has(self, key: str) -> bool:
        """Say whether the front matter has a key, whatever it says."""
        return key in _places(self.places)

    def problem(
        self, path: str, key: str, message: str, hint: str = "", *, warning: bool = False
    ) -> Problem:
        """Return a problem with the value of `key`."""
        line, column = self.place(key)
        return Problem(path, line, column, message, hint, "warning" if warning else "error")
