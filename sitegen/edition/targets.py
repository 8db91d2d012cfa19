"""Where links lead: every name by which editors call an article, a page, a listing.

A target may be public, waiting (held back now: a link to it is plain text, with a warning), or
broken (its own file has an error, which is message enough).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from sitegen.edition.corpus import AUTHORS, Corpus, Listing, Placed
from sitegen.model import ArticleFields, Document, PageFields
from sitegen.settings import Feeds
from sitegen.spelling import Names, offered
from sitegen.urls import (
    CORRECTIONS,
    FEED_FILES,
    FEEDS,
    FRONT,
    OVERVIEWS,
    beside,
    nfc,
    normalise,
    relative,
    term_address,
)

State = Literal["public", "waiting", "broken"]


class Target(Struct, frozen=True):
    """What a link can lead to. `document` is None for a listing, whose anchors are not ours."""

    path: str
    address: str
    state: State
    document: Document | None = None


class NoTarget(Exception):
    """The name leads nowhere."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Targets:
    """Targets by path, by slug, and by address or alias."""

    def __init__(
        self,
        targets: Iterable[Target],
        slugs: Iterable[tuple[str, str]],
        aliases: Mapping[str, str],
        files: Iterable[str] = (),
    ) -> None:
        """Take targets, (path, slug), paths by alias, and addresses of files copied as is."""
        self._by_path: dict[str, Target] = {}
        self._by_address: dict[str, Target] = {}
        self._by_slug: dict[str, list[str]] = {}
        for target in targets:
            if target.path:
                self._by_path[target.path] = target
            if target.address:
                self._by_address[target.address] = target
        for address in files:
            self._by_address[address] = Target("", address, "public")
        for alias, path in aliases.items():
            self._by_address.setdefault(normalise(alias), self._by_path[path])
        for path, slug in slugs:
            self._by_slug.setdefault(slug, []).append(path)

    def find(self, name: str, written_in: str) -> Target:
        """Return what `name` means in the file `written_in`. Raises `NoTarget`."""
        name = nfc(name)
        if name.startswith("/"):
            return self._at(name)
        if name.endswith(".md") and (target := self._by_path.get(beside(written_in, name))):
            return target
        paths = self._by_slug.get(name.strip("/"), [])
        if len(paths) == 1:
            return self._by_path[paths[0]]
        if paths:
            raise NoTarget(
                f"`{name}` is the slug of {len(paths)} stories",
                f"write one of: {', '.join(sorted(self._long(path) for path in paths))}",
            )
        for path in (beside(written_in, name), f"content/articles/{name}", f"content/{name}", name):
            for file in (path, f"{path}.md", f"{path.rstrip('/')}/index.md"):
                if file in self._by_path:
                    return self._by_path[file]
        message = f"there is no article, page or author `{name}`"
        raise NoTarget(message, self._near(name, written_in))

    def anchors(self, name: str, written_in: str) -> tuple[str, ...]:
        """Return the anchors of what `name` means in a file; none if it means nothing."""
        try:
            document = self.find(name, written_in).document
        except NoTarget:
            return ()
        return document.anchors if document else ()

    @cached_property
    def _addresses(self) -> Names:
        return Names(self._by_address, in_folders=True)

    @cached_property
    def _paths(self) -> Names:
        return Names(self._by_path, in_folders=True)

    @cached_property
    def _slugs(self) -> Names:
        return Names(self._by_slug, in_folders=True)

    def _at(self, name: str) -> Target:
        target = self._by_address.get(normalise(name)) or self._by_address.get(name)
        if target is None:
            hint = self._addresses.hint(normalise(name))
            raise NoTarget(f"no page has the address `{name}`", hint)
        return target

    def _long(self, path: str) -> str:
        for slug, paths in self._by_slug.items():
            if "/" in slug and paths == [path]:
                return slug
        return path.removeprefix("content/articles/")

    def _near(self, name: str, written_in: str) -> str:
        if not name.endswith(".md"):
            return self._slugs.hint(name)
        near = self._paths.nearest(beside(written_in, name))
        return offered(name, near and relative(near, written_in))


def targets_of(corpus: Corpus, placed: Sequence[Placed], listings: Iterable[Listing]) -> Targets:
    """Return everything that a link may name."""
    feeds = corpus.config.feeds
    pages = [FRONT, *OVERVIEWS.values(), CORRECTIONS, *([FEEDS] if feeds.formats else [])]
    pages += _feeds(feeds, "site", FRONT) + _feeds(feeds, "corrections", CORRECTIONS)
    targets = [Target("", address, "public") for address in pages]
    for listing in listings:
        state: State = "public" if listing.public else "waiting"
        address = term_address(listing.kind, listing.id)
        places = (address, *_feeds(feeds, listing.kind, address))
        targets += (Target("", it, state) for it in places)
    slugs: list[tuple[str, str]] = []
    aliases: dict[str, str] = {}
    for it in placed:
        state = "broken" if not it.document.sound else "public" if it.public else "waiting"
        targets.append(Target(it.path, it.address, state, it.document))
        if not it.path.startswith(AUTHORS):
            slugs.append((it.path, it.slug))
        if it.dates:
            year, _ = it.dates
            slugs.append((it.path, f"{year.id}/{it.slug}"))
        fields = it.document.fields
        if isinstance(fields, ArticleFields | PageFields):
            aliases.update(dict.fromkeys(fields.aliases, it.path))
    return Targets(targets, slugs, aliases, corpus.files)


def _feeds(feeds: Feeds, kind: str, address: str) -> list[str]:
    return [f"{address}{FEED_FILES[it]}" for it in feeds.formats_of(kind)]
