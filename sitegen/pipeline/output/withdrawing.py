"""What readers are not to see any more goes first, before anything that can fail.

A story that expired, became a draft or was deleted, and a picture that may not be shown any more:
their files are deleted as soon as the site is understood, before the index, the rendering and the
moves, for which a disk may be too full. For this a build leaves behind which files tell of which
source. What merely moved (another address, another name of a file, another size of a picture) is
not withdrawn: it stays until what takes its place is there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import msgspec
from msgspec import Struct

from sitegen.content.kinds import kind_at
from sitegen.errors import SiteError, UnfinishedError
from sitegen.model import Digest
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.output.folder import OutputFolder
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import WorkerDied

SUPERSEDED = ("assets/", "pictures/", "search/")
"""Folders whose files have digests for names: an edit gives them others, and pages lead to them."""

_QUOTED = re.compile(r"search/[^/]+/fragment/")
_FACT = b"owners"


class Owned(Struct, frozen=True, array_like=True):
    """The output paths that tell of a source, as the source was then."""

    digest: Digest
    files: tuple[str, ...]


Owners = dict[str, Owned]
"""By the path of the source: a text, a picture, or a file that is published as it is."""


class Withdrawn(Struct, frozen=True):
    """What was deleted before anything else, and whether anything had to be; what need not go yet.

    `kept` are the files of what is still public.
    """

    removed: tuple[str, ...] = ()
    anything: bool = False
    kept: frozenset[str] = frozenset()

    def also(self, gone: Iterable[str], old_feeds: Iterable[str]) -> list[str]:
        """Return what has to go even if nothing new can be moved in.

        That is what tells of nothing else (listings, redirects), and what quotes whole texts:
        feeds that are not yet the new ones, and what search shows of a story.
        """
        if not self.anything:
            return []
        lost = [it for it in gone if it not in self.kept]
        alone = [it for it in lost if not it.startswith(SUPERSEDED)]
        if not alone and not self.removed:
            return []
        return [*alone, *(it for it in lost if _QUOTED.match(it)), *old_feeds]


NOTHING = Withdrawn()


def owners_of(owned: Mapping[str, Sequence[str]], site: Site) -> Owners:
    """Return whose files are whose, of output paths by the source that they tell of."""
    return {
        source: Owned(site.sources[source].digest, tuple(files)) for source, files in owned.items()
    }


def read_owners(store: Store) -> Owners | None:
    """Return whose files were whose after the last build, or None if that is not known."""
    data = store.get("memo", _FACT)
    try:
        return msgspec.msgpack.decode(data, type=Owners) if data else None
    except msgspec.DecodeError:
        return None  # an older version wrote it


def owners_fact(owners: Owners) -> tuple[bytes, bytes]:
    """Return what `read_owners` reads."""
    return _FACT, msgspec.msgpack.encode(owners)


def withdraw(
    order: Order,
    site: Site,
    owners: Owners | None,
    recorded: Iterable[str],
    folder: OutputFolder,
) -> Withdrawn:
    """Delete the files of what is withdrawn. Raises `UnfinishedError` if one cannot be deleted.

    `recorded` are the output paths of the last build, as the store has them.
    """
    if owners is None:  # then nobody knows what merely moved
        return Withdrawn(anything=True)
    gone = _withdrawn(site, owners)
    if not gone and not order.unkept.refusal:
        return NOTHING
    shown = {
        path
        for row in site.edition.rows
        for picture in (row.faces.pictures if row.faces else ())
        for path in picture.files
    }
    ours = folder.manifest(recorded)
    files = sorted({it for path in gone for it in owners[path].files} & ours.keys() - shown)
    kept = {it for path, owned in owners.items() if path not in gone for it in owned.files}
    return Withdrawn(tuple(folder.delete(files)), anything=True, kept=frozenset(kept))


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


def _withdrawn(site: Site, owners: Owners) -> frozenset[str]:
    """Return the sources of which nothing is public any more, and that did not merely move."""
    edition = site.edition
    public = {
        *(row.path for row in edition.rows),
        *(it.source for row in edition.rows for it in (row.faces.pictures if row.faces else ())),
        *(source.path for source in site.files.values()),
    }
    lost = owners.keys() - public
    if not lost:
        return frozenset()
    moved = {site.sources[path].digest for path in public - owners.keys()}
    lost = {path for path in lost if owners[path].digest not in moved}
    if any(kind_at(path) for path in lost):
        return frozenset(lost)
    # A picture that is there and that nobody names made way for another one: nobody forbade it.
    named = {use.source for use in site.library.used()}
    return frozenset(it for it in lost if it in named or it not in site.sources)
