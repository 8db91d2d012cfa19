"""Where each generator publishes a text: by its own front matter, by settings, by habit.

Each function returns a path below the address of the site, a whole address if the text names one,
or None if code makes it.
"""

import posixpath
import re
from collections.abc import Mapping

from msgspec.structs import replace

from sitegen.importing.folders.addresses import (
    Facts,
    astro_address,
    eleventy_address,
    hugo_address,
    jekyll_address,
)
from sitegen.importing.folders.front import words
from sitegen.importing.folders.settings import Settings

_OTHER_SCRIPT = re.compile("[^\\W\\d_A-Za-z\xaa\xba\xc0-\u024f\u1e00-\u1eff]")

Keys = Mapping[str, object]
"""The front matter of a text, by key in lower case."""


def by_hugo(settings: Settings, path: str, keys: Keys, facts: Facts) -> str:
    """Return where Hugo publishes a text; a folder of a language says so in the address."""
    if told := told_by(keys):
        return told
    ugly = settings.is_ugly or facts.section in settings.ugly
    address = hugo_address(facts, settings.permalinks, ugly=ugly)
    language = settings.language_of(path)
    return f"/{language.lower()}{address}" if language else address


def by_eleventy(settings: Settings, path: str, keys: Keys, facts: Facts) -> str | None:
    """Return where Eleventy publishes a text: a permalink may take code to know."""
    if told := told_by(keys):
        return told if is_whole(told) else eleventy_address(told, facts) or None
    return by_hugo(settings, path, keys, facts)


def by_astro(settings: Settings, path: str, keys: Keys, facts: Facts) -> str:
    """Return where Astro publishes a text."""
    if facts.slug and "permalink" not in keys and not is_whole(told_by(keys)):
        return astro_address(facts, settings.language_of(path))
    return by_hugo(settings, path, keys, facts)


def by_jekyll(settings: Settings, path: str, keys: Keys, facts: Facts) -> str:
    """Return where Jekyll publishes a post, a page, or a text of a collection."""
    told, path = told_by(keys), settings.own(path)
    if is_whole(told):
        return told
    collection = settings.collection_of(path)
    if collection and not told:
        told = settings.collections[collection]
    if ":" in told or (not told and settings.is_post(path)):
        if collection:
            below = posixpath.splitext(path.partition(f"_{collection}/")[2])[0]
            facts = replace(facts, path=below)
        return jekyll_address(facts, told or settings.permalink)
    if told:
        return told
    stem = posixpath.splitext(path)[0]
    if posixpath.basename(stem) == "index":
        return stem.removesuffix("index")
    return f"{stem}/" if settings.has_folders else f"{stem}.html"


def told_by(keys: Keys) -> str:
    """Return the address that a text itself names; empty if it names none."""
    return words(keys.get("permalink") or keys.get("url"))


def is_latin(text: str) -> bool:
    """Say whether all letters are Latin: each library spells other scripts in its own way."""
    return _OTHER_SCRIPT.search(text) is None


def is_whole(address: str) -> bool:
    """Say whether an address names its host, too."""
    return address.startswith(("http://", "https://"))
