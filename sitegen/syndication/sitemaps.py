"""Sitemaps: which pages there are, when each last changed, with which pictures; the newest news.

https://www.sitemaps.org/protocol.html; for images and news, developers.google.com/search/docs,
"Image sitemaps" and "News sitemaps". Nothing is in here that is not to be indexed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from sitegen.characters import with_plain_spaces
from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition, Term
from sitegen.edition.entries import Entry
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Row
from sitegen.edition.slices import slices
from sitegen.edition.sums import latest_of
from sitegen.model import Digest
from sitegen.pages.displays import PAGED
from sitegen.pages.outputs import Output, Planned
from sitegen.pages.present import Presenter
from sitegen.statcache import digest_of
from sitegen.syndication.recipes import News, PlainText, Sitemap, SitemapIndex, SitemapUrl
from sitegen.syndication.rights import robots_lines
from sitegen.timestamps import latest as last
from sitegen.urls import numbered

T = TypeVar("T")

INDEX = "sitemap.xml"
FOLDER = "sitemaps"
NEWS = "news"
MOST_ADDRESSES = 50_000
MOST_NEWS = 1000
MOST_IMAGES = 1000
"""What one file, and one address of a file, may hold."""


class _SitemapFile(NamedTuple):
    """One file of the sitemap: what it holds by a key, when that last changed, and its maker."""

    key: Digest
    lastmod: str
    urls: Callable[[], list[SitemapUrl]]


def sitemaps(presenters: Sequence[Presenter]) -> Iterator[Planned]:
    """Yield the files of each edition; then the index of all of them."""
    listed: list[SitemapUrl] = []
    for presenter in presenters:
        for path, file in _files(presenter.edition, presenter):
            yield Planned(path, "sitemap", "syndicated", file.key, partial(_sitemap, file))
            loc = presenter.absolute(f"/{path}")
            listed.append(SitemapUrl(loc=loc, lastmod=file.lastmod))
    index = SitemapIndex(parts=tuple(listed))
    yield Planned(INDEX, "sitemap", "syndicated", fingerprint(index), lambda: index)


def _files(edition: Edition, presenter: Presenter) -> Iterator[tuple[str, _SitemapFile]]:
    """Yield the files by path: all pages that are no articles, articles by year, news."""
    yield from _page_files(edition, presenter)
    for year in reversed([it for it in edition.terms if it.kind == "year"]):
        indexed = year.stories.without(edition.hidden)
        for path, some in _split(edition.locale, year.id, indexed, MOST_ADDRESSES):
            latest = year.sums.latest if len(some) == len(indexed) else latest_of(some)
            key = digest_of(year.sums.changed + path.encode())
            make = partial(_documents, some, presenter)
            yield path, _SitemapFile(key, _moment(latest, presenter), make)
    for path, some in _split(edition.locale, NEWS, _news_of(edition), MOST_NEWS):
        shown = [it.faces.item if it.faces and it.path in edition.fresh else b"" for it in some]
        key = fingerprint([it.address for it in some], shown)
        yield path, _SitemapFile(key, "", partial(_news, some, edition, presenter))


def _sitemap(file: _SitemapFile) -> Sitemap:
    return Sitemap(urls=tuple(file.urls()))


def robots(paths: Sequence[str], presenter: Presenter) -> Output:
    """Return the file that tells crawlers of those sitemaps that they are to ask for.

    What `presenter` knows is true of every edition. On a private site they are to ask for nothing.
    """
    if presenter.site.private:
        return Output("robots.txt", "sitemap", PlainText(text="User-agent: *\nDisallow: /\n"))
    named = [path for path in paths if path == INDEX or f"/{FOLDER}/{NEWS}" in f"/{path}"]
    lines = list(robots_lines(presenter.site.machines))
    lines += [f"Sitemap: {presenter.absolute(f'/{path}')}" for path in sorted(named)]
    return Output("robots.txt", "sitemap", PlainText.of(lines))


def _split(
    locale: Locale, name: str, many: Sequence[T], most: int
) -> Iterator[tuple[str, Sequence[T]]]:
    """Yield what each file holds, by path; the first keeps its name when there is another."""
    for at in range(0, len(many), most):
        address = locale.at(f"/{FOLDER}/{name}{f'-{at // most + 1}' if at else ''}.xml")
        yield address.removeprefix("/"), many[at : at + most]


def _page_files(edition: Edition, presenter: Presenter) -> Iterator[tuple[str, _SitemapFile]]:
    """Yield the files with all pages that are no articles."""
    pages, size = _paged(edition), presenter.config.page_size
    latest = max(
        filter(None, [it.sums.latest for it in edition.terms if it.kind == "month"]), default=None
    )
    key = fingerprint(
        [(it.address, it.modified, it.faces and it.faces.images) for it in pages],
        latest,
        [(it.address, it.kind != "year" and it.sums.changed) for it in edition.terms],
    )
    others = _others(presenter)
    count = 1 + len(pages) + len(others)
    # As many as `slices` yields.
    count += sum(
        1 if it.kind == "year" else max(1, len(it.stories) // size) for it in edition.terms
    )

    def some(at: int) -> list[SitemapUrl]:
        return list(islice(_pages(edition, presenter, latest), at, at + MOST_ADDRESSES))

    for path, numbers in _split(edition.locale, "pages", range(count), MOST_ADDRESSES):
        at = numbers[0]
        # The front page shows the newest change of all.
        lastmod = last(it.lastmod for it in some(at)) if at else _moment(latest, presenter)
        yield path, _SitemapFile(digest_of(key + path.encode()), lastmod, partial(some, at))


def _pages(edition: Edition, presenter: Presenter, latest: datetime | None) -> Iterator[SitemapUrl]:
    front = presenter.absolute(edition.locale.front)
    yield SitemapUrl(loc=front, lastmod=_moment(latest, presenter))
    yield from _documents(_paged(edition), presenter)
    for term in edition.terms:
        if term.kind == "year":
            yield SitemapUrl(loc=presenter.absolute(term.address))
        else:
            yield from _listing(term, presenter)
    for address in _others(presenter):
        yield SitemapUrl(loc=presenter.absolute(address))


def _paged(edition: Edition) -> list[Row]:
    """Return what is no story, and has a page of its own that is to be indexed."""
    return [
        row
        for kind, rows in edition.others.items()
        if kind in PAGED
        for row in rows
        if not row.facts.noindex
    ]


def _others(presenter: Presenter) -> list[str]:
    at = presenter.locale
    feeds = [at.feeds] if presenter.config.feeds.formats else []
    most_read = [at.most_read] if presenter.config.views.show else []
    listed = {it.kind for it in presenter.edition.terms}
    owned = [at.ownership] if presenter.config.publisher.ownership else []
    return [*at.overviews_of(listed).values(), at.corrections, *owned, *feeds, *most_read]


def _listing(term: Term, presenter: Presenter) -> Iterator[SitemapUrl]:
    pages = slices(len(term.stories), presenter.config.page_size)
    for part, changed in zip(pages, term.sums.moments, strict=True):
        address = numbered(term.address, part.number) if part.number else term.address
        yield SitemapUrl(loc=presenter.absolute(address), lastmod=_moment(changed, presenter))


def _moment(modified: datetime | None, presenter: Presenter) -> str:
    return presenter.moment(modified) if modified else ""


def _documents(rows: Iterable[Row], presenter: Presenter) -> list[SitemapUrl]:
    return [
        SitemapUrl(
            loc=presenter.absolute(row.address),
            lastmod=_moment(row.modified, presenter),
            images=tuple([presenter.site.origin + it for it in row.faces.images]),
        )
        for row in rows
        if row.faces
    ]


def images_of(story: Entry, presenter: Presenter) -> tuple[str, ...]:
    """Return the hrefs of the pictures that search engines are told of."""
    pictures = dict.fromkeys([it for it in (story.lead, *story.pictures) if it])
    views = [presenter.picture(it, "lead" if it == story.lead else "inline") for it in pictures]
    return tuple([it.src for it in views[:MOST_IMAGES] if it])


def _news_of(edition: Edition) -> Sequence[Row]:
    """Return the news of the last two days.

    If there are none, the newest story stands in, as an address only: a sitemap without any is
    not valid, and crawlers that find no file come back less often.
    """
    indexed = edition.stories.without(edition.hidden)
    if not edition.fresh:
        return list(islice(indexed, 1))
    ahead, news = set(edition.fresh), []
    for row in edition.stories:  # news comes first: the archive is not looked through
        if row.path in ahead:
            ahead.remove(row.path)
            if not row.facts.noindex:
                news.append(row)
        if not ahead:
            break
    return news or list(islice(indexed, 1))


def _news(rows: Iterable[Row], edition: Edition, presenter: Presenter) -> list[SitemapUrl]:
    urls = []
    for row in rows:
        news = None
        if row.path in edition.fresh:
            card = presenter.card(row)
            lang = (card.lang or edition.locale.language).lower()
            news = News(
                name=presenter.config.title,
                language=lang if lang in {"zh-cn", "zh-tw"} else lang.partition("-")[0],
                published=card.published,
                title=with_plain_spaces(card.headline),
            )
        urls.append(SitemapUrl(loc=presenter.absolute(row.address), news=news))
    return urls
