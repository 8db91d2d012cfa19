"""Sitemaps: which pages there are, when each last changed, with which pictures; the newest news.

https://www.sitemaps.org/protocol.html; for images and news, developers.google.com/search/docs,
"Image sitemaps" and "News sitemaps". Nothing is in here that is not to be indexed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sitegen.edition.edition import Edition, Story, Term, newest_first
from sitegen.edition.ledger import by_path
from sitegen.pages.listings import slices
from sitegen.pages.plan import Output
from sitegen.pages.present import Presenter
from sitegen.syndication.recipes import News, PlainText, Sitemap, SitemapIndex, SitemapUrl
from sitegen.timestamps import latest
from sitegen.urls import CORRECTIONS, FEEDS, FRONT, OVERVIEWS, numbered

INDEX = "sitemap.xml"
FOLDER = "sitemaps"
NEWS = "news"
MOST_ADDRESSES = 50_000
MOST_NEWS = 1000
MOST_IMAGES = 1000
"""What one file, and one address of a file, may hold."""

Modified = Mapping[str, datetime]
"""When readers were last told of a change to each story, by path."""


def sitemaps(edition: Edition, presenter: Presenter) -> Iterator[Output]:
    """Yield the parts, articles by year, all other pages, news; then the index."""
    parts: dict[str, Sitemap] = {}
    modified = {story.path: story.modified for story in edition.stories}
    parts |= _split("pages", list(_pages(edition, presenter, modified)), MOST_ADDRESSES)
    indexed = [story for story in edition.stories if not story.fields.noindex]
    years: dict[str, list[SitemapUrl]] = {}
    for story in indexed:
        year = presenter.moment(story.published)[:4]
        years.setdefault(year, []).append(_article(story, presenter, modified))
    for year, urls in years.items():
        parts |= _split(year, urls, MOST_ADDRESSES)
    parts |= _news_parts(edition, indexed, presenter)
    listed = []
    for path, part in parts.items():
        yield Output(path, "sitemap", part)
        lastmod = latest(url.lastmod for url in part.urls)
        listed.append(SitemapUrl(loc=presenter.absolute(f"/{path}"), lastmod=lastmod))
    yield Output(INDEX, "sitemap", SitemapIndex(parts=tuple(listed)))


def news_sitemaps(edition: Edition, presenter: Presenter) -> Iterator[Output]:
    """Yield the sitemaps of news alone, if there are any news."""
    stories = by_path(edition.stories)
    fresh = newest_first(stories[path] for path in edition.fresh)
    indexed = [story for story in fresh if not story.fields.noindex]
    if indexed:
        for path, part in _news_parts(edition, indexed, presenter).items():
            yield Output(path, "sitemap", part)


def robots(paths: Sequence[str], presenter: Presenter) -> Output:
    """Return the file that tells crawlers of those sitemaps that they are to ask for.

    On a private site they are to ask for nothing.
    """
    if presenter.site.private:
        return Output("robots.txt", "sitemap", PlainText(text="User-agent: *\nDisallow: /\n"))
    named = [path for path in paths if path == INDEX or path.startswith(f"{FOLDER}/{NEWS}")]
    lines = ["User-agent: *", "Disallow:", ""]
    lines += [f"Sitemap: {presenter.absolute(f'/{path}')}" for path in sorted(named)]
    return Output("robots.txt", "sitemap", PlainText(text="\n".join([*lines, ""])))


def _split(name: str, urls: Sequence[SitemapUrl], most: int) -> dict[str, Sitemap]:
    """Return parts by path; the first keeps its name when there is a second one."""
    return {
        f"{FOLDER}/{name}{f'-{at // most + 1}' if at else ''}.xml": Sitemap(
            urls=tuple(urls[at : at + most])
        )
        for at in range(0, len(urls), most)
    }


def _news_parts(
    edition: Edition, indexed: Sequence[Story], presenter: Presenter
) -> dict[str, Sitemap]:
    return _split(NEWS, list(_news(edition, indexed, presenter)), MOST_NEWS)


def _pages(edition: Edition, presenter: Presenter, modified: Modified) -> Iterator[SitemapUrl]:
    newest = _lastmod(edition.stories, presenter, modified)
    yield SitemapUrl(loc=presenter.absolute(FRONT), lastmod=newest)
    for page in edition.pages:
        if not page.fields.noindex:
            yield SitemapUrl(loc=presenter.absolute(page.address))
    for term in edition.terms:
        if term.kind == "year":
            yield SitemapUrl(loc=presenter.absolute(term.address))
        else:
            yield from _listing(term, presenter, modified)
    others = [*OVERVIEWS.values(), CORRECTIONS]
    others += [FEEDS] if presenter.config.feeds.formats else []
    for address in others:
        yield SitemapUrl(loc=presenter.absolute(address))


def _listing(term: Term, presenter: Presenter, modified: Modified) -> Iterator[SitemapUrl]:
    for part in slices(len(term.stories), presenter.config.page_size):
        address = numbered(term.address, part.number) if part.number else term.address
        lastmod = _lastmod(term.stories[part.start : part.stop], presenter, modified)
        yield SitemapUrl(loc=presenter.absolute(address), lastmod=lastmod)


def _article(story: Story, presenter: Presenter, modified: Modified) -> SitemapUrl:
    pictures = dict.fromkeys([it for it in (story.lead, *story.pictures) if it])
    views = [presenter.picture(it, "lead" if it == story.lead else "inline") for it in pictures]
    return SitemapUrl(
        loc=presenter.site.origin + presenter.card(story).href,
        lastmod=presenter.moment(modified[story.path]),
        images=tuple([presenter.site.origin + it.src for it in views[:MOST_IMAGES] if it]),
    )


def _news(edition: Edition, indexed: Sequence[Story], presenter: Presenter) -> Iterator[SitemapUrl]:
    """Yield the news of the last two days.

    If there are none, the newest story stands in, as an address only: a sitemap without any is
    not valid, and crawlers that find no file come back less often.
    """
    fresh = [story for story in indexed if story.path in edition.fresh]
    for story in fresh:
        lang = (story.fields.lang or presenter.config.language).lower()
        news = News(
            name=presenter.config.title,
            language=lang if lang in {"zh-cn", "zh-tw"} else lang.partition("-")[0],
            published=presenter.moment(story.published),
            title=story.fields.headline,
        )
        yield SitemapUrl(loc=presenter.absolute(story.address), news=news)
    if not fresh and indexed:
        yield SitemapUrl(loc=presenter.absolute(indexed[0].address))


def _lastmod(stories: Sequence[Story], presenter: Presenter, modified: Modified) -> str:
    return presenter.moment(max([modified[story.path] for story in stories])) if stories else ""
