"""What stands at the head of an author's listing."""

from typing import TYPE_CHECKING, cast

from sitegen.edition.edition import Term
from sitegen.edition.rows import Row
from sitegen.pages.listviews import AuthorView
from sitegen.pages.present import Presenter
from sitegen.pages.views import Link

if TYPE_CHECKING:
    from sitegen.model import AuthorFields


def author(presenter: Presenter, head: Row, _term: Term) -> AuthorView:
    """Return what stands at the head of an author's listing."""
    entry = presenter.library.entry(head.path)
    fields = cast("AuthorFields", entry.fields)
    return AuthorView(
        desk=head.facts.desk,
        role=fields.role,
        portrait=presenter.picture(entry.lead, "portrait", eager=True),
        links=tuple(Link(text=it.label, href=it.url) for it in fields.links),
        body=presenter.body(entry),
    )
