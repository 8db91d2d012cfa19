"""The values of an edition: everything public, resolved, and nothing else.

One edition feeds every writer, so that what is held back cannot leak through a second path.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct

from sitegen.errors import Problem
from sitegen.model import (
    ArticleFields,
    AuthorFields,
    Correction,
    Digest,
    Document,
    ExternalStory,
    PageFields,
)
from sitegen.pictures.facts import Probe, Rights

HeldReason = Literal["draft", "scheduled", "embargo", "expired"]
Turn = Literal[
    "released", "updated", "corrected", "withdrawn", "loses a picture", "is no news any more"
]
TermKind = Literal["section", "country", "tag", "author", "year", "month"]


class Topic(NamedTuple):
    """What makes a story part of a listing. `name` is what an editor wrote."""

    kind: TermKind
    id: str
    name: str


class Held(Struct, frozen=True):
    """An article that the public does not see: why, and until when if that is known."""

    path: str
    reason: HeldReason
    until: datetime | None = None


class Picture(Struct, frozen=True, kw_only=True):
    """A picture in use: its file, what is known of that, and what readers are told of it.

    `rights` are what derived files carry: the file's own, the front matter's credit where the
    file has none.
    """

    source: str
    digest: Digest
    probe: Probe
    rights: Rights
    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""
    focus: tuple[float, float] = (0.5, 0.5)


class Line(Struct, frozen=True, kw_only=True, array_like=True):
    """What was found out about an article of this edition, all but its document.

    `links` runs parallel to `document.links`: the address each leads to, with its anchor, or
    an empty string for a link that must be plain text for the time being. `pictures` runs
    parallel to `document.pictures`: None for one that may not be shown any more. `related`
    holds the explicit entries first (paths of stories of this edition, or external stories),
    then the computed ones.
    """

    path: str
    slug: str
    address: str
    topics: tuple[Topic, ...]
    published: datetime
    updated: datetime | None
    corrections: tuple[Correction, ...]
    held: Held | None
    lead: Picture | None
    pictures: tuple[Picture | None, ...]
    links: tuple[str, ...]
    related: tuple[str | ExternalStory, ...] = ()


class Story(Line, frozen=True, kw_only=True):
    """An article of this edition."""

    fields: ArticleFields
    document: Document

    @property
    def modified(self) -> datetime:
        """When readers were last told of a change; a correction is one."""
        if not self.corrections:
            return max(self.published, self.updated) if self.updated else self.published
        corrected = (correction.date for correction in self.corrections)
        return max(self.published, self.updated or self.published, *corrected)


class StaticPage(Struct, frozen=True, kw_only=True):
    """A page that is no news: who we are, how to reach us."""

    path: str
    fields: PageFields
    document: Document
    address: str
    pictures: tuple[Picture | None, ...]
    links: tuple[str, ...]


class Author(Struct, frozen=True, kw_only=True):
    """Who signs articles: a person or a desk. The body of the document is the biography."""

    id: str
    path: str
    fields: AuthorFields
    document: Document
    portrait: Picture | None
    pictures: tuple[Picture | None, ...]
    links: tuple[str, ...]

    @property
    def is_desk(self) -> bool:
        """Whether this is an organisation; if nobody says, the id does: `asia-desk`."""
        if self.fields.desk is not None:
            return self.fields.desk
        return self.id.rpartition("-")[2] == "desk"


class Term(Struct, frozen=True):
    """A listing and its stories. `name` is as written for a tag, else found by the id."""

    kind: TermKind
    id: str
    name: str
    address: str
    stories: Sequence[Story]


class Used(Struct, frozen=True):
    """A place that names a picture: the picture's source, and the path and place of who names it.

    Held-back articles count too. `credit` is what readers are told there.
    """

    source: str
    path: str
    line: int
    column: int
    credit: str


class Due(Struct, frozen=True):
    """A moment at which the site changes by itself; path and turn of each article that does it."""

    moment: datetime
    turns: tuple[tuple[str, Turn], ...]


class Edition(Struct, frozen=True, kw_only=True):
    """The public site at one moment. `stories` and those of each term are newest first.

    `fresh` are the paths of stories that count as news; `due` is the next moment at which the
    edition changes by itself. `publisher` leads from a key of `[publisher]`, `url` or the name
    of a policy, to an address, here or elsewhere.
    """

    stories: Sequence[Story]
    pages: tuple[StaticPage, ...]
    authors: tuple[Author, ...]
    terms: tuple[Term, ...]
    lead: Story | None
    publisher: dict[str, str]
    redirects: tuple[tuple[str, str], ...]
    fresh: frozenset[str]
    held: tuple[Held, ...]
    due: Due | None
    used: tuple[Used, ...]
    problems: tuple[Problem, ...]

    @property
    def entries(self) -> tuple[Story | StaticPage | Author, ...]:
        """All that has a text."""
        return (*self.stories, *self.pages, *self.authors)

    @property
    def pictures(self) -> Iterator[Picture]:
        """Every picture in every place that shows it."""
        yield from (story.lead for story in self.stories if story.lead)
        yield from (author.portrait for author in self.authors if author.portrait)
        for entry in self.entries:
            yield from filter(None, entry.pictures)


def newest_first(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Return the stories by time of publication, then by path."""
    by_path = sorted(stories, key=lambda story: story.path)
    return tuple(sorted(by_path, key=lambda story: story.published, reverse=True))
