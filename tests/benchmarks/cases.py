"""States that a site is in before a build, and edits as editors make them.

Each `prepare(site, run)` brings a site there that was built before, with all that earlier runs
(counted from 0) did to it, and returns what the build must show for it. An edit is made of the
article as our editors wrote it, and each program has its own version of that: see `Site.put`.
"""

import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.articles import address_in, value_of, values_of, with_value
from tests.benchmarks.measure import CommandFailed
from tests.benchmarks.newspaper import SECTIONS
from tests.benchmarks.programs import Site

ADDED = "2026-02-01"
"""The day of added articles: after all others, and before the clock of the builds."""

FRONT = "index.html"
MINUTE = "%Y-%m-%d %H:%M"


class Sign(NamedTuple):
    """A text that a page has after a build, or has no more if `gone`: then the edit has arrived."""

    page: Path
    text: str
    gone: bool = False


def ready(_site: Site, _runs: int) -> bool:
    """Say that a site is ready as it is."""
    return False


class Case(NamedTuple):
    """What a build finds.

    `arrange(site, runs)` puts there what the edits of so many runs are of, and says whether there
    is something to be built first. A case that is `ours` is no edit for other programs: they build
    their site as it is.
    """

    name: str
    what: str
    prepare: Callable[[Site, int], Sign | None]
    arrange: Callable[[Site, int], bool] = ready
    ours: bool = False


def forget(site: Site, _run: int) -> Sign:
    site.forget()
    return Sign(site.public / FRONT, "<html")


def empty(site: Site, _run: int) -> Sign:
    shutil.rmtree(site.public)
    return Sign(site.public / FRONT, "<html")


def leave(_site: Site, _run: int) -> None:
    pass


def mistype(site: Site, run: int) -> Sign:
    """Replace the first word of the text that has a blank on either side."""
    pattern, text = r"(?s)\A(.*?\n\n.*? )[^\W\d_]+\d*(?= )", site.texts[site.newest]
    changed, times = re.subn(pattern, rf"\g<1>corrected{run}", text, count=1)
    if not times:
        raise LookupError(f"{site.newest} has no word")
    site.put(site.newest, changed)
    return Sign(page_in(site, site.newest), f"corrected{run}")


def rename(site: Site, run: int) -> Sign:
    _front(site, "headline", f"Another headline {run}")
    return Sign(page_in(site, site.newest), f"Another headline {run}")


def add(site: Site, run: int) -> Sign:
    name, text = _new(run), site.texts[site.newest]
    values = {"headline": f"A new story {run}", "date": f"{ADDED} 09:{run % 60:02}", "updated": ""}
    for key, value in values.items():
        text = with_value(text, key, value)
    site.put(name, text)
    return Sign(page_in(site, name), f"A new story {run}")


def bring(site: Site, runs: int) -> bool:
    """Add the articles that are to be deleted, so far as they are not there."""
    missing = [run for run in range(runs) if _new(run) not in site.texts]
    for run in missing:
        add(site, run)
    return bool(missing)


def delete(site: Site, run: int) -> Sign:
    """Delete an added story: nobody links to it. Not every program deletes its page."""
    address = address_in(_new(run), site.texts[_new(run)])
    site.drop(_new(run))
    return Sign(site.public / FRONT, address, gone=True)


def redate(site: Site, run: int) -> Sign:
    """Let a story be two days older, within its month: others come before it."""
    before = datetime.strptime(value_of(site.texts[site.newest], "date"), MINUTE)  # noqa: DTZ007
    date = before - timedelta(days=min(2, before.day - 1))
    date = date.replace(minute=(before.minute + 1 + run) % 60)
    _front(site, "date", f"{date:{MINUTE}}")
    return Sign(page_in(site, site.newest), f"{date:%Y-%m-%dT%H:%M}")


def retag(site: Site, run: int) -> Sign:
    """Give a story the tag of another instead of its last one."""
    text = site.texts[site.newest]
    own = values_of(text, "tags")
    others = (it for text in site.texts.values() for it in values_of(text, "tags"))
    unused = [it for it in dict.fromkeys(others) if it not in own]
    tag = unused[run % len(unused)]
    _front(site, "tags", f"[{', '.join((*own[:-1], tag))}]")
    return Sign(site.public / "tags" / tag / FRONT, address_in(site.newest, text))


def move(site: Site, _run: int) -> Sign:
    """Move a story to the next section."""
    ids = [it.lower() for it in SECTIONS]
    text = site.texts[site.newest]
    section = ids[(ids.index(value_of(text, "section")) + 1) % len(ids)]
    _front(site, "section", section)
    return Sign(site.public / section / FRONT, address_in(site.newest, text))


def relate(site: Site, run: int) -> Sign:
    """Name one of the oldest stories as related."""
    other = site.files[run % len(site.files)]
    _front(site, "related", f"[{other.stem}]")
    address = address_in(other.stem, other.read_text("utf-8"))
    return Sign(page_in(site, site.newest), address)


def publish(site: Site, run: int) -> Sign:
    """Change a file that is published as it stands, and that no page shows."""
    file = site.root / site.program.static
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"Notice {run}.\n", "utf-8")
    return Sign(site.public / "notice.txt", f"Notice {run}.")


def redesign(site: Site, run: int) -> Sign:
    template = site.root / site.program.template
    text = template.read_text("utf-8")
    design = f'<article data-design="{run}"'
    changed, times = re.subn(r"<article\b( data-design=\"\d+\")?", design, text, count=1)
    if not times:
        raise LookupError(f"{template} has no article")
    template.write_text(changed, "utf-8")
    return Sign(page_in(site, site.newest), design)


def look(sign: Sign | None) -> None:
    """Raise `CommandFailed` if the page does not show what it must."""
    if sign is None:
        return
    text = sign.page.read_text("utf-8") if sign.page.exists() else None
    if text is None or (sign.text in text) is sign.gone:
        fault = "still shows" if text and sign.gone else "does not show"
        raise CommandFailed(f"{sign.page} {fault} {sign.text}")


def page_in(site: Site, name: str) -> Path:
    """Return the page of an article."""
    return site.public / address_in(name, site.texts[name])[1:] / FRONT


def _front(site: Site, key: str, value: str) -> None:
    """Give the newest article another value in its front matter."""
    site.put(site.newest, with_value(site.texts[site.newest], key, value))


def _new(run: int) -> str:
    return f"new-story-{run}"


ONE_STORY = (
    Case("edit", "a word in the body of the newest article", mistype),
    Case("headline", "the headline of the newest article", rename),
    Case("add", "an article is added", add),
    Case("delete", "an added article is deleted", delete, bring),
    Case("redate", "the newest article gets an older date: others go before it", redate),
    Case("retag", "the newest article gets another tag for one that it had", retag),
    Case("move", "the newest article moves to another section", move),
    Case("related", "the newest article names one of the oldest as related", relate),
)
"""Edits of one story."""

CASES = (
    Case("cold", "nothing was ever built", forget),
    Case("kept", "the site is gone, and what builds remember is there", empty),
    Case("nothing", "nothing has changed", leave),
    *ONE_STORY,
    Case("static", "a static file that no page shows", publish),
    Case("template", "the template of all articles", redesign),
)
"""In this order: what is added is deleted."""
