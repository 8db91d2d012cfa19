"""The stat cache: a digest is believed while nothing that a stat tells speaks against it."""

import os
from pathlib import Path

import pytest

from sitegen.statcache import REST_NS, Seen, StatCache, digest_of

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
        (-REST_NS, -REST_NS - 1, False),
        (10**12, 10**12, False),  # its clock goes ahead
        (-(10**12), -1_999_999_999, False),
    ],
)
def test_a_file_that_was_not_at_rest_for_two_seconds_is_read_again(
    tmp_path: Path, modified: int, changed: int, *, trusted: bool
) -> None:
    assert REST_NS == 2 * 10**9
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
