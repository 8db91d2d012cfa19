"""The values of an edition: everything public, resolved, and nothing else.

One edition feeds every writer, so that what is held back cannot leak through a second path.
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from msgspec import Struct

from sitegen.edition.archive import Stories
from sitegen.edition.entries import Held, Picture, TermKind, Turn, Used
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Noted, Row
from sitegen.errors import Problem
from sitegen.model import Digest


class Sums(Struct, frozen=True, array_like=True, gc=False):
    """What the stories of a listing come to, for whoever shows something of all of them.

    `shown` stands for their cards, of a year for their headlines and moments; `changed` for when
    each page last changed, and `latest` is the last time; of a year, `changed` stands for all that
    sitemaps tell of each, and neither knows of what is not to be indexed. `newest` stands for the
    headline of the newest.
    Of a country, `days` stands for what its stories tell of days, empty if that is nothing, and
    `beside` are the countries that are named most often with it, the most frequent first.
    `moments` are when each page last changed; of a year, none. Of a month, `pages` stands for all
    that the pages of its stories show, `told` and `mapped` for its part in its year.
    """

    shown: Digest = b""
    changed: Digest = b""
    latest: datetime | None = None
    days: Digest = b""
    beside: tuple[str, ...] = ()
    moments: tuple[datetime | None, ...] = ()
    pages: Digest = b""
    newest: Digest = b""
    told: Digest = b""
    mapped: Digest = b""


class Term(Struct, frozen=True):
    """A listing and its stories. `name` is as written for a tag, else found by the id."""

    kind: TermKind
    id: str
    name: str
    address: str
    stories: Stories
    sums: Sums = Sums()


class Chosen(Struct, frozen=True):
    """Stories that editors put on the front page: what leads, what stands beside it, their picks.

    If nobody chose, the newest story with a picture leads.
    """

    lead: Row | None = None
    seconds: tuple[Row, ...] = ()
    picks: tuple[Row, ...] = ()


class Due(Struct, frozen=True):
    """A moment at which the site changes by itself; path and turn of each article that does it."""

    moment: datetime
    turns: tuple[tuple[str, Turn], ...]


class SectionPictures(Struct, frozen=True):
    """What is shown of sections, by their ids, and what there is to say of it.

    `used` are all that are named, `noted` those of whose files there is something to tell.
    """

    shown: Mapping[str, Picture] = {}
    used: tuple[Used, ...] = ()
    noted: tuple[Noted, ...] = ()
    problems: tuple[Problem, ...] = ()


class Edition(Struct, frozen=True, kw_only=True):
    """The public site at one moment, as rows. `stories` and those of each term are newest first.

    `hidden` are the paths of stories that are not to be indexed. `others` are all other documents
    by the name of their kind, the newest first if they are dated. `corrected` are the stories that
    tell what was changed in them, `live` those told live.
    `fresh` are the paths of stories that count as news; `due` is the next moment at which the
    edition changes by itself. `publisher` leads from a key of `[publisher]`, `url` or the name
    of a policy, to an address, here or elsewhere. `sections` are the pictures of sections.
    """

    locale: Locale
    stories: Stories
    hidden: frozenset[str]
    others: Mapping[str, tuple[Row, ...]]
    corrected: tuple[Row, ...]
    live: tuple[Row, ...]
    terms: tuple[Term, ...]
    chosen: Chosen
    publisher: dict[str, str]
    redirects: tuple[tuple[str, str], ...]
    fresh: frozenset[str]
    held: tuple[Held, ...]
    due: Due | None
    problems: tuple[Problem, ...]
    sections: SectionPictures

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that has a text."""
        return (*self.stories, *chain.from_iterable(self.others.values()))
