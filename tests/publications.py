"""What tests of publishing share: a paper that is a few files, and a reader of what is out."""

import os
import pickle
import re
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import read_config
from sitegen.errors import SiteError
from sitegen.pipeline import order as pipeline
from sitegen.pipeline.output.manifest import PUBLIC_MARK, Manifest
from sitegen.publishing.plan import Plan
from sitegen.publishing.publish import Returned, Wish, publish, roll_back
from sitegen.publishing.target import Target
from sitegen.statcache import digest_of
from tests.newsroom import SITE
from tests.warm import ran

PUBLISH = """
import pickle, sys
with open(sys.argv[1], "rb") as kept:
    paper, place = pickle.load(kept)
paper.publish(place.target())
"""

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CONFIG = read_config(f'{SITE}\n[publish.live]\nfolder = "srv"\n'.encode(), "content/site.toml")

STYLE = "assets/site.0a1b2c3d4e.css"
NEXT_STYLE = "assets/site.5a6b7c8d9e.css"


def page(text: str, style: str = STYLE) -> str:
    """Return a page that needs a stylesheet."""
    return f'<!doctype html><link rel="stylesheet" href="/{style}"><p>{text}</p>'


FIRST = {
    STYLE: "p { color: black }",
    "index.html": page("Front"),
    "2026/03/one/index.html": page("One"),
    "asia/index.html": page("Asia"),
    "feed.xml": "<rss/>",
    "sitemap.xml": "<urlset/>",
}
SECOND = {
    **{path: text.replace(STYLE, NEXT_STYLE) for path, text in FIRST.items() if path != STYLE},
    NEXT_STYLE: "p { color: navy }",
    "2026/03/two/index.html": page("Two", NEXT_STYLE),
}


class Quiet:
    """Is told how far things are, and remembers what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.stages: list[str] = []

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Note a stage."""
        del total
        self.stages.append(name)
        yield lambda: None

    def notice(self, text: str) -> None:
        """Note what was said."""
        self.said.append(text)


class Deadly(Quiet):
    """Kills its process when a stage begins."""

    def __init__(self, stage: str) -> None:
        super().__init__()
        self.at = stage

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Note a stage, or die."""
        if name == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        with super().stage(name, total) as step:
            yield step


class Paper:
    """A built site of a few files, which is written anew for each release: one a day."""

    def __init__(self, root: Path) -> None:
        self.order = pipeline.Order(root=root, now=NOON)
        self.folder = root / "public"
        self.reporter: Quiet = Quiet()
        self.config = CONFIG
        self.clock = NOON
        self.between = timedelta(days=1)

    def write(self, files: Mapping[str, str], *, at: int | None = None) -> None:
        """Be a site of exactly these files, as if all were written at a second."""
        self.folder.mkdir(parents=True, exist_ok=True)
        manifest = Manifest(self.folder, PUBLIC_MARK, self.folder / ".sitegen-waiting")
        for path in (manifest.read() or {}).keys() - files.keys():
            (self.folder / path).unlink()
            with suppress(OSError):
                (self.folder / path).parent.rmdir()
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            if at is not None:
                os.utime(file, (at, at))
        manifest.write({path: digest_of(text.encode()).hex() for path, text in files.items()})

    def publish(self, target: Target, files: Mapping[str, str] | None = None, **wish: Any) -> Plan:
        """Publish these files."""
        if files is not None:
            self.write(files)
        asked = Wish(**{"target": "live", "now": self.clock, "force": True, **wish})
        self.clock += self.between
        return publish(self.order, self.config, target, asked, self.reporter).plan

    def refusal(self, target: Target) -> str:
        """Return the one line that is said if a site cannot be published."""
        with pytest.raises(SiteError) as raised:
            self.publish(target, FIRST)
        [problem] = raised.value.problems
        assert problem.hint
        return problem.message

    def is_killed_at(
        self, stage: str, place: Any, files: Mapping[str, str], *, at: int | None = None
    ) -> bool:
        """Publish these files in a process of its own, which is killed when a stage begins."""
        self.write(files, at=at)
        self.reporter = Deadly(stage)
        kept = self.folder.with_name("killed.pickle")
        kept.write_bytes(pickle.dumps((self, place)))
        ended = ran(PUBLISH, str(kept))
        self.reporter = Quiet()
        return ended.returncode == -signal.SIGKILL

    def roll_back(self, target: Target, wanted: int | None = None, **wish: Any) -> Returned:
        """Go back to a release."""
        asked = Wish(**{"target": "live", "now": NOON, **wish})
        return roll_back(self.order, target, asked, wanted, self.reporter)


def texts(folder: Path) -> dict[str, str]:
    """Return every file below a folder by path."""
    return {
        it.relative_to(folder).as_posix(): it.read_text("utf-8", "surrogateescape")
        for it in folder.rglob("*")
        if it.is_file()
    }


def needed_by(there: Mapping[str, str]) -> set[str]:
    """Return all that the pages among some files need."""
    every = "".join(text for path, text in there.items() if path.endswith(".html"))
    return set(re.findall(r'href="/([^"]+)"', every))
