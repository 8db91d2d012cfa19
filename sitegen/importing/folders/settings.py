"""What kind of folder this is, and its own settings: names, addresses, where texts lie."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sitegen.content.frontmatter import read
from sitegen.errors import SiteError
from sitegen.importing.folders.front import plain, words
from sitegen.importing.found import Person
from sitegen.strict.toml import read_toml
from sitegen.urls import nfc

CONFIGS = (
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml"),
    *("config.yml", "config.json", "config/_default/hugo.toml", "config/_default/config.toml"),
    *("config/_default/hugo.yaml", "config/_default/config.yaml", "config/_default/config.yml"),
)
_LANGUAGES = ("config/_default/languages.toml", "config/_default/languages.yaml")
_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mdx")
_SKIPPED = frozenset(
    {
        *(".git", "node_modules", "vendor", "themes", "layouts", "_site", "public", "resources"),
        *("archetypes", "_includes", "_layouts", "_sass", "_data", "dist", "build", ".github"),
    }
)
_NOT_TEXTS = re.compile(
    r"(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY)\b", re.IGNORECASE
)
_SECTIONS = ("about", "contact", "imprint", "privacy", "legal", "page", "pages")
FolderKind = Literal["hugo", "jekyll", "eleventy", "astro"]


class Settings(Struct, frozen=True, kw_only=True):
    """The settings of a folder. `content` is the folder of texts below the root, or nothing."""

    root: Path
    kind: FolderKind
    content: str
    title: str = ""
    description: str = ""
    language: str = ""
    address: str = ""
    permalink: str = ""
    permalinks: Mapping[str, object] = {}
    is_ugly: bool = False
    people: Mapping[str, Person] = {}
    languages: tuple[str, ...] = ()
    folders: Mapping[str, str] = {}
    """Folders of texts by language, where each language has its own."""

    default_language: str = ""

    @property
    def is_jekyll(self) -> bool:
        """Whether Jekyll's rules hold."""
        return self.kind == "jekyll"

    @property
    def has_folders(self) -> bool:
        """Whether pages of Jekyll are folders: so they are if the addresses of posts are."""
        return self.permalink == "pretty" or self.permalink.endswith("/")

    def texts(self) -> Iterator[str]:
        """Yield the paths of all texts, sorted, links never followed."""
        top = self.root / self.content
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(
                it for it in folders if it not in _SKIPPED and (it[0] != "." or it == ".posts")
            )
            for name in sorted(files):
                file = Path(folder) / name
                path = file.relative_to(self.root).as_posix()
                if (
                    name.lower().endswith(_ENDINGS)
                    and not file.is_symlink()
                    and self._is_text(path)
                ):
                    yield path

    def files(self) -> Iterator[str]:
        """Yield the paths of all that is no text, sorted: pictures, and what texts link to."""
        skipped = _SKIPPED - ({"public"} if self.kind in {"astro", "eleventy"} else set())
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(it for it in folders if it not in skipped and it[0] != ".")
            for name in sorted(files):
                file = Path(folder) / name
                is_text = name.lower().endswith((*_ENDINGS, ".html", ".yml", ".toml", ".scss"))
                if not is_text and name[0] != "." and not file.is_symlink():
                    yield nfc(file.relative_to(self.root).as_posix())

    def _is_text(self, path: str) -> bool:
        name = path.rpartition("/")[2]
        if name.startswith("_index."):
            return False
        if self.is_jekyll:
            return not _NOT_TEXTS.match(name) or path.startswith("_")
        return bool(self.content) or not _NOT_TEXTS.match(name)

    def is_post(self, path: str) -> bool:
        """Say whether Jekyll takes a file for a post."""
        return "_posts/" in path or path.startswith("_drafts/")

    def kind_of(self, path: str, *, has_date: bool) -> Literal["article", "page"]:
        """Say what a text is: what has a date is a story, but for pages of Jekyll."""
        if self.is_jekyll:
            return (
                "article" if self.is_post(path) or (path.startswith("_") and has_date) else "page"
            )
        below = self.below_content(path)
        if "/" not in below and not has_date:
            return "page"
        return "article" if has_date and below.partition("/")[0] not in _SECTIONS else "page"

    def below_content(self, path: str) -> str:
        """Return a path below the folder of texts, without its ending; a bundle is its folder."""
        below = path.removeprefix(f"{self.content}/") if self.content else path
        for folder in self.folders.values():
            below = path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else below
        below = re.sub(r"\.(?:md|markdown|mkd|mdown|mdx)$", "", below)
        for it in self.languages:
            below = below.removesuffix(f".{it}")
        return below.removesuffix("/index")

    def language_of(self, path: str) -> str:
        """Return the language that the name of a file says, if it is not that of the site."""
        stem = path.rpartition("/")[2]
        named = (it for it in self.languages if f".{it}." in stem)
        lying = (it for it, folder in self.folders.items() if path.startswith(f"{folder}/"))
        found = next(named, "") or next(lying, "")
        return "" if found in {self.language, self.default_language} else found


def kind_of_folder(root: Path) -> FolderKind | None:
    """Return the kind of a folder; None if it is none that is known."""
    if (root / "_config.yml").is_file() or (root / "_posts").is_dir():
        return "jekyll"
    if any((root / it).is_file() for it in CONFIGS) or (root / "config/_default").is_dir():
        return "hugo" if (root / "content").is_dir() else None
    if list(root.glob("astro.config.*")):
        return "astro"
    if list(root.glob(".eleventy.*")) or list(root.glob("eleventy.config.*")):
        return "eleventy"
    return None


def settings_of(root: Path, kind: FolderKind) -> Settings:
    """Return the settings of a folder."""
    told = _config(root, ("_config.yml", "_config.yaml") if kind == "jekyll" else CONFIGS)
    address = words(told.get("url") or told.get("baseurl")).rstrip("/")
    if kind == "jekyll":
        base = words(told.get("baseurl")).strip("/")
        url = words(told.get("url")).rstrip("/")
        address = f"{url}/{base}".rstrip("/") if base else url
    params = told.get("params")
    description = told.get("description") or (
        params.get("description") if isinstance(params, dict) else ""
    )
    languages = told.get("languages") or _config(root, _LANGUAGES)
    languages = dict(languages) if isinstance(languages, dict) else {}
    for file in sorted((root / "config/_default").glob("languages.*.toml")):
        languages[file.name.split(".")[1]] = dict(_read(file))
    default = words(told.get("defaultcontentlanguage"))
    folders = {
        str(key): words({str(k).lower(): v for k, v in it.items()}.get("contentdir"))
        for key, it in languages.items()
        if isinstance(it, dict)
    }
    content = {
        "hugo": words(told.get("contentdir")) or "content",
        "astro": "src/content",
        "jekyll": "",
    }
    inside = content.get(kind, "")
    if kind == "astro" and not (root / inside).is_dir():
        inside = "src/pages"
    if kind == "eleventy":
        inside = next(
            (it for it in ("src/content", "content", "src", "posts") if (root / it).is_dir()), ""
        )
    permalinks = told.get("permalinks")
    return Settings(
        root=root,
        kind=kind,
        content=inside,
        title=words(told.get("title")),
        description=words(description),
        language=words(
            told.get("languagecode")
            or told.get("lang")
            or told.get("defaultcontentlanguage")
            or told.get("locale")
        ),
        address=address if address.startswith("http") else "https://example.org",
        permalink=words(told.get("permalink")) or "date",
        permalinks=permalinks if isinstance(permalinks, dict) else {},
        is_ugly=words(told.get("uglyurls")).lower() == "true",
        people=dict(_people(root)),
        languages=tuple(map(str, languages)),
        folders={key: folder for key, folder in folders.items() if folder},
        default_language=default,
    )


def _config(root: Path, files: tuple[str, ...]) -> dict[str, object]:
    for it in files:
        file = root / it
        if file.is_file():
            return {key.lower(): value for key, value in _read(file).items()}
    return {}


def _read(file: Path) -> dict[str, object]:
    """Return a file of settings as plain values; nothing if it cannot be read."""
    raw = file.read_bytes()
    try:
        if file.suffix == ".toml":
            return plain(read_toml(raw))
        if file.suffix == ".json":
            told = msgspec.json.decode(raw)
            return told if isinstance(told, dict) else {}
    except (SiteError, msgspec.DecodeError):
        return {}
    front = read(b"---\n" + raw.replace(b"\r\n", b"\n").removeprefix(b"---\n") + b"\n---\n")
    return plain(front.mapping) if front.mapping else {}


def _people(root: Path) -> Iterator[tuple[str, Person]]:
    """Yield authors that a file of data names by key, as Jekyll and Hugo keep them."""
    for it in ("_data/authors.yml", "data/authors.yml", "data/authors.yaml", "data/authors.toml"):
        file = root / it
        if file.is_file():
            for key, value in _read(file).items():
                if isinstance(value, dict):
                    name = words(value.get("name") or value.get("display_name")) or key
                    bio = words(value.get("bio") or value.get("description"))
                    url = words(value.get("web") or value.get("url") or value.get("website"))
                    yield key, Person(key=key, name=name, biography=bio, url=url)
