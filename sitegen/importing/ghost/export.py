"""An export of Ghost as `Found`: posts, pages, tags and users."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from sitegen.errors import SiteError
from sitegen.importing.document import without_hidden
from sitegen.importing.found import (
    NO_ADDRESS,
    File,
    Found,
    Left,
    Person,
    Site,
    Status,
    Story,
    Term,
    Text,
)
from sitegen.importing.ghost.texts import Unknown, lexical_html, mobiledoc_html
from sitegen.importing.htmltree import read_html
from sitegen.importing.moments import aware
from sitegen.importing.wordpress.wxr import plain

_GHOST_URL = "__GHOST_URL__"
_STATUS: dict[str, Status] = {
    "published": "published",
    "draft": "draft",
    "scheduled": "scheduled",
    "sent": "private",
}
LARGEST = 1024**3
"""Bytes of an export, which is read at once."""

Row = Mapping[str, object]


def read(path: Path) -> Found:
    """Return what an export holds. Raises `SiteError`."""
    if path.stat().st_size > LARGEST:
        message = "the export is larger than 1 GiB"
        raise SiteError.about(path, message, "export it in parts")
    try:
        told = msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError as error:
        hint = "export the site again: Settings > Export"
        raise SiteError.about(path, f"this is no JSON: {error}", hint) from None
    return _Export(path, _tables(told)).found()


def is_export(head: bytes) -> bool:
    """Say whether a file of JSON begins as exports of Ghost do."""
    return b'"db"' in head or b'"mobiledoc"' in head or (b'"data"' in head and b'"posts"' in head)


def _tables(told: object) -> Row:
    """Return the tables, wherever this version of Ghost puts them."""
    while isinstance(told, dict):
        if isinstance(told.get("posts"), list):
            return told
        inner = told.get("db") or told.get("data")
        told = inner[0] if isinstance(inner, list) and inner else inner
    return {}


class _Export:
    def __init__(self, path: Path, tables: Row) -> None:
        self._path = path
        self._tables = tables
        self._left: list[Left] = []
        self._files: list[File] = []
        settings = {_text(it, "key"): _text(it, "value") for it in self._rows("settings")}
        self._settings = settings
        self._tags = {_text(it, "id"): it for it in self._rows("tags")}
        self._users = {_text(it, "id"): it for it in self._rows("users")}
        self._meta = {_text(it, "post_id"): it for it in self._rows("posts_meta")}
        self._tags_of = self._joined("posts_tags", "tag_id")
        self._authors_of = self._joined("posts_authors", "author_id")

    def _rows(self, name: str) -> list[Row]:
        rows = self._tables.get(name)
        return [it for it in rows if isinstance(it, dict)] if isinstance(rows, list) else []

    def _joined(self, name: str, key: str) -> dict[str, list[str]]:
        """Return what rows of a table join, by post, in their order."""
        found: dict[str, list[tuple[int, str]]] = {}
        for it in self._rows(name):
            order = it.get("sort_order")
            number = order if isinstance(order, int) else 0
            found.setdefault(_text(it, "post_id"), []).append((number, _text(it, key)))
        return {post: [key for _, key in sorted(keys)] for post, keys in found.items()}

    def found(self) -> Found:
        posts = [it for it in self._rows("posts") if self._is_story(it)]
        stories = tuple(map(self._story, posts))
        people = (
            Person(
                key=_text(it, "slug") or key,
                name=_text(it, "name") or key,
                biography=_text(it, "bio"),
                url=_text(it, "website"),
            )
            for key, it in self._users.items()
        )
        return Found(
            site=Site(
                title=self._settings.get("title", ""),
                description=self._settings.get("description", ""),
                language=self._settings.get("lang") or self._settings.get("locale", ""),
                address=NO_ADDRESS,
                timezone=self._settings.get("timezone")
                or self._settings.get("active_timezone", ""),
            ),
            people=tuple(people),
            terms=tuple(self._terms()),
            files=tuple(self._files),
            stories=stories,
            left=tuple(self._left),
            texts=lambda: self._texts(posts),
        )

    def _is_story(self, row: Row) -> bool:
        status = _text(row, "status") or "published"
        if status in _STATUS:
            return True
        self._left.append(
            Left(str(self._path), f"“{_text(row, 'title')}”", f"its status is {status}")
        )
        return False

    def _terms(self) -> Iterator[Term]:
        for it in self._tags.values():
            for taxonomy in ("category", "tag"):
                key = _text(it, "slug")
                yield Term(taxonomy=taxonomy, key=key, name=_text(it, "name") or key)

    def _story(self, row: Row) -> Story:
        key = _text(row, "id")
        tags = [self._tags[it] for it in self._tags_of.get(key, ()) if it in self._tags]
        shown = [
            it
            for it in tags
            if _text(it, "visibility") != "internal" and _text(it, "name")[:1] != "#"
        ]
        # The first tag of a post is what Ghost files it under.
        terms = [
            ("tag" if number else "category", _text(it, "slug")) for number, it in enumerate(shown)
        ]
        status = _STATUS[_text(row, "status") or "published"]
        if _text(row, "visibility") not in {"", "public"} and status == "published":
            status = "protected"
        authors = self._authors_of.get(key) or [_text(row, "author_id")]
        slug = _text(row, "slug")
        is_page = bool(row.get("page")) or _text(row, "type") == "page"
        return Story(
            key=key,
            kind="page" if is_page else "article",
            place=f"{self._path}: {slug}",
            headline=plain(_text(row, "title")),
            status=status,
            slug=slug,
            address=f"{NO_ADDRESS}/{slug}/" if status == "published" else "",
            date=_moment(_text(row, "published_at") or _text(row, "created_at")),
            updated=_moment(_text(row, "updated_at")),
            authors=tuple(
                _text(self._users[it], "slug") or it for it in authors if it in self._users
            ),
            terms=tuple(terms),
            dek=plain(_text(row, "custom_excerpt") or _text(row, "meta_description")),
            picture=self._picture(key, row),
        )

    def _picture(self, key: str, row: Row) -> str:
        address = _here(_text(row, "feature_image"))
        if not address:
            return ""
        meta = self._meta.get(key, {})
        name = f"{key}#feature"
        self._files.append(
            File(
                key=name,
                address=address,
                path=address.partition("/content/images/")[2] or address.rpartition("/")[2],
                alt=plain(_text(row, "feature_image_alt") or _text(meta, "feature_image_alt")),
                caption=_text(row, "feature_image_caption") or _text(meta, "feature_image_caption"),
            )
        )
        return name

    def _texts(self, posts: Sequence[Row]) -> Iterator[Text]:
        for row in posts:
            unknown = Unknown()
            html = _text(row, "html")
            if not html.strip():
                html = lexical_html(_text(row, "lexical"), unknown)
            if not html.strip():
                html = mobiledoc_html(_text(row, "mobiledoc"), unknown)
            html = without_hidden(_here(html))
            place = f"{self._path}: {_text(row, 'slug')}"
            remarks = tuple(Left(place, f"a card `{it}`", "nobody knows it") for it in unknown)
            yield Text(key=_text(row, "id"), blocks=read_html(html), source=html, remarks=remarks)


def _here(text: str) -> str:
    """Return a text in which addresses of the site are whole, and pictures in their own size."""
    text = text.replace(_GHOST_URL, NO_ADDRESS)
    if "/content/images/size/" in text:
        before, *parts = text.split("/content/images/size/")
        text = before + "".join(f"/content/images/{it.partition('/')[2]}" for it in parts)
    return text


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else "" if value is None else str(value)


def _moment(text: str) -> datetime | None:
    if not text.isdecimal():
        return aware(text)
    try:  # exports of Ghost 0.x count milliseconds
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError):
        return None
