"""What others say on the page of a story: who signs it, its neighbours, and what was before.

None of it is part of a row. The key of a page has the digests of what it shows of others, as it has
those of related stories, so that a new story touches no pages but those beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition, Term
from sitegen.edition.entries import TermKind
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.edition.threads import Place, places, shown
from sitegen.model import Digest


class Neighbours(NamedTuple):
    """The stories before and behind one in its section, by time; in its `thread` if it has one."""

    earlier: Row | None = None
    later: Row | None = None
    thread: Term | None = None


_NOBODY = Neighbours()


class Beside:
    """Knows who stands beside each story of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._sections: dict[str, Mapping[str, Neighbours]] = {}

    def neighbours(self, row: Row) -> Neighbours:
        """Return the neighbours of a story; none if it is in no section.

        What it goes on with comes first: a thread of which it is not the only story.
        """
        for it in self.places(row):
            if it.earlier or it.later:
                return Neighbours(it.earlier, it.later, it.thread)
        section = next((id_ for kind, id_, _ in row.topics if kind == "section"), "")
        return self._in_section(section).get(row.path, _NOBODY)

    def places(self, row: Row) -> tuple[Place, ...]:
        """Return where a story stands in its threads."""
        return self._places.get(row.path, ())

    def signers(self, row: Row) -> Iterator[Row]:
        """Yield the authors of a story, in the order in which they sign."""
        ids = (id_ for kind, id_, _ in row.topics if kind == "author")
        yield from (self._authors[it] for it in ids if it in self._authors)

    def key(self, row: Row) -> bytes:
        """Return what stands for all that the page of a document shows of these."""
        places = self._places.get(row.path)
        if not places:
            return self._keys.get(row.path, b"")
        bylines = self._bylines
        found = [bylines[id_] for kind, id_, _ in row.topics if kind == "author" and id_ in bylines]
        earlier, later, thread = self.neighbours(row)
        found.append(_between(_headline(earlier), _headline(later)))
        found.append(thread.address.encode() if thread else b"")
        for place in places:
            found.append(fingerprint(place.thread.address, place.thread.name, len(place.so_far)))
            found += map(shown, place.so_far)
        return b"".join(found)

    def keys(self, rows: Iterable[Row]) -> list[bytes]:
        """Return what `key` returns of each of some documents."""
        known, threaded = self._keys, self._places
        return [self.key(it) if it.path in threaded else known.get(it.path, b"") for it in rows]

    @cached_property
    def _keys(self) -> Mapping[str, bytes]:
        """What `key` returns of stories by path, but for threads: of most of ten thousand."""
        found: dict[str, bytes] = {}
        for term in self._listings("section"):
            headlines = [b"", *map(_HEADLINE, term.stories), b""]
            between = map(_between, headlines[2:], headlines)
            found.update(zip(map(_PATH, term.stories), between, strict=True))
        for term in self._listings("author"):
            if byline := self._bylines.get(term.id):
                for row in term.stories:
                    found[row.path] = found.get(row.path, b"") + byline
        return found

    def _listings(self, kind: TermKind) -> Iterator[Term]:
        return (it for it in self._edition.terms if it.kind == kind)

    @cached_property
    def _authors(self) -> Mapping[str, Row]:
        kinds = [kind for kind, heads in HEADS.items() if heads == "author"]
        return {row.facts.slug: row for kind in kinds for row in self._edition.others[kind]}

    @cached_property
    def _bylines(self) -> Mapping[str, Digest]:
        return {id_: it.faces.byline for id_, it in self._authors.items() if it.faces}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Place, ...]]:
        return places(self._edition.terms)

    def _in_section(self, section: str) -> Mapping[str, Neighbours]:
        """Return the neighbours of the stories of a section, by path: an edit asks for few."""
        if section not in self._sections:
            stories = (it.stories for it in self._listings("section") if it.id == section)
            ones = [None, *next(stories, ()), None]
            self._sections[section] = {
                row.path: Neighbours(earlier, later)
                for later, row, earlier in zip(ones, ones[1:], ones[2:], strict=False)
                if row
            }
        return self._sections[section]


_PATH, _HEADLINE = attrgetter("path"), attrgetter("faces.headline")


def _headline(row: Row | None) -> Digest:
    return row.faces.headline if row and row.faces else b""


def _between(earlier: Digest, later: Digest) -> bytes:
    """Return neighbours as one; the same story on the other side is something else."""
    return b"%b<%b>" % (earlier, later)
