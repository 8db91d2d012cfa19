"""Views of a story's own page, and of what stands around its text."""

from sitegen.pages.continuingviews import SoFar
from sitegen.pages.puttingright import CorrectionView
from sitegen.pages.views import (
    BodyView,
    Card,
    ExternalCard,
    FeedLink,
    Headline,
    Interface,
    Link,
    MostRead,
    PageView,
    PictureView,
    RightsView,
    ShareView,
    Signature,
    View,
)


class CitationView(View, frozen=True, kw_only=True):
    """A source that the article rests on. `accessed` is an ISO day, or empty."""

    title: str
    url: str = ""
    publisher: str = ""
    accessed: str = ""


class SignerView(Signature, frozen=True, kw_only=True):
    """Who signs a story, as its page introduces them."""

    role: str = ""
    portrait: PictureView | None = None


class DisclosureView(View, frozen=True, kw_only=True):
    """What a machine had to do with a text: "assisted" or "generated"; and who reviewed it.

    `reviewer` is empty if no page names them.
    """

    text: str
    is_reviewed: bool = False
    reviewer: str = ""
    note: str = ""


class Told(Link, frozen=True, kw_only=True):
    """An update of a live page: its headline, its anchor as an href, its moment, its words."""

    moment: str
    words: str
    is_key: bool


class LiveView(View, frozen=True, kw_only=True):
    """What is told of a live page: whether it goes on, and its updates in the order of time.

    `feeds` are its own.
    """

    is_open: bool
    updates: tuple[Told, ...]
    feeds: tuple[FeedLink, ...]


class ArticleView(PageView, frozen=True, kw_only=True):
    """An article, whole. It was read at least `views` times, or nothing is said of that.

    `corrected` is the weightiest kind of these, `retraction` takes the story back.
    `place` is where it was written, `earlier` and `later` are its neighbours in `series`, which is
    its section, or a thread; `threads` are all of these.
    `interface` if what stands around its text is in its own language, and that is not the site's.
    """

    kicker: str
    authors: tuple[SignerView, ...]
    published: str
    updated: str
    minutes: int
    words: int
    key_points: tuple[str, ...] = ()
    place: str = ""
    picture: PictureView | None
    rights: RightsView | None
    shares: tuple[ShareView, ...]
    contents: tuple[Link, ...]
    body: BodyView
    corrections: tuple[CorrectionView, ...]
    corrected: str = ""
    retraction: CorrectionView | None = None
    disclosure: DisclosureView | None = None
    method: str = ""
    sources: tuple[CitationView, ...]
    tags: tuple[Link, ...]
    countries: tuple[Link, ...]
    threads: tuple[SoFar, ...] = ()
    live: LiveView | None = None
    related: tuple[Card | ExternalCard, ...]
    series: str = ""
    earlier: Headline | None = None
    later: Headline | None = None
    held: str
    until: str
    views: int = 0
    most_read: MostRead | None = None
    interface: Interface | None = None
