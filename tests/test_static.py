"""Files of the site: which are found, and what stylesheets refer to."""

import os
import re
from collections.abc import Callable
from unittest.mock import Mock

import pytest
from playwright.sync_api import Browser

from sitegen.css.files import rewritten
from sitegen.pages.assets import collect, stylesheet
from sitegen.pipeline.memory import assets
from sitegen.theme import read_theme
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


RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.replace(/@import[^;]*;/, ""));
  // What has a variable in it is told as it was written.
  const value = it => it.replace(/\\s*([,>:])\\s*/g, "$1").replace(/\\b0[.]/g, ".");
  const told = rule => [
    rule.selectorText || value(rule.conditionText || rule.cssText.split("{")[0]),
    [...rule.style || []].map(it => it + ":" + value(rule.style.getPropertyValue(it))),
    [...rule.cssRules || []].map(told),
  ];
  return [...sheet.cssRules].map(told);
}"""
"""What a browser has read of a stylesheet: selectors, declarations, and what stands within."""

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


DENSE = {
    "a { color: red; }": "a{color:red}",
    "a :hover > b + c , d { x: y ; ; }": "a :hover>b + c,d{x:y}",
    "@media ( width >= 2em ) and (min-width: 0.5em) { a { b: c } }": (
        "@media (width>= 2em) and (min-width:.5em){a{b:c}}"
    ),
    "a { --b: calc( 1px + -0.5em ) , var(--c, 10.0%) }": "a{--b:calc(1px + -.5em),var(--c,10.0%)}",
    "a { b: c } /* , */\n\n/* ; */ d { e: f /**/ g }": "a{b:c}d{e:f g}",
    "a::before { content: 'a , b : c' !important }": 'a::before{content:"a , b : c" !important}',
    "a { font: 0 / 1 x, url( 'y z' ) }": 'a{font:0 / 1 x,url("y z")}',
}
"""Stylesheets, and the same without what means nothing."""


@pytest.mark.parametrize("written", DENSE)
def test_stylesheets_lose_what_means_nothing(written: str) -> None:
    assert rewritten(written, ()) == DENSE[written]
    assert rewritten(DENSE[written], ()) == DENSE[written]


@pytest.mark.parametrize("name", ["site", "print", "search", "overview", "maps", "charts"])
def test_browsers_read_the_same_rules_in_a_dense_stylesheet(browser: Browser, name: str) -> None:
    css = read_theme(f"static/{name}.css").decode()
    page = browser.new_page()
    rules = [page.evaluate(RULES, it) for it in (css, rewritten(css, ()))]
    page.close()
    assert rules[0] == rules[1]


def test_a_stylesheet_without_references_is_copied() -> None:
    assert stylesheet(b"a{}", {}) == b"a{}"


def script_of(site: Newsroom, name: str) -> tuple[str, str]:
    """Return the path and the text of a script as it is published."""
    (path,) = [it for it in site.tree() if re.fullmatch(rf"assets/{name}\.\w+\.js", it)]
    return path, site.read(path)


SCRIPTS = {
    "static/a.js": "// Says.\nimport { b } from './lib/b.js';\nimport x from \"./gone.js\";\n",
    "static/lib/b.js": 'export const b = () => import("../c.js"); // later\n',
    "static/c.js": "export const c = 1;\n",
}
ODD = b"// caf\xe9\n"


def test_scripts_import_each_other_under_the_names_that_they_have(newsroom: Make) -> None:
    site = newsroom(dict(SCRIPTS)).build()
    a, text = script_of(site, "a")
    b, lazily = script_of(site, "lib/b")
    c, _ = script_of(site, "c")
    assert text == f"// Says.\nimport {{ b }} from '/{b}';\nimport x from \"./gone.js\";\n"
    assert f'import("/{c}"); // later' in lazily
    site.edit("static/c.js", "1", "2").build()
    assert site.tree() == site.clean_tree()
    assert {a, b, c}.isdisjoint(site.tree())
    (site.root / "static/odd.js").write_bytes(ODD)
    assert ODD in site.build().tree().values()
    site.edit("static/c.js", "export", 'import "./a.js"; export')
    assert "`./a.js` imports this file in turn" in site.fail()


def test_our_scripts_are_served_without_comments_and_others_as_they_are(newsroom: Make) -> None:
    site = newsroom({}).build()
    ours = read_theme("static/article.js").decode()
    path, lean = script_of(site, "article")
    assert "// " in ours
    assert "// " not in lean
    assert len(lean) < 0.8 * len(ours)
    site.write({"static/article.js": ours}).build()
    assert script_of(site, "article") == (path, lean)
    site.write({"static/article.js": f"{ours}// And more.\n"}).build()
    assert "And more." in script_of(site, "article")[1]


def test_modules_of_ours_are_one_file_unless_somebody_has_another_of_them(newsroom: Make) -> None:
    site = newsroom({}).build()
    path, joined = script_of(site, "search")
    apart_from_it = [script_of(site, f"search-{it}")[0] for it in ("ahead", "meant", "phrases")]
    names = ("search-words", "search-index", "search-stories")
    assert "import{" not in joined
    assert "export" not in joined
    assert [it for it in site.tree() if re.match(r"assets/search.*\.js", it)] == [
        *apart_from_it,
        path,
    ]
    words = read_theme("static/search-words.js").decode()
    site.write({"static/search-words.js": f"{words}// And more.\n"}).build()
    assert site.tree() == site.clean_tree()
    other, apart = script_of(site, "search")
    assert other != path
    for name in names[1:]:
        assert f'"/{script_of(site, name)[0]}"' in apart
    assert f'"/{script_of(site, "search-words")[0]}"' in script_of(site, "search-index")[1]
    site.write({"static/search-words.js": words}).build()  # a copy, as in our own checkout
    assert script_of(site, "search") == (path, joined)
    assert [it for it in site.tree() if re.match(r"assets/search.*\.js", it)] == [
        *apart_from_it,
        path,
    ]


def test_modules_that_are_joined_share_a_space_of_names() -> None:
    names = ("search-words", "search-index", "search-stories", "search")
    sources = "".join(read_theme(f"static/{it}.js").decode() for it in names)
    top = r"(?m)^(?:export )?(?:async function|function|class|const|let) (\w+|[\[{][^=]*[}\]] =)"
    named = [it for some in re.findall(top, sources) for it in re.findall(r"\w+", some)]
    assert len({*named}) == len(named) > 100


def test_a_module_of_ours_is_published_apart_if_a_template_or_a_script_asks_for_it(
    newsroom: Make,
) -> None:
    notes = 'import { fold } from "./search-words.js";\n'
    page = read_theme("templates/base.html").decode()
    named = page.replace("</head>", "<!--{{ asset('search-index.js') }}--></head>")
    site = newsroom({"static/notes.js": notes, "templates/base.html": named}).build()
    assert f'"/{script_of(site, "search-words")[0]}"' in script_of(site, "notes")[1]
    assert f"/{script_of(site, 'search-index')[0]}" in site.read("index.html")
    assert not [it for it in site.tree() if it.startswith("assets/search-stories")]


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


def test_stylesheets_are_parsed_when_one_of_the_assets_changes_and_no_more(
    newsroom: Callable[..., Newsroom], monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {
        "static/print.css": "a { background: url(a.svg) }",
        "static/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "content/articles/a.md": article("A", "Words."),
    }
    site = newsroom(files).build()
    asked = Mock(wraps=collect)
    monkeypatch.setattr(assets, "collect", asked)
    site.edit("content/articles/a.md", "Words", "Other words").build()
    assert asked.call_count == 0
    site.edit("static/a.svg", "/>", "><g/></svg>").build()
    assert asked.call_count == 1
    anew = newsroom({**files, "static/a.svg": (site.root / "static/a.svg").read_bytes()}).build()
    ours, theirs = (
        {path for path in it.tree() if path.startswith("assets/")} for it in (site, anew)
    )
    assert ours == theirs
