"""The bench that tests tell their stories on: write a site, build it, edit it, build again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.newsroom import SITE, Newsroom

# How long an example takes depends on the machine, and on what else it does.
settings.register_profile("sitegen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sitegen")


@pytest.fixture
def newsroom(tmp_path: Path) -> Callable[..., Newsroom]:
    """Make a site from files by path: `newsroom({"content/articles/a.md": …})`."""
    made: list[Newsroom] = []

    def make(files: dict[str, str | bytes] | None = None, *, site_toml: str = SITE) -> Newsroom:
        site = Newsroom(tmp_path / f"site{len(made)}", files or {}, site_toml=site_toml)
        made.append(site)
        return site

    return make
