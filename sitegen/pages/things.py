"""What all structured data shares: things by their properties, and the ids of those named twice."""

from collections.abc import Mapping

from sitegen.pages.views import SiteView

Node = dict[str, object]
"""A thing and its properties, in the order in which they are written."""

CONTEXT = "https://schema.org"


def publisher_id(site: SiteView) -> str:
    return f"{absolute(site.root, site)}#publisher"


def website_id(site: SiteView) -> str:
    return f"{absolute(site.home, site)}#website"


def absolute(href: str, site: SiteView) -> str:
    return site.origin + href if href.startswith("/") else href


def known(node: Mapping[str, object]) -> Node:
    """Return a thing without the properties that nothing is known of."""
    return {name: value for name, value in node.items() if value or value not in _NOTHING}


_NOTHING: tuple[object, ...] = ("", None, [])
