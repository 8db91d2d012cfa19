"""The edition as it is kept from build to build: a row for each document.

A row says from which bytes a document was settled, what it says of itself to all others (`Facts`),
what it asked for, and digests of what others show of it. So a build knows by the rows alone which
documents an edit touches, and reads no other. What is long lies apart, under its digest
(`Found`, `Faces`), for the few that somebody shows.
"""

from datetime import datetime
from typing import Literal

from msgspec import Raw, Struct

from sitegen.edition.entries import Picture, Topic, Used, parted, topic_of
from sitegen.errors import Findings, Problem
from sitegen.field_values import ExternalStory
from sitegen.figures.charts.values import Chart
from sitegen.figures.maps.values import Drawn
from sitegen.model import Digest, DocumentName

State = Literal["public", "waiting", "broken"]
"""Of what a link may lead to: it is out, it is held back, or its own file has an error."""


class Timing(Struct, frozen=True, array_like=True, gc=False):
    """The moments of an article: those that its front matter names, in UTC.

    `told` is that of the newest update of a live page.
    """

    draft: bool
    date: datetime
    embargo: datetime | None = None
    expires: datetime | None = None
    updated: datetime | None = None
    corrected: tuple[datetime, ...] = ()
    told: datetime | None = None

    @property
    def release(self) -> datetime:
        """The moment of publication: the later of date and embargo."""
        return max(self.date, self.embargo) if self.embargo else self.date


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """What a document is to all others: a pure function of its text and of site.toml.

    `slug` is an author's id, `title` what a page or an author is called; `anchors` is the digest
    of the anchors that links may name; `places` are those of its addresses, see
    `addresses.sound_place`. `problems` are those of its address; `lang` and `live` are
    what it says of its language, and of being told live; `under` are its topics as texts, joined.
    """

    kind: DocumentName
    sound: bool
    slug: str
    address: str
    title: str = ""
    desk: bool = False
    under: str = ""
    timing: Timing | None = None
    month: str = ""
    aliases: tuple[str, ...] = ()
    guid: str = ""
    noindex: bool = False
    anchors: Digest = b""
    places: tuple[str, ...] = ()
    words: int = 0
    findings: Findings = Findings()
    problems: tuple[Problem, ...] = ()
    lang: str = ""
    live: str = ""

    @property
    def filed(self) -> tuple[str, ...]:
        """What it is filed under, as texts: see `Topic.filed`."""
        return parted(self.under)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What it is `filed` under."""
        return tuple(map(topic_of, self.filed))


class Noted(Struct, frozen=True, array_like=True, gc=False):
    """A use of a picture of which there is something to tell, whoever shows it."""

    source: str
    line: int
    column: int


class Shown(Struct, frozen=True, array_like=True, gc=False):
    """A picture that something public shows: what makes its files, their key and output paths."""

    source: str
    maker: Literal["derive", "copy", "drawing"]
    key: Digest
    files: tuple[str, ...]


class Findable(Struct, frozen=True, array_like=True, gc=False):
    """Where search has a document, and the digest of all that it knows of it.

    `place` is what documents are ordered by, `lang` the language that it is in, by its primary
    subtag.
    """

    place: bytes
    key: Digest
    lang: str


class Indexed(Struct, frozen=True, array_like=True, gc=False):
    """What search knows of a document: the digest of its text, and its key points."""

    findable: Findable
    body: Digest
    points: tuple[str, ...] = ()


class Marked(Struct, frozen=True, array_like=True, gc=False):
    """A milestone: its day, as ISO has it, and the digest of all that timelines show of it."""

    day: str
    shown: Digest


class Faces(Struct, frozen=True, array_like=True, gc=False):
    """What is shown of a document, as digests; and what of it lists need at once.

    `page` stands for its own page but for the cards of related stories and how often it was read,
    `headline` for its headline and where that leads, `byline` for how an author is introduced,
    `card` for its card,
    `item` for its item in feeds, `text` for its text there, `corrections` for what is
    listed of these. `indexed` is there if search finds it. `images` are addresses for search
    engines; it `is_illustrated` if it has a lead picture; `drawn` are path and key of a social
    card. `milestone` is there if timelines show one of it, `dated` stands for what its own
    timelines tell of countries.
    """

    page: Digest
    card: Digest = b""
    item: Digest = b""
    text: Digest = b""
    corrections: Digest = b""
    images: tuple[str, ...] = ()
    is_illustrated: bool = False
    pictures: tuple[Shown, ...] = ()
    drawn: tuple[str, Digest] | None = None
    headline: Digest = b""
    byline: Digest = b""
    indexed: Indexed | None = None
    milestone: Marked | None = None
    dated: Digest = b""


class Found(Struct, frozen=True, array_like=True, gc=False):
    """What was found out about a document: answers, parallel to what it asks for.

    See `Entry` for `links`, `pictures`, `charts` and `maps`; `lead` is an author's portrait, too.
    """

    lead: Picture | None
    pictures: tuple[Picture | None, ...]
    links: tuple[str, ...]
    used: tuple[Used, ...] = ()
    charts: tuple[Chart | None, ...] = ()
    maps: tuple[Drawn | None, ...] = ()


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """What lies apart from a row: what was found, its card, its item, each as it is encoded."""

    found: Raw
    card: Raw = Raw(b"\xc0")
    item: Raw = Raw(b"\xc0")


class Row(Struct, frozen=True, array_like=True, gc=False):
    """A document of the site, held back or not.

    `source` is the digest of its file, `asks` the names that it asks for, joined, `kept`
    the digest of what lies apart. `faces` are None if nobody can show it. `unknown` are topics
    that do not exist; `corrected` is when what is listed of it was put right, and it is `retracted`
    if readers were told so; `explicit` are the
    related stories that it names, `related` those that it shows: paths, or stories told elsewhere.
    """

    path: str
    source: Digest
    facts: Facts
    state: State = "broken"
    asks: str = ""
    problems: tuple[Problem, ...] = ()
    noted: tuple[Noted, ...] = ()
    kept: Digest = b""
    faces: Faces | None = None
    unknown: tuple[Topic, ...] = ()
    modified: datetime | None = None
    corrected: tuple[datetime, ...] = ()
    retracted: bool = False
    explicit: tuple[str | ExternalStory, ...] = ()
    related: tuple[str | ExternalStory, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The names that it asks for, see `names.py`."""
        return parted(self.asks)

    @property
    def address(self) -> str:
        """Where it is."""
        return self.facts.address

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What makes it part of listings: what exists of that."""
        return tuple(map(topic_of, self.filed))

    @property
    def filed(self) -> tuple[str, ...]:
        """The same as texts, see `Topic.filed`."""
        filed = self.facts.filed
        if not self.unknown:
            return filed
        unknown = {it.filed for it in self.unknown}
        return tuple([it for it in filed if it not in unknown])

    @property
    def published(self) -> datetime:
        """When it was, or will be, published. It is an article."""
        assert self.facts.timing  # noqa: S101 - only articles are asked
        return self.facts.timing.release
