"""The newspaper of newspaper.py once more, for Hugo: the same articles, and as much on the pages.

What both make: articles with headline, standfirst, byline, dates, reading time, contents, body
(links by file, tables, footnotes, boxes, quotations), corrections, sources, countries, tags, the
related stories that editors named and structured data; the front page; listings by section,
country, author and tag in twenties, and overviews of the latter three; the full text of thirty
stories as RSS, for the site and each section; pages of the newsroom; a sitemap. All of these have
the same addresses.

What only we make: search, Atom and JSON Feed, feeds of countries, tags and authors, the archive by
month, overviews of sections, feeds and corrections, sitemaps by year and of news, rules for hosts.
What only we do: check front matter, outlines, anchors and links; sanitise HTML; take quotation
marks from each article's language; resolve links in feeds by what they name and not by their text.

Related stories are looked for on one side only: site.toml cannot switch that off, and Hugo, which
scores every story that shares a tag, a country or the month, takes long for it. So Hugo shows those
that editors named, and we do more; `write_peer(related=True)` has Hugo look as well (hugo/hugo.toml
says what is left out, and why). Listings are cut in different ways: Hugo has `ceil(n / 20)` pages,
which all move with a new story, we have `max(1, n // 20)` that stay.

Hugo's layouts are as its own advice has them: what is the same on all pages is rendered once
(`partialCached`), menus are configuration, and only the front page and the feed of the site look at
all articles. Rows and cards are not cached by story: that saved nothing measurable, nor did a
shorter hook for links. Neither side minifies anything.
"""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copy, copytree, which

from sitegen.languages import country_name
from tests.benchmarks.articles import Press, month_in, month_of, value_of
from tests.benchmarks.newspaper import COUNTRIES, PAGES, SECTIONS

ROOT = Path(__file__).parents[2]
LAYOUTS = Path(__file__).with_name("hugo")

_FENCED = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_OUTLINE = re.compile(r"^section_headings:\n(?:  - .*\n)*", re.MULTILINE)
_MINUTE = re.compile(r"^(.*(?:date|updated): \d{4}-\d\d-\d\d) (\d\d:\d\d)$", re.MULTILINE)
_BLOCK = re.compile(r"^::: (factbox|pullquote) (.*)\n((?s:.*?))\n:::$", re.MULTILINE)
_FILE = re.compile(r"\]\(\.\./\.\./[^)]*/([^/)]+)\.md\)")

RENAMED = {"headline": "title", "dek": "description", "updated": "lastmod", "lang": "tongue"}
"""What Hugo calls our keys; its own `lang` would be another edition of the site."""


def write_peer(root: Path, site: Path, files: Sequence[Path], *, related: bool = False) -> Press:
    """Write all but the articles of Hugo's site into the folder `root`; return how to make those.

    `site` is the newspaper that `write_site` wrote, `files` are its articles. Hugo looks for
    related stories if `related`.
    """
    copytree(LAYOUTS, root, dirs_exist_ok=True)
    (root / "assets").mkdir()
    copy(ROOT / "static" / "site.css", root / "assets")
    configuration = (root / "hugo.toml").read_text("utf-8") + _configuration()
    switch = f"related = {str(related).lower()}"
    _write(root / "hugo.toml", configuration.replace("related = false", switch))
    content = root / "content"
    for section in SECTIONS:
        _write(content / section.lower() / "_index.md", f"---\ntitle: {section}\n---\n")
    for code in COUNTRIES:
        name = country_name(code, "en")
        _write(content / "countries" / code.lower() / "_index.md", f'---\ntitle: "{name}"\n---\n')
    for author in sorted((site / "content" / "authors").iterdir()):
        text = author.read_text("utf-8").replace("---\nname:", "---\ntitle:", 1)
        _write(content / "authors" / author.stem / "_index.md", text)
    for page in sorted((site / "content" / "pages").iterdir()):
        text = page.read_text("utf-8").replace("\ndek:", "\nlayout: plain\ndescription:", 1)
        _write(content / page.name, text)
    folders = {}
    for file in files:
        section = value_of(file.read_text("utf-8"), "section")
        folders[file.stem] = f"/{section}/{month_of(file)}"

    def press(name: str, text: str) -> tuple[Path, str]:
        # An article's section is its folder, and links name the file.
        folders[name] = f"/{value_of(text, 'section')}/{month_in(text)}"
        return content / folders[name][1:] / f"{name}.md", _article(text, folders)

    return press


def hugo() -> str:
    """Return the program and not the Python script that starts it."""
    script = which("hugo") or "hugo"
    roots = (Path(sys.prefix), Path(script).parent.parent)
    inside = [
        str(it)
        for root in roots
        for it in sorted(root.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    ]
    return inside[0] if inside else script


def _configuration() -> str:
    """Return what depends on sections and pages: menus, and addresses by month."""
    menu = [("main", name, name.lower()) for name in SECTIONS]
    menu += [("foot", name, name.lower().replace(" ", "-")) for name in PAGES]
    return (
        "".join(
            f'\n[[menus.{where}]]\nname = "{name}"\nurl = "/{place}/"\nweight = {weight}\n'
            for weight, (where, name, place) in enumerate(menu, 1)
        )
        + "\n[permalinks.page]\n"
        + "".join(f'{name.lower()} = "/:year/:month/:contentbasename/"\n' for name in SECTIONS)
    )


def _article(text: str, folders: dict[str, str]) -> str:
    """Return an article as Hugo wants it; `folders` leads from names of articles to folders."""
    found = _FENCED.fullmatch(text)
    if not found:
        message = f"no front matter: {text[:100]}"
        raise LookupError(message)
    front = _MINUTE.sub(r"\1T\2:00", _OUTLINE.sub("", found["front"] + "\n"))
    lines = []
    for line in front.splitlines():
        key, colon, value = line.partition(": ")
        match key:
            case "section":
                continue
            case "countries":
                names = ", ".join(f'"{code}"' for code in value.strip("[]").split(", "))
                lines.append(f"{key}: [{names}]")
            case "related":
                paths = (f'"{folders[it]}/{it}.md"' for it in value.strip("[]").split(", "))
                lines.append(f"{key}: [{', '.join(paths)}]")
            case _:
                lines.append(f"{RENAMED.get(key, key)}{colon}{value}")
    body = linked(found["body"], lambda name: f"{folders[name]}/{name}.md")
    return "---\n{}\n---\n{}".format("\n".join(lines), blocks_as_html(body))


def linked(body: str, address: Callable[[str], str]) -> str:
    """Return a body whose links to articles are what `address` makes of their names."""
    return _FILE.sub(lambda it: f"]({address(it[1])})", body)


def blocks_as_html(body: str, attributes: str = "") -> str:
    """Return a body whose `:::` blocks are the HTML that we make of them, around Markdown.

    `attributes` are those of each such element, after a blank.
    """

    def plain(block: re.Match[str]) -> str:
        kind, told, inside = block.groups()
        if kind == "factbox":
            title = f'<p class="factbox-title">{told}</p>'
            return f'<aside class="factbox"{attributes}>\n{title}\n\n{inside}\n\n</aside>'
        quotation = f"<blockquote{attributes}>\n\n{inside}\n\n</blockquote>"
        caption = f"<figcaption>{told}</figcaption>"
        return f'<figure class="pullquote"{attributes}>\n{quotation}\n{caption}\n</figure>'

    return _BLOCK.sub(plain, body)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
