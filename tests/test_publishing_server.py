"""A server by ssh and rsync: what it says when it does not let us, and who may be there at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from sitegen.config import read_config
from sitegen.errors import ConfigError, SiteError
from sitegen.publishing.target import Busy
from sitegen.publishing.targets.server import Server
from tests.newsroom import SITE
from tests.places import Host, OfServer, needs_ssh, ssh_host
from tests.publications import FIRST, SECOND, Paper, page
from tests.test_machine import small_disk

pytestmark = needs_ssh


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with ssh_host(tmp_path_factory.mktemp("ssh")) as running:
        yield running


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def test_what_does_not_let_us_in_is_said_in_one_line(
    paper: Paper, host: Host, tmp_path: Path
) -> None:
    place = f"127.0.0.1:{tmp_path}/srv"
    nobody = host.options.replace("/key", "/host")  # a key, of which nobody there knows
    assert "Permission denied (publickey" in paper.refusal(Server(place, nobody))
    closed = host.options.replace(f"-p {host.port}", "-p 1")
    assert "Connection refused" in paper.refusal(Server(place, closed))
    assert "Could not resolve" in paper.refusal(Server("nowhere.invalid:/srv", host.options))
    assert not (tmp_path / "srv").exists()


def test_a_server_whose_disk_is_full_keeps_what_it_has(
    paper: Paper, host: Host, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small", "256k"):
        place = OfServer(tmp_path / "small", host)
        paper.publish(place.target(), FIRST)
        # rsync may lose the last words of its other end, as it does once in some hundred times.
        told = r"(?:No space left|connection ended)(?s:.)*release 1 as before"
        with pytest.raises(SiteError, match=told):
            paper.publish(place.target(), {**SECOND, "big.html": page("x" * 300_000)})
        assert place.out() == FIRST


def test_readers_of_a_server_go_back(paper: Paper, host: Host, tmp_path: Path) -> None:
    place = OfServer(tmp_path / "srv", host)
    for files in (FIRST, SECOND):
        paper.publish(place.target(), files)
    assert [it.number for it in place.target().releases()] == [1]
    assert paper.roll_back(place.target()).now.number == 1
    assert place.out() == FIRST
    assert place.target().standing().is_rolled_back


def test_what_a_killed_publisher_left_is_known_by_what_is_in_it(
    paper: Paper, host: Host, tmp_path: Path
) -> None:
    """Of the same length, and of the same second."""
    place, second = OfServer(tmp_path / "srv", host), 1_780_000_000
    assert paper.is_killed_at("switch", place, {**FIRST, "feed.xml": "<rss>1</rss>"}, at=second)
    assert list((tmp_path / "srv/releases").glob(".next-*"))
    paper.write({**FIRST, "feed.xml": "<rss>2</rss>"}, at=second)
    paper.publish(place.target())
    assert place.out()["feed.xml"] == "<rss>2</rss>"
    assert list((tmp_path / "srv/releases").glob(".next-*")) == []


def test_one_at_a_time(host: Host, tmp_path: Path) -> None:
    place = OfServer(tmp_path / "srv", host)
    waits, had = Event(), Event()

    def second() -> None:
        with place.target().claimed(lambda _: waits.set()):
            had.set()

    with ThreadPoolExecutor(1) as pool:
        with place.target().claimed(pytest.fail):
            done = pool.submit(second)
            assert waits.wait(60)
            with pytest.raises(Busy), place.target().claimed(pytest.fail):
                pass
            assert not had.is_set()
        done.result(60)


@pytest.mark.parametrize(
    "table",
    [
        'folder = "/srv"\nserver = "host:/srv"',
        "",
        'server = "-oProxyCommand=x:/srv"',
        'server = "host"',
        'server = "host:/a b"',
        'fodler = "/srv"',
    ],
)
def test_a_place_that_is_none_is_told_with_its_line(table: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_config(f"{SITE}\n[publish.live]\n{table}\n".encode(), "content/site.toml")
    [problem] = raised.value.problems
    assert problem.line >= SITE.count("\n") + 2
    assert problem.hint or "must be a place such as" in problem.message
