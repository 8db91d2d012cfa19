"""The site at one moment, file by file: each is made when somebody asks for it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from threading import BoundedSemaphore, Lock, RLock
from typing import TypeVar

from msgspec.structs import replace

from sitegen.edition.entries import Entry
from sitegen.edition.rows import Row
from sitegen.pages.displays import PAGED
from sitegen.pages.outputs import Derive, Draw, Output, Page, Planned
from sitegen.pages.picturefiles import picture_files
from sitegen.pages.plan import document_page, icon_files, other_pages
from sitegen.pages.present import Presenter
from sitegen.pages.render import ReadSource
from sitegen.pages.statics import static_files
from sitegen.pages.templates import ReadBody
from sitegen.pipeline.derivatives import picture_bytes
from sitegen.pipeline.indexing import search_index
from sitegen.pipeline.making import rendered
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.site import Site
from sitegen.syndication.plan import syndicate
from sitegen.urls import PICTURES, address_of

T = TypeVar("T")

REMEMBERED = 200
"""Pages that are made once: the note on a page needs its bytes, and then the browser does."""

_DECODING = BoundedSemaphore(2)
"""Pictures that are made at a time: one of 24 megapixels takes some 200 MB."""


class Snapshot:
    """Every file of a site that is understood. Threads may share it."""

    def __init__(
        self, order: Order, site: Site, read: ReadSource, read_body: ReadBody, reporter: Reporter
    ) -> None:
        self.site = site
        # No process is forked beside threads.
        self._order = replace(order, jobs=1)
        self._read = read
        self._read_body = read_body
        self._reporter = reporter
        # Templates keep what they have rendered; and one processor runs one thread of Python.
        self._lock = RLock()
        self._indexing = Lock()
        self._made: dict[str, bytes] = {}

    def output(self, path: str) -> Output | None:
        """Return the file at an output path; None if there is none."""
        with self._lock:
            planned = self._planned(path)
            if planned:
                return planned.output()
        if not f"/{path}".startswith(self.site.presenter_of(path).locale.search):
            return None
        with self._indexing:  # it takes long, and pages need not wait for it
            found = self._search.get(path)
        return found and found.output()

    def _planned(self, path: str) -> Planned | None:
        # What is edited most is found soonest. Where two claim one place, the first has it.
        found = self._documents.get(address_of(path)) or self._documents.get(f"/{path}")
        if found:
            return document_page(*found)
        if path in self._pages:
            return self._pages[path]
        if path in self._static:
            return self._static[path]
        if path in self._icons:
            return self._icons[path]
        if path.startswith(f"{PICTURES}/"):
            return self._pictures.get(path)
        return self._syndicated.get(path)

    def entry(self, path: str) -> Entry | None:
        """Return a document that is shown; None if there is none at a path."""
        row = self.site.relation.rows.rows.get(path)
        with self._lock:
            return self.site.library.entry(path) if row and row.faces else None

    def bytes_of(self, output: Output) -> bytes:
        """Return a file's bytes.

        Raises `RenderError` for a template that fails, `SourceChanged`, and for a picture
        whatever its codec raises.
        """
        if isinstance(output.recipe, Derive | Draw):
            with _DECODING:
                return picture_bytes(self._order, self.site, output.recipe, self._read)
        with self._lock:
            known = self._made.get(output.path)
            if known is None:
                known = rendered(self._order, self.site, output, self._read, self._read_body)
                if isinstance(output.recipe, Page) and len(self._made) < REMEMBERED:
                    self._made[output.path] = known
            return known

    def page_of(self, source: str) -> Planned | None:
        """Return the page that tells of a source."""
        row = self.site.relation.rows.rows.get(source)
        with self._lock:
            if row and row.faces and row.facts.kind in PAGED:
                presenter = self.site.presenter_of(row.address.removeprefix("/"))
                return document_page(row, presenter)
            return self._by_source.get(source)

    @cached_property
    def _documents(self) -> dict[str, tuple[Row, Presenter]]:
        return {
            row.facts.address: (row, presenter)
            for presenter in reversed(self.site.presenters)
            for row in reversed(presenter.edition.rows)
            if row.facts.kind in PAGED
        }

    @cached_property
    def _pages(self) -> dict[str, Planned]:
        return _by_path(
            it
            for presenter in self.site.presenters
            for it in other_pages(presenter.edition, presenter)
        )

    @cached_property
    def _by_source(self) -> Mapping[str, Planned]:
        return _first((it.about, it) for it in self._pages.values() if it.about)

    @cached_property
    def _static(self) -> dict[str, Planned]:
        return _by_path(static_files(self.site.assets, self.site.files))

    @cached_property
    def _icons(self) -> dict[str, Planned]:
        site = self.site
        return _by_path(icon_files(site.presenters[0], site.files))

    @cached_property
    def _syndicated(self) -> dict[str, Planned]:
        site = self.site
        return _by_path(syndicate(site.presenters, site.files))

    @cached_property
    def _pictures(self) -> dict[str, Planned]:
        site = self.site
        return _by_path(
            it for presenter in site.presenters for it in picture_files(presenter, site.sources)
        )

    @cached_property
    def _search(self) -> dict[str, Planned]:
        index = search_index(self._order, self.site, self._reporter, self._read_body)
        return {it.path: it for batch in index for it in batch.outputs()}


def _by_path(planned: Iterable[Planned]) -> dict[str, Planned]:
    return _first((it.path, it) for it in planned)


def _first(items: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return the items by key; of those with the same, the first."""
    found: dict[str, T] = {}
    for key, item in items:
        found.setdefault(key, item)
    return found
