"""What a publisher says of itself, and of what machines may do: two contracts of site.toml."""

from typing import Annotated, Literal

from msgspec import Meta

from sitegen.field_types import Day, Fields, SomeProse

Said = Literal["unsaid", "yes", "no"]

Place = Annotated[
    str,
    Meta(
        pattern=r"^$|^/(?!/)[^\s\"'\\$<>]*$|^https?://[^\s/\"'\\$<>][^\s\"'\\$<>]*$",
        description="an address such as `/licence/` or `https://a.example/`",
    ),
]


Contact = Annotated[
    str,
    Meta(
        pattern=r"^$|^[^\s@\"'<>:/]+@[^\s@\"'<>:/]+$|^https://[^\s\"'\\$<>]+$",
        description="an address such as `rights@meridian.example` or `https://a.example/`",
    ),
]


Owners = Annotated[tuple[SomeProse, ...], Meta(min_length=1)]
"""Nobody at all owns nothing: what has no owner says so in words."""


class Ownership(Fields, frozen=True):
    """What article 6 of the European Media Freedom Act asks of all who publish news.

    Regulation (EU) 2024/1083, article 6 (1): the legal name and how to be reached; owners who can
    influence decisions, states included; beneficial owners; what public bodies paid for
    advertising in a year, here and from third countries. `as_of` is the day on which it was true.
    """

    legal_name: SomeProse
    contact: SomeProse
    owners: Owners
    beneficial_owners: Owners
    state_advertising: SomeProse
    foreign_advertising: SomeProse
    as_of: Day


class Rights(Fields, frozen=True):
    """What machines may do with the site, said once: to list it, to answer from it, to learn.

    `license` is the page with the terms, `contact` who grants more than these. With `in_robots`,
    robots.txt says it by the records of RSL and Content-Signal, which not all who read it know.
    """

    search: Said = "unsaid"
    summaries: Said = "unsaid"
    training: Said = "unsaid"
    license: Place = ""
    contact: Contact = ""
    in_robots: bool = True

    @property
    def is_said(self) -> bool:
        """Whether anything is."""
        return {self.search, self.summaries, self.training} != {"unsaid"}
