"""What is known of a picture's file: the values that the other modules here fill in and use."""

from typing import Literal

from msgspec import Struct

Kind = Literal["photo", "moving", "drawing"]
"""Pixels; pixels in several frames, published as they are; or SVG, published sanitised."""


class Rights(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who made a picture and how it may be used, as its file says; empty where it says nothing.

    The names are those of the IPTC Photo Metadata Standard. `statement` is the address of a web
    page (Web Statement of Rights). `ends` is the last day of use ("2024-12-31", in newsroom
    time) or the moment at which it ends (RFC 3339, with an offset); `unclear_end` quotes terms
    that seem to name an end which cannot be understood. `source_type` is a term of IPTC's
    vocabulary, see `transparency.SourceType`.
    """

    credit: str = ""
    caption: str = ""
    creators: tuple[str, ...] = ()
    copyright: str = ""
    terms: str = ""
    statement: str = ""
    ends: str = ""
    unclear_end: str = ""
    source_type: str = ""


class Probe(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture's size in pixels as it is shown, and what is in its file. Or what is wrong.

    `ending` is that of files which are what this is (".png"), whatever its name. `tone` is its
    mean colour ("#8a9bb0"), `ground` that of its edges. It is `graphic` if its file tells that it
    is a chart, a map or the like. `transparent` if some pixel is. `located` if the file says where
    it was taken. `problem` is a phrase that goes on after the picture's name; so are `remarks`,
    each with a hint, on a picture that can be shown all the same.
    """

    width: int = 0
    height: int = 0
    kind: Kind = "photo"
    ending: str = ""
    tone: str = ""
    transparent: bool = False
    ground: str = ""
    graphic: bool = False
    located: bool = False
    rights: Rights = Rights()
    remarks: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""


class CardText(Struct, frozen=True, kw_only=True):
    """The texts of a social card; `lang` is a BCP 47 tag.

    `made` says how the picture on it was made; empty if that is what a camera saw.
    """

    headline: str
    kicker: str = ""
    name: str = ""
    direction: Literal["ltr", "rtl"] = "ltr"
    lang: str = ""
    made: str = ""
