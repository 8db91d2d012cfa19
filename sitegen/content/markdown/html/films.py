"""What HTML plays or frames from elsewhere: the address that a reader can be led to instead."""

import re
from typing import NamedTuple

from sitegen.content.markdown.html.tags import Tag, read_html

_SOURCES = ("src", "data", "data-src")
_PLAYERS = (
    (
        re.compile(r"https://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?:[?#].*)?"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https://player\.vimeo\.com/video/([0-9]+)(?:[?#].*)?"), r"https://vimeo.com/\1"),
)
"""Addresses that show a player without a page, and the page of the film."""


class Film(NamedTuple):
    """Where something lies, and what it is called; both empty if nothing says so."""

    address: str
    title: str


def film(tag: Tag) -> Film:
    """Return what an element shows that lies elsewhere: its own source, or the first inside it."""
    address = _source(tag)
    inside = [it for it in read_html(tag.inside) if isinstance(it, Tag) and not it.ends]
    for other in inside:
        if not address and other.name in {"source", "embed", "iframe"}:
            address = _source(other)
        elif not address and other.name == "param" and other.attributes.get("name") == "movie":
            address = other.attributes.get("value", "").strip()
    if address.startswith("//"):
        address = f"https:{address}"
    for player, page in _PLAYERS:
        if player.fullmatch(address):
            address = player.sub(page, address)
    told = (tag.attributes.get(key, "") for key in ("title", "aria-label"))
    title = " ".join(next(filter(None, told), "").split())
    return Film(address, title or _shortened(address))


def _source(tag: Tag) -> str:
    given = (tag.attributes.get(key, "").strip() for key in _SOURCES)
    return next((it for it in given if it and it != "about:blank"), "")


def _shortened(address: str) -> str:
    """Return an address as readers know it."""
    return address.partition("//")[2].removeprefix("www.").rstrip("/") or address
