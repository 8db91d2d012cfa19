"""Live pages: articles that are told from update to update, and have feeds of their own."""

from sitegen.settings import Feeds
from sitegen.urls import FEED_FILES

OPEN = "true"
"""What an article says while it is told live; later it says that it was."""

KIND = "live"
"""What its feeds are, among the kinds of feeds."""


def feeds_of_live(address: str, feeds: Feeds) -> tuple[str, ...]:
    """Return the addresses of the feeds of a live page: none of one that is a file."""
    if not address.endswith("/"):
        return ()
    return tuple(f"{address}{FEED_FILES[it]}" for it in feeds.formats_of(KIND))
