"""Templates that failed on a page, and those to show the site with instead.

A template's mistake may show only once a page is rendered. Templates are put back together, as a
design: what fails in one may come from another.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.discover import SourceFiles
from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.pages.templates import RenderError
from sitegen.preview.snapshot import Snapshot

Design = tuple[Source, ...]
"""All templates, by path."""

KEPT = 20
"""Designs that are known as they were."""


class Failure(Struct, frozen=True):
    """A page that failed in a design; `is_by_design` if that is to blame, and not the page."""

    design: Design
    path: str
    problem: Problem
    is_by_design: bool


class Designs:
    """The designs that were right as far as it is known, and what failed in which."""

    def __init__(self) -> None:
        self._right: list[Design] = []
        self._failures: dict[Design, dict[str, Problem]] = {}
        self._refused: set[Design] = set()

    def fail(self, failure: Failure) -> bool:
        """Note a failure, and say whether it is news."""
        failures = self._failures.setdefault(failure.design, {})
        is_news = failures.get(failure.path) != failure.problem
        failures[failure.path] = failure.problem
        others = (it for it in self._right if it != failure.design)
        if failure.is_by_design and any(it not in self._refused for it in others):
            self._refused.add(failure.design)
        return is_news

    def learn(self, design: Design) -> None:
        """Take a design for right: nothing is known that is wrong with it."""
        if design not in self._refused:
            self._right = [*(it for it in self._right if it != design), design][-KEPT:]

    def known(self) -> set[Source]:
        """Return the templates of all designs that may be taken instead."""
        return {template for design in self._right for template in design}

    def has_failed(self, design: Design) -> bool:
        """Say whether a page is known to fail in a design."""
        return design in self._failures

    def try_again(self, snapshot: Snapshot) -> tuple[Problem, ...]:
        """Return what still fails of what has failed: the pages may have been edited since."""
        design = design_of(snapshot.site.sources)
        failures = self._failures.get(design, {})
        for path in list(failures):
            try:
                output = snapshot.output(path)
                if output is not None:
                    snapshot.bytes_of(output)
            except RenderError as error:
                failures[path] = error.problem
            else:
                del failures[path]
        if not failures:
            self._failures.pop(design, None)
            self._refused.discard(design)
        return tuple(failures.values())

    def instead_of(self, found: SourceFiles) -> SourceFiles:
        """Return the sources with the last right design, if theirs is refused."""
        if design_of(found.sources) in self._refused:
            for design in reversed(self._right):
                if design not in self._refused:
                    rest = {it.path: it for it in found.sources.values() if it.kind != "template"}
                    return put_back(replace(found, sources=rest), {it.path: it for it in design})
        return found


def design_of(sources: Mapping[str, Source]) -> Design:
    """Return the design that a site has."""
    return tuple(it for it in sources.values() if it.kind == "template")


def put_back(shown: SourceFiles, again: Mapping[str, Source]) -> SourceFiles:
    """Return the files with other versions of some."""
    return replace(shown, sources=dict(sorted({**shown.sources, **again}.items())))
