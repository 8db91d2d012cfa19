"""Listings, their overviews and the front page: what stands where, and in which order."""

from collections.abc import Callable

from lxml import html

from tests.newsroom import SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

MENU = {"oceans": "Zones of the sea", "asia": "Asia", "ecole": "Écoles"}
SECTIONS = SITE.partition("[[sections]]")[0] + "\n".join(
    f'[[sections]]\nid = "{id_}"\nname = "{name}"\ndescription = "All about {id_}."'
    for id_, name in MENU.items()
)


def texts(site: Newsroom, page: str, path: str) -> list[str]:
    """Return the texts of the elements of a page that an XPath finds."""
    tree = html.fromstring(site.read(page).encode(), parser=html.HTMLParser(encoding="utf-8"))
    return [" ".join(it.text_content().split()) for it in tree.xpath(path)]


def test_sections_come_in_the_order_of_the_menu_wherever_they_stand(newsroom: Make) -> None:
    files = {
        f"content/articles/{id_}{number}.md": article(section=id_)
        for id_ in MENU
        for number in range(4)
    }
    site = newsroom(files, site_toml=SECTIONS).build()
    assert texts(site, "sections/index.html", "//main//ul[@class='names']/li") == [*MENU.values()]
    menu = texts(site, "index.html", "//nav//a")
    assert [it for it in menu if it in MENU.values()][: len(MENU)] == [*MENU.values()]
    bands = texts(site, "index.html", "//main//h2")
    assert [it for it in bands if it in MENU.values()] == [*MENU.values()]


def test_other_names_are_ordered_by_their_letters_whatever_accents_they_bear(
    newsroom: Make,
) -> None:
    names = ["Zoos", "élections", "Elba", "asylum", "Ăn"]
    site = newsroom({"content/articles/a.md": article(tags=f"[{', '.join(names)}]")}).build()
    assert texts(site, "tags/index.html", "//main//ul[@class='names']/li") == [
        *("Ăn", "asylum", "Elba", "élections", "Zoos")
    ]


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


def test_no_story_stands_twice_at_the_top_of_the_front_page_and_in_a_band(newsroom: Make) -> None:
    files = {f"content/articles/{at}.md": article(f"Story {at}") for at in range(9)}
    site = newsroom(files).build()
    links = texts(site, "index.html", "//main//section[.//h2[contains(., 'Asia')]]//a")
    assert [it for it in links if it.startswith("Story")] == [f"Story {at}" for at in range(3, 8)]


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
        page = html.fromstring(site.read("asia/index.html"))
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
