"""From a recipe to bytes."""

from sitegen.pages.templates import ReadBody
from sitegen.syndication.recipes import Feed, PlainText, Sitemap, SitemapIndex, Syndicated
from sitegen.syndication.xml import sitemap, sitemap_index


def render_syndicated(recipe: Syndicated, read_body: ReadBody) -> bytes:
    """Return the bytes of an output; bodies are read by their digests."""
    match recipe:
        case Feed():
            # Loading feedgen takes longer than many a build that makes no feed.
            from sitegen.syndication.feedfiles import feed_file  # noqa: PLC0415

            return feed_file(recipe, read_body)
        case PlainText(text=text):
            return text.encode()
        case Sitemap():
            return sitemap(recipe).encode()
        case SitemapIndex():
            return sitemap_index(recipe).encode()
    raise TypeError(type(recipe))
