"""Sitemaps as XML."""

from collections.abc import Iterator
from functools import partial
from html import escape as escaped

from sitegen.syndication.recipes import Sitemap, SitemapIndex, SitemapUrl

escape = partial(escaped, quote=False)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemap_index(index: SitemapIndex) -> str:
    """Return the file that lists the parts."""
    parts = [f"<sitemap>{_place(part)}</sitemap>" for part in index.parts]
    return "\n".join((HEAD, f'<sitemapindex xmlns="{SITEMAP}">', *parts, "</sitemapindex>", ""))


def sitemap(part: Sitemap) -> str:
    """Return one part: addresses with their pictures and news."""
    spaces = f'xmlns="{SITEMAP}"'
    if any(url.images for url in part.urls):
        spaces += f' xmlns:image="{IMAGE}"'
    if any(url.news for url in part.urls):
        spaces += f' xmlns:news="{NEWS}"'
    urls = ["".join(_url(url)) for url in part.urls]
    return "\n".join((HEAD, f"<urlset {spaces}>", *urls, "</urlset>", ""))


def _url(url: SitemapUrl) -> Iterator[str]:
    yield f"<url>{_place(url)}"
    for image in url.images:
        yield f"<image:image><image:loc>{escape(image)}</image:loc></image:image>"
    if news := url.news:
        yield (
            "<news:news><news:publication>"
            f"<news:name>{escape(news.name)}</news:name>"
            f"<news:language>{escape(news.language)}</news:language></news:publication>"
            f"<news:publication_date>{news.published}</news:publication_date>"
            f"<news:title>{escape(news.title)}</news:title></news:news>"
        )
    yield "</url>"


def _place(url: SitemapUrl) -> str:
    lastmod = f"<lastmod>{url.lastmod}</lastmod>" if url.lastmod else ""
    return f"<loc>{escape(url.loc)}</loc>{lastmod}"
