"""Maps, charts and dossiers in small, for laws that ask what an edit of them changes."""

import json
from collections.abc import Mapping

from tests.newsroom import SITE


def box(id_: str, west: float, south: float, east: float, north: float) -> dict[str, object]:
    """Return an area between meridians and parallels, as GeoJSON; without a code it is disputed."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": id_, "properties": {"name": id_}, "geometry": geometry}


def boundaries(*areas: dict[str, object]) -> str:
    """Return a file of boundaries."""
    return json.dumps({"type": "FeatureCollection", "features": areas})


NORTH = [box("NO", 5, 58, 12, 64), box("RU", 12, 58, 40, 64), box("KP", 124, 38, 131, 43)]
STRIP = box("strip", 8, 57, 9, 58)
POLICY = '[areas.strip]\npolicy = "hatched"\nline = "Nobody asked the birds."\n'
MAPS = '\n[maps]\nboundaries = "maps/north.geojson"\n'
"""What site.toml says of the boundaries."""
PAPER = f"""{SITE}
[pictures]
formats = ["jpeg"]
[pictures.lead]
widths = [16, 40]
[pictures.card]
widths = [24]
{MAPS}"""
"""A site.toml with one format, and sizes that encoders are through with at once."""

TABLE = "Year,Ships\n2024,3\n2025,5\n2026,8\n"
SHOWN = """type: {}
title: Ships
alt: More of them
source: A survey
license: CC0
day: 2026-03-01
"""
MAP = "::: map The strip\nframe: 4 56 14 65\nareas: NO\nplace: Town 60 7\n:::"
BODIES = [
    MAP,
    MAP.replace("4 56 14 65", "NO, RU").replace("place: Town 60 7\n", "labels: marked\n"),
    f"::: chart ships.csv\n{SHOWN.format('line')}:::",
    f"::: chart ships.csv\n{SHOWN.format('bar')}:::",
    "::: timeline\n- 2025-11: Talks *begin*\n- 2026-02-09: The [treaty](anchor.md) is signed\n:::",
]
DOSSIER = """---
dek: A long coast
facts:
  - {label: Coast, value: 100 000 km, day: 2011-12-01, source: A survey}
---

Words on [a story](/2026/03/anchor/).
"""
FILES: Mapping[str, str] = {
    "content/maps/north.geojson": boundaries(*NORTH, STRIP),
    "content/maps.toml": POLICY,
    "content/data/ships.csv": TABLE,
    "content/countries/NO.md": DOSSIER,
}
VERSIONS: Mapping[str, list[str | None]] = {
    "content/maps/north.geojson": [
        FILES["content/maps/north.geojson"],
        boundaries(*NORTH),
        boundaries(*NORTH[1:], STRIP, box("NO", 4, 58, 12, 64)),
        "{",
    ],
    "content/maps.toml": [
        POLICY,
        POLICY.replace("Nobody", "Somebody"),
        POLICY.replace('policy = "hatched"', 'as = "NO"'),
        POLICY + '[areas.KP]\npolicy = "hatched"\nline = "So be it."\n',
        None,
    ],
    "content/data/ships.csv": [TABLE, TABLE.replace("8", "9"), TABLE.replace("2025,5\n", ""), None],
    "content/countries/NO.md": [
        DOSSIER,
        DOSSIER.replace("Words", "Other words"),
        DOSSIER.replace("long", "longer"),
        None,
    ],
}
"""What becomes of each of the files; None if it goes."""
