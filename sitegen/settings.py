"""The contract of `content/site.toml`: its keys, their types and their defaults.

`config.py` reads the file; what types cannot say is checked there.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from sitegen import urls
from sitegen.destinations import Destination
from sitegen.field_types import Day, Fields, Prose, SomeProse, Text
from sitegen.field_values import Image
from sitegen.picture_settings import Pictures
from sitegen.publisher_settings import Ownership, Rights

_NAME = r"[^\x00-/:-`{-\x7f]+"
"""Lower-case letters, digits, and all beyond ASCII; named by what is left out, which is compiled in
a hundredth of the time."""

SectionId = Annotated[
    str,
    Meta(
        pattern=f"^{_NAME}(?:-{_NAME})*$",
        description="lower-case letters and digits, joined by hyphens",
        extra={"wording": "name"},
    ),
]
WebAddress = Annotated[
    str,
    Meta(pattern=r"^$|^https?://[^\s/]\S*$", description="an address such as `https://a.example/`"),
]
FormAddress = Annotated[
    str,
    Meta(
        pattern=r"^$|^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/\S*)?$",
        description="an address such as `https://letters.example/subscribe`",
    ),
]
Colour = Annotated[
    str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$", description="a colour such as `#0a5c8f`")
]
Layout = Literal["picture", "across", "headlines"]
FeedFormat = Literal["rss", "atom", "json"]


class Colours(Fields, frozen=True):
    """A colour on light paper, and the one that stands for it on dark."""

    light: Colour
    dark: Colour


class Section(Fields, frozen=True):
    """One section of the paper; their order is the menu's.

    `short` is its name in the menu. A `colour` alone is for light paper: on dark one it is
    lightened as far as reading takes. The `picture` heads its page as long as the story that leads
    it has none, and is what other places show of the page.
    """

    id: SectionId
    name: SomeProse
    description: Prose = ""
    short: Prose = ""
    colour: Colours | Colour | None = None
    picture: Image | None = None


class Band(Fields, frozen=True):
    """A section on the front page: how many stories it shows at most, and how.

    Without a `layout` it is one that its stories fit and that the band before it has not.
    """

    section: Text
    stories: Annotated[int, Meta(ge=1, le=12)] | None = None
    layout: Layout | None = None


class Front(Fields, frozen=True):
    """The front page. Stories are named as links name them.

    By default the newest story with a picture leads, and newer ones with a picture stand beside it.
    `latest` is the number of headlines that are told as the latest. `bands` are sections in the
    order of the page; none stands for all, in the order of the menu. Stories in one of `languages`
    are shown; none stands for all.
    """

    lead: str = ""
    seconds: Annotated[tuple[Text, ...], Meta(max_length=2)] = ()
    picks: Annotated[tuple[Text, ...], Meta(max_length=4)] = ()
    latest: Annotated[int, Meta(ge=0, le=20)] = 8
    bands: tuple[Band, ...] = ()
    languages: tuple[Text, ...] = ()


class Feeds(Fields, frozen=True):
    """The feeds: their formats, what has one besides the site, how many items they hold.

    A `hub` is told of each that changes, and tells its readers (WebSub).
    """

    formats: tuple[FeedFormat, ...] = ("rss", "atom", "json")
    of: tuple[Literal["section", "country", "tag", "author", "thread"], ...] = (
        "section",
        "country",
        "tag",
        "author",
        "thread",
    )
    items: Annotated[int, Meta(ge=1, le=500)] = 30
    hub: WebAddress = ""

    def formats_of(self, kind: str) -> tuple[FeedFormat, ...]:
        """Return the formats of a listing's feeds, or of the site's own: its kind is "site".

        Only these and those of sections and collections carry the whole text; the rest is RSS.
        """
        if kind in {"site", "collection"} or (kind == "section" and kind in self.of):
            return tuple(dict.fromkeys(self.formats))
        return (
            ("rss",) if "rss" in self.formats and kind in (*self.of, "corrections", "live") else ()
        )


class Views(Fields, frozen=True, rename={"least": "from"}):
    """How often stories were read: the number is shown `from` so many views on.

    `most_read` is the length of each list of what is read most; there is none if that is 0.
    """

    show: bool = False
    least: Annotated[int, Meta(ge=2, le=1_000_000)] = 100
    most_read: Annotated[int, Meta(ge=0, le=20)] = 5


class Search(Fields, frozen=True):
    """The search page."""

    enabled: bool = True


POLICIES = (
    "actionableFeedbackPolicy",
    "correctionsPolicy",
    "diversityPolicy",
    "diversityStaffingReport",
    "ethicsPolicy",
    "masthead",
    "missionCoveragePrioritiesPolicy",
    "noBylinesPolicy",
    "ownershipFundingInfo",
    "publishingPrinciples",
    "unnamedSourcesPolicy",
    "verificationFactCheckingPolicy",
)
"""What schema.org's NewsMediaOrganization may link to."""


class Fonts(Fields, frozen=True):
    """The typefaces: `serif` sets headlines and texts, `sans` labels, tables and captions.

    Each is a list of files below content/, in TTF or OTF: a face each. Letters that these have not,
    and what is not named, are set in the faces that come with sitegen; if these are not `shipped`,
    in those that a reader's system has.
    """

    serif: tuple[Text, ...] = ()
    sans: tuple[Text, ...] = ()
    shipped: bool = True


class Policy(Fields, frozen=True):
    """What the newsroom insists on."""

    uncredited: Literal["error", "warning"] = "error"
    alt: Literal["error", "warning"] = "error"
    html: Literal["sanitise", "trust"] = "sanitise"
    first_year: Annotated[int, Meta(ge=1, le=9999)] = 1700
    strict_since: Day = date(1, 1, 1)
    """What is older, and what has no date, is forgiven what archives lack; none is by default."""


class Newsletter(Fields, frozen=True):
    """A form below each story that sends a reader's address to `action`, and nowhere else.

    It has a `title` and a `text`; `field` is what the address is called there, `hidden` is what
    else is sent.
    """

    action: FormAddress = ""
    title: Prose = ""
    text: Prose = ""
    hidden: dict[str, str] = field(default_factory=dict)
    field: Text = "email"


class Publisher(Fields, frozen=True):
    """The publisher as structured data names it: by default, as the site itself.

    `policies` leads from a name in `POLICIES` to an address, here or elsewhere. With `ownership`
    there is a page that says who owns it.
    """

    name: Prose = ""
    url: WebAddress = ""
    logo: str = ""
    policies: dict[str, Text] = field(default_factory=dict)
    ownership: Ownership | None = None


class Maps(Fields, frozen=True):
    """Maps: `boundaries` is a file below content/, of TopoJSON or GeoJSON.

    `id` and `name` are those of its properties that say which area a shape is; `id` stands for the
    id of the feature itself, too. An id is a code of ISO 3166-1 alpha-2 where there is one.
    """

    boundaries: str = ""
    id: Text = "id"
    name: Text = "name"


class Preview(Fields, frozen=True):
    """`make serve`: the address that opens a file in the editor, with `{path}` and `{line}`.

    `staging` are addresses at which the site is looked at before readers do.
    """

    editor: str = "vscode://file/{path}:{line}"
    staging: tuple[WebAddress, ...] = ()


class Settings(Fields, frozen=True):
    """The contract of `content/site.toml`; `gone` says why there is nothing at an address."""

    title: SomeProse
    base_url: Text
    description: Prose = ""
    language: Text = "en"
    timezone: Text = "UTC"
    permalink: Text = "/{year}/{month}/{slug}/"
    page_size: Annotated[int, Meta(ge=1, le=500)] = 20
    slugs: urls.SlugPolicy = "ascii"
    logo: str = ""
    sections: tuple[Section, ...] = ()
    front: Front = Front()
    feeds: Feeds = Feeds()
    search: Search = Search()
    views: Views = Views()
    fonts: Fonts = Fonts()
    pictures: Pictures = Pictures()
    policy: Policy = Policy()
    publisher: Publisher = Publisher()
    rights: Rights = Rights()
    newsletter: Newsletter = Newsletter()
    maps: Maps = Maps()
    preview: Preview = Preview()
    gone: dict[str, Prose] = field(default_factory=dict)
    publish: dict[str, Destination] = field(default_factory=dict)
