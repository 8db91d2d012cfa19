"""What readers see of the picture of a section: at the head of its page, in lists, elsewhere."""

from collections.abc import Iterator

from sitegen.edition.edition import Term
from sitegen.edition.entries import Picture
from sitegen.pages.present import Presenter
from sitegen.pages.views import ShareView
from sitegen.pictures.renditions import SHARES, Use

USES: tuple[Use, ...] = ("lead", "card")


def picture_of(term: Term, presenter: Presenter) -> Picture | None:
    """Return the picture that the newsroom gave to a section; None for all other listings."""
    return presenter.edition.sections.shown.get(term.id) if term.kind == "section" else None


def shares_of(picture: Picture | None, presenter: Presenter) -> tuple[ShareView, ...]:
    """Return what other places show of the pages of a section."""
    return presenter.gallery.shares(picture, SHARES) if picture else ()


def shown_of_section(picture: Picture) -> Iterator[tuple[Picture, tuple[Use, ...]]]:
    """Yield what is shown of the picture of a section, with its uses."""
    yield picture, (*USES, *SHARES)
    if picture.dark:
        yield picture.dark, USES
