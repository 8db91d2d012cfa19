"""Every output for other programs, each with its recipe."""

from collections.abc import Container, Iterator
from functools import partial

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.pages.outputs import Planned
from sitegen.pages.present import Presenter
from sitegen.syndication.feeds import feeds
from sitegen.syndication.search import search_page
from sitegen.syndication.servers import server_rules
from sitegen.syndication.sitemaps import robots, sitemaps


def syndicate(edition: Edition, presenter: Presenter, taken: Container[str]) -> Iterator[Planned]:
    """Yield every output once.

    A site's own files, whose addresses are `taken`, stand in for rules and robots.txt.
    """
    if presenter.config.search.enabled:
        yield search_page(presenter)
    maps = list(sitemaps(edition, presenter))
    yield from maps
    yield from feeds(edition, presenter)
    rules = [robots([it.path for it in maps], presenter), *server_rules(edition, presenter)]
    for output in rules:
        if f"/{output.path}" not in taken:
            key = fingerprint(output.recipe)
            make = partial(_itself, output.recipe)
            yield Planned(output.path, output.kind, "syndicated", key, make)


def _itself(recipe: Struct) -> Struct:
    return recipe
