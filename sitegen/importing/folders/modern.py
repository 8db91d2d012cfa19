"""Settings of Eleventy and Astro, which are scripts: what is said there in so many words."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from sitegen.importing.folders.front import words
from sitegen.importing.folders.given import of_eleventy, read_data
from sitegen.importing.folders.scripts import Value, exported, named
from sitegen.importing.folders.settings import Settings
from sitegen.importing.folders.values import address_of
from sitegen.urls import nfc

_INPUT = re.compile(
    r"\bdir\s*:\s*\{[^{}]*?\binput\s*:\s*[\"']([^\"']+)|setInputDirectory\(\s*[\"']([^\"']+)"
)
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_ABOUT = ("metadata", "site", "meta", "config")
"""What files of data that tell of the site as a whole are called."""

_STARLIGHT = "@astrojs/starlight"


def is_eleventy(root: Path) -> bool:
    """Say whether a folder is a site of Eleventy."""
    return any((*root.glob(".eleventy.*"), *root.glob("eleventy.config.*")))


def is_astro(root: Path) -> bool:
    """Say whether a folder is a site of Astro."""
    return any(root.glob("astro.config.*"))


def settings_of_eleventy(root: Path) -> Settings:
    """Return the settings of a site of Eleventy."""
    script = _script(root, ".eleventy.*", "eleventy.config.*")
    found = _INPUT.search(script)
    top = (found[1] or found[2]).strip("./") if found else ""
    if not (root / top).is_dir() or not found:
        top = next((it for it in ("src/content", "content", "src") if (root / it).is_dir()), "")
    about = _about(root, top)
    settings = Settings(
        root=root,
        kind="eleventy",
        content=top,
        title=words(about.get("title") or about.get("name") or about.get("sitename")),
        description=words(about.get("description")),
        language=words(about.get("language") or about.get("lang") or about.get("locale")),
        address=address_of(words(about.get("url") or about.get("siteurl") or about.get("baseurl"))),
    )
    return replace(settings, given=of_eleventy(root, list(settings.texts())))


def settings_of_astro(root: Path) -> Settings:
    """Return the settings of a site of Astro; of Starlight's texts `docs` is no part of addresses.

    Languages are folders there, but for one that has none, or that of the site.
    """
    script = _script(root, "astro.config.*")
    content = "src/content" if (root / "src/content").is_dir() else "src/pages"
    is_docs = _STARLIGHT in script and (root / "src/content/docs").is_dir()
    content = "src/content/docs" if is_docs else content
    default = words(named(script, "defaultLocale"))
    tags = _locales(named(script, "locales"))
    own = "root" if "root" in tags else default
    language = tags.get(own) or default
    own_keys = exported(script)
    base = words(own_keys.get("base")).strip("/")
    folders = {it.name.lower(): it for it in (root / content).glob("*") if it.is_dir()}
    return Settings(
        root=root,
        kind="astro",
        content=content,
        title=words(named(script, "title")) if is_docs else "",
        language="" if language == "root" else language,
        address=f"{address_of(words(own_keys.get('site')))}/{base}".rstrip("/"),
        folders={
            key: nfc(folders[key.lower()].relative_to(root).as_posix())
            for key in tags
            if key.lower() in folders
        },
        tags=tags,
        default_language=own,
    )


def _locales(told: Value) -> dict[str, str]:
    """Return the languages of a site by the folders of their texts."""
    if isinstance(told, list):
        pairs = [(it.get("path", ""), it.get("codes")) if isinstance(it, dict) else (it, it)
                 for it in told]  # fmt: skip
        return {words(key): words(tag[0] if isinstance(tag, list) and tag else tag or key)
                for key, tag in pairs}  # fmt: skip
    known = told.items() if isinstance(told, dict) else ()
    return {key: words(it.get("lang") or key) for key, it in known if isinstance(it, dict)}


def _script(root: Path, *patterns: str) -> str:
    files = sorted(it for pattern in patterns for it in root.glob(pattern) if it.is_file())
    text = "\n".join(it.read_text("utf-8", "replace") for it in files)
    return _COMMENT.sub("", text)


def _about(root: Path, top: str) -> Mapping[str, Value]:
    """Return what a file of data says of the site as a whole."""
    for folder in dict.fromkeys((root / top / "_data", root / "_data", root / "src/_data")):
        for name in _ABOUT:
            for ending in (".json", ".js", ".mjs", ".cjs"):
                file = folder / f"{name}{ending}"
                if file.is_file() and (told := read_data(file)):
                    return {key.lower(): value for key, value in told.items()}
    return {}
