"""What machines do to a build: full disks, closed streams, signals, lost workers, no rights."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.atomic import write_atomically
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.bundles import Bundles
from sitegen.pipeline.memory.storefile import FORMAT
from tests.meddling import (
    IN_A_WORKER,
    LONG,
    ROOT,
    bound_by_modes,
    meddled,
    processes_below,
)
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]

SMALL = {"content/articles/one.md": article("One"), "content/articles/two.md": article("Two")}
SEARCHED = SITE.replace("enabled = false", "enabled = true")
is_root = hasattr(os, "geteuid") and os.geteuid() == 0


longer = pytest.mark.skipif(not LONG, reason="make soak")
_clean: dict[str, dict[str, bytes]] = {}


@pytest.fixture
def site(newsroom: Make) -> Newsroom:
    return newsroom(dict(SMALL))


def clean(site: Newsroom) -> dict[str, bytes]:
    """Return what a clean build gives; the sites here are few, so each is built once."""
    key = repr(sorted(site.tree(site.root / "content").items()))
    if key not in _clean:
        _clean[key] = site.clean_tree()
    return _clean[key]


def healed(site: Newsroom) -> bool:
    """Build again, where nothing is in the way any more, and say whether all is as it must be."""
    return site.build().tree() == clean(site)


# Disks ------------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a real file system of a few kilobytes, where the system lets us."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount")
    if mount is None or not is_root or sys.platform != "linux":
        pytest.skip("only root can mount a small disk, on Linux")
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


FULL = """no space left on device
    hint: make room on the disk, and try again
1 error; nothing was written
"""


@pytest.mark.parametrize("size", ["8k", "60k", "100k", "140k"] if LONG else ["8k", "140k"])
def test_a_full_disk_is_told_and_nothing_is_written(site: Newsroom, size: str) -> None:
    output = site.root / "disk/public"
    with small_disk(site.root / "disk", size):
        result = site.run("build", "--now", NOW, "--output", str(output))
        assert result.exit_code == 1
        assert result.stderr == f"{output}: error: {FULL}"
        assert list((site.root / "disk").rglob("*")) == []


def test_a_disk_that_an_edit_fills_keeps_the_site_of_before(site: Newsroom) -> None:
    blocks = sum(-(-len(data) // 4096) * 4 for data in clean(site).values())
    with small_disk(site.output, f"{2 * blocks}k"):
        before = site.build().tree()
        words = "Words of it. " * (2 * blocks * 1024 // 13)
        site.write({"content/articles/long.md": article("Long", words)})
        assert site.fail().startswith(f"{site.output}: error: no space left")
        assert site.tree() == before
        site.remove("content/articles/long.md").write({"content/articles/3.md": article("Three")})
        result = site.run("build", "--now", NOW, "--output", str(site.output))
        assert (result.exit_code, result.stderr) == (0, "")  # and nothing is begun anew
        assert healed(site)


UNKEPT = "nothing is remembered, and the next build takes longer\n"


@pytest.mark.parametrize("size", ["4k", "24k", "40k"] if LONG else ["24k"])
def test_a_full_disk_for_what_is_remembered_stops_no_build(site: Newsroom, size: str) -> None:
    with small_disk(site.root / ".sitegen", size):
        for headline in ("One", "Won"):
            site.edit("content/articles/one.md", "One", headline)
            result = site.run("build", "--now", NOW)
            assert result.exit_code == 0
            full = ".sitegen/ cannot be written (no space left on device)"
            assert result.stderr.endswith(f"{full}: {UNKEPT}")
            assert site.tree() == clean(site)
    assert healed(site)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_read_only_disk_for_what_is_remembered_stops_no_build(
    site: Newsroom, *, is_there: bool
) -> None:
    with small_disk(site.root / ".sitegen", "2m"):
        if is_there:
            site.build()
        subprocess.run(["mount", "-o", "remount,ro", str(site.root / ".sitegen")], check=True)
        site.edit("content/articles/one.md", "One", "Won")
        for command in ("build", "check"):
            result = site.run(command, "--now", NOW)
            assert result.exit_code == 0
            assert f".sitegen/ cannot be written (read-only file system): {UNKEPT}" in result.stderr
        assert site.tree() == clean(site)
    assert healed(site)


def test_a_limit_on_the_size_of_files_stops_no_build_but_what_is_remembered(
    newsroom: Make,
) -> None:
    many = {f"content/articles/s{number:02}.md": article(f"S {number}") for number in range(40)}
    site = newsroom(dict(many))

    def limited(headline: str) -> subprocess.CompletedProcess[str]:
        site.edit("content/articles/s01.md", "headline: ", f"headline: {headline} ")
        largest = 60_000  # bytes: less than the store needs, and more than any page
        return meddled(
            site,
            ("any", "never", 1),
            "",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        )

    for headline in ("First", "Second"):
        ended = limited(headline)
        assert (ended.returncode, ended.stderr.endswith(UNKEPT)) == (0, True), ended.stderr
        assert site.tree() == site.clean_tree()
    assert site.build().tree() == site.clean_tree()


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    folder.mkdir()
    write_atomically(file, b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_atomically(file, bytes(5_000), bytes(6_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == b"before"
    for place, refused in (
        (folder, IsADirectoryError),
        (tmp_path / "gone/file", FileNotFoundError),
    ):
        with pytest.raises(refused) as told:
            write_atomically(place, b"after")
        assert told.value.filename == str(place)
    write_atomically(file, b"af", b"ter")
    assert (file.read_bytes(), {*tmp_path.iterdir()}) == (b"after", {file, folder})


@pytest.mark.parametrize("damage", ["notes", "folder"])
def test_a_damaged_store_that_cannot_be_removed_is_not_read(site: Newsroom, damage: str) -> None:
    with small_disk(site.root / ".sitegen", "2m"):
        site.build()
        store = site.root / ".sitegen/public.sqlite"
        {"notes": _notes, "folder": _folder}[damage](store)
        subprocess.run(["mount", "-o", "remount,ro", str(site.root / ".sitegen")], check=True)
        site.edit("content/articles/one.md", "One", "Won")
        result = site.run("build", "--now", NOW)
        assert (result.exit_code, result.stderr.endswith(UNKEPT)) == (0, True), result.stderr
        assert site.tree() == clean(site)
    assert healed(site)


NOT_KEPT = "the index of search is not kept, and the next build takes longer\n"


def test_of_an_index_that_a_full_disk_cut_off_only_what_is_whole_is_kept(newsroom: Make) -> None:
    site = newsroom(dict(SMALL), site_toml=SEARCHED)
    with small_disk(site.root / ".sitegen/search", "4k"):
        for headline in ("One", "Won"):  # the second time an edit of words is amended
            site.edit("content/articles/one.md", "One", headline)
            result = site.run("build", "--now", NOW)
            full = ".sitegen/ cannot be written (no space left on device)"
            assert (result.exit_code, result.stderr) == (0, f"{full}: {NOT_KEPT}")
            kept = Bundles(site.root / ".sitegen/search/public", engine(SEARCH))
            for key in sorted(kept.keys()):
                files = kept.files(key)
                assert files
                assert None not in [kept.read(it) for it in files]
            assert not (site.output / ".sitegen-waiting").exists()
            assert site.tree() == clean(site)
    assert healed(site)


def test_an_index_is_made_where_nothing_can_be_remembered(newsroom: Make) -> None:
    site = newsroom(dict(SMALL), site_toml=SEARCHED)
    with small_disk(site.root / ".sitegen", "9m"):
        site.build()
        subprocess.run(["mount", "-o", "remount,ro", str(site.root / ".sitegen")], check=True)
        site.edit("content/articles/one.md", "One", "Won")
        result = site.run("build", "--now", NOW)
        assert result.exit_code == 0, result.stderr
        assert result.stderr.endswith(UNKEPT)
        assert site.tree() == clean(site)
    assert healed(site)


def test_an_index_for_which_there_is_no_room_at_all_is_told(newsroom: Make) -> None:
    site = newsroom(dict(SMALL), site_toml=SEARCHED)
    with small_disk(site.root / ".sitegen/search", "4k"), small_disk(site.output, "4k"):
        said = site.fail()
        assert f"{site.output}/.sitegen-waiting/search/public" in said, said
        assert "no space left" in said
        assert site.tree() == {}
    assert healed(site)


# Rights -----------------------------------------------------------------------------------------


def test_an_output_on_a_read_only_disk_is_told(site: Newsroom) -> None:
    with small_disk(site.output, "2m"):
        before = site.build().tree()
        subprocess.run(["mount", "-o", "remount,ro", str(site.output)], check=True)
        site.edit("content/articles/one.md", "One", "Won")
        said = site.fail()
        assert said.startswith(f"{site.output}/.sitegen-waiting: error: read-only file system\n")
        assert "a build goes elsewhere by `--output`" in said
        assert site.tree() == before


@pytest.mark.parametrize("closed", ["public", "content/articles/one.md"])
def test_a_file_or_folder_without_rights_is_told(site: Newsroom, closed: str) -> None:
    before = site.build().tree()
    site.edit("content/articles/one.md", "One", "Won")
    place = site.root / closed
    place.chmod(0o000 if place.is_file() else 0o555)
    try:
        with bound_by_modes():
            result = site.run("build", "--now", NOW)
    finally:
        place.chmod(0o755)
    assert result.exit_code == 1
    first, *_, last = result.stderr.splitlines()
    assert first.removeprefix(f"{site.root}/").startswith(closed)
    assert first.endswith("permission denied")
    assert last.endswith("; nothing was written")
    assert site.tree() == before


def test_a_folder_for_what_is_remembered_without_rights_stops_no_build(site: Newsroom) -> None:
    site.build().edit("content/articles/one.md", "One", "Won")
    state = site.root / ".sitegen"
    state.chmod(0o555)
    try:
        with bound_by_modes():
            result = site.run("build", "--now", NOW)
    finally:
        state.chmod(0o755)
    assert (result.exit_code, result.stderr.endswith(UNKEPT)) == (0, True), result.stderr
    assert healed(site)


# Folders and files in each other's places -------------------------------------------------------


NAMES = [
    ".sitegen/public.clock",
    "public/.sitegen.json",
    "content/site.toml",
    "content/style.toml",
    "templates/words/en.toml",
]


@pytest.mark.parametrize("path", NAMES if LONG else NAMES[:3])
def test_a_folder_where_a_file_must_be_is_told_or_made_way_with(site: Newsroom, path: str) -> None:
    file = site.build().root / path
    kept = file.read_bytes() if file.exists() else None
    file.unlink(missing_ok=True)
    file.mkdir(parents=True)
    result = site.run("build", "--now", NOW)
    assert result.exit_code in {0, 1, 2}
    if result.exit_code:
        assert result.stderr.startswith((path, f"{site.root}/{path}")), result.stderr
        assert "hint: " in result.stderr
    file.rmdir()
    if kept is not None:
        file.write_bytes(kept)
    assert healed(site)


PLACES = ["public", ".sitegen", ".sitegen/search", ".sitegen/pictures"]


@pytest.mark.parametrize("path", PLACES if LONG else PLACES[1::2])
def test_a_file_where_a_folder_must_be_is_told(newsroom: Make, path: str) -> None:
    image = "{src: p.jpg, alt: A quay, credit: AFP}"
    site = newsroom(
        {"content/articles/one.md": article(image=image), "content/articles/p.jpg": picture()},
        site_toml=SEARCHED,
    )
    (site.root / path).parent.mkdir(exist_ok=True)
    (site.root / path).write_text("mine", "utf-8")
    result = site.run("build", "--now", NOW)
    assert result.exit_code in {1, 2}
    assert path in result.stderr.splitlines()[0]
    assert result.stderr.endswith("1 error; nothing was written\n")
    assert (site.root / path).read_text("utf-8") == "mine"


def test_files_wait_in_no_folder_that_a_link_leads_to(site: Newsroom, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text("mine", "utf-8")
    site.build()
    (site.output / ".sitegen-waiting").symlink_to(elsewhere)
    site.edit("content/articles/one.md", "One", "Won")
    assert healed(site)
    assert [path.name for path in elsewhere.iterdir()] == ["mine"]


# The store --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Build a site whose store tests spoil, one after the other."""
    return Newsroom(tmp_path_factory.mktemp("remembered") / "site", dict(SMALL)).build()


def _foreign(file: Path) -> None:
    file.unlink()
    store = sqlite3.connect(file)
    store.execute("CREATE TABLE holidays (day)")
    store.commit()
    store.close()


def _of_version(number: int) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        store = sqlite3.connect(file)
        store.execute(f"PRAGMA user_version = {number}")
        store.close()

    return change


def _cut(size: int) -> Callable[[Path], None]:
    return lambda file: os.truncate(file, size)


def _notes(file: Path) -> None:
    file.write_bytes(b"Shopping list\n" * 999)


def _folder(file: Path) -> None:
    file.unlink()
    (file / "deeper").mkdir(parents=True)


def _altered(value: str) -> Callable[[Path], None]:
    def alter(file: Path) -> None:
        with sqlite3.connect(file) as store:
            store.execute(f"UPDATE memo SET value = {value}")  # noqa: S608 - it is ours
        store.close()

    return alter


def _scrambled(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:100] + bytes(byte ^ 0x5A for byte in data[100:]))


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off before its first byte": (_cut(0), "it is empty"),
    "cut off in its first page": (_cut(50), "database disk image is malformed"),
    "cut off behind it": (_cut(5000), "database disk image is malformed"),
    "another file": (_notes, "file is not a database"),
    "scrambled": (_scrambled, "database disk image is malformed"),
    "altered": (_altered("zeroblob(20)"), "a value is not what was written"),
    "altered to a number": (_altered("7"), "a value is not what was written"),
    "foreign": (_foreign, "it is of another program"),
    "older": (_of_version(1), f"it has format 1, not {FORMAT}"),
    "newer": (_of_version(99), f"it has format 99, not {FORMAT}"),
    "a folder": (_folder, "unable to open database file"),
}


@pytest.mark.parametrize("name", DAMAGES if LONG else list(DAMAGES)[::2])
def test_a_store_that_cannot_be_used_is_made_anew_with_one_line(
    remembered: Newsroom, name: str
) -> None:
    site = remembered
    damage, told = DAMAGES[name]
    damage(site.root / ".sitegen/public.sqlite")
    old, new = ("One", "Won") if "One" in site.read("index.html") else ("Won", "One")
    site.edit("content/articles/one.md", old, new)
    result = site.run("build", "--now", NOW)
    assert result.exit_code == 0
    line = f".sitegen/public.sqlite cannot be used ({told}): starting it anew\n"
    assert result.stderr == line
    assert site.tree() == clean(site)
    assert site.run("build", "--now", NOW).stderr == ""


# Clocks -----------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_holds_back_what_was_out(newsroom: Make) -> None:
    site = newsroom(dict(SMALL))
    site.write({"content/articles/late.md": article("Late", date="2026-05-01 09:00")})
    before = site.build().tree()
    assert any("late" in path for path in before)
    earlier = "2026-04-01T12:00:00+00:00"
    assert site.build(now=earlier).tree() == site.clean_tree(now=earlier)
    assert not any("late" in path for path in site.tree())
    assert site.build().tree() == before


@pytest.mark.parametrize("moved", [-(10**9), 10**9][: 2 if LONG else 1])
def test_the_times_of_files_fool_no_build(site: Newsroom, moved: int) -> None:
    site.build()
    for path in ("content/articles/one.md", "public/index.html"):
        file = site.root / path
        times = file.stat()
        file.write_bytes(file.read_bytes().replace(b"One", b"Won"))
        os.utime(file, (times.st_atime + moved, times.st_mtime + moved))
    assert healed(site)


# Streams ----------------------------------------------------------------------------------------


def _shell(site: Newsroom, command: str, streams: str) -> subprocess.CompletedProcess[str]:
    text = f"'{sys.executable}' -m sitegen {command} {streams}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", text],
        capture_output=True,
        text=True,
        check=False,
        cwd=site.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize(
    ("streams", "status", "said"),
    [
        ("<&- >&- 2>&-", 0, ""),
        *(
            [
                (">/dev/full", 1, "stdout: error: cannot be written to: no space left on device\n"),
                ("2>/dev/full", 0, ""),
                ("| true", 1, ""),
                (">&-", 0, ""),
                ("2>&-", 0, ""),
            ]
            * LONG
        ),
    ],
)
def test_streams_that_are_full_or_closed_spoil_no_build(
    site: Newsroom, streams: str, status: int, said: str
) -> None:
    if "/dev/full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    ended = _shell(site, f"build --now {NOW}", streams)
    assert ended.returncode == status
    assert ended.stderr.startswith(said)
    assert "Traceback" not in ended.stderr
    assert "ignored" not in ended.stderr
    assert site.tree() == clean(site)


def test_a_full_stdout_is_told(site: Newsroom) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    ended = _shell(site, "schema", ">/dev/full")
    assert ended.returncode == 1
    assert ended.stderr == (
        "stdout: error: cannot be written to: no space left on device\n"
        "    hint: make room on the disk, and try again\n"
    )


def test_help_that_nobody_can_be_given_is_no_defect(site: Newsroom) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    ended = _shell(site, "check --help", ">/dev/full")
    assert (ended.returncode, ended.stderr) == (
        1,
        "sitegen: error: no space left on device\n    hint: make room on the disk, and try again\n",
    )


def test_a_reader_that_has_enough_is_nothing_to_speak_of(site: Newsroom) -> None:
    ended = _shell(site, "schema", "| true")
    assert (ended.returncode in {0, 1}, ended.stderr) == (True, "")


@longer
def test_problems_are_found_where_nobody_can_be_told(site: Newsroom) -> None:
    site.edit("content/articles/one.md", "news-desk", "nobody")
    assert _shell(site, f"check --now {NOW}", "2>/dev/full").returncode == 1


@longer
def test_what_a_terminal_cannot_show_is_shown_in_another_way(site: Newsroom) -> None:
    site.write({"content/articles/مقال.md": article(authors="[nobody]")})
    ended = meddled(site, ("any", "never", 1), "", "check", env={"PYTHONIOENCODING": "latin-1"})
    assert ended.returncode == 1
    assert r"content/articles/\u0645\u0642\u0627\u0644.md:6:11: error:" in ended.stderr


# Signals ----------------------------------------------------------------------------------------

PICTURED = {
    f"content/articles/{number}.md": article(
        f"Story {number}",
        date=f"2026-0{1 + number}-01 09:00",
        image=f"{{src: p{number}.jpg, alt: A quay, credit: AFP}}",
    )
    for number in range(4)
}
SHOTS = {
    f"content/articles/p{number}.jpg": picture((number, 90, 140), (800, 600)) for number in range(4)
}
IN_BLOCKS = (
    "import sitegen.pipeline.indexing as indexing; indexing.WORTH_A_FORK = 1\n"
    "import sitegen.search.stories as stories; stories.SLOTS = 1\n"
)
ALL = "os.killpg(os.getpgid(PARENT), signal.SIGINT)"  # as a terminal does
ONE = "os.kill(PARENT, signal.SIGTERM)"


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (("os.rename", "public/index.html", 1), signal.SIGTERM),
        (("open", "one.md", 2), signal.SIGINT),
        (("open", "public/.sitegen-waiting/0/1", 1), signal.SIGHUP),
    ][: 3 if LONG else 1],
)
def test_a_signal_ends_a_build_in_order(
    site: Newsroom, moment: tuple[str, str, int], number: signal.Signals
) -> None:
    what = f"os.kill(PARENT, {int(number)})"
    ended = meddled(site, moment, what, start_new_session=True)
    assert (ended.returncode, ended.stderr) == (128 + number, "stopped\n")
    assert not (site.output / ".sitegen-waiting").exists()
    assert healed(site)


@pytest.mark.parametrize(
    ("moment", "signalled", "status"),
    [
        (("os.rename", ".avif", 1), ONE, 143),
        (("os.rename", ".bundle", 1), ALL, 130),
        (("os.rename", ".avif", 1), ALL, 130),
        (("os.rename", ".bundle", 1), ONE, 143),
    ][: 4 if LONG else 2],
    ids=["pictures-TERM", "search-INT", "pictures-INT", "search-TERM"][: 4 if LONG else 2],
)
def test_no_worker_outlives_a_signal(
    newsroom: Make, moment: tuple[str, str, int], signalled: str, status: int
) -> None:
    site = newsroom({**PICTURED, **SHOTS}, site_toml=SEARCHED)
    ended = meddled(
        site, moment, f"{IN_A_WORKER}{signalled}", start_new_session=True, before=IN_BLOCKS
    )
    assert (ended.returncode, ended.stderr) == (status, "stopped\n"), ended.stdout
    assert processes_below(site.root) == []
    assert not site.output.exists()


@longer
def test_what_nohup_ignores_stays_ignored(site: Newsroom) -> None:
    ended = meddled(
        site,
        ("open", "one.md", 2),
        "os.kill(PARENT, signal.SIGHUP)",
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    assert ended.returncode == 0, ended.stderr


# Workers, handles -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (("open", "p2.jpg", 1), "content/articles/p2.jpg"),
        (("open", "s077.md", 1), "content/articles/s077.md"),
        (("os.rename", ".avif", 1), "content/articles/p"),
        (("open", ".sitegen-waiting/1/90", 1), ""),
    ][: 4 if LONG else 1],
)
def test_a_worker_that_is_killed_is_told_with_its_file(
    newsroom: Make, moment: tuple[str, str, int], name: str
) -> None:
    many = {f"content/articles/s{number:03}.md": article(f"S {number}") for number in range(90)}
    site = newsroom({**PICTURED, **SHOTS, **(many if LONG else {})})
    what = f"{IN_A_WORKER}os.kill(os.getpid(), signal.SIGKILL)"
    ended = meddled(site, moment, what, "build", "--now", NOW, "--jobs", "2")
    assert ended.returncode == 1
    place, _, said = ended.stderr.partition(": ")
    assert place.startswith(name or "content/articles/")
    assert (site.root / place).is_file()
    assert said == (
        "error: a process of the build was ended from outside at this file, by signal 9\n"
        "    hint: if the machine is short of memory, try `--jobs 1`\n"
        "1 error; nothing was written\n"
    )


@longer
def test_a_few_file_handles_are_enough(newsroom: Make) -> None:
    many = {f"content/articles/s{number:03}.md": article(f"S {number}") for number in range(90)}
    site = newsroom({**PICTURED, **SHOTS, **many}, site_toml=SEARCHED)
    ended = meddled(
        site,
        ("any", "never", 1),
        "",
        *("build", "--now", NOW, "--jobs", "4"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    )
    assert ended.returncode == 0, ended.stderr
    assert len(site.tree()) > 200


# What nobody foresaw ----------------------------------------------------------------------------

DEFECT = "raise KeyError('a\\nkey')"


def test_a_defect_is_told_in_one_line_and_kept_for_those_who_can_mend_it(site: Newsroom) -> None:
    ended = meddled(site, ("open", "one.md", 2), DEFECT)
    assert ended.returncode == 70
    assert ended.stderr == (
        "sitegen: error: something went wrong that sitegen did not foresee: "
        r"KeyError: 'a\nkey' at content/articles/one.md" + "\n"
        "    hint: this is a defect of sitegen, and no mistake of yours: please report it, "
        f"with {site.root}/.sitegen/defect.txt\n"
    )
    kept = (site.root / ".sitegen/defect.txt").read_text("utf-8")
    assert "Traceback" in kept
    assert "documents.py" in kept
    assert healed(site)


@longer
def test_a_defect_of_a_worker_is_kept_with_where_it_came_from(newsroom: Make) -> None:
    site = newsroom({**PICTURED, **SHOTS})
    odd = f"def odd():\n class Odd(Exception): pass\n raise Odd('it is')\n{IN_A_WORKER}odd()"
    ended = meddled(site, ("open", "p2.jpg", 1), odd, "build", "--now", NOW, "--jobs", "2")
    assert ended.returncode == 70
    assert "WorkerFailed: Odd: it is at content/articles/p2.jpg\n" in ended.stderr
    assert ended.stderr.count("\n") == 2
    assert "derivatives.py" in (site.root / ".sitegen/defect.txt").read_text("utf-8")


@longer
def test_a_defect_is_shown_whole_to_those_who_ask(site: Newsroom) -> None:
    ended = meddled(site, ("open", "one.md", 2), DEFECT, env={"SITEGEN_DEBUG": "1"})
    assert ended.returncode == 70
    assert ended.stderr.startswith("Traceback")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd '{gone}'; rmdir '{gone}'; '{sys.executable}' -m sitegen due"
    ended = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 2
    assert "the folder that you are in has been removed" in ended.stderr
