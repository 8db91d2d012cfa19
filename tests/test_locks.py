"""Commands at the same time: one works, one waits, and no end of either leaves a lock behind."""

import fcntl
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest

from sitegen.pipeline.output import locks
from tests.meddling import meddled
from tests.newsroom import NOW, Newsroom, article
from tests.warm import Warm

Make = Callable[..., Newsroom]

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom({"content/articles/one.md": article("One")})


class Building(NamedTuple):
    """A build at work in a process of its own, and what it says on stderr."""

    process: Warm
    said: TextIO

    def ended(self) -> tuple[int, str]:
        """Wait until it ends; return its status, and what it said since somebody read of it."""
        said = self.said.read()
        return self.process.wait(), said


@contextmanager
def building(site: Newsroom) -> Iterator[Building]:
    words = ("build", "--root", str(site.root), "--now", NOW)
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as said:  # noqa: PTH123
        with open(writing, "wb") as pipe:  # noqa: PTH123
            process = Warm(*words, cwd=PROJECT, stderr=pipe)
        with process.stdout:
            try:
                yield Building(process, said)
            finally:
                process.kill()
                process.wait()


@contextmanager
def locked(folder: Path, name: str = "lock") -> Iterator[int]:
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def test_two_builds_at_once_leave_what_one_leaves(site: Newsroom) -> None:
    with building(site) as first, building(site) as second:
        assert [it.ended()[0] for it in (first, second)] == [0, 0]
    assert site.tree() == site.clean_tree()


WAITING = "another build is at work on this site: waiting for it to end\n"


def test_a_build_waits_for_another_and_says_so(site: Newsroom) -> None:
    with locked(site.root / ".sitegen") as lock, building(site) as build:
        assert build.said.readline() == WAITING
        assert not site.output.exists()
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert build.ended() == (0, "")
    assert site.tree() == site.clean_tree()


def test_a_build_that_waits_can_be_stopped(site: Newsroom) -> None:
    with locked(site.root / ".sitegen"), building(site) as build:
        assert build.said.readline() == WAITING
        build.process.send_signal(signal.SIGINT)
        assert build.ended() == (130, "stopped\n")
    assert not site.output.exists()


def test_who_waits_makes_no_call_in_which_a_signal_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that came just before such a call would be heard when it ends, which may be never."""
    asked: list[int] = []

    def flock(handle: int, operation: int) -> None:
        asked.append(operation)
        real(handle, operation)

    with locked(tmp_path) as lock:
        real = fcntl.flock
        monkeypatch.setattr(fcntl, "flock", flock)
        with locks.locked(tmp_path, lambda _: real(lock, fcntl.LOCK_UN), "it"):
            pass
    assert len(asked) > 1
    assert all(it & fcntl.LOCK_NB for it in asked)


def test_at_most_one_build_waits(site: Newsroom) -> None:
    with locked(site.root / ".sitegen") as lock, building(site) as second:
        assert second.said.readline() == WAITING
        for command in (["build"], ["check"], ["clean"]):
            result = site.run(*command)
            assert result.exit_code == 75
            assert result.stderr.startswith(
                "sitegen: error: another build is at work on this site, and one more waits"
                " for it already\n    hint: "
            )
        told = json.loads(site.run("build", "--format", "json").stdout)
        assert "one more waits" in told["problems"][0]["message"]
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert second.ended() == (0, "")
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_build_that_waits_for_a_clean_lives(site: Newsroom, *, by_hand: bool) -> None:
    """It lives even if somebody removes the lock by hand."""
    site.build()
    with locked(site.root / ".sitegen") as lock, building(site) as build:
        assert build.said.readline() == WAITING
        if by_hand:
            shutil.rmtree(site.output)
            (site.root / ".sitegen").rename(site.root / "gone")
        else:
            with pytest.MonkeyPatch.context() as patch:  # this process has the lock already
                patch.setattr(fcntl, "flock", lambda *_: None)
                assert site.run("clean").exit_code == 0
            assert {it.name for it in (site.root / ".sitegen").iterdir()} == {"lock", "queue"}
            assert not site.output.exists()
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert build.ended() == (0, "")
    assert site.tree() == site.clean_tree()


def test_the_lock_of_a_killed_build_is_free(site: Newsroom) -> None:
    ended = meddled(site, ("open", "one.md", 1), "os.kill(PARENT, signal.SIGKILL)")
    assert ended.returncode == -signal.SIGKILL
    assert (site.root / ".sitegen/lock").exists()
    assert site.build().tree() == site.clean_tree()


NO_LOCKS = """
import errno, fcntl, os
def flock(*_): raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = flock
"""


def test_a_file_system_without_locks_is_told_and_stops_no_build(site: Newsroom) -> None:
    ended = meddled(site, ("any", "never", 1), "", before=NO_LOCKS)
    assert (ended.returncode, ended.stderr) == (
        0,
        "this file system knows no locks: see to it that nothing else works on this site\n",
    )
    assert site.tree() == site.clean_tree()


# A build that runs into a folder that its server has forgotten (NFS) says so.
STALE = "raise OSError(116, 'Stale file handle', path)"


@pytest.mark.skipif(sys.platform != "linux", reason="the number is that of Linux")
@pytest.mark.parametrize("place", [("open", "one.md", 1), ("os.rename", "index.html", 1)])
def test_a_folder_that_its_server_has_forgotten_is_told(
    site: Newsroom, place: tuple[str, str, int]
) -> None:
    ended = meddled(site, place, STALE)
    assert ended.returncode == 1
    assert "stale file handle" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert site.build().tree() == site.clean_tree()
