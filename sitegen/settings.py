"""The contract of `content/site.toml`: its keys, their types and their defaults.

`config.py` reads the file; what types cannot say is checked there.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from sitegen import urls
from sitegen.destinations import Destination
from sitegen.field_types import Day, Prose, SomeProse, Text
from sitegen.model import Fields

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
Colour = Annotated[
    str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$", description="a colour such as `#0a5c8f`")
]
Layout = Literal["picture", "across", "headlines"]
Width = Annotated[int, Meta(ge=16, le=8192)]
Widths = Annotated[tuple[Width, ...], Meta(min_length=1)]
Ratio = Annotated[
    str,
    Meta(
        pattern=r"^$|^[1-9][0-9]{0,3}:[1-9][0-9]{0,3}$",
        description="a ratio of width to height such as `16:9`",
    ),
]
Percent = Annotated[int, Meta(ge=1, le=100)]
PictureFormat = Literal["avif", "webp", "jpeg"]
UseName = Literal["lead", "card", "inline", "portrait"]
Formats = Annotated[tuple[PictureFormat, ...], Meta(min_length=1)]
Effort = Literal["normal", "quick"]
FeedFormat = Literal["rss", "atom", "json"]


class Colours(Fields, frozen=True):
    """A colour on light paper, and the one that stands for it on dark."""

    light: Colour
    dark: Colour


class Section(Fields, frozen=True):
    """One section of the paper; their order is the menu's.

    `short` is its name in the menu. A `colour` alone is for light paper: on dark one it is
    lightened as far as reading takes.
    """

    id: SectionId
    name: SomeProse
    description: Prose = ""
    short: Prose = ""
    colour: Colours | Colour | None = None


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
    of: tuple[Literal["section", "country", "tag", "author"], ...] = (
        "section",
        "country",
        "tag",
        "author",
    )
    items: Annotated[int, Meta(ge=1, le=500)] = 30
    hub: WebAddress = ""

    def formats_of(self, kind: str) -> tuple[FeedFormat, ...]:
        """Return the formats of a listing's feeds, or of the site's own: its kind is "site".

        Only these and those of sections and collections carry the whole text; the rest is RSS.
        """
        if kind in {"site", "collection"} or (kind == "section" and kind in self.of):
            return tuple(dict.fromkeys(self.formats))
        return ("rss",) if "rss" in self.formats and kind in (*self.of, "corrections") else ()


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


class Quality(Fields, frozen=True):
    """How much of a picture each encoder keeps: 1 to 100, on a scale of its own."""

    avif: Percent = 63
    webp: Percent = 80
    jpeg: Percent = 80


class PictureUse(Fields, frozen=True):
    """One use of pictures: the widths in pixels that browsers choose from.

    `fallback` are those of the last format, which is for the few browsers that read no other:
    each is one file more for every picture. `ratio` ("16:9") crops, around what must be kept;
    without it pictures stay whole. `formats`, and `quality` by format, are those of all pictures
    where nothing is said.
    """

    widths: Widths
    fallback: Widths
    ratio: Ratio = ""
    formats: tuple[PictureFormat, ...] = ()
    quality: dict[str, Percent] = field(default_factory=dict)


class LeadUse(PictureUse, frozen=True):
    """The picture at the head of an article, and of the front page."""

    widths: Widths = (720, 1136, 1600)
    fallback: Widths = (1136,)


class CardUse(PictureUse, frozen=True):
    """The picture of a story in listings."""

    widths: Widths = (416, 800)
    fallback: Widths = (480,)
    ratio: Ratio = "16:9"


class InlineUse(PictureUse, frozen=True):
    """A picture within a text."""

    widths: Widths = (720, 1200)
    fallback: Widths = (720,)


class PortraitUse(PictureUse, frozen=True):
    """The picture of an author."""

    widths: Widths = (160, 320)
    fallback: Widths = (320,)
    ratio: Ratio = "1:1"


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

USES: tuple[UseName, ...] = ("lead", "card", "inline", "portrait")


class Pictures(Fields, frozen=True):
    """How pictures are derived; `max_megapixels` is the largest that is read at all.

    A `quick` effort makes AVIF in less time, and larger. `drawn_cards` lets social media show
    headline and picture together, drawn with `fonts`, which are files below content/, or with the
    typefaces of the paper: the first that has all letters of a text draws it.
    """

    formats: Formats = ("avif", "jpeg")
    effort: Effort = "normal"
    quality: Quality = Quality()
    max_megapixels: Annotated[int, Meta(ge=1, le=1000)] = 100
    drawn_cards: bool = True
    fonts: tuple[Text, ...] = ()
    lead: LeadUse = LeadUse()
    card: CardUse = CardUse()
    inline: InlineUse = InlineUse()
    portrait: PortraitUse = PortraitUse()


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


class Publisher(Fields, frozen=True):
    """The publisher as structured data names it: by default, as the site itself.

    `policies` leads from a name in `POLICIES` to an address, here or elsewhere.
    """

    name: Prose = ""
    url: WebAddress = ""
    logo: str = ""
    policies: dict[str, Text] = field(default_factory=dict)


class Preview(Fields, frozen=True):
    """`make serve`: the address that opens a file in the editor, with `{path}` and `{line}`."""

    editor: str = "vscode://file/{path}:{line}"


class Settings(Fields, frozen=True):
    """The contract of `content/site.toml`."""

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
    preview: Preview = Preview()
    publish: dict[str, Destination] = field(default_factory=dict)
