"""What readers call a listing or a person, where things are as hrefs, and newsroom time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.config import Config
from sitegen.contrast import lightened
from sitegen.dates import month_text
from sitegen.edition.edition import Term
from sitegen.edition.entries import Held
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Facts
from sitegen.languages import country_name
from sitegen.pages import views
from sitegen.settings import Colours, Section
from sitegen.timestamps import rfc3339
from sitegen.urls import base_path, href, origin


class Named(Struct, frozen=True):
    """What every page may name: public authors, threads and pages; and the publisher's links."""

    authors: tuple[Facts, ...]
    threads: tuple[Facts, ...]
    pages: tuple[Facts, ...]
    publisher: Mapping[str, str]


class EditionNames:
    """Names and hrefs in an edition, by the configuration, its locale and its authors.

    What many pages name is made once.
    """

    def __init__(
        self, config: Config, locale: Locale, authors: Iterable[Facts], threads: Iterable[Facts]
    ) -> None:
        """Take what the public authors and threads are to others."""
        self.locale = locale
        self._zone = ZoneInfo(config.timezone)
        self._origin = origin(config.base_url)
        self._base_path = base_path(config.base_url)
        self._sections = {it.id: self._section(it) for it in config.sections}
        self._authors = {author.slug: self._signature(author) for author in authors}
        self._threads = {thread.slug: thread.title for thread in threads}
        self._links: dict[tuple[str, str, str], views.Link] = {}
        self._moments: dict[datetime, str] = {}

    def href(self, address: str) -> str:
        """Return an address as it stands in HTML; an anchor alone leads within the page."""
        return href(self._base_path if address.startswith("/") else "", address)

    def absolute(self, address: str) -> str:
        """Return an address as it stands outside of the site."""
        return self._origin + self.href(address)

    def moment(self, moment: datetime) -> str:
        """Return a moment in newsroom time."""
        text = self._moments.get(moment)
        if text is None:
            text = rfc3339(moment, self._zone)
            self._moments[moment] = text
        return text

    def until(self, held: Held | None) -> str:
        """Return until when a story is held, in newsroom time; nothing if nobody knows."""
        return self.moment(held.until) if held and held.until else ""

    def section(self, id_: str) -> views.SectionLink | None:
        """Return a section; None if there is none."""
        return self._sections.get(id_)

    def signature(self, id_: str) -> views.Signature:
        """Return how an author signs."""
        return self._authors[id_]

    def public_name(self, id_: str) -> str:
        """Return what an author is called; empty if there is none that is public."""
        found = self._authors.get(id_)
        return found.text if found else ""

    def signature_of(self, name: str) -> views.Signature:
        """Return the signature of somebody who may be an author of this site."""
        known = {it.text: it for it in self._authors.values()}
        return known.get(name, views.Signature(text=name, href=""))

    def name_of(self, kind: str, id_: str, written: str = "") -> str:
        """Return what readers call a listing."""
        match kind:
            case "section":
                return self._sections[id_].text
            case "country":
                return country_name(id_, self.locale.language)
            case "author":
                return self._authors[id_].text
            case "thread":
                return self._threads[id_]
            case "month":
                year, month = id_.split("/")
                return month_text(int(year), int(month), self.locale.language)
            case _:
                return written or id_

    def link_to(self, kind: str, id_: str, written: str = "") -> views.Link:
        """Return the name of a listing and where it is."""
        key = (kind, id_, written)
        if key not in self._links:
            href_ = self.href(self.locale.term(kind, id_))
            self._links[key] = views.Link(text=self.name_of(kind, id_, written), href=href_)
        return self._links[key]

    def link_to_term(self, term: Term) -> views.Link:
        """Return the name of a listing and where it is."""
        return self.link_to(term.kind, term.id, term.name)

    def _section(self, section: Section) -> views.SectionLink:
        """Return a section, its colour as the scheme has it."""
        it = section.colour
        if isinstance(it, str):
            it = Colours(light=it, dark=lightened(it))
        return views.SectionLink(
            text=section.name,
            short=section.short or section.name,
            href=self.href(self.locale.term("section", section.id)),
            colour=f"light-dark({it.light},{it.dark})" if it else "",
        )

    def _signature(self, author: Facts) -> views.Signature:
        return views.Signature(text=author.title, href=self.href(author.address), desk=author.desk)
