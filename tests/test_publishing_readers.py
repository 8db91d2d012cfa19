"""Somebody reads all the time while releases come, are killed and fail: what they see is whole.

`make soak` tries fifty releases of each kind of place, other runs a few.
"""

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest

from sitegen.errors import SiteError
from sitegen.publishing.groups import GROUPS
from tests.flaky import brittle, flaky
from tests.meddling import LONG
from tests.places import Host, OfBucket, OfFolder, OfServer, Place, needs_ssh, quick_store, ssh_host
from tests.publications import Paper, page

LOOKED_AT = ["index.html", "asia/index.html", "2026/3/index.html"]
RELEASES = 50 if LONG else 5


def edition(number: int) -> dict[str, str]:
    """Return a paper of which everything changes, with a stylesheet of its own."""
    style = f"assets/site.{number:010x}.css"
    pages = {f"2026/{it}/index.html": page(f"{it} of {number}", style) for it in range(8)}
    listing = {"asia/index.html": page(f"Asia of {number}", style)}
    return {
        **pages,
        **listing,
        style: f"/* {number} */",
        "index.html": page(f"front of {number}", style),
        "feed.xml": f"<rss>{number}</rss>",
    }


class Reader:
    """Fetches pages and what they need, until it is stopped."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._stop = Event()
        self._thread = Thread(target=self._read)
        self.fetched = 0
        self.missed: list[str] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        rng = random.Random(7)  # noqa: S311 - the same each time
        while not self._stop.is_set():
            text = self._place.read(
                rng.choice(["index.html", "asia/index.html", "2026/3/index.html"])
            )
            if text is None:
                self.missed.append("a page")
                continue
            [(style, number)] = re.findall(r'href="/([^"]+)".* of (\d+)', text)
            got = self._place.read(style)
            if got != f"/* {number} */":
                self.missed.append(f"{style} of release {number}: {got}")
            self.fetched += 1


@pytest.fixture(params=["folder", "bucket", pytest.param("server", marks=needs_ssh)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "folder":
        yield OfFolder(tmp_path / "srv")
    elif request.param == "server":
        if not LONG:
            pytest.skip("make soak")
        (tmp_path / "ssh").mkdir()
        rng = random.Random(5)  # noqa: S311 - the same each time
        with (
            ssh_host(tmp_path / "ssh") as host,
            brittle(host.port, lambda: rng.choice([rng.randrange(20_000), 0, 0, 0])) as port,
        ):
            options = host.options.replace(f"-p {host.port}", f"-p {port}")
            yield OfServer(tmp_path / "srv", Host(port, options))
    else:
        (tmp_path / "store").mkdir()
        rng = random.Random(5)  # noqa: S311 - the same each time
        with quick_store(tmp_path / "store") as endpoint, flaky(endpoint) as way:
            faults = [(500, "InternalError"), (503, "SlowDown"), (0, "")]
            way.fault = lambda _, __: rng.choice(faults) if rng.random() < 0.05 else None
            yield OfBucket("prefix", way.address, readers=endpoint)


def test_readers_see_whole_pages_whatever_happens(place: Place, tmp_path: Path) -> None:
    paper = Paper(tmp_path)
    paper.between = timedelta(seconds=1)
    rng = random.Random(3)  # noqa: S311 - the same each time
    paper.publish(place.target(), edition(0))
    stages = ["files", "switch"] if place.target().is_whole else [*GROUPS, "remove", "switch"]
    last = 0
    with Reader(place) as reader:
        for number in range(1, RELEASES + 1):
            if rng.random() < 0.4:
                paper.is_killed_at(rng.choice(stages), place, edition(number))
            else:
                with suppress(SiteError):  # it failed too often: the next one goes on
                    paper.publish(place.target(), edition(number))
            last = number
        for _ in range(20):
            with suppress(SiteError):
                plan = paper.publish(place.target(), edition(last))
                if plan.is_idle:
                    break
    assert reader.missed == []
    assert reader.fetched > RELEASES
    there = place.out()
    assert there.items() >= edition(last).items()
    assert all(path.startswith("assets/") for path in there.keys() - edition(last).keys())
