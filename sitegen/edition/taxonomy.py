"""Sections, countries, tags, authors, years and months: the listings that stories form."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain

from sitegen.config import Config
from sitegen.edition.archive import Archive, Places
from sitegen.edition.edition import Term
from sitegen.edition.entries import TermKind, Topic, topic_of
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Row
from sitegen.model import ArticleFields
from sitegen.urls import slugify

ALWAYS = frozenset({"section", "author", "thread", "collection"})
"""The kinds of listing that files bring up, and no story."""


def topics_of(fields: ArticleFields, config: Config, locale: Locale) -> tuple[Topic, ...]:
    """Return what an article is about, who signs it and what it goes on with; not its dates.

    Stories in several languages share a tag, so the edition's language makes its address.
    """
    topics = [Topic("section", fields.section, fields.section)] if fields.section else []
    topics += [Topic("country", code, code) for code in fields.countries]
    topics += dict.fromkeys(_tag(tag, config, locale) for tag in fields.tags)
    topics += [Topic("author", author, author) for author in fields.authors]
    topics += [Topic("thread", thread, thread) for thread in fields.threads]
    return tuple(topics)


def _tag(written: str, config: Config, locale: Locale) -> Topic:
    """Return the topic that a story means; one that has a name is called by it."""
    slug = slugify(written, config.slugs, locale.language)
    known = config.topics.names.get(slug)
    return Topic("tag", known.id, known.name) if known else Topic("tag", slug, written)


@cache
def dates_of(month: str) -> tuple[Topic, Topic]:
    """Return the year and the month of publication; `month` is "2026/03", in newsroom time."""
    year = month[:4]
    return Topic("year", year, year), Topic("month", month, month)


def taxonomy(
    archive: Archive, brought: Mapping[Topic, Sequence[Row]], config: Config, locale: Locale
) -> tuple[Term, ...]:
    """Return every listing. Sections exist without stories, authors where drafts are shown.

    `brought` are listings that documents bring up, and what these hold besides stories. Sections
    come in the order of the menu, the other kinds by id, dates newest first. Topics with one
    address are one listing, called by what brings it up, or as its newest story writes it.
    """
    sections = [Topic("section", it.id, it.name) for it in config.sections]
    names = {(topic.kind, topic.id): topic for topic in (*brought, *sections)}
    found: dict[tuple[TermKind, str], list[Places]] = {key: [] for key in names}
    filed = ((topic_of(text), places) for text, places in archive.places.items())
    dated = (
        (topic, places) for month, places in archive.months.items() for topic in dates_of(month)
    )
    # By their newest stories: it is these that name them.
    for topic, places in sorted(chain(filed, dated), key=lambda it: (it[1][0], it[0])):
        key = topic.kind, topic.id
        names.setdefault(key, topic)
        found.setdefault(key, []).append(places)
    menu = {section.id: number for number, section in enumerate(config.sections)}
    terms = [
        Term(
            *topic,
            locale.term(topic.kind, topic.id),
            Archive.in_this_order(archive.rows, (*held, *stories)).stories
            if (held := brought.get(topic))
            else stories,
        )
        for key, topic in names.items()
        for stories in [archive.at(_joined(found[key]))]
    ]
    terms.sort(key=lambda term: (term.kind, menu.get(term.id, 0), term.id))
    return tuple(terms)


def _joined(parts: Sequence[Places]) -> Places:
    return parts[0] if len(parts) == 1 else sorted(chain.from_iterable(parts))
