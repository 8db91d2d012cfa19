"""Views: exactly what each page is made from, and nothing else.

A page is a function of its view and the `SiteView`; a dependency is an argument. Addresses are
hrefs, ready for HTML. Moments are ISO 8601 texts in newsroom time, offset included. A `Card`
holds nothing that comes from a body, so a typo in a body cannot touch a listing.
"""

from msgspec import Struct

from sitegen.figures.charts.values import Chart
from sitegen.figures.maps.values import Drawn
from sitegen.model import Digest
from sitegen.pages.publisher import MachinesView, PublisherView
from sitegen.pages.srcset import PictureFiles
from sitegen.transparency import SYNTHETIC


class View(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something a template is given."""


class Link(View, frozen=True, kw_only=True):
    """A name and where it leads."""

    text: str
    href: str


class SectionLink(Link, frozen=True, kw_only=True):
    """A section. `short` is its name in the menu, `colour` what CSS takes; empty if it has none."""

    short: str
    colour: str = ""


class FeedLink(View, frozen=True, kw_only=True):
    """A feed: its media type, what it is called, and where it is."""

    type: str
    title: str
    href: str


class Interface(View, frozen=True, kw_only=True):
    """What speaks to the readers of a story in another language than that of its site.

    A template takes it in the place of the `SiteView`, of which it has these three.
    """

    language: str
    direction: str
    words: dict[str, str]


class NewsletterView(View, frozen=True, kw_only=True):
    """A form for a newsletter; `host` is where it may be sent to, as a policy names it."""

    action: str
    host: str
    title: str
    text: str
    field: str
    hidden: dict[str, str]


class ShareView(View, frozen=True, kw_only=True):
    """A crop of the lead picture for other platforms; width and height in pixels.

    `social` if it is made for social media, maybe with the headline drawn on it.
    """

    href: str
    width: int
    height: int
    alt: str
    social: bool = False


class SiteView(View, frozen=True, kw_only=True):
    """What every page shows, and what moves slowly.

    `origin` makes an href absolute; `pages` are those in no folder, which the foot names; `root` is
    where the whole site begins, and its own files lie, `home` the front page of this edition.
    `logo` is the href of the site's own, or empty, `search` that of the search page, or empty.
    `corrections` and `feeds` are the hrefs of the pages that list all of them; the latter is empty
    if there is none, and so is `most_read`, that of the page of what is read most. `typefaces` are
    the hrefs of the fonts that a page needs at once, by part. A `private` site is for the newsroom
    alone: search engines are to stay away. `paper` is its colour by light and in the dark. Its icon
    `is_drawn` unless it has one of its own; `share` is what social media show of a page that has no
    picture. `ownership` is the href of the page that says who owns the paper, or empty; `machines`
    what these may do, if that is said.
    """

    title: str
    description: str
    language: str
    direction: str
    origin: str
    root: str
    home: str
    logo: str
    menu: tuple[SectionLink, ...]
    overviews: dict[str, str]
    pages: tuple[Link, ...]
    corrections: str
    feeds: str
    words: dict[str, str]
    publisher: PublisherView
    search: str
    private: bool = False
    newsletter: NewsletterView | None = None
    paper: tuple[str, str] = ("", "")
    is_drawn: bool = True
    share: ShareView | None = None
    most_read: str = ""
    typefaces: dict[str, tuple[str, ...]] = {}
    ownership: str = ""
    machines: MachinesView | None = None


class DarkView(View, frozen=True, kw_only=True):
    """What stands for a picture where the page is dark, and the colour of its place there."""

    files: PictureFiles
    tone: str


class PictureView(View, frozen=True, kw_only=True):
    """A picture as it is shown; width and height in pixels, of its largest file.

    `tone` is the colour of its place until it is there, `focus` what a frame must keep (CSS
    `object-position`). `eager` if it is seen first. `href` is where it leads, if anywhere.
    A `graphic` is never cropped. `dark` stands for it where the page is dark, or it `inverts`.
    `interface` is that of the story that shows it; `source_type` is how it was made.
    """

    files: PictureFiles
    width: int
    height: int
    alt: str
    tone: str = ""
    focus: str = ""
    caption: str = ""
    credit: str = ""
    license: str = ""
    source_type: str = ""
    eager: bool = False
    graphic: bool = False
    dark: DarkView | None = None
    inverts: bool = False
    href: str = ""
    interface: Interface | None = None

    @property
    def made(self) -> str:
        """What readers are told of how it was made; empty if it is what a camera saw."""
        return SYNTHETIC.get(self.source_type, "")

    @property
    def src(self) -> str:
        """The href for browsers that choose nothing."""
        return self.files.src

    @property
    def whole(self) -> str:
        """The href of the largest file that every browser of these years can read."""
        return self.files.largest

    @property
    def srcset(self) -> str:
        """The candidates that every browser reads; empty if there is but one file."""
        return self.files.srcset

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Media type and candidates of each better format, the best first."""
        return self.files.sources


class Signature(Link, frozen=True, kw_only=True):
    """Who signs an article or made a picture: a person, or a desk. `href` may be empty."""

    desk: bool = False


class RightsView(View, frozen=True, kw_only=True):
    """What search engines are told of a picture, besides what readers see."""

    creators: tuple[Signature, ...] = ()
    copyright: str = ""


class Card(View, frozen=True, kw_only=True):
    """A story as listings show it. `held` names the reason if only a draft build shows it.

    `until` is the moment until which that holds, if it is known. `colour` is that of its section,
    as CSS takes it; empty if that has none. It may be `live`.
    """

    href: str
    headline: str
    dek: str
    kicker: str
    published: str
    picture: PictureView | None = None
    lang: str = ""
    direction: str = ""
    held: str = ""
    until: str = ""
    colour: str = ""
    live: bool = False


class ExternalCard(View, frozen=True, kw_only=True):
    """A story that another publisher tells."""

    href: str
    headline: str
    publisher: str = ""


class ChartView(View, frozen=True, kw_only=True):
    """A chart, and the language that it is lettered in.

    `interface` is that of the story that shows it.
    """

    chart: Chart
    language: str
    interface: Interface | None = None


class BodyView(View, frozen=True, kw_only=True):
    """A body by reference: its digest, and what its slots are filled with.

    `links` holds an href for each link of the document, empty for plain text; None stands for a
    picture that may not be shown any more, or a chart or a map that cannot be drawn; `interface`
    speaks for the story, if the site does not; `notes` makes the ids of footnotes unique.
    `place` is where it was written, which stands before its first words.
    """

    digest: Digest
    links: tuple[str, ...] = ()
    pictures: tuple[PictureView | None, ...] = ()
    maps: tuple[Drawn | None, ...] = ()
    interface: Interface | None = None
    notes: str = ""
    place: str = ""
    charts: tuple[ChartView | None, ...] = ()


class PageView(View, frozen=True, kw_only=True):
    """What every page has. `lang` and `direction` are those of the site unless told.

    `section` is the one that it belongs to. A `summary` is for search engines alone, where there is
    no description that readers see.
    """

    href: str
    title: str
    description: str = ""
    summary: str = ""
    lang: str
    direction: str
    noindex: bool = False
    feeds: tuple[FeedLink, ...] = ()
    section: SectionLink | None = None


class Headline(Link, frozen=True, kw_only=True):
    """A story by its headline alone; `lang` and `direction` unless they are those of the site."""

    lang: str = ""
    direction: str = ""


class MostRead(View, frozen=True, kw_only=True):
    """What is read most, in 24 hours and in 7 days; `href` leads to longer lists."""

    href: str
    day: tuple[Headline, ...]
    week: tuple[Headline, ...]


class TextView(PageView, frozen=True, kw_only=True):
    """A static page."""

    body: BodyView


class RedirectView(View, frozen=True, kw_only=True):
    """What an old address leads to."""

    target: str
