"""Related stories of rows: those that are named, then those that are computed."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.edition.related import Candidate, Index
from sitegen.edition.rows import Row
from sitegen.model import ExternalStory

SHOWN = 6
"""How many related stories an article shows; more only if more are named explicitly."""


def with_related(rows: Mapping[str, Row], before: Mapping[str, Row]) -> Iterator[Row]:
    """Yield the rows that show other related stories than they have, with those."""
    now, was = _articles(rows), _articles(before)
    moved = {
        path
        for path in now.keys() | was.keys()
        if now.get(path) is not was.get(path)
        and _candidate(now.get(path)) != _candidate(was.get(path))
    }
    known = {path: row for path, row in was.items() if path not in moved}
    index: Index | None = None
    touched: set[str] = set()
    if moved:
        candidates = {path: _candidate(row) for path, row in now.items()}
        index = Index(filter(None, candidates.values()))
        topics = {
            topic
            for path in moved
            for some in (now, was)
            if path in some
            for topic in some[path].topics
        }
        earlier = Index(
            filter(
                None,
                (
                    candidates[path] if path in known else _candidate(row)
                    for path, row in was.items()
                ),
            ),
            topics,
        )
        touched = index.touched(moved, earlier)
    for path, row in now.items():
        old = known.get(path)
        # Which of those that a story names are out is nothing that its row says.
        is_same = row is old and not row.explicit
        if path not in touched and old and (is_same or _named(row, now) == _named(old, was)):
            related = old.related
        else:
            index = index or Index(filter(None, map(_candidate, now.values())))
            related = tuple(_topped_up(_named(row, now), index.nearest(path)))
        if related != row.related:
            yield replace(row, related=related)


def _articles(rows: Mapping[str, Row]) -> dict[str, Row]:
    """Return the stories that are shown, by path."""
    return {path: row for path, row in rows.items() if row.faces and row.facts.kind in STORIES}


def _candidate(row: Row | None) -> Candidate | None:
    """Return what related stories are computed from."""
    return Candidate(row.path, row.published.toordinal(), row.topics) if row else None


def _named(row: Row, stories: Container[str]) -> list[str | ExternalStory]:
    """Return the related stories that a story names; one that is not out has to wait."""
    return [it for it in row.explicit if not isinstance(it, str) or it in stories]


def _topped_up(
    named: Sequence[str | ExternalStory], computed: Iterable[str]
) -> Iterator[str | ExternalStory]:
    """Yield the related stories that are named, and then those that are computed."""
    yield from named
    others = (path for path in computed if path not in named)
    yield from islice(others, max(0, SHOWN - len(named)))
