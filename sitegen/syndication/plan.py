"""Every output for other programs, each with its recipe."""

from collections.abc import Container, Iterator, Sequence
from functools import partial

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.pages.outputs import Planned
from sitegen.pages.present import Presenter
from sitegen.syndication.feedlook import feed_look
from sitegen.syndication.feeds import feeds
from sitegen.syndication.ledger import ledger
from sitegen.syndication.manifest import manifest
from sitegen.syndication.rights import rights_files
from sitegen.syndication.servers import server_rules
from sitegen.syndication.sitemaps import robots, sitemaps


def syndicate(presenters: Sequence[Presenter], taken: Container[str]) -> Iterator[Planned]:
    """Yield every output of each edition once, and what all editions share.

    A site's own files, whose addresses are `taken`, stand in for rules and robots.txt.
    """
    for presenter in presenters:
        yield from feeds(presenter.edition, presenter)
        yield from ledger(presenter)
    maps = list(sitemaps(presenters))
    yield from maps
    rules = [robots([it.path for it in maps], presenters[0]), *server_rules(presenters)]
    rules += (it for presenter in presenters for it in feed_look(presenter))
    rules.append(manifest(presenters[0]))
    rules += rights_files(presenters[0])
    for output in rules:
        if f"/{output.path}" not in taken:
            key = fingerprint(output.recipe)
            make = partial(_itself, output.recipe)
            yield Planned(output.path, output.kind, "syndicated", key, make)


def _itself(recipe: Struct) -> Struct:
    return recipe
