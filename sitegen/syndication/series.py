"""Which feeds there are: of the site and of its listings, each with its newest stories."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.edition.edition import Edition
from sitegen.edition.rows import Row
from sitegen.pages.present import Presenter


class Series(NamedTuple):
    """Stories that follow each other: those of the site, or of a listing, the newest."""

    kind: str
    address: str
    title: str
    description: str
    stories: Sequence[Row]


def all_series(edition: Edition, presenter: Presenter) -> Iterator[Series]:
    """Yield what has a feed, as `[feeds]` of site.toml says."""
    config = presenter.config
    items = config.feeds.items
    if config.feeds.formats_of("site"):
        front = edition.locale.front
        yield Series("site", front, config.title, config.description, edition.stories[:items])
    about = {section.id: section.description for section in config.sections}
    for term in edition.terms:
        if config.feeds.formats_of(term.kind):
            title = presenter.feeds.title(presenter.name_of(term.kind, term.id, term.name))
            description = about.get(term.id, "") if term.kind == "section" else ""
            yield Series(term.kind, term.address, title, description, term.stories[:items])
