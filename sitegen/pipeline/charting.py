"""Boundaries and policies of a site, for whoever draws maps: read when a map is new, and kept.

A file of boundaries is decoded once, and its levels of detail and the sheets of each frame are kept
beside derived pictures, by what they are made from: so an edit of a story reads none of it again,
and a site without maps pays for nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TypeVar

import msgspec
from msgspec import Struct

from sitegen.config import Config
from sitegen.content.frames import Frame
from sitegen.digests import fingerprint
from sitegen.edition.mapped import Around, Cartographer, frame_of, versions
from sitegen.errors import Problem, SiteError
from sitegen.figures.maps.boundaries import Keys, neighbours_of, read_boundaries
from sitegen.figures.maps.levels import LEVELS, Level, coarser, finest
from sitegen.figures.maps.policies import PATH, Policies, read_policies
from sitegen.figures.maps.sheets import Sheet, sheet_of
from sitegen.figures.maps.windows import window_of
from sitegen.model import Digest, Source
from sitegen.pages.render import ReadSource
from sitegen.pipeline.engines import SHEETS
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.derived import DerivedFiles, maps_of
from sitegen.pipeline.order import Order
from sitegen.spelling import Names

T = TypeVar("T")

What = tuple[object, ...]
"""What something that is kept is, besides a part of some boundaries."""

_NAMES: What = ("names",)


def _level(level: int) -> What:
    return ("level", level)


def _sheet(frame: Frame, parts: Mapping[str, str]) -> What:
    return ("sheet", frame, dict(sorted(parts.items())))


def _around(codes: tuple[str, ...], parts: Mapping[str, str]) -> What:
    return ("around", codes, dict(sorted(parts.items())))


def _key(what: What) -> Digest:
    return fingerprint(what, engine(SHEETS))


_FRAMES = 2
"""The level of detail by which the frame of an area is found."""


class Charting(Struct, frozen=True):
    """What maps of a site are drawn from, by name; who draws them; and what is wrong."""

    mapped: Mapping[str, Digest]
    cartographer: Cartographer
    problems: tuple[Problem, ...]
    policies: Policies
    atlas: "KeptAtlas | None"

    def used(self, frames: Iterable[Frame], codes: tuple[str, ...]) -> dict[Digest, set[Digest]]:
        """Return what of all that is kept takes part in maps of some frames and countries."""
        if self.atlas is None:
            return {}
        parts = self.policies.parts()
        all_frames = (*frames, *map(frame_of, codes))
        whats = [_NAMES, *map(_level, range(len(LEVELS))), _around(codes, parts)]
        whats += [_sheet(frame, parts) for frame in all_frames]
        return {self.atlas.digest: {_key(it) for it in whats}}


def charting_of(
    order: Order, config: Config, language: str, sources: Mapping[str, Source], read: ReadSource
) -> Charting:
    """Return who draws the maps of an edition in a language."""
    told = sources.get(PATH)
    policies, problems = read_policies(read(told) if told else None)
    named = config.maps.boundaries
    path = f"content/{named}"
    source = sources.get(path) if named else None
    fault = ""
    if named and (source is None or source.kind != "boundaries"):
        fault = f"`{path}` is {'no file of boundaries' if source else 'not there'}"
        near = Names([it.removeprefix("content/") for it in _boundaries(sources)], in_folders=True)
        hint = near.hint(named) or "name a file of TopoJSON or GeoJSON below content/"
        problems.append(config.problem("maps.boundaries", fault, hint))
        source = None
    keys = Keys(config.maps.id, config.maps.name)
    atlas = KeptAtlas(order, path, source, keys, read, fault) if named else None
    if atlas and source and atlas.fault:
        # Pages of countries would have no maps, and nobody would know why.
        problems.append(config.problem("maps.boundaries", atlas.fault))
    return Charting(
        versions(atlas.digest if atlas else b"", policies) if atlas or policies.areas else {},
        Cartographer(atlas, policies, language),
        tuple(problems),
        policies,
        atlas,
    )


def _boundaries(sources: Mapping[str, Source]) -> Iterator[str]:
    yield from (path for path, it in sources.items() if it.kind == "boundaries")


class KeptAtlas:
    """The boundaries of a site; what was made of them lies in a folder."""

    def __init__(  # noqa: PLR0917 - all that it is made from
        self,
        order: Order,
        path: str,
        source: Source | None,
        keys: Keys,
        read: ReadSource,
        fault: str,
    ) -> None:
        self._path = path
        self._source = source
        self._keys = keys
        self._read = read
        self._fault = fault
        self._order = order
        self._levels: dict[int, Level] = {}

    @cached_property
    def digest(self) -> Digest:
        """The digest of all that sheets are made from, besides their frames."""
        return fingerprint(self._source.digest if self._source else b"", self._keys)

    @property
    def fault(self) -> str:
        """Why there are no boundaries, as a sentence; empty if there are."""
        return self._fault or self._named[1]

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all areas, as the file has them, by id."""
        return self._named[0]

    @cached_property
    def _named(self) -> tuple[dict[str, str], str]:
        def make() -> tuple[dict[str, str], str]:
            try:
                areas = self._level(0).areas
            except SiteError as error:
                return {}, f"`{self._path}` {next(iter(error.problems)).message}"
            if not areas:
                told = f"`{self._keys.id}` or `{self._keys.name}`"
                return {}, f"no area of `{self._path}` has {told} among its properties"
            return {it.id: it.name for it in areas}, ""

        return self._kept(_NAMES, make, tuple[dict[str, str], str])

    def sheet(self, frame: Frame, parts: Mapping[str, str]) -> Sheet:
        """Return the sheet of a frame; `parts` are drawn as parts of others."""

        def make() -> Sheet:
            window = window_of(frame, lambda: self._level(_FRAMES))
            return sheet_of(window, self._level, parts)

        return self._kept(_sheet(frame, parts), make, Sheet)

    def around(self, codes: tuple[str, ...], parts: Mapping[str, str]) -> Mapping[str, Around]:
        """Return what lies around each of some countries."""

        def make() -> dict[str, Around]:
            neighbours = neighbours_of(self._level(_FRAMES).areas, parts)
            found = {}
            for code in codes:
                if code in self.names:
                    sheet = self.sheet(frame_of(code), parts)
                    areas = {*(it.id for it in sheet.shapes), *sheet.disputed}
                    beside = neighbours.get(code, ())
                    found[code] = Around(beside, tuple(sorted(areas)), sheet.disputed)
            return found

        return self._kept(_around(codes, parts), make, dict[str, Around])

    def _level(self, level: int) -> Level:
        def make() -> Level:
            if level:
                return coarser(self._level(0), level)
            assert self._source  # noqa: S101 - who has none has a fault
            return finest(read_boundaries(self._read(self._source), self._keys))

        if level not in self._levels:
            self._levels[level] = self._kept(_level(level), make, Level)
        return self._levels[level]

    @cached_property
    def _folder(self) -> DerivedFiles:
        return maps_of(self._order)

    @cached_property
    def _known(self) -> dict[str, str]:
        return self._folder.known(self.digest)

    def _kept(self, what: What, make: Callable[[], T], kind: type[T]) -> T:
        """Return what lies in the folder; what does not is made now."""
        key = _key(what)
        name = self._known.get(key.hex())
        if name and (data := self._folder.read(self.digest, name)):
            with suppress(msgspec.DecodeError):
                return msgspec.msgpack.decode(data, type=kind)
        made = make()
        with suppress(OSError):  # it can be drawn all the same
            self._folder.keep(self.digest, key, "map", msgspec.msgpack.encode(made))
        return made
