"""The pages of the stories of a month, as one digest, and the months that an edit touches.

A page shows more than its own story: cards of those that are related, its neighbours, who signs it,
what was before in its threads. So an edit reaches pages of other months; but of most it reaches
none, and what their pages come to is taken from before (`sums.py`).
"""

from collections.abc import Callable, Container, Iterable, Iterator

from sitegen.content.kinds import STORIES
from sitegen.digests import fingerprint
from sitegen.edition.beside import Beside
from sitegen.edition.edition import Term
from sitegen.edition.entries import TermKind
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.edition.spines import card_name
from sitegen.edition.sums import MONTH, named
from sitegen.edition.threads import THREAD
from sitegen.edition.volumes import Edit
from sitegen.model import Digest
from sitegen.statcache import digest_of

AUTHOR: TermKind = "author"


def shown_on(row: Row, row_of: Callable[[str], Row], beside: Beside) -> bytes:
    """Return what stands for all that the page of a document shows, but for how it is read."""
    cards = [_card(row_of(it)) if isinstance(it, str) else fingerprint(it) for it in row.related]
    page = row.faces.page if row.faces else b""
    return b"".join((page, *cards, b"|", beside.key(row)))


def pages_of(stories: Iterable[Row], row_of: Callable[[str], Row], beside: Beside) -> Digest:
    """Return what stands for the pages of some stories."""
    return digest_of(b"".join([digest_of(shown_on(it, row_of, beside)) for it in stories]))


def reached(edit: Edit, terms: Iterable[Term], moved: Container[str], beside: Beside) -> set[str]:
    """Return the names of the months beside those that `moved` whose pages may show other things.

    `moved` are the names of the listings of which a row is, or was, that is another now.
    """
    paths = set[str]()
    for row in edit.shown():
        if row.facts.kind in STORIES:
            paths.update(it.path for it in beside.around(row) if it)
    cards = {path for path, now, was in edit if _card(now) != _card(was)}
    showing = edit.rows.suspects(set(map(card_name, cards)))
    paths.update(it.path for it in showing if not cards.isdisjoint(it.related))
    authors = set(_introduced(edit))
    for term in terms:
        name = named(term.kind, term.id)
        if name in authors or (term.kind == THREAD and name in moved):
            paths.update(term.stories.paths)
    return {named(MONTH, edit.rows.places[it]) for it in paths}


def _introduced(edit: Edit) -> Iterator[str]:
    """Yield the names of the listings of authors who are introduced otherwise now."""
    for _, *both in edit:
        if len({row.faces.byline if row and row.faces else b"" for row in both}) > 1:
            for row in both:
                if row and HEADS.get(row.facts.kind) == AUTHOR:
                    yield named(AUTHOR, row.facts.slug)


def _card(row: Row | None) -> Digest:
    return row.faces.card if row and row.faces else b""
