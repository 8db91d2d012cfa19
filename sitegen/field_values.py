"""What keys of front matters may hold that have keys of their own.

Part of the contract of the front matter: `model.py` has the rest.
"""

from typing import Literal

from sitegen.field_types import Day, Fields, Focus, Name, Prose, SomeProse, Text
from sitegen.transparency import SourceType


class Image(Fields, frozen=True, kw_only=True):
    """A picture as the front matter names it."""

    src: Text
    alt: Prose = ""
    caption: Prose = ""
    credit: Prose = ""
    license: str = ""
    source_type: SourceType | None = None
    focus: Focus = (0.5, 0.5)
    kind: Literal["", "photo", "graphic"] = ""
    dark: str = ""


class Portrait(Fields, frozen=True, kw_only=True):
    """The picture of an author."""

    src: Text
    alt: Prose = ""
    credit: Prose = ""
    focus: Focus = (0.5, 0.5)


class SectionHeading(Fields, frozen=True, kw_only=True):
    """One entry of the outline: pins the anchor of a level-2 heading, or shortens its name."""

    heading: SomeProse
    id: Name = ""
    short: Prose = ""


class ExternalStory(Fields, frozen=True, kw_only=True):
    """A related story that another publisher tells."""

    headline: SomeProse
    url: Text
    publisher: Prose = ""


class Citation(Fields, frozen=True, kw_only=True):
    """A source that the article rests on."""

    title: SomeProse
    url: str = ""
    publisher: Prose = ""
    accessed: Day | None = None


class Milestone(Fields, frozen=True, kw_only=True):
    """One line of a timeline, of another day than that on which the article came out."""

    date: Day
    text: SomeProse


class CountryFact(Fields, frozen=True, kw_only=True):
    """Something that is known of a country: on which day it was so, and who says it."""

    label: SomeProse
    value: SomeProse
    day: Day
    source: SomeProse
    url: str = ""


class OfficeHolder(Fields, frozen=True, kw_only=True):
    """Who holds an office in a country, and since when; until when, if it is known."""

    office: SomeProse
    name: SomeProse
    since: Day
    until: Day | None = None


class LabelledLink(Fields, frozen=True, kw_only=True):
    """A link on an author's page."""

    label: SomeProse
    url: Text
