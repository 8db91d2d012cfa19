"""The site as it would be with some files otherwise, before anything is written."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import Problem, Problems, SiteError
from sitegen.model import Source
from sitegen.pipeline.build import healing, held_state
from sitegen.pipeline.memory.sources import find_sources, source_bytes
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.reading import Reader
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores
from sitegen.statcache import digest_of


class Changes(Struct, frozen=True, kw_only=True):
    """What is to become of files, by path: new bytes for texts, and new paths for files.

    A file that moves and changes has its new bytes under its new path.
    """

    texts: Mapping[str, bytes] = {}
    moved: Mapping[str, str] = {}


class Tried(Struct, frozen=True):
    """A site before and after changes that nobody has made yet."""

    before: Site
    after: Site

    @property
    def new_errors(self) -> Problems:
        """The errors that the changes would bring."""
        known = {_mistake(it) for it in self.before.problems.of_severity("error")}
        errors = self.after.problems.of_severity("error")
        return Problems.of(it for it in errors if _mistake(it) not in known)


def _mistake(it: Problem) -> tuple[str, str]:
    return it.path, it.message


class Desk(NamedTuple):
    """A site that somebody works on: what was ordered, who hears of progress, the site as it is."""

    order: Order
    reporter: Reporter
    site: Site

    def file(self, path: str) -> Path:
        """Return the file of the site that a path names."""
        return self.order.root / self.site.sources[path].file

    def raw(self, path: str) -> bytes:
        """Return the bytes of a file of the site."""
        return source_bytes(self.order, self.site.sources[path])

    def tried(self, changes: Changes) -> Tried:
        """Return the site as it is beside what changes would make of it. Raises `SiteError`."""
        order, reporter = self.order, self.reporter
        with held_state(order, reporter):
            after = healing(order, reporter, lambda: _read(order, reporter, changes))
        return Tried(self.site, after)


def _read(order: Order, reporter: Reporter, changes: Changes) -> Site:
    found = find_sources(order, reporter)
    sources = {
        changes.moved.get(path, path): _moved(it, changes) for path, it in found.sources.items()
    }
    given = {digest_of(raw): raw for raw in changes.texts.values()}
    for path, raw in changes.texts.items():
        sources[path] = replace(sources[path], digest=digest_of(raw))

    def read(source: Source) -> bytes:
        if source.path in changes.texts and source.digest in given:
            return given[source.digest]
        return source_bytes(order, source)

    with closing(Reader(order, read)) as reader:
        files = replace(found, sources=dict(sorted(sources.items())))
        return reader.site(files, order.now, reporter, order.jobs or cores())


def _moved(source: Source, changes: Changes) -> Source:
    path = changes.moved.get(source.path)
    return replace(source, path=path) if path else source


def refuse_new_errors(it: Tried) -> None:
    """Raise `SiteError` if changes would stop the next build."""
    if errors := it.new_errors:
        raise SiteError(errors)
