"""An archive of Substack: `posts.csv`, and a page of HTML for each post."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from sitegen.importing.archives.packed import Packed
from sitegen.importing.document import without_hidden
from sitegen.importing.found import NO_ADDRESS, Found, Left, Site, Status, Story, Text
from sitegen.importing.htmllines import Reading
from sitegen.importing.htmltree import read_html
from sitegen.importing.moments import aware

_REFERENCE = re.compile(
    r'<a\b[^>]*class="footnote-anchor"[^>]*href="#footnote-(\w+)"[^>]*>.*?</a>'
    r'|<a\b[^>]*href="#footnote-(\w+)"[^>]*class="footnote-anchor"[^>]*>.*?</a>',
    re.DOTALL,
)
_NOTE = re.compile(
    r'<div class="footnote"[^>]*>\s*<a\b[^>]*id="footnote-(\w+)"[^>]*>.*?</a>\s*'
    r'<div class="footnote-content">(.*?)</div>\s*</div>',
    re.DOTALL,
)
_WIDGETS = ".subscription-widget-wrap, .subscription-widget-wrap-editor, p.button-wrapper"
"""What asks readers to subscribe or to share; a button that leads elsewhere stays."""

_ASKS = ("%%", "/subscribe", "/account", "?action=share")
_FETCHED = re.compile(
    r"https://(?:cdn\.substack\.com|substackcdn\.com)/image/fetch/[^\"'\s]*?/"
    r"(https?(?:%3A|:)[^\"'\s]+)"
)
"""The address of a size of a picture, which ends with that of the picture itself."""


def is_archive(packed: Packed) -> bool:
    """Say whether an archive is Substack's."""
    return any(it.rpartition("/")[2] == "posts.csv" for it in packed.names())


def read(packed: Packed) -> Found:
    """Return what an archive holds."""
    table = next(it for it in packed.names() if it.rpartition("/")[2] == "posts.csv")
    rows = {row.get("post_id", ""): row for row in csv.DictReader(io.StringIO(packed.text(table)))}
    pages = {}
    left: list[Left] = []
    stories: list[Story] = []
    for name in packed.names():
        base = name.rpartition("/")[2]
        if not base.endswith(".html"):
            continue
        key = base.removesuffix(".html")
        row = rows.get(key) or rows.get(key.partition(".")[0])
        if row is None:
            left.append(Left(packed.place(name), base, "posts.csv does not list it"))
            continue
        pages[key] = name
        stories.append(_story(packed.place(name), key, row))
    for key, row in rows.items():
        if key and key not in pages and not any(it.partition(".")[0] == key for it in pages):
            left.append(
                Left(f"{packed.place(table)}: {key}", row.get("title") or key, "it has no text")
            )

    def texts() -> Iterator[Text]:
        for story in stories:
            yield _text(story.key, packed.text(pages[story.key]))

    return Found(
        site=Site(address=NO_ADDRESS),
        people=(),
        terms=(),
        files=(),
        stories=tuple(stories),
        left=tuple(left),
        texts=texts,
    )


def _story(place: str, key: str, row: Mapping[str, str]) -> Story:
    slug = key.partition(".")[2] or key
    is_public = (row.get("is_published") or "").lower() == "true"
    status: Status = "published" if is_public else "draft"
    if is_public and (row.get("audience") or "everyone") != "everyone":
        status = "protected"
    return Story(
        key=key,
        kind="page" if row.get("type") == "page" else "article",
        place=place,
        headline=" ".join((row.get("title") or "").split()),
        dek=" ".join((row.get("subtitle") or "").split()),
        status=status,
        slug=slug,
        address=f"{NO_ADDRESS}/p/{slug}" if is_public else "",
        date=aware(row.get("post_date") or row.get("email_sent_at") or ""),
    )


def _text(key: str, html: str) -> Text:
    html = without_hidden(_without_widgets(html))
    html = _FETCHED.sub(lambda it: escape(unquote(it[1])), html)
    notes = {it[1]: it[2] for it in _NOTE.finditer(html)}
    html = _REFERENCE.sub(lambda it: f'<sup data-fn="{it[1] or it[2]}"></sup>', _NOTE.sub("", html))
    source = "\n".join((html, *notes.values()))
    return Text(key=key, blocks=read_html(html, Reading(notes=notes)), source=source)


def _without_widgets(html: str) -> str:
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    for it in body.css(_WIDGETS):
        inside = it.html or ""
        if it.tag == "div" or any(asks in inside for asks in _ASKS):
            it.decompose()
    return body.inner_html or ""
