"""Files of the site: which are found, and what stylesheets refer to."""

import os
from collections.abc import Callable

import pytest

from sitegen.pages.assets import stylesheet
from tests.newsroom import Newsroom, article, names

Make = Callable[..., Newsroom]

LITTER = ("a~", "a.swp", "a.swo", ".#a", "#a#", ".gitkeep")


def test_what_editors_and_systems_leave_behind_is_not_published(newsroom: Make) -> None:
    folders = ("static", "static/root", "static/root/.well-known")
    site = newsroom({f"{folder}/{name}": "litter" for folder in folders for name in LITTER})
    site.write({"static/.hidden/a.txt": "no", "static/root/.well-known/security.txt": "yes"})
    (site.root / "static/.#site.css").symlink_to("editor@desk.1234:5678")
    site.build()
    published = names(site.tree())
    assert "/.well-known/security.txt" in published
    assert not [path for path in published for name in (*LITTER, "a.txt") if path.endswith(name)]


@pytest.mark.parametrize("folder", ["content/articles", "static", "static/root"])
def test_a_name_that_is_not_utf_8_is_a_problem_of_that_file(newsroom: Make, folder: str) -> None:
    site = newsroom({f"{folder}/a.txt": "a"})
    bad = os.fsencode(site.root / folder) + b"/caf\xe9.txt"
    try:
        with open(bad, "wb"):  # noqa: PTH123 - a path in bytes
            pass
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    said = site.fail()
    problem = f"{folder}/caf\\xe9.txt:1:1: error: the file has a name that is not UTF-8"
    assert f"{problem}\n    hint: rename it" in said


CSS = """\
a { background: image-set("a.png" 1x, url(b.png) 2x, "c.avif" type("image/avif")) }
b { background: URL("DATA:image/gif;base64,AA==") url("") url(#x) url(https://x.example/y) }
"""


def test_references_of_a_stylesheet_are_found_however_they_are_written(newsroom: Make) -> None:
    pictures = {f"static/{name}": name for name in ("a.png", "b.png", "c.avif")}
    site = newsroom({"static/more.css": CSS, **pictures}).build()
    (path,) = [path for path in site.tree() if path.startswith("assets/more.")]
    css = site.read(path)
    for name in ("a", "b", "c"):
        assert f"/assets/{name}." in css
    for kept in ('type("image/avif")', "DATA:image/gif", 'url("")', "url(#x)", "x.example/y"):
        assert kept in css


def test_a_stylesheet_without_references_is_copied() -> None:
    assert stylesheet(b"a{}", {}) == b"a{}"


def test_overviews_are_in_the_order_of_letters_whatever_their_accents(newsroom: Make) -> None:
    tags = "[zebra, élan, Elbe, Ärger, apfel]"
    site = newsroom({"content/articles/a.md": article(tags=tags)}).build()
    page = site.read("tags/index.html")
    order = [page.index(f">{tag}<") for tag in ("apfel", "Ärger", "élan", "Elbe", "zebra")]
    assert order == sorted(order)


def test_links_lead_to_files_that_are_published_as_they_are(newsroom: Make) -> None:
    files = {
        "static/root/robots.txt": "User-agent: *\n",
        "content/articles/a.md": article("A", "[r](/robots.txt) [b](/v1.2)"),
        "content/articles/b.md": article("B", aliases="[/v1.2]"),
    }
    page = newsroom(files).build().read("2026/03/a/index.html")
    assert 'href="/robots.txt"' in page
    assert 'href="/2026/03/b/"' in page
