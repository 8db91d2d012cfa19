"""The static site generators whose folders are read, and what is special about each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.importing.folders.addresses import Facts
from sitegen.importing.folders.config import (
    is_hugo,
    is_jekyll,
    settings_of_hugo,
    settings_of_jekyll,
)
from sitegen.importing.folders.front import Parts, names, parts_of
from sitegen.importing.folders.modern import (
    is_astro,
    is_eleventy,
    settings_of_astro,
    settings_of_eleventy,
)
from sitegen.importing.folders.nikola import (
    by_nikola,
    is_nikola,
    parts_of_nikola,
    settings_of_nikola,
)
from sitegen.importing.folders.pelican import (
    by_pelican,
    is_pelican,
    parts_of_pelican,
    settings_of_pelican,
)
from sitegen.importing.folders.published import (
    Keys,
    by_astro,
    by_eleventy,
    by_hugo,
    by_jekyll,
)
from sitegen.importing.folders.settings import FolderKind, Settings
from sitegen.importing.folders.tags import Dialect
from sitegen.importing.folders.zola import by_zola, is_zola, parts_of_zola, settings_of_zola


def _parts(settings: Settings, path: str) -> Parts | None:
    return parts_of((settings.root / path).read_bytes(), is_needed=False)


def _parts_of_jekyll(settings: Settings, path: str) -> Parts | None:
    """Return a text in two; None without a front matter: Jekyll would only copy it."""
    parts = parts_of((settings.root / path).read_bytes())
    above = settings.above_posts(path)
    if parts is None or not above:
        return parts
    own = names(parts.keys.get("categories"), spaced=True)
    return replace(parts, keys={**parts.keys, "categories": [*above, *own]})


class Generator(Struct, frozen=True):
    """What is special about a generator.

    `is_here` says whether a folder is a site of it, and `settings` reads those of one. `publishes`
    says where a text was, as `published.py` has it. `parts` returns a text in two, its keys called
    as those of Hugo or Jekyll are; None if it is no text of the site. `unknown` is why an address
    cannot be told. `dialects` are the tags that it reads, in code, too, unless it `spares_code`;
    `has_attributes` if its Markdown has those of kramdown.
    """

    is_here: Callable[[Path], bool]
    settings: Callable[[Path], Settings]
    publishes: Callable[[Settings, str, Keys, Facts], str | None]
    parts: Callable[[Settings, str], Parts | None] = _parts
    unknown: str = "a library of its own spelt its address in Latin letters"
    dialects: tuple[Dialect, ...] = ()
    spares_code: bool = False
    has_attributes: bool = False


GENERATORS: Mapping[FolderKind, Generator] = {
    # Scripts first: a site that has moved to them may still have the settings of before.
    "astro": Generator(is_astro, settings_of_astro, by_astro),
    "eleventy": Generator(
        is_eleventy,
        settings_of_eleventy,
        by_eleventy,
        unknown="code makes its address",
        dialects=("liquid",),
    ),
    "pelican": Generator(
        is_pelican,
        settings_of_pelican,
        by_pelican,
        parts_of_pelican,
        dialects=("liquid",),
        spares_code=True,
        has_attributes=True,
    ),
    "nikola": Generator(
        is_nikola,
        settings_of_nikola,
        by_nikola,
        parts_of_nikola,
        dialects=("hugo",),
        has_attributes=True,
    ),
    "jekyll": Generator(
        is_jekyll,
        settings_of_jekyll,
        by_jekyll,
        _parts_of_jekyll,
        dialects=("liquid",),
        has_attributes=True,
    ),
    "zola": Generator(is_zola, settings_of_zola, by_zola, parts_of_zola, dialects=("zola",)),
    "hugo": Generator(is_hugo, settings_of_hugo, by_hugo, dialects=("hugo",)),
}
"""In the order in which a folder is asked for what it is."""


def kind_of_folder(root: Path) -> FolderKind | None:
    """Return the kind of a folder; None if it is none that is known."""
    return next((kind for kind, it in GENERATORS.items() if it.is_here(root)), None)
