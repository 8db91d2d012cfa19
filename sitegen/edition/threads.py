"""Threads: stories that go on over many articles, and what happened in each, by milestones.

A milestone is one line that an article says of itself. It stands on the timeline of each thread to
which the article belongs, on the day on which that came out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Term
from sitegen.edition.entries import TermKind, Topic
from sitegen.edition.rows import Marked, Row
from sitegen.edition.schedule import standing
from sitegen.errors import Problem
from sitegen.model import Digest

if TYPE_CHECKING:
    from sitegen.model import ThreadFields

THREAD: TermKind = "thread"
"""The listings that threads stand at the head of."""

PATIENCE = timedelta(days=14)
"""How much newer a milestone may be than the summary that does not know of it."""

TOLD = 3
"""Milestones that an article tells of what was before it."""


def milestones(stories: Iterable[Row]) -> list[Row]:
    """Return those stories that are milestones, the newest first, by day and by publication."""
    known = [(marked.day, row) for row in stories if (marked := _marked(row))]
    known.sort(key=lambda it: it[0], reverse=True)  # those of a day stay as they are
    return [row for _, row in known]


def shown(row: Row) -> Digest:
    """Return what stands for all that timelines show of a milestone."""
    marked = _marked(row)
    return marked.shown if marked else b""


def _marked(row: Row) -> Marked | None:
    return row.faces.milestone if row.faces else None


class Place(NamedTuple):
    """Where a story stands in a thread: its neighbours, and the last milestones before it.

    The latter are those of stories that were out before it, in the order of time.
    """

    thread: Term
    earlier: Row | None
    later: Row | None
    so_far: tuple[Row, ...]


def places(terms: Iterable[Term]) -> Mapping[str, tuple[Place, ...]]:
    """Return the places of stories in threads by their paths: as each story names its threads."""
    found: dict[str, dict[str, Place]] = {}
    topics: dict[str, Iterable[Topic]] = {}
    for term in terms:
        if term.kind != THREAD:
            continue
        told: list[tuple[str, int]] = []
        earlier = None
        stories = term.stories[::-1]
        for at, row in enumerate(stories):
            later = stories[at + 1] if at + 1 < len(stories) else None
            so_far = tuple([stories[it] for _, it in told])
            found.setdefault(row.path, {})[term.id] = Place(term, earlier, later, so_far)
            topics[row.path] = row.topics
            if marked := _marked(row):
                told = sorted([*told, (marked.day, at)])[-TOLD:]
            earlier = row
    return {
        path: tuple([known[id_] for kind, id_, _ in topics[path] if kind == THREAD])
        for path, known in found.items()
    }


def behind(
    terms: Iterable[Term], others: Iterable[Row], corpus: Corpus, now: datetime
) -> Iterator[Problem]:
    """Yield a warning for each thread whose summary does not know of its newest milestone.

    `others` are all documents that are no stories. What is held back counts when it is out.
    """
    heads = {row.address: row.path for row in others}
    for term in terms:
        if term.kind != THREAD:
            continue
        path = heads[term.address]
        document = corpus.documents[path]
        as_of = cast("ThreadFields", document.fields).as_of
        out = (it for it in milestones(term.stories.notable()) if not _is_held(it, now))
        newest = next(out, None)
        marked = _marked(newest) if newest else None
        if newest is None or marked is None or as_of is None:
            continue
        days = date.fromisoformat(marked.day) - as_of
        if days > PATIENCE:
            message = f"the summary is {days.days} days older than the newest milestone"
            hint = f"say what {newest.path} has changed, and set `as_of`"
            yield document.problem(path, "as_of", message, hint, warning=True)


def _is_held(row: Row, now: datetime) -> bool:
    timing = row.facts.timing
    return timing is not None and standing(row.path, timing, now) is not None
