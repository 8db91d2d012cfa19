"""The language of an edition, and where everything of it lies: the addresses of all listings.

Whoever makes something of an edition asks this for its language, and not site.toml.
"""

from collections.abc import Container

from msgspec import Struct

from sitegen.config import Config
from sitegen.urls import (
    CORRECTIONS,
    FEEDS,
    FRONT,
    MOST_READ,
    NOT_FOUND,
    OCCASIONAL,
    OVERVIEWS,
    OWNERSHIP,
    SEARCH,
)


class Locale(Struct, frozen=True):
    """A language, as a BCP 47 tag, and what all addresses of its edition begin with.

    The prefix has a slash at both ends: "/" for an edition that is the whole site, or "/fr/".
    """

    language: str
    prefix: str = FRONT

    def at(self, address: str) -> str:
        """Return where something lies whose address would be this if the edition were all."""
        return address if self.prefix == FRONT else self.prefix + address.removeprefix("/")

    @property
    def front(self) -> str:
        """The address of the front page."""
        return self.prefix

    @property
    def not_found(self) -> str:
        """The address of the page for what does not exist."""
        return self.at(NOT_FOUND)

    @property
    def search(self) -> str:
        """The address of the search page; the index lies below it."""
        return self.at(SEARCH)

    @property
    def feeds(self) -> str:
        """The address of the page that lists all feeds."""
        return self.at(FEEDS)

    @property
    def corrections(self) -> str:
        """The address of the page of all corrections."""
        return self.at(CORRECTIONS)

    @property
    def record(self) -> str:
        """The address of the record of all corrections, for programs."""
        return f"{self.corrections}record.json"

    @property
    def ownership(self) -> str:
        """The address of the page that says who owns the paper."""
        return self.at(OWNERSHIP)

    @property
    def most_read(self) -> str:
        """The address of the page of what is read most."""
        return self.at(MOST_READ)

    @property
    def overviews(self) -> dict[str, str]:
        """The address of the overview of each kind of listing, those that may be missing too."""
        return {kind: self.at(address) for kind, address in OVERVIEWS.items()}

    def overviews_of(self, listed: Container[str]) -> dict[str, str]:
        """Return the address of each overview that there is, if there are listings of kinds."""
        return {
            kind: address
            for kind, address in self.overviews.items()
            if kind not in OCCASIONAL or kind in listed
        }

    def term(self, kind: str, name: str) -> str:
        """Return the address of a listing, by a section's or author's id, a code, or a slug."""
        match kind:
            case "section" | "collection":
                return f"{self.prefix}{name}/"
            case "country":
                return f"{self.at(OVERVIEWS[kind])}{name.lower()}/"
            case "year" | "month":
                return f"{self.at(OVERVIEWS['year'])}{name}/"
            case _:
                return f"{self.at(OVERVIEWS[kind])}{name}/"


def locales_of(config: Config) -> tuple[Locale, ...]:
    """Return the language and the place of each edition of a site; today there is one."""
    return (Locale(config.language),)
