"""Stories as rows, and what is related to each: no more of them than that rests on."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sitegen.edition.archive import Archive
from sitegen.edition.entries import joined
from sitegen.edition.related import Index, topics_seen
from sitegen.edition.rows import Faces, Facts, Row, Timing
from sitegen.edition.volumes import Volumes

START = datetime(2000, 1, 1, tzinfo=UTC)


def story(path: str, day: int, topics: Iterable[str], *, retracted: bool = False) -> Row:
    """Return a story that came out so many days after another, filed under some topics."""
    timing = Timing(draft=False, date=START + timedelta(days=day))
    facts = Facts("article", sound=True, slug="", address="", timing=timing, under=joined(topics))
    return Row(path, b"", facts, faces=Faces(b""), retracted=retracted)


def topics_of(row: Row) -> set[str]:
    """Return what a story is filed under."""
    return set(row.facts.filed)


def related(rows: Iterable[Row], before: Iterable[Row] = ()) -> dict[str, tuple[str, ...]]:
    """Return for each story others by path, best first.

    Those alone that may have another list than they had among the stories of before.
    """
    now, then = ({it.path: it for it in sorted(some, key=_path)} for some in (rows, before))
    moved = {path for path in now.keys() | then.keys() if _seen(now, path) != _seen(then, path)}
    index = Index(Archive.of(Volumes.of(now.values())))
    touched = index.touched(moved, [then[path] for path in moved if path in then])
    return {path: index.nearest(path) for path in touched}


def _path(row: Row) -> str:
    return row.path


def _seen(rows: dict[str, Row], path: str) -> object:
    return (rows[path].published, topics_seen(rows[path])) if path in rows else None
