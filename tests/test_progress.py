"""What a terminal shows while a long stage runs."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from tests.newsroom import Newsroom, article

Make = Callable[..., Newsroom]

SLOW = """
import sys
from sitegen import progress
progress.PATIENCE = progress.BLINK = 0.0
with progress.Stopwatch(print).stage("derive", 3) as step:
    for _ in range(3):
        step()
"""


def on_a_terminal(code: str) -> str:
    """Return what Python writes to stderr, if that is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=silent, stderr=theirs, env=environment
    ):
        os.close(theirs)
        wrote = b""
        with suppress(OSError):  # Linux's way to say that the other end is closed
            while data := os.read(ours, 65_536):
                wrote += data
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", wrote.decode())


def test_a_stage_shows_how_far_it_is_its_rate_and_the_time_left() -> None:
    shown = on_a_terminal(SLOW)
    assert re.search(r"Pictures 1 of 3 ", shown)
    assert re.search(r"Pictures 3 of 3 .* [\d.]+/s +0:00:00", shown)


def test_the_first_build_says_what_it_does_and_where_to_look(newsroom: Make) -> None:
    site = newsroom({"content/articles/one.md": article("One")})
    build = f"""
import sys
sys.argv = ["sitegen", "build", "--root", {str(site.root)!r}]
from sitegen.cli import main
main()
"""
    first = on_a_terminal(build)
    assert first.startswith("The first build makes everything")
    assert "public/ is the finished site. `sitegen serve`, or `make serve`, shows" in first
    assert on_a_terminal(build) == ""


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    quiet = subprocess.run([sys.executable, "-c", SLOW], capture_output=True, check=True)
    assert (quiet.stdout, quiet.stderr) == (b"", b"")
