"""Listings that stay put, and their overviews.

A listing's first page shows the newest stories; page K is the K-th full page counted from the
oldest. So a page once full never changes by a new story, and no story is on two pages.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple, TypeVar
from unicodedata import combining, normalize

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.rows import Row
from sitegen.languages import country_name, direction
from sitegen.model import Digest
from sitegen.pages.front import lead_of
from sitegen.pages.listviews import Group, ListingView, OverviewView
from sitegen.pages.popular import most_read, names_key
from sitegen.pages.present import Presenter
from sitegen.pages.views import Link
from sitegen.regions import REGIONS
from sitegen.statcache import digest_of
from sitegen.urls import numbered

AnyLink = TypeVar("AnyLink", bound=Link)

NEW = 5
"""Stories of a section of which one leads."""


class Slice(Struct, frozen=True):
    """One page of a listing: stories from `start` to `stop`, newest first; 0 is the first page."""

    number: int
    start: int
    stop: int
    newer: int | None
    older: int | None


def slices(count: int, size: int) -> Iterator[Slice]:
    """Yield the pages of a listing of `count` stories.

    The first page holds `size` to 2 * `size` - 1 stories, so that it is never nearly empty. A
    full page learns of the page after it one story later than that page is born: until then
    its way to newer stories is the first page. So a new story touches one numbered page. Where
    every story is a page, there is no later story that makes none: the way stays as it is.
    """
    full = max(0, count // size - 1)
    yield Slice(0, 0, count - full * size, None, full or None)
    for number in range(1, full + 1):
        stop = count - (number - 1) * size
        knows_next = size > 1 and number < full and count > (number + 2) * size
        yield Slice(number, stop - size, stop, number + 1 if knows_next else 0, number - 1 or None)


class ListingPage(NamedTuple):
    """One page of a listing: its address, the key and the maker of its view."""

    address: str
    key: Digest
    view: Callable[[], ListingView]


def listing(term: Term, presenter: Presenter, author: Row | None = None) -> Iterator[ListingPage]:
    """Yield each page of a listing; the first one of an `author` tells of them."""
    config, language = presenter.config, presenter.locale.language
    about = next((it.description for it in config.sections if it.id == term.id), "")
    name = presenter.name_of(term.kind, term.id, term.name)
    cards = cards_of(term.stories)
    head = digest_of(term.name.encode())
    biography = author.faces.page if author and author.faces else b""
    popular = presenter.popular.on_section(term.id) if term.kind == "section" else ((), ())
    read = names_key(popular)

    def href(number: int | None) -> str:
        if number is None:
            return ""
        return presenter.href(numbered(term.address, number) if number else term.address)

    def view(part: Slice, stories: Sequence[Row]) -> ListingView:
        lead = _lead(stories) if term.kind == "section" and not part.number else None
        return ListingView(
            href=href(part.number),
            title=name,
            description=about if term.kind == "section" else "",
            lang=language,
            direction=direction(language),
            feeds=presenter.feeds.of(term.kind, term.address, name),
            section=presenter.section(term.id) if term.kind == "section" else None,
            kind=term.kind,
            lead=lead_of(lead, presenter) if lead else None,
            cards=presenter.cards(it for it in stories if it is not lead),
            number=part.number,
            newer=href(part.newer),
            older=href(part.older),
            first=href(0),
            author=presenter.author(author) if author and not part.number else None,
            most_read=None if part.number else most_read(popular, presenter),
        )

    for part in slices(len(term.stories), config.page_size):
        address = numbered(term.address, part.number) if part.number else term.address
        place = f"{part.newer} {part.older}".encode()
        shown = (
            head,
            b"" if part.number else biography + read,
            place,
            *cards[part.start : part.stop],
        )
        stories = term.stories[part.start : part.stop]
        yield ListingPage(address, digest_of(b"|".join(shown)), partial(view, part, stories))


def _lead(stories: Sequence[Row]) -> Row | None:
    """Return what leads a section: the newest that has a picture, of those that are new."""
    newest = stories[:NEW]
    pictured = (it for it in newest if it.faces and it.faces.is_illustrated)
    return next(pictured, next(iter(newest), None))


def cards_of(stories: Iterable[Row]) -> list[Digest]:
    """Return the digests of the cards of stories."""
    return list(map(_CARD, stories))


_CARD = attrgetter("faces.card")


def overviews(
    terms: Sequence[Term], presenter: Presenter
) -> Iterator[tuple[str, Digest, Callable[[], OverviewView]]]:
    """Yield (address, key, what makes the view) of the overview of each kind, and of each year."""

    def of_kind(kind: str, address: str) -> OverviewView:
        if kind == "year":
            years = reversed([term for term in terms if term.kind == "year"])
            groups = [_year(term, terms, presenter) for term in years]
        elif kind == "country":
            groups = _regions([term for term in terms if term.kind == kind], presenter)
        else:
            links = [presenter.link_to_term(term) for term in terms if term.kind == kind]
            # Sections keep the order of the menu.
            groups = [Group(links=tuple(links) if kind == "section" else by_name(links))]
        groups = [group for group in groups if group.links]
        return _overview(address, kind, "", groups, presenter)

    def of_year(term: Term) -> OverviewView:
        groups = [Group(links=_year(term, terms, presenter).links)]
        return _overview(term.address, "year", term.id, groups, presenter)

    def names_of(kinds: Collection[str], within: str = "") -> list[tuple[str, str, str]]:
        return [
            (it.kind, it.id, it.name)
            for it in terms
            if it.kind in kinds and it.id.startswith(within)
        ]

    for kind, address in presenter.locale.overviews.items():
        names = names_of({"year", "month"} if kind == "year" else {kind})
        yield address, fingerprint(names), partial(of_kind, kind, address)
    for term in terms:
        if term.kind == "year":
            key = fingerprint(names_of({"year", "month"}, term.id))
            yield term.address, key, partial(of_year, term)


def _year(year: Term, terms: Sequence[Term], presenter: Presenter) -> Group:
    months = [term for term in terms if term.kind == "month" and term.id.startswith(f"{year.id}/")]
    heading = presenter.link_to_term(year)
    return Group(
        title=heading.text,
        href=heading.href,
        links=tuple(presenter.link_to_term(month) for month in reversed(months)),
    )


def _regions(countries: Sequence[Term], presenter: Presenter) -> list[Group]:
    """Return the countries by continent, both in the order of their names."""
    groups = [
        Group(
            title=country_name(region, presenter.locale.language),
            links=by_name(presenter.link_to_term(term) for term in countries if term.id in codes),
        )
        for region, codes in REGIONS.items()
    ]
    return sorted(groups, key=lambda group: collated(group.title))


def by_name(links: Iterable[AnyLink]) -> tuple[AnyLink, ...]:
    """Return links in the order of their names."""
    return tuple(sorted(links, key=lambda link: (*collated(link.text), link.href)))


def collated(text: str) -> tuple[str, str]:
    """Return what names are ordered by: their letters without accents, then as written."""
    letters = (char for char in normalize("NFKD", text) if not combining(char))
    return "".join(letters).casefold(), text


def _overview(
    address: str, kind: str, title: str, groups: Sequence[Group], presenter: Presenter
) -> OverviewView:
    language = presenter.locale.language
    return OverviewView(
        href=presenter.href(address),
        title=title,
        lang=language,
        direction=direction(language),
        kind=kind,
        groups=tuple(groups),
    )
