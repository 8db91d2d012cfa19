"""What social media show of a page: a drawn card, or the paper's icon."""

from collections.abc import Callable

from sitegen.pages.covers import SIZE, Cover, Covers
from sitegen.pages.icons import LARGEST
from sitegen.pages.views import ShareView

Href = Callable[[str], str]
"""Makes of an address on the site what stands in a page."""

ICON = (512, 512)
"""Pixels of the largest icon."""


def share_of_cover(cover: Cover, href: Href) -> ShareView:
    """Return a story's card as social media show it."""
    width, height = SIZE
    address = href(f"/{cover.path}")
    return ShareView(href=address, width=width, height=height, alt=cover.headline, social=True)


def share_of_site(covers: Covers, title: str, href: Href) -> ShareView:
    """Return what is shown of a page without a picture: the paper's card, or else the icon."""
    cover = covers.of_site()
    path, (width, height) = (cover.path, SIZE) if cover else (LARGEST, ICON)
    return ShareView(href=href(f"/{path}"), width=width, height=height, alt=title, social=True)
