"""Views of pages that list stories: the front page, listings and their overviews.

As `views.py` has it: exactly what each is made from.
"""

from sitegen.pages.continuingviews import Milestones
from sitegen.pages.mapviews import MapView
from sitegen.pages.views import (
    BodyView,
    Card,
    Headline,
    Link,
    MostRead,
    PageView,
    PictureView,
    ShareView,
    View,
)
from sitegen.settings import Layout


class AuthorView(View, frozen=True, kw_only=True):
    """Who signs: what stands at the head of an author's listing."""

    desk: bool
    role: str
    portrait: PictureView | None
    links: tuple[Link, ...]
    body: BodyView


class ThreadView(View, frozen=True, kw_only=True):
    """What stands at the head of a thread's listing.

    `as_of` is the day on which the summary was true, as ISO has it; empty if nobody says. `days`
    are in the order of the page, `shares` what social media show.
    """

    dek: str
    status: str
    summary: str
    as_of: str
    days: tuple[Milestones, ...]
    picture: PictureView | None
    shares: tuple[ShareView, ...]
    body: BodyView


class FactView(View, frozen=True, kw_only=True):
    """A fact of a country, the ISO day on which it was so, and who says it."""

    label: str
    value: str
    day: str
    source: Link


class PersonView(View, frozen=True, kw_only=True):
    """Who holds an office; `since` and `until` are ISO days, the latter empty if it is not over."""

    office: str
    name: str
    since: str
    until: str


class Membership(View, frozen=True, kw_only=True):
    """An organisation that a country is a member of: its id among the words, or its name."""

    id: str
    name: str
    href: str


class DossierView(View, frozen=True, kw_only=True):
    """What stands at the head of the listing of a country. `memberships` are those `as_of` a day.

    `days` are those of what happened, the newest first. Of links one without an href has no page.
    """

    dek: str
    body: BodyView | None
    facts: tuple[FactView, ...]
    people: tuple[PersonView, ...]
    memberships: tuple[Membership, ...]
    as_of: str
    neighbours: tuple[Link, ...]
    named_with: tuple[Link, ...]
    days: tuple[Milestones, ...]
    map: MapView | None


class Lead(Card, frozen=True, kw_only=True):
    """The story that leads a page, its picture large too; `alone` if there is no other."""

    large: PictureView | None
    alone: bool = False

    @property
    def shown(self) -> PictureView | None:
        """The large picture; of one of quite another shape than its frame, the crop for cards."""
        large = self.large
        if large and 5 * large.height < 4 * large.width <= 8 * large.height:
            return large
        return self.picture


class ListingView(PageView, frozen=True, kw_only=True):
    """One page of a listing. `newer` and `older` are hrefs, empty at the ends.

    The first page of a section has a `lead`, which none of its `cards` repeats; `topics` that its
    newest stories are about, and their `authors`; and its own `picture` if its lead has none.
    `shares` are what other places show of a page that has its own. That of an author, a thread or a
    country tells of it.
    """

    kind: str
    lead: Lead | None = None
    picture: PictureView | None = None
    shares: tuple[ShareView, ...] = ()
    cards: tuple[Card, ...]
    number: int
    newer: str
    older: str
    first: str
    topics: tuple[Link, ...] = ()
    authors: tuple[Link, ...] = ()
    author: AuthorView | None = None
    thread: ThreadView | None = None
    dossier: DossierView | None = None
    most_read: MostRead | None = None


class Listed(Link, frozen=True, kw_only=True):
    """A listing in an overview: what it is about, how many stories it has, and the newest of them.

    `portrait` is the picture of an author, `colour` that of a section.
    """

    count: int
    description: str = ""
    newest: Headline | None = None
    portrait: PictureView | None = None
    colour: str = ""


class Group(View, frozen=True, kw_only=True):
    """Entries of an overview, under a heading that may be missing and may lead somewhere."""

    title: str = ""
    href: str = ""
    links: tuple[Listed, ...]


class OverviewView(PageView, frozen=True, kw_only=True):
    """All listings of a kind."""

    kind: str
    groups: tuple[Group, ...]


class Dated(Headline, frozen=True, kw_only=True):
    """A story by its headline, and when it was published."""

    published: str


class Month(Link, frozen=True, kw_only=True):
    """A month of a year: its stories, the newest first; if they are too many, how many."""

    count: int
    stories: tuple[Dated, ...]


class YearView(PageView, frozen=True, kw_only=True):
    """A year of the archive: every headline, the newest month first."""

    months: tuple[Month, ...]


class Band(View, frozen=True, kw_only=True):
    """Stories of one kind on the front page: those of a section, or what editors pick.

    `href` leads to `all` of them; both are empty if these are all. `columns` are those of cards
    that stand `across`; all of these are `pictured` or none is.
    """

    id: str
    title: str
    href: str = ""
    all: str = ""
    colour: str = ""
    layout: Layout
    columns: int = 0
    pictured: bool
    cards: tuple[Card, ...]


class FrontView(PageView, frozen=True, kw_only=True):
    """The front page, on which no story stands twice, but in what is read most.

    `newest` is the moment of the newest story, empty if there is none.
    """

    newest: str
    lead: Lead | None
    lead_related: tuple[Card, ...]
    secondary: tuple[Card, ...]
    latest: tuple[Card, ...]
    picks: Band | None
    bands: tuple[Band, ...]
    most_read: MostRead | None = None
