"""Sections, countries, tags, authors, years and months: the listings that stories form."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sitegen.config import Config
from sitegen.edition.edition import Author, Story, Term, TermKind, Topic
from sitegen.model import ArticleFields
from sitegen.timestamps import newsroom_time
from sitegen.urls import slugify, term_address

ALWAYS = frozenset({"section", "author"})
"""The kinds of listing that files bring up, and no story."""


def topics_of(fields: ArticleFields, config: Config) -> tuple[Topic, ...]:
    """Return what an article is about and who signs it; not its dates.

    Stories in several languages share a tag, so the site's language makes its address.
    """
    topics = [Topic("section", fields.section, fields.section)] if fields.section else []
    topics += [Topic("country", code, code) for code in fields.countries]
    topics += [
        Topic("tag", slugify(tag, config.slugs, config.language), tag) for tag in fields.tags
    ]
    topics += [Topic("author", author, author) for author in fields.authors]
    return tuple(topics)


@lru_cache(maxsize=65_536)
def dates_of(published: datetime, zone: ZoneInfo) -> tuple[Topic, Topic]:
    """Return the year and the month of publication, in newsroom time."""
    day = newsroom_time(published, zone)
    year, month = f"{day.year:04}", f"{day.year:04}/{day.month:02}"
    return Topic("year", year, year), Topic("month", month, month)


def taxonomy(
    stories: Sequence[Story], authors: Mapping[str, Author], config: Config
) -> tuple[Term, ...]:
    """Return every listing. Sections exist without stories, authors where drafts are shown.

    Sections come in the order of the menu, the other kinds by id, dates newest first.
    """
    zone = config.zone
    found: dict[tuple[TermKind, str], tuple[str, list[Story]]] = {}
    for section in config.sections:
        found["section", section.id] = (section.name, [])
    for author in sorted(authors):
        found["author", author] = (authors[author].fields.name, [])
    for story in stories:
        for kind, id_, name in (*story.topics, *dates_of(story.published, zone)):
            found.setdefault((kind, id_), (name, []))[1].append(story)
    menu = {section.id: number for number, section in enumerate(config.sections)}
    listings = [
        Term(kind, id_, name, term_address(kind, id_), tuple(members))
        for (kind, id_), (name, members) in found.items()
    ]
    listings.sort(key=lambda term: (term.kind, menu.get(term.id, 0), term.id))
    return tuple(listings)
