"""The commands that help: a story opened, a machine looked at."""

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import click

from sitegen.cli.options import Which, order_of, root_option, site_options
from sitegen.cli.outcome import failing, give, say, shown, typed
from sitegen.progress import Stopwatch


@click.command("open")
@site_options
@click.option("--page", is_flag=True, help="Its page as readers see it, in a browser.")
@click.argument("story")
def open_(*, story: str, page: bool, **which: Unpack[Which]) -> None:
    """Open a story in your editor, or its page in a browser; print which file it is.

    STORY is its slug, its address, or its file. The editor is the one that VISUAL or EDITOR names.
    """
    from sitegen.desk.naming import path_meant
    from sitegen.pipeline.build import examine

    stopwatch = Stopwatch(say)
    with failing("text", stopwatch):
        order, _ = order_of(which)
        site = examine(order, stopwatch)
        path = path_meant(site, order.root, story)
        address = site.relation.rows.rows[path].address
        base_url = site.config.base_url
    file = order.root / site.sources[path].file
    what = f"{base_url}{address.removeprefix('/')}" if page else str(file)
    give(what if page else str(shown(file)))
    if not _opened(what, page=page):
        hint = "" if page else "; `export EDITOR=nano`, say, names an editor"
        say(f"nothing here can open it{hint}")
        sys.exit(1)


def _opened(what: str, *, page: bool) -> bool:
    """Open a file or an address with what the user or the system has for it; say if that is so."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor and not page:
        # Nothing of a file's name is read by a shell.
        try:
            return subprocess.run([*shlex.split(editor), what], check=False).returncode == 0
        except (OSError, ValueError):
            return False
    return _has_windows() and click.launch(what) == 0


def _has_windows() -> bool:
    """Say whether anything can be shown here: on Linux, whoever opens files says so too late."""
    known = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, known))


@click.command()
@root_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def doctor(*, root: Path, style: str) -> None:
    """Say what of this machine keeps the site from working, and the cure."""
    from sitegen import report
    from sitegen.desk.machine import Symptom, examined
    from sitegen.installed import version

    with failing(style, Stopwatch(say)):
        found = (Symptom("sitegen", "fine", version()), *examined(root, datetime.now(UTC)))
    give(report.for_programs(found) if style == "json" else typed(report.health(found)))
    if any(it.state == "wrong" for it in found):
        sys.exit(1)
