"""The plan: every file of the site, each with the recipe to make it.

A recipe holds all that the bytes depend on, apart from the templates and the engine. The plan
is a pure function of the edition. It has a key for each file, computed from the digests of rows,
and one for each batch of files; it makes the recipe only for who asks: a build for what is stale,
preview for what somebody looks at. Equal keys stand for equal recipes.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition, Term
from sitegen.edition.months import shown_on
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.edition.sums import MONTH
from sitegen.model import Digest, Source
from sitegen.pages.assets import Asset
from sitegen.pages.displays import DISPLAYS, LISTINGS, PAGED
from sitegen.pages.dossiers import dossier_key
from sitegen.pages.front import composed, front, front_key
from sitegen.pages.icons import icons
from sitegen.pages.listings import cards_of, description_of, listing, told_of
from sitegen.pages.mostread import most_read_key, most_read_page
from sitegen.pages.outputs import Batch, Draw, DrawIcon, OutputKind, Page, Planned
from sitegen.pages.overviews import overviews
from sitegen.pages.ownership import ownership_page
from sitegen.pages.picturefiles import document_pictures, faces_of, section_pictures
from sitegen.pages.popular import names_key, story_key
from sitegen.pages.present import Presenter
from sitegen.pages.sections import picture_of
from sitegen.pages.services import (
    NEWEST,
    corrections_key,
    corrections_page,
    feeds_key,
    feeds_page,
    gone_page,
    not_found_page,
)
from sitegen.pages.statics import static_files
from sitegen.pages.threads import timeline_key
from sitegen.pages.views import RedirectView, View
from sitegen.statcache import digest_of
from sitegen.urls import normalise, output_path


def batches(
    presenters: Iterable[Presenter],
    sources: Mapping[str, Source],
    assets: Mapping[str, Asset],
    files: Mapping[str, Source],
) -> Iterator[Batch]:
    """Yield every output of each edition, in batches.

    `files` are published as they are, by address.
    """
    yield Batch("static", b"", partial(static_files, assets, files))
    presenters = tuple(presenters)
    yield Batch("icons", b"", partial(icon_files, presenters[0], files))
    for presenter in presenters:
        edition = presenter.edition
        yield from _documents(edition, presenter, sources)
        yield from _listings(edition, presenter)
        if edition.sections.shown:
            key = fingerprint(edition.sections.shown)
            files_of = partial(section_pictures, presenter, sources)
            yield Batch(f"{edition.locale.prefix} section pictures", key, files_of)
        prefix, moved = edition.locale.prefix, fingerprint(edition.redirects)
        yield Batch(f"{prefix} redirects", moved, partial(_redirects, edition, presenter))
        yield Batch(f"{prefix} pages", b"", partial(_pages, edition, presenter))


def plan(
    presenters: Iterable[Presenter],
    sources: Mapping[str, Source],
    assets: Mapping[str, Asset],
    files: Mapping[str, Source],
) -> Iterator[Planned]:
    """Yield every output; what is in two batches twice."""
    for batch in batches(presenters, sources, assets, files):
        yield from batch.outputs()


def icon_files(presenter: Presenter, taken: Container[str]) -> Iterator[Planned]:
    """Yield the icons that a site has not drawn itself."""
    site = presenter.config
    for path, icon in icons(site.title, site.language, presenter.palette, taken):
        yield Planned(path, "asset", "icon", fingerprint(icon), partial(DrawIcon, path, icon))


def pages(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield every page once."""
    for row in edition.rows:
        if row.facts.kind in PAGED:
            yield document_page(row, presenter)
    yield from other_pages(edition, presenter)


def other_pages(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield every page once that is no document's own."""
    yield from _pages(edition, presenter)
    for batch in _listings(edition, presenter):
        yield from batch.outputs()
    yield from _redirects(edition, presenter)


def _documents(
    edition: Edition, presenter: Presenter, sources: Mapping[str, Source]
) -> Iterator[Batch]:
    """Yield the pages of documents and their pictures: of stories by month, of others by kind."""
    prefix, popular = edition.locale.prefix, presenter.popular

    def outputs(rows: Sequence[Row]) -> Iterator[Planned]:
        for row in rows:
            if row.facts.kind in PAGED:
                yield document_page(row, presenter)
        yield from document_pictures(rows, presenter, sources)

    for term in edition.terms:
        if term.kind == MONTH:
            read = [story_key(it, popular) for it in term.stories] if popular else ()
            key = digest_of(b"|".join((term.sums.pages, *read)))
            yield Batch(f"{prefix} stories {term.id}", key, partial(outputs, term.stories))
    for kind, rows in edition.others.items():
        pages = [document_page(it, presenter).key for it in rows if kind in PAGED]
        key = digest_of(b"".join([faces_of(it).page for it in rows] + pages))
        yield Batch(f"{prefix} documents {kind}", key, partial(outputs, rows))


def document_page(row: Row, presenter: Presenter) -> Planned:
    """Return the page of a document that has one of its own."""
    display = DISPLAYS[row.facts.kind]
    assert display.view  # noqa: S101 - it goes with a template
    row_of = presenter.library.row
    shown = shown_on(row, row_of, presenter.beside)
    key = digest_of(b"|".join((shown, story_key(row, presenter.popular))))
    view = partial(display.view, presenter, row)
    return _page(row.address, display.output, display.template, key, view, row.path)


def _pages(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    """Yield the pages that are neither documents nor listings of stories."""
    at, terms = edition.locale, edition.terms
    shown = composed(edition, presenter.config)
    view = partial(front, shown, presenter)
    yield _page(at.front, "listing", "front.html", front_key(shown, presenter), view)
    for it in overviews(terms, presenter):
        yield _page(it.address, "listing", it.template, it.key, it.view)
    corrected = partial(corrections_page, presenter)
    key = corrections_key(edition.corrected)
    yield _page(at.corrections, "listing", "corrections.html", key, corrected)
    if owned := presenter.config.publisher.ownership:
        told = partial(ownership_page, owned, presenter)
        yield _page(at.ownership, "page", "ownership.html", fingerprint(owned), told)
    if presenter.config.views.show:
        key, most = most_read_key(presenter), partial(most_read_page, presenter)
        yield _page(at.most_read, "listing", "mostread.html", key, most)
    if presenter.config.feeds.formats:
        names = feeds_key(terms, presenter)
        yield _page(at.feeds, "listing", "feeds.html", names, partial(feeds_page, terms, presenter))
    newest = [it for it in edition.stories[: 2 * NEWEST] if not it.retracted][:NEWEST]
    not_found = partial(not_found_page, newest, presenter)
    key = digest_of(b"".join(cards_of(newest)))
    yield _page(at.not_found, "page", "404.html", key, not_found)
    for address, why in presenter.config.gone.items():
        gone = partial(gone_page, normalise(address), why, presenter)
        yield _page(normalise(address), "page", "gone.html", fingerprint(address, why), gone)
    if card := presenter.covers.of_site():
        yield Planned(card.path, "picture", "draw", card.key, partial(Draw, None, card))


def _listings(edition: Edition, presenter: Presenter) -> Iterator[Batch]:
    """Yield the pages of listings, by listing."""
    prefix = edition.locale.prefix
    headed = {
        (heads, row.facts.slug): row
        for kind, heads in HEADS.items()
        for row in edition.others[kind]
    }

    def outputs(term: Term, head: Row | None) -> Iterator[Planned]:
        for page in listing(term, presenter, head):
            about = head.path if head and page.address == term.address else ""
            template = LISTINGS.get(term.kind, "listing.html")
            yield _page(page.address, "listing", template, page.key, page.view, about)

    for term in edition.terms:
        if term.kind != "year":
            head = headed.get((term.kind, term.id))
            told = (
                description_of(term, presenter),
                told_of(term, presenter).key,
                picture_of(term, presenter),
            )
            names = fingerprint(term.kind, term.id, term.name, told, head and faces_of(head).page)
            read = b""
            if term.kind == "section":
                read = names_key(presenter.popular.on_section(term.id))
            timeline = timeline_key(term) or dossier_key(term, presenter)
            key = digest_of(b"".join((names, term.sums.shown, read, b"|", timeline)))
            yield Batch(f"{prefix} {term.kind} {term.id}", key, partial(outputs, term, head))


def _redirects(edition: Edition, presenter: Presenter) -> Iterator[Planned]:
    for alias, target in edition.redirects:
        address, redirect = normalise(alias), partial(_redirect, target, presenter)
        key = digest_of(presenter.href(target).encode())
        yield _page(address, "redirect", "redirect.html", key, redirect)


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
