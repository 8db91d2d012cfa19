"""Listings, their overviews and the front page: what stands where, and in which order."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from sitegen.contrast import PAPER, contrast
from tests.html import texts
from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]
NAMES = "//main//*[@class='name']/a"
ROOT = Path(__file__).parent.parent

MENU = {"oceans": "Zones of the sea", "asia": "Asia", "ecole": "Écoles"}
SECTIONS = SITE.partition("[[sections]]")[0] + "\n".join(
    f'[[sections]]\nid = "{id_}"\nname = "{name}"\ndescription = "All about {id_}."'
    for id_, name in MENU.items()
)


def test_sections_come_in_the_order_of_the_menu_wherever_they_stand(newsroom: Make) -> None:
    files = {
        f"content/articles/{id_}{number}.md": article(section=id_)
        for id_ in MENU
        for number in range(20)
    }
    site = newsroom(files, site_toml=SECTIONS).build()
    assert texts(site, "sections/index.html", NAMES) == [*MENU.values()]
    menu = texts(site, "index.html", "//nav//a")
    assert [it for it in menu if it in MENU.values()][: len(MENU)] == [*MENU.values()]
    bands = texts(site, "index.html", "//main//h2")
    assert [it for it in bands if it in MENU.values()] == [*MENU.values()]


def test_other_names_are_ordered_by_their_letters_whatever_accents_they_bear(
    newsroom: Make,
) -> None:
    names = ["Zoos", "élections", "Elba", "asylum", "Ăn"]
    site = newsroom({"content/articles/a.md": article(tags=f"[{', '.join(names)}]")}).build()
    assert texts(site, "tags/index.html", NAMES) == [*("Ăn", "asylum", "Elba", "élections", "Zoos")]


def test_only_a_section_has_the_description_of_a_section(newsroom: Make) -> None:
    files: dict[str, str | bytes] = {
        "content/authors/asia.md": "---\nname: Asia desk\ndesk: true\n---\nWho we are.\n",
        "content/articles/a.md": article(authors="[asia]", tags="[Asia]"),
    }
    site = newsroom(files, site_toml=SECTIONS).build()
    dek = "//main//p[@class='dek']"
    assert texts(site, "asia/index.html", f"{dek}[contains(., 'All about asia.')]")
    for page in ("tags/asia/index.html", "authors/asia/index.html"):
        assert "All about asia." not in site.read(page)
        assert "All about asia." not in site.read(page.replace("index.html", "feed.xml"))


def test_who_an_author_is_stands_on_the_first_page_alone(newsroom: Make) -> None:
    site = newsroom({f"content/articles/{at}.md": article() for at in range(9)}).build()
    assert "The desk." in site.read("authors/news-desk/index.html")
    assert "The desk." not in site.read("authors/news-desk/page/1/index.html")


@pytest.mark.parametrize(
    ("stories", "linked"), [(7, ["Newer stories"]), (10, ["Newer stories", "Newest stories"])]
)
def test_the_oldest_page_leads_to_each_newer_one_once(
    newsroom: Make, stories: int, linked: list[str]
) -> None:
    site = newsroom({f"content/articles/{at}.md": article() for at in range(stories)}).build()
    assert texts(site, "asia/page/1/index.html", "//nav[@class='pager']/a") == linked


def stories_on(site: Newsroom, path: str = "//main//a") -> list[str]:
    """Return the stories of the front page, by their headlines."""
    return [it for it in texts(site, "index.html", path) if it.startswith("Story")]


def by_day(count: int, **keys: str) -> dict[str, str | bytes]:
    """Return stories, one a day, the newest first."""
    return {
        f"content/articles/s{at}.md": article(
            f"Story {at}", date=f"2026-03-{31 - at:02} 09:00", **keys
        )
        for at in range(count)
    }


def test_the_latest_are_the_newest_and_no_story_stands_twice(newsroom: Make) -> None:
    site = newsroom(by_day(15)).build()
    latest = stories_on(site, "//section[@class='latest']//a")
    assert latest == [f"Story {at}" for at in range(1, 6)]
    shown = stories_on(site)
    assert len(shown) == len(set(shown)) > len(latest) + 3


def test_of_the_day_of_the_paper_the_latest_show_the_time(newsroom: Make) -> None:
    files = by_day(12)
    for at, date in enumerate(("2026-04-02 18:30", "2026-04-02 14:05", "2026-04-02", "2026-04-01")):
        files[f"content/articles/new{at}.md"] = article(f"Story {20 + at}", date=date)
    site = newsroom(files).build()
    times = texts(site, "index.html", "//section[@class='latest']//time")
    assert times[:3] == ["2:05 PM", "April 2, 2026", "April 1, 2026"]
    assert texts(site, "index.html", "//*[@class='dateline']") == ["April 2, 2026"]


CHOSEN = f"""{SITE}
[front]
lead = "s9"
seconds = ["s8", "s7"]
picks = ["s6", "s5", "s4"]
latest = 2
"""


def test_editors_choose_what_stands_where(newsroom: Make) -> None:
    site = newsroom(by_day(12), site_toml=CHOSEN).build()
    assert stories_on(site, "//*[contains(@class, 'card lead')]//h3") == ["Story 9"]
    assert stories_on(site, "//section[@class='seconds']//h3") == ["Story 8", "Story 7"]
    picks = "//section[@aria-labelledby='page_band_picks']//h3"
    assert stories_on(site, picks) == ["Story 6", "Story 5", "Story 4"]
    assert stories_on(site, "//section[@class='latest']//a") == ["Story 0", "Story 1"]
    shown = stories_on(site)
    assert len(shown) == len(set(shown))


def test_a_chosen_story_that_is_held_back_leaves_its_place_to_others(newsroom: Make) -> None:
    site = newsroom(by_day(12), site_toml=CHOSEN)
    site.edit("content/articles/s8.md", "section", "status: draft\nsection")
    site.edit("content/articles/s9.md", "section", "status: draft\nsection").build()
    assert "Story 9" not in site.read("index.html")
    assert stories_on(site, "//*[contains(@class, 'card lead')]//h3") == ["Story 0"]
    seconds = stories_on(site, "//section[@class='seconds']//h3")
    assert seconds[0] == "Story 7"
    assert len(seconds) == 2


def layouts(site: Newsroom) -> list[tuple[str, str]]:
    """Return each band of the front page: its title, and the first class of what is below."""
    tree = html.fromstring(site.read("index.html"))
    return [
        (band.xpath("string(.//h2)"), band.xpath("string(./*[2]/@class)").split()[0])
        for band in tree.xpath("//section[@class='band']")
    ]


IMAGE = "{src: quay.jpg, alt: A quay, credit: Us}"


def test_bands_that_follow_each_other_have_different_layouts(newsroom: Make) -> None:
    files: dict[str, str | bytes] = {"content/articles/quay.jpg": picture()}
    for id_ in MENU:
        files |= {
            f"content/articles/{id_}{at}.md": article(
                f"Story {id_} {at}", section=id_, image=IMAGE, date=f"2026-02-{20 - at:02}"
            )
            for at in range(12)
        }
    site = newsroom(files, site_toml=f"{SECTIONS}\n[front]\nlatest = 0\n").build()
    assert layouts(site) == [
        ("Zones of the sea", "picture"),
        ("Asia", "across"),
        ("Écoles", "headlines"),
    ]


def test_site_toml_says_which_bands_there_are_and_how_they_look(newsroom: Make) -> None:
    bands = """
[front]
latest = 0
[[front.bands]]
section = "asia"
layout = "across"
stories = 4
[[front.bands]]
section = "oceans"
layout = "picture"
"""
    files = {
        f"content/articles/{id_}{at}.md": article(f"Story {id_} {at}", section=id_)
        for id_ in MENU
        for at in range(14)
    }
    site = newsroom(files, site_toml=SECTIONS + bands).build()
    # There is no picture to lead it.
    assert layouts(site) == [("Asia", "across"), ("Zones of the sea", "headlines")]
    assert len(texts(site, "index.html", "//*[@id='page_band_asia']/../..//h3")) == 4


def test_the_front_page_shows_stories_in_its_languages(newsroom: Make) -> None:
    files = (
        by_day(9) | by_day(1, lang="ar") | {"content/articles/x.md": article("Story X", lang="fr")}
    )
    site = newsroom(files, site_toml=f'{SITE}[front]\nlanguages = ["en", "fr-CA"]\n').build()
    assert "Story X" in stories_on(site)
    assert "Story 0" not in stories_on(site)
    assert "Story 0" in site.read("asia/index.html")


def test_all_of_a_section_is_one_link_from_its_band(newsroom: Make) -> None:
    site = newsroom(by_day(12)).build()
    tree = html.fromstring(site.read("index.html"))
    [link] = tree.xpath("//*[@id='page_band_asia']/../a")
    assert (link.text, link.get("href")) == ("All of Asia", "/asia/")


def test_the_menu_marks_the_section_of_a_page(newsroom: Make) -> None:
    site = newsroom(by_day(9)).build()

    def marked(page: str) -> list[tuple[str, str]]:
        links = html.fromstring(site.read(page)).xpath("//nav[@class='menu']//a[@aria-current]")
        return [(it.text, it.get("aria-current")) for it in links]

    assert marked("asia/index.html") == [("Asia", "page")]
    assert marked("asia/page/1/index.html") == [("Asia", "true")]
    assert marked("2026/03/s1/index.html") == [("Asia", "true")]
    assert marked("index.html") == marked("archive/index.html") == []


@pytest.mark.parametrize("base", ["", "paper/"])
def test_the_foot_names_pages_that_lie_in_no_folder(newsroom: Make, base: str) -> None:
    names = ("about", "team/us", "team/desks/asia")
    pages = {f"content/pages/{it}.md": f"---\ntitle: {it}\n---\nText.\n" for it in names}
    settings = SITE.replace("https://test.example/", f"https://test.example/{base}")
    foot = "//footer//li/a[contains(., 'about') or contains(., 'team')]"
    site = newsroom({"content/site.toml": settings, **pages}).build()
    assert texts(site, "index.html", foot) == ["about"]
    (site.root / "content/pages/about.md").unlink()
    site.build()
    lists = html.fromstring(site.read("index.html")).xpath("//footer//ul")
    assert [len(it) > 0 for it in lists] == [True]


def test_a_story_names_its_section_beside_a_kicker_of_its_own(newsroom: Make) -> None:
    site = newsroom(by_day(1, kicker="Explainer")).build()
    assert texts(site, "2026/03/s0/index.html", "//article//p[@class='kicker']") == [
        "Asia · Explainer"
    ]
    kicker = "//article//p[@class='kicker']//a"
    assert texts(site, "2026/03/s0/index.html", kicker) == ["Asia"]


def test_no_kicker_repeats_the_name_of_the_section_that_it_stands_below(newsroom: Make) -> None:
    files: dict[str, str | bytes] = {"content/articles/quay.jpg": picture(), **by_day(12)}
    files["content/articles/s9.md"] = article("S9", date="2026-03-22 09:00", kicker="Explainer")
    bands = '[[front.bands]]\nsection = "asia"\nlayout = "{}"\nstories = {}\n'
    kickers = "//main//*[@class='kicker']"
    site = newsroom(files, site_toml=f"{SITE}{bands.format('headlines', 2)}").build()
    assert texts(site, "index.html", f"//*[@class='band']{kickers.removeprefix('//main')}") == []
    assert texts(site, "index.html", kickers)  # elsewhere it says which section that is
    assert texts(site, "asia/index.html", kickers) == []
    assert texts(site, "asia/page/1/index.html", kickers) == ["Explainer"]
    assert {*texts(site, "authors/news-desk/index.html", kickers)} >= {"Asia"}


def test_a_section_is_led_by_a_story_of_its_own(newsroom: Make) -> None:
    files: dict[str, str | bytes] = {"content/articles/quay.jpg": picture(), **by_day(6)}
    files["content/articles/s2.md"] = article("Story 2", date="2026-03-29 09:00", image=IMAGE)
    site = newsroom(files).build()
    heads = texts(site, "asia/index.html", "//main//h3")
    assert heads == ["Story 2", "Story 0", "Story 1"]
    # On pages that follow, no story leads.
    assert not html.fromstring(site.read("asia/page/1/index.html")).xpath(
        "//*[@class='card opening']"
    )


def test_colours_of_sections_are_their_own_in_either_scheme(newsroom: Make) -> None:
    toml = SITE.replace('id = "asia"', 'id = "asia"\ncolour = "#94201a"')
    toml = toml.replace(
        'id = "europe"', 'id = "europe"\ncolour = { light = "#004488", dark = "#88ccff" }'
    )
    site = newsroom(by_day(12), site_toml=toml).build()
    page = site.read("asia/index.html")
    light, dark = re.findall(r"--accent:light-dark\((#\w+),(#\w+)\)", page)[0]
    assert light == "#94201a"
    assert contrast(dark, PAPER.dark) >= 4.5
    assert "light-dark(#004488,#88ccff)" in site.read("europe/index.html")


def test_the_paper_that_colours_are_held_against_is_that_of_the_stylesheet() -> None:
    text = (ROOT / "static/site.css").read_text("utf-8")
    assert f"--paper: light-dark({PAPER.light}, {PAPER.dark});" in text


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#FF0000", "#ffffff", 4.0)],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_beside_the_lead_stands_what_this_site_tells_itself(newsroom: Make) -> None:
    elsewhere = "{url: https://example.org/c, headline: Told elsewhere}"
    site = newsroom(
        {
            "content/articles/lead.md": article("Lead", related=f"[{elsewhere}, old]"),
            "content/articles/old.md": article("Of old", date="2020-01-01"),
            **{f"content/articles/{at}.md": article(f"Story {at}") for at in range(20)},
        },
        site_toml=f'{SITE}[front]\nlead = "lead"\n',
    ).build()
    assert "Told elsewhere" in site.read("2026/03/lead/index.html")
    assert "Told elsewhere" not in site.read("index.html")
    assert "Of old" in site.read("index.html")


def test_a_row_says_its_language_only_if_it_is_another_than_that_of_the_site(
    newsroom: Make,
) -> None:
    def rows(**keys: str) -> str:
        site = newsroom({"content/articles/a.md": article("A story", **keys)}).build()
        page = html.fromstring(site.read("archive/2026/03/index.html"))
        return str([dict(it.attrib) for it in page.xpath("//main//ul[@class='rows']//*")])

    assert rows() == rows(lang="en")
    assert "'lang': 'fr', 'dir': 'ltr'" in rows(lang="fr")
    assert "'lang': 'ar', 'dir': 'rtl'" in rows(lang="ar")


def test_the_newest_story_with_a_picture_leads_and_without_any_the_newest(newsroom: Make) -> None:
    pictured = {"image": "{src: quay.jpg, alt: A quay, credit: Us}"}
    files: dict[str, str | bytes] = {
        "content/articles/quay.jpg": picture(),
        "content/articles/new.md": article("The newest", date="2026-03-03"),
        "content/articles/b.md": article("The second", date="2026-03-02"),
        "content/articles/a.md": article("The third", date="2026-03-01"),
    }
    site = newsroom(files).build()
    assert texts(site, "index.html", "(//main//h3)[1]") == ["The newest"]
    for name, date, headline in (("a", "01", "The third"), ("b", "02", "The second")):
        text = article(headline, date=f"2026-03-{date}", **pictured)
        site.write({f"content/articles/{name}.md": text}).build()
        assert texts(site, "index.html", "(//main//h3)[1]") == [headline]
