"""The newspaper of newspaper.py for Pelican and Eleventy: the same articles, and like work.

Pelican makes articles, the front page, listings by section, author and tag in twenties with
overviews of the latter two, full text of thirty stories as RSS for the site and each section, pages
and a sitemap; it keeps what it has read, which is its quickest way (`CONTENT_CACHING_LAYER`).
Eleventy makes the same and listings by country, by pagination over collections, which is its own
advice; a change makes it build everything. Neither looks for related stories: they show those that
editors named. `programs.py` says what else they make less of.

Both are fetched once, into folders within the virtual environment: Eleventy by npm, Pelican by pip
into an environment of its own, since it wants other versions of what our tools stand on.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copy, copytree, which
from typing import Any

import yaml

from sitegen.languages import country_name
from tests.benchmarks.articles import Press, month_in, month_of, value_of
from tests.benchmarks.newspaper import COUNTRIES, PAGES, SECTIONS
from tests.benchmarks.peer import blocks_as_html, linked

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

PELICAN = ("pelican[markdown]==4.12.0",)
ELEVENTY = ("@11ty/eleventy@3.1.8", "markdown-it-footnote@4.0.0")

PIP = Path(sys.prefix) / "peers/pelican"
NPM = Path(sys.prefix) / "peers/eleventy"

Front = dict[str, Any]


def write_pelican(root: Path, site: Path, files: Sequence[Path]) -> Press:
    """Write all but the articles of Pelican's site into `root`, and return how to make those."""
    copytree(HERE / "pelican", root)
    (root / "theme/static").mkdir()
    copy(ROOT / "static" / "site.css", root / "theme/static")
    for page in sorted((site / "content/pages").iterdir()):
        front, body = _parts(page)
        _write(root / "content/pages" / page.name, f"title: {front['title']}\n\n{body}")
    headlines = {it.stem: value_of(it.read_text("utf-8"), "headline") for it in files}
    months = {it.stem: month_of(it) for it in files}

    def article(front: Front, body: str) -> str:
        keys = {
            "title": front["headline"],
            "date": front["date"],
            "modified": front.get("updated"),
            "authors": ", ".join(front["authors"]),
            "category": front["section"],
            "tags": ", ".join(front["tags"]),
            "summary": front["dek"],
            "tongue": front.get("lang"),
        }
        lines = [f"{key}: {value}" for key, value in keys.items() if value]
        lines += _many(
            "named", (f"/{months[it]}/{it}/ | {headlines[it]}" for it in front.get("related", ()))
        )
        lines += _many(
            "corrections", (f"{it['date']} | {it['text']}" for it in front.get("corrections", ()))
        )
        lines += _many(
            "sources",
            (
                f"{it['url']} | {it['title']} | {it['publisher']} | {it['accessed']}"
                for it in front["sources"]
            ),
        )
        text = linked(body, lambda name: f"{{filename}}/{sections[name]}/{months[name]}/{name}.md")
        return "{}\n\n{}".format("\n".join(lines), blocks_as_html(text, ' markdown="1"'))

    sections = {it.stem: value_of(it.read_text("utf-8"), "section") for it in files}
    return _press(root / "content", article)


def _many(key: str, values: Any) -> list[str]:
    """Return the lines of a key of several values: all but the first are indented."""
    return [f"{key}: {it}" if not number else f"    {it}" for number, it in enumerate(values)]


def pelican() -> tuple[str, ...]:
    """Return the command that builds."""
    command = (str(PIP / "bin/python"), "-m", "pelican", "content")
    return (*command, "-o", "public", "-s", "pelicanconf.py", "--quiet")


def pelican_missing() -> str:
    """Install Pelican where it is not, and return why it cannot be had, if so."""
    if any(PIP.glob("lib/python*/site-packages/pelican/__init__.py")):
        return ""
    why = failed(sys.executable, "-m", "venv", "--clear", str(PIP))
    return why or failed(str(PIP / "bin/python"), "-m", "pip", "install", "--quiet", *PELICAN)


def write_eleventy(root: Path, site: Path, files: Sequence[Path]) -> Press:
    """Write all but the articles of Eleventy's site into `root`, and return how to make those."""
    copytree(HERE / "eleventy", root)
    (root / "node_modules").symlink_to(NPM / "node_modules")
    copy(ROOT / "static" / "site.css", root)
    names = {it.lower(): it for it in SECTIONS}
    names |= {it.lower(): country_name(it, "en") for it in COUNTRIES}
    _write(root / "_data/names.json", json.dumps(names))
    pages = [{"href": f"/{it.lower().replace(' ', '-')}/", "text": it} for it in PAGES]
    menu = [{"href": f"/{it.lower()}/", "text": it} for it in SECTIONS]
    _write(root / "_data/menu.json", json.dumps({"main": menu, "foot": pages}))
    for page in sorted((site / "content/pages").iterdir()):
        front, body = _parts(page)
        front = {"title": front["title"], "layout": "plain.njk", "permalink": f"/{page.stem}/"}
        _write(root / page.name, _fenced(front, body))
    months = {it.stem: month_of(it) for it in files}

    def article(front: Front, body: str) -> str:
        keys = {
            "title": front["headline"],
            "description": front["dek"],
            "date": front["date"].replace(" ", "T"),
            "updated": front.get("updated"),
            **{it: front[it] for it in ("authors", "section")},
            "countries": [it.lower() for it in front["countries"]],
            "topics": front["tags"],
            "lang": front.get("lang"),
            "named": front.get("related"),
            "corrections": front.get("corrections"),
            "sources": front["sources"],
        }
        text = linked(body, lambda name: f"/{months[name]}/{name}/")
        return _fenced({key: it for key, it in keys.items() if it}, blocks_as_html(text))

    return _press(root / "articles", article)


def eleventy() -> tuple[str, ...]:
    """Return the command that builds."""
    return ("node", str(NPM / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet")


def eleventy_missing() -> str:
    """Install Eleventy where it is not, and return why it cannot be had, if so."""
    if not (which("npm") and which("node")):
        return "there is no npm"
    if (NPM / "node_modules/@11ty/eleventy/package.json").exists():
        return ""
    NPM.mkdir(parents=True, exist_ok=True)
    return failed("npm", "install", "--no-audit", "--no-fund", "--prefix", str(NPM), *ELEVENTY)


def failed(*command: str) -> str:
    """Run a command, and return what it says if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"{command[0]} failed: {done.stderr.strip()[-200:]}" if done.returncode else ""


def _press(folder: Path, article: Callable[[Front, str], str]) -> Press:
    """Return what makes articles below a folder, where they lie by section and month."""

    def press(name: str, text: str) -> tuple[Path, str]:
        front, body = _parted(text)
        place = folder / front["section"] / month_in(text) / f"{name}.md"
        return place, article(front, body)

    return press


def _parts(file: Path) -> tuple[Front, str]:
    return _parted(file.read_text("utf-8"))


def _parted(text: str) -> tuple[Front, str]:
    """Return front matter and body of a text; a date and time stays the text that it is."""
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    return yaml.load(front, yaml.CBaseLoader), body.lstrip()  # noqa: S506 - makes texts only


def _fenced(front: Front, body: str) -> str:
    """Return a file with front matter, a line a key, that holds JSON, which YAML is too."""
    lines = (f"{key}: {json.dumps(it, ensure_ascii=False)}" for key, it in front.items())
    return "---\n{}\n---\n\n{}".format("\n".join(lines), body)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
