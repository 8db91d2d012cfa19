"""What each kind of document is in an edition: a record for each, and the one table of them.

How its address comes about, what it is to other documents, when it is public, which listing it
stands at the head of. To add a kind: its record in `content/kinds.py`, one here, and one in
`pages/displays.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, AUTHOR, COUNTRY, PAGE, THREAD, DocumentKind
from sitegen.edition.addresses import Claimant
from sitegen.edition.entries import Entry, Story, TermKind, Topic
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Timing
from sitegen.edition.schedule import timing_of
from sitegen.edition.taxonomy import topics_of
from sitegen.errors import Problem
from sitegen.model import ArticleFields, AuthorFields, Document
from sitegen.timestamps import newsroom_time
from sitegen.urls import article_address, page_address, slugify


class Placing(Struct, frozen=True):
    """A sound document that is to have an address of its own; `problems` takes what is wrong."""

    role: "Role"
    path: str
    slug: str
    document: Document
    config: Config
    locale: Locale
    problems: list[Problem]


def as_slug(id_: str) -> str:
    """Return an id as the end of an address."""
    return slugify(id_, "unicode")


class Role(Struct, frozen=True, kw_only=True):
    """What documents of a kind are in an edition.

    `place` returns the address of one, empty if there is a problem with it, and `claimant` is what
    problems call who wants that. What has no place stands at the head of the listing of topics
    that it `heads`: it is found there, and public as long as a story of that listing is; `proper`
    returns the id that it must have. `title` is the key of what others call it, if they name it.
    What has `moments` is public in its
    time, all else always. `entry` is what it becomes.

    The documents of a kind have a listing of their own, with feeds, if that has a name: that of the
    `collection`, whose id is the name of their folder. It takes moments, and a card
    (`pages/displays.py`).
    """

    kind: DocumentKind
    proper: Callable[[str], str] = as_slug
    place: Callable[[Placing], str] | None = None
    claimant: Claimant | None = None
    heads: TermKind | None = None
    title: str = ""
    moments: Callable[[Any], Timing] | None = None
    topics: Callable[[Any, Config, Locale], tuple[Topic, ...]] | None = None
    is_desk: Callable[[str, Any], bool] | None = None
    collection: str = ""
    entry: type[Entry] = Entry


def is_desk(id_: str, fields: AuthorFields) -> bool:
    """Say whether this is an organisation; if nobody says, the id does: `asia-desk`."""
    return fields.desk if fields.desk is not None else id_.rpartition("-")[2] == "desk"


def by_permalink(it: Placing) -> str:
    """Return the address of a story by the site's permalink pattern."""
    config, fields = it.config, cast("ArticleFields", it.document.fields)
    if "{section}" in config.permalink and not fields.section:
        message, hint = "the article has no `section`", f"addresses need one: {config.permalink}"
        it.problems.append(it.document.problem(it.path, "section", message, hint))
        return ""
    day = newsroom_time(fields.date, config.zone)
    address = article_address(config.permalink, slug=it.slug, section=fields.section, day=day)
    return it.locale.at(address)


def by_folder(it: Placing) -> str:
    """Return the address of a document by the folders that it lies in, and its slug.

    Those of a collection lie below its listing.
    """
    role, locale = it.role, it.locale
    name = role.kind.id_of(it.path)
    address = page_address(name, it.slug, it.config.slugs, locale.language)
    if "//" not in address:
        listing = locale.term("collection", role.kind.plural) if role.collection else locale.front
        return listing + address.removeprefix("/")
    message = "no letter or digit of a folder's name is left for the address"
    it.problems.append(Problem(it.path, 1, 1, message, "name the folder in letters or digits"))
    return ""


ROLES: Mapping[str, Role] = {
    it.kind.name: it
    for it in (
        Role(
            kind=ARTICLE,
            place=by_permalink,
            claimant=Claimant("the article", "give the article another `slug`"),
            moments=timing_of,
            topics=topics_of,
            entry=Story,
        ),
        Role(
            kind=PAGE,
            place=by_folder,
            claimant=Claimant(
                "the page",
                "give the page another `slug`",
                shorter="give the page, or the folders that it lies in, shorter names",
            ),
            title="title",
        ),
        Role(kind=COUNTRY, heads="country", proper=str.upper),
        Role(kind=AUTHOR, heads="author", title="name", is_desk=is_desk),
        Role(kind=THREAD, heads="thread", title="title"),
    )
}
"""By the name of the kind."""

COLLECTIONS: Mapping[str, Topic] = {
    it.kind.name: Topic("collection", it.kind.plural, it.collection)
    for it in ROLES.values()
    if it.collection
}
"""The kinds that have listings of their own, and those."""

HEADS: Mapping[str, TermKind] = {it.kind.name: it.heads for it in ROLES.values() if it.heads}
"""The kinds that have no address but that of a listing, and of which listings."""
