"""A folder of Markdown files as `Found`: stories, pages, authors, and the pictures they show."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.importing.document import without_hidden
from sitegen.importing.folders.addresses import Facts, jekyll_address, jekyll_slug
from sitegen.importing.folders.codes import outside_code
from sitegen.importing.folders.fields import (
    CHANGED,
    DATES,
    DEKS,
    PICTURES,
    first_moment,
    headed,
    headline_of,
    pictured,
    said,
    standing,
    titled,
)
from sitegen.importing.folders.front import Parts, is_false, moment, names, words
from sitegen.importing.folders.generators import GENERATORS
from sitegen.importing.folders.given import keys_for
from sitegen.importing.folders.kramdown import without_attributes
from sitegen.importing.folders.links import Links, stem_of
from sitegen.importing.folders.mdx import without_modules
from sitegen.importing.folders.pagefiles import HTML, LARGEST
from sitegen.importing.folders.published import is_whole, told_by
from sitegen.importing.folders.settings import Settings
from sitegen.importing.folders.tags import Tags
from sitegen.importing.found import File, Found, Left, Person, Site, Story, Term, Text
from sitegen.importing.htmllines import Reading
from sitegen.importing.htmltree import read_html
from sitegen.importing.mapping import ImportMapping
from sitegen.importing.marktree import read_markdown

_RESTRUCTURED = (".rst", ".txt")
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_LISTINGS = {
    "category": ("/category/{key}/", "/categories/{key}/", "/categories/cat_{key}/"),
    "tag": ("/tag/{key}/", "/tags/{key}/", "/categories/{key}/"),
    "series": ("/series/{key}/",),
    "author": ("/author/{key}/", "/authors/{key}/"),
    "section": ("/{key}/",),
}
"""Where generators list texts, if their settings do not say otherwise."""

_FILES = re.compile(
    r"\.(?:atom|css|csv|ics|js|json|map|rss|svg|txt|webmanifest|xml)$", re.IGNORECASE
)
"""What programs read: feeds and their like are texts of a generator, too."""


def _is_file(story: Story) -> bool:
    """Say whether a text makes a file that no reader opens as a page."""
    return _FILES.search(story.address) is not None


class FolderReader:
    """Reads one folder: stories by path, and what these are filed under."""

    def __init__(self, root: Path, settings: Settings, mapping: ImportMapping) -> None:
        self._root = root
        self._settings = settings
        self._generator = GENERATORS[settings.kind]
        self._fates = fates = mapping.shortcodes
        self._permalinks = mapping.permalinks
        self._coded: set[str] = set()
        self._stories: dict[str, Story] = {}
        self._links = Links(root, settings, self._stories)
        self.tags = Tags(
            fates,
            self._links.addressed,
            self._links.included,
            self._generator.dialects,
        )
        self._leads: list[File] = []
        self._people: dict[str, Person] = dict(settings.people)
        self._terms: dict[tuple[str, str], Term] = {}
        self._left: list[Left] = []

    def found(self) -> Found:
        """Return all that the folder holds. Files are read again for their texts."""
        for path in self._settings.texts():
            self._take(path)
        self._left += [Left(str(self._root / it), it, why) for it, why in self._settings.unread()]
        self._links.know(self._stories)
        settings = self._settings
        return Found(
            site=Site(
                title=settings.title,
                description=settings.description,
                language=settings.language,
                address=settings.address,
                timezone=settings.timezone,
            ),
            people=tuple(self._people.values()),
            terms=tuple(self._terms.values()),
            files=(*self._links.files.values(), *self._leads),
            stories=tuple(self._stories.values()),
            left=tuple(self._left),
            texts=self._texts,
            listings=_LISTINGS,
            permalinks=tuple(sorted(self._coded)),
        )

    def _take(self, path: str) -> None:
        place = str(self._root / path)
        file = self._root / path
        if file.stat().st_size > LARGEST:
            self._left.append(Left(place, path, "it is larger than a text may be"))
            return
        if path.endswith(_RESTRUCTURED) and find_spec("docutils") is None:
            why = "it is reStructuredText: `pip install docutils`, and run the import again"
            self._left.append(Left(place, path, why))
            return
        parts = self._parts(path)
        if parts is None:
            self._left.append(Left(place, path, "it has no front matter"))
        elif parts.problems:
            it = parts.problems[0]
            self._left.append(Left(f"{place}:{it.line}", path, f"its front matter: {it.message}"))
        elif self._settings.kind == "eleventy" and is_false(parts.keys.get("permalink")):
            self._left.append(Left(place, path, "it was no page of its own (`permalink: false`)"))
        elif _is_file(story := self._story(path, place, parts)):
            what = urlsplit(story.address).path
            self._left.append(Left(place, path, f"it makes `{what}`, which is no page"))
        else:
            self._stories[path] = story

    def _parts(self, path: str) -> Parts | None:
        """Return a text with the keys that others give it; None if it is none of the site."""
        parts = self._generator.parts(self._settings, path)
        if parts is None:
            return None
        settings = self._settings
        given = keys_for(settings.own(path) if settings.is_jekyll else path, settings.given)
        return headed(Parts({**given, **parts.keys}, parts.body, parts.problems))

    def _story(self, path: str, place: str, parts: Parts) -> Story:
        keys = parts.keys
        name = stem_of(path)
        dated = _DATED.fullmatch(name)
        date = first_moment(keys, DATES)
        date = date or moment(f"{dated[1]}-{dated[2]:0>2}-{dated[3]:0>2}" if dated else "")
        status, released, expires = standing(path, keys, date)
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
            categories=tuple(self._terms[it].name for it in categories),
            collection=self._settings.collection_of(path) or "posts",
        )
        return Story(
            key=path,
            kind=kind,
            place=place,
            headline=headline_of(keys) or titled(slug),
            status=status,
            slug=slug,
            address=self._address(path, keys, facts),
            date=released,
            updated=first_moment(keys, CHANGED),
            expires=expires,
            authors=tuple(self._authors(keys)),
            terms=(*categories, *tags, *series),
            dek=next((dek for it in DEKS if (dek := said(keys.get(it)))), ""),
            picture=self._lead(path, keys),
            language=words(keys.get("lang")) or self._settings.tag_of(path),
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
        """Return the address of a text; empty if code makes it."""
        settings = self._settings
        told = self._generator.publishes(settings, path, keys, facts)
        written = told_by(keys)
        if told is None and (pattern := self._permalinks.get(written)):
            told = jekyll_address(facts, pattern)
        if told is None:
            how = "if readers know it, write it into `aliases`"
            if written:
                self._coded.add(written)
                how = "write below `[permalinks]` of import.toml which one"
            why = f"{self._generator.unknown}: {how}"
            self._left.append(Left(str(self._root / path), "the address", why))
            return ""
        return told if is_whole(told) else f"{settings.address}/{told.lstrip('/')}"

    # Pictures and links -----------------------------------------------------------------------

    def _lead(self, path: str, keys: Mapping[str, object]) -> str:
        """Return the key of the picture at the head of a story; empty if it has none here."""
        for it in PICTURES:
            told = pictured(keys, it)
            if told and (file := self._links.file(path, told.src)):
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

    # Texts ------------------------------------------------------------------------------------

    def _texts(self) -> Iterator[Text]:
        for path, story in self._stories.items():
            parts = self._parts(path)
            yield self._text(path, story, parts.body if parts else "", parts.keys if parts else {})

    def _text(self, path: str, story: Story, body: str, keys: Mapping[str, object]) -> Text:
        if path.endswith(_RESTRUCTURED):
            from sitegen.importing.folders.restructured import read_restructured  # noqa: PLC0415 - few have it

            found = read_restructured(body, self._fates, self.tags.unknown)
            return self._of_html(path, story, found.html, found.notes)
        known = self._printed(keys)
        if path.lower().endswith(HTML):
            html = without_hidden(self.tags.expanded(body, known))
            return self._of_html(path, story, html, {})
        remarks: list[Left] = []
        if path.endswith(".mdx"):
            body, components = without_modules(body)
            why = "a script fills it: what it shows is not in the text"
            remarks += [Left(story.place, f"<{it} />", why) for it in components]
        read = read_markdown(without_hidden(self._marked(body, known)))
        why = "nothing refers to it, so readers never saw it"
        remarks += [Left(story.place, f"the footnote `{it}`", why) for it in read.unused]
        blocks = self._links.settled(read.blocks, path, story)
        return Text(key=path, blocks=blocks, source=read.source, remarks=tuple(remarks))

    def _marked(self, body: str, known: Mapping[str, str]) -> str:
        """Return Markdown with what the tags of its generator stand for, and no attributes."""
        if self._generator.spares_code:
            body = outside_code(body, lambda it: self.tags.expanded(it, known))
        else:
            body = self.tags.expanded(body, known)
        return without_attributes(body) if self._generator.has_attributes else body

    def _printed(self, keys: Mapping[str, object]) -> dict[str, str]:
        """Return what a text may print of its own keys, by the names that it asks for them with."""
        prefix = {"jekyll": "page.", "eleventy": ""}.get(self._settings.kind)
        if prefix is None:
            return {}
        told = {key: words(value) for key, value in keys.items()}
        return {f"{prefix}{key}": value for key, value in told.items() if value and key != "url"}

    def _of_html(self, path: str, story: Story, html: str, notes: dict[str, str]) -> Text:
        """Return a text that is HTML, or was made that."""
        blocks = self._links.settled(read_html(html, Reading(notes=notes)), path, story)
        shown = "".join(f"<li>{it}</li>" for it in notes.values())
        return Text(key=path, blocks=blocks, source=html + shown)
