"""Find a Chromium, or install one, and open it for a test.

`python -m tests.browser` makes sure that there is one and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

VARIABLE = "SITEGEN_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# A test talks to this machine alone: nothing in the browser may call home.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """There is no Chromium, and the message says how to get one."""


@cache
def find_chromium() -> Path | None:
    """Find a Chromium that runs: the one named in the environment, or else the first."""
    if named := os.environ.get(VARIABLE):
        found = shutil.which(named)
        if found is None or not _runs(found):
            message = f"{VARIABLE} is set to {named}, which is not a browser that runs."
            raise NoBrowserError(message)
        return Path(found)
    installed = (found for name in (*NAMES, *MACOS_APPS) if (found := shutil.which(name)))
    if chromium := next(filter(_runs, installed), None):
        return Path(chromium)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return Path(own) if _runs(own) else None


def ensure_chromium() -> Path:
    """Find a Chromium, installing one if there is none."""
    if chromium := find_chromium():
        return chromium
    for install in (_install_with_apt, _install_with_playwright):
        install()
        find_chromium.cache_clear()
        if chromium := find_chromium():
            return chromium
    message = (
        "The tests need Chromium, and it could not be installed. Install Chromium or Chrome"
        " (Debian: `apt install chromium`), or set "
        f"{VARIABLE} to the path of one."
    )
    raise NoBrowserError(message)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open a headless Chromium for as long as the block lasts."""
    chromium = find_chromium()
    if chromium is None:
        message = "The tests need Chromium: run `make test`, or `python -m tests.browser` first."
        raise NoBrowserError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            headless=True,
            chromium_sandbox=not _is_root(),  # Chromium refuses its sandbox to root
            args=FLAGS,
        )
        try:
            yield browser
        finally:
            browser.close()


def _runs(program: str) -> bool:
    # Being there is not enough: Ubuntu's chromium-browser may be a stub that asks for snap.
    try:
        version = subprocess.run([program, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return version.returncode == 0


def _install_with_apt() -> None:
    if _is_root() and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ("install", "--yes", "--no-install-recommends", "chromium")
        for command in (("update",), install):
            subprocess.run(["apt-get", "--quiet", *command], env=environment, check=False)


def _install_with_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    try:
        print("Browser:", ensure_chromium())
    except NoBrowserError as error:
        sys.exit(str(error))
