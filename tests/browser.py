"""Find a Chromium, or install one, and open it for a test.

`python -m tests.browser` makes sure that there is one and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

VARIABLE = "SITEGEN_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The same engine with no windows around it: a page costs a third less of the processor.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
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


# A shell knows nothing of the network, and fetches what is 3,000 px away: as if in a browser, that
# is 1,250. The rest is what playwright says of mouse and pointer: of two such flags, one counts.
SHELL_SETTINGS = (
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,"
    "availablePointerTypes=4,lazyLoadingImageMarginPxUnknown=1250"
)

SHIFTS = """() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
})"""
"""How far things have moved on a page since it was opened: a sum of layout shifts."""


SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"

FRAME = "/frame"
"""Where a page of the same origin stands that has nothing but a frame."""

OPEN = """async ([address, height]) => {
  const frame = document.createElement('iframe');
  frame.style = `border: 0; height: ${height}px; visibility: hidden`;
  frame.src = address;
  document.body.replaceChildren(frame);
  await new Promise(resolve => { frame.onload = resolve; });
  await frame.contentDocument.fonts.ready;
}"""

ASK = """widths => widths.map(width => {
  frameElement.style.width = `${width}px`;
  return (%s)();
})"""


class NoBrowserError(Exception):
    """There is no Chromium, and the message says how to get one."""


@cache
def find_engine() -> Path | None:
    """Find what tests open pages in: the one named in the environment, a shell, or a Chromium."""
    if not os.environ.get(VARIABLE):
        installed = (found for name in SHELLS if (found := shutil.which(name)))
        if shell := next(filter(_runs, installed), None):
            return Path(shell)
    return find_chromium()


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
    engine = find_engine()
    if engine is None:
        message = "The tests need Chromium: run `make test`, or `python -m tests.browser` first."
        raise NoBrowserError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=engine,
            headless=True,
            chromium_sandbox=not _is_root(),  # Chromium refuses its sandbox to root
            args=(*FLAGS, SHELL_SETTINGS) if engine.name in SHELLS else FLAGS,
        )
        try:
            yield browser
        finally:
            browser.close()


def renew(page: Page) -> None:
    """Leave nothing in a tab of what was done with it, but for files that it knows."""
    page.context.unroute_all()
    page.unroute_all()
    page.goto("about:blank")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme="null", forced_colors="null")


def at_widths(
    page: Page, address: str, widths: Sequence[int], question: str, *, height: int = 900
) -> list[Any]:
    """Return what a function tells of a page at each width, in their order.

    The page stands in a frame that is made as wide, in CSS pixels, and is not drawn: of a window
    that is given another size, all is drawn anew, which takes five times as long.
    """
    origin = "/".join(address.split("/")[:3])
    if page.url != origin + FRAME:
        page.route(f"**{FRAME}", lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(origin + FRAME)
        page.unroute(f"**{FRAME}")
    page.evaluate(OPEN, [address, height])
    [frame] = page.main_frame.child_frames
    answers: list[Any] = frame.evaluate(ASK % question, list(widths))
    return answers


def violations(page: Page, within: str | None = None, *, rule: str = "") -> list[str]:
    """Return what axe finds wrong with a page, or a part of it, as it stands, and where."""
    return told(asked_of_axe(page, within, rule=rule)["violations"])


def told(results: list[dict[str, Any]]) -> list[str]:
    """Return what results of axe name, and where."""
    return [f"{it['id']}: {node['html'][:120]}" for it in results for node in it["nodes"]]


def asked_of_axe(page: Page, within: str | None = None, *, rule: str = "") -> dict[str, Any]:
    """Return all that axe tells of a page, by one of its rules or by all of them."""
    only = {"runOnly": {"type": "rule", "values": [rule]}} if rule else {}
    # It would fetch every stylesheet again, for a rule that is on trial, and does not run.
    options = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}, **only}
    response: dict[str, Any] = Axe().run(page, context=within, options=options).response
    return response


def _runs(program: str) -> bool:
    # Being there is not enough: Ubuntu's chromium-browser may be a stub that asks for snap.
    try:
        version = subprocess.run([program, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return version.returncode == 0


def ensure_engine() -> Path:
    """Find what tests open pages in, installing it if that can be done without much ado."""
    chromium = ensure_chromium()
    if find_engine() == find_chromium() and not os.environ.get(VARIABLE):
        _apt("install", "--yes", "--no-install-recommends", SHELLS[0], quietly=True)
        find_engine.cache_clear()
    return find_engine() or chromium


def _install_with_apt() -> None:
    _apt("update")
    _apt("install", "--yes", "--no-install-recommends", "chromium")


def _apt(*command: str, quietly: bool = False) -> None:
    if _is_root() and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            ["apt-get", "--quiet", *command], env=environment, check=False, capture_output=quietly
        )


def _install_with_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    try:
        print("Browser:", ensure_engine())
    except NoBrowserError as error:
        sys.exit(str(error))
