"""The static site generators whose folders are read, and what is special about each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.importing.folders.addresses import Facts
from sitegen.importing.folders.config import settings_of_hugo, settings_of_jekyll
from sitegen.importing.folders.front import Parts, parts_of
from sitegen.importing.folders.modern import settings_of_astro, settings_of_eleventy
from sitegen.importing.folders.published import (
    Keys,
    by_astro,
    by_eleventy,
    by_hugo,
    by_jekyll,
)
from sitegen.importing.folders.settings import FolderKind, Settings


def _parts(settings: Settings, path: str) -> Parts | None:
    return parts_of((settings.root / path).read_bytes(), is_needed=False)


def _parts_of_jekyll(settings: Settings, path: str) -> Parts | None:
    """Return a text in two; None without a front matter: Jekyll would only copy it."""
    return parts_of((settings.root / path).read_bytes())


class Generator(Struct, frozen=True):
    """What is special about a generator.

    `settings` reads those of a folder. `publishes` says where a text was, as `published.py` has it.
    `parts` returns a text in two, its keys called as those of Hugo or Jekyll are; None if it is no
    text of the site.
    """

    settings: Callable[[Path], Settings]
    publishes: Callable[[Settings, str, Keys, Facts], str | None]
    parts: Callable[[Settings, str], Parts | None] = _parts


GENERATORS: Mapping[FolderKind, Generator] = {
    "hugo": Generator(settings_of_hugo, by_hugo),
    "jekyll": Generator(settings_of_jekyll, by_jekyll, _parts_of_jekyll),
    "eleventy": Generator(settings_of_eleventy, by_eleventy),
    "astro": Generator(settings_of_astro, by_astro),
}
