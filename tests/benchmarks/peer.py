"""The newspaper of newspaper.py once more, for Hugo: the same articles, and as much on the pages.

What both make: articles with headline, standfirst, byline, dates, reading time, contents, body
(links by file, tables, footnotes, boxes, quotations), corrections, sources, countries, tags, six
related stories and structured data; the front page; listings by section, country, author and tag
in twenties, and overviews of the latter three; the full text of thirty stories as RSS, for the site
and each section; pages of the newsroom; a sitemap. All of these have the same addresses.

What only we make: search, Atom and JSON Feed, feeds of countries, tags and authors, the archive by
month, overviews of sections, feeds and corrections, sitemaps by year and of news, rules for hosts.
What only we do: check front matter, outlines, anchors and links; sanitise HTML; take quotation
marks from each article's language; resolve links in feeds by what they name and not by their text.

Related stories are found in different ways. We look at the nearest in time under each topic, and
count sections and authors too; Hugo looks at all stories that share a tag, a country or the month
(hugo/hugo.toml says what is left out, and why). Listings are cut in different ways as well: Hugo
has `ceil(n / 20)` pages, which all move with a new story, we have `max(1, n // 20)` that stay.

Hugo's layouts are as its own advice has them: what is the same on all pages is rendered once
(`partialCached`), menus are configuration, and only the front page, the feed of the site and
related stories look at all articles. Neither side minifies anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copy, copytree, which

from sitegen.languages import country_name
from tests.benchmarks.newspaper import COUNTRIES, PAGES, SECTIONS

ROOT = Path(__file__).parents[2]
LAYOUTS = Path(__file__).with_name("hugo")

FULL = 20
"""Stories of a page of a listing."""

ITEMS = 30
"""Stories of a feed, at most."""

_FENCED = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_OUTLINE = re.compile(r"^section_headings:\n(?:  - .*\n)*", re.MULTILINE)
_MINUTE = re.compile(r"^(.*(?:date|updated): \d{4}-\d\d-\d\d) (\d\d:\d\d)$", re.MULTILINE)
_BLOCK = re.compile(r"^::: (factbox|pullquote) (.*)\n((?s:.*?))\n:::$", re.MULTILINE)
_FILE = re.compile(r"\]\(\.\./\.\./([^)]*/([^/)]+))\.md\)")

RENAMED = {"headline": "title", "dek": "description", "updated": "lastmod", "lang": "tongue"}
"""What Hugo calls our keys; its own `lang` would be another edition of the site."""


def write_peer(root: Path, site: Path, files: Sequence[Path]) -> list[Path]:
    """Write Hugo's site into the folder `root`, and return its articles' files, in the same order.

    `site` is the newspaper that `write_site` wrote, `files` are its articles.
    """
    copytree(LAYOUTS, root, dirs_exist_ok=True)
    (root / "assets").mkdir()
    copy(ROOT / "static" / "site.css", root / "assets")
    with (root / "hugo.toml").open("a", encoding="utf-8") as configuration:
        configuration.write(_configuration())
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
    texts = [file.read_text("utf-8") for file in files]
    sections = {file.stem: _value(text, "section") for file, text in zip(files, texts, strict=True)}
    folders = {file.stem: f"/{sections[file.stem]}/{_month(file)}" for file in files}
    written = []
    for file, text in zip(files, texts, strict=True):
        written.append(content / folders[file.stem].removeprefix("/") / file.name)
        _write(written[-1], _article(text, folders))
    return written


def hugo() -> str:
    """Return the program and not the Python script that starts it."""
    script = which("hugo") or "hugo"
    inside = sorted(
        Path(script).parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    )
    return str(inside[0]) if inside else script


def lacking(public: Path, files: Sequence[Path], pages: Callable[[int], int]) -> list[str]:
    """Return what an output folder holds too much or too little of, a line each; none is right.

    `files` are the articles of `write_site`, `pages(n)` is how many pages a listing of n has.
    """
    counts: Counter[str] = Counter()
    for file in files:
        text = file.read_text("utf-8")
        counts[_value(text, "section")] += 1
        for kind in ("authors", "countries", "tags"):
            names = _value(text, kind).strip("[]").lower().split(", ")
            counts.update(f"{kind}/{name}" for name in names)
    feeds = {"": len(files)} | {it: count for it, count in counts.items() if "/" not in it}
    wanted = {
        "articles": len(files),
        **{f"pages of {listing}": pages(count) for listing, count in counts.items()},
        **{f"items of {folder or 'site'}": min(ITEMS, it) for folder, it in feeds.items()},
    }
    held = {
        "articles": sum(1 for _ in public.glob("[0-9]*/[0-9]*/*/index.html")),
        **{f"pages of {listing}": _pages_in(public / listing) for listing in counts},
        **{f"items of {it or 'site'}": _items_of(public / it / "feed.xml") for it in feeds},
    }
    return [
        f"{what}: {held[what]}, not {count}"
        for what, count in wanted.items()
        if held[what] != count
    ]


def _pages_in(listing: Path) -> int:
    first = (listing / "index.html").exists()
    return first + sum(1 for _ in listing.glob("page/*/index.html"))


def _items_of(feed: Path) -> int:
    return feed.read_text("utf-8").count("<item>") if feed.exists() else 0


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
    body = _FILE.sub(lambda it: f"]({folders[it[2]]}/{it[2]}.md)", found["body"])
    return "---\n{}\n---\n{}".format("\n".join(lines), _BLOCK.sub(_plain, body))


def _plain(block: re.Match[str]) -> str:
    """Return a block between `:::` as the HTML that we make of it, around the same Markdown."""
    kind, told, inside = block.groups()
    if kind == "factbox":
        title = f'<p class="factbox-title">{told}</p>'
        return f'<aside class="factbox">\n{title}\n\n{inside}\n\n</aside>'
    quotation = f"<blockquote>\n\n{inside}\n\n</blockquote>"
    return f'<figure class="pullquote">\n{quotation}\n<figcaption>{told}</figcaption>\n</figure>'


def _month(file: Path) -> str:
    """Return the folder of an article below content/articles/: "2016/01"."""
    return "/".join(file.parts[-3:-1])


def _value(text: str, key: str) -> str:
    found = re.search(rf"(?m)^{key}: (.*)$", text)
    return found[1] if found else ""


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
