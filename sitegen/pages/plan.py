"""The plan: every file of the site, each with the recipe to make it.

A recipe holds all that the bytes depend on, apart from the templates and the engine. The plan
is a pure function of the edition; preview asks it for one address, a build for all.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from sitegen.edition.edition import Edition
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


def plan(
    edition: Edition,
    presenter: Presenter,
    sources: Mapping[str, Source],
    assets: Mapping[str, Asset],
    files: Mapping[str, Source],
) -> Iterator[Output]:
    """Yield every output once. `files` are published as they are, by address."""
    for asset in assets.values():
        recipe: Recipe = Copy(asset.source)
        if asset.source.path.endswith(".css"):
            recipe = Stylesheet(asset.source, asset.references)
        yield Output(asset.path, "asset", recipe, asset.source.path)
    for address, source in files.items():
        yield Output(output_path(address), "asset", Copy(source), source.path)
    yield from _pictures(edition, presenter, sources)
    for story in edition.stories:
        view = presenter.article(story)
        yield _page(story.address, "article", "article.html", view, story.path)
    for page in edition.pages:
        yield _page(page.address, "page", "page.html", presenter.page(page), page.path)
    yield from _listings(edition, presenter)
    config = presenter.config
    not_found = PageView(
        href=presenter.href(NOT_FOUND),
        title=presenter.site.words["not_found"],
        lang=config.language,
        direction=direction(config.language),
        noindex=True,
    )
    yield _page(NOT_FOUND, "page", "404.html", not_found)
    for alias, target in edition.redirects:
        redirect = RedirectView(target=presenter.href(target))
        yield _page(normalise(alias), "redirect", "redirect.html", redirect)


def _listings(edition: Edition, presenter: Presenter) -> Iterator[Output]:
    yield _page(FRONT, "listing", "front.html", front(edition.lead, edition.terms, presenter))
    for term in edition.terms:
        if term.kind != "year":
            for address, view in listing(term, presenter):
                yield _page(address, "listing", "listing.html", view)
    for address, overview in overviews(edition.terms, presenter):
        yield _page(address, "listing", "overview.html", overview)
    yield _page(CORRECTIONS, "listing", "corrections.html", corrections_page(presenter))
    if presenter.config.feeds.formats:
        yield _page(FEEDS, "listing", "feeds.html", feeds_page(edition.terms, presenter))


def _page(address: str, kind: OutputKind, template: str, view: View, about: str = "") -> Output:
    return Output(output_path(address), kind, Page(template, view), about)


def _pictures(
    edition: Edition, presenter: Presenter, sources: Mapping[str, Source]
) -> Iterator[Output]:
    for story, cover in presenter.covers.items():
        yield Output(cover.path, "picture", Draw(sources.get(cover.picture), cover), story)
    for path, shot in presenter.gallery.files(edition, presenter.covers):
        source = sources[shot.picture.source]
        recipe: Recipe = Derive(source, shot)
        if shot.format is None:
            drawing = shot.picture.probe.kind == "drawing"
            recipe = Drawing(source) if drawing else Copy(source)
        yield Output(path, "picture", recipe, source.path)
