"""A build keeps to itself: it asks no network for anything, and writes where it may."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.meddling import LONG, ROOT, meddled, needs_seccomp, without_network
from tests.newsroom import NOW, SITE, Newsroom, article
from tests.pictures import picture

Make = Callable[..., Newsroom]
SEARCHED = SITE.replace("enabled = false", "enabled = true")

NOTE_WRITES = """
import json
WRITES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.utime")
def note(event, arguments):
    if event not in WRITES:
        return
    if event == "open" and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return
    paths = arguments[:2] if event == "os.rename" else arguments[:1]
    below = arguments[-1] if event in ("os.remove", "os.rmdir", "os.mkdir") else -1
    base = os.getcwd() if below == -1 else os.readlink(f"/proc/self/fd/{below}")
    for path in paths:
        if isinstance(path, (str, os.PathLike)):
            line = json.dumps(os.path.normpath(os.path.join(base, path)))
            os.write(int(os.environ["NOTES"]), line.encode() + b"\\n")
sys.addaudithook(note)
"""


@needs_seccomp
def test_the_network_is_really_out_of_reach() -> None:
    for call in ("socket", "connect"):
        asked = "import socket; socket.create_connection(('192.0.2.1', 9), 0.1)"
        ended = subprocess.run(
            [sys.executable, "-S", "-c", asked],
            preexec_fn=partial(without_network, call),
            check=False,
        )
        assert ended.returncode == -31  # SIGSYS


@needs_seccomp
def test_a_build_asks_for_no_network_and_writes_only_where_it_may(
    newsroom: Make, tmp_path: Path
) -> None:
    """With pictures, workers and search; whoever asks for a socket is killed by the system."""
    image = "{src: p.jpg, alt: A quay, credit: AFP}"
    site = newsroom(
        {
            "content/articles/one.md": article("One", image=image),
            "content/articles/two.md": article("Two", image=image.replace("p.jpg", "q.jpg")),
            "content/articles/p.jpg": picture(),
            "content/articles/q.jpg": picture((1, 2, 3)),
        },
        site_toml=SEARCHED,
    )
    home = tmp_path / "home"
    home.mkdir()
    before = listing(tmp_path)
    notes, written = os.pipe()
    os.set_inheritable(written, True)
    ended = meddled(
        site,
        ("any", "never", 1),
        "",
        *("build", "--now", NOW, "--jobs", "2"),
        before=f"import os, sys\n{NOTE_WRITES}",
        env={
            **{name: str(home) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")},
            "NOTES": str(written),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        pass_fds=(written,),
        preexec_fn=without_network,
    )
    os.close(written)
    with os.fdopen(notes) as lines:
        changed = {Path(json.loads(line)) for line in lines}
    assert ended.returncode == 0, ended.stderr
    may = (site.output, site.root / ".sitegen", Path(os.devnull))
    assert [it for it in changed if not any(it.is_relative_to(place) for place in may)] == []
    assert changed  # the hook is told of them
    after = listing(tmp_path)
    assert {path: it for path, it in after.items() if not path.startswith(MAY)} == before
    assert any("/search/" in path for path in after)
    assert any("/pictures/" in path for path in after)


MAY = ("site0/public", "site0/.sitegen")


def listing(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return every file and folder but the newsroom's own with what changes if it is touched."""
    found = {}
    for path in folder.rglob("*"):
        status, name = path.stat(), path.relative_to(folder).as_posix()
        size = 0 if path.is_dir() else status.st_size
        # A folder's time changes with the first build, which makes two folders in the root.
        found[name] = (status.st_mode, size, 0 if name == "site0" else status.st_mtime_ns)
    return found


@needs_seccomp
@pytest.mark.skipif(not LONG, reason="make soak")
def test_a_preview_connects_to_nobody(newsroom: Make) -> None:
    """It listens; and it is killed if it ever calls `connect`."""
    site = newsroom({"content/articles/one.md": article("One")}, site_toml=SEARCHED)
    command = [sys.executable, "-m", "sitegen", "serve", "--port", "0", "--root", str(site.root)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=lambda: without_network("connect"),  # noqa: PLW1509 - there is one thread
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "http://127.0.0.1:" in line
            with urlopen(line.split()[-1]) as page:  # noqa: S310 - our own
                assert b"One" in page.read()
        finally:
            process.terminate()
        assert process.wait() == 143
