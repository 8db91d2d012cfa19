"""The stat cache: a digest is believed while nothing that a stat tells speaks against it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.statcache import FINE_NS, REST_NS, Seen, StatCache, StatTable, digest_of

THEN = 1_700_000_000_000_000_000
"""A moment by the clock of a file system, in nanoseconds."""

OLD, NEW = digest_of(b"old"), digest_of(b"new")


def stat_of(
    *, inode: int = 7, size: int = 3, modified: int = THEN, changed: int = THEN
) -> os.stat_result:
    fields = (0o100644, inode, 1, 1, 0, 0, size, 0, modified // 10**9, changed // 10**9)
    times = (0.0, modified / 10**9, changed / 10**9, 0, modified, changed)
    return os.stat_result((*fields, *times))


def seen(**stat: int) -> Seen:
    status = stat_of(**stat)
    return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, OLD)


@pytest.mark.parametrize(
    ("stat", "believed"),
    [
        ({}, True),
        ({"inode": 8}, False),  # another file was moved there, with the old one's times
        ({"size": 4}, False),
        ({"modified": THEN + 1}, False),
        ({"modified": THEN - 10**9}, False),
        ({"changed": THEN + 1}, False),  # its time of modification was set back
    ],
)
def test_a_digest_is_believed_as_long_as_the_whole_stat_is_what_it_was(
    tmp_path: Path, stat: dict[str, int], *, believed: bool
) -> None:
    file = tmp_path / "page"
    file.write_bytes(b"new")
    stats = StatCache({"page": seen()})
    assert stats.digest("page", str(file), stat_of(**stat)) == (OLD if believed else NEW)


@pytest.mark.parametrize(
    ("modified", "changed", "trusted"),
    [
        (0, 0, False),
        (-REST_NS, -REST_NS, False),
        (-REST_NS - 1, -REST_NS - 1, True),
        (-REST_NS - 1, -REST_NS, False),  # its time of modification was set back just now
        (-REST_NS, -REST_NS - 10**6, False),
        (10**12, 10**12, False),  # its clock goes ahead
        (-(10**12), -1_999_000_000, False),
        # A clock that tells more than milliseconds has ticks that are as fine.
        (-FINE_NS, -FINE_NS - 1, False),
        (-FINE_NS - 1, -FINE_NS - 1, True),
        (-(10**12), -FINE_NS - 1, True),
        (-(10**12), -FINE_NS + 1, False),
        (-FINE_NS - 1, -FINE_NS - 10**6, False),  # whoever sets a time writes what he likes
    ],
)
def test_a_file_that_was_not_at_rest_long_enough_is_read_again(
    tmp_path: Path, modified: int, changed: int, *, trusted: bool
) -> None:
    assert (REST_NS, FINE_NS) == (2 * 10**9, 10**8)
    file = tmp_path / "page"
    file.write_bytes(b"new")
    status = stat_of(modified=THEN + modified, changed=THEN + changed)
    read, written = StatCache({}), StatCache({})
    assert read.digest("page", str(file), status) == NEW
    written.record("page", status, NEW)
    for stats in (read, written):
        assert ("page" in stats.trusted(THEN)) is trusted


def test_what_was_not_looked_at_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(b"old")
    stats = StatCache({"page": seen(), "gone": seen()})
    stats.digest("page", str(file), stat_of())
    assert stats.trusted(THEN + REST_NS + 1) == {"page": seen()}


def test_a_file_system_that_tells_no_time_has_nothing_trusted(tmp_path: Path) -> None:
    file = tmp_path / "page"
    file.write_bytes(b"new")
    stats = StatCache({})
    stats.digest("page", str(file), stat_of())
    assert stats.trusted(0) == {}


# All at once ------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Seen]:
    stats = StatCache({})
    for name in ("b", "a", "in/c"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(name.encode())
        stats.digest(name, str(file), file.stat())
    return stats.trusted(2**62)


def test_a_table_holds_what_is_known_sorted_by_path(files: dict[str, Seen]) -> None:
    far = Seen(1, 2, 3, 2**64 - 5, OLD)  # numbers of inodes have no sign
    table = StatTable.of({**files, "far": far})
    assert table.seen() == {**files, "far": far}
    assert list(table.paths) == ["a", "b", "far", "in/c"]
    listed = {path: digest.hex() for path, digest in table.by_path().items()}
    assert table.lists(listed)
    assert not table.lists({**listed, "far": NEW.hex()})
    assert not table.lists(dict(list(listed.items())[1:]))
    assert table.by_path() == {**{path: it.digest for path, it in files.items()}, "far": OLD}


def _replaced(file: Path) -> None:
    file.rename(f"{file}~")
    file.write_bytes(b"a")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


EDITS: dict[str, Callable[[Path], object]] = {
    "longer": lambda file: file.write_bytes(b"longer"),
    "another": _replaced,
    "older": lambda file: os.utime(file, ns=(1, 1)),
    "gone": Path.unlink,
    "folder": _folder,
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_table_tells_which_file_is_another(
    tmp_path: Path, files: dict[str, Seen], edit: str
) -> None:
    table = StatTable.of(files)
    assert table.differing(str(tmp_path)) == []
    (tmp_path / "not listed").write_bytes(b"")
    assert table.differing(str(tmp_path)) == []
    EDITS[edit](tmp_path / "a")
    assert table.differing(str(tmp_path)) == (None if edit == "gone" else [0])
    stats = StatCache.standing(table, str(tmp_path))
    if edit in {"gone", "folder"}:
        assert stats is None
        return
    assert stats is not None
    assert stats.digests() == {
        **table.by_path(),
        "a": digest_of((tmp_path / "a").read_bytes()),
    }
    assert stats.has_news()


def test_what_stands_is_news_only_once_something_is_looked_at(
    tmp_path: Path, files: dict[str, Seen]
) -> None:
    stats = StatCache.standing(StatTable.of(files), str(tmp_path))
    assert stats is not None
    assert not stats.has_news()
    assert stats.size_of(files, Path("nowhere")) == len("a" + "b" + "in/c")
    assert stats.size_of(["a"], Path("nowhere")) == 1
    stats.record("d", stat_of(size=70), NEW)
    assert stats.has_news()
    assert stats.size_of(["a", "d"], Path("nowhere")) == 71


@pytest.mark.parametrize(
    "paths",
    [("a", "b", "in/c"), ("a", "d"), ("a", "b", "d", "in/c"), ("in/c",), ("b", "d"), ("e",)],
)
def test_a_table_of_what_is_left_has_no_stat_of_what_was_written_just_now(
    tmp_path: Path, files: dict[str, Seen], paths: tuple[str, ...]
) -> None:
    stats = StatCache.standing(StatTable.of(files), str(tmp_path))
    assert stats is not None
    stats.record("a", stat_of(), NEW)
    stats.record("d", stat_of(modified=THEN - 10**12, changed=THEN - 10**12), NEW)
    table = stats.table(THEN, dict.fromkeys(paths))
    written = {
        "a": Seen(0, 0, 0, 0, NEW),
        "d": Seen(3, THEN - 10**12, THEN - 10**12, 7, NEW),
    }
    expected = {path: it for path, it in {**files, **written}.items() if path in paths}
    assert table == StatTable.of(expected)
    fresh = StatCache({})
    for path, status in (("a", stat_of()), ("d", stat_of(modified=1, changed=1))):
        fresh.record(path, status, NEW)
    assert fresh.table(THEN, {"a": 0}) == StatTable.of({"a": written["a"]})


def test_numbers_that_no_table_holds_are_looked_at_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems of networks number inodes by all 64 bits."""
    (tmp_path / "a").write_bytes(b"old")
    far = stat_of(inode=2**64 - 5)
    monkeypatch.setattr(os, "lstat", lambda _, **__: far)
    stats = StatCache({})
    stats.record("a", far, OLD)
    table = stats.table(2**62, {"a": 0})
    assert StatCache.standing(table, str(tmp_path)) is None
    again = StatCache(table.seen())
    (tmp_path / "a").write_bytes(b"new")
    assert again.digest("a", str(tmp_path / "a"), far) == OLD  # it is believed, and not read


def test_a_system_that_looks_below_no_folder_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a", "deep/b"):
        (tmp_path / name).write_bytes(b"old")
    stats = StatCache({})
    for name in ("a", "deep/b"):
        stats.digest(name, str(tmp_path / name), (tmp_path / name).lstat())
    table = stats.table(2**62, {"a": 0, "deep/b": 0})
    (tmp_path / "deep/b").write_bytes(b"older")
    assert table.differing(str(tmp_path)) == [1]
    monkeypatch.setattr(os, "supports_dir_fd", set())
    assert table.differing(str(tmp_path)) == [1]
