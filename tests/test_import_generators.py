"""Sites of Zola, Pelican and Nikola.

Addresses of Pelican and Nikola are those that Pelican 4.12 and Nikola 8.3 made of the same files.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.importing.folders.generators import GENERATORS, kind_of_folder
from sitegen.importing.folders.headers import of_comments, of_markdown, of_restructured
from sitegen.importing.folders.pelican import slug
from sitegen.importing.folders.python import assigned
from sitegen.importing.folders.restructured import read_restructured
from sitegen.importing.folders.settings import Settings
from sitegen.importing.folders.tags import Tags
from tests.exports import folder, moved, moved_whole
from tests.pictures import picture


def addresses(root: Path) -> dict[str, str]:
    """Return where each text was, by the name of its file in the source."""
    told = json.loads((root / "import-report.json").read_text("utf-8"))["stories"]
    return {Path(it["place"]).name: it.get("address", "") for it in told}


# Python ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "means"),
    [
        ("A = 'x'\nB: int = 3\nC = D = (1, 'y')", {"A": "x", "B": 3, "C": [1, "y"], "D": [1, "y"]}),
        ("A = 'x'\nB = {A: '', 'y': A + '/' + A}", {"A": "x", "B": {"x": "", "y": "x/x"}}),
        ("A = 'x'\nB = f'{A}-y'\nC = f'{A:>9}'", {"A": "x", "B": "x-y"}),
        ("T = False\nA = 'x' if not T else 'y'", {"T": False, "A": "x"}),
        # What takes more than reading is as if it were not there.
        ("import os\nA = os.environ.get('A')\nB = 1 + 2\nC = [open('/etc/passwd')]\nD = 'z'",
         {"D": "z"}),
        ("if True:\n    A = 1\nfor B in [1]: pass", {}),
        ("A = {[]: 1}\nB = 'x'", {"B": "x"}),
        ("A = (", {}),
        ("A = " + "(" * 10_000 + ")" * 10_000, {}),
        ("", {}),
    ],
)  # fmt: skip
def test_settings_in_python_say_this_in_so_many_words(
    tmp_path: Path, script: str, means: object
) -> None:
    file = tmp_path / "conf.py"
    file.write_text(script, "utf-8")
    assert assigned(file) == means


def test_what_a_script_has_from_another_one_is_known(tmp_path: Path) -> None:
    (tmp_path / "publish.py").write_text("from conf import *\nB = A + 'y'\nA = 'z'\n", "utf-8")
    assert assigned(tmp_path / "publish.py", {"A": "x", "C": 1}) == {"A": "z", "B": "xy", "C": 1}
    assert assigned(tmp_path / "none.py", {"A": "x"}) == {"A": "x"}


# Heads ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys", "body"),
    [
        ("Title: A: b\nTags: x,\n    y\n\nText.\n", {"title": "A: b", "tags": "x, y"}, "Text.\n"),
        ("---\nTitle: A\nSave-As: b\n---\nText.\n", {"title": "A", "save_as": "b"}, "Text.\n"),
        ("\ufeffTitle: A\nText.\n", {"title": "A"}, "Text.\n"),
        ("Words without a head: none.\n", {}, "Words without a head: none.\n"),
    ],
)
def test_a_head_of_markdown_says(text: str, keys: Mapping[str, str], body: str) -> None:
    parts = of_markdown(text)
    assert (parts.keys, parts.body) == (keys, body)


@pytest.mark.parametrize(
    ("text", "keys", "body"),
    [
        ("A title\n#######\n\n:date: 2020-01-02\n:tags: x,\n  y\n\nText.\n",
         {"title": "A title", "date": "2020-01-02", "tags": "x, y"}, "Text.\n"),
        ("=======\nA title\n=======\n:date: 2020-01-02\n\nPart\n----\n",
         {"title": "A title", "date": "2020-01-02"}, "Part\n----\n"),
        ("No title.\n\nText.\n", {}, "No title.\n\nText.\n"),
    ],
)  # fmt: skip
def test_a_head_of_restructured_text_says(text: str, keys: object, body: str) -> None:
    parts = of_restructured(text)
    assert (parts.keys, parts.body) == (keys, body)


@pytest.mark.parametrize(
    ("text", "keys", "body"),
    [
        (".. title: A\n.. pretty_url: false\n\nText.\n", {"title": "A", "pretty_url": "false"},
         "Text.\n"),
        ("<!--\n.. title: A\n.. slug: b\n-->\n\nText.\n", {"title": "A", "slug": "b"}, "Text.\n"),
        ("<!-- a remark -->\nText.\n", {}, "<!-- a remark -->\nText.\n"),
        (".. note:: A\n", {}, ".. note:: A\n"),
    ],
)  # fmt: skip
def test_a_head_of_comments_says(text: str, keys: object, body: str) -> None:
    parts = of_comments(text)
    assert (parts.keys, parts.body) == (keys, body)


# Kinds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"config.toml": 'base_url = "https://a.example"\n', "content/a.md": ""}, "zola"),
        ({"zola.toml": 'base_url = "/"\n', "content/a.md": ""}, "zola"),
        ({"config.toml": 'baseURL = "https://a.example"\n', "content/a.md": ""}, "hugo"),
        ({"config.toml": 'base_url = "https://a.example"\n'}, None),
        # Since TOML 1.1 an inline table may go on over lines.
        (
            {"zola.toml": 'base_url = "/"\n[extra]\na = {\n  b = 1,\n}\n', "content/a.md": ""},
            "zola",
        ),
        ({"zola.toml": "a = {\n  b = 1,\n}\n", "content/a.md": ""}, None),
        ({"pelicanconf.py": "SITENAME = 'A'\n", "content/a.md": ""}, "pelican"),
        ({"conf.py": "BLOG_TITLE = 'A'\nPOSTS = ()\n"}, "nikola"),
        ({"conf.py": "project = 'Sphinx'\n"}, None),
        ({"_config.yml": "title: A\n", "conf.py": "project = 'A'\n"}, "jekyll"),
    ],
)
def test_a_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, files: Mapping[str, str | bytes], kind: str | None
) -> None:
    assert kind_of_folder(folder(tmp_path, files)) == kind


# Zola -----------------------------------------------------------------------------------------

ZOLA: dict[str, str | bytes] = {
    "config.toml": (
        'base_url = "https://reef.example"\ntitle = "The Reef"\ndefault_language = "en"\n'
        '[languages.fr]\ntitle = "Le récif"\n'
    ),
    "content/_index.md": '+++\ntitle = "Front"\n+++\n',
    "content/news/_index.md": '+++\ntitle = "News"\nsort_by = "date"\n+++\n',
    "content/news/2021-04-05-first-tide.md": (
        '+++\ntitle = "First tide"\ndescription = "Why it matters."\nauthors = ["Jo Berg"]\n'
        'aliases = ["old/tide"]\n[taxonomies]\ntags = ["Sea"]\ncategories = ["News"]\n'
        '[extra]\nimage = "quay.jpg"\n+++\n\nBegins.\n\n<!-- more -->\n\n'
        "See [the second](@/news/second/index.md#a-part), [own](/own-of-old.html) "
        "and [all](@/news/_index.md).\n\n"
        '{{ youtube(id="abcdefghijk", class="wide") }}\n\n'
        '{% aside(kind="note, or so") %}\nInside.\n{% end %}\n\n{{/* shown(a=1) */}}\n'
    ),
    "content/news/quay.jpg": picture(),
    "content/news/second/index.md": (
        '+++\ntitle = "Second"\ndate = 2021-05-06\n+++\n\n## A part\n\n![A quay](wide.jpg)\n'
    ),
    "content/news/second/index.fr.md": '+++\ntitle = "Deux"\ndate = 2021-05-06\n+++\n\nTexte.\n',
    "content/news/second/wide.jpg": picture(),
    "content/news/own.md": '+++\ntitle = "O"\ndate = 2021-05-07\npath = "else/where"\n'
    'aliases = ["own-of-old.html"]\n+++\nText.\n',
    "content/news/cafe.md": '+++\ntitle = "C"\ndate = 2021-05-08\nslug = "Élan vif"\n+++\nText.\n',
    "content/news/київ.md": '+++\ntitle = "K"\ndate = 2021-05-09\n+++\nText.\n',
    "content/about.md": '+++\ntitle = "About"\ndraft = true\n+++\nText.\n',
}


@pytest.fixture(scope="module")
def reef(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move a site of Zola."""
    return moved_whole(tmp_path_factory.mktemp("reef"), ZOLA)


def test_a_text_of_zola_becomes_an_article(reef: Path) -> None:
    assert (reef / "site/content/articles/2021/first-tide.md").read_text("utf-8") == (
        "---\n"
        'headline: "First tide"\n'
        'dek: "Why it matters."\n'
        "date: 2021-04-05T00:00\n"
        "authors: [jo-berg]\n"
        "section: news\n"
        'tags: ["Sea"]\n'
        "image:\n"
        '  src: "news/quay.jpg"\n'
        'aliases: ["/old/tide/"]\n'
        "---\n\n"
        "Begins.\n\n"
        "See [the second](second-2.md#a-part), [own](own.md) and [all](/news/).\n\n"
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\n"
        "title: youtube.com/watch?v=abcdefghijk\n:::\n\n"
        '\\{% aside(kind="note, or so") %} Inside. \\{% end %}\n\n'
        "\\{{ shown(a=1) }}\n"
    )


def test_texts_of_zola_were_at_these_addresses(reef: Path) -> None:
    assert addresses(reef / "site") == {
        "2021-04-05-first-tide.md": "https://reef.example/news/first-tide/",
        "index.md": "https://reef.example/news/second/",
        "index.fr.md": "https://reef.example/fr/news/second/",
        "own.md": "https://reef.example/else/where/",
        "cafe.md": "https://reef.example/news/elan-vif/",
        "київ.md": "",  # a library of its own spells other scripts
        "about.md": "https://reef.example/about/",
    }
    said = (reef / "said.txt").read_text("utf-8")
    assert "a library of its own spelt its address in Latin letters" in said
    assert "[aside] 1" in said
    assert "lang: fr" in (reef / "site/content/articles/2021/second.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("how", "name", "address"),
    [
        ("on", "Mr. Bean's «Élan»", "/mr-beans-elan/"),
        ("safe", "a: b? Élan", "/a_b_Élan/"),
        ("off", "A b", "/A b/"),
        ("off", "київ", "/київ/"),
    ],
)
def test_addresses_of_zola_are_spelt_as_settings_ask(how: str, name: str, address: str) -> None:
    settings = Settings(root=Path(), kind="zola", content="content", permalink=how)
    facts = object()
    assert GENERATORS["zola"].publishes(settings, "content/a.md", {"slug": name}, facts) == address  # type: ignore[arg-type]


def test_shortcodes_of_zola_follow_import_toml() -> None:
    tags = Tags({"aside": "inside", "gone": "nothing"}, str, lambda _: None, ["zola"])
    text = (
        "{% aside() %}\nA {{ gone(a=[1, 2]) }}b.\n{% end %}"
        '{{ kept(x="}}") }}{%/* a() */%}{%/* end */%}'
    )
    assert tags.expanded(text) == '\nA b.\n{{ kept(x="}}") }}{% a() %}{% end %}'
    assert tags.unknown == {"kept": 1}


def test_shortcodes_of_zola_may_enclose_others() -> None:
    tags = Tags({"a": "inside", "b": "inside"}, str, lambda _: None, ["zola"])
    text = "{% a() %}1{% b() %}2{% end %}3{% b() %}4{% end %}5{% end %}6{% b() %}7"
    assert tags.expanded(text) == "12345" + "6" + "7"


# Pelican --------------------------------------------------------------------------------------

PELICAN: dict[str, str | bytes] = {
    "pelicanconf.py": (
        "import os\nSITENAME = 'The Delta'\nSITEURL = ''\nPATH = 'content'\nAUTHOR = 'Desk'\n"
        "TIMEZONE = 'Europe/Paris'\nDEFAULT_LANG = 'en'\nOUTPUT_PATH = 'output'\n"
        "ARTICLE_URL = '{date:%Y}/{date:%m}/{category}/{slug}/'\n"
        "ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'\n"
        "ARTICLE_LANG_URL = '{lang}/{slug}.html'\n"
    ),
    "publishconf.py": "SITEURL = 'https://delta.example'\n",
    "content/world/2019-05-05-f1.md": (
        "Title: C++ & Rust\nDate: 2020-01-01 10:20\nModified: 2020-01-03\nTags: x, y z\n"
        "Authors: Berg, Jo; Ray, Kim\nSummary: Why it matters.\nImage: {static}/images/quay.jpg\n\n"
        "See [the second]({filename}f2.md), [about]({filename}/pages/about.md), [x]({tag}x) "
        "and [a paper]({static}/files/paper.pdf).\n\n![A quay]({static}/images/quay.jpg)\n"
    ),
    "content/world/f2.md": "Title: It's 3.5 % (really)\nDate: 2020-01-02\n\nText.\n",
    "content/world/f3.md": "Title: Élysée: à l’aube\nDate: 2020-01-03\n\nText.\n",
    "content/world/f4.md": "Title: Straße — Øre\nDate: 2020-01-05\n\nText.\n",
    "content/world/f5.md": "Title: a_b/c\nDate: 2020-01-07\nStatus: draft\n\nText.\n",
    "content/world/f6.md": "Title: Київ сьогодні\nDate: 2020-01-04\n\nText.\n",
    "content/2018-03-04-named.md": "Title: Dated by name\n\nText.\n",
    "content/fr.md": "Title: Sans\nDate: 2020-02-02\nLang: fr\nSlug: sans\n\nTexte.\n",
    "content/own.md": "Title: Own\nDate: 2020-02-03\nSave_as: own/place.html\n\nText.\n",
    "content/r.rst": (
        "RST Title\n#########\n\n:date: 2020-03-04 10:20\n:category: Big News\n\n"
        "Body\n====\n\nSee `the first <{filename}/world/2019-05-05-f1.md>`_ [1]_.\n\n.. [1] Said.\n"
    ),
    "content/pages/about.md": "Title: About Us\n\nText.\n",
    "content/world/table.html": "<html><head><title>Table</title></head><body>T.</body></html>",
    "content/images/quay.jpg": picture(),
    "content/files/paper.pdf": b"%PDF-1.4",
    "output/stray.md": "Title: Stray\nDate: 2020-01-01\n\nText.\n",
}


@pytest.fixture(scope="module")
def delta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move a site of Pelican."""
    return moved_whole(tmp_path_factory.mktemp("delta"), PELICAN)


def test_texts_of_a_kind_that_is_not_read_are_told_of(delta: Path) -> None:
    said = (delta / "said.txt").read_text("utf-8")
    assert "texts of this kind are not read" in said
    assert "content/world/table.html" in said


def test_a_text_of_pelican_becomes_an_article(delta: Path) -> None:
    assert (delta / "site/content/articles/2020/c-rust.md").read_text("utf-8") == (
        "---\n"
        'headline: "C++ & Rust"\n'
        'dek: "Why it matters."\n'
        "date: 2020-01-01T10:20\n"
        "authors: [berg-jo, ray-kim]\n"
        "section: world\n"
        'tags: [x, "y z"]\n'
        "image:\n"
        '  src: "images/quay.jpg"\n'
        'aliases: ["/2020/01/world/c-rust/"]\n'
        "---\n\n"
        "See [the second](its-35-really.md), [about](../../pages/pages/about-us.md), "
        "[x](/tags/x/) and [a paper](/files/paper.pdf).\n\n"
        "::: figure images/quay.jpg\nalt: A quay\n:::\n"
    )
    assert (delta / "site/content/articles/2020/rst-title.md").read_text("utf-8") == (
        "---\n"
        'headline: "RST Title"\n'
        "date: 2020-03-04T10:20\n"
        "authors: [desk]\n"
        "section: big-news\n"
        'aliases: ["/2020/03/big-news/rst-title/"]\n'
        "---\n\n"
        "## Body {#body}\n\nSee [the first](c-rust.md) [^1].\n\n[^1]: Said.\n"
    )
    site = (delta / "site/content/site.toml").read_text("utf-8")
    assert 'timezone = "Europe/Paris"' in site


def test_texts_of_pelican_were_at_these_addresses(delta: Path) -> None:
    there = "https://delta.example"
    assert addresses(delta / "site") == {
        "2019-05-05-f1.md": f"{there}/2020/01/world/c-rust/",
        "f2.md": f"{there}/2020/01/world/its-35-really/",
        "f3.md": f"{there}/2020/01/world/elysee-a-laube/",
        "f4.md": f"{there}/2020/01/world/strasse-ore/",
        "f5.md": f"{there}/2020/01/world/a_bc/",
        "f6.md": "",  # a library of its own spells other scripts
        "2018-03-04-named.md": f"{there}/2018/03/misc/dated-by-name/",
        "fr.md": f"{there}/fr/sans.html",
        "own.md": f"{there}/own/place.html",
        "r.rst": f"{there}/2020/03/big-news/rst-title/",
        "about.md": f"{there}/pages/about-us.html",
    }


@pytest.mark.parametrize(
    ("told", "text", "means"),
    [
        ({}, " A  b-c ", "a-b-c"),
        ({"SLUGIFY_PRESERVE_CASE": True}, "A B", "A-B"),
        ({"SLUGIFY_USE_UNICODE": True}, "Київ сьогодні", "київ-сьогодні"),
        ({"SLUG_REGEX_SUBSTITUTIONS": [["&", "and"], ["[^a-z]+", "-"]]}, "A & B", "a-and-b"),
        ({"SLUG_REGEX_SUBSTITUTIONS": [["(", "x"]]}, "A b", "a b"),
    ],
)
def test_slugs_of_pelican(told: Mapping[str, object], text: str, means: str) -> None:
    settings = Settings(root=Path(), kind="pelican", content="", told=told)
    assert slug(settings, text) == means


# Nikola ---------------------------------------------------------------------------------------

NIKOLA: dict[str, str | bytes] = {
    "conf.py": (
        "import time\nBLOG_TITLE = {'en': 'The Lagoon'}\nSITE_URL = 'https://lagoon.example/'\n"
        "BLOG_AUTHOR = 'Desk'\nDEFAULT_LANG = 'en'\n"
        "TRANSLATIONS = {DEFAULT_LANG: '', 'es': './es'}\n"
        "TIMEZONE = 'Europe/Paris'\n"
        "POSTS = (('posts/*.rst', 'posts', 'p.tmpl'), ('posts/*.md', 'posts', 'p.tmpl'))\n"
        "PAGES = (('pages/*.rst', 'pages', 'p.tmpl'), ('pages/*.html', '', 'p.tmpl'))\n"
    ),
    "posts/2020/Some Name.md": (
        "<!--\n.. title: A & B\n.. date: 2020-01-02 10:20:00 UTC+02:00\n.. tags: x, mathjax\n"
        ".. category: World\n.. previewimage: /images/quay.jpg\n-->\n\n"
        "See [there](link://slug/second), [file](link://filename/posts/two.rst), "
        "[x](link://tag/x) and [paper](/paper.pdf).\n\n{{% youtube abcdefghijk %}}\n"
    ),
    "posts/two.rst": (
        ".. title: Second\n.. slug: second\n.. date: 2020-01-03 10:20:00\n.. author: Jo Berg\n\n"
        "Text.\n\n.. TEASER_END\n\nSee :doc:`the third <third>`.\n\n.. youtube:: abcdefghijk\n\n"
        ".. mystery:: a\n\n   Inside.\n"
    ),
    "posts/two.es.rst": ".. title: Segundo\n.. slug: second\n.. date: 2020-01-03\n\nTexto.\n",
    "posts/third.md": "Text.\n",
    "posts/third.meta": "Third\nthird\n2020-01-04\nx, draft\n",
    "posts/Élan vital.rst": ".. title: Élan\n.. date: 2020-02-03\n.. pretty_url: false\n\nText.\n",
    "pages/home.rst": ".. title: Home\n.. slug: index\n\nText.\n",
    "pages/about.html": "<!--\n.. title: About\n-->\n<p>Us &amp; them.</p>\n<!-- aside -->\n",
    "files/paper.pdf": b"%PDF-1.4",
    "images/quay.jpg": picture(),
    "README.md": "No text of the site.\n",
}


@pytest.fixture(scope="module")
def lagoon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Move a site of Nikola."""
    return moved_whole(tmp_path_factory.mktemp("lagoon"), NIKOLA)


def test_a_text_of_nikola_becomes_an_article(lagoon: Path) -> None:
    content = lagoon / "site/content"
    assert (content / "articles/2020/some-name.md").read_text("utf-8") == (
        "---\n"
        'headline: "A & B"\n'
        "date: 2020-01-02T10:20:00+02:00\n"
        "authors: [desk]\n"
        "section: world\n"
        "tags: [x]\n"
        "image:\n"
        '  src: "images/quay.jpg"\n'
        'aliases: ["/posts/2020/some-name/"]\n'
        "---\n\n"
        "See [there](second-2.md), [file](second-2.md), [x](/tags/x/) and [paper](/paper.pdf).\n\n"
        "::: embed https://www.youtube.com/watch?v=abcdefghijk\n"
        "title: youtube.com/watch?v=abcdefghijk\n:::\n"
    )
    second = (content / "articles/2020/second-2.md").read_text("utf-8")
    assert "See [the third](third.md)." in second
    assert "```\n.. mystery:: a\n\n   Inside.\n```" in second
    assert "[mystery] 1" in (lagoon / "said.txt").read_text("utf-8")
    third = (content / "articles/2020/third.md").read_text("utf-8")
    assert "status: draft" in third
    assert "tags: [x]" in third
    assert "Us & them." in (content / "pages/about.md").read_text("utf-8")


def test_texts_of_nikola_were_at_these_addresses(lagoon: Path) -> None:
    there = "https://lagoon.example"
    assert addresses(lagoon / "site") == {
        "Some Name.md": f"{there}/posts/2020/some-name/",
        "two.rst": f"{there}/posts/second/",
        "two.es.rst": f"{there}/es/posts/second/",
        "third.md": f"{there}/posts/third/",
        "Élan vital.rst": f"{there}/posts/elan-vital.html",
        "home.rst": f"{there}/pages/",
        "about.html": f"{there}/about/",
    }


def test_texts_that_only_docutils_reads_are_named_where_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docutils", None)
    result = moved(tmp_path / "site", folder(tmp_path / "nikola", NIKOLA))
    assert "it is reStructuredText: `pip install docutils`" in result.output
    assert "posts/two.rst" in result.output
    assert (tmp_path / "site/content/articles/2020/some-name.md").is_file()


# reStructuredText -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fates", "html"),
    [
        ("A :role:`word <x>`.", {}, "<p>A word.</p>"),
        (".. box:: a\n   :b: c\n\n   In *it*.", {"box": "inside"}, "<p>In <em>it</em>.</p>"),
        (".. box:: a", {"box": "nothing"}, ""),
        ("A\n\n.. contents::\n\nPart\n----\n\nB", {}, '<section id="part"><h2>Part</h2><p>B</p>'),
        (".. media:: https://a.example/b", {}, '<x-embed url="https://a.example/b"></x-embed>'),
        (".. raw:: html\n   :file: /etc/passwd", {}, ".. raw:: html"),
        (".. include:: /etc/passwd", {}, ".. include::"),
    ],
)
def test_restructured_text_becomes_html(text: str, fates: dict[str, object], html: str) -> None:
    read = read_restructured(text, fates, Counter())  # type: ignore[arg-type]
    found = read.html.replace("\n", "")
    assert html in found
    assert "root:" not in found
    assert html or not found


def test_notes_of_restructured_text_stand_apart() -> None:
    read = read_restructured("A [#n]_ b [1]_.\n\n.. [#n] One.\n.. [1] Two.\n", {}, Counter())
    assert '<sup data-fn="n">' in read.html
    assert {key: it.strip() for key, it in read.notes.items()} == {
        "n": "<p>One.</p>",
        "footnote-1": "<p>Two.</p>",
    }
    assert "One." not in read.html
