"""Which feeds a page offers: those of the site, of a listing, of an article."""

from sitegen.config import Config
from sitegen.edition.locales import Locale
from sitegen.pages.views import FeedLink
from sitegen.urls import FEED_FILES, href

MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


class FeedLinks:
    """Links to the feeds of an edition, each made once.

    `sheet` is the href of the stylesheet that browsers show them by; empty if there is none.
    """

    def __init__(self, config: Config, locale: Locale, sheet: str = "") -> None:
        self._config = config
        self._locale = locale
        self.sheet = sheet
        self._known: dict[tuple[str, str], tuple[FeedLink, ...]] = {}
        self._of_articles: dict[str, tuple[FeedLink, ...]] = {}

    def of_site(self) -> tuple[FeedLink, ...]:
        """Return the feeds of the whole edition."""
        return self._of("site", self._locale.front, self._config.title)

    def of(self, kind: str, address: str, name: str) -> tuple[FeedLink, ...]:
        """Return the feeds of a listing."""
        return self._of(kind, address, self.title(name))

    def of_corrections(self, name: str) -> tuple[FeedLink, ...]:
        """Return the feed of all corrections."""
        return self._of("corrections", self._locale.corrections, self.title(name))

    def of_live(self, address: str, name: str) -> tuple[FeedLink, ...]:
        """Return the feeds of a live page: none of one that is a file."""
        return self._of("live", address, self.title(name)) if address.endswith("/") else ()

    def of_article(self, section: str, name: str) -> tuple[FeedLink, ...]:
        """Return the RSS of the edition and of a section, which may be empty."""
        if section not in self._of_articles:
            offered = self.of_site()
            if section:
                offered += self.of("section", self._locale.term("section", section), name)
            rss = tuple(link for link in offered if link.type == MEDIA_TYPES["rss"])
            self._of_articles[section] = rss
        return self._of_articles[section]

    def title(self, name: str) -> str:
        """Return what the feed of a listing is called."""
        return f"{name} – {self._config.title}"

    def _of(self, kind: str, address: str, title: str) -> tuple[FeedLink, ...]:
        if (kind, address) not in self._known:
            self._known[kind, address] = tuple(
                FeedLink(
                    type=MEDIA_TYPES[it],
                    title=title,
                    href=href(self._config.base_path, address + FEED_FILES[it]),
                )
                for it in self._config.feeds.formats_of(kind)
            )
        return self._known[kind, address]
