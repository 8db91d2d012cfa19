"""All documents by the names that others call them: of most it is read off the spines."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter

from sitegen.content.kinds import ADDRESSED
from sitegen.edition.rows import Facts
from sitegen.edition.spines import Spine
from sitegen.edition.volumes import Volumes
from sitegen.urls import normalise


class Directory:
    """Documents by path: those that are `new`, and those of rows that are not `gone`."""

    def __init__(
        self, new: Mapping[str, Facts], rows: Volumes | None = None, gone: Collection[str] = ()
    ) -> None:
        self._new = new
        self._rows = rows
        self._others = {*gone, *new}

    def slugs(self) -> Iterator[tuple[str, str]]:
        """Yield the slug of each document that has one, and its path."""
        own = ((it.slug if it.kind in ADDRESSED else "", path) for path, it in self._new.items())
        return self._called(attrgetter("slugs"), own)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield the address of each document that has one, and its path."""
        own = ((it.address, path) for path, it in self._new.items())
        return self._called(attrgetter("addresses"), own)

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Yield each alias, and the path of the document that has it."""
        known = ((row.path, row.facts) for row in (self._rows.notable() if self._rows else ()))
        every = chain((it for it in known if it[0] not in self._others), self._new.items())
        return ((normalise(alias), path) for path, it in every for alias in it.aliases)

    def _called(
        self, of: Callable[[Spine], Iterable[str]], own: Iterable[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        for volume in self._rows.volumes.values() if self._rows else ():
            for name, path in zip(of(volume.spine), volume.paths, strict=True):
                if name and path not in self._others:
                    yield name, path
        yield from (it for it in own if it[0])
