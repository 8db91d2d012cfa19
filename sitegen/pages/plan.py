"""The plan: every file of the site, each with the recipe to make it.

A recipe holds all that the bytes depend on, apart from the templates and the engine. The plan
is a pure function of the edition. It has a key for each file, computed from the digests of rows,
and makes the recipe only for who asks: a build for what is stale, preview for what somebody looks
at. Equal keys stand for equal recipes.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Faces, Row
from sitegen.languages import direction
from sitegen.model import Digest, Source
from sitegen.pages.assets import Asset
from sitegen.pages.covers import Cover
from sitegen.pages.displays import DISPLAYS, PAGED, shown_in
from sitegen.pages.gallery import Shot
from sitegen.pages.listings import front, front_key, listing, overviews
from sitegen.pages.present import Presenter
from sitegen.pages.services import corrections_key, corrections_page, feeds_key, feeds_page
from sitegen.pages.views import PageView, RedirectView, View
from sitegen.statcache import digest_of
from sitegen.urls import normalise, output_path

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


FileMaker = Literal["derive", "copy", "drawing"]
"""What makes one file of a picture."""

Maker = Literal["page", "syndicated", "copy", "drawing", "derive", "draw", "stylesheet", "packed"]
"""What makes the bytes of an output: it says which engine shapes them."""


class Output(Struct, frozen=True):
    """One file of the site: where it goes, how it is made, and the source that it tells of.

    The recipe is one of `Recipe`, or of those that later stages add.
    """

    path: str
    kind: OutputKind
    recipe: Struct
    about: str = ""


class Planned(NamedTuple):
    """A file whose recipe is made when somebody wants it.

    `key` is the digest of all that the recipe holds; `template` is that of a page.
    """

    path: str
    kind: OutputKind
    maker: Maker
    key: Digest
    make: Callable[[], Struct]
    about: str = ""
    template: str = ""

    def output(self) -> Output:
        """Return the file with its recipe."""
        return Output(self.path, self.kind, self.make(), self.about)


def plan(
    edition: Edition,
    presenter: Presenter,
    sources: Mapping[str, Source],
    assets: Mapping[str, Asset],
    files: Mapping[str, Source],
) -> Iterator[Planned]:
    """Yield every output once. `files` are published as they are, by address."""
    yield from static_files(assets, files)
    yield from picture_files(edition, presenter, sources)
    yield from pages(edition, presenter)


def static_files(assets: Mapping[str, Asset], files: Mapping[str, Source]) -> Iterator[Planned]:
    """Yield what lies in static/; `files` are published as they are, by address."""
    for asset in assets.values():
        source = asset.source
        if source.path.endswith(".css"):
            make: Callable[[], Recipe] = partial(Stylesheet, source, asset.references)
            key = fingerprint(source.digest, asset.references)
            yield Planned(asset.path, "asset", "stylesheet", key, make, source.path)
        else:
            yield _copy(asset.path, "asset", source)
    for address, source in files.items():
        yield _copy(output_path(address), "asset", source)


def _copy(path: str, kind: OutputKind, source: Source) -> Planned:
    return Planned(path, kind, "copy", source.digest, partial(Copy, source), source.path)


def pages(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield every page once."""
    for row in edition.rows:
        if row.facts.kind in PAGED:
            yield document_page(row, presenter)
    yield from _listings(edition, presenter)
    address, not_found = presenter.locale.not_found, partial(_not_found, presenter)
    yield _page(address, "page", "404.html", fingerprint(address), not_found)
    for alias, target in edition.redirects:
        address, redirect = normalise(alias), partial(_redirect, target, presenter)
        key = fingerprint(presenter.href(address), presenter.href(target))
        yield _page(address, "redirect", "redirect.html", key, redirect)


def document_page(row: Row, presenter: Presenter) -> Planned:
    """Return the page of a document that has one of its own."""
    display = DISPLAYS[row.facts.kind]
    assert display.view  # noqa: S101 - it goes with a template
    row_of = presenter.library.row
    cards = [
        _faces(row_of(entry)).card if isinstance(entry, str) else fingerprint(entry)
        for entry in row.related
    ]
    key = digest_of(b"".join((_faces(row).page, *cards)))
    view = partial(display.view, presenter, row)
    return _page(row.address, display.output, display.template, key, view, row.path)


def _listings(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    at, terms = edition.locale, edition.terms
    view = partial(front, edition.lead, terms, presenter)
    yield _page(at.front, "listing", "front.html", front_key(edition.lead, terms, presenter), view)
    headed = {
        (heads, row.facts.slug): row
        for kind, heads in HEADS.items()
        for row in edition.others[kind]
    }
    for term in terms:
        if term.kind != "year":
            author = headed.get((term.kind, term.id))
            for part in listing(term, presenter, author):
                about = author.path if author and part.address == term.address else ""
                key = part.key
                yield _page(part.address, "listing", "listing.html", key, part.view, about)
    for address, key, overview in overviews(terms, presenter):
        yield _page(address, "listing", "overview.html", key, overview)
    corrected = partial(corrections_page, presenter)
    key = corrections_key(edition.stories)
    yield _page(at.corrections, "listing", "corrections.html", key, corrected)
    if presenter.config.feeds.formats:
        names = feeds_key(terms, presenter)
        yield _page(at.feeds, "listing", "feeds.html", names, partial(feeds_page, terms, presenter))


def _not_found(presenter: Presenter) -> PageView:
    language = presenter.locale.language
    return PageView(
        href=presenter.href(presenter.locale.not_found),
        title=presenter.site.words["not_found"],
        lang=language,
        direction=direction(language),
        noindex=True,
    )


def _redirect(target: str, presenter: Presenter) -> RedirectView:
    return RedirectView(target=presenter.href(target))


def _page(  # noqa: PLR0917 - a page is all of this
    address: str,
    kind: OutputKind,
    template: str,
    key: Digest,
    view: Callable[[], View],
    about: str = "",
) -> Planned:
    make = partial(_with_template, template, view)
    return Planned(output_path(address), kind, "page", key, make, about, template)


def _with_template(template: str, view: Callable[[], View]) -> Page:
    return Page(template, view())


def _faces(row: Row) -> Faces:
    assert row.faces  # noqa: S101 - an edition has rows alone that are shown
    return row.faces


def picture_files(
    edition: Edition, presenter: Presenter, sources: Mapping[str, Source]
) -> Iterator[Planned]:
    """Yield every file of every picture that is shown, once."""
    seen: set[str] = set()
    for row in edition.rows:
        faces = _faces(row)
        if faces.drawn:
            path, key = faces.drawn
            make: Callable[[], Recipe] = partial(_drawn, row, presenter, sources)
            yield Planned(path, "picture", "draw", key, make, row.path)
        for shown in faces.pictures:
            for path in shown.files:
                if path not in seen:
                    seen.add(path)
                    make = partial(_shot, row, path, presenter, sources)
                    yield Planned(path, "picture", shown.maker, shown.key, make, shown.source)


def _drawn(row: Row, presenter: Presenter, sources: Mapping[str, Source]) -> Draw:
    """Return how the social card of a story is made."""
    cover = presenter.covers.of(presenter.library.entry(row.path), presenter.card(row))
    assert cover  # noqa: S101 - the row says that there is one
    return Draw(sources.get(cover.picture), cover)


def _shot(row: Row, path: str, presenter: Presenter, sources: Mapping[str, Source]) -> Recipe:
    """Return how one file of a picture is made, which a document shows."""
    shown = shown_in(presenter.library.entry(row.path), drawn=bool(_faces(row).drawn))
    files = (it for picture, uses in shown for it in presenter.gallery.files_of(picture, uses))
    shot = next(shot for at, shot in files if at == path)
    source = sources[shot.picture.source]
    match maker_of(shot):
        case "derive":
            return Derive(source, shot)
        case "drawing":
            return Drawing(source)
        case "copy":
            return Copy(source)


def maker_of(shot: Shot) -> FileMaker:
    """Return what makes one file of a picture."""
    if shot.format is not None:
        return "derive"
    return "drawing" if shot.picture.probe.kind == "drawing" else "copy"
