"""The generators that are measured: how each builds, and what its site looks like from outside."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import others, peer
from tests.benchmarks.check import Promise
from tests.benchmarks.measure import Cost, measure
from tests.benchmarks.newspaper import FULL, NOW

ROOT = Path(__file__).parents[2]

EQUAL = """\
search = { enabled = false }
feeds = { formats = ["rss"], of = ["section"] }
"""
"""What makes our work equal to Hugo's, at the top of site.toml."""


class Build(NamedTuple):
    """One build: what it cost, and what it reports of itself."""

    cost: Cost
    report: dict[str, Any]


class Program(NamedTuple):
    """A generator.

    `write(root, newspaper, files)` writes its site into the folder `root` and returns its articles'
    files in the order of `files`; `template` is that of articles, below `root`. It is left out if
    `missing()` says why.
    """

    name: str
    write: Callable[[Path, Path, Sequence[Path]], list[Path]]
    command: Callable[[], tuple[str, ...]]
    help: Callable[[], tuple[str, ...]]
    leaves: tuple[str, ...]
    headline: str
    template: str
    promise: Promise
    notes: str
    missing: Callable[[], str] = lambda: ""


class Site(NamedTuple):
    """A newspaper on the disk, for one program; `files` are its articles, oldest first."""

    program: Program
    root: Path
    files: list[Path]

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


def settle(root: Path, settings: str) -> None:
    """Put settings at the top of our site.toml, instead of those put there before."""
    config = root / "content" / "site.toml"
    text = config.read_text("utf-8")
    config.write_text(settings + text[text.index("title =") :], "utf-8")


def _ours(root: Path, newspaper: Path, files: Sequence[Path]) -> list[Path]:
    """Give the newspaper, which is ours already, a template of its own to be edited."""
    if root != newspaper:
        raise ValueError(f"{root} is not {newspaper}")
    settle(root, EQUAL)
    (root / "templates").mkdir()
    shutil.copy(ROOT / "templates/article.html", root / "templates")
    return list(files)


def _hugo_related(root: Path, newspaper: Path, files: Sequence[Path]) -> list[Path]:
    return peer.write_peer(root, newspaper, files, related=True)


def _sitegen(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "sitegen", *arguments)


SITEGEN = Program(
    "sitegen",
    _ours,
    lambda: _sitegen("build", "--now", NOW, "--format", "json"),
    lambda: _sitegen("--help"),
    (".sitegen", "public"),
    "headline",
    "templates/article.html",
    Promise(lambda stories: max(1, stories // FULL)),
    "switched off: search, Atom, JSON Feed, feeds of countries, tags and authors. "
    "More than Hugo: finds related stories; months, overviews, sitemaps by year and of news, "
    "rules for hosts; checks front matter, outlines, anchors and links; sanitises HTML",
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
    "title",
    "layouts/page.html",
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
    "title",
    "theme/templates/article.html",
    Promise(lambda stories: ceil(stories / FULL), kinds=("authors", "tags"), anchors=False),
    "less: no countries, no related stories but named ones, no structured data; keeps a cache",
    others.pelican_missing,
)
ELEVENTY = Program(
    "eleventy",
    others.write_eleventy,
    others.eleventy,
    lambda: (*others.eleventy()[:2], "--help"),
    ("public",),
    "title",
    "_includes/article.njk",
    Promise(lambda stories: ceil(stories / FULL), anchors=False),
    "less: no contents, no structured data, no related stories but named ones; links between "
    "stories are written as addresses, nothing looks them up",
    others.eleventy_missing,
)
PEERS = {it.name: it for it in (HUGO, HUGO_RELATED, PELICAN, ELEVENTY)}
