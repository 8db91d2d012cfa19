"""Feeds: RSS, Atom and JSON Feed files, as far as they have the texts of their stories."""

import email.utils
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

import msgspec

from sitegen.errors import Problem, SiteError
from sitegen.importing.document import without_hidden
from sitegen.importing.found import NO_ADDRESS, Found, Left, Person, Site, Story, Term, Text
from sitegen.importing.htmltree import read_html
from sitegen.importing.mended import Mender
from sitegen.importing.moments import aware, in_utc
from sitegen.importing.wordpress.wxr import plain
from sitegen.urls import slugify

LARGEST = 256 * 1024**2
DEEPEST = 200

Item = dict[str, list[tuple[dict[str, str], str]]]
"""Elements of an entry by name: attributes and contents of each."""


def read_xml(path: Path) -> Found:
    """Return what a feed of RSS or Atom holds. Raises `SiteError`."""
    reader = _Reader(path)
    with path.open("rb") as stream:
        try:
            for chunk in Mender(stream).chunks():
                reader.parser.Parse(chunk, False)
            reader.parser.Parse(b"", True)
        except expat.ExpatError as error:
            message = f"this is no XML: {expat.ErrorString(error.code)}"
            place = (error.lineno, error.offset + 1)
            raise SiteError([Problem(str(path), *place, message)]) from None
    return _found(path, reader.site, reader.items)


class _Reader:
    """Takes the events of a feed. What is no text is put together as HTML again."""

    def __init__(self, path: Path) -> None:
        self.items: list[tuple[int, Item]] = []
        self.site: dict[str, str] = {}
        self._path = path
        self._names: list[str] = []
        self._item: Item | None = None
        self._line = self._begun = 0
        self._text: list[str] = []
        self._told: dict[str, str] = {}
        self._is_markup = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:  # noqa: ARG002
        if has_subset:
            place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
            message = "the file declares entities, which no feed does"
            raise SiteError([Problem(str(self._path), *place, message)])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name)
        depth = len(self._names)
        if depth > DEEPEST:
            message = f"elements stand more than {DEEPEST} deep in each other"
            raise SiteError([Problem(str(self._path), self.parser.CurrentLineNumber, 1, message)])
        if self._item is None and name in {"item", "entry"}:
            self._item, self._line, self._begun = {}, self.parser.CurrentLineNumber, depth
        elif self._item is not None and depth == self._begun + 1:
            self._text, self._told = [], attributes
            self._is_markup = attributes.get("type") == "xhtml"
        elif self._item is not None and self._is_markup:
            told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self._text.append(f"<{name.rpartition(':')[2]}{told}>")
        elif self._item is None:
            self._text = []
            if name == "link" and attributes.get("rel", "alternate") == "alternate":
                self.site.setdefault("link", attributes.get("href", ""))

    def _characters(self, text: str) -> None:
        inner = self._names[self._begun + 1 :] if self._item is not None else []
        if inner and not self._is_markup and inner[-1] != "name":
            return  # of an author the name alone
        self._text.append(escape(text, quote=False) if self._is_markup else text)

    def _end(self, name: str) -> None:
        depth = len(self._names)
        self._names.pop()
        if self._item is None:
            if depth <= 3 and (text := "".join(self._text).strip()):  # noqa: PLR2004 - rss, channel
                self.site[name] = self.site.get(name) or text
            self._text = []
        elif depth == self._begun:
            self.items.append((self._line, self._item))
            self._item = None
        elif depth == self._begun + 1:
            self._item.setdefault(name, []).append((self._told, "".join(self._text)))
            self._is_markup = False
        elif self._is_markup:
            self._text.append(f"</{name.rpartition(':')[2]}>")


def _found(path: Path, site: dict[str, str], items: list[tuple[int, Item]]) -> Found:
    address = site.get("link", "").rstrip("/")
    base = urlsplit(address)
    home = f"{base.scheme}://{base.netloc}" if base.netloc else NO_ADDRESS
    people: dict[str, Person] = {}
    terms: dict[str, Term] = {}
    left: list[Left] = []
    stories: list[Story] = []
    texts: dict[str, str] = {}
    for line, item in items:
        place, link, title = f"{path}:{line}", _link(item), _first(item, "title")
        key = _first(item, "guid", "id") or link or f"{line}"
        if key in texts:
            left.append(Left(place, title, "the feed has it twice"))
            continue
        texts[key] = _html(item)
        author = plain(_first(item, "dc:creator", "author"))
        named = (plain(told.get("term") or text) for told, text in item.get("category", []))
        tags = tuple(dict.fromkeys(filter(None, named)))
        if author:
            people[author] = Person(key=author, name=author)
        terms |= {it: Term(taxonomy="tag", key=it, name=it) for it in tags}
        stories.append(
            Story(
                key=key,
                kind="article",
                place=place,
                headline=plain(title),
                slug=_slug(link, title),
                address=link,
                date=_moment(_first(item, "pubDate", "published", "dc:date", "updated")),
                authors=(author,) if author else (),
                terms=tuple(("tag", it) for it in tags),
                dek=plain(_first(item, "summary")) if "content" in item else "",
            )
        )
    return Found(
        site=Site(
            title=plain(site.get("title", "")),
            description=plain(site.get("description") or site.get("subtitle", "")),
            language=site.get("language", ""),
            address=home,
        ),
        people=tuple(people.values()),
        terms=tuple(terms.values()),
        files=(),
        stories=tuple(stories),
        left=tuple(left),
        texts=lambda: _texts(texts),
    )


def _texts(texts: dict[str, str]) -> Iterator[Text]:
    for key, html in texts.items():
        clean = without_hidden(html)
        yield Text(key=key, blocks=read_html(clean), source=clean)


def _first(item: Item, *names: str) -> str:
    return next((text.strip() for it in names for _, text in item.get(it, []) if text.strip()), "")


def _html(item: Item) -> str:
    for name in ("content:encoded", "content", "description", "summary"):
        for told, text in item.get(name, []):
            if text.strip():
                return f"<p>{escape(text)}</p>" if told.get("type") == "text" else text
    return ""


def _link(item: Item) -> str:
    for told, text in item.get("link", []):
        if told.get("rel", "alternate") == "alternate" and (told.get("href") or text.strip()):
            return told.get("href") or text.strip()
    return ""


def _slug(link: str, title: str) -> str:
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    return slugify(last.rpartition(".")[0] or last, "unicode") or slugify(plain(title), "unicode")


def _moment(text: str) -> datetime | None:
    if found := aware(text):
        return found
    try:
        return in_utc(email.utils.parsedate_to_datetime(text))
    except ValueError:
        return None


# JSON Feed ------------------------------------------------------------------------------------


def read_json(path: Path) -> Found:
    """Return what a JSON Feed holds. Raises `SiteError`."""
    if path.stat().st_size > LARGEST:
        raise SiteError.about(path, "the feed is larger than 256 MiB")
    try:
        told = msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError as error:
        raise SiteError.about(path, f"this is no JSON: {error}") from None
    feed = told if isinstance(told, dict) else {}
    site = {
        "title": str(feed.get("title") or ""),
        "description": str(feed.get("description") or ""),
        "language": str(feed.get("language") or ""),
        "link": str(feed.get("home_page_url") or ""),
    }
    rows = feed.get("items")
    items = [
        (number, _item(cast("dict[str, object]", it)))
        for number, it in enumerate(rows if isinstance(rows, list) else [], 1)
        if isinstance(it, dict)
    ]
    return _found(path, site, items)


def _item(row: dict[str, object]) -> Item:
    """Return an entry of a JSON Feed as one of the others."""
    item: Item = {}

    def put(name: str, value: object, told: dict[str, str] | None = None) -> None:
        if isinstance(value, str) and value:
            item.setdefault(name, []).append((told or {}, value))

    put("title", row.get("title"))
    put("link", row.get("url") or row.get("external_url"))
    put("id", row.get("id"))
    put("content", row.get("content_html"))
    put("description", row.get("content_text"), {"type": "text"})
    put("summary", row.get("summary"))
    put("published", row.get("date_published"))
    authors = row.get("authors") or [row.get("author")]
    for it in authors if isinstance(authors, list) else []:
        put("author", it.get("name") if isinstance(it, dict) else None)
    tags = row.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        put("category", tag)
    return item
