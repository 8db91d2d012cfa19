"""The page that lists all feeds, and the page of all corrections."""

from collections.abc import Iterator, Sequence

from sitegen.edition.edition import Story, Term
from sitegen.languages import direction
from sitegen.model import Correction
from sitegen.pages.listings import by_name
from sitegen.pages.present import Presenter
from sitegen.pages.views import CorrectionView, FeedLink, Link, PageView, View
from sitegen.urls import CORRECTIONS, FEEDS, FRONT, OVERVIEWS


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


class CorrectedView(CorrectionView, frozen=True, kw_only=True):
    """A correction and its story, whose language it is in."""

    story: Link
    lang: str
    direction: str


class CorrectionsView(PageView, frozen=True, kw_only=True):
    """All corrections, newest first."""

    entries: tuple[CorrectedView, ...]


class SearchView(PageView, frozen=True, kw_only=True):
    """The search page. `parts` are the hrefs of the folders that hold the parts of the index."""

    parts: tuple[str, ...]


def all_corrections(stories: Sequence[Story]) -> list[tuple[Story, int, Correction]]:
    """Return every correction with its story and its number there, newest first."""
    found = [
        (story, number, correction)
        for story in stories
        for number, correction in enumerate(story.corrections)
    ]
    return sorted(found, key=lambda it: it[2].date, reverse=True)


def corrections_page(presenter: Presenter) -> CorrectionsView:
    """Return the page of all corrections."""
    config, words = presenter.config, presenter.site.words
    return CorrectionsView(
        href=presenter.href(CORRECTIONS),
        title=words["corrections"],
        lang=config.language,
        direction=direction(config.language),
        feeds=presenter.feeds.of_corrections(words["corrections"]),
        entries=tuple(
            CorrectedView(
                date=presenter.moment(correction.date),
                text=correction.text,
                story=Link(text=story.fields.headline, href=presenter.href(story.address)),
                lang=story.fields.lang or config.language,
                direction=direction(story.fields.lang or config.language),
            )
            for story, _, correction in all_corrections(presenter.edition.stories)
        ),
    )


def feeds_page(terms: Sequence[Term], presenter: Presenter) -> FeedsView:
    """Return the page of all feeds."""
    config, words = presenter.config, presenter.site.words
    return FeedsView(
        href=presenter.href(FEEDS),
        title=words["feeds"],
        lang=config.language,
        direction=direction(config.language),
        feeds=presenter.feeds.of_site(),
        groups=tuple(_groups(terms, presenter)),
    )


def _groups(terms: Sequence[Term], presenter: Presenter) -> Iterator[FeedGroup]:
    config, words, feeds = presenter.config, presenter.site.words, presenter.feeds
    site = Offer(text=config.title, href=presenter.href(FRONT), feeds=feeds.of_site())
    offers = [site]
    if put_right := feeds.of_corrections(words["corrections"]):
        href = presenter.href(CORRECTIONS)
        offers.append(Offer(text=words["corrections"], href=href, feeds=put_right))
    yield FeedGroup(kind="site", offers=tuple(offers))
    for kind in OVERVIEWS:
        offers = []
        for term in terms:
            if term.kind == kind:
                link = presenter.link_to_term(term)
                if offered := feeds.of(kind, term.address, link.text):
                    offers.append(Offer(text=link.text, href=link.href, feeds=offered))
        if offers:
            # Sections keep the order of the menu.
            ordered = offers if kind == "section" else by_name(offers)
            yield FeedGroup(kind=kind, offers=tuple(ordered))
