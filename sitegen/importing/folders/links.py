"""What links and pictures of a folder's texts name: its own files and texts."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec.structs import replace

from sitegen.importing.changing import Changes, changed
from sitegen.importing.folders.addresses import jekyll_slug
from sitegen.importing.folders.settings import Settings
from sitegen.importing.found import File, Story
from sitegen.importing.tree import Block, Embed, Inline, Link, Picture
from sitegen.urls import nfc

_MARKED = re.compile(
    r"(?:\{|\||%7B|%7C)(filename|static|attach|photo|index|tag|category|author)(?:\}|\||%7D|%7C)",
    re.IGNORECASE,
)
"""How texts of Pelican name what they link to."""

_LINK = re.compile(r"link://(\w+)/?(.*)")
"""How texts of Nikola do that."""

_LISTINGS = frozenset({"tag", "category", "author"})
_TEXTS = (".md", ".mdx", ".markdown", ".rst")
_INCLUDES = ("_includes", "src/_includes")


class Links:
    """Answers what texts of a folder name; `stories` by path may still be filled."""

    def __init__(self, root: Path, settings: Settings, stories: Mapping[str, Story]) -> None:
        self._root = root
        self._settings = settings
        self._stories = stories
        self._by_name: dict[str, str] = {}
        tops = (*settings.tops, settings.content)
        self.files = {
            it: File(key=it, address=f"{settings.address}/{_served(it, tops)}", path=it)
            for it in settings.files()
        }

    def know(self, paths: Iterable[str]) -> None:
        """Take note of all texts that there are; of several languages that of the site is meant."""
        paths = sorted(paths, key=lambda it: bool(self._settings.language_of(it)))
        for path in paths:
            self._by_name.setdefault(posixpath.splitext(posixpath.basename(path))[0], path)
        for path in paths:
            self._by_name.setdefault(stem_of(path), path)
        for path in paths:
            self._by_name.setdefault(self._stories[path].slug, path)
        if self._settings.kind in {"hugo", "zola"}:
            self.files |= dict(self._of_bundles(paths))

    def _of_bundles(self, paths: Iterable[str]) -> Iterator[tuple[str, File]]:
        """Yield files that lie in the folder of a text, by its address: that may be elsewhere."""
        bundles = {
            posixpath.dirname(it): self._stories[it].address
            for it in paths
            if posixpath.basename(it).startswith("index.")
        }
        for key, it in self.files.items():
            folder = posixpath.dirname(key)
            while folder and folder not in bundles:
                folder = posixpath.dirname(folder)
            if (address := bundles.get(folder, "")).endswith("/"):
                yield key, replace(it, address=f"{address}{key[len(folder) + 1 :]}")

    def file(self, path: str, written: str) -> File | None:
        """Return the file of the folder that a text at `path` names, if it is there."""
        written = self._plain(written)
        if not written or "://" in written or written.startswith("//"):
            return None
        name = nfc(unquote(written.partition("?")[0].partition("#")[0]))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        candidates = [] if name.startswith("/") else [beside]
        tops = (*self._settings.tops, "assets", "", self._settings.content)
        candidates += [posixpath.normpath(posixpath.join(top, name.lstrip("/"))) for top in tops]
        return next(filter(None, map(self.files.get, candidates)), None)

    def addressed(self, named: str) -> str:
        """Return the address of the story that a link names by its file."""
        bare, mark, anchor = named.partition("#")
        bare = bare.removeprefix("_posts/")
        stem = posixpath.splitext(posixpath.basename(bare.rstrip("/")))[0]
        below = posixpath.join(self._settings.content, bare.lstrip("/"))
        for it in (bare, below, f"{below}.md"):
            if it in self._stories:
                return f"{self._stories[it].address}{mark}{anchor}"
        if stem == "_index":  # a listing
            folder = posixpath.dirname(bare).strip("/")
            return f"{self._settings.address}/{folder}/" if folder else f"{self._settings.address}/"
        if stem == "index":
            stem = posixpath.basename(posixpath.dirname(bare))
        path = self._by_name.get(stem, "")
        return f"{self._stories[path].address}{mark}{anchor}" if path else named

    def included(self, name: str) -> str | None:
        """Return the text of a file that a tag includes; None if it is not there."""
        for folder in dict.fromkeys((*_INCLUDES, f"{self._settings.content}/_includes")):
            inside = (self._root / folder).resolve()
            file = self._root / folder / name
            if file.is_file() and file.resolve().is_relative_to(inside):
                return file.read_text("utf-8", "replace")
        return None

    def settled(self, blocks: tuple[Block, ...], path: str, story: Story) -> tuple[Block, ...]:
        """Return blocks in which pictures and links that name files of the folder say so."""

        def picture(it: Picture) -> Picture:
            file = self.file(path, it.src)
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

    def _plain(self, href: str) -> str:
        """Return what a link names, without the marks by which generators know their own."""
        if found := _MARKED.match(href):
            kind, rest = found[1].lower(), href[found.end() :]
            if kind in _LISTINGS:
                return f"/{kind}/{jekyll_slug(unquote(rest))}/"
            return "/" if kind == "index" else rest
        if found := _LINK.fullmatch(href):
            if found[1] == "slug":
                return self.addressed(found[2])
            return f"/{found[1]}/{found[2]}/" if found[1] in _LISTINGS else f"/{found[2]}"
        return f"/{href[2:]}" if href.startswith("@/") else href

    def _href(self, href: str, path: str, story: Story) -> str:
        href = self._plain(href)
        bare = href.partition("#")[0].partition("?")[0]
        if bare.lower().endswith(_TEXTS) and "://" not in bare:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(bare)))
            named = beside if beside in self._stories else unquote(bare)
            return self.addressed(named + href[len(bare) :])
        if bare and not urlsplit(href).scheme and not href.startswith("/"):
            if file := self.file(path, href):
                return file.address
            base = (
                story.address
                if story.address.endswith("/")
                else story.address.rpartition("/")[0] + "/"
            )
            return urljoin(base, href)
        if bare.startswith("/") and not bare.startswith("//"):
            return f"{self._top(bare)}{href}"
        return href

    def _top(self, path: str) -> str:
        """Return what stands before a path of the site: some name the folder it lies in, too."""
        address = self._settings.address
        base = urlsplit(address).path
        return address.removesuffix(base) if base and f"{path}/".startswith(f"{base}/") else address


def _served(path: str, tops: Iterable[str]) -> str:
    """Return where a file of the folder is on the web."""
    within = (f"{it}/" for it in tops if it and path.startswith(f"{it}/"))
    return path.removeprefix(next(within, ""))


def stem_of(path: str) -> str:
    """Return the name of a text: that of its folder, if it is the folder's own."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    stem = re.sub(r"\.[a-z]{2}(?:-[a-zA-Z]{2})?$", "", stem)
    return posixpath.basename(posixpath.dirname(path)) if stem in {"index", "_index"} else stem
