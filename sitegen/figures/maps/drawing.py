"""A map, drawn: a sheet, what a story wants to show on it, and the paper's policies in; SVG out.

Paths carry `data-area`, places `data-place`, so that a program can judge a map. Colours are those
of the stylesheet; hatching, outlines and names say the same without them. Texts are in the language
of the story.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

from sitegen.content.frames import Spot
from sitegen.content.markdown.typography import typeset
from sitegen.figures.maps.labels import Label, Placer
from sitegen.figures.maps.policies import Policies, text_in
from sitegen.figures.maps.sheets import Shape, Sheet
from sitegen.figures.maps.values import Drawn, Note
from sitegen.figures.maps.windows import WIDTH
from sitegen.languages import country_codes, country_name
from sitegen.model import NOTES

_ISLET = 120
"""Square units of an area whose outline is too short to be dashed."""


class Wanted(Struct, frozen=True):
    """What a story wants to show: places, and areas that it marks; which names of areas."""

    title: str
    places: tuple[Spot, ...] = ()
    marked: tuple[str, ...] = ()
    labels: str = "areas"
    number: int = 0


class Naming(Struct, frozen=True):
    """What areas are called: in the language of a story, on a site in another one.

    `own` are the names that the file of boundaries has.
    """

    policies: Policies
    own: Mapping[str, str]
    language: str
    site: str

    def of(self, id_: str) -> str:
        """Return the name of an area."""
        policy = self.policies.areas.get(id_)
        if policy and policy.labels:
            return text_in(policy.labels, self.language, self.site)[0]
        if id_ in country_codes():
            return country_name(id_, self.language)
        return self.own.get(id_) or id_


def draw(sheet: Sheet, wanted: Wanted, naming: Naming) -> Drawn:
    """Return a map."""
    areas = naming.policies.areas
    hatched = naming.policies.hatched()
    height, hatch = sheet.window.height, f"hatch_{NOTES}-{wanted.number}"
    dots = f"dots_{NOTES}-{wanted.number}"
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    told = f'direction="ltr" role="img" aria-label="{escape(wanted.title)}"'
    parts = [f'<svg class="map-drawing" {size} {told}>']
    shown = {it.id for it in sheet.shapes}
    if hatched & shown:
        parts.append(
            f'<pattern id="{hatch}" class="map-hatch" width="12" height="12"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path class="ground" d="M0 0h12v12h-12z"/><path class="ink" d="M3 0v12"/></pattern>'
        )
    if shown.intersection(wanted.marked):
        parts.append(
            f'<pattern id="{dots}" class="map-dots" width="14" height="14"'
            ' patternUnits="userSpaceOnUse"><path class="ground" d="M0 0h14v14h-14z"/>'
            '<circle class="ink" cx="4" cy="4" r="1.3"/><circle class="ink" cx="11" cy="11"'
            ' r="1.3"/></pattern>'
        )
    parts.append(f'<path class="sea" d="M0 0h{WIDTH}v{height}h-{WIDTH}z"/>')
    plain = [it for it in sheet.shapes if it.id not in hatched and it.id not in wanted.marked]
    marked = [it for it in sheet.shapes if it.id not in hatched and it.id in wanted.marked]
    parts += [_area(it, "land") for it in plain]
    parts += [_area(it, "land marked", dots) for it in marked]
    for it in sheet.shapes:
        if it.id in hatched:
            parts.append(_area(it, "land disputed" + " islet" * (it.size < _ISLET), hatch))
    spots = sheet.window.spots([(it.lon, it.lat) for it in wanted.places])
    parts += _named(sheet, wanted, naming, spots)
    parts.append("</svg>")
    notes = [_note(id_, naming) for id_ in sheet.disputed if id_ in areas]
    return Drawn(
        "".join(parts),
        height,
        tuple([naming.of(it) for it in wanted.marked if it in shown]),
        tuple([it.name for it in wanted.places]),
        tuple([it for it in notes if it.line or it.manner == "hatched"]),
        naming.language,
    )


def _area(shape: Shape, kind: str, pattern: str = "") -> str:
    fill = f' fill="url(#{pattern})"' if pattern else ""
    if not shape.line:
        return f'<path class="{kind}" data-area="{shape.id}"{fill} d="{shape.path}"/>'
    area = f'<path class="land bare" data-area="{shape.id}"{fill} d="{shape.path}"/>'
    return f'{area}<path class="{kind} line" d="{shape.line}"/>'


def _named(
    sheet: Sheet, wanted: Wanted, naming: Naming, spots: Sequence[tuple[float, float]]
) -> Iterator[str]:
    """Yield places with their names, and names of areas."""
    placer = Placer(sheet.window.height)
    for x, y in spots:
        placer.block(x, y)
    for place, (x, y) in zip(wanted.places, spots, strict=True):
        label = placer.beside(place.name, x, y)
        yield f'<g data-place="{escape(place.name)}">'
        yield f'<circle class="dot" cx="{round(x)}" cy="{round(y)}" r="7"/>'
        yield f"{_text(label, 'place') if label else ''}</g>"
    shapes = {it.id: it for it in sheet.shapes}
    patterned = {*wanted.marked, *naming.policies.hatched()}
    first = [it for it in (*wanted.marked, *sheet.disputed) if it in shapes]
    others = sorted(shapes.values(), key=lambda it: (-it.size, it.id))
    order = dict.fromkeys([*first, *(it.id for it in others)])
    for id_ in order:
        if wanted.labels == "none" or (wanted.labels == "marked" and id_ not in first):
            continue
        label = placer.within(naming.of(id_), shapes[id_].spots, must=id_ in wanted.marked)
        if label:
            yield _text(label, "area over" if id_ in patterned else "area")


def _text(label: Label, kind: str) -> str:
    roomy = " roomy" if label.is_roomy else ""
    text = escape(label.text, quote=False)
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'<text class="map-{kind}{roomy}" x="{label.x}" y="{label.y}"{anchor}>{text}</text>'


def _note(id_: str, naming: Naming) -> Note:
    policy = naming.policies.areas[id_]
    line, language = text_in(policy.lines, naming.language, naming.site)
    return Note(id_, naming.of(id_), typeset(line, language), language, policy.manner)
