"""Maps of documents: what each shows, drawn; what is wrong with it; the names that it asks for."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from sitegen.content.frames import Frame, Spot, ids_of, read_frame
from sitegen.digests import fingerprint
from sitegen.edition.names import ANYTHING, BOUNDARIES, area_name
from sitegen.errors import Problem
from sitegen.figures.maps.drawing import Naming, Wanted, draw
from sitegen.figures.maps.policies import PATH, Policies
from sitegen.figures.maps.sheets import Sheet
from sitegen.figures.maps.values import Drawn
from sitegen.figures.maps.windows import WIDTH
from sitegen.languages import fallbacks
from sitegen.map_ref import MapRef
from sitegen.model import Digest, Document
from sitegen.spelling import did_you_mean


class Around(Struct, frozen=True, array_like=True):
    """What lies around a country: its neighbours, all areas on a map of it, those in dispute."""

    neighbours: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


NOWHERE = Around()


def frame_of(code: str) -> Frame:
    """Return the frame of a map that shows where a country lies: it, and as much around it."""
    return Frame(areas=(code,), margin=0.8, least=5.0)


class Atlas(Protocol):
    """The boundaries of a site, read when somebody asks, and what was drawn of them before."""

    @property
    def fault(self) -> str:
        """Why there are no boundaries, as a sentence; empty if there are."""

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all areas, as the file has them, by id."""

    def sheet(self, frame: Frame, parts: Mapping[str, str]) -> Sheet:
        """Return the sheet of a frame; `parts` are drawn as parts of others."""

    def around(self, codes: tuple[str, ...], parts: Mapping[str, str]) -> Mapping[str, Around]:
        """Return what lies around each of some countries."""


class Charted(Struct, frozen=True):
    """The maps of a document, in their order; what they ask for, and what is wrong."""

    maps: tuple[Drawn | None, ...] = ()
    asked: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


class Cartographer:
    """Draws maps of documents, one after the other."""

    def __init__(self, atlas: Atlas | None, policies: Policies, language: str) -> None:
        self._atlas = atlas
        self._policies = policies
        self._language = language

    def chart(self, path: str, document: Document) -> Charted:
        """Return the maps of a document."""
        if not document.maps:
            return Charted()
        language = getattr(document.fields, "lang", "") or self._language
        asked: set[str] = {BOUNDARIES}
        problems: list[Problem] = []
        maps = [
            self._map(it, number, path, language, asked, problems)
            for number, it in enumerate(document.maps, 1)
        ]
        return Charted(tuple(maps), frozenset(asked), tuple(problems))

    def around(self, codes: tuple[str, ...]) -> Mapping[str, Around]:
        """Return what lies around each of some countries."""
        if self._atlas is None or self._atlas.fault:
            return {}
        return self._atlas.around(codes, self._policies.parts())

    def locator(self, code: str, title: str) -> Drawn | None:
        """Return a map of where a country lies; None if the paper has no policy for all of it."""
        if self._atlas is None or self._atlas.fault or code not in self._atlas.names:
            return None
        sheet = self._atlas.sheet(frame_of(code), self._policies.parts())
        if any(it not in self._policies.areas for it in sheet.disputed):
            return None
        naming = Naming(self._policies, self._atlas.names, self._language, self._language)
        return draw(sheet, Wanted(title, marked=(code,)), naming)

    def unmapped(self, near: Mapping[str, Around]) -> Problem | None:
        """Return what tells which countries have no map of where they lie, and why; None if all do.

        Nobody asked for such a map by a block, so this is no error.
        """
        known = self._policies.areas
        missing = [code for code, it in near.items() if not known.keys() >= {*it.disputed}]
        if self._atlas is None or not missing:
            return None
        undecided = sorted({id_ for code in missing for id_ in near[code].disputed} - {*known})
        naming = Naming(self._policies, self._atlas.names, self._language, self._language)
        areas = ", ".join(f"`{it}` ({naming.of(it)})" for it in undecided)
        pages = "the page of a country has" if len(missing) == 1 else "pages of countries have"
        message = f"{pages} no map ({', '.join(missing)}): {PATH} has no policy for {areas}"
        hint = "write there " + ", ".join(f"`[areas.{it}]`" for it in undecided)
        hint += ", and below" + (" each" if len(undecided) > 1 else "")
        hint += ' `policy = "hatched"` or `as = "…"`, and a `line = "…"`'
        return Problem(PATH, 1, 1, message, hint, "warning")

    def _map(  # noqa: PLR0917 - what a map is drawn from, and what takes what is found
        self,
        ref: MapRef,
        number: int,
        path: str,
        language: str,
        asked: set[str],
        problems: list[Problem],
    ) -> Drawn | None:
        frame = read_frame(ref.frame)
        if isinstance(frame, str):
            return None  # parsing has told
        atlas, place = self._atlas, (ref.line, ref.column)
        if atlas is None:
            hint = 'write `[maps]` and `boundaries = "maps/world.topojson"` in content/site.toml'
            problems.append(Problem(path, *place, "the site names no boundaries for maps", hint))
            return None
        if atlas.fault:
            problems.append(Problem(path, *place, f"no map can be drawn: {atlas.fault}"))
            return None
        marked = tuple(ids_of(ref.areas))
        unknown = [(it, ref.frame_at) for it in frame.areas if it not in atlas.names]
        unknown += [(it, ref.areas_at) for it in marked if it not in atlas.names]
        for id_, at in unknown:
            asked.add(ANYTHING)
            hint = did_you_mean(id_, atlas.names)
            problems.append(Problem(path, *at, f"the boundaries have no area `{id_}`", hint))
        if unknown:
            return None
        sheet = atlas.sheet(frame, self._policies.parts())
        asked.update(area_name(it) for it in {*sheet.disputed, *(it.id for it in sheet.shapes)})
        naming = Naming(self._policies, atlas.names, language, self._language)
        problems += self._undecided(sheet, path, place, naming)
        problems += _outside(sheet, ref, path)
        spots = tuple([Spot(it.name, it.lat, it.lon) for it in ref.places])
        drawn = draw(sheet, Wanted(ref.title, spots, marked, ref.labels, number), naming)
        problems += _in_another_language(drawn, path, place)
        return drawn

    def _undecided(
        self, sheet: Sheet, path: str, place: tuple[int, int], naming: Naming
    ) -> Iterable[Problem]:
        """Yield a problem for each disputed area on a sheet of which the paper says nothing."""
        for id_ in sheet.disputed:
            if id_ not in self._policies.areas:
                name = naming.of(id_)
                message = f"the map shows `{id_}` ({name}), and {PATH} has no policy for it"
                hint = f'write there `[areas.{id_}]`, and `policy = "hatched"` or `as = "…"`'
                yield Problem(path, *place, message, hint)


def _outside(sheet: Sheet, ref: MapRef, path: str) -> Iterable[Problem]:
    """Yield a problem for each place that its own map does not show."""
    spots = sheet.window.spots([(it.lon, it.lat) for it in ref.places])
    for place, (x, y) in zip(ref.places, spots, strict=True):
        if not (0 <= x <= WIDTH and 0 <= y <= sheet.window.height):
            message = f"`{place.name}` lies outside of the map"
            hint = "latitude comes first; or show more in the `frame`"
            yield Problem(path, place.line, place.column, message, hint)


def _in_another_language(drawn: Drawn, path: str, place: tuple[int, int]) -> Iterable[Problem]:
    """Yield a warning if readers of a map are told of disputes in a language that is not theirs."""
    told = fallbacks(drawn.language)[0]
    foreign = [it for it in drawn.notes if it.line and fallbacks(it.language)[0] != told]
    if foreign:
        areas = ", ".join(f"`{it.area}`" for it in foreign)
        languages = ", ".join(dict.fromkeys(it.language for it in foreign))
        message = f"what is printed below the map of {areas} is in another language: {languages}"
        hint = f'write `line.{drawn.language} = "…"` in {PATH}, below `[areas.{foreign[0].area}]`'
        yield Problem(path, *place, message, hint, "warning")


def versions(boundaries: Digest, policies: Policies) -> dict[str, Digest]:
    """Return all that maps are drawn from, by the names by which documents ask for it."""
    found = {BOUNDARIES: boundaries} if boundaries else {}
    return found | {area_name(id_): fingerprint(it) for id_, it in policies.areas.items()}
