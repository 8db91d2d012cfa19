"""Other ways to search a static site: each makes an index of stories, and a page that asks it.

Pagefind reads pages, here those that Hugo has made of the same articles, or plain ones with what
the stories of our own site say. The libraries of JavaScript are given each story's headline, dek,
names and text; they fold accents and case, and want all words. All of them are fetched once, at
fixed versions, into folders within the virtual environment.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from html import escape, unescape
from pathlib import Path
from shutil import copy, copytree, which
from typing import NamedTuple, TypedDict

from tests.benchmarks.measure import Cost, measure
from tests.benchmarks.others import failed

HERE = Path(__file__).with_name("finders")
NPM = Path(sys.prefix) / "peers/finders"
PIP = Path(sys.prefix) / "peers/pagefind"

PACKAGES = ("minisearch@7.2.0", "flexsearch@0.8.212", "@orama/orama@3.1.18")
LIBRARIES = {
    "minisearch": "minisearch/dist/es/index.js",
    "flexsearch": "flexsearch/dist/flexsearch.bundle.module.min.js",
    "orama": "@orama/orama/dist/browser/index.js",
}
PAGEFINDS = {"pagefind": "pagefind-bin==1.5.2", "pagefind-extended": "pagefind-bin-extended==1.5.2"}

_STORY = re.compile(
    r'<html lang="(?P<lang>[^"]+)".*?<article\b[^>]*>\s*<header class="head">.*?'
    r"<h1[^>]*>(?P<headline>.*?)</h1>.*?</header>"
    r'\s*(?:<p class="dek"[^>]*>(?P<dek>.*?)</p>)?.*?(?P<text><div class="body.*?)'
    r'<div class="apparatus"(?P<names>.*?)</article>',
    re.DOTALL,
)
_TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]*>", re.DOTALL)


class Story(TypedDict):
    """What a page of ours tells of a story; `id` is its address on the site."""

    id: str
    lang: str
    headline: str
    dek: str
    names: str
    text: str


class Made(NamedTuple):
    """An index: what it cost to make, and the files that a reader may ask for."""

    cost: Cost
    files: Sequence[Path]


def stories(public: Path) -> list[Story]:
    """Read the stories off a site that we have built, in the order of their addresses."""
    found = []
    for page in sorted(public.glob("[0-9]*/[0-9]*/*/index.html")):
        told = _STORY.search(page.read_text("utf-8"))
        if told is None:
            raise LookupError(page)
        section = page.parent.relative_to(public).as_posix()
        found.append(
            Story(
                id=f"/{section}/",
                lang=told["lang"],
                headline=_plain(told["headline"]),
                dek=_plain(told["dek"] or ""),
                names=_plain(f"<i {told['names']}"),
                text=_plain(told["text"]),
            )
        )
    return found


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def missing(name: str) -> str:
    """Fetch a way where it is not, and return why it cannot be had, if so."""
    if name in LIBRARIES:
        if not (which("npm") and which("node")):
            return "there is no npm"
        if (NPM / "node_modules" / LIBRARIES[name]).exists():
            return ""
        NPM.mkdir(parents=True, exist_ok=True)
        return failed("npm", "install", "--no-audit", "--no-fund", "--prefix", str(NPM), *PACKAGES)
    if (PIP / name).exists():
        return ""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps")
    return failed(*pip, "--target", str(PIP / name), PAGEFINDS[name])


def library(name: str, told: Iterable[Story], www: Path) -> Made:
    """Index stories by a library of JavaScript; `www` becomes a site with a search page."""
    folder = www / "search"
    _page(name, f"modules/{LIBRARIES[name]}", folder)
    package = Path(LIBRARIES[name]).parts[0]
    copytree(NPM / "node_modules" / package, folder / "modules" / package)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    lines = www / "stories.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(it, ensure_ascii=False) + "\n" for it in told)
    source = str(NPM / "node_modules" / LIBRARIES[name])
    command = ("node", "--max-old-space-size=12000", str(HERE / "make.mjs"))
    cost, _ = measure((*command, name, source, str(lines), str(folder)), NPM)
    lines.unlink()
    return Made(cost, [folder / "index.json"])


def pagefind(name: str, pages: Path, www: Path, *, glob: str = "**/*.html") -> Made:
    """Index pages by Pagefind, as all of one language; `www` becomes a site with a search page."""
    folder = www / "search"
    _page("pagefind", "index/pagefind.js", folder)
    (program,) = (
        it for it in sorted((PIP / name).glob("pagefind_bin*/pagefind*")) if not it.suffix
    )
    command = [str(program), "--site", str(pages), "--output-path", str(folder / "index")]
    command += ["--glob", glob, "--root-selector", "main", "--silent"]
    if name == "pagefind":
        # Else each language would be an index of its own. The extended one needs to know them.
        command += ["--force-language", "en"]
    cost, _ = measure(command, www)
    interface = ("*ui*", "*highlight*")
    for pattern in interface:
        for file in (folder / "index").glob(pattern):
            file.unlink()
    return Made(cost, [it for it in (folder / "index").rglob("*") if it.is_file()])


def write_pages(told: Iterable[Story], folder: Path) -> None:
    """Write a page for each story, for Pagefind to read."""
    for it in told:
        page = folder / it["id"].lstrip("/") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"<p>{escape(it[key])}</p>" for key in ("dek", "text", "names"))
        page.write_text(
            f'<!doctype html><html lang="{it["lang"]}"><title>{escape(it["headline"])}</title>'
            f"<main><h1>{escape(it['headline'])}</h1>{text}</main></html>",
            "utf-8",
        )


def _page(name: str, module: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    html = (HERE / "page.html").read_text("utf-8")
    html = html.replace("FINDER", name).replace("LIBRARY", module)
    (folder / "index.html").write_text(html, "utf-8")
    copy(HERE / f"{name}.js", folder)
    copy(HERE / "fold.js", folder)
