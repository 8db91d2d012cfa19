"""The bench that tests tell their stories on: write a site, build it, edit it, build again."""

import gc
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests.browser import open_chromium, renew
from tests.newsroom import SITE, Newsroom
from tests.serving import Built, served
from tests.shared import drawn_once, examples, memory, name_of, once, theme_remembered

ROOT = Path(__file__).parent.parent

if "TMPDIR" not in os.environ and (folder := memory()):
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)  # and of all that tests start

# In the background of a shell, all that tests start would ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on the machine, and on what else it does.
settings.register_profile(
    "sitegen", examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sitegen")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Spare the collector of garbage what stays: it would go through all tests again and again.

    A tenth of what tests take would be its own; after this it has what they leave to look at.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000)
        gc.enable()


@pytest.fixture(autouse=True)
def _no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk: what tests write need not outlive the machine."""
    monkeypatch.setattr("sitegen.pipeline.output.folder.write_out", lambda _: None)


@pytest.fixture(scope="session", autouse=True)
def _drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Draw icons, make pictures and cut typefaces once for all sites: most have the same ones."""
    folder = once(tmp_path_factory, "drawn", lambda _: None)
    with pytest.MonkeyPatch.context() as patch:
        drawn_once(folder, patch)
        theme_remembered(patch)
        yield


@pytest.fixture
def newsroom(tmp_path: Path) -> Callable[..., Newsroom]:
    """Make a site from files by path: `newsroom({"content/articles/a.md": …})`."""
    made: list[Newsroom] = []

    def make(files: dict[str, str | bytes] | None = None, *, site_toml: str = SITE) -> Newsroom:
        site = Newsroom(tmp_path / f"site{len(made)}", files or {}, site_toml=site_toml)
        made.append(site)
        return site

    return make


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Newsroom]:
    """Build a site that tests only look at, once for all who ask for the same: `shown({…})`."""

    def show(files: dict[str, str | bytes], *, site_toml: str = SITE) -> Newsroom:
        def build(folder: Path) -> None:
            Newsroom(folder / "site", files, site_toml=site_toml).build()

        return Newsroom.at(once(tmp_path_factory, name_of(files, site_toml), build) / "site")

    return show


_opened: list[Browser] = []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Open a real Chromium."""
    with open_chromium() as chromium:
        _opened.append(chromium)
        yield chromium
        _opened.remove(chromium)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    """Open a tab that is used again: to open one takes longer than most tests."""
    return browser.new_page()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """Return a tab as if it were new; who listens to one, or adds a script, opens its own."""
    yield tab
    renew(tab)


@pytest.fixture(scope="module", autouse=True)
def _tabs_closed() -> Iterator[None]:
    """Close what tests have opened: a page that nobody looks at goes on taking its time."""
    yield
    for chromium in _opened:
        for context in chromium.contexts:
            context.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build the sample paper of this project once for all tests, and serve it."""

    def build(folder: Path) -> None:
        built = Newsroom.at(ROOT).run("build", "--output", str(folder / "public"))
        assert built.exit_code == 0, built.stderr

    folder = once(tmp_path_factory, "sample", build) / "public"
    with served(folder) as address:
        yield Built(address, folder)
