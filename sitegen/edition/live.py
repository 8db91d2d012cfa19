"""Live pages: articles that are told from update to update, and have feeds of their own."""

from sitegen.settings import Feeds
from sitegen.urls import FEED_FILES

OPEN, CLOSED = "true", "closed"
"""What an article says of being told live: that it is, and that it was."""

KIND = "live"
"""What its feeds are, among the kinds of feeds."""


def feeds_of_live(address: str, feeds: Feeds) -> tuple[str, ...]:
    """Return the addresses of the feeds of a live page: none of one that is a file."""
    if not address.endswith("/"):
        return ()
    return tuple(f"{address}{FEED_FILES[it]}" for it in feeds.formats_of(KIND))
