"""The contract of `[pictures]` in `content/site.toml`: what pictures become."""

from typing import Annotated, Literal

from msgspec import Meta, field

from sitegen.field_types import Fields, Text

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
SharedStore = Annotated[
    str,
    Meta(
        pattern=r"^$|^(?:s3|gs|az|azure|abfss?|adl)://[^\s/]+(?:/[^\s]*)?$|^(?!\S*://)\S.*$",
        description="an address such as `s3://paper/pictures`, or a folder",
    ),
]
Formats = Annotated[tuple[PictureFormat, ...], Meta(min_length=1)]
Effort = Literal["normal", "quick"]


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


USES: tuple[UseName, ...] = ("lead", "card", "inline", "portrait")


class Pictures(Fields, frozen=True):
    """How pictures are derived; `max_megapixels` is the largest that is read at all.

    A `quick` effort makes AVIF in less time, and larger. `drawn_cards` lets social media show
    headline and picture together, drawn with `fonts`, which are files below content/, or with the
    typefaces of the paper: the first that has all letters of a text draws it. A `store` is a bucket
    or a folder in which machines share the sizes that they have made, "s3://paper/pictures".
    """

    formats: Formats = ("avif", "jpeg")
    effort: Effort = "normal"
    quality: Quality = Quality()
    max_megapixels: Annotated[int, Meta(ge=1, le=1000)] = 100
    drawn_cards: bool = True
    fonts: tuple[Text, ...] = ()
    store: SharedStore = ""
    lead: LeadUse = LeadUse()
    card: CardUse = CardUse()
    inline: InlineUse = InlineUse()
    portrait: PortraitUse = PortraitUse()
