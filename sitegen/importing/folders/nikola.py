"""Sites of Nikola: settings, metadata, and where a text was published.

The rules are those of <https://getnikola.com/handbook.html>, with its defaults.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from sitegen.importing.folders.addresses import Facts
from sitegen.importing.folders.front import Parts, is_false, names, parts_of, words
from sitegen.importing.folders.headers import of_comments
from sitegen.importing.folders.published import Keys, is_latin
from sitegen.importing.folders.python import assigned
from sitegen.importing.folders.settings import Settings, Shelf, TextKind
from sitegen.importing.folders.values import address_of
from sitegen.transliteration import to_ascii
from sitegen.urls import nfc

SETTINGS = "conf.py"
_READ = (".md", ".markdown", ".mdown", ".rst", ".txt", ".html", ".htm")
_POSTS = (["posts/*.rst", "posts"], ["posts/*.md", "posts"], ["posts/*.txt", "posts"])
_PAGES = (["pages/*.rst", "pages"], ["pages/*.md", "pages"], ["pages/*.txt", "pages"])
_STATES = {"draft": "draft", "private": "private"}
"""Topics of old that say how a text stands."""

_DROPPED = re.compile(r"[^+\w\s-]")


def is_nikola(root: Path) -> bool:
    """Say whether a folder is a site of Nikola: others have a `conf.py`, too."""
    told = assigned(root / SETTINGS)
    return "POSTS" in told and "BLOG_TITLE" in told


def settings_of_nikola(root: Path) -> Settings:
    """Return the settings of a site of Nikola."""
    told = assigned(root / SETTINGS)
    language = words(told.get("DEFAULT_LANG")) or "en"
    translations = told.get("TRANSLATIONS")
    tags = [str(it) for it in translations] if isinstance(translations, dict) else []
    pages = told.get("PAGES") or told.get("STORIES") or list(_PAGES)
    files = told.get("FILES_FOLDERS")
    return Settings(
        root=root,
        kind="nikola",
        content="",
        title=_translated(told.get("BLOG_TITLE"), language),
        description=_translated(told.get("BLOG_DESCRIPTION"), language),
        language=language,
        default_language=language,
        languages=tuple(tags),
        address=address_of(words(told.get("SITE_URL"))),
        timezone=words(told.get("TIMEZONE")),
        is_ugly=told.get("PRETTY_URLS") is False,
        shelves=(
            *_shelves(told.get("POSTS") or list(_POSTS), "article"),
            *_shelves(pages, "page"),
        ),
        tops=tuple(map(str, files)) if isinstance(files, dict) else ("files",),
        told=told,
    )


def _shelves(patterns: object, kind: TextKind) -> Iterator[Shelf]:
    """Yield the folders that a setting such as `("posts/*.md", "posts", "post.tmpl")` names."""
    for it in patterns if isinstance(patterns, list) else ():
        if isinstance(it, list) and len(it) > 1 and all(isinstance(part, str) for part in it[:2]):
            folder, name = posixpath.split(it[0])
            ending = posixpath.splitext(name)[1].lower()
            if ending in _READ:
                yield Shelf(folder, kind, (ending,), it[1].strip("/"))


def parts_of_nikola(settings: Settings, path: str) -> Parts | None:
    """Return a text in two; its keys may lie in a file beside it."""
    file = settings.root / path
    raw = file.read_bytes()
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    beside = file.with_suffix(".meta")
    if beside.is_file():
        meta = of_comments(beside.read_text("utf-8", "replace"))
        parts = Parts(meta.keys or _old_meta(meta.body), text)
    else:
        parts = of_comments(text)
        if not parts.keys and (front := parts_of(raw)):
            parts = front
    keys = {key: value for key, value in parts.keys.items() if value}
    tags = names(keys.get("tags"))
    for tag in tags:
        if tag in _STATES:
            keys.setdefault("status", _STATES[tag])
    hidden = {*_STATES, *names(settings.told.get("HIDDEN_TAGS") or "mathjax")}
    keys["tags"] = [it for it in tags if it not in hidden]
    keys.setdefault("slug", _slug(settings, path))
    if "authors" not in keys:
        keys.setdefault("author", _translated(settings.told.get("BLOG_AUTHOR"), settings.language))
    return replace(parts, keys=keys)


def _old_meta(text: str) -> dict[str, object]:
    """Return what a file beside a text says line by line: title, slug, date, tags."""
    lines = [it.strip() for it in text.strip().split("\n")]
    return dict(zip(("title", "slug", "date", "tags"), lines, strict=False))


def by_nikola(settings: Settings, path: str, keys: Keys, _: Facts) -> str | None:
    """Return where Nikola publishes a text; None if its slug is made of another script."""
    shelf = settings.shelf_of(path)
    below = (shelf.below(path) or "") if shelf else path
    language = settings.language_of(path)
    prefixes = settings.told.get("TRANSLATIONS")
    before = words(prefixes.get(language)).strip("./") if isinstance(prefixes, dict) else language
    name = words(keys.get("slug"))
    if not name:
        return None
    parts = (before if language else "", shelf.at if shelf else "", posixpath.dirname(below))
    folder = "".join(f"/{it}" for it in parts if it)
    if name == "index":
        return f"{folder}/"
    is_ugly = settings.is_ugly or is_false(keys.get("pretty_url"))
    return f"{folder}/{name}.html" if is_ugly else f"{folder}/{name}/"


def _slug(settings: Settings, path: str) -> str:
    """Return the name of a file as Nikola puts it into an address; empty in another script."""
    stem = posixpath.basename(settings.below_content(path))
    if not is_latin(stem):
        return ""
    text = to_ascii(nfc(stem), settings.language)
    return re.sub(r"[-\s]+", "-", _DROPPED.sub("", text).strip().lower())


def _translated(value: object, language: str) -> str:
    """Return a setting that may have a value for each language."""
    if isinstance(value, Mapping):
        value = value.get(language)
    return words(value)
