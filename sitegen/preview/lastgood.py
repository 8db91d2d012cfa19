"""What of the files can be shown: each as it is, or as it was when it was last right.

The sources of errors are put back to their last good versions, and the site is read again. What
was never right is shown as far as it goes: an edition leaves out what cannot be shown. So this
ends, whatever the files hold, and one mistake keeps one page from its newest text.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.build.order import Order, Reporter
from sitegen.build.reading import Reader, Site
from sitegen.content.discover import SourceFiles
from sitegen.errors import ConfigError, Problem, in_order
from sitegen.pages.render import ReadSource
from sitegen.preview.snapshot import Snapshot

if TYPE_CHECKING:
    from sitegen.model import Source

ROUNDS = 3
"""How often sources are put back before what is left is shown as it is."""


class State(Struct, frozen=True):
    """The site as it can be shown; all that is wrong with the files as they are.

    `snapshot` is None if site.toml was never right. `older` are sources that are shown as they
    were before.
    """

    snapshot: Snapshot | None = None
    problems: tuple[Problem, ...] = ()
    older: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(it for it in self.problems if it.severity == "error")


class LastGood:
    """Reads a site again and again, and knows the last good version of each source."""

    def __init__(self, order: Order, read: ReadSource, reporter: Reporter) -> None:
        self._order = order
        self._read = read
        self._reporter = reporter
        self._reader = Reader(order, read, lasting=True)
        self._good: Mapping[str, Source] = {}
        self._state = State()

    def state(self, found: SourceFiles, now: datetime, jobs: int) -> State:
        """Return what can be shown of the files. Raises `SourceChanged`."""
        site, problems = self._site(found, now, jobs)
        told, shown = list(problems), found
        wrong = self._wrong(problems, site)
        for _ in range(ROUNDS):
            again = {
                path: self._good[path]
                for path in wrong
                if path in self._good and self._good[path] != shown.sources.get(path)
            }
            if not again:
                break
            shown = replace(shown, sources=dict(sorted({**shown.sources, **again}.items())))
            was_read = site is not None
            site, problems = self._site(shown, now, jobs)
            wrong |= self._wrong(problems, site)
            if not was_read:  # with a wrong site.toml nothing else was read
                told += problems
        self._state = self._shown(site, shown, found, wrong, told)
        return self._state

    def keep(self) -> None:
        """Write what was learnt into the store; nobody else may be writing it."""
        self._reader.keep()

    def _site(
        self, shown: SourceFiles, now: datetime, jobs: int
    ) -> tuple[Site | None, tuple[Problem, ...]]:
        try:
            site = self._reader.site(shown, now, self._reporter, jobs)
        except ConfigError as error:
            return None, error.problems
        return site, site.problems

    def _wrong(self, problems: Iterable[Problem], site: Site | None) -> set[str]:
        """Return the sources with errors, and the pictures that these show, or have shown."""
        wrong = {it.path for it in problems if it.severity == "error"}
        before = self._state.snapshot
        for edition in (site and site.edition, before and before.site.edition):
            if wrong and edition:
                wrong |= {use.source for use in edition.used if use.path in wrong}
        return wrong

    def _shown(
        self,
        site: Site | None,
        shown: SourceFiles,
        found: SourceFiles,
        wrong: set[str],
        told: list[Problem],
    ) -> State:
        if site is None:
            return replace(self._state, problems=in_order(told))
        good = {path: it for path, it in shown.sources.items() if path not in wrong}
        self._good = {**{it: self._good[it] for it in wrong if it in self._good}, **good}
        older = {path for path, it in shown.sources.items() if found.sources.get(path) != it}
        read_body = self._reader.read_body
        snapshot = Snapshot(self._order, site, self._read, read_body, self._reporter)
        return State(snapshot, in_order(told), frozenset(older))
