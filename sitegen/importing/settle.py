"""Who becomes what: each story its file and address, each term its section or topic.

Pure, and the same whatever order the source has. Every address is claimed once: what would take
one that is taken gets another, and that is told.
"""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, PAGE
from sitegen.importing.filing import Filing
from sitegen.importing.found import Found, Left, Story
from sitegen.importing.mapping import ImportMapping
from sitegen.importing.newsite import old_path
from sitegen.timestamps import newsroom_time
from sitegen.urls import (
    CORRECTIONS,
    FEEDS,
    LONGEST_STEM,
    MOST_READ,
    OVERVIEWS,
    SEARCH,
    SITEMAP,
    article_address,
    excess,
    folded,
    is_clean,
    normalise,
    output_path,
    refused_name,
    slug_of_file,
    slugify,
)

FALLBACK_YEAR = 1970


class Place(Struct, frozen=True, kw_only=True):
    """Where a story is in the new site, and what it is filed under there."""

    path: str
    address: str
    slug: str
    """Empty if the file's name says it."""
    date: datetime | None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Settled(Struct, frozen=True, kw_only=True):
    """Every name of the source, answered.

    `places` are by the key of a story; `by_address` leads from old paths to keys; `listings` from
    old paths of categories, topics and authors to addresses here. `authors` are files by key.
    """

    places: Mapping[str, Place]
    by_address: Mapping[str, str]
    listings: Mapping[str, str]
    authors: Mapping[str, str]
    left: tuple[Left, ...]


def settle(found: Found, mapping: ImportMapping, config: Config) -> Settled:
    """Return the answer to every name of the source."""
    return _Settling(found, mapping, config).settled()


class _Settling:
    def __init__(self, found: Found, mapping: ImportMapping, config: Config) -> None:
        self._found = found
        self._config = config
        self._left: list[Left] = []
        self._taken = {_place(it) for it in _ours(config)}
        self._paths: set[str] = set()
        self._filing = Filing(found, mapping, config)
        self._stories = {it.key: it for it in found.stories}

    def settled(self) -> Settled:
        places = {it.key: self._settle(it) for it in self._found.stories}
        by_address: dict[str, str] = {}
        for it in self._found.stories:
            if path := old_path(it.address, self._found.site.address):
                by_address.setdefault(normalise(path), it.key)
        for it in self._found.stories:
            for alias in it.aliases:
                by_address.setdefault(normalise(f"/{alias.lstrip('/')}"), it.key)
        places = {key: self._with_aliases(self._stories[key], it) for key, it in places.items()}
        return Settled(
            places=places,
            by_address=by_address,
            listings=dict(self._filing.listings()),
            authors=self._filing.authors,
            left=(*self._filing.left, *self._left),
        )

    # Places ---------------------------------------------------------------------------------

    def _settle(self, story: Story) -> Place:
        config = self._config
        proper = slugify(story.slug, "unicode") if story.slug else ""
        slug = proper or slugify(story.headline, config.slugs, config.language)
        slug = _cut(slug) or f"story-{slugify(story.key, 'ascii')}".strip("-")
        section = self._filing.section(story) if story.kind == "article" else ""
        if not section and "{section}" in config.permalink and story.kind == "article":
            section = config.sections[0].id if config.sections else ""
        date = story.date or story.updated
        wanted = slug
        number = 1
        while not self._is_free(address := self._address(story, slug, section, date)):
            number += 1
            slug = f"{wanted}-{number}"
        was = self._address(story, wanted, section, date)
        # One that the story did not have is missed by nobody.
        if number > 1 and _place(old_path(story.address, self._found.site.address)) == _place(was):
            what = f"the address `{was}`: it is `{address}` now"
            self._left.append(Left(story.place, what, "something else of the site has the other"))
        self._taken.add(_place(address))
        path = self._path(story, slug, date)
        own = slug_of_file(path, config.slugs, config.language)
        return Place(
            path=path,
            address=address,
            slug=slug if own != slug else "",
            date=date,
            section=section,
            tags=self._filing.tags(story, section) if story.kind == "article" else (),
            authors=tuple(dict.fromkeys(self._filing.authors[it] for it in story.authors)),
        )

    def _address(self, story: Story, slug: str, section: str, date: datetime | None) -> str:
        if story.kind == "page":
            return "/".join(["", *self._folders(story), slug, ""])
        zone = self._config.zone
        day = _in(date, zone) if date else datetime(FALLBACK_YEAR, 1, 1, tzinfo=zone)
        return article_address(self._config.permalink, slug=slug, section=section, day=day)

    def _folders(self, story: Story) -> list[str]:
        """Return the folders of a page: the slugs of those that it is below."""
        folders: list[str] = []
        seen = {story.key}
        if not story.parent:
            parts = old_path(story.address, self._found.site.address).strip("/").split("/")[:-1]
            return parts if all(it == slugify(it, "unicode") for it in parts) else []
        while (parent := self._stories.get(story.parent)) and parent.key not in seen:
            seen.add(parent.key)
            own = slugify(parent.slug or parent.headline, self._config.slugs, self._config.language)
            if not own:
                break
            folders.insert(0, own)
            story = parent
        return folders

    def _path(self, story: Story, slug: str, date: datetime | None) -> str:
        """Return the path of a file that no other has, on any file system."""
        stem = _cut(slugify(slug, "ascii", self._config.language)) or "story"
        stem = f"{stem}-page" if stem == "index" else stem
        stem = f"{stem}-" if refused_name(stem) else stem
        if story.kind == "page":
            folder = "/".join(self._folders(story))
        else:
            folder = f"{_in(date, self._config.zone).year:04}" if date else "undated"
        kind = PAGE if story.kind == "page" else ARTICLE
        name, number = stem, 1
        while folded(path := kind.path_of(posixpath.join(folder, name))) in self._paths:
            number += 1
            name = f"{stem}-{number}"
        self._paths.add(folded(path))
        return path

    def _is_free(self, address: str) -> bool:
        return _place(address) not in self._taken

    def _with_aliases(self, story: Story, place: Place) -> Place:
        """Return a place with the addresses that the story had, if they are others."""
        path = old_path(story.address, self._found.site.address)
        if not path and "?" in story.address and story.status == "published":
            why = "no static site can answer a `?`"
            self._left.append(Left(story.place, f"the address `{story.address}`", why))
        paths = [it for it in (path, *story.aliases) if it]
        aliases = [alias for it in paths if (alias := self._alias(story, place, it))]
        return replace(place, aliases=tuple(aliases)) if aliases else place

    def _alias(self, story: Story, place: Place, path: str) -> str:
        """Return an old address as an alias; empty if it is the new one, or cannot be."""
        path = path if path.startswith("/") else f"/{path}"
        alias = path if path.endswith(("/", ".html", ".htm")) else f"{path}/"
        if _place(alias) == _place(place.address):
            return ""
        is_wrong = not is_clean(alias) or excess(alias) or alias == "/" or "//" in alias
        if is_wrong or not self._is_free(alias):
            why = "this site cannot answer it" if is_wrong else "something else of the site has it"
            self._left.append(Left(story.place, f"the address `{path}`", why))
            return ""
        self._taken.add(_place(alias))
        return alias


def _ours(config: Config) -> Iterator[str]:
    """Yield addresses that every site has, and those of its sections."""
    yield from (
        *OVERVIEWS.values(),
        SEARCH,
        FEEDS,
        CORRECTIONS,
        MOST_READ,
        SITEMAP,
        "/404.html",
        "/",
    )
    yield from (f"/{it.id}/" for it in config.sections)
    yield from ("/assets/", "/pictures/", "/page/")


def _place(address: str) -> str:
    return folded(output_path(normalise(address)))


def _in(date: datetime, zone: ZoneInfo) -> datetime:
    return newsroom_time(date if date.tzinfo else date.replace(tzinfo=zone), zone)


def _cut(slug: str) -> str:
    """Return a slug that fits into the name of a file."""
    raw = slug.encode()
    return (
        slug if len(raw) <= LONGEST_STEM else raw[:LONGEST_STEM].decode(errors="ignore").strip("-")
    )
