"""The page that lists all feeds, and the page of all corrections."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from sitegen.digests import fingerprint
from sitegen.edition.edition import Term
from sitegen.edition.rows import Row
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.listings import by_name, summary
from sitegen.pages.present import Presenter
from sitegen.pages.puttingright import CorrectionView, correction_view
from sitegen.pages.views import Card, FeedLink, Link, PageView, View
from sitegen.statcache import digest_of

if TYPE_CHECKING:
    from sitegen.edition.entries import Story


class Offer(Link, frozen=True, kw_only=True):
    """What has feeds, and which."""

    feeds: tuple[FeedLink, ...]


class FeedGroup(View, frozen=True, kw_only=True):
    """The feeds of all listings of a kind; those of the site itself if that is "site"."""

    kind: str
    offers: tuple[Offer, ...]


class FeedsView(PageView, frozen=True, kw_only=True):
    """All feeds."""

    groups: tuple[FeedGroup, ...]


NEWEST = 5
"""Stories on the page for addresses that lead nowhere."""


class NotFoundView(PageView, frozen=True, kw_only=True):
    """The page for addresses that lead nowhere, with the newest stories."""

    newest: tuple[Card, ...]


class GoneView(PageView, frozen=True, kw_only=True):
    """The page at an address where nothing is any more; `why` may be empty."""

    why: str


class CorrectedView(CorrectionView, frozen=True, kw_only=True):
    """A correction and its story, whose language it is in."""

    story: Link
    lang: str
    direction: str


class CorrectionsView(PageView, frozen=True, kw_only=True):
    """All corrections, newest first."""

    entries: tuple[CorrectedView, ...]


class SearchFilter(View, frozen=True, kw_only=True):
    """What readers may choose stories by: "section", "country", "year" or "language".

    `options` are ids, as terms of the index have them, and names, in the order of the page.
    """

    name: str
    options: tuple[tuple[str, str], ...]


class SearchView(PageView, frozen=True, kw_only=True):
    """The search page. `catalogue` is the href of what lists the files of the index.

    It is empty if there is no story. There are filters only for what leaves a choice.
    """

    catalogue: str
    filters: tuple[SearchFilter, ...]


def corrected(stories: Iterable[Row]) -> list[tuple[Row, int]]:
    """Return every correction as its story and its number there, newest first."""
    found = [(row, number) for row in stories for number in range(len(row.corrected))]
    return sorted(found, key=lambda it: it[0].corrected[it[1]], reverse=True)


def corrections_key(stories: Iterable[Row]) -> Digest:
    """Return the digest of all that is shown of corrections."""
    return digest_of(b"".join(it.faces.corrections for it in stories if it.faces and it.corrected))


def corrections_page(presenter: Presenter) -> CorrectionsView:
    """Return the page of all corrections."""
    at, words = presenter.locale, presenter.site.words
    entries = tuple(_corrected_views(presenter))
    return CorrectionsView(
        href=presenter.href(at.corrections),
        title=words["corrections"],
        lang=at.language,
        direction=direction(at.language),
        summary=summary(words["corrections"], (it.story.text for it in entries))
        or f"{words['corrections']}: {words['no_corrections']}",
        feeds=presenter.feeds.of_corrections(words["corrections"]),
        entries=entries,
    )


def _corrected_views(presenter: Presenter) -> Iterator[CorrectedView]:
    known: dict[str, Story] = {}
    for row, number in corrected(presenter.edition.corrected):
        story = known.get(row.path)
        if story is None:
            story = known[row.path] = presenter.story(row)
        correction = story.put_right[number]
        lang = story.fields.lang or presenter.locale.language
        yield CorrectedView(
            **asdict(correction_view(correction, presenter.moment)),
            story=Link(text=presenter.card(row).headline, href=presenter.href(story.address)),
            lang=lang,
            direction=direction(lang),
        )


def feeds_key(terms: Iterable[Term], presenter: Presenter) -> Digest:
    """Return the digest of all that the page of all feeds shows."""
    formats_of = presenter.config.feeds.formats_of
    return fingerprint([(it.kind, it.id, it.name) for it in terms if formats_of(it.kind)])


def feeds_page(terms: Sequence[Term], presenter: Presenter) -> FeedsView:
    """Return the page of all feeds."""
    at, words = presenter.locale, presenter.site.words
    return FeedsView(
        href=presenter.href(at.feeds),
        title=words["feeds"],
        summary=words["feeds_why"],
        lang=at.language,
        direction=direction(at.language),
        feeds=presenter.feeds.of_site(),
        groups=tuple(_groups(terms, presenter)),
    )


def _groups(terms: Sequence[Term], presenter: Presenter) -> Iterator[FeedGroup]:
    at, words, feeds = presenter.locale, presenter.site.words, presenter.feeds
    site = Offer(text=presenter.config.title, href=presenter.href(at.front), feeds=feeds.of_site())
    offers = [site]
    if put_right := feeds.of_corrections(words["corrections"]):
        href = presenter.href(at.corrections)
        offers.append(Offer(text=words["corrections"], href=href, feeds=put_right))
    offers += _offers("collection", terms, presenter)
    yield FeedGroup(kind="site", offers=tuple(offers))
    for kind in at.overviews:
        if offers := list(_offers(kind, terms, presenter)):
            # Sections keep the order of the menu.
            ordered = offers if kind == "section" else by_name(offers, at.language)
            yield FeedGroup(kind=kind, offers=tuple(ordered))


def _offers(kind: str, terms: Iterable[Term], presenter: Presenter) -> Iterator[Offer]:
    """Yield the listings of a kind that have feeds."""
    for term in terms:
        if term.kind == kind:
            link = presenter.link_to_term(term)
            if offered := presenter.feeds.of(kind, term.address, link.text):
                yield Offer(text=link.text, href=link.href, feeds=offered)


def not_found_page(newest: Sequence[Row], presenter: Presenter) -> NotFoundView:
    """Return the page for addresses that lead nowhere."""
    language = presenter.locale.language
    return NotFoundView(
        href=presenter.href(presenter.locale.not_found),
        title=presenter.site.words["not_found"],
        lang=language,
        direction=direction(language),
        noindex=True,
        newest=presenter.cards(newest),
    )


def gone_page(address: str, why: str, presenter: Presenter) -> GoneView:
    """Return the page of an address where nothing is any more."""
    language = presenter.locale.language
    return GoneView(
        href=presenter.href(address),
        title=presenter.site.words["gone"],
        lang=language,
        direction=direction(language),
        noindex=True,
        why=why,
    )
