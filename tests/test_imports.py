"""A build loads what it needs: to load the rest takes longer than many an edit."""

import re
import subprocess
import sys
from collections.abc import Callable

from tests.newsroom import NOW, Newsroom, article

Make = Callable[..., Newsroom]

STORY = "content/articles/a.md"
IDLE = {
    *("PIL", "py_svg_hush", "defusedxml", "xml.sax", "fontTools"),  # pictures
    *("urllib.request", "http.client", "ssl", "asyncio"),  # networks: by the way, with others
    *("starlette", "uvicorn", "watchdog"),  # the preview
    *("lxml", "feedgen", "dateutil"),  # feeds
}
"""What a word has nothing to do with, on a site without pictures and feeds."""


def loaded(site: Newsroom) -> set[str]:
    """Build in a process of its own, and return the names of all that it loads."""
    whole = [sys.executable, "-X", "importtime", "-m", "sitegen", "build"]
    command = [*whole, "--root", str(site.root), "--now", NOW]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(re.findall(r"^import time: .*\| +([\w.]+)$", done.stderr, re.MULTILINE))


def test_an_edit_of_a_word_loads_nothing_that_it_does_not_need(newsroom: Make) -> None:
    site = newsroom({STORY: article(body="Words.")})
    site.edit("content/site.toml", "title =", "feeds = { formats = [] }\ntitle =").build()
    site.edit(STORY, "Words.", "Other words.")
    names = loaded(site)
    assert "sitegen.pages.templates" in names
    assert names & IDLE == set()


NEVER = {
    *("babel", "jinja2", "markdown_it", "yaml", "frontmatter"),
    *("importlib.resources", "tempfile"),  # zoneinfo's way to tzdata
    *("sitegen.languages", "sitegen.figures.maps.drawing", "sitegen.pipeline.publishing"),
}
"""What only a build with something to do needs."""


def test_a_build_with_nothing_to_do_loads_nothing_that_does_anything(newsroom: Make) -> None:
    site = newsroom({STORY: article(body="Words.")})
    site.build()
    names = loaded(site)
    assert "sitegen.pipeline.ending" in names
    assert names & (IDLE | NEVER) == set()
