"""The bench that tests tell their stories on: write a site, build it, edit it, build again."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from sitegen.typefaces.cutting import cut
from sitegen.typefaces.faces import SHIPPED, Face
from sitegen.typefaces.shipped import font_bytes
from tests.browser import open_chromium
from tests.newsroom import SITE, Newsroom, sitegen
from tests.serving import Built, served

ROOT = Path(__file__).parent.parent

# In the background of a shell, all that tests start would ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on the machine, and on what else it does.
settings.register_profile("sitegen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sitegen")


@pytest.fixture(autouse=True)
def _no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk: what tests write need not outlive the machine."""
    monkeypatch.setattr("sitegen.pipeline.output.folder.write_out", lambda _: None)


@pytest.fixture(scope="session", autouse=True)
def _cut_once() -> Iterator[None]:
    """Cut the typefaces of the paper once for all sites that are set in them: it takes seconds."""
    made = {
        (data, face, part): cut(data, face, part)
        for face in SHIPPED
        for data in [font_bytes(face.package, face.file)]
        for part in face.parts
    }

    def known(data: bytes, face: Face, part: str) -> bytes:
        # Workers are forked from here, and what one of them cuts the next would not know.
        return made.get((data, face, part)) or cut(data, face, part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.typefaces.cutting.cut", known)
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
def browser() -> Iterator[Browser]:
    """Open a real Chromium."""
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build the sample paper of this project, and serve it."""
    folder = tmp_path_factory.mktemp("sample") / "public"
    built = sitegen("build", "--root", str(ROOT), "--output", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    with served(folder) as address:
        yield Built(address, folder)
