"""A power cut loses no more than the last build: what the disk did not keep is found and healed.

What a cut leaves is made by hand: pages whose bytes are zeros and whose size, times and inode are
as the store remembers them, and lists that are empty, torn or gone.
"""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.pipeline.memory.sources import known_files, known_files_fact
from sitegen.pipeline.memory.store import Place, Store, Unkept
from sitegen.pipeline.output import power
from sitegen.statcache import StatCache
from tests.meddling import meddled
from tests.newsroom import NOW, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

PAGE = "2026/03/one/index.html"
MARK = ".sitegen.json"
FILES: dict[str, str | bytes] = {
    "content/articles/one.md": article("One", image="{src: p.jpg, alt: A quay, credit: AFP}"),
    "content/articles/p.jpg": picture(),
    "content/articles/two.md": article("Two"),
}


@pytest.fixture
def boot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Start the machine anew."""
    file = tmp_path / "boot_id"
    monkeypatch.setattr(power, "BOOT_ID", file)

    def start(name: str) -> None:
        file.write_text(f"{name}\n", "ascii")

    start("first")
    return start


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(FILES))


def lose(site: Newsroom, path: str, boot: str = "first") -> None:
    """Leave zeros where a file's bytes were, and let the store remember the stat that it has."""
    file = site.output / path
    data = file.read_bytes()
    with file.open("r+b") as stream:
        stream.write(bytes(len(data)))
    with Store.open(Place(site.root / ".sitegen/public.sqlite", Unkept())) as store:
        seen = StatCache(known_files(store, "outputs", boot))
        digest = bytes.fromhex(json.loads((site.output / MARK).read_bytes())[path])
        seen.record(path, file.stat(), digest)
        much = 2**62  # by this clock everything has been at rest
        known = {**seen.known, **seen.trusted(much)}
        store.put("memo", [known_files_fact("outputs", known, boot)])


@pytest.mark.parametrize("path", [PAGE, "index.html", "feed.xml", "picture"])
def test_zeros_with_the_right_size_and_times_are_found_after_a_restart(
    site: Newsroom, boot: Callable[[str], None], path: str
) -> None:
    whole = site.build().tree()
    path = next(it for it in whole if it.startswith("pictures/")) if path == "picture" else path
    lose(site, path)
    site.build()
    # As long as the machine runs, times are right.
    assert (site.output / path).read_bytes().strip(b"\0") == b""
    lose(site, path)  # what was written just now is not believed for long
    boot("second")
    site.build()
    assert site.rewritten == {path}
    assert site.tree() == whole
    assert site.build().rewritten == set()


def test_outputs_are_read_again_once_after_a_restart(
    site: Newsroom, boot: Callable[[str], None]
) -> None:
    site.build()
    boot("second")
    site.build()
    lose(site, PAGE, "second")  # it is known again
    site.build()
    assert (site.output / PAGE).read_bytes().strip(b"\0") == b""


def test_a_machine_that_tells_of_no_restart_is_believed(
    site: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(power, "BOOT_ID", tmp_path / "none")
    if sys.platform == "darwin":
        pytest.skip("macOS tells in another way")
    assert power.boot() == ""
    whole = site.build().tree()
    assert site.build().tree() == whole


def test_this_machine_tells_one_start_from_another() -> None:
    assert power.boot() == power.boot()
    assert len(power.boot()) in {0, 36}


# What a cut leaves of the lists -------------------------------------------------------------------

LOSSES: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "torn": lambda file: os.truncate(file, file.stat().st_size // 2),
    "gone": Path.unlink,
}


TWO = "content/articles/two.md"


@pytest.fixture(scope="module")
def without_two(shown: Make) -> dict[str, bytes]:
    """Return what the site is once that story is gone."""
    return shown({path: it for path, it in FILES.items() if path != TWO}).tree()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("of", [(0,), (1,), (0, 2), (1, 2), (0, 1)])
def test_lists_that_were_lost_heal_by_what_is_left(
    site: Newsroom, without_two: dict[str, bytes], loss: str, of: tuple[int, ...]
) -> None:
    site.build()
    files = [
        site.output / MARK,
        site.output / f"{MARK}~",
        site.root / ".sitegen/public.sqlite",
    ]
    for number in of:
        LOSSES[loss](files[number])
    site.remove(TWO).build()
    assert site.tree() == without_two


@pytest.mark.parametrize("loss", LOSSES)
def test_if_all_lists_are_lost_a_person_is_told_what_to_do(site: Newsroom, loss: str) -> None:
    site.build()
    for file in (site.output / MARK, site.output / f"{MARK}~"):
        LOSSES[loss](file)
    LOSSES[loss](site.root / ".sitegen/public.sqlite")
    said = site.fail()
    if loss == "gone":
        assert "the output folder holds files that sitegen did not write" in said
    else:
        assert "the output folder has a manifest that cannot be read, .sitegen.json" in said
        assert "hint: remove all that is in public, and build again" in said
    shutil.rmtree(site.output)
    assert site.build().tree() == site.clean_tree()


def test_a_folder_without_lists_that_holds_one_other_file_is_not_ours(site: Newsroom) -> None:
    site.build()
    (site.output / MARK).unlink()
    (site.output / f"{MARK}~").unlink()
    (site.output / "mine.txt").write_text("mine", "utf-8")
    assert "holds files that sitegen did not write" in site.fail()
    (site.output / "mine.txt").unlink()
    (site.output / PAGE).write_text("mine", "utf-8")
    assert "holds files that sitegen did not write" in site.fail()


def test_the_second_list_is_that_of_before_while_files_are_moved_and_the_same_in_the_end(
    site: Newsroom,
) -> None:
    site.build()
    site.write({"content/articles/three.md": article("Three")})
    kill = "os.kill(PARENT, 9)"
    ended = meddled(site, ("os.rename", "index.html", 1), kill)
    assert ended.returncode == -9
    for name in (MARK, f"{MARK}~"):
        listed = json.loads((site.output / name).read_bytes())
        assert {PAGE, "2026/03/three/index.html"} <= listed.keys()
    (site.output / MARK).write_bytes(b"")
    site.remove("content/articles/three.md").build()
    assert (site.output / MARK).read_bytes() == (site.output / f"{MARK}~").read_bytes()
    assert site.tree() == site.clean_tree()


# When the disk is asked --------------------------------------------------------------------------

NOTED = """
import os
import sitegen.pipeline.output.folder as output, sitegen.pipeline.memory.store as stores
def note(text):
    with open("said", "a") as file: file.write(text + chr(10))
write_out, put, replace = output.write_out, stores.Store.put_together, os.replace
def asked(folder):
    note("write out")
    write_out(folder)
def kept(self, facts, gone=None):
    facts = {kind: list(some) for kind, some in facts.items()}
    if any(key == b"outputs" for some in facts.values() for key, _ in some): note("trust")
    put(self, facts, gone)
def moved(source, target):
    if ".sitegen" not in os.path.relpath(target):
        note("move")
    replace(source, target)
output.write_out, stores.Store.put_together, os.replace = asked, kept, moved
"""


def steps(site: Newsroom) -> list[str]:
    """Build, and return what was done in which order, each kind once in a row."""
    (site.root / "said").write_text("", "utf-8")
    ended = meddled(site, ("any", "never", 1), "", before=NOTED)
    assert ended.returncode == 0, ended.stderr
    said = (site.root / "said").read_text("utf-8").split("\n")[:-1]
    return [it for at, it in enumerate(said) if not at or said[at - 1] != it]


def test_the_disk_has_all_before_the_first_move_and_before_outputs_are_trusted(
    site: Newsroom,
) -> None:
    assert steps(site) == ["write out", "move", "write out", "trust"]
    site.edit("content/articles/one.md", "Some words", "Other words")
    assert steps(site) == ["write out", "move", "write out", "trust"]
    site.remove("content/articles/two.md")
    assert steps(site)[-3:] == ["move", "write out", "trust"]
    assert "write out" not in steps(site)  # there is nothing to do


def test_a_disk_that_fails_to_keep_what_waits_changes_nothing(
    site: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.build().tree()

    def failing(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    site.edit("content/articles/one.md", "Some words", "Other words")
    with monkeypatch.context() as patch:
        patch.setattr("sitegen.pipeline.output.folder.write_out", failing)
        result = site.run("build", "--now", NOW)
    assert result.exit_code == 1
    assert "input/output error" in result.stderr
    assert {p: d for p, d in site.tree().items() if MARK not in p} == {
        p: d for p, d in before.items() if MARK not in p
    }
    assert site.build().tree() == site.clean_tree()


def test_a_file_system_is_written_out(tmp_path: Path) -> None:
    power.write_out(tmp_path)
    with pytest.raises(FileNotFoundError):
        power.write_out(tmp_path / "gone")


@pytest.mark.parametrize("number", [0, errno.ENOSYS, errno.EIO])
def test_what_stands_in_where_one_file_system_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: synced.append("all"))

    class Libc:
        def __init__(self, *_: object, **__: object) -> None:
            if number:
                self.syncfs = self._refuse

        @staticmethod
        def _refuse(_: int) -> int:
            ctypes.set_errno(number)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", Libc)
    if number == errno.EIO:
        with pytest.raises(OSError, match="Input/output"):
            power.write_out(tmp_path)
    else:
        power.write_out(tmp_path)
        assert synced == ["all"]
