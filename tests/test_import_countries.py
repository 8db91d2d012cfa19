"""Countries that stories name: which names count, and what a move does with them."""

import json
from pathlib import Path

import pytest

from sitegen.importing.countries import countries_in
from tests.exports import export, item, moved

OFTEN = "{0} is {0}; and {0}."


@pytest.mark.parametrize(
    ("language", "headline", "codes"),
    [
        ("en", "South Sudan’s peace, and Guinea-Bissau’s", "SS GW"),
        ("en", "Papua New Guinea, Bosnia & Herzegovina, Trinidad and Tobago", "PG BA TT"),
        ("en", "UK and U.S. agree on Côte d’Ivoire and the Ivory Coast", "GB US CI"),
        ("en-GB", "Turkey, or Türkiye", "TR"),
        ("en", "People’s Republic of China, Republic of China", "CN TW"),
        ("en", "Trade with France-based firms, not with the Frances", "FR"),
        # What is called like a country, and is none.
        ("en", "Michael Jordan in Georgia; Chad and Jersey", ""),
        ("en", "New Mexico, the South China Sea, Northern Ireland, New Guinea", ""),
        ("en", "Indiana, turkey, Malian, Congo", ""),
        ("en", "JOIN US IN FRANCE", ""),  # no name of a country is all capitals but a short one
        ("en", "Join us, or the US", "US"),
        # Each language has names of its own.
        ("de", "Großbritannien, Weißrussland und die USA", "GB BY US"),
        ("de", "In den Vereinigten Staaten", "US"),
        ("fr", "L’Ukraine, les États-Unis et l’île Maurice", "UA US MU"),
        ("fr", "La réunion de Maurice et Dominique", ""),
        ("es", "EE. UU. y Granada", "US"),
        ("it", "Da Monaco di Baviera al Giappone", "JP"),
        ("ru", "США и Украина", "US UA"),
        ("ar", "أوكرانيا", "UA"),
        ("xx", "Norway", "NO"),
        ("zh", "中国与日本", ""),
    ],
)  # fmt: skip
def test_a_headline_names_these_countries(language: str, headline: str, codes: str) -> None:
    assert countries_in((headline, ""), [], "", language) == tuple(codes.split())


@pytest.mark.parametrize(
    ("language", "topics", "codes"),
    [
        ("en", ["Georgia", "Oil in Norway", "Trade"], "GE NO"),
        ("en", ["Congo", "New Mexico", "Georgia on my mind"], ""),
        ("fr", ["Maurice"], "MU"),
        ("zh", ["中国", "中国经济"], "CN"),
    ],
)
def test_a_topic_that_is_a_name_says_a_country(
    language: str, topics: list[str], codes: str
) -> None:
    assert countries_in(("", ""), topics, "", language) == tuple(codes.split())


def test_a_text_says_a_country_that_it_names_several_times_but_no_list_of_all() -> None:
    names = ["Norway", "Sweden", "Finland", "Denmark", "Iceland", "Estonia"]
    html = f"<p>{OFTEN.format('Norway')} Norway. <b>Sweden</b>, Sweden.</p>"
    assert countries_in(("", ""), [], html, "en") == ("NO",)
    html = "<!-- Norway Norway Norway --><p title='Norway Norway Norway'>None.</p>"
    assert countries_in(("", ""), [], html, "en") == ()
    html = "".join(f"<p>{OFTEN.format(it)}</p>" for it in names)
    assert countries_in(("", ""), [], html, "en") == ("NO", "SE", "FI", "DK", "IS")


ARCHIVE = export(
    item(1, "Norway’s ferries", "They sail.", terms=[("post_tag", "gas", "Gas of Russia")]),
    item(2, "No country", "Nothing."),
    item(3, "About Norway", "Us.", post_type="page", post_name="about"),
)


@pytest.mark.parametrize("way", ["option", "import.toml"])
def test_countries_are_found_if_that_is_asked_for(tmp_path: Path, way: str) -> None:
    source, root = tmp_path / "export.xml", tmp_path / "site"
    source.write_text(ARCHIVE, "utf-8")
    options = ["--countries"] if way == "option" else []
    if way == "import.toml":
        first = moved(root, source)
        assert "countries" not in first.output
        toml = root / "import.toml"
        asked = toml.read_text("utf-8").replace("countries = false", "countries = true")
        toml.write_text(asked, "utf-8")
    result = moved(root, source, options=options)
    assert result.exit_code == 0, result.output
    assert "countries found by name in 1 of 3 stories: NO 1, RU 1\n" in result.output
    articles = root / "content/articles/2012"
    assert 'countries: ["NO", "RU"]\n' in (articles / "story-1.md").read_text("utf-8")
    assert "countries" not in (articles / "story-2.md").read_text("utf-8")
    assert "countries = true" in (root / "import.toml").read_text("utf-8")
    report = json.loads((root / "import-report.json").read_text("utf-8"))
    assert [it.get("countries", []) for it in report["stories"]] == [["NO", "RU"], [], []]
    again = moved(root, source)
    assert "0 files written, 0 written anew" in again.output
