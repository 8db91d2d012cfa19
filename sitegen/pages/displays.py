"""What readers see of each kind of document: a record for each, and the one table of them.

Its page and what makes that, how lists and feeds show one, what of it search and social media get.
To add a kind: its records in `content/kinds.py` and `edition/roles.py`, and one here.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from sitegen.content.kinds import ARTICLE, AUTHOR, COUNTRY, PAGE, THREAD, DocumentKind
from sitegen.edition.edition import Term
from sitegen.edition.entries import Entry, Picture, TermKind
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Row
from sitegen.pages.dossiers import introduced
from sitegen.pages.gallery import GOOGLE
from sitegen.pages.listviews import AuthorView, ThreadView
from sitegen.pages.present import Presenter
from sitegen.pages.signers import author
from sitegen.pages.story import article
from sitegen.pages.threads import introduction, thread
from sitegen.pages.views import Card, PageView
from sitegen.pictures.renditions import SHARES, Use


class Display(Struct, frozen=True, kw_only=True):
    """What readers see of documents of a kind.

    One has a page of its own if there is a `template`, which is given what `view` makes: then that
    page is in the sitemap, and `output` is what kind of file it is. `card` makes what lists show of
    one; what has a card has a date, and an item in feeds, too. `uses` are those of its lead
    picture. It `has_shares` if social media get crops of that, or a drawn card; it `is_indexed` if
    search finds it.

    What stands at the head of a listing is shown there by the template `listing`, which is given a
    `heading`; `introduction` returns what others show of it.
    """

    kind: DocumentKind
    output: Literal["article", "page"] = "page"
    template: str = ""
    view: Callable[[Presenter, Row], PageView] | None = None
    card: Callable[[Presenter, Entry], Card] | None = None
    uses: tuple[Use, ...] = ()
    has_shares: bool = False
    is_indexed: bool = False
    listing: str = "listing.html"
    heading: Callable[[Presenter, Row, Term], AuthorView | ThreadView] | None = None
    introduction: Callable[[Presenter, Entry], object] | None = None


DISPLAYS: Mapping[str, Display] = {
    it.kind.name: it
    for it in (
        Display(
            kind=ARTICLE,
            output="article",
            template="article.html",
            view=article,
            card=Presenter.card_of,
            uses=("lead", "card"),
            has_shares=True,
            is_indexed=True,
        ),
        Display(kind=PAGE, template="page.html", view=Presenter.page),
        Display(
            kind=AUTHOR,
            uses=("portrait",),
            heading=author,
            introduction=Presenter.introduction,
        ),
        Display(kind=COUNTRY, listing="country.html", introduction=introduced),
        Display(
            kind=THREAD,
            uses=("lead", "card"),
            has_shares=True,
            is_indexed=True,
            listing="thread.html",
            heading=thread,
            introduction=introduction,
        ),
    )
}
"""By the name of the kind."""

PAGED = frozenset(kind for kind, it in DISPLAYS.items() if it.template)
"""The names of the kinds whose documents have pages of their own."""


LISTINGS: Mapping[TermKind, str] = {
    HEADS[kind]: it.listing for kind, it in DISPLAYS.items() if kind in HEADS
}
"""The templates of listings that documents may stand at the head of."""


def shown_in(entry: Entry, *, drawn: bool) -> Iterator[tuple[Picture, tuple[Use, ...]]]:
    """Yield each picture that a document shows, with its uses.

    One whose card is `drawn` needs no crop for social media.
    """
    display = DISPLAYS[entry.kind]
    if entry.lead and display.uses:
        shares = (GOOGLE if drawn else SHARES) if display.has_shares else ()
        yield entry.lead, (*display.uses, *shares)
        if entry.lead.dark:
            yield entry.lead.dark, display.uses
    for picture in entry.pictures:
        if picture:
            yield picture, ("inline",)
            if picture.dark:
                yield picture.dark, ("inline",)
