"""What a publisher says of itself and of what machines may do: read back from every file."""

import json
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from protego import Protego

from tests.newsroom import NOW, SITE, Newsroom, article
from tests.test_checking import check_of

Make = Callable[..., Newsroom]

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/rsl.xsd"))
USES = ("search", "summaries", "training")
TOKENS = dict(zip(("search", "ai-input", "ai-train"), USES, strict=True))
PAGE = "2026/03/a/index.html"
SPACE = {"r": "https://rslstandard.org/rsl"}


def rights(*said: str, more: str = 'license = "/terms/"\ncontact = "rights@test.example"') -> str:
    keys = "\n".join(f'{key} = "{it}"' for key, it in zip(USES, said, strict=True))
    return f"{SITE}\n[rights]\n{keys}\n{more}\n"


def site_of(make: Make, site_toml: str) -> Newsroom:
    return make(
        {
            "content/articles/a.md": article(),
            "content/pages/terms.md": "---\ntitle: Terms\n---\nAsk us.\n",
        },
        site_toml=site_toml,
    )


def refused(site: Newsroom) -> str:
    """Build a site whose settings are wrong, and return what is said of that."""
    result = site.run("build", "--now", NOW, "--output", str(site.output))
    assert result.exit_code in {1, 2}
    return result.stderr


def by_licence(site: Newsroom) -> dict[str, bool]:
    tree = etree.fromstring(site.read("license.xml").encode())
    SCHEMA.assertValid(tree)
    permitted = tree.xpath("string(//r:permits)", namespaces=SPACE).split()
    prohibited = tree.xpath("string(//r:prohibits)", namespaces=SPACE).split()
    assert sorted((*permitted, *prohibited)) == sorted(TOKENS)
    return {use: token in permitted for token, use in TOKENS.items()}


def by_robots(site: Newsroom) -> dict[str, bool]:
    text = site.read("robots.txt")
    read = Protego.parse(text)
    url = "https://test.example/2026/03/a/"
    assert read.can_fetch(url, "Googlebot")
    assert read.can_fetch(url, "Bingbot")
    assert list(read.sitemaps)
    (signal,) = re.findall(r"^Content-Signal: (.*)$", text, re.MULTILINE)
    signals = dict(it.split("=") for it in signal.split(", "))
    told = {use: signals[token] == "yes" for token, use in TOKENS.items()}
    assert told["training"] == read.can_fetch(url, "GPTBot") == read.can_fetch(url, "CCBot")
    assert told["summaries"] == read.can_fetch(url, "PerplexityBot")
    assert "License: https://test.example/license.xml\n" in text
    return told


def by_page(site: Newsroom) -> dict[str, Any]:
    tree = html.fromstring(site.read(PAGE))
    (licence,) = tree.xpath('//link[@rel="license"][@type="application/rsl+xml"]/@href')
    assert licence == "https://test.example/license.xml"
    named = {it.get("name"): it.get("content") for it in tree.xpath("//head/meta[@name]")}
    return {
        "search": named["robots"] != "noindex",
        "training": named["tdm-reservation"] == "0",
        "terms": named["tdm-policy"],
    }


def by_headers(site: Newsroom, path: str) -> dict[str, Any]:
    told = dict(
        re.findall(r"(tdm-\w+):? \"?([^\"\n]+?)\"?(?: always;)?$", site.read(path), re.MULTILINE)
    )
    return {"training": told["tdm-reservation"] == "0", "terms": told["tdm-policy"]}


def by_tdmrep(site: Newsroom) -> dict[str, Any]:
    (rule,) = json.loads(site.read(".well-known/tdmrep.json"))
    assert rule["location"] == "/"
    return {"training": rule["tdm-reservation"] == 0, "terms": rule["tdm-policy"]}


def by_trust(site: Newsroom) -> dict[str, Any]:
    lines = [it.split("=", 1) for it in site.read("trust.txt").splitlines()]
    assert ["contact", "mailto:rights@test.example"] in lines
    told = {key: value for key, value in lines if key == "datatrainingallowed"}
    terms = [value for key, value in lines if key == "disclosure"]
    return {"training": told["datatrainingallowed"] == "yes", "terms": terms[0]}


@pytest.mark.parametrize("said", list(product(("yes", "no"), repeat=3)), ids=" ".join)
def test_no_file_contradicts_another(newsroom: Make, said: tuple[str, ...]) -> None:
    site = site_of(newsroom, rights(*said)).build()
    expected: dict[str, Any] = {use: it == "yes" for use, it in zip(USES, said, strict=True)}
    expected["terms"] = "https://test.example/terms/"
    found = [
        by_licence(site),
        by_robots(site),
        by_page(site),
        by_headers(site, "_headers"),
        by_headers(site, "_nginx.conf"),
        by_headers(site, "_caddy.conf"),
        by_tdmrep(site),
        by_trust(site),
    ]
    for told in found:
        assert told == {key: expected[key] for key in told}, told
    assert {key for told in found for key in told} == {*USES, "terms"}


def test_robots_txt_may_do_without_records_that_not_all_readers_know(newsroom: Make) -> None:
    more = 'license = "/terms/"\nin_robots = false'
    site = site_of(newsroom, rights("yes", "no", "no", more=more)).build()
    text = site.read("robots.txt")
    names = {line.partition(":")[0] for line in text.splitlines() if line}
    assert names == {"User-agent", "Disallow", "Sitemap"}
    read = Protego.parse(text)
    address = "https://test.example/2026/03/a/"
    may = {it: read.can_fetch(address, it) for it in ("Googlebot", "GPTBot", "PerplexityBot")}
    assert may == {"Googlebot": True, "GPTBot": False, "PerplexityBot": False}
    told = {"search": True, "summaries": False, "training": False}
    assert by_licence(site) == told
    assert by_page(site)["training"] is False


def test_a_site_that_says_nothing_has_none_of_it(newsroom: Make) -> None:
    site = site_of(newsroom, SITE).build()
    for path in ("license.xml", "trust.txt", ".well-known/tdmrep.json", "ownership/index.html"):
        assert not (site.output / path).exists()
    text = "".join(
        site.read(it) for it in ("_headers", "_nginx.conf", "_caddy.conf", "robots.txt", PAGE)
    )
    assert not re.search(r"tdm-|Content-Signal|rsl|[Ll]icense", text)


def test_a_site_below_a_path_speaks_for_itself_alone(newsroom: Make) -> None:
    below = rights("yes", "no", "no").replace("test.example/", "test.example/paper/")
    site = site_of(newsroom, below).build()
    assert not (site.output / "trust.txt").exists()
    assert not (site.output / ".well-known").exists()
    tree = etree.fromstring(site.read("license.xml").encode())
    assert tree.xpath("string(//r:content/@url)", namespaces=SPACE) == "/paper/"
    assert tree.xpath("string(//r:terms)", namespaces=SPACE).endswith(".example/paper/terms/")


def test_a_build_for_the_newsroom_grants_nothing(newsroom: Make) -> None:
    site = site_of(newsroom, rights("yes", "yes", "yes")).build("--drafts")
    drafts = site.root / "public-drafts"
    assert (drafts / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    for path in ("license.xml", "trust.txt", ".well-known/tdmrep.json"):
        assert not (drafts / path).exists()


def test_a_file_of_ones_own_takes_the_place_of_one(newsroom: Make) -> None:
    site = site_of(newsroom, rights("yes", "yes", "no"))
    site.write({"static/root/trust.txt": "contact=https://ours.example/\n"}).build()
    assert site.read("trust.txt") == "contact=https://ours.example/\n"
    assert by_licence(site)["training"] is False


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (rights("yes", "unsaid", "no"), "`rights` does not say anything of `summaries`"),
        (rights("unsaid", "unsaid", "unsaid"), "`rights` does not say what is allowed"),
        (rights("yes", "perhaps", "no"), "`rights.summaries`"),
        (rights("yes", "yes", "no", more='license = "/none/"'), "/none/"),
        (rights("yes", "yes", "no", more='license = "terms"'), "`rights.license`"),
        (rights("yes", "yes", "no", more='contact = "us"'), "`rights.contact`"),
    ],
)
def test_what_is_half_said_is_an_error(newsroom: Make, said: str, message: str) -> None:
    assert message in refused(site_of(newsroom, said))


# Ownership ------------------------------------------------------------------------------------

OWNED = """
[publisher]
name = "Press"

[publisher.ownership]
legal_name = "Press & Sons Ltd"
contact = "1 Quay; press@test.example"
owners = ["Jo Berg, 60%", "The City, 40%"]
beneficial_owners = ["Jo Berg"]
state_advertising = "12,000 euros in 2025"
foreign_advertising = "None in 2025"
as_of = "2026-01-15"
"""


def test_readers_and_search_engines_learn_who_owns_the_paper(newsroom: Make) -> None:
    site = site_of(newsroom, SITE + OWNED).build()
    tree = html.fromstring(site.read("ownership/index.html"))
    told = " ".join(tree.xpath("//main")[0].text_content().split())
    for fact in (
        *("Press & Sons Ltd", "1 Quay; press@test.example", "Jo Berg, 60%", "The City, 40%"),
        *("12,000 euros in 2025", "None in 2025", "As of January 15, 2026"),
    ):
        assert fact in told
    owners = tree.xpath('//main//dt[starts-with(., "Owners with")]/following-sibling::dd/text()')
    assert owners == ["Jo Berg, 60%", "The City, 40%"]
    for page in (PAGE, "index.html", "404.html"):
        footer = html.fromstring(site.read(page)).xpath('//footer//a[@href="/ownership/"]')
        assert [it.text for it in footer] == ["Ownership"]
    assert '"ownershipFundingInfo":"https://test.example/ownership/"' in site.read("index.html")
    assert "https://test.example/ownership/" in site.read("sitemaps/pages.xml")


def test_what_is_said_of_owners_ages(newsroom: Make) -> None:
    site = site_of(newsroom, SITE + OWNED)
    site.edit("content/articles/a.md", "section:", "countries: [NO]\nsection:")
    assert check_of(site) == []
    site.edit("content/site.toml", "2026-01-15", "2027-01-15")
    (ahead,) = check_of(site)
    assert (ahead["path"], ahead["severity"]) == ("content/site.toml", "warning")
    assert str(ahead["message"]).startswith("the day 2027-01-15 is still to come")
    site.edit("content/site.toml", "2027-01-15", "2025-05-30")
    (old,) = check_of(site)
    assert (old["path"], old["severity"]) == ("content/site.toml", "warning")
    assert old["message"] == "what is said of who owns the paper is that of 2025-05-30"
    text = (site.root / "content/site.toml").read_text("utf-8")
    bare = text.partition("[publisher.ownership]")[0]
    site.write({"content/site.toml": bare})
    assert [it["message"] for it in check_of(site)] == ["nothing is said of who owns the paper"]
    assert site.run("build", "--now", NOW, "--output", str(site.output)).stderr.count("owns") == 0


def test_the_page_of_owners_is_nobody_elses(newsroom: Make) -> None:
    site = site_of(newsroom, SITE + OWNED)
    site.write({"content/pages/ownership.md": "---\ntitle: Ours\n---\nOurs.\n"})
    assert "/ownership/" in site.fail()
    owned = OWNED.replace('legal_name = "Press & Sons Ltd"\n', "")
    assert "legal_name" in refused(newsroom({}, site_toml=SITE + owned))
