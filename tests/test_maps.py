"""Maps: judged by shapely on what readers get, and as pages are built and built again."""

import json
import re
from collections.abc import Callable
from functools import cache
from math import degrees
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from shapely import Point
from shapely.geometry import Polygon

from sitegen.content.frames import LABELS, NAMED, Spot, read_frame, read_spot
from sitegen.figures.maps.boundaries import Boundaries, Keys, read_boundaries
from sitegen.figures.maps.detail import LARGEST, LEAST, TAG, detail_of, near_parts
from sitegen.figures.maps.drawing import Naming, Wanted, draw
from sitegen.figures.maps.levels import LEVELS, Level, Line, coarser, finest
from sitegen.figures.maps.nearness import Nearness
from sitegen.figures.maps.outlines import ALWAYS, bends
from sitegen.figures.maps.policies import Policies, Policy, read_policies
from sitegen.figures.maps.sheets import Sheet, sheet_of
from sitegen.figures.maps.values import Drawn
from sitegen.figures.maps.windows import window_of
from tests.newsroom import NOW, SITE, Newsroom, article

Make = Callable[..., Newsroom]

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "content/maps/world.topojson"

POINTS = {
    "Simferopol": (44.95, 34.10, "UA"),
    "Donetsk": (48.0, 37.80, "UA"),
    "Laayoune": (27.15, -13.20, "EH"),
    "Golan": (33.0, 35.80, "golan-heights"),
    "Kyrenia": (35.32, 33.32, "northern-cyprus"),
    "Hargeisa": (9.56, 44.06, "somaliland"),
    "Srinagar": (34.08, 74.80, "jammu-and-kashmir"),
    "Aksai Chin": (35.2, 79.5, "aksai-chin"),
    "Tawang": (27.58, 91.87, "IN"),
    "Pristina": (42.67, 21.17, "XK"),
    "Taipei": (25.04, 121.5, "TW"),
    "Ramallah": (31.90, 35.20, "PS"),
    "Stanley": (-51.70, -58.0, "FK"),
    "Kuril": (45.0, 147.85, "southern-kurils"),
    "Sukhumi": (43.02, 41.05, "abkhazia"),
    "Tskhinvali": (42.23, 43.97, "south-ossetia"),
    "Tiraspol": (46.84, 29.63, "transnistria"),
    "Halaib": (22.22, 36.6, "halaib-triangle"),
    "Abyei": (9.6, 28.43, "abyei"),
    "Bir Tawil": (21.87, 33.75, "bir-tawil"),
}
"""What `content/maps.toml` of the sample says of each: the area that it is drawn as."""


@cache
def world() -> Boundaries:
    return read_boundaries(WORLD.read_bytes(), Keys())


@cache
def levels() -> list[Level]:
    whole = finest(world())
    return [whole, *(coarser(whole, it) for it in range(1, len(LEVELS)))]


@cache
def policies() -> Policies:
    found, problems = read_policies((ROOT / "content/maps.toml").read_bytes())
    assert not problems
    return found


def sheet(frame: str, parts: dict[str, str] | None = None) -> Sheet:
    wanted = read_frame(frame)
    assert not isinstance(wanted, str), wanted
    window = window_of(wanted, lambda: levels()[2])
    return sheet_of(window, levels().__getitem__, policies().parts() if parts is None else parts)


def drawn(frame: str, *places: Spot, marked: tuple[str, ...] = (), lang: str = "en") -> Drawn:
    names = {it.id: it.name for it in world().areas}
    naming = Naming(policies(), names, lang, "en")
    return draw(sheet(frame), Wanted("A map", places, marked), naming)


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Return the rings of a path, as SVG says: relative lines behind an absolute move."""
    found = []
    for x, y, way in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        ring = [(int(x), int(y))]
        steps = list(map(int, re.findall(r"-?\d+", way)))
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        found.append(ring)
    return found


def areas_at(svg: str) -> dict[str, list[str]]:
    """Return the areas whose path encloses each place of a map, as shapely sees them."""
    root = html.fromstring(svg)
    shapes = [
        (it.get("data-area"), [Polygon(ring) for ring in rings(it.get("d"))])
        for it in root.iter("path")
        if it.get("data-area")
    ]
    found = {}
    for group in root.iter("g"):
        (dot,) = group.iter("circle")
        at = Point(float(dot.get("cx")), float(dot.get("cy")))
        # Where rings overlap, an even number of them is a hole.
        inside = [area for area, those in shapes if sum(ring.covers(at) for ring in those) % 2 == 1]
        found[group.get("data-place")] = inside
    return found


@pytest.mark.parametrize(("name", "lat", "lon", "area"), [(k, *v) for k, v in POINTS.items()])
def test_a_disputed_place_falls_where_the_policy_says(
    name: str, lat: float, lon: float, area: str
) -> None:
    frame = f"{lon - 4:.2f} {lat - 3:.2f} {lon + 4:.2f} {lat + 3:.2f}"
    assert areas_at(drawn(frame, Spot(name, lat, lon)).svg) == {name: [area]}


def test_disputed_places_fall_there_on_a_map_of_a_continent() -> None:
    spots = [Spot(name, lat, lon) for name, (lat, lon, _) in POINTS.items() if name != "Stanley"]
    asia = [it for it in spots if 60 < it.lon < 130]
    assert areas_at(drawn("asia", *asia).svg) == {it.name: [POINTS[it.name][2]] for it in asia}


def test_essequibo_is_parted_at_its_river_and_told_of_in_each_language() -> None:
    frame, names = "-64 0 -55 9", {it.id: it.name for it in world().areas}
    spots = (Spot("Lethem", 3.38, -59.79), Spot("Bartica", 6.3, -58.9), Spot("Linden", 6.0, -58.3))
    held = drawn(frame, *spots, lang="fr")
    assert areas_at(held.svg) == {it.name: ["GY"] for it in spots}
    said = {it.area: (it.language, it.line) for it in held.notes}
    language, line = said["essequibo"]
    assert language == "fr"
    assert line.startswith("L’Essequibo est dessiné comme guyanien")
    claimed = {**policies().areas, "essequibo": Policy("hatched")}
    naming = Naming(Policies(claimed), names, "en", "en")
    apart = draw(sheet(frame, {}), Wanted("A map", spots), naming)
    assert areas_at(apart.svg) == {
        "Lethem": ["essequibo"],
        "Bartica": ["essequibo"],
        "Linden": ["GY"],
    }


@pytest.mark.parametrize("frame", sorted(NAMED))
def test_a_map_of_any_frame_is_small_and_the_same_again(frame: str) -> None:
    once, again = drawn(frame, marked=("FR", "AQ")), drawn(frame, marked=("FR", "AQ"))
    assert once == again
    assert len(once.svg.encode()) <= 40_000


@pytest.mark.parametrize(
    ("frame", "place", "area"),
    [
        ("FJ", Spot("Suva", -18.05, 178.2), "FJ"),  # islands on both sides of the 180th meridian
        ("165 60 -165 72", Spot("Anadyr", 64.7, 177.0), "RU"),
        ("165 60 -165 72", Spot("Uelen", 66.1, -171.0), "RU"),
        ("pacific", Spot("Canberra", -35.3, 149.1), "AU"),
        ("pacific", Spot("Lima", -12.0, -76.7), "PE"),
        ("arctic", Spot("Nuuk", 66.0, -45.0), "GL"),
        ("antarctic", Spot("Pole", -89.5, 0.0), "AQ"),
        ("antarctic", Spot("Vostok", -78.5, 106.8), "AQ"),
        ("world", Spot("Brasília", -15.8, -47.9), "BR"),
        ("world", Spot("Uelen", 66.2, -173.0), "RU"),
        ("RU", Spot("Norilsk", 69.3, 88.2), "RU"),
    ],
)
def test_poles_islands_and_the_180th_meridian(frame: str, place: Spot, area: str) -> None:
    assert areas_at(drawn(frame, place).svg) == {place.name: [area]}


def test_no_line_is_drawn_where_files_are_cut() -> None:
    """Of Chukotka and of Antarctica the 180th meridian is no coast."""
    for frame, id_ in (("165 60 -165 72", "RU"), ("antarctic", "AQ")):
        found = sheet(frame)
        shape = next(it for it in found.shapes if it.id == id_)
        lines = re.findall(r"M(-?\d+) (-?\d+)l([^M]*)", shape.line)
        assert lines
        spots = found.window.spots([(180.0, 67.0), (180.0, 68.0)])
        if id_ == "AQ":
            spots = found.window.spots([(180.0, -86.0), (180.0, -88.0)])
        for x, y, way in lines:
            at = [int(x), int(y)]
            steps = list(map(int, re.findall(r"-?\d+", way)))
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                line = Point(*at).buffer(0.1).union(Point(at[0] + dx, at[1] + dy)).convex_hull
                assert all(line.distance(Point(*spot)) > 2 for spot in spots)
                at = [at[0] + dx, at[1] + dy]


def test_a_marked_area_has_its_line_where_that_is_its_outline() -> None:
    root = html.fromstring(drawn("arctic", marked=("RU",)).svg)
    kinds = [it.get("class") for it in root.iter("path") if "d" in it.attrib]
    assert "land marked line" in kinds
    assert not any("bare" in it and "marked" in it for it in kinds)


def test_areas_drawn_as_one_have_no_line_between_them() -> None:
    one = next(it for it in sheet("UA").shapes if it.id == "UA")
    several = sheet("UA", {})
    assert {"crimea", "donetsk-and-luhansk"} <= {it.id for it in several.shapes}
    alone = {it.id: it for it in several.shapes}
    # Donetsk and Luhansk lie inside of one outline with the rest.
    assert len(rings(one.path)) < sum(len(rings(alone[it].path)) for it in ("UA", "crimea")) + 2
    outline = [Polygon(it).exterior for it in rings(one.path)]
    rest = [Polygon(it).exterior for it in rings(alone["UA"].path)]
    points = [Point(*it) for ring in rings(alone["donetsk-and-luhansk"].path) for it in ring]
    inner = [it for it in points if min(map(it.distance, rest)) < 1.5]
    hidden = [it for it in inner if min(map(it.distance, outline)) > 3]
    assert len(hidden) > len(inner) / 2 > 5
    size = sum(Polygon(it).area for it in rings(one.path))
    apart = sum(
        Polygon(ring).area
        for id_ in ("UA", "crimea", "donetsk-and-luhansk")
        for ring in rings(alone[id_].path)
    )
    assert size == pytest.approx(apart, rel=0.01)


def test_neighbours_share_their_border_and_nothing_else() -> None:
    shapes = {
        it.id: [Polygon(ring).buffer(0) for ring in rings(it.path)] for it in sheet("FR").shapes
    }
    for one, other in (("FR", "DE"), ("FR", "ES"), ("BE", "NL")):
        common = sum(a.intersection(b).area for a in shapes[one] for b in shapes[other])
        assert common < 30  # of a million square units: steps of the grid


def test_what_is_too_small_for_a_map_is_a_speck_there() -> None:
    europe, asia, world_ = sheet("europe"), sheet("asia"), sheet("world")
    assert {"MT", "SM", "VA", "LI"} <= {it.id for it in europe.shapes}
    (vatican,) = [rings(it.path) for it in europe.shapes if it.id == "VA"]
    assert [Polygon(it).area for it in vatican] == [16]
    # Islands without a country, where they can be told from one another.
    assert {"paracel-islands", "spratly-islands"} <= {*asia.disputed}
    assert not {"senkaku-islands", "liancourt-rocks"} & {*asia.disputed, *world_.disputed}
    assert "GI" not in europe.disputed
    assert {"GI", "ceuta-and-melilla"} <= {*sheet("-6.5 35 -4 37").disputed}
    root = html.fromstring(drawn("108 5 125 27").svg)
    kinds = {it.get("data-area"): it.get("class") for it in root.iter("path")}
    assert kinds["paracel-islands"] == "land disputed islet"
    assert "islet" not in drawn("72 30 82 38").svg.replace("siachen", "")
    spots = asia.window.spots([(112.33, 16.83), (114.36, 10.37)])
    drawn_ = [Polygon(it) for shape in asia.shapes for it in rings(shape.path)]
    assert all(min(it.distance(Point(*spot)) for it in drawn_) < 8 for spot in spots)


POINTS_OF_LINES = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


@given(st.lists(POINTS_OF_LINES, min_size=2, max_size=12), st.integers(0, 2500))
def test_bends_are_those_of_a_line_without_all_smaller_ones(
    points: list[tuple[int, int]], least: int
) -> None:
    """One by one the point that bends least is taken out; none bends less than one before."""
    kept, found, most = list(range(len(points))), [ALWAYS] * len(points), 0.0
    while len(kept) > 2:
        sizes = [
            (_triangle(*(points[kept[at + it]] for it in (-1, 0, 1))), kept[at], at)
            for at in range(1, len(kept) - 1)
        ]
        size, number, at = min((max(size, most), number, at) for size, number, at in sizes)
        most, found[number] = size, size
        del kept[at]
    assert sorted(bends(points)) == pytest.approx(sorted(found))
    line = Line(tuple(points), tuple(bends(points)))
    stay = [at for at, bend in zip(points, line.bends, strict=True) if bend >= least]
    assert line.kept(least) == stay
    assert [stay[0], stay[-1]] == [points[0], points[-1]]


def _triangle(*corners: tuple[int, int]) -> float:
    return Polygon(corners).area


@pytest.mark.parametrize("frame", ["middle-east", "oceania", "pacific", "165 60 -165 72"])
def test_nothing_is_left_out_that_a_window_shows(
    frame: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet is the same if all of the globe is looked at, whose most lies elsewhere."""
    wanted = sheet(frame)
    monkeypatch.setattr(Nearness, "holds", lambda _, box: box is not None)
    everything = sheet(frame)
    assert {it.id for it in everything.shapes} == {it.id for it in wanted.shapes}
    assert everything.disputed == wanted.disputed


def test_a_map_is_as_detailed_as_it_may_be() -> None:
    """And its detail is known beforehand: of what is drawn nothing is drawn again."""
    for frame in NAMED:
        found = sheet(frame)
        size = sum(len(it.path) + len(it.line) + TAG for it in found.shapes)
        assert size <= LARGEST
        window = found.window
        least, level = detail_of(
            window, near_parts(levels()[-1], Nearness(window)), levels().__getitem__
        )
        assert least >= LEAST
        assert least == LEAST or size > 0.8 * LARGEST
        assert LEVELS[levels().index(level)] <= least * degrees(1 / window.scale) ** 2


def test_names_are_in_the_language_of_the_story_and_none_covers_another() -> None:
    places = tuple(Spot(name, 50 + n / 5, 10 + n / 3) for n, name in enumerate("ABCD"))
    for lang, germany in (("en", "Germany"), ("ar", "ألمانيا"), ("ja", "ドイツ")):
        assert f">{germany}</text>" in drawn("2 46 20 56", *places, lang=lang).svg


# Files ----------------------------------------------------------------------------------------


def _square(id_: str | None, x: int, **properties: object) -> dict[str, object]:
    ring = [[x, 0], [x, 5], [x, 10], [x + 10, 10], [x + 10, 5], [x + 10, 0], [x, 0]]
    return {
        "type": "Feature",
        "id": id_,
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


TWO = geojson(_square("GA", 0, name="Gabon"), _square(None, 10, name="The Strip", disputed=True))


def test_geojson_is_cut_into_arcs_that_neighbours_share() -> None:
    found = read_boundaries(TWO.encode(), Keys())
    one, other = found.areas
    assert (one.id, one.is_disputed) == ("GA", False)
    assert (other.id, other.name, other.is_disputed) == ("the-strip", "The Strip", True)
    assert len(found.arcs) == 3
    shared = {max(it, ~it) for it in one.polygons[0][0]} & {
        max(it, ~it) for it in other.polygons[0][0]
    }
    assert [found.arcs[it] for it in shared] in (
        [((10, 10), (10, 5), (10, 0))],
        [((10, 0), (10, 5), (10, 10))],
    )


MORE = "ends with more than two numbers: they have points for commas, and no minutes"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kyiv 50.45 30.52", Spot("Kyiv", 50.45, 30.52)),
        ("Port Stanley, 51.7 S, 57.85 W", Spot("Port Stanley", -51.7, -57.85)),
        ("Suva −18.1° 178.4°", Spot("Suva", -18.1, 178.4)),
        ("Kyiv", "does not end with its latitude and its longitude, in degrees"),
        ("Area 51, 37.23, -115.8", Spot("Area 51", 37.23, -115.8)),
        ("Kyiv 50,45 30,52", MORE),
        ("Kyiv 50,45, 30,52", MORE),
        ("Kyiv 50.45 30.52 179", MORE),
        ("Kyiv 50° 27 30° 31", MORE),
        ("Kyiv 50 27 N 30 31 E", MORE),
        ("Kyiv 130.5 50.4", "lies at 130.5 degrees of latitude, and the poles at 90"),
    ],
)
def test_places_are_read(text: str, meant: Spot | str) -> None:
    assert read_spot(text) == meant


# Pages ----------------------------------------------------------------------------------------

BLOCK = """\
::: map The strip
frame: 0 0 20 10
areas: GA
place: Town 5 5
caption: A caption.
source: A survey
:::
"""
POLICY = '[areas.the-strip]\npolicy = "hatched"\nlabel = "Strip"\nline = "Nobody has it."\n'
MAPPED = SITE + '\n[maps]\nboundaries = "maps/two.geojson"\n'
PAPER: dict[str, str | bytes] = {
    "content/maps/two.geojson": TWO,
    "content/maps.toml": POLICY,
    "content/articles/mapped.md": article("Mapped", f"Words.\n\n{BLOCK}"),
    "content/articles/near.md": article(
        "Near", "::: map Elsewhere\nframe: 1 1 8 9\nlabels: none\n:::\n", section="europe"
    ),
    "content/articles/plain.md": article("Plain"),
}


def test_a_map_on_its_page_in_feeds_and_for_search(shown: Make) -> None:
    site = shown(PAPER, site_toml=MAPPED)
    page = html.fromstring(site.tree()["2026/03/mapped/index.html"].decode())
    (figure,) = page.xpath("//figure[@class='map']")
    (svg,) = figure.xpath(".//svg")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "The strip")
    assert [it.get("data-area") for it in svg.xpath(".//path[@data-area]")] == ["GA", "the-strip"]
    (pattern,) = svg.xpath(".//pattern[contains(@class, 'map-hatch')]")
    assert f"url(#{pattern.get('id')})" in [it.get("fill") for it in svg.xpath(".//path")]
    assert pattern.get("id").startswith("hatch_mapped")
    said = " ".join(figure.xpath("./figcaption")[0].text_content().split())
    assert "The strip A caption. Source: A survey" in said
    assert "Strip Nobody has it." in said
    assert "Marked: Gabon" in said
    over = {it.text for it in svg.xpath(".//text[contains(@class, 'over')]")}
    assert over == {"Gabon", "Strip"}  # what has a pattern behind it
    assert figure.xpath(".//details//li/text()") == ["Town"]
    feed = site.tree()["feed.xml"].decode()
    assert "Nobody" not in feed
    assert "&lt;li&gt;Town&lt;/li&gt;" in feed or "<li>Town</li>" in feed


def test_what_readers_are_told_of_a_dispute_in_another_language_is_a_warning(
    newsroom: Make,
) -> None:
    arabic = article("شريط", f"كلمات.\n\n{BLOCK}", lang="ar")
    site = newsroom({**PAPER, "content/articles/strip.md": arabic}, site_toml=MAPPED).build()
    (problem,) = site.report["problems"]
    assert (problem["path"], problem["severity"]) == ("content/articles/strip.md", "warning")
    assert arabic.split("\n")[problem["line"] - 1] == "::: map The strip"
    assert problem["message"].endswith("map of `the-strip` is in another language: en")
    assert "`line.ar = " in problem["hint"]
    page = site.read("2026/03/strip/index.html")
    # Else the full stop stands at its left.
    assert '<span lang="en" dir="auto">Nobody has it.</span>' in page
    both = 'line.en = "Nobody has it."\nline.ar = "لا أحد يسيطر عليه."'
    site.edit("content/maps.toml", 'line = "Nobody has it."', both).build()
    assert site.report["problems"] == []
    page = site.read("2026/03/strip/index.html")
    assert "<span>لا أحد يسيطر عليه.</span>" in page


MAPS = ("content/articles/mapped.md", "content/articles/near.md")
MISTAKES = {
    "no-frame": ("::: map A\nplace: X 1 1\n:::", "the `map` block has no `frame`"),
    "bad-frame": ("::: map A\nframe: 1 2 3\n:::", "`1 2 3` is no frame: it is not four numbers"),
    "no-area": ("::: map A\nframe: GB\n:::", "the boundaries have no area `GB`"),
    "marked": ("::: map A\nframe: 0 0 9 9\nareas: GQ\n:::", "the boundaries have no area `GQ`"),
    "outside": ("::: map A\nframe: 0 0 9 9\nplace: Y 50 40\n:::", "`Y` lies outside of the map"),
    "place": ("::: map A\nframe: 0 0 9 9\nplace: Y\n:::", "`Y` does not end with its latitude"),
    "labels": ("::: map A\nframe: 0 0 9 9\nlabels: no\n:::", "`no` is no choice of names"),
    "undecided": (
        "::: map A\nframe: 0 0 20 10\n:::",
        "the map shows `the-strip` (The Strip), and content/maps.toml has no policy for it",
    ),
}


def test_every_mistake_is_told_with_its_place(newsroom: Make) -> None:
    files = {
        f"content/articles/{name}.md": article(name, f"\n{block}\n")
        for name, (block, _) in MISTAKES.items()
    }
    site = newsroom({**files, "content/maps/two.geojson": TWO}, site_toml=MAPPED)
    told = site.fail()
    for name, (_, message) in MISTAKES.items():
        lines = [it for it in told.splitlines() if f"articles/{name}.md" in it]
        assert any(message in it for it in lines), (name, told)
        assert all(re.search(r"\.md:\d+:\d+: error", it) for it in lines)


@pytest.mark.parametrize(
    ("files", "site_toml", "message"),
    [
        ({}, SITE, "the site names no boundaries for maps"),
        ({}, MAPPED.replace("two", "tow"), "`content/maps/tow.geojson` is not there"),
        ({"content/maps/two.geojson": "{"}, MAPPED, "cannot be read as boundaries"),
        ({"content/maps/two.geojson": '{"type":"Feature"}'}, MAPPED, "holds no boundaries"),
        (
            {"content/maps/two.geojson": "{", **dict.fromkeys(MAPS, article("A"))},
            MAPPED,
            "site.toml:",
        ),
        ({"content/maps.toml": "[areas.x]\n"}, MAPPED, "`x` is to have either a `policy` or"),
        ({"content/maps.toml": "[areas.Xy]\npolicy='plain'\nline='l'\n"}, MAPPED, "`Xy` is no id"),
        ({"content/maps.toml": "[areas.x]\nas='x'\nline='l'\n"}, MAPPED, "`x` is a part of itself"),
    ],
)
def test_wrong_files_are_told(
    newsroom: Make, files: dict[str, str | bytes], site_toml: str, message: str
) -> None:
    result = newsroom({**PAPER, **files}, site_toml=site_toml).run("build", "--now", NOW)
    assert result.exit_code in {1, 2}
    assert message in result.stderr
    assert re.search(r"\.(md|toml):\d+:\d+: error", result.stderr)


def test_edits_rewrite_the_maps_that_show_them(newsroom: Make) -> None:
    site = newsroom(dict(PAPER), site_toml=MAPPED).build()

    def rebuilt() -> set[str]:
        site.build()
        assert site.tree() == site.clean_tree()
        return {it for it in site.rewritten if it.endswith("index.html")}

    site.edit("content/articles/plain.md", "Some words", "Same words")
    assert rebuilt() == {"2026/03/plain/index.html"}
    site.edit("content/maps.toml", "Nobody has it", "Nobody wants it")
    assert rebuilt() == {"2026/03/mapped/index.html"}
    site.edit("content/maps.toml", 'policy = "hatched"', 'as = "GA"')
    assert rebuilt() == {"2026/03/mapped/index.html"}
    site.edit("content/maps/two.geojson", "[20, 10]", "[20, 9]")
    assert "2026/03/mapped/index.html" in rebuilt()


def test_what_no_map_is_drawn_from_any_more_can_be_removed(newsroom: Make) -> None:
    far = {"content/articles/far.md": article("Far", countries="[GA]")}
    site = newsroom({**PAPER, **far}, site_toml=MAPPED).build()
    folder = site.root / ".sitegen/maps"

    def kept() -> dict[str, bytes]:
        return {str(it.relative_to(folder)): it.read_bytes() for it in folder.rglob("*.map")}

    wanted = kept()
    assert site.run("clean", "--unused").stdout == "removed 0 derived files of 0.0 MB\n"
    assert kept() == wanted
    site.edit("content/articles/near.md", "frame: 1 1 8 9", "frame: 1 1 9 9").build()
    site.edit("content/articles/near.md", "frame: 1 1 9 9", "frame: 1 1 8 9")
    assert len(kept()) == len(wanted) + 1
    site.run("clean", "--unused")
    assert kept() == wanted
    site.edit("content/maps/two.geojson", "[20, 5]", "[20, 6]").build()
    assert len({it.partition("/")[0] for it in kept()}) == 2
    site.run("clean", "--unused")
    assert not kept().keys() & wanted.keys()
    site.edit("content/site.toml", MAPPED.removeprefix(SITE), "")
    site.remove("content/articles/mapped.md").remove("content/articles/near.md")
    site.run("clean", "--unused")
    assert not [*folder.iterdir()]


def test_labels_are_those_that_the_block_takes() -> None:
    assert LABELS == ("areas", "marked", "none")
