"""The plan: every file of the site, each with the recipe to make it.

A recipe holds all that the bytes depend on, apart from the templates and the engine. The plan
is a pure function of the edition. A build asks for all of it; preview makes the views of those
pages alone that somebody looks at.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from msgspec import Struct

from sitegen.edition.edition import Edition, Story
from sitegen.edition.ledger import holds
from sitegen.languages import direction
from sitegen.model import Source
from sitegen.pages.assets import Asset
from sitegen.pages.covers import Cover
from sitegen.pages.gallery import Shot
from sitegen.pages.listings import front, listing, overviews
from sitegen.pages.present import Presenter
from sitegen.pages.services import corrections_page, feeds_page
from sitegen.pages.views import PageView, RedirectView, View
from sitegen.urls import CORRECTIONS, FEEDS, FRONT, NOT_FOUND, normalise, output_path

OutputKind = Literal[
    "asset", "picture", "article", "page", "listing", "redirect", "feed", "sitemap", "search"
]


class Page(Struct, frozen=True):
    """Render a template with a view."""

    template: str
    view: View


class Copy(Struct, frozen=True):
    """Copy a source byte for byte."""

    source: Source


class Stylesheet(Struct, frozen=True):
    """Copy a stylesheet without comments and indentation, its references replaced by hrefs."""

    source: Source
    references: dict[str, str]


class Drawing(Struct, frozen=True):
    """Copy an SVG without what could run or ask for something elsewhere."""

    source: Source


class Derive(Struct, frozen=True):
    """Make one file of a picture: a size, in a format."""

    source: Source
    shot: Shot


class Draw(Struct, frozen=True):
    """Draw a social card, around a picture or without one."""

    source: Source | None
    cover: Cover


Recipe = Page | Copy | Stylesheet | Drawing | Derive | Draw


class Output(Struct, frozen=True):
    """One file of the site: where it goes, how it is made, and the source that it tells of.

    The recipe is one of `Recipe`, or of those that `syndication` adds.
    """

    path: str
    kind: OutputKind
    recipe: Struct
    about: str = ""


class Planned(NamedTuple):
    """A page whose view is made when somebody wants it."""

    path: str
    kind: OutputKind
    template: str
    view: Callable[[], View]
    about: str = ""

    def output(self) -> Output:
        """Return the page with its view."""
        return Output(self.path, self.kind, Page(self.template, self.view()), self.about)


def plan(
    edition: Edition,
    presenter: Presenter,
    sources: Mapping[str, Source],
    assets: Mapping[str, Asset],
    files: Mapping[str, Source],
) -> Iterator[Output]:
    """Yield every output once. `files` are published as they are, by address."""
    yield from static_files(assets, files)
    yield from picture_files(edition, presenter, sources)
    for page in pages(edition, presenter):
        yield page.output()


def static_files(assets: Mapping[str, Asset], files: Mapping[str, Source]) -> Iterator[Output]:
    """Yield what lies in static/; `files` are published as they are, by address."""
    for asset in assets.values():
        recipe: Recipe = Copy(asset.source)
        if asset.source.path.endswith(".css"):
            recipe = Stylesheet(asset.source, asset.references)
        yield Output(asset.path, "asset", recipe, asset.source.path)
    for address, source in files.items():
        yield Output(output_path(address), "asset", Copy(source), source.path)


def pages(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield every page once."""
    for story in edition.stories:
        yield article_page(story, presenter)
    for page in edition.pages:
        yield _page(page.address, "page", "page.html", partial(presenter.page, page), page.path)
    yield from _listings(edition, presenter)
    yield _page(NOT_FOUND, "page", "404.html", partial(_not_found, presenter))
    for alias, target in edition.redirects:
        redirect = partial(_redirect, target, presenter)
        yield _page(normalise(alias), "redirect", "redirect.html", redirect)


def article_page(story: Story, presenter: Presenter) -> Planned:
    """Return the page of a story."""
    view = partial(presenter.article, story)
    return _page(story.address, "article", "article.html", view, story.path)


def pages_with_cards(
    paths: Container[str], edition: Edition, presenter: Presenter
) -> Iterator[Planned]:
    """Yield the front page, and those pages of listings that show the card of one of some stories.

    The page of corrections is not among them.
    """
    yield _front_page(edition, presenter)
    for stories, page in _listing_pages(edition, presenter):
        if holds(stories, paths):
            yield page


def _front_page(edition: Edition, presenter: Presenter) -> Planned:
    view = partial(front, edition.lead, edition.terms, presenter)
    return _page(FRONT, "listing", "front.html", view)


def _listing_pages(
    edition: Edition, presenter: Presenter
) -> Iterator[tuple[Sequence[Story], Planned]]:
    """Yield each page of a listing, behind the stories whose cards it shows."""
    authors = {author.id: author.path for author in edition.authors}
    for term in edition.terms:
        if term.kind != "year":
            author = authors[term.id] if term.kind == "author" else ""
            for part in listing(term, presenter):
                about = author if part.address == term.address else ""
                yield (
                    part.stories,
                    _page(part.address, "listing", "listing.html", part.view, about),
                )


def _listings(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    terms = edition.terms
    yield _front_page(edition, presenter)
    yield from (page for _, page in _listing_pages(edition, presenter))
    for address, overview in overviews(terms, presenter):
        yield _page(address, "listing", "overview.html", overview)
    corrected = partial(corrections_page, presenter)
    yield _page(CORRECTIONS, "listing", "corrections.html", corrected)
    if presenter.config.feeds.formats:
        yield _page(FEEDS, "listing", "feeds.html", partial(feeds_page, terms, presenter))


def _not_found(presenter: Presenter) -> PageView:
    language = presenter.config.language
    return PageView(
        href=presenter.href(NOT_FOUND),
        title=presenter.site.words["not_found"],
        lang=language,
        direction=direction(language),
        noindex=True,
    )


def _redirect(target: str, presenter: Presenter) -> RedirectView:
    return RedirectView(target=presenter.href(target))


def _page(
    address: str, kind: OutputKind, template: str, view: Callable[[], View], about: str = ""
) -> Planned:
    return Planned(output_path(address), kind, template, view, about)


def picture_files(
    edition: Edition, presenter: Presenter, sources: Mapping[str, Source]
) -> Iterator[Output]:
    """Yield every file of every picture that is shown, once."""
    for story, cover in presenter.covers.items():
        yield drawn_card(story, cover, sources)
    for path, shot in presenter.gallery.files(edition, presenter.covers):
        yield picture_file(path, shot, sources)


def drawn_card(story: str, cover: Cover, sources: Mapping[str, Source]) -> Output:
    """Return the social card of a story."""
    return Output(cover.path, "picture", Draw(sources.get(cover.picture), cover), story)


def picture_file(path: str, shot: Shot, sources: Mapping[str, Source]) -> Output:
    """Return one file of a picture."""
    source = sources[shot.picture.source]
    recipe: Recipe = Derive(source, shot)
    if shot.format is None:
        recipe = Drawing(source) if shot.picture.probe.kind == "drawing" else Copy(source)
    return Output(path, "picture", recipe, source.path)
