"""Pictures that site.toml gives to sections: who shows them, under which rules, how long."""

import re
from collections.abc import Callable

import pytest
from lxml import html

from tests.metadata import with_metadata
from tests.newsroom import NOW, SITE, Newsroom, article, names
from tests.pictures import picture

Make = Callable[..., Newsroom]

GIVEN = '{ src = "asia.jpg", alt = "A \\"map\\" of Asia", credit = "Maps", focus = [0.2, 0.5] }'
ASIA = 'id = "asia"'
WITH = SITE.replace(ASIA, f"{ASIA}\npicture = {GIVEN}").replace("page_size = 20", "")
LED = "{src: quay.jpg, alt: A quay, credit: Us}"
FILES: dict[str, str | bytes] = {
    "content/images/asia.jpg": picture(size=(1600, 900)),
    "content/articles/quay.jpg": picture(size=(1600, 900)),
    "content/articles/bare.md": article("Bare", section="asia"),
    "content/articles/europe.md": article("Elsewhere", section="europe"),
}
SHOWS = {"/asia/", "/sections/", "/pictures/asia"}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES), site_toml=WITH).build()


def emblem(site: Newsroom) -> list[str]:
    """Return the alt text of what heads the page of the section."""
    found = html.fromstring(site.read("asia/index.html")).xpath("//*[@class='emblem']//img/@alt")
    return [str(it) for it in found]


def shared(site: Newsroom, page: str) -> list[str]:
    return re.findall(r'og:image" content="https://test.example/([^"]+)"', site.read(page))


def rebuilt(site: Newsroom, **how: str) -> set[str]:
    site.build(**how)
    assert site.tree() == site.clean_tree(**how)
    return names(site.rewritten)


def test_it_heads_the_page_as_long_as_the_lead_has_no_picture(site: Newsroom) -> None:
    assert emblem(site) == ["A “map” of Asia"]
    assert "Maps</span>" in site.read("asia/index.html")
    site.write({"content/articles/led.md": article("Led", section="asia", image=LED)})
    rebuilt(site)
    assert emblem(site) == []
    assert shared(site, "asia/index.html")


def test_other_places_show_it_and_so_does_the_overview(site: Newsroom) -> None:
    crops = shared(site, "asia/index.html")
    assert len(crops) == 4
    for crop in crops:
        assert crop.startswith("pictures/asia-")
        assert crop in site.tree()
    assert f'"https://test.example/{crops[0]}"' in site.read("asia/index.html").split("ld+json")[1]
    assert "pictures/asia-card-" in site.read("sections/index.html")
    assert not [it for it in shared(site, "europe/index.html") if "asia" in it]


def test_every_page_of_the_section_shares_it_and_the_first_alone_shows_it(newsroom: Make) -> None:
    many = {f"content/articles/{it}.md": article(f"Story {it}") for it in range(9)}
    toml = re.sub(r"page_size = \d+", "", WITH)
    site = newsroom({**FILES, **many}, site_toml=f"page_size = 2\n{toml}").build()
    numbered = site.read("asia/page/1/index.html")
    assert "emblem" not in numbered
    assert shared(site, "asia/page/1/index.html") == shared(site, "asia/index.html")


def test_another_file_or_another_credit_rewrites_what_shows_it_and_nothing_else(
    site: Newsroom,
) -> None:
    site.write({"content/images/asia.jpg": picture((1, 2, 3), (1600, 900))})
    assert rebuilt(site) - {"/sitemaps/pages.xml"} == SHOWS
    site.edit("content/site.toml", '"Maps"', '"Cartographers"')
    assert rebuilt(site) - {"/sitemaps/pages.xml"} == SHOWS


def test_without_it_its_files_are_gone(site: Newsroom) -> None:
    site.edit("content/site.toml", f"picture = {GIVEN}\n", "")
    assert rebuilt(site) - {"/sitemaps/pages.xml"} == {"/asia/", "/sections/"}
    assert not [it for it in site.tree() if it.startswith("pictures/asia")]


def test_it_goes_when_the_right_to_use_it_ends(newsroom: Make) -> None:
    ends = {"xmpRights:UsageTerms": {"x-default": "Web only until 31 May 2026"}}
    limited = with_metadata(picture(size=(1600, 900)), xmp=ends)
    site = newsroom({**FILES, "content/images/asia.jpg": limited}, site_toml=WITH)
    before, after = "2026-05-31T12:00:00+00:00", "2026-06-01T12:00:00+00:00"
    site.build(now=before)
    assert emblem(site)
    assert site.run("due", "--now", before).stdout == "2026-06-01T00:00:00+02:00\n"
    assert rebuilt(site, now=after) >= {"/asia/", "/sections/"}
    assert not emblem(site)
    assert not [it for it in site.tree() if it.startswith("pictures/asia")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('{ src = "asai.jpg", alt = "A", credit = "B" }', "there is no picture `asai.jpg`"),
        ('{ src = "asia.jpg", credit = "B" }', "has no alternative text"),
        ('{ src = "asia.jpg", alt = "A" }', "has no credit"),
        ('{ src = "asia.jpg", alt = "A", credit = "B", focus = [2, 0] }', "focus"),
        ('{ src = "asia.jpg", alt = "A", credit = "B", size = 3 }', "size"),
    ],
)
def test_mistakes_are_told_at_their_place(newsroom: Make, given: str, told: str) -> None:
    site = newsroom(dict(FILES), site_toml=SITE.replace(ASIA, f"{ASIA}\npicture = {given}"))
    result = site.run("build", "--now", NOW)
    assert result.exit_code == 2
    line = 1 + next(n for n, it in enumerate(WITH.splitlines()) if it.startswith("picture"))
    assert re.search(rf"content/site\.toml:{line}:\d+: error: ", result.stderr)
    assert told in result.stderr


def test_it_is_listed_among_the_pictures_of_the_site(site: Newsroom) -> None:
    listed = site.run("pictures").stdout
    assert "content/site.toml" in listed.partition("asia.jpg")[2].partition("content/articles")[0]
    assert "nothing shows this picture" not in site.run("check").stdout.partition("quay")[0]
