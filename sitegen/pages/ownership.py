"""The page that says who owns the paper, and what states pay it."""

from sitegen.languages import direction
from sitegen.pages.present import Presenter
from sitegen.pages.views import PageView
from sitegen.publisher_settings import Ownership


class OwnershipView(PageView, frozen=True, kw_only=True):
    """Who owns the paper: facts as `Ownership` has them, true on a day in ISO form."""

    legal_name: str
    contact: str
    owners: tuple[str, ...]
    beneficial_owners: tuple[str, ...]
    state_advertising: str
    foreign_advertising: str
    as_of: str


def ownership_page(it: Ownership, presenter: Presenter) -> OwnershipView:
    """Return the page of the facts that a publisher states."""
    language = presenter.locale.language
    return OwnershipView(
        href=presenter.href(presenter.locale.ownership),
        title=presenter.site.words["ownership"],
        summary=presenter.site.words["ownership_why"],
        lang=language,
        direction=direction(language),
        legal_name=it.legal_name,
        contact=it.contact,
        owners=it.owners,
        beneficial_owners=it.beneficial_owners,
        state_advertising=it.state_advertising,
        foreign_advertising=it.foreign_advertising,
        as_of=it.as_of.isoformat(),
    )
