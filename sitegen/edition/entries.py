"""Documents as an edition has them: placed, resolved, illustrated."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Literal, NamedTuple, cast

from msgspec import Struct

from sitegen.figures.charts.values import Chart
from sitegen.figures.maps.values import Drawn
from sitegen.model import (
    ArticleFields,
    Digest,
    Document,
    DocumentFields,
    DocumentName,
)
from sitegen.pictures.facts import Probe, Rights
from sitegen.transparency import Correction

HeldReason = Literal["draft", "scheduled", "embargo", "expired"]
Turn = Literal[
    "released", "updated", "corrected", "withdrawn", "loses a picture", "is no news any more"
]
TermKind = Literal["section", "country", "tag", "author", "thread", "year", "month", "collection"]


class Topic(NamedTuple):
    """What makes a story part of a listing. `name` is what an editor wrote."""

    kind: TermKind
    id: str
    name: str

    @property
    def filed(self) -> str:
        """The same in one text, which rows keep: there are a dozen a story, and texts are quick."""
        return "\0".join(self)


@cache
def topic_of(filed: str) -> Topic:
    """Return the topic that a text stands for."""
    kind, id_, name = filed.split("\0", 2)
    return Topic(cast("TermKind", kind), id_, name)


def joined(texts: Iterable[str]) -> str:
    """Return texts as one, which is read and held in less: no value has the sign between them."""
    return _BETWEEN.join(texts)


def parted(text: str) -> tuple[str, ...]:
    """Return the texts that were joined."""
    return tuple(text.split(_BETWEEN)) if text else ()


_BETWEEN = "\x01"


class Held(Struct, frozen=True):
    """An article that the public does not see: why, and until when if that is known."""

    path: str
    reason: HeldReason
    until: datetime | None = None


class Picture(Struct, frozen=True, kw_only=True):
    """A picture in use: its file, what is known of that, and what readers are told of it.

    `rights` are what derived files carry: the file's own, the front matter's credit where the
    file has none. A `graphic` is never cropped; `dark` stands for it where the page is dark, or its
    own colours are turned over there if it `inverts`.
    """

    source: str
    digest: Digest
    probe: Probe
    rights: Rights
    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""
    source_type: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    graphic: bool = False
    dark: "Picture | None" = None
    inverts: bool = False


class Entry(Struct, frozen=True, kw_only=True):
    """A document of this edition, with all that was found out about it.

    `kind` is the name of its kind; `slug` is the id of what has no address of its own. `links` runs
    parallel to `document.links`: the address each leads to, with its anchor, or an empty string for
    a link that must be plain text for the time being. `pictures` runs parallel to
    `document.pictures`: None for one that may not be shown any more; so do `charts` and `maps`.
    `lead` is the picture that stands for the whole, be it a portrait. `topics` are those that
    exist. What has no date was never
    `published`; `told` is when a live page had its newest update.
    """

    path: str
    kind: DocumentName
    fields: DocumentFields
    document: Document
    slug: str
    address: str
    topics: tuple[Topic, ...]
    published: datetime | None
    updated: datetime | None
    told: datetime | None = None
    corrections: tuple[Correction, ...]
    held: Held | None
    lead: Picture | None
    pictures: tuple[Picture | None, ...]
    links: tuple[str, ...]
    charts: tuple[Chart | None, ...] = ()
    maps: tuple[Drawn | None, ...] = ()

    @property
    def modified(self) -> datetime | None:
        """When readers were last told of a change; a correction is one."""
        if self.published is None:
            return None
        return max(self.stated or self.published, self.told or self.published)

    @property
    def stated(self) -> datetime | None:
        """The same, but for the updates of a live page: while it is open, there are too many."""
        if self.published is None:
            return None
        moments = [correction.date for correction in self.corrections]
        return max(self.published, self.updated or self.published, *moments)

    @property
    def put_right(self) -> tuple[Correction, ...]:
        """What is listed among all corrections; what is merely new is not."""
        return tuple([it for it in self.corrections if it.kind != "update"])


class Story(Entry, frozen=True, kw_only=True):
    """An article of this edition."""

    fields: ArticleFields
    published: datetime


class Used(Struct, frozen=True, array_like=True):
    """A place that names a picture: the picture's source, and the path and place of who names it.

    Held-back articles count too. `credit` is what readers are told there.
    """

    source: str
    path: str
    line: int
    column: int
    credit: str
