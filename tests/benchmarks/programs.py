"""The generators that are measured: how each builds, and what its site looks like from outside."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import others, peer
from tests.benchmarks.articles import Press, month_in
from tests.benchmarks.check import Promise
from tests.benchmarks.measure import Cost, measure
from tests.benchmarks.newspaper import FULL, NOW

ROOT = Path(__file__).parents[2]

EDITED = 50
"""Articles, the newest, that edits may touch."""

EQUAL = """\
search = { enabled = false }
feeds = { formats = ["rss"], of = ["section"] }
pictures = { drawn_cards = false }
fonts = { shipped = false }
"""
"""What makes our work equal to Hugo's, at the top of site.toml."""


class Build(NamedTuple):
    """One build: what it cost, and what it reports of itself."""

    cost: Cost
    report: dict[str, Any]


class Program(NamedTuple):
    """A generator.

    `write(root, newspaper, files)` writes all but the articles of its site into the folder `root`,
    and returns how to make those. Builds leave the folders `leaves`; one that `forgets` makes no
    use of them, and is measured without. `template` is that of articles, and what lies at `static`
    is published as /notice.txt. It is left out if `missing()` says why.
    """

    name: str
    write: Callable[[Path, Path, Sequence[Path]], Press]
    command: Callable[[], tuple[str, ...]]
    help: Callable[[], tuple[str, ...]]
    leaves: tuple[str, ...]
    template: str
    static: str
    promise: Promise
    notes: str
    forgets: bool = True
    missing: Callable[[], str] = lambda: ""


class Site(NamedTuple):
    """A newspaper on the disk, for one program.

    `files` are the articles of the newspaper that it was made from, oldest first; `texts` are those
    that edits may touch, by name, as an editor of ours has written them.
    """

    program: Program
    root: Path
    files: list[Path]
    press: Press
    texts: dict[str, str]

    @property
    def public(self) -> Path:
        """The site that builds make."""
        return self.root / "public"

    @property
    def newest(self) -> str:
        """The name of the newest article that the newspaper was made with."""
        return self.files[-1].stem

    def put(self, name: str, text: str) -> None:
        """Write an article, in the program's own way, over what it was before."""
        before = self.file_of(name) if name in self.texts else None
        file, own = self.press(name, text)
        if before not in {None, file}:
            before.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(own, "utf-8")
        self.texts[name] = text

    def drop(self, name: str) -> None:
        """Delete an article."""
        self.file_of(name).unlink()
        del self.texts[name]

    def file_of(self, name: str) -> Path:
        """Return the file of an article that edits may touch."""
        return self.press(name, self.texts[name])[0]

    def build(self) -> Build:
        """Build the site. Raises `CommandFailed`."""
        ours = self.program is SITEGEN
        command = (*self.program.command(), *(("--root", str(self.root)) if ours else ()))
        cost, output = measure(command, ROOT if ours else self.root)
        return Build(cost, json.loads(output) if ours else {})

    def forget(self) -> None:
        """Remove all that builds have left behind."""
        for folder in self.program.leaves:
            shutil.rmtree(self.root / folder, ignore_errors=True)


def write_for(program: Program, root: Path, newspaper: Path, files: Sequence[Path]) -> Site:
    """Write the newspaper for a program into the folder `root`; `files` are its articles."""
    press = program.write(root, newspaper, files)
    for source in files:
        file, text = press(source.stem, source.read_text("utf-8"))
        if file != source:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    texts = {it.stem: it.read_text("utf-8") for it in files[-EDITED:]}
    return Site(program, root, list(files), press, texts)


def settle(root: Path, settings: str) -> None:
    """Put settings at the top of our site.toml, instead of those put there before."""
    config = root / "content" / "site.toml"
    text = config.read_text("utf-8")
    config.write_text(settings + text[text.index("title =") :], "utf-8")


def _ours(root: Path, newspaper: Path, _files: Sequence[Path]) -> Press:
    """Give the newspaper, which is ours already, a template of its own to be edited."""
    if root != newspaper:
        raise ValueError(f"{root} is not {newspaper}")
    settle(root, EQUAL)
    (root / "templates").mkdir()
    shutil.copy(ROOT / "templates/article.html", root / "templates")
    folder = root / "content/articles"
    return lambda name, text: (folder / month_in(text) / f"{name}.md", text)


def _hugo_related(root: Path, newspaper: Path, files: Sequence[Path]) -> Press:
    return peer.write_peer(root, newspaper, files, related=True)


def _sitegen(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "sitegen", *arguments)


SITEGEN = Program(
    "sitegen",
    _ours,
    lambda: _sitegen("build", "--now", NOW, "--format", "json"),
    lambda: _sitegen("--help"),
    (".sitegen", "public"),
    "templates/article.html",
    "static/root/notice.txt",
    Promise(lambda stories: max(1, stories // FULL)),
    "switched off: search, Atom, JSON Feed, feeds of countries, tags and authors. "
    "More than Hugo: finds related stories; months, overviews, sitemaps by year and of news, "
    "rules for hosts; checks front matter, outlines, anchors and links; sanitises HTML",
    forgets=False,
)
HUGO = Program(
    "hugo",
    peer.write_peer,
    lambda: (
        peer.hugo(),
        "--quiet",
        "--cleanDestinationDir",
        "--clock",
        f"{NOW.replace(' ', 'T')}:00Z",
    ),
    lambda: (peer.hugo(), "--help"),
    ("public", "resources"),
    "layouts/page.html",
    "static/notice.txt",
    Promise(lambda stories: ceil(stories / FULL)),
    "related stories are those that editors named, and no others are looked for",
)
HUGO_RELATED = HUGO._replace(
    name="hugo-related",
    write=_hugo_related,
    notes="looks for related stories, too: by tags, countries and month",
)
PELICAN = Program(
    "pelican",
    others.write_pelican,
    others.pelican,
    lambda: (*others.pelican()[:3], "--help"),
    ("public", "cache", "__pycache__"),
    "theme/templates/article.html",
    "content/notice.txt",
    Promise(lambda stories: ceil(stories / FULL), kinds=("authors", "tags"), anchors=False),
    "less: no countries, no related stories but named ones, no structured data; keeps a cache",
    forgets=False,
    missing=others.pelican_missing,
)
ELEVENTY = Program(
    "eleventy",
    others.write_eleventy,
    others.eleventy,
    lambda: (*others.eleventy()[:2], "--help"),
    ("public",),
    "_includes/article.njk",
    "notice.txt",
    Promise(lambda stories: ceil(stories / FULL), anchors=False),
    "less: no contents, no structured data, no related stories but named ones; links between "
    "stories are written as addresses, nothing looks them up",
    missing=others.eleventy_missing,
)
PEERS = {it.name: it for it in (HUGO, HUGO_RELATED, PELICAN, ELEVENTY)}
