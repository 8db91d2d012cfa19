"""A folder of Markdown files as `Found`: stories, pages, authors, and the pictures they show."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from sitegen.importing.document import without_hidden
from sitegen.importing.folders.addresses import Facts, hugo_address, jekyll_address, jekyll_slug
from sitegen.importing.folders.fields import (
    CHANGED,
    DATES,
    DEKS,
    PICTURES,
    first_moment,
    pictured,
    status_of,
    titled,
)
from sitegen.importing.folders.front import (
    Parts,
    moment,
    names,
    parts_of,
    words,
)
from sitegen.importing.folders.settings import Settings
from sitegen.importing.folders.tags import Tags
from sitegen.importing.found import File, Found, Left, Person, Site, Story, Term, Text
from sitegen.importing.marktree import read_markdown
from sitegen.importing.media import is_picture
from sitegen.importing.tree import Block, Changes, Embed, Inline, Link, Picture, changed
from sitegen.importing.wordpress.shortcodes import Fate
from sitegen.urls import nfc

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".html")
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_STATIC = ("static", "assets", "public", "")
LARGEST = 2 * 1024**2
"""Bytes of a text: what a site takes."""


class Entry(Struct, frozen=True):
    """A file that becomes a story: its path in the folder, and what stands in it."""

    path: str
    story: Story
    line: int = 1


class FolderReader:
    """Reads one folder: `entries` by path, and what the paths of links mean."""

    def __init__(self, root: Path, settings: Settings, fates: Mapping[str, Fate]) -> None:
        self.tags = Tags(fates, self._addressed, self._included)
        self._root = root
        self._settings = settings
        self._entries: dict[str, Entry] = {}
        self._by_name: dict[str, str] = {}
        self._leads: list[File] = []
        self._files = {
            it: File(key=it, address=f"{settings.address}/{_served(it)}", path=it)
            for it in settings.files()
        }
        self._people: dict[str, Person] = dict(settings.people)
        self._terms: dict[tuple[str, str], Term] = {}
        self._left: list[Left] = []

    def found(self) -> Found:
        """Return all that the folder holds. Files are read again for their texts."""
        for path in self._settings.texts():
            self._take(path)
        for it in self._entries.values():
            stem = posixpath.splitext(posixpath.basename(it.path))[0]
            self._by_name.setdefault(stem, it.path)
        settings = self._settings
        return Found(
            site=Site(
                title=settings.title,
                description=settings.description,
                language=settings.language,
                address=settings.address,
            ),
            people=tuple(self._people.values()),
            terms=tuple(self._terms.values()),
            files=(*self._files.values(), *self._leads),
            stories=tuple(it.story for it in self._entries.values()),
            left=tuple(self._left),
            texts=self._texts,
        )

    def _take(self, path: str) -> None:
        place = str(self._root / path)
        file = self._root / path
        if file.stat().st_size > LARGEST:
            self._left.append(Left(place, path, "it is larger than a text may be"))
            return
        parts = parts_of(file.read_bytes())
        if parts is None:
            self._left.append(Left(place, path, "it has no front matter"))
        elif parts.problems:
            it = parts.problems[0]
            self._left.append(Left(f"{place}:{it.line}", path, f"its front matter: {it.message}"))
        else:
            self._entries[path] = Entry(path, self._story(path, place, parts))

    def _story(self, path: str, place: str, parts: Parts) -> Story:
        keys = parts.keys
        name = _stem(path)
        dated = _DATED.fullmatch(name)
        date = first_moment(keys, DATES)
        date = date or moment(f"{dated[1]}-{dated[2]:0>2}-{dated[3]:0>2}" if dated else "")
        kind = self._settings.kind_of(path, has_date=date is not None)
        slug = words(keys.get("slug")) or (dated[4] if dated else name)
        categories = self._terms_of("category", keys, "categories", "category")
        tags = self._terms_of("tag", keys, "tags", "tag", "keywords", "topics")
        series = self._terms_of("series", keys, "series")
        facts = Facts(
            path=self._settings.below_content(path),
            slug=slug if dated or keys.get("slug") else "",
            title=words(keys.get("title")),
            date=date,
            categories=tuple(key for _, key in categories),
        )
        return Story(
            key=path,
            kind=kind,
            place=place,
            headline=words(keys.get("title")) or words(keys.get("headline")) or titled(slug),
            status=status_of(path, keys),
            slug=slug,
            address=self._address(path, keys, facts),
            date=date,
            updated=first_moment(keys, CHANGED),
            authors=tuple(self._authors(keys)),
            terms=(*categories, *tags, *series),
            dek=next((said for it in DEKS if (said := words(keys.get(it)))), ""),
            picture=self._lead(path, keys),
            language=words(keys.get("lang")) or self._settings.language_of(path),
            aliases=tuple(names(keys.get("aliases")) + names(keys.get("redirect_from"))),
        )  # fmt: skip

    def _terms_of(
        self, taxonomy: str, keys: Mapping[str, object], *wanted: str
    ) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for it in wanted:
            for name in names(keys.get(it), spaced=self._settings.is_jekyll and it[-1] == "s"):
                key = jekyll_slug(name) or name
                self._terms.setdefault((taxonomy, key), Term(taxonomy=taxonomy, key=key, name=name))
                found.append((taxonomy, key))
        return tuple(dict.fromkeys(found))

    def _authors(self, keys: Mapping[str, object]) -> Iterator[str]:
        for it in ("authors", "author", "byline", "writer"):
            for name in names(keys.get(it)):
                key = name if name in self._people else jekyll_slug(name) or name
                self._people.setdefault(key, Person(key=key, name=name))
                yield key

    def _address(self, path: str, keys: Mapping[str, object], facts: Facts) -> str:
        """Return the address of a text: its own, or what the generator makes of its path."""
        told = words(keys.get("permalink") or keys.get("url"))
        settings = self._settings
        if told.startswith("http"):
            return told
        if settings.is_jekyll:
            if ":" in told or (not told and settings.is_post(path)):
                told = jekyll_address(facts, told or settings.permalink)
            elif not told:
                stem = posixpath.splitext(path)[0]
                is_index = posixpath.basename(stem) == "index"
                folder = stem.removesuffix("index")
                told = folder if is_index else f"{stem}/"
                if not is_index and not settings.has_folders:
                    told = f"{stem}.html"
        elif not told:
            told = hugo_address(facts, settings.permalinks, ugly=settings.is_ugly)
            language = settings.language_of(path)
            told = f"/{language.lower()}{told}" if language else told
        return f"{settings.address}/{told.lstrip('/')}"

    # Pictures and links -----------------------------------------------------------------------

    def _lead(self, path: str, keys: Mapping[str, object]) -> str:
        """Return the key of the picture at the head of a story; empty if it has none here."""
        for it in PICTURES:
            told = pictured(keys, it)
            if told and (file := self._file(path, told.src)):
                key = f"{path}#{it}"
                self._leads.append(
                    File(
                        key=key,
                        address=file.address,
                        path=file.path,
                        alt=told.alt,
                        caption=escape(told.caption),
                        credit=told.credit,
                    )
                )
                return key
        return ""

    def _file(self, path: str, written: str) -> File | None:
        """Return the file of the folder that a text at `path` names, if it is there."""
        if not written or "://" in written or written.startswith("//"):
            return None
        name = nfc(unquote(written.partition("?")[0].partition("#")[0]))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        candidates = [] if name.startswith("/") else [beside]
        candidates += [posixpath.normpath(posixpath.join(top, name.lstrip("/"))) for top in _STATIC]
        return next(filter(None, map(self._files.get, candidates)), None)

    def _addressed(self, named: str) -> str:
        """Return the address of the story that a link names by its file."""
        bare, mark, anchor = named.partition("#")
        bare = bare.removeprefix("_posts/")
        stem = posixpath.splitext(posixpath.basename(bare.rstrip("/")))[0]
        for it in (bare, f"content/{bare.lstrip('/')}", f"content/{bare.lstrip('/')}.md"):
            if it in self._entries:
                return f"{self._entries[it].story.address}{mark}{anchor}"
        if stem in {"index", "_index"}:
            stem = posixpath.basename(posixpath.dirname(bare))
        path = self._by_name.get(stem) or next((p for p in self._entries if _stem(p) == stem), "")
        return f"{self._entries[path].story.address}{mark}{anchor}" if path else named

    def _included(self, name: str) -> str | None:
        file = self._root / "_includes" / name
        inside = (self._root / "_includes").resolve()
        if not file.is_file() or not file.resolve().is_relative_to(inside):
            return None
        return file.read_text("utf-8", "replace")

    # Texts ------------------------------------------------------------------------------------

    def _texts(self) -> Iterator[Text]:
        for path, entry in self._entries.items():
            parts = parts_of((self._root / path).read_bytes())
            body = without_hidden(self.tags.expanded(parts.body if parts else ""))
            blocks, source = read_markdown(body)
            yield Text(key=path, blocks=self._named(blocks, path, entry.story), source=source)

    def _named(self, blocks: tuple[Block, ...], path: str, story: Story) -> tuple[Block, ...]:
        """Return blocks in which pictures and links that name files of the folder say so."""

        def picture(it: Picture) -> Picture:
            file = self._file(path, it.src)
            if not file:
                return it
            return Picture(src=file.address, alt=it.alt, caption=it.caption, credit=it.credit,
                           license=it.license, href=it.href, key=file.key)  # fmt: skip

        def inline(it: Inline) -> list[Inline]:
            if isinstance(it, Picture):
                return [picture(it)]
            if isinstance(it, Link):
                return [Link(self._href(it.href, path, story), it.inside, it.title)]
            return [it]

        def block(it: Picture | Embed) -> list[Block]:
            return [picture(it)] if isinstance(it, Picture) else [it]

        return changed(blocks, Changes(inline, block))

    def _href(self, href: str, path: str, story: Story) -> str:
        bare = href.partition("#")[0].partition("?")[0]
        if bare.lower().endswith((".md", ".markdown")) and "://" not in bare:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(bare)))
            named = beside if beside in self._entries else unquote(bare)
            return self._addressed(named + href[len(bare) :])
        if bare and not urlsplit(href).scheme and not href.startswith("/"):
            if (file := self._file(path, href)) and not is_picture(bare):
                return file.address
            base = (
                story.address
                if story.address.endswith("/")
                else story.address.rpartition("/")[0] + "/"
            )
            return urljoin(base, href)
        if bare.startswith("/") and not bare.startswith("//"):
            self._file(path, bare)
            return f"{self._settings.address}{href}"
        return href


def _served(path: str) -> str:
    """Return where a file of the folder is on the web."""
    for top in ("static/", "public/"):
        if path.startswith(top):
            return path.removeprefix(top)
    return path.removeprefix("content/")


def _stem(path: str) -> str:
    stem = posixpath.splitext(posixpath.basename(path))[0]
    stem = re.sub(r"\.[a-z]{2}(?:-[a-zA-Z]{2})?$", "", stem)
    return posixpath.basename(posixpath.dirname(path)) if stem in {"index", "_index"} else stem
