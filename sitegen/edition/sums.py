"""What the stories of a listing come to, for whoever shows something of all of them.

A listing of the archive has thousands of stories, and an edit touches a few listings. So what they
come to is kept with the rows, and made anew of those listings that a row joined, left, or changed
in: the law is that this makes no difference (`tests/test_rows.py`).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter

from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.digests import fingerprint
from sitegen.edition.edition import Sums, Term
from sitegen.edition.entries import TermKind
from sitegen.edition.roles import COLLECTIONS
from sitegen.edition.rows import Row
from sitegen.edition.slices import slices
from sitegen.edition.spines import NEVER
from sitegen.edition.taxonomy import dates_of
from sitegen.edition.volumes import Edit, Volumes
from sitegen.model import Digest
from sitegen.statcache import digest_of

COUNTRY: TermKind = "country"
"""The listings that have a dossier at their head."""

MONTH: TermKind = "month"
"""The listings that pages of stories are planned by."""

YEAR: TermKind = "year"
"""The listings that are the sum of others."""

LATELY = 200
"""Stories, the newest, that say with which other countries one is named."""

WITH = 8


def with_sums(
    terms: Iterable[Term], known: Mapping[str, Sums], moved: Container[str], adding: "Adding"
) -> Iterator[Term]:
    """Yield listings with what their stories come to; months come before years.

    That is `known` by their names, but for those in which something has `moved`.
    """
    for term in terms:
        name = named(term.kind, term.id)
        sums = None if name in moved else known.get(name)
        if sums is None:
            sums = adding.sums_of(term)
        adding.done(term, sums)
        yield replace(term, sums=sums)


class Adding:
    """Adds up listings among all `terms`: by the spines of volumes, with few looks into rows.

    `pages_of` returns what stands for the pages of stories.
    """

    def __init__(
        self,
        rows: Volumes,
        terms: Iterable[Term],
        page_size: int,
        pages_of: Callable[[Iterable[Row]], Digest],
    ) -> None:
        self._rows = rows
        self._page_size = page_size
        self._countries = [it for it in terms if it.kind == COUNTRY]
        self._pages_of = pages_of
        self._months: dict[str, list[Sums]] = defaultdict(list)

    def done(self, term: Term, sums: Sums) -> None:
        """Note what a listing has come to."""
        if term.kind == MONTH:
            self._months[term.id[:4]].append(sums)

    def sums_of(self, term: Term) -> Sums:
        """Return what the stories of a listing come to."""
        if term.kind == YEAR:
            return self._of_year(term)
        paths, moments = term.stories.paths, self._rows.modified
        parts = [paths[it.start : it.stop] for it in slices(len(paths), self._page_size)]
        changed = tuple([latest_at(map(moments.__getitem__, part)) for part in parts])
        sums = Sums(
            shown=digest_of(b"".join(term.stories.cards())),
            changed=fingerprint(changed),
            latest=max(filter(None, changed), default=None),
            moments=changed,
            newest=b"".join([it.faces.headline for it in term.stories[:1] if it.faces]),
        )
        if term.kind == MONTH:
            return replace(sums, **self._of_month(term))
        if term.kind == COUNTRY:
            return replace(sums, days=self._days(term), beside=self._beside(term))
        return sums

    def _of_month(self, term: Term) -> dict[str, Digest]:
        stories = tuple(term.stories)
        indexed = [it for it in stories if not it.facts.noindex]
        return {
            "pages": self._pages_of(stories),
            "told": fingerprint([(it.faces.headline, it.published) for it in stories if it.faces]),
            "mapped": fingerprint(
                [(it.address, it.modified, it.faces and it.faces.images) for it in indexed]
            ),
        }

    def _of_year(self, term: Term) -> Sums:
        months, moments = self._months[term.id], self._rows.modified
        indexed = term.stories.without(self._hidden).paths
        return Sums(
            fingerprint([it.told for it in months]),
            fingerprint([it.mapped for it in months]),
            latest_at(map(moments.__getitem__, indexed)),
        )

    def _days(self, term: Term) -> Digest:
        faces = (it.faces for it in term.stories.notable() if it.faces)
        telling = [(it.dated, it.milestone) for it in faces if it.dated or it.milestone]
        return fingerprint(telling) if telling else b""

    def _beside(self, term: Term) -> tuple[str, ...]:
        """Return the countries that the newest stories of one name most often besides."""
        lately = set(term.stories.places[:LATELY])
        end = max(lately, default=-1) + 1
        found = {
            it.id: len(
                lately.intersection(it.stories.places[: bisect_left(it.stories.places, end)])
            )
            for it in self._countries
            if it.id != term.id
        }
        often = sorted(found.items(), key=lambda it: (-it[1], it[0]))
        return tuple([id_ for id_, count in often[:WITH] if count])

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(row.path for row in self._rows.notable() if row.facts.noindex)


def latest_at(moments: Iterable[float]) -> datetime | None:
    """Return the latest of some moments, as spines have them; None if there was none."""
    latest = max(moments, default=NEVER)
    return None if latest == NEVER else datetime.fromtimestamp(latest, UTC)


_MODIFIED = attrgetter("modified")


def latest_of(stories: Iterable[Row]) -> datetime | None:
    """Return when readers were last told of a change to one of some stories."""
    return max(filter(None, map(_MODIFIED, stories)), default=None)


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
