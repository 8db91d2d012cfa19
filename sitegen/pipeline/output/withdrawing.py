"""What readers are not to see any more goes first, before anything that can fail.

A story that expired, became a draft or was deleted, and a picture that may not be shown any more:
their files are deleted as soon as the site is understood, before the index, the rendering and the
moves, for which a disk may be too full. Which files tell of which source is known from the rows of
the last build. What merely moved (another address, another name of a file, another size of a
picture) is not withdrawn: it stays until what takes its place is there.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain

from msgspec import Struct

from sitegen.content.kinds import kind_at
from sitegen.edition.gather import Rows
from sitegen.edition.rows import Row
from sitegen.edition.spines import shown_name
from sitegen.errors import SiteError, UnfinishedError
from sitegen.model import Digest
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.site import Site
from sitegen.pipeline.work import WorkerDied
from sitegen.urls import output_path

SUPERSEDED = ("assets/", "pictures/", "search/")
"""Folders whose files have digests for names: an edit gives them others, and pages lead to them."""

_QUOTED = re.compile(r"search/[a-z2-7]+\.bin")


class Withdrawn(Struct, frozen=True):
    """What was deleted before anything else, and whether anything had to be; what need not go yet.

    `kept` returns the files of what is still public.
    """

    removed: tuple[str, ...] = ()
    anything: bool = False
    kept: Callable[[], frozenset[str]] = frozenset

    def also(self, gone: Iterable[str], old_feeds: Iterable[str]) -> list[str]:
        """Return what has to go even if nothing new can be moved in.

        That is what tells of nothing else (listings, redirects), and what quotes whole texts:
        feeds that are not yet the new ones, and what search shows of a story.
        """
        if not self.anything:
            return []
        kept = self.kept()
        lost = [it for it in gone if it not in kept]
        alone = [it for it in lost if not it.startswith(SUPERSEDED)]
        if not alone and not self.removed:
            return []
        return [*alone, *(it for it in lost if _QUOTED.match(it)), *old_feeds]


NOTHING = Withdrawn()


def withdraw(
    order: Order, site: Site, before: Rows | None, recorded: Iterable[str], folder: OutputFolder
) -> Withdrawn:
    """Delete the files of what is withdrawn. Raises `UnfinishedError` if one cannot be deleted.

    `before` are the rows of the last build, None if nobody knows them; `recorded` are its output
    paths, as the store has them.
    """
    if before is None:  # then nobody knows what merely moved
        return Withdrawn(anything=True)
    gone = _withdrawn(site, before)
    if not gone and not order.unkept.refusal:
        return NOTHING
    ours = folder.manifest(recorded)
    files = {it for path, it in _owned(_telling_of(gone, before), before) if path in gone}
    files -= _shown_among(files, site.relation.rows)
    removed = tuple(folder.delete(sorted(files & ours.keys())))

    def kept() -> frozenset[str]:
        return frozenset(
            it for path, it in _owned(before.rows.values(), before) if path not in gone
        )

    return Withdrawn(removed, anything=True, kept=kept)


def _owned(some: Iterable[Row], rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield the path of each source with the output paths that tell of it, by some of all rows."""
    for row in some:
        if row.faces:
            yield row.path, output_path(row.address)
            if row.faces.drawn:
                yield row.path, row.faces.drawn[0]
            yield from ((it.source, file) for it in row.faces.pictures for file in it.files)
    yield from ((it.source, file) for it in rows.beside for file in it.files)
    for address, path in rows.files.items():
        yield path, output_path(address)


def _telling_of(sources: Collection[str], rows: Rows) -> Iterator[Row]:
    """Yield the rows of which something is made of some sources, and some others."""
    yield from (row for path in sources if (row := rows.rows.get(path)))
    yield from rows.rows.suspects(set(map(shown_name, sources)))


def _shown_among(paths: Collection[str], rows: Rows) -> set[str]:
    """Return which of some sources of pictures, and files made from them, are shown."""
    some = rows.rows.suspects(set(map(shown_name, paths)))
    shown = chain(rows.beside, *(row.faces.pictures for row in some if row.faces))
    return {path for it in shown for path in (it.source, *it.files)}.intersection(paths)


@contextmanager
def told(withdrawn: Withdrawn, reporter: Reporter) -> Iterator[None]:
    """Say of a build that fails that it has withdrawn something all the same."""
    try:
        yield
    except BaseException:
        if withdrawn.removed:
            first, *others = withdrawn.removed
            more = f" and {len(others)} more" if others else ""
            reporter.notice(f"withdrawn all the same: {first}{more}")
        raise


@contextmanager
def letting_go(folder: OutputFolder, paths: Callable[[], Iterable[str]]) -> Iterator[None]:
    """Delete files if the machine refuses what should come before that; then they are asked for.

    A mistake of the site's own, such as in a template, changes nothing.
    """
    try:
        yield
    except (OSError, UnfinishedError, WorkerDied):
        with suppress(OSError, SiteError):  # what is told is what failed first
            folder.delete(paths())
        raise


def _withdrawn(site: Site, before: Rows) -> frozenset[str]:
    """Return the sources of which nothing is public any more, and that did not merely move."""
    now = site.relation.rows
    lost = _public_only(before, now)
    if not lost:
        return frozenset()
    moved = {site.sources[path].digest for path in _public_only(now, before)}
    lost = {path for path in lost if _digest_of(path, before) not in moved}
    if any(kind_at(path) for path in lost):
        return frozenset(lost)
    # A picture that is there and that nobody names made way for another one: nobody forbade it.
    named = {use.source for use in site.library.used()} if lost else set()
    return frozenset(it for it in lost if it in named or it not in site.sources)


def _public_only(rows: Rows, others: Rows) -> set[str]:
    """Return the sources of which something is public, and by other rows nothing."""
    found = _apart(rows)
    for name in rows.rows.differing(others.rows):
        for row in rows.rows.volumes[name].rows():
            found |= _public_by(row) - _public_by(others.rows.get(row.path))
    found -= _apart(others)
    return found - _shown_among(found, others)


def _apart(rows: Rows) -> set[str]:
    """Return the sources that are public whatever rows say."""
    return {it.source for it in rows.beside} | rows.copied.keys()


def _public_by(row: Row | None) -> set[str]:
    """Return the sources that a row makes public."""
    if row is None or row.faces is None:
        return set()
    return {row.path, *(it.source for it in row.faces.pictures)}


def _digest_of(path: str, rows: Rows) -> Digest | None:
    """Return what a source was; None for one that nobody knows."""
    row = rows.rows.get(path)
    return row.source if row else rows.pictures.get(path, rows.copied.get(path))
