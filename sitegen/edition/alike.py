"""Related stories of rows: those that are named, then those that are computed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    changed = {path for path, row in rows.items() if row is not before.get(path)}
    changed |= before.keys() - rows.keys()
    moved = {
        path
        for path in changed
        if _candidate(_story(rows, path)) != _candidate(_story(before, path))
    }
    index, touched = _touched(rows, before, moved) if moved else (None, set())
    # Which of those that a story names are out is nothing that its row says.
    naming = (path for path, row in rows.items() if row.explicit)
    for path in sorted({*changed, *touched, *naming}):
        row, old = _story(rows, path), _story(before, path)
        if row is None:
            continue
        named = _named(row, rows)
        if old and path not in touched and named == _named(old, before):
            related = old.related
        else:
            index = index or Index(filter(None, (_candidate(_story(rows, it)) for it in rows)))
            related = tuple(_topped_up(named, index.nearest(path)))
        if related != row.related:
            yield replace(row, related=related)


def _touched(
    rows: Mapping[str, Row], before: Mapping[str, Row], moved: Collection[str]
) -> tuple[Index, set[str]]:
    """Return the stories of today, and the paths of those that may see others than before."""
    now = {path: it for path in rows if (it := _candidate(_story(rows, path)))}
    if all(path in moved for path in now):  # the first build: nobody saw anything before
        return Index(now.values()), set(now)
    then = {path: it for path in moved if (it := _candidate(_story(before, path)))}
    here = (now[path] for path in moved if path in now)
    topics = {topic for it in (*then.values(), *here) for topic in it.topics}
    index = Index(now.values())
    stayed = (it for path, it in now.items() if path not in moved)
    return index, index.touched(moved, Index((*stayed, *then.values()), topics))


def _story(rows: Mapping[str, Row], path: str) -> Row | None:
    """Return a story that is shown; None if there is none at a path."""
    row = rows.get(path)
    return row if row and row.faces and row.facts.kind in STORIES else None


def _candidate(row: Row | None) -> Candidate | None:
    """Return what related stories are computed from."""
    return Candidate(row.path, row.published.toordinal(), row.topics) if row else None


def _named(row: Row, rows: Mapping[str, Row]) -> list[str | ExternalStory]:
    """Return the related stories that a story names; one that is not out has to wait."""
    return [it for it in row.explicit if not isinstance(it, str) or _story(rows, it)]


def _topped_up(
    named: Sequence[str | ExternalStory], computed: Iterable[str]
) -> Iterator[str | ExternalStory]:
    """Yield the related stories that are named, and then those that are computed."""
    yield from named
    others = (path for path in computed if path not in named)
    yield from islice(others, max(0, SHOWN - len(named)))
