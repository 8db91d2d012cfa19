"""Listings: the pages of each, with what stands at their heads."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeVar

from msgspec import Struct

from sitegen.collation import collated
from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.rows import Row
from sitegen.edition.slices import Slice, slices
from sitegen.edition.sums import COUNTRY
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.displays import DISPLAYS
from sitegen.pages.dossiers import dossier, dossier_key
from sitegen.pages.front import cards_below, lead_of
from sitegen.pages.listviews import AuthorView, DossierView, ListingView, ThreadView
from sitegen.pages.mostread import most_read
from sitegen.pages.popular import names_key
from sitegen.pages.present import Presenter
from sitegen.pages.sections import picture_of, shares_of
from sitegen.pages.threads import timeline_key
from sitegen.pages.views import Link
from sitegen.statcache import digest_of
from sitegen.urls import numbered

AnyLink = TypeVar("AnyLink", bound=Link)

NEW = 5
"""Stories of a section of which one leads."""

LATELY = 60
"""Stories of a section, the newest, that say what it is about."""

TOPICS = 8
AUTHORS = 3
IN_SUMMARY = 3


class ListingPage(NamedTuple):
    """One page of a listing: its address, the key and the maker of its view."""

    address: str
    key: Digest
    view: Callable[[], ListingView]


def listing(term: Term, presenter: Presenter, head: Row | None = None) -> Iterator[ListingPage]:
    """Yield each page of a listing; the first one tells of who or what stands at its `head`."""
    config, language = presenter.config, presenter.locale.language
    name = presenter.name_of(term.kind, term.id, term.name)
    cards = term.stories.cards()
    told, description = told_of(term, presenter), description_of(term, presenter)
    own = picture_of(term, presenter)
    named = fingerprint(term.name, description, own)
    heading = head.faces.page + timeline_key(term) if head and head.faces else b""
    heading += dossier_key(term, presenter)
    popular = presenter.popular.on_section(term.id) if term.kind == "section" else ((), ())
    read = names_key(popular)

    def href(number: int | None) -> str:
        if number is None:
            return ""
        return presenter.href(numbered(term.address, number) if number else term.address)

    def view(part: Slice, stories: Sequence[Row]) -> ListingView:
        lead = _lead(stories) if term.kind == "section" and not part.number else None
        above = None
        if head and not part.number:
            make = DISPLAYS[head.facts.kind].heading
            above = make(presenter, head, term) if make else None
        told_of_country = None
        if term.kind == COUNTRY and not part.number:
            told_of_country = dossier(presenter, head, term)
        thread = above if isinstance(above, ThreadView) else None
        below = name if term.kind == "section" else ""
        led = lead_of(lead, presenter, below=below) if lead else None
        is_bare = not part.number and not (led and led.shown)
        return ListingView(
            href=href(part.number),
            title=name,
            description=_dek(thread or told_of_country) or description,
            summary=summary(name, (presenter.card(it).headline for it in stories)),
            lang=language,
            direction=direction(language),
            feeds=presenter.feeds.of(term.kind, term.address, name),
            section=presenter.section(term.id) if term.kind == "section" else None,
            kind=term.kind,
            lead=led,
            picture=presenter.picture(own, "lead", eager=True) if is_bare else None,
            shares=thread.shares if thread else shares_of(own, presenter),
            cards=cards_below(below, (it for it in stories if it is not lead), presenter),
            number=part.number,
            newer=href(part.newer),
            older=href(part.older),
            first=href(0),
            topics=() if part.number else told.topics,
            authors=() if part.number else told.authors,
            author=above if isinstance(above, AuthorView) else None,
            thread=thread,
            dossier=told_of_country,
            most_read=None if part.number else most_read(popular, presenter),
        )

    for part in slices(len(term.stories), config.page_size):
        address = numbered(term.address, part.number) if part.number else term.address
        place = f"{part.newer} {part.older}".encode()
        shown = (
            named,
            b"" if part.number else heading + read + told.key,
            place,
            *cards[part.start : part.stop],
        )
        stories = term.stories[part.start : part.stop]
        yield ListingPage(address, digest_of(b"|".join(shown)), partial(view, part, stories))


def _dek(head: ThreadView | DossierView | None) -> str:
    return head.dek if head else ""


class Told(Struct, frozen=True):
    """What the newest stories of a section are about, and who signs most of them."""

    topics: tuple[Link, ...] = ()
    authors: tuple[Link, ...] = ()

    @property
    def key(self) -> Digest:
        """The digest of it; empty if nothing is told."""
        return fingerprint(self) if self.topics or self.authors else b""


def told_of(term: Term, presenter: Presenter) -> Told:
    """Return what the page of a section tells of it: topics and authors, the most frequent first.

    A desk stands before people, who come and go.
    """
    if term.kind != "section":
        return Told()
    found = Counter(topic for row in term.stories[:LATELY] for topic in row.topics)
    tags = sorted((-count, it) for it, count in found.items() if it.kind == "tag")
    signing = sorted(
        (not presenter.signature(id_).desk, -count, id_)
        for (kind, id_, _), count in found.items()
        if kind == "author"
    )
    return Told(
        tuple([presenter.link_to(*tag) for _, tag in tags[:TOPICS]]),
        tuple([presenter.signature(id_) for *_, id_ in signing[:AUTHORS]]),
    )


def description_of(term: Term, presenter: Presenter) -> str:
    """Return what a section or a topic is about, as the newsroom says."""
    match term.kind:
        case "section":
            sections = presenter.config.sections
            return next((it.description for it in sections if it.id == term.id), "")
        case "tag":
            return presenter.config.topics.descriptions.get(term.id, "")
        case _:
            return ""


def summary(name: str, headlines: Iterable[str]) -> str:
    """Return what search engines are told of a page of stories: the first of them."""
    told = " · ".join(islice(headlines, IN_SUMMARY))
    return f"{name}: {told}" if told else ""


def _lead(stories: Sequence[Row]) -> Row | None:
    """Return what leads a section: the newest that has a picture, of those that are new."""
    newest = stories[:NEW]
    pictured = (it for it in newest if it.faces and it.faces.is_illustrated)
    return next(pictured, next(iter(newest), None))


def cards_of(stories: Iterable[Row]) -> list[Digest]:
    """Return the digests of the cards of stories."""
    return list(map(_CARD, stories))


_CARD = attrgetter("faces.card")


def by_name(links: Iterable[AnyLink], language: str) -> tuple[AnyLink, ...]:
    """Return links in the order of their names, as readers of a language look for them."""
    return tuple(sorted(links, key=lambda link: (*collated(link.text, language), link.href)))
