"""What the stories of a listing come to, for whoever shows something of all of them.

A listing of the archive has thousands of stories, and an edit touches a few listings. So what they
come to is kept with the rows, and made anew of those listings that a row joined, left, or changed
in: the law is that this makes no difference (`tests/test_rows.py`).
"""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.digests import fingerprint
from sitegen.edition.edition import Sums, Term
from sitegen.edition.entries import TermKind
from sitegen.edition.roles import COLLECTIONS
from sitegen.edition.rows import Row
from sitegen.edition.slices import slices
from sitegen.edition.taxonomy import dates_of
from sitegen.model import Digest
from sitegen.statcache import digest_of

COUNTRY: TermKind = "country"
"""The listings that have a dossier at their head."""

MONTH: TermKind = "month"
"""The listings that pages of stories are planned by."""

LATELY = 200
"""Stories, the newest, that say with which other countries one is named."""

WITH = 8


class Edit(Struct, frozen=True):
    """The rows of an edition and of the one before it, and the paths of those that differ."""

    rows: Mapping[str, Row]
    before: Mapping[str, Row]
    changed: Collection[str]

    def __iter__(self) -> Iterator[tuple[str, Row | None, Row | None]]:
        """Yield the path of each row that differs, the row as it is, and as it was."""
        return ((path, self.rows.get(path), self.before.get(path)) for path in self.changed)

    def shown(self) -> Iterator[Row]:
        """Yield what is shown of these rows, and what was."""
        return (row for _, *both in self for row in both if row and row.faces)


def with_sums(
    terms: Iterable[Term],
    page_size: int,
    known: Mapping[str, Sums],
    moved: Container[str],
    pages_of: Callable[[Iterable[Row]], Digest],
) -> Iterator[Term]:
    """Yield listings with what their stories come to.

    That is `known` by their names, but for those in which something has `moved`.
    `pages_of` returns what stands for the pages of stories.
    """
    for term in terms:
        name = named(term.kind, term.id)
        sums = None if name in moved else known.get(name)
        if sums is None:
            sums = sums_of(term, page_size)
            if term.kind == MONTH:
                sums = replace(sums, pages=pages_of(term.stories))
        yield replace(term, sums=sums)


def sums_of(term: Term, page_size: int) -> Sums:
    """Return what the stories of a listing come to, but for their pages."""
    stories = tuple(term.stories)
    if term.kind == "year":
        told = [(it.faces.headline, it.published) for it in stories if it.faces]
        indexed = [it for it in stories if not it.facts.noindex]
        mapped = [(it.address, it.modified, it.faces and it.faces.images) for it in indexed]
        return Sums(fingerprint(told), fingerprint(mapped), latest_of(indexed))
    parts = [stories[it.start : it.stop] for it in slices(len(stories), page_size)]
    moments = tuple([latest_of(it) for it in parts])
    latest = max(filter(None, moments), default=None)
    shown = digest_of(b"".join(map(_CARD, stories)))
    sums = Sums(shown, fingerprint(moments), latest, moments=moments)
    if term.kind != COUNTRY:
        return sums
    return replace(sums, days=_days(stories), beside=_beside(term))


_MODIFIED, _CARD = attrgetter("modified"), attrgetter("faces.card")


def latest_of(stories: Iterable[Row]) -> datetime | None:
    """Return when readers were last told of a change to one of some stories."""
    return max(filter(None, map(_MODIFIED, stories)), default=None)


def _days(stories: Iterable[Row]) -> Digest:
    faces = (it.faces for it in stories if it.faces)
    telling = [(it.dated, it.milestone) for it in faces if it.dated or it.milestone]
    return fingerprint(telling) if telling else b""


def _beside(term: Term) -> tuple[str, ...]:
    topics = (topic for row in term.stories[:LATELY] for topic in row.topics)
    found = Counter([id_ for kind, id_, _ in topics if kind == COUNTRY and id_ != term.id])
    often = sorted(found.items(), key=lambda it: (-it[1], it[0]))
    return tuple([id_ for id_, _ in often[:WITH]])


def named(kind: TermKind, id_: str) -> str:
    """Return the name that the sums of a listing are kept under."""
    return f"{kind} {id_}"


def moved_in(edit: Edit) -> frozenset[str]:
    """Return the names of listings of which a row is, or was, that is another than before."""
    return frozenset(name for row in edit.shown() for name in _listed_under(row))


def _listed_under(row: Row) -> Iterator[str]:
    """Yield the names of all listings that have a row."""
    if row.facts.kind in STORIES:
        for kind, id_, _ in (*row.topics, *dates_of(row.facts.month)):
            yield named(kind, id_)
    elif collection := COLLECTIONS.get(row.facts.kind):
        yield named(collection.kind, collection.id)
