"""Sites of Pelican: settings, metadata, and where a text was published.

The rules are those of <https://docs.getpelican.com/en/stable/settings.html>, with its defaults.
"""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from sitegen.importing.folders.addresses import Facts, dated
from sitegen.importing.folders.front import Parts, parts_of, words
from sitegen.importing.folders.headers import of_markdown, of_restructured
from sitegen.importing.folders.published import Keys, is_latin
from sitegen.importing.folders.python import assigned
from sitegen.importing.folders.settings import Settings, Shelf
from sitegen.importing.folders.values import address_of
from sitegen.transliteration import to_ascii
from sitegen.urls import nfc

SETTINGS = "pelicanconf.py"
ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".rst")
_URLS = {
    "article": "{slug}.html",
    "page": "pages/{slug}.html",
    "article_lang": "{slug}-{lang}.html",
    "page_lang": "pages/{slug}-{lang}.html",
}
_NAMED = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
"""What names of files say of texts."""

_VALUE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_SUBSTITUTIONS = ((r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-"))


def is_pelican(root: Path) -> bool:
    """Say whether a folder is a site of Pelican."""
    return (root / SETTINGS).is_file()


def settings_of_pelican(root: Path) -> Settings:
    """Return the settings of a site of Pelican: those of a publication hold before the others."""
    told = assigned(root / SETTINGS)
    told = assigned(root / "publishconf.py", told)
    content = posixpath.normpath(words(told.get("PATH")) or "content")
    content = content if content != "." and (root / content).is_dir() else ""
    pages = [_below(content, it) for it in _names(told, "PAGE_PATHS", "pages")]
    articles = [_below(content, it) for it in _names(told, "ARTICLE_PATHS", "")]
    language = words(told.get("DEFAULT_LANG")) or "en"
    output = posixpath.normpath(words(told.get("OUTPUT_PATH")) or "output")
    return Settings(
        root=root,
        kind="pelican",
        content=content,
        title=words(told.get("SITENAME")),
        description=words(told.get("SITESUBTITLE")),
        language=language,
        default_language=language,
        address=address_of(words(told.get("SITEURL"))),
        timezone=words(told.get("TIMEZONE")),
        shelves=(
            *(Shelf(it, "article", ENDINGS) for it in articles),
            *(Shelf(it, "page", ENDINGS) for it in pages),
        ),
        excluded=(output, *(_below(content, it) for it in _names(told, "ARTICLE_EXCLUDES"))),
        tops=(*((f"{content}/extra",) if content else ()), *((content,) if content else ())),
        told=told,
    )


def parts_of_pelican(settings: Settings, path: str) -> Parts | None:
    """Return a text in two, with what its name, its folder and the settings say of it."""
    raw = (settings.root / path).read_bytes()
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    if path.lower().endswith(".rst"):
        parts = of_restructured(text)
    else:
        parts = of_markdown(text)
        if not parts.keys and (front := parts_of(raw)):
            parts = front
    keys: dict[str, object] = {**_of_name(settings, path), **parts.keys}
    keys.setdefault("slug", _slug_of(settings, path, keys))
    keys.setdefault("category", _category(settings, path))
    if "authors" not in keys:
        keys.setdefault("author", settings.told.get("AUTHOR"))
    for key in ("author", "authors"):
        if ";" in (said := words(keys.get(key))):
            keys[key] = [it.strip() for it in said.split(";")]
    return replace(parts, keys={key: value for key, value in keys.items() if value})


def by_pelican(settings: Settings, path: str, keys: Keys, facts: Facts) -> str | None:
    """Return where Pelican publishes a text; None if its slug is made of another script."""
    told = words(keys.get("url")) or words(keys.get("save_as"))
    if told:
        return f"/{told.lstrip('/').removesuffix('index.html')}"
    kind = settings.kind_of(path, has_date=True)
    language = words(keys.get("lang")) or settings.language
    name = kind if language == settings.language else f"{kind}_lang"
    pattern = settings.told.get(f"{name.upper()}_URL") or settings.told.get(
        f"{name.upper()}_SAVE_AS"
    )
    named = words(keys.get("slug"))
    if not named:
        return None
    category = words(keys.get("category")) or words(settings.told.get("DEFAULT_CATEGORY")) or "misc"
    values = {
        **{key: words(value) for key, value in keys.items()},
        "slug": named,
        "lang": language,
        "category": slug(settings, category),
        "author": slug(settings, words(keys.get("author"))),
    }

    def filled(found: re.Match[str]) -> str:
        if found[1] == "date":
            return dated(facts.date, found[2] or "%Y-%m-%d")
        return values.get(found[1], "")

    address = _VALUE.sub(filled, words(pattern) or _URLS[name])
    return f"/{address.lstrip('/').removesuffix('index.html')}"


def slug(settings: Settings, text: str) -> str:
    """Return a text as Pelican puts it into an address."""
    told = settings.told
    text = nfc(text)
    if not text.isascii() and not told.get("SLUGIFY_USE_UNICODE"):
        text = to_ascii(text, "")
    for pattern, by in _substitutions(told):
        try:
            text = re.sub(pattern, by, text, flags=re.IGNORECASE)
        except re.error:
            continue
    return (text if told.get("SLUGIFY_PRESERVE_CASE") else text.lower()).strip()


def _substitutions(told: Mapping[str, object]) -> list[tuple[str, str]]:
    own = told.get("SLUG_REGEX_SUBSTITUTIONS")
    pairs = own if isinstance(own, list) else [list(it) for it in _SUBSTITUTIONS]
    return [(str(it[0]), str(it[1])) for it in pairs if isinstance(it, list) and len(it) > 1]


def _of_name(settings: Settings, path: str) -> dict[str, object]:
    """Return what the name of a file says, as `FILENAME_METADATA` reads it."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    try:
        found = re.match(words(settings.told.get("FILENAME_METADATA")) or _NAMED, stem)
    except re.error:
        return {}
    named = found.groupdict() if found else {}
    return {key.lower(): value for key, value in named.items() if value}


def _slug_of(settings: Settings, path: str, keys: Keys) -> str:
    """Return the slug of a text that names none; empty if a library spells another script."""
    source = _source_of_slug(settings, path, keys)
    is_spelt = is_latin(source) or settings.told.get("SLUGIFY_USE_UNICODE")
    return slug(settings, source) if is_spelt else ""


def _source_of_slug(settings: Settings, path: str, keys: Keys) -> str:
    if settings.told.get("SLUGIFY_SOURCE") == "basename" or not words(keys.get("title")):
        return posixpath.splitext(posixpath.basename(path))[0]
    return words(keys.get("title"))


def _category(settings: Settings, path: str) -> str:
    """Return the category of a text that names none: that of its folder, if it has one."""
    if settings.kind_of(path, has_date=True) == "page":
        return ""
    folder = posixpath.dirname(settings.below_content(path))
    named = folder and settings.told.get("USE_FOLDER_AS_CATEGORY", True)
    return posixpath.basename(folder) if named else ""


def _names(told: Mapping[str, object], key: str, *default: str) -> list[str]:
    value = told.get(key)
    return [str(it) for it in value] if isinstance(value, list) else list(default)


def _below(content: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(content, name)).removeprefix(".").lstrip("/")
