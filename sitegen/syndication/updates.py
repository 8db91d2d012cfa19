"""The feed of a live page: an entry for each of its updates, the newest first."""

from collections.abc import Iterable
from datetime import datetime
from textwrap import shorten

from msgspec.structs import replace

from sitegen.characters import with_plain_spaces
from sitegen.happenings import Update
from sitegen.syndication.recipes import FeedItem, FeedText
from sitegen.urls import href

LONGEST_TITLE = 80
"""Characters of what stands in for the headline of an update."""


def entries(
    page: FeedItem, text: FeedText, updates: Iterable[Update], most: int
) -> tuple[FeedItem, ...]:
    """Return an entry for each update of a page, whose item and whole text are given."""
    known = sorted(updates, key=lambda it: datetime.fromisoformat(it.moment), reverse=True)
    return tuple(
        [
            FeedItem(
                guid=f"{page.guid}#{it.anchor}",
                url=page.url + href("#", it.anchor),
                title=with_plain_spaces(it.headline or _beginning(it.text)),
                summary="",
                published=it.moment,
                updated=it.moment,
                lang=page.lang,
                authors=page.authors,
                text=replace(text, part=it.anchor, place="", key_points=(), put_right=()),
            )
            for it in known[:most]
        ]
    )


def _beginning(text: str) -> str:
    """Return the first words of an update, where it has no headline."""
    return shorten(text, LONGEST_TITLE, placeholder="…")
