"""Sites of Zola: settings, front matter, and where a text was published.

The rules are those of <https://www.getzola.org/documentation/>: `content/page.md` is `/page/`, a
date before a file's name is none of its address, and what stands in `[taxonomies]` and `[extra]`
is as if it stood beside them.
"""

import posixpath
import re
from pathlib import Path

from msgspec.structs import replace

from sitegen.importing.folders.addresses import Facts
from sitegen.importing.folders.front import Parts, lowered, parts_of, words
from sitegen.importing.folders.published import Keys, is_latin
from sitegen.importing.folders.settings import Settings
from sitegen.importing.folders.values import address_of, read_values
from sitegen.urls import nfc, slugify

CONFIGS = ("zola.toml", "config.toml")
_TABLES = ("extra", "taxonomies")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[^_-]*)?[_-](?=.)")
"""What may stand before the name of a file: it is a date, and no part of the address."""

_UNSAFE = re.compile(r"[<>:\"|?*#\\()\[\]\s]+")
"""What `paths = "safe"` takes out of an address."""


def is_zola(root: Path) -> bool:
    """Say whether a folder is a site of Zola: Hugo's `config.toml` has no key `base_url`."""
    return (root / "content").is_dir() and "base_url" in read_values(root, CONFIGS)


def settings_of_zola(root: Path) -> Settings:
    """Return the settings of a site of Zola."""
    told = read_values(root, CONFIGS)
    languages = told.get("languages")
    slugs = told.get("slugify")
    how = words(slugs.get("paths")) if isinstance(slugs, dict) else words(told.get("slugify_paths"))
    default = words(told.get("default_language")) or "en"
    return Settings(
        root=root,
        kind="zola",
        content="content",
        title=words(told.get("title")),
        description=words(told.get("description")),
        language=default,
        address=address_of(words(told.get("base_url"))),
        permalink=how or "on",
        languages=tuple(languages) if isinstance(languages, dict) else (),
        default_language=default,
    )


def parts_of_zola(settings: Settings, path: str) -> Parts | None:
    """Return a text in two, with the keys of its tables beside the others."""
    parts = parts_of((settings.root / path).read_bytes())
    if parts is None:
        return None
    keys = {key: it for key, it in parts.keys.items() if key not in _TABLES}
    for name in _TABLES:
        if isinstance(table := parts.keys.get(name), dict):
            keys = {**lowered(table), **keys}
    name = posixpath.basename(settings.below_content(path))
    if "date" not in keys and (found := _DATED.match(name)):
        keys["date"] = found[1]
    return replace(parts, keys=keys)


def by_zola(settings: Settings, path: str, keys: Keys, _: Facts) -> str | None:
    """Return where Zola publishes a text; None if its address is made of another script."""
    language = settings.language_of(path)
    before = f"/{language}" if language else ""
    if told := words(keys.get("path")):
        return f"{before}/{told.strip('/')}/"
    below = settings.below_content(path)
    folder, name = posixpath.split(below)
    name = words(keys.get("slug")) or _DATED.sub("", name, count=1)
    if settings.permalink == "on" and not is_latin(f"{folder}/{name}"):
        return None
    spelt = [_spelt(it, settings.permalink) for it in (*folder.split("/"), name)]
    return f"{before}/{'/'.join(filter(None, spelt))}/"


def _spelt(name: str, how: str) -> str:
    """Return a name as it stands in an address: `how` is what the settings say of that."""
    if how == "on":
        return slugify(name, "ascii")
    return _UNSAFE.sub("_", nfc(name)).strip("_") if how == "safe" else name
