"""What links and pictures of a folder's texts name: its own files and texts."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.importing.changing import Changes, changed
from sitegen.importing.folders.settings import Settings
from sitegen.importing.found import File, Story
from sitegen.importing.media import is_picture
from sitegen.importing.tree import Block, Embed, Inline, Link, Picture
from sitegen.urls import nfc

_STATIC = ("static", "assets", "public", "")
_INCLUDES = ("_includes", "src/_includes")


class Links:
    """Answers what texts of a folder name; `stories` by path may still be filled."""

    def __init__(self, root: Path, settings: Settings, stories: Mapping[str, Story]) -> None:
        self._root = root
        self._settings = settings
        self._stories = stories
        self._by_name: dict[str, str] = {}
        self.files = {
            it: File(key=it, address=f"{settings.address}/{_served(it, settings.content)}", path=it)
            for it in settings.files()
        }

    def know(self, paths: Iterable[str]) -> None:
        """Take note of all texts that there are."""
        for path in paths:
            self._by_name.setdefault(posixpath.splitext(posixpath.basename(path))[0], path)
        for path in paths:
            self._by_name.setdefault(stem_of(path), path)

    def file(self, path: str, written: str) -> File | None:
        """Return the file of the folder that a text at `path` names, if it is there."""
        if not written or "://" in written or written.startswith("//"):
            return None
        name = nfc(unquote(written.partition("?")[0].partition("#")[0]))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        candidates = [] if name.startswith("/") else [beside]
        tops = (*_STATIC, self._settings.content)
        candidates += [posixpath.normpath(posixpath.join(top, name.lstrip("/"))) for top in tops]
        return next(filter(None, map(self.files.get, candidates)), None)

    def addressed(self, named: str) -> str:
        """Return the address of the story that a link names by its file."""
        bare, mark, anchor = named.partition("#")
        bare = bare.removeprefix("_posts/")
        stem = posixpath.splitext(posixpath.basename(bare.rstrip("/")))[0]
        for it in (bare, f"content/{bare.lstrip('/')}", f"content/{bare.lstrip('/')}.md"):
            if it in self._stories:
                return f"{self._stories[it].address}{mark}{anchor}"
        if stem in {"index", "_index"}:
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

    def _href(self, href: str, path: str, story: Story) -> str:
        bare = href.partition("#")[0].partition("?")[0]
        if bare.lower().endswith((".md", ".mdx", ".markdown")) and "://" not in bare:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(bare)))
            named = beside if beside in self._stories else unquote(bare)
            return self.addressed(named + href[len(bare) :])
        if bare and not urlsplit(href).scheme and not href.startswith("/"):
            if (file := self.file(path, href)) and not is_picture(bare):
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


def _served(path: str, content: str) -> str:
    """Return where a file of the folder is on the web."""
    tops = ("static/", "public/", *((f"{content}/",) if content else ()))
    return path.removeprefix(next((it for it in tops if path.startswith(it)), ""))


def stem_of(path: str) -> str:
    """Return the name of a text: that of its folder, if it is the folder's own."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    stem = re.sub(r"\.[a-z]{2}(?:-[a-zA-Z]{2})?$", "", stem)
    return posixpath.basename(posixpath.dirname(path)) if stem in {"index", "_index"} else stem
