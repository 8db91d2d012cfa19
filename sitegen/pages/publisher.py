"""The publisher, as pages and files know it: who that is, and what machines may do."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.publisher_settings import Rights
from sitegen.settings import Publisher
from sitegen.urls import href

LICENSE = "license.xml"
"""Where the licence file of RSL lies, at the top of the site."""


class PublisherView(Struct, frozen=True, kw_only=True, gc=False):
    """Who publishes the site. Addresses and `logo` are hrefs, or absolute; `logo` may be empty."""

    name: str
    url: str
    logo: str
    policies: dict[str, str]


class MachinesView(Struct, frozen=True, kw_only=True, gc=False):
    """What machines may do: `license` is the licence file, `terms` the page behind it, if any.

    Both are absolute. Of the three uses each is granted or not. `in_robots` if robots.txt is to
    have records of these, too.
    """

    license: str
    terms: str
    contact: str
    search: bool
    summaries: bool
    training: bool
    in_robots: bool

    @property
    def reservation(self) -> str:
        """What TDMRep says: 1 if text and data mining is reserved, as training is."""
        return "0" if self.training else "1"


def machines(rights: Rights, origin: str, base_path: str, terms: str) -> MachinesView | None:
    """Return what a site says to machines; None if it says nothing."""
    if not rights.is_said:
        return None
    return MachinesView(
        license=origin + href(base_path, f"/{LICENSE}"),
        terms=origin + terms if terms.startswith("/") else terms,
        contact=rights.contact,
        search=rights.search == "yes",
        summaries=rights.summaries == "yes",
        training=rights.training == "yes",
        in_robots=rights.in_robots,
    )


def publisher_view(
    publisher: Publisher, known: Mapping[str, str], title: str, logo: str, ownership: str
) -> PublisherView:
    """Return who publishes a site of this title; `known` is where keys of the publisher lead.

    `ownership` is the href of the page that says who owns the paper, or empty.
    """
    policies = {name: known[name] for name in publisher.policies if name in known}
    if ownership:
        policies.setdefault("ownershipFundingInfo", ownership)
    return PublisherView(
        name=publisher.name or title, url=known["url"], logo=logo, policies=policies
    )
