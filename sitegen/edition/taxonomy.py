"""Sections, countries, tags, authors, years and months: the listings that stories form."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sitegen.config import Config
from sitegen.edition.edition import Author, Story, Term, TermKind
from sitegen.model import ArticleFields
from sitegen.urls import slugify, term_address

ALWAYS = frozenset({"section", "author"})
"""The kinds of listing that exist without any story."""


def terms_of(fields: ArticleFields, config: Config) -> list[tuple[TermKind, str, str]]:
    """Return (kind, id, name) of what an article is about and who signs it; not its dates."""
    terms: list[tuple[TermKind, str, str]] = []
    if fields.section:
        terms.append(("section", fields.section, fields.section))
    terms += (("country", code, code) for code in fields.countries)
    terms += (("tag", slugify(tag, config.slugs), tag) for tag in fields.tags)
    terms += (("author", author, author) for author in fields.authors)
    return terms


def dates_of(published: datetime, zone: ZoneInfo) -> list[tuple[TermKind, str, str]]:
    """Return the year and the month of publication as (kind, id, name), in newsroom time."""
    day = published.astimezone(zone)
    year, month = f"{day.year:04}", f"{day.year:04}/{day.month:02}"
    return [("year", year, year), ("month", month, month)]


def taxonomy(
    stories: Sequence[Story], authors: Mapping[str, Author], config: Config
) -> tuple[Term, ...]:
    """Return every listing. Sections and authors exist without stories; the rest does not.

    Sections come in the order of the menu, the other kinds by id, dates newest first.
    """
    found: dict[tuple[TermKind, str], tuple[str, list[Story]]] = {}
    for section in config.sections:
        found["section", section.id] = (section.name, [])
    for author in sorted(authors):
        found["author", author] = (authors[author].fields.name, [])
    for story in stories:
        terms = terms_of(story.fields, config) + dates_of(story.published, config.zone)
        for kind, id_, name in terms:
            found.setdefault((kind, id_), (name, []))[1].append(story)
    menu = {section.id: number for number, section in enumerate(config.sections)}
    listings = [
        Term(kind, id_, name, term_address(kind, id_), tuple(members))
        for (kind, id_), (name, members) in found.items()
    ]
    listings.sort(key=lambda term: (term.kind, menu.get(term.id, 0), term.id))
    return tuple(listings)
