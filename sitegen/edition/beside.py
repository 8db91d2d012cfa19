"""What others say on the page of a story: who signs it, its neighbours, and what was before.

None of it is part of a row. The key of a page has the digests of what it shows of others, as it has
those of related stories, so that a new story touches no pages but those beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.edition.threads import Place, places, shown
from sitegen.model import Digest


class Neighbours(NamedTuple):
    """The stories before and behind one in its section, by time; in its `thread` if it has one."""

    earlier: Row | None = None
    later: Row | None = None
    thread: Term | None = None


class Beside:
    """Knows who stands beside each story of an edition, by its listings and all other documents."""

    def __init__(self, terms: Iterable[Term], others: Mapping[str, Sequence[Row]]) -> None:
        self._terms = {(it.kind, it.id): it for it in terms}
        self._others = others

    def neighbours(self, row: Row) -> Neighbours:
        """Return the neighbours of a story; none if it is in no section.

        What it goes on with comes first: a thread of which it is not the only story.
        """
        for it in self.places(row):
            if it.earlier or it.later:
                return Neighbours(it.earlier, it.later, it.thread)
        later, _, earlier = self.around(row)
        return Neighbours(earlier, later)

    def around(self, row: Row) -> tuple[Row | None, Row | None, Row | None]:
        """Return who stands before, at and behind the place of a story in its section.

        The newest come first. The story need not be there: it may have been once, or have moved.
        """
        section = next((id_ for kind, id_, _ in row.topics if kind == "section"), "")
        term = self._terms.get(("section", section))
        if not term or not term.stories:
            return None, None, None
        return term.stories.around(row)

    def places(self, row: Row) -> tuple[Place, ...]:
        """Return where a story stands in its threads."""
        return self._places.get(row.path, ())

    def signers(self, row: Row) -> Iterator[Row]:
        """Yield the authors of a story, in the order in which they sign."""
        ids = (id_ for kind, id_, _ in row.topics if kind == "author")
        yield from (self._authors[it] for it in ids if it in self._authors)

    def key(self, row: Row) -> bytes:
        """Return what stands for all that the page of a document shows of these."""
        found = [it.faces.byline for it in self.signers(row) if it.faces]
        earlier, later, thread = self.neighbours(row)
        # The same story on the other side is something else.
        found.append(b"%b<%b" % (_headline(earlier), _headline(later)))
        if thread:
            found.append(thread.address.encode())
        for place in self.places(row):
            found.append(fingerprint(place.thread.address, place.thread.name, len(place.so_far)))
            found += map(shown, place.so_far)
        return b">".join(found)

    @cached_property
    def _authors(self) -> Mapping[str, Row]:
        kinds = [kind for kind, heads in HEADS.items() if heads == "author"]
        return {row.facts.slug: row for kind in kinds for row in self._others[kind]}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Place, ...]]:
        return places(self._terms.values())


def _headline(row: Row | None) -> Digest:
    return row.faces.headline if row and row.faces else b""
