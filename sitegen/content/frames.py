"""What a map is to show, as editors write it: frames, areas and places."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sitegen.languages import country_codes

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees; east is the lesser where it crosses the 180th meridian."""

NAMED: Mapping[str, Box] = {
    "world": (-169.0, -56.0, 191.0, 84.0),
    "africa": (-19.0, -36.0, 53.0, 38.0),
    "antarctic": (-180.0, -90.0, 180.0, -58.0),
    "arctic": (-180.0, 60.0, 180.0, 90.0),
    "asia": (26.0, -11.0, 146.0, 56.0),
    "europe": (-11.0, 34.5, 42.0, 70.0),
    "middle-east": (25.0, 11.0, 64.0, 43.0),
    "north-america": (-168.0, 7.0, -52.0, 72.0),
    "oceania": (110.0, -48.0, -175.0, 0.0),
    "pacific": (112.0, -48.0, -68.0, 62.0),
    "south-america": (-82.0, -56.0, -34.0, 13.0),
}


class Frame(Struct, frozen=True):
    """What a map is to show: a box of degrees, or areas with `margin` around, in parts of them."""

    box: Box | None = None
    areas: tuple[str, ...] = ()
    margin: float = 0.15
    least: float = 2.0
    """Degrees that it is high or wide at least: of a small island readers see where it lies."""


_NUMBER = r"[-+\u2212]?[0-9]+(?:\.[0-9]+)?"
_BOX = re.compile(rf"({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})")


def read_frame(text: str) -> Frame | str:
    """Return the frame that a text names, or what is wrong with it, as a phrase."""
    name = text.strip().lower().replace(" ", "-")
    if name in NAMED:
        return Frame(NAMED[name])
    if match := _BOX.fullmatch(text.strip()):
        west, south, east, north = (float(it.replace("\u2212", "-")) for it in match.groups())
        if not (-90 <= south < north <= 90):
            return "its south and its north are not two parallels, the southern one first"
        if not (-180 <= west <= 180 and -180 <= east <= 180):
            return "its west and its east are not between -180 and 180"
        return Frame((west, south, east, north))
    if re.search(r"\d", text):
        return "it is not four numbers: west, south, east and north, in degrees"
    return Frame(areas=tuple(ids_of(text)))


def ids_of(text: str) -> Iterable[str]:
    """Yield the ids of areas that a text lists, behind commas or blanks."""
    for written in re.split(r"[\s,]+", text.strip()):
        if written:
            code = written.upper()
            yield code if code in country_codes() else area_id(written)


def area_id(text: str) -> str:
    """Return the id of what has no code: "Northern Cyprus" is `northern-cyprus`."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


_PLACE = re.compile(
    r"(?P<name>.*\S)[\s,]+(?P<lat>[-+\u2212]?[0-9]+(?:\.[0-9]+)?)°?\s*(?P<ns>[NS]?)[\s,]+"
    r"(?P<lon>[-+\u2212]?[0-9]+(?:\.[0-9]+)?)°?\s*(?P<we>[WE]?)"
)
_DEGREES = re.compile(r"\d[.,]\d+$|\d\s*°[\s\d′'″\"NS]*$|\d\s*[NS]$")
"""What a name ends with whose numbers are decimals with commas, minutes, or three."""

LABELS = ("areas", "marked", "none")
"""Which names of areas stand on a map: of all that have room, of those that it marks, of none."""


class Spot(Struct, frozen=True):
    """A place on a map: its name, and its degrees."""

    name: str
    lat: float
    lon: float


def read_spot(text: str) -> Spot | str:
    """Return the place of `Kyiv 50.45 30.52`, latitude first; or what is wrong, as a phrase."""
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        return "does not end with its latitude and its longitude, in degrees"
    name = match["name"].rstrip(",")
    if _DEGREES.search(name):
        return "ends with more than two numbers: they have points for commas, and no minutes"
    lat, lon = (float(match[key].replace("\u2212", "-")) for key in ("lat", "lon"))
    lat = -abs(lat) if match["ns"] == "S" else lat
    lon = -abs(lon) if match["we"] == "W" else lon
    if abs(lat) > 90:
        return f"lies at {match['lat']} degrees of latitude, and the poles at 90"
    if abs(lon) > 180:
        return f"lies at {match['lon']} degrees of longitude, and they end at 180"
    return Spot(name, lat, lon)
