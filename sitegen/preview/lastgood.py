"""What of the files can be shown: each as it is, or as it was when it was last right.

A source with an error is put back to its last good version, and the site is read again. Where
the error lies in what others share (an author, site.toml, templates), that is put back. What was
never right is shown as far as it goes: an edition leaves out what cannot be shown. So this ends,
whatever the files hold, and one mistake keeps one page from its newest text.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.discover import SourceFiles
from sitegen.content.kinds import KINDS
from sitegen.errors import ConfigError, Problem, Problems
from sitegen.model import Source
from sitegen.pages.render import ReadSource
from sitegen.pipeline.memory.sources import SourceChanged
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.reading import Reader
from sitegen.pipeline.site import Site
from sitegen.preview.designs import Designs, Failure, design_of, put_back
from sitegen.preview.snapshot import Snapshot

ROUNDS = 4
"""How often sources are put back before what is left is shown as it is."""

SHARED: frozenset[str] = frozenset(
    {"config", "style", "template", *(it.name for it in KINDS.values() if it.is_shared)}
)
"""What many pages are made from."""

Sources = Mapping[str, Source]


class State(Struct, frozen=True):
    """The site as it can be shown; all that is wrong with the files as they are.

    `snapshot` is None if site.toml was never right. `sources` are the files as they are; `older`
    are the paths of those that are shown as they were before.
    """

    snapshot: Snapshot | None = None
    problems: Problems = Problems()
    sources: Mapping[str, Source] = {}
    older: frozenset[str] = frozenset()


class LastGood:
    """Reads a site again and again, and knows the last good version of each source.

    `is_stable` says whether the last state has every file as it is found, or a good version;
    not so if one was written to while it was read.
    """

    def __init__(self, order: Order, read: ReadSource, reporter: Reporter) -> None:
        self.is_stable = True
        self._order = order
        self._read_source = read
        self._reporter = reporter
        self._reader = Reader(order, read, lasting=True)
        self._found: Sources = {}
        self._good: Sources = {}
        self._designs = Designs()
        self._state = State()

    def state(self, found: SourceFiles, now: datetime, jobs: int) -> State:
        """Return what can be shown of the files."""
        self.is_stable = True
        self._found = found.sources
        failures = self._failures(found, now, jobs)
        reading = self._read(self._designs.instead_of(found), now, jobs)
        told = reading.problems.joined(failures)
        wrong = set(reading.wrong)
        for _ in range(ROUNDS):
            better = self._better(reading, now, jobs)
            if better is None:
                break
            if reading.site is None:  # with a wrong site.toml nothing else was read
                told = told.joined(better.problems)
            reading = better
            wrong |= better.wrong
        if reading.site is None:
            self._state = replace(self._state, problems=told, sources=found.sources)
            return self._state
        shown = reading.shown.sources
        self._learn(shown, found.sources, wrong)
        older = {path for path, it in shown.items() if found.sources.get(path) != it}
        snapshot = self._snapshot(reading.site)
        self._state = State(snapshot, told, found.sources, frozenset(older))
        self._reader.let_go(self.in_use())
        return self._state

    def in_use(self) -> list[Source]:
        """Return every version that may be shown yet: those that are there, and the good ones."""
        return [*self._found.values(), *self._good.values(), *self._designs.known()]

    def fail(self, failure: Failure) -> bool:
        """Note that a page fails in its templates, and say whether that is news."""
        return self._designs.fail(failure)

    def keep(self) -> None:
        """Write what was learnt into the store; nobody else may be writing it."""
        self._reader.keep()

    def _failures(self, found: SourceFiles, now: datetime, jobs: int) -> tuple[Problem, ...]:
        """Return what still fails in the templates as they are."""
        if not self._designs.has_failed(design_of(found.sources)):
            return ()
        site = self._read(found, now, jobs).site
        return self._designs.try_again(self._snapshot(site)) if site else ()

    def _snapshot(self, site: Site) -> Snapshot:
        return Snapshot(
            self._order, site, self._read_source, self._reader.read_body, self._reporter
        )

    def _read(self, shown: SourceFiles, now: datetime, jobs: int) -> "_Reading":
        """Return what was read.

        A file that changes at this moment is read as it was before, or not at all; one of which
        the good version is lost, as it is.
        """
        while True:
            try:
                site = self._reader.site(shown, now, self._reporter, jobs)
            except ConfigError as error:
                return _Reading(shown, None, error.problems, error.problems.wrong)
            except SourceChanged as change:
                shown = self._without(shown, *change.args)
            else:
                return _Reading(shown, site, site.problems, self._wrong(site))

    def _without(self, shown: SourceFiles, path: str) -> SourceFiles:
        """Return the files without a version of one that is not to be had any more."""
        lost, good, found = shown.sources[path], self._good.get(path), self._found.get(path)
        if lost == found:
            self.is_stable = False
        else:
            self._good = {it: self._good[it] for it in self._good if it != path}
        other = good if lost == found else found
        if other is not None and other != lost:
            return put_back(shown, {path: other})
        return replace(shown, sources={it: shown.sources[it] for it in shown.sources if it != path})

    def _wrong(self, site: Site) -> frozenset[str]:
        """Return the sources with errors, and the pictures that these show, or have shown."""
        wrong = site.problems.wrong
        before = self._state.snapshot
        for library in (site.library, before.site.library if before else None):
            if wrong and library:
                wrong |= {use.source for use in library.used(wrong)}
        return wrong

    def _better(self, reading: "_Reading", now: datetime, jobs: int) -> "_Reading | None":
        """Return a reading with fewer errors; None if no good version of anything helps.

        What many share is put back before the one document that says what is wrong with it: that
        may hold an edit of its own.
        """
        shown = reading.shown.sources
        differ = {path: it for path, it in self._good.items() if shown.get(path) != it}
        own = {path: differ[path] for path in reading.wrong if path in differ}
        shared = {path: it for path, it in differ.items() if it.kind in SHARED}
        was_right = any(path in self._good and path in shown for path in reading.wrong)
        for again in (
            {path: it for path, it in own.items() if it.kind in SHARED},
            {path: it for path, it in own.items() if it.kind == "picture"},
            shared if was_right else {},
            own,
        ):
            if again:
                better = self._read(put_back(reading.shown, again), now, jobs)
                if reading.site is None or again == own or not better.wrong >= reading.wrong:
                    return better
        return None

    def _learn(self, shown: Sources, found: Sources, wrong: set[str]) -> None:
        """Remember what is right, and of what is wrong, or was not read, the version that was."""
        kept = {
            path: it
            for path, it in self._good.items()
            if path in wrong or (path in found and path not in shown)
        }
        self._good = {**kept, **{path: it for path, it in shown.items() if path not in wrong}}
        design = design_of(shown)
        if not any(it.path in wrong for it in design):
            self._designs.learn(design)


class _Reading(Struct, frozen=True):
    """What was read: which versions, the site if site.toml is right, its problems, and where."""

    shown: SourceFiles
    site: Site | None
    problems: Problems
    wrong: frozenset[str]
