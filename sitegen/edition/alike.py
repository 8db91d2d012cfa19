"""Related stories of rows: those that are named, then those that are computed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.edition.archive import Archive
from sitegen.edition.related import Index, topics_seen
from sitegen.edition.rows import Row
from sitegen.edition.volumes import Edit
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
    edit: Edit,
    settled: Collection[str],
    archive: Archive,
    find_all: FindAll,
) -> Iterator[Row]:
    """Yield the rows that show other related stories than they have, with those.

    `settled` are the paths of all that were looked at again; the `archive` has what is shown.
    """
    rows, before, changed = edit.rows, edit.before, edit.changed
    moved = {
        path for path in changed if _sighted(_story(rows, path)) != _sighted(_story(before, path))
    }
    index = Index(archive)
    then = (_story(before, path) for path in moved)
    touched = index.touched(moved, filter(None, then)) if moved and before else moved
    # Which of those that a story names are out is nothing that its row says; it asked for them.
    asking: dict[str, tuple[Row, list[str | ExternalStory]]] = {}
    for path in sorted({*changed, *touched, *settled}):
        row, old = _story(rows, path), _story(before, path)
        if row is None:
            continue
        named = _named(row, rows)
        if old and path not in touched and named == _named(old, before):
            if row.related != old.related:
                yield replace(row, related=old.related)
        else:
            asking[path] = row, named
    for path, computed in find_all(list(asking), index.nearest):
        row, named = asking[path]
        related = tuple(_topped_up(named, computed))
        if related != row.related:
            yield replace(row, related=related)


def _story(rows: Mapping[str, Row], path: str) -> Row | None:
    """Return a story that is shown; None if there is none at a path."""
    row = rows.get(path)
    return row if row and row.faces and row.facts.kind in STORIES else None


def _sighted(row: Row | None) -> tuple[datetime, tuple[str, ...]] | None:
    """Return what others see of a story; None if there is none."""
    return (row.published, topics_seen(row)) if row else None


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
