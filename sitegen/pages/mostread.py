"""What is read most, as pages show it: lists of headlines, and a page of their own."""

from collections.abc import Sequence

from sitegen.edition.rows import Row
from sitegen.languages import direction
from sitegen.model import Digest
from sitegen.pages.present import Presenter
from sitegen.pages.views import Card, Headline, MostRead, PageView
from sitegen.statcache import digest_of

LISTED = 20
"""Stories of each list on the page of its own."""


class MostReadView(PageView, frozen=True, kw_only=True):
    """The page of what is read most, in 24 hours and in 7 days."""

    day: tuple[Card, ...]
    week: tuple[Card, ...]


def most_read(lists: tuple[Sequence[Row], Sequence[Row]], presenter: Presenter) -> MostRead | None:
    """Return lists of headlines as a page shows them; None if there is nothing in them."""
    day, week = (tuple([headline_of(presenter.card(row)) for row in rows]) for rows in lists)
    if not day and not week:
        return None
    return MostRead(href=presenter.site.most_read, day=day, week=week)


def headline_of(card: Card) -> Headline:
    """Return a story by its headline alone."""
    return Headline(text=card.headline, href=card.href, lang=card.lang, direction=card.direction)


def most_read_key(presenter: Presenter) -> Digest:
    """Return the digest of all that the page of what is read most shows."""
    popular = presenter.popular
    lists = (popular.of_day[:LISTED], popular.of_week[:LISTED])
    return digest_of(
        b"|".join(b"".join(it.faces.card for it in rows if it.faces) for rows in lists)
    )


def most_read_page(presenter: Presenter) -> MostReadView:
    """Return the page of what is read most."""
    language, popular = presenter.locale.language, presenter.popular
    return MostReadView(
        href=presenter.site.most_read,
        title=presenter.site.words["most_read"],
        lang=language,
        direction=direction(language),
        day=presenter.cards(popular.of_day[:LISTED]),
        week=presenter.cards(popular.of_week[:LISTED]),
    )
