"""States that a site is in before a build, and edits as editors make them.

Each `prepare(site, run)` brings a site there that was built before, with all that earlier runs
(counted from 0) did to it, and returns what the build must show for it.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.check import page_of
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.programs import Site

ADDED = "2026/02"
"""The month of added articles: after all others, and before the clock of the builds."""


class Sign(NamedTuple):
    """A text that a page must have after a build: then the edit has arrived."""

    page: Path
    text: str


class Case(NamedTuple):
    """What a build finds."""

    name: str
    what: str
    prepare: Callable[[Site, int], Sign | None]


def forget(site: Site, _run: int) -> None:
    site.forget()


def leave(_site: Site, _run: int) -> None:
    pass


def mistype(site: Site, run: int) -> Sign:
    """Replace the first word of the text that has a blank on either side."""
    _replace(site.files[-1], r"(?s)\A(.*?\n\n.*? )[^\W\d_]+\d*(?= )", rf"\g<1>corrected{run}")
    return Sign(_page(site, site.files[-1]), f"corrected{run}")


def rename(site: Site, run: int) -> Sign:
    key = site.program.headline
    _replace(site.files[-1], rf"(?m)^{key}: .*", f"{key}: Another headline {run}")
    return Sign(_page(site, site.files[-1]), f"Another headline {run}")


def add(site: Site, run: int) -> Sign:
    newest = site.files[-1]
    story = newest.parents[2] / ADDED / f"new-story-{run}.md"
    story.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(newest, story)
    key = site.program.headline
    _replace(story, rf"(?m)^{key}: .*", f"{key}: A new story {run}")
    time = rf"\g<1>2026-02-01\g<2>09:{run % 60:02}:00"
    _replace(story, r"(?m)^(date: \D?)[\d-]+([ T])[\d:]+", time)
    _replace(story, r"(?m)^((?:updated|lastmod|modified): .*\n)?authors:", "authors:")
    return Sign(_page(site, story), f"A new story {run}")


def redesign(site: Site, run: int) -> Sign:
    template = site.root / site.program.template
    _replace(template, r"<article( data-design=\"\d+\")?>", f'<article data-design="{run}">')
    return Sign(_page(site, site.files[0]), f'<article data-design="{run}">')


CASES = (
    Case("cold", "nothing was ever built", forget),
    Case("nothing", "nothing has changed", leave),
    Case("edit", "a word in the body of the newest article", mistype),
    Case("headline", "the headline of the newest article", rename),
    Case("add", "an article is added", add),
    Case("template", "the template of all articles", redesign),
)


def look(sign: Sign | None) -> None:
    """Raise `CommandFailed` if the page does not show what it must."""
    if sign and not (sign.page.exists() and sign.text in sign.page.read_text("utf-8")):
        raise CommandFailed(f"{sign.page} does not show {sign.text}")


def _page(site: Site, file: Path) -> Path:
    return page_of(site.root / "public", file)


def _replace(file: Path, pattern: str, text: str) -> None:
    changed, times = re.subn(pattern, text, file.read_text("utf-8"), count=1)
    if not times:
        raise LookupError(f"{file} has no {pattern}")
    file.write_text(changed, "utf-8")
