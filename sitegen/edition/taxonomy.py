"""Sections, countries, tags, authors, years and months: the listings that stories form."""

from collections.abc import Mapping, Sequence
from functools import cache

from sitegen.config import Config
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


@cache
def _filed_by_date(month: str) -> tuple[str, ...]:
    return tuple([it.filed for it in dates_of(month)])


class _Listed(dict[str, list[Row]]):
    """Stories by what they are filed under; those of topics with one address together.

    The name is that of the listing, or of the newest story: others write the same.
    """

    names: dict[tuple[TermKind, str], Topic]

    def __missing__(self, filed: str) -> list[Row]:
        topic = topic_of(filed)
        first = self.names.setdefault((topic.kind, topic.id), topic)
        self[filed] = [] if first == topic else self[first.filed]
        return self[filed]


def taxonomy(
    stories: Sequence[Row], brought: Mapping[Topic, Sequence[Row]], config: Config, locale: Locale
) -> tuple[Term, ...]:
    """Return every listing. Sections exist without stories, authors where drafts are shown.

    `brought` are listings that documents bring up, and what these hold besides stories. Sections
    come in the order of the menu, the other kinds by id, dates newest first.
    """
    sections = [Topic("section", it.id, it.name) for it in config.sections]
    names = {(topic.kind, topic.id): topic for topic in (*brought, *sections)}
    found = _Listed({topic.filed: list(brought.get(topic, ())) for topic in names.values()})
    found.names = names
    for story in stories:
        for filed in (*story.filed, *_filed_by_date(story.facts.month)):
            found[filed].append(story)
    menu = {section.id: number for number, section in enumerate(config.sections)}
    terms = [
        Term(*topic, locale.term(topic.kind, topic.id), tuple(found[topic.filed]))
        for topic in names.values()
    ]
    terms.sort(key=lambda term: (term.kind, menu.get(term.id, 0), term.id))
    return tuple(terms)
