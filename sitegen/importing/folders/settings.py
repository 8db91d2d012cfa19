"""The settings of a folder, whatever generator it is of: names, addresses, where texts lie."""

import os
import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Literal

from msgspec import Struct

from sitegen.importing.folders.given import Given
from sitegen.importing.folders.pagefiles import (
    HTML,
    has_body,
    has_front_matter,
    is_template,
)
from sitegen.importing.found import Person
from sitegen.urls import nfc

_ENDINGS = (".md", ".markdown", ".mkd", ".mdown", ".mdx")
_UNREAD = (
    *(*HTML, ".ipynb", ".textile", ".org", ".adoc", ".asciidoc", ".ad", ".wiki", ".t2t"),
    *(".rst", ".pandoc", ".pdc"),
)
_NOT_OF_HUGO = (*HTML, ".ipynb", ".wiki", ".t2t", ".textile")
_SCRIPTS = (".njk", ".liquid", ".hbs", ".ejs", ".pug", ".haml", ".mustache", ".webc")
_PAGED = frozenset({"hugo", "jekyll", "eleventy"})
"""Whose HTML may be a text."""

_NOT_SERVED = (".html", ".yml", ".toml", ".scss")
_SKIPPED = frozenset(
    {
        *(".git", "node_modules", "vendor", "themes", "layouts", "_site", "public", "resources"),
        *("archetypes", "_includes", "_layouts", "_sass", "_data", "dist", "build", ".github"),
    }
)
_NOT_TEXTS = re.compile(
    r"(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY)\b", re.IGNORECASE
)
_HEXO = frozenset({"source_dir", "new_post_name", "pretty_urls"})
"""What settings of Hexo have, and those of Jekyll never."""

_POSTS = frozenset({"_posts", "_drafts"})
_SECTIONS = ("about", "contact", "imprint", "privacy", "legal", "page", "pages")
FolderKind = Literal["hugo", "jekyll", "eleventy", "astro", "zola", "pelican", "nikola"]
TextKind = Literal["article", "page"]


class Shelf(Struct, frozen=True):
    """A folder of texts of one kind: with these endings; where its texts are published."""

    folder: str
    kind: TextKind
    endings: tuple[str, ...]
    at: str = ""

    def below(self, path: str) -> str | None:
        """Return a path below the folder; None if it does not lie there."""
        if not self.folder:
            return path
        return path.removeprefix(f"{self.folder}/") if path.startswith(f"{self.folder}/") else None


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
    ugly: frozenset[str] = frozenset()
    """Sections of Hugo whose pages are files of their own names, if not all are."""

    people: Mapping[str, Person] = {}
    languages: tuple[str, ...] = ()
    folders: Mapping[str, str] = {}
    """Folders of texts by language, where each language has its own."""

    default_language: str = ""
    tags: Mapping[str, str] = {}
    """Tags of languages by what the folder calls them, where these are not the same."""

    given: tuple[Given, ...] = ()
    collections: Mapping[str, str] = {}
    """The collections of Jekyll that are published: the pattern of their addresses, by name."""

    collections_folder: str = ""
    excluded: tuple[str, ...] = ()
    timezone: str = ""
    shelves: tuple[Shelf, ...] = ()
    """Where texts lie, if settings say so: what lies elsewhere is none."""

    tops: tuple[str, ...] = ("static", "public")
    """Folders whose files lie at the top of the site."""

    told: Mapping[str, object] = {}
    """What else the settings say, to a generator that has rules of its own."""

    @property
    def is_jekyll(self) -> bool:
        """Whether Jekyll's rules hold."""
        return self.kind == "jekyll"

    @property
    def has_folders(self) -> bool:
        """Whether pages of Jekyll are folders, as posts are; those of Hexo are files."""
        is_hexo = not _HEXO.isdisjoint(self.told)
        return not is_hexo and (self.permalink == "pretty" or self.permalink.endswith("/"))

    def own(self, path: str) -> str:
        """Return a path below the folder of texts."""
        return path.removeprefix(f"{self.content}/") if self.content else path

    def texts(self) -> Iterator[str]:
        """Yield the paths of all texts, sorted, links never followed."""
        return (it for it in self._walked() if self._is_text(it))

    def unread(self) -> Iterator[tuple[str, str]]:
        """Yield the paths of what may be texts where these lie and is not read, and why not."""
        for path in self._walked():
            if self._is_excluded(path) or self._is_text(path):
                continue
            if self._is_of_section(path):
                yield path, "the front page shows stories: its words are not read"
            elif path.rpartition("/")[2].startswith("_index."):
                continue
            elif self._is_page_file(path) or (self.kind == "eleventy" and self._is_script(path)):
                yield path, "code puts its words there: they are not read"
            elif path.lower().endswith(_UNREAD) and self._is_among_texts(path):
                yield path, "texts of this kind are not read"

    def _is_among_texts(self, path: str) -> bool:
        if self.shelves:
            return any(it.below(path) is not None for it in self.shelves)
        if self.is_jekyll:
            return self._is_of_jekyll(path) and has_front_matter(self.root / path)
        return self.kind == "hugo" and not path.lower().endswith(_NOT_OF_HUGO)

    def _is_page_file(self, path: str) -> bool:
        """Say whether HTML is a page, which may be a template of others."""
        if self.kind not in _PAGED or not path.lower().endswith(HTML):
            return False
        is_read = not self.is_jekyll or self._is_of_jekyll(path)
        return is_read and has_front_matter(self.root / path)

    def _is_of_section(self, path: str) -> bool:
        """Say whether a listing of Hugo or Zola has words of its own: it is a page, then."""
        named = path.rpartition("/")[2].startswith("_index.")
        has_words = named and path.lower().endswith((*_ENDINGS, *HTML))
        return has_words and self.kind in {"hugo", "zola"} and has_body(self.root / path)

    def _is_script(self, path: str) -> bool:
        return path.lower().endswith(_SCRIPTS) and has_front_matter(self.root / path)

    def _walked(self) -> Iterator[str]:
        top = self.root / self.content
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(
                it for it in folders if it not in _SKIPPED and (it[0] != "." or it == ".posts")
            )
            for name in sorted(files):
                file = Path(folder) / name
                path = file.relative_to(self.root).as_posix()
                if not file.is_symlink():
                    yield path

    def files(self) -> Iterator[str]:
        """Yield the paths of all that is no text, sorted: pictures, and what texts link to."""
        skipped = _SKIPPED - ({"public"} if self.kind in {"astro", "eleventy"} else set())
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(it for it in folders if it not in skipped and it[0] != ".")
            for name in sorted(files):
                file = Path(folder) / name
                path = file.relative_to(self.root).as_posix()
                is_text = name.lower().endswith((*_ENDINGS, *_NOT_SERVED)) or self._is_text(path)
                if not is_text and name[0] != "." and not file.is_symlink():
                    yield nfc(path)

    def _is_text(self, path: str) -> bool:
        name = path.rpartition("/")[2]
        if self.shelves:
            return self.shelf_of(path) is not None
        if name.startswith("_index."):
            return self._is_of_section(path) and self.below_content(path) != "_index"
        if self._is_page_file(path):
            is_filled = self.kind == "hugo" or self.is_post(path) or self.collection_of(path)
            return bool(is_filled) or not (
                _is_front(self.own(path)) or is_template(self.root / path)
            )
        if not name.lower().endswith(_ENDINGS):
            return False
        if self.is_jekyll:
            return self._is_of_jekyll(path)
        return bool(self.content) or not _NOT_TEXTS.match(name)

    def shelf_of(self, path: str) -> Shelf | None:
        """Return the shelf that a text lies on, the innermost; None if it lies on none."""
        if self._is_excluded(path):
            return None
        fits = [
            it
            for it in self.shelves
            if it.below(path) is not None and path.lower().endswith(it.endings)
        ]
        return max(fits, key=lambda it: len(it.folder), default=None)

    def _is_excluded(self, path: str) -> bool:
        return any(path == it or path.startswith(f"{it}/") for it in self.excluded)

    def _is_of_jekyll(self, path: str) -> bool:
        """Say whether Jekyll reads a file: of folders with `_` it knows its own collections."""
        path = self.own(path)
        *folders, name = path.split("/")
        hidden = [it for it in folders if it.startswith("_")]
        if self._is_excluded(path) or (name.startswith("_") and not hidden):
            return False
        known = all(it in _POSTS or it[1:] in self.collections for it in hidden)
        return known and (bool(hidden) or not _NOT_TEXTS.match(name))

    def collection_of(self, path: str) -> str:
        """Return the collection of Jekyll that a text is in, other than posts; or nothing."""
        parts = self.own(path).removeprefix(f"{self.collections_folder}/").split("/")
        name = parts[0].removeprefix("_")
        return (
            name if len(parts) > 1 and parts[0] == f"_{name}" and name in self.collections else ""
        )

    def is_post(self, path: str) -> bool:
        """Say whether Jekyll takes a file for a post."""
        return not _POSTS.isdisjoint(path.split("/")[:-1])

    def above_posts(self, path: str) -> list[str]:
        """Return the folders above that of a post: Jekyll takes them for its first categories."""
        own = self.own(path).removeprefix(f"{self.collections_folder}/").split("/")[:-1]
        return list(takewhile(lambda it: it not in _POSTS, own)) if self.is_post(path) else []

    def kind_of(self, path: str, *, has_date: bool) -> TextKind:
        """Say what a text is: what has a date is a story, but for pages of Jekyll."""
        if shelf := self.shelf_of(path):
            return shelf.kind
        if self.is_jekyll:
            is_dated = has_date and bool(self.collection_of(path))
            return "article" if self.is_post(path) or is_dated else "page"
        below = self.below_content(path)
        if path.rpartition("/")[2].startswith("_index."):
            return "page"
        if "/" not in below and not has_date:
            return "page"
        return "article" if has_date and below.partition("/")[0] not in _SECTIONS else "page"

    def below_content(self, path: str) -> str:
        """Return a path below the folder of texts, without its ending; a bundle is its folder."""
        below = self.own(path)
        for folder in self.folders.values():
            below = path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else below
        below = re.sub(r"\.(?:md|markdown|mkd|mdown|mdx|rst|txt|html?)$", "", below)
        for it in self.languages:
            below = below.removesuffix(f".{it}")
        return below.removesuffix("/index").removesuffix("/_index")

    def language_of(self, path: str) -> str:
        """Return the language that the name of a file says, if it is not that of the site."""
        stem = path.rpartition("/")[2]
        named = (it for it in self.languages if f".{it}." in stem)
        lying = (it for it, folder in self.folders.items() if path.startswith(f"{folder}/"))
        found = next(named, "") or next(lying, "")
        return "" if found in {self.language, self.default_language} else found

    def tag_of(self, path: str) -> str:
        """Return the tag of the language of a text, if it is not that of the site."""
        found = self.language_of(path)
        return self.tags.get(found, found)


def _is_front(path: str) -> bool:
    """Say whether a page of HTML is one that every site makes for itself."""
    return path in {"index.html", "404.html"}
