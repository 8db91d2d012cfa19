"""What is promised of every place that a site is published to, whatever its kind."""

import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.errors import SiteError
from sitegen.publishing.targets.repository import Repository
from sitegen.publishing.targets.server import Server
from tests.places import (
    Host,
    OfBucket,
    OfFolder,
    OfRepository,
    OfServer,
    Place,
    needs_ssh,
    quick_store,
    ssh_host,
)
from tests.publications import FIRST, NEXT_STYLE, SECOND, STYLE, Paper, needed_by, page

QUICK = ["folder", "bucket", "repository"]
KINDS = [*QUICK, pytest.param("server", marks=needs_ssh)]
"""Connections take their time: of a server is tried what differs there."""


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with ssh_host(tmp_path_factory.mktemp("ssh")) as running:
        yield running


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quick_store(tmp_path_factory.mktemp("store")) as endpoint:
        yield endpoint


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: dict[str, Callable[[], Place]] = {
        "folder": lambda: OfFolder(tmp_path / "srv"),
        "bucket": lambda: OfBucket(tmp_path.name, request.getfixturevalue("store")),
        "repository": lambda: OfRepository(tmp_path),
        "server": lambda: OfServer(tmp_path / "srv", request.getfixturevalue("host")),
    }
    return made[request.param]()


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def test_readers_have_what_was_built(paper: Paper, place: Place) -> None:
    paper.publish(place.target(), FIRST)
    assert place.out() == FIRST
    paper.write(SECOND, at=1_780_000_000)
    paper.publish(place.target())
    assert place.out() == {**SECOND, STYLE: FIRST[STYLE]}
    # Of the same length, and of the same second.
    paper.write({**SECOND, "feed.xml": "<RSS/>"}, at=1_780_000_000)
    paper.publish(place.target())
    # Where there is one place for all releases, what has its content in its name stays longer.
    kept = {} if place.target().is_whole else {STYLE: FIRST[STYLE]}
    assert place.out() == {**SECOND, **kept, "feed.xml": "<RSS/>"}
    assert place.target().standing().last == 3


@pytest.mark.parametrize("place", [KINDS[0], *KINDS[2:]], indirect=True)
def test_a_file_takes_the_place_of_a_folder_and_back(paper: Paper, place: Place) -> None:
    other = {path: it for path, it in FIRST.items() if not path.startswith("asia/")}
    for files in (FIRST, {**other, "asia": "a file"}, FIRST):
        paper.publish(place.target(), files)
        assert place.out() == files


@pytest.mark.parametrize("place", QUICK, indirect=True)
def test_dry_or_not_the_same_is_listed_and_dry_nothing_is_written(
    paper: Paper, place: Place
) -> None:
    for files, before in ((FIRST, {}), (SECOND, FIRST)):
        dry = paper.publish(place.target(), files, dry=True)
        assert place.out() == before
        assert list(dry.operations) == list(paper.publish(place.target()).operations)


@pytest.mark.parametrize("place", QUICK, indirect=True)
def test_readers_go_back_and_forth(paper: Paper, place: Place) -> None:
    for number in range(1, 6):
        paper.publish(place.target(), {**FIRST, "index.html": page(f"{number}")})
    assert paper.roll_back(place.target()).now.number == 4
    assert place.out() == {**FIRST, "index.html": page("4")}
    assert paper.roll_back(place.target(), 2, dry=True).before.number == 4
    assert paper.roll_back(place.target(), 5).before.number == 4
    assert place.out() == {**FIRST, "index.html": page("5")}
    with pytest.raises(SiteError, match=r"no release 1(?s:.)*there are 4, 3, 2"):
        paper.roll_back(place.target(), 1)


@pytest.mark.parametrize("place", QUICK, indirect=True)
def test_what_was_gone_back_from_is_followed_by_a_release_of_its_own(
    paper: Paper, place: Place
) -> None:
    for files in (FIRST, SECOND):
        paper.publish(place.target(), files)
    paper.roll_back(place.target())
    assert {path: it for path, it in place.out().items() if path in FIRST} == FIRST
    assert paper.publish(place.target(), SECOND).release.number == 3
    assert {path: it for path, it in place.out().items() if path in SECOND} == SECOND


@pytest.mark.parametrize("place", QUICK, indirect=True)
def test_nobody_goes_back_to_what_was_withdrawn(paper: Paper, place: Place) -> None:
    paper.publish(place.target(), SECOND)
    paper.publish(place.target(), {path: it for path, it in SECOND.items() if "two" not in path})
    with pytest.raises(SiteError, match=r"withdrawn since: `2026/03/two/index\.html`|no earlier"):
        paper.roll_back(place.target())


def test_what_drifted_is_found_and_mended(paper: Paper, place: Place) -> None:
    paper.publish(place.target(), FIRST)
    place.meddle("index.html", "defaced")
    place.meddle("feed.xml", None)
    place.meddle("shell.php", "<?php")
    assert paper.publish(place.target()).is_idle
    plan = paper.publish(place.target(), verify=True)
    assert [str(it) for it in plan.operations] == [
        "write  feed.xml",
        "write  index.html",
        "remove shell.php",
    ]
    assert place.out() == FIRST


@pytest.mark.parametrize("place", QUICK, indirect=True)
def test_a_file_that_is_not_as_it_was_built_stops_everything(paper: Paper, place: Place) -> None:
    paper.publish(place.target(), FIRST)
    paper.write(SECOND)
    (paper.folder / "index.html").write_text("edited by hand", "utf-8")
    with pytest.raises(SiteError, match=r"`index\.html` is not as the build left it"):
        paper.publish(place.target())
    assert place.out()["index.html"] == FIRST["index.html"]


def test_of_a_branch_no_file_is_fetched_that_nobody_asks_for(paper: Paper, tmp_path: Path) -> None:
    """As from a host that lets Git choose: a machine that was never there before publishes."""
    place = OfRepository(tmp_path)
    allowed = ["config", "uploadpack.allowFilter", "true"]
    subprocess.run(["git", "-C", str(place.remote), *allowed], check=True)
    rng = random.Random(1)  # noqa: S311 - what Git cannot pack
    large: dict[str, str] = {}
    for number in range(5):
        large = {"large.txt": rng.randbytes(50_000).hex()}
        paper.publish(place.target(), {**FIRST, **large, "index.html": page(f"{number}")})
    place.cache = tmp_path / "new.git"
    paper.publish(place.target(), {**FIRST, **large, "index.html": page("Anew")})
    assert sum(it.stat().st_size for it in place.cache.rglob("*") if it.is_file()) < 50_000
    assert place.out() == {**FIRST, **large, "index.html": page("Anew")}
    paper.roll_back(place.target(), 5)
    assert place.target().standing().is_rolled_back
    assert place.out()["index.html"] == page("4")
    place.meddle("feed.xml", "defaced")
    assert [*paper.publish(place.target(), verify=True).written] == ["feed.xml", "index.html"]
    assert place.out()["index.html"] == page("Anew")


def test_a_host_that_refuses_a_branch_is_not_taken_for_somebody_else(
    paper: Paper, tmp_path: Path
) -> None:
    place = OfRepository(tmp_path)
    hook = place.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'The branch is protected.' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(SiteError, match=r"hook declined: The branch is protected\.(?s:.)*may push"):
        paper.publish(place.target(), FIRST)
    hook.unlink()
    paper.publish(place.target(), FIRST)
    git = ["git", "-C", str(place.remote)]
    subprocess.run([*git, "symbolic-ref", "HEAD", "refs/heads/gh-pages"], check=True)
    subprocess.run([*git, "config", "core.bare", "false"], check=True)
    with pytest.raises(SiteError, match=r"is currently checked out(?s:.)*a bare repository"):
        paper.publish(place.target(), SECOND)
    subprocess.run([*git, "config", "core.bare", "true"], check=True)
    assert place.out() == FIRST


def test_programs_that_are_missing_are_named(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    server = Server("host.invalid:/srv/paper", "")
    branch = Repository(str(tmp_path / "there.git"), "gh-pages", tmp_path / "cache.git")
    for target, program, package in ((server, "ssh", "openssh-client"), (branch, "git", "git")):
        told = rf"`{program}` is not installed(?s:.)*apt install {package}"
        with pytest.raises(SiteError, match=told):
            paper.publish(target, FIRST)


def test_names_in_any_script_arrive(paper: Paper, place: Place) -> None:
    files = {**FIRST, "tags/été & co/#1 100%/index.html": page("É"), "тег/index.html": page("Т")}
    paper.publish(place.target(), files)
    assert place.out() == files
    paper.publish(place.target(), FIRST)
    assert place.out() == FIRST


def test_whoever_is_killed_leaves_what_works_and_the_next_one_goes_on(
    paper: Paper, place: Place
) -> None:
    paper.publish(place.target(), FIRST)
    stages = ["files", "switch"] if place.target().is_whole else ["listings", "switch"]
    for stage in stages:
        assert paper.is_killed_at(stage, place, SECOND)
        there = place.out()
        assert needed_by(there) <= there.keys()
        if place.target().is_whole:
            assert there == FIRST
    # What it began with is withdrawn meanwhile.
    paper.publish(place.target(), {**FIRST, "feed.xml": "<RSS/>"})
    kept = {} if place.target().is_whole else {NEXT_STYLE: SECOND[NEXT_STYLE]}
    assert place.out() == {**FIRST, **kept, "feed.xml": "<RSS/>"}
