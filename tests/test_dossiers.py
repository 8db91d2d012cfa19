"""Dossiers of countries: what a country's page knows, and what an edit rewrites of it."""

import json
from collections.abc import Callable

import pytest
from lxml import html

from sitegen.languages import country_codes, country_name
from sitegen.memberships import ORGANISATIONS, organisations_of
from tests.newsroom import NOW, SITE, Newsroom, article

Make = Callable[..., Newsroom]


def _box(code: str, west: int, south: int, east: int, north: int) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


BOUNDARIES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            _box("NO", 5, 58, 12, 64),
            _box("SE", 12, 58, 18, 64),
            _box("FI", 18, 58, 24, 64),
            _box("IS", -20, 62, -14, 66),
            _box("skerry", 8, 57, 9, 58),
        ],
    }
)
POLICY = '[areas.skerry]\npolicy = "hatched"\nline = "Nobody asked the birds."\n'
NORWAY = """\
---
dek: A long coast
facts:
  - {label: Coast, value: 100 000 km, day: 2011-12-01, source: A survey, url: "https://a.example/"}
people:
  - {office: King, name: Harald V, since: 1991-01-17}
---

Words on [a story](one).
"""
TIMELINE = """\
Words.

::: timeline
- 2019: The last ferry *sails*
- 2025-11: Talks begin
- 2026-02-09: The [treaty](two) is signed
:::
"""
FILES: dict[str, str | bytes] = {
    "content/articles/one.md": article("One", TIMELINE, countries="[NO, SE]"),
    "content/articles/two.md": article(
        "Two",
        date="2026-03-02 09:00",
        countries="[NO, SE, IS]",
        thread="ferry",
        milestone="It sails",
    ),
    "content/articles/three.md": article("Three", date="2026-03-03 09:00", countries="[FI]"),
    "content/threads/ferry.md": (
        "---\ntitle: The ferry\nsummary: It sails.\nas_of: 2026-03-01\n---\n"
    ),
    "content/countries/NO.md": NORWAY,
    "content/maps/north.geojson": BOUNDARIES,
    "content/maps.toml": POLICY,
}
MAPPED = SITE + '\n[maps]\nboundaries = "maps/north.geojson"\n'


def page_of(site: Newsroom, code: str) -> html.HtmlElement:
    return html.fromstring(site.tree()[f"countries/{code}/index.html"].decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_a_dossier_with_a_file(shown: Make) -> None:
    page = page_of(shown(FILES, site_toml=MAPPED), "no")
    (dossier,) = page.xpath("//div[@class='dossier']")
    assert page.xpath("//p[@class='dek']")[0].text_content().strip() == "A long coast"
    assert dossier.xpath(".//div[@class='body']//a/@href") == ["/2026/03/one/"]
    said = words(dossier)
    assert "Coast 100 000 km A survey" in said
    # A name in Latin letters keeps the day behind it where it was written, in Arabic, too.
    assert [words(it) for it in dossier.xpath(".//dd//bdi")] == ["A survey"]
    assert "King Harald V since January 17, 1991" in said
    assert "United Nations NATO As of January 1, 2026" in said
    links = {it.text: it.get("href") for it in dossier.xpath(".//ul[@class='inline']//a")}
    assert links["Sweden"] == "/countries/se/"
    named = dossier.xpath(".//section[@aria-labelledby='country_with']//li")
    assert [words(it) for it in named] == ["Sweden", "Iceland"]  # the more often, the earlier
    beside = dossier.xpath(".//section[@aria-labelledby='country_borders']//li")
    assert [words(it) for it in beside] == ["Sweden"]
    days = [
        (
            it.xpath(".//time/@datetime")[0],
            it.xpath(".//p//a")[0].text,
            it.xpath(".//p//a/@href")[0],
        )
        for it in dossier.xpath(".//ol[contains(@class, 'timeline')]/li")
    ]
    assert days == [
        ("2026-03-02", "It sails", "/2026/03/two/"),
        ("2026-02-09", "The treaty is signed", "/2026/03/one/"),
        ("2025-11", "Talks begin", "/2026/03/one/"),
        ("2019", "The last ferry sails", "/2026/03/one/"),
    ]
    assert "Nobody asked the birds." in said
    (marked,) = dossier.xpath(".//svg//path[contains(@class, 'marked')]")
    assert marked.get("data-area") == "NO"
    ids = dossier.xpath(".//@id")
    assert len(ids) == len({*ids})
    assert b"\0" not in shown(FILES, site_toml=MAPPED).tree()["countries/no/index.html"]


def test_neighbours_stand_in_the_order_of_their_names(shown: Make) -> None:
    ukrainian = MAPPED.replace("timezone =", 'language = "uk"\ntimezone =', 1)
    page = page_of(shown(FILES, site_toml=ukrainian), "se")
    beside = page.xpath("//section[@aria-labelledby='country_borders']//li")
    assert [words(it) for it in beside] == ["Норвегія", "Фінляндія"]


def test_a_country_without_a_file_has_what_the_paper_knows(shown: Make) -> None:
    page = page_of(shown(FILES, site_toml=MAPPED), "fi")
    said = words(page.xpath("//div[@class='dossier']")[0])
    assert "European Union" in said
    assert "Sweden" in said
    assert not page.xpath("//ol[contains(@class, 'timeline')]")
    assert page.xpath("//svg")


def test_without_a_policy_there_is_no_map_and_without_boundaries_no_neighbours(
    shown: Make, newsroom: Make
) -> None:
    site = newsroom({**FILES, "content/maps.toml": ""}, site_toml=MAPPED)
    outputs = [site.run(command, "--now", NOW) for command in ("build", "check")]
    assert not page_of(site, "no").xpath("//svg")
    assert page_of(site, "is").xpath("//svg")  # far from what nobody decided
    told = (
        "content/maps.toml:1:1: warning: pages of countries have no map (FI, NO, SE): "
        "content/maps.toml has no policy for `skerry` (skerry)"
    )
    for result in outputs:
        assert result.exit_code == 0
        assert (result.stdout + result.stderr).count(told) == 1
        assert "write there `[areas.skerry]`, and below" in result.stdout + result.stderr
    site = shown(FILES)
    assert not page_of(site, "no").xpath("//svg")
    assert not page_of(site, "no").xpath("//section[@aria-labelledby='country_borders']")


def test_edits_rewrite_the_dossiers_that_show_them(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=MAPPED).build()

    def rebuilt() -> set[str]:
        site.build()
        assert site.tree() == site.clean_tree()
        written = {it.removesuffix("index.html") for it in site.rewritten}
        return {it for it in written if it.startswith("countries/") and it.endswith("/")}

    no, se, fi, is_ = (f"countries/{it}/" for it in ("no", "se", "fi", "is"))
    site.edit("content/articles/one.md", "Words.", "Other words.")
    assert rebuilt() == set()
    site.edit("content/articles/one.md", "Talks begin", "Talks go on")
    assert rebuilt() == {no, se}
    site.edit("content/articles/two.md", "It sails", "It has sailed")
    assert rebuilt() == {no, se, is_}
    site.edit("content/countries/NO.md", "Words on", "Some words on")
    assert rebuilt() == {no}
    site.edit("content/countries/NO.md", "A long coast", "A longer coast")
    assert rebuilt() == {no, "countries/"}
    show = {it for it in (no, se, fi, is_) if b"Nobody asked" in site.tree()[f"{it}index.html"]}
    assert no in show
    assert is_ not in show
    site.edit("content/maps.toml", "Nobody asked", "Somebody asked")
    assert rebuilt() == show
    site.edit("content/articles/three.md", "[FI]", "[FI, IS]")
    assert rebuilt() == {fi, is_, "countries/"}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("content/countries/no.md", "`no` cannot be the id of a country"),
        ("content/countries/QQ.md", "no country has the code `QQ`"),
    ],
)
def test_the_file_is_called_by_the_code(newsroom: Make, path: str, message: str) -> None:
    told = newsroom({**FILES, path: "---\ndek: A dek\n---\n"}).fail()
    assert f"{path}:1:1: error: {message}" in told


def test_what_is_held_back_is_in_no_dossier(newsroom: Make) -> None:
    files = {
        **FILES,
        "content/articles/one.md": article("One", TIMELINE, countries="[NO, SE]", status="draft"),
    }
    files["content/countries/NO.md"] = NORWAY.replace("[a story](one)", "a story")
    site = newsroom(files, site_toml=MAPPED).build()
    assert b"Talks begin" not in b"".join(site.tree().values())


def test_a_dossier_is_started_by_a_name(newsroom: Make) -> None:
    site = newsroom(dict(FILES), site_toml=MAPPED)
    assert site.run("new", "Sweden", "--kind", "country").exit_code == 0
    assert (site.root / "content/countries/SE.md").is_file()
    site.build()


def test_the_table_of_memberships_is_of_states() -> None:
    sizes = {it.id: len(it.members) for it in ORGANISATIONS}
    assert sizes == {
        "un": 193,
        "eu": 27,
        "nato": 32,
        "brics": 11,
        "african_union": 55,
        "asean": 11,
        "arab_league": 22,
    }
    for it in ORGANISATIONS:
        assert it.members <= country_codes()
        assert not it.territory or country_name(it.territory, "fr") != it.territory
    assert [it.id for it in organisations_of("EG")] == [
        "un",
        "brics",
        "african_union",
        "arab_league",
    ]
    assert organisations_of("XK") == ()
