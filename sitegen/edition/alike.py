"""Related stories of rows: those that are named, then those that are computed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.edition.related import Candidate, Index
from sitegen.edition.rows import Row
from sitegen.field_values import ExternalStory

SHOWN = 6
"""How many related stories an article shows; more only if more are named explicitly."""


FindAll = Callable[
    [Sequence[str], Callable[[str], Sequence[str]]], Iterable[tuple[str, Sequence[str]]]
]
"""Returns paths with what is found for each, in any order; it may spread the work."""


def found_here(
    paths: Sequence[str], find: Callable[[str], Sequence[str]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield paths with what is found for each, in this process."""
    return zip(paths, map(find, paths), strict=True)


def with_related(
    rows: Mapping[str, Row],
    before: Mapping[str, Row],
    changed: Collection[str],
    find_all: FindAll,
) -> Iterator[Row]:
    """Yield the rows that show other related stories than they have, with those.

    `changed` are the paths of rows that are new, gone, or other than they were before.
    """
    moved = {
        path
        for path in changed
        if _candidate(_story(rows, path)) != _candidate(_story(before, path))
    }
    index, touched = _touched(rows, before, moved) if moved else (None, set())
    # Which of those that a story names are out is nothing that its row says.
    came = {it for it in changed if (_story(rows, it) is None) != (_story(before, it) is None)}
    naming = (
        path
        for path, row in (rows.items() if came else ())
        if row.explicit and not came.isdisjoint(row.explicit)
    )
    asking: dict[str, tuple[Row, list[str | ExternalStory]]] = {}
    for path in sorted({*changed, *touched, *naming}):
        row, old = _story(rows, path), _story(before, path)
        if row is None:
            continue
        named = _named(row, rows)
        if old and path not in touched and named == _named(old, before):
            if row.related != old.related:
                yield replace(row, related=old.related)
        else:
            asking[path] = row, named
    if not asking:
        return
    index = index or Index(_candidates(rows))
    index.learn(index.topics_of(asking))
    for path, computed in find_all(list(asking), index.nearest):
        row, named = asking[path]
        related = tuple(_topped_up(named, computed))
        if related != row.related:
            yield replace(row, related=related)


def _touched(
    rows: Mapping[str, Row], before: Mapping[str, Row], moved: Collection[str]
) -> tuple[Index, set[str]]:
    """Return the stories of today, and the paths of those that may see others than before."""
    index = Index(now := _candidates(rows))
    if all(it.path in moved for it in now):  # the first build: nobody saw anything before
        return index, {it.path for it in now}
    then = [it for path in moved if (it := _candidate(_story(before, path)))]
    topics = index.topics_of(moved).union(*[it.topics for it in then])
    index.learn(topics)
    stayed = (it for it in index.having(topics) if it.path not in moved)
    return index, index.touched(moved, Index([*stayed, *then]))


def _candidates(rows: Mapping[str, Row]) -> list[Candidate]:
    """Return what related stories are computed from, of all that are shown."""
    stories = (it for it in rows.values() if it.faces and it.facts.kind in STORIES)
    return [_sighted(it) for it in stories]


def _story(rows: Mapping[str, Row], path: str) -> Row | None:
    """Return a story that is shown; None if there is none at a path."""
    row = rows.get(path)
    return row if row and row.faces and row.facts.kind in STORIES else None


def _candidate(row: Row | None) -> Candidate | None:
    """Return what related stories are computed from."""
    return _sighted(row) if row else None


def _sighted(row: Row) -> Candidate:
    """Return what is read of a story; one that was retracted is seen by none."""
    return Candidate(row.path, row.published.toordinal(), () if row.retracted else row.filed)


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
