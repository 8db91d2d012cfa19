"""What is seen only with the whole site at hand: gaps, orphans, and what is said twice."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sitegen.checking.document import Looked
from sitegen.config import Config
from sitegen.content.checks import SAY, Era, lenient, plain
from sitegen.content.kinds import AUTHOR, THREAD, kind_at
from sitegen.edition.entries import Used
from sitegen.edition.names import table_name
from sitegen.errors import Problem
from sitegen.model import ArticleFields, Document
from sitegen.pipeline.site import Site
from sitegen.timestamps import newsroom_time
from sitegen.topics import PATH as TOPICS

A_YEAR = 366
"""Days for which what a publisher says of its owners is taken to be true."""

NARROWEST_LEAD = 1200
"""Pixels: what search engines and social media ask of a large picture."""


def survey(
    site: Site, documents: Mapping[str, Document], looked: Mapping[str, Looked]
) -> Iterator[Problem]:
    """Yield what is wrong with the site as a whole; `looked` is by path."""
    policy = site.config.policy
    era = Era(policy.first_year, site.config.zone, policy.strict_since)
    sections = [it.id for it in site.config.sections]
    for path, document in documents.items():
        found: list[Problem] = []
        if isinstance(document.fields, ArticleFields) and document.sound:
            found += _gaps(path, document, document.fields, sections)
        found += _alt_texts(path, document)
        yield from lenient(found, forgives=era.forgives(document.fields))
    used = tuple(site.library.used())
    for use in (it for it in used if it.path in documents):
        forgives = era.forgives(documents[use.path].fields)
        yield from lenient(_picture_in_use(site, documents, use), forgives=forgives)
    yield from _openings(documents, looked)
    if all(document.sound for document in documents.values()):
        yield from _orphans(site, documents, used)
        yield from _topics_of_nobody(site)


def ownership_told(config: Config, now: datetime) -> Iterator[Problem]:
    """Yield what a publisher does not say of its owners, or said more than a year ago."""
    it = config.publisher.ownership
    if it is None and config.publisher.name:
        message = "nothing is said of who owns the paper"
        hint = "article 6 of the European Media Freedom Act asks for it: `[publisher.ownership]`"
        key = "publisher.name"
    elif it and (newsroom_time(now, config.zone).date() - it.as_of).days > A_YEAR:
        message = f"what is said of who owns the paper is that of {it.as_of}"
        hint = "look whether it is still true, and write today's date"
        key = "publisher.ownership.as_of"
    else:
        return
    yield config.problem(key, message, hint).of("warning")


def _warning(path: str, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(path, line, column, message, hint, "warning")


def _gaps(
    path: str, document: Document, fields: ArticleFields, sections: Sequence[str]
) -> Iterator[Problem]:
    if fields.status != "published":
        return
    missing = {
        "section": (sections and not fields.section, f"add one: {', '.join(sections)}"),
        "countries": (not fields.countries, "add their codes: `countries: [NO, SE]`"),
    }
    for key, (is_missing, hint) in missing.items():
        if is_missing:
            message = f"the article has no `{key}`"
            yield document.problem(path, "headline", message, hint, warning=True)


def _alt_texts(path: str, document: Document) -> Iterator[Problem]:
    """Yield alt texts that repeat a headline or the name of a file.

    A lead picture whose alt text is the headline is an error of builds.
    """
    fields, kind = document.fields, kind_at(path)
    told = plain(fields.headline) if isinstance(fields, ArticleFields) else ""
    lead = kind.lead if kind else ""
    image = getattr(fields, lead, None)
    if image and _is_name_of(image.src, image.alt):
        yield document.problem(path, f"{lead}.alt", *_NAMES_THE_FILE, warning=True)
    for picture in document.pictures:
        if told and plain(picture.alt) == told:
            message = "the alt text repeats the headline"
            yield _warning(path, picture.line, picture.column, message, SAY)
        elif _is_name_of(picture.src, picture.alt):
            yield _warning(path, picture.line, picture.column, *_NAMES_THE_FILE)


_NAMES_THE_FILE = ("the alt text is the name of the file", SAY)


def _is_name_of(src: str, alt: str) -> bool:
    stem, suffix = posixpath.splitext(posixpath.basename(src))
    said = plain(alt)
    return bool(said) and said in {plain(stem), plain(stem + suffix)}


def _picture_in_use(site: Site, documents: Mapping[str, Document], use: Used) -> Iterator[Problem]:
    """Yield a lead picture that is too narrow, an alt text that repeats a file's own caption."""
    probe, document = site.pictures[use.source].probe, documents[use.path]
    fields = document.fields
    narrow = probe.kind != "drawing" and 0 < probe.width < NARROWEST_LEAD
    image = fields.image if isinstance(fields, ArticleFields) else None
    if (
        narrow
        and image
        and posixpath.basename(image.src) == posixpath.basename(use.source)
        and document.place("image.src") == (use.line, use.column)
    ):
        name = posixpath.basename(use.source)
        message = f"the lead picture `{name}` is {probe.width} pixels wide"
        hint = f"search engines show large pictures from {NARROWEST_LEAD} pixels on"
        yield _warning(use.path, use.line, use.column, message, hint)
    if probe.rights.caption:
        yield from _own_caption(use, document, plain(probe.rights.caption))


def _own_caption(use: Used, document: Document, caption: str) -> Iterator[Problem]:
    fields, place = document.fields, (use.line, use.column)
    said = [it.alt for it in document.pictures if not it.caption and (it.line, it.column) == place]
    image = fields.image if isinstance(fields, ArticleFields) else None
    if image and not image.caption and document.place("image.src") == place:
        said.append(image.alt)
    if caption in map(plain, said):
        yield _warning(use.path, *place, "the alt text repeats the caption in the file", SAY)


def _openings(documents: Mapping[str, Document], looked: Mapping[str, Looked]) -> Iterator[Problem]:
    """Yield stories that begin as an older one does."""
    first: dict[bytes, str] = {}
    dated = [
        (document.fields.date, path)
        for path, document in documents.items()
        if isinstance(document.fields, ArticleFields) and path in looked
    ]
    for _, path in sorted(dated):
        it = looked[path]
        other = first.setdefault(it.opening, path) if it.opening else path
        if other != path:
            message = f"the first paragraph is that of {other}"
            yield _warning(path, it.line, 1, message, "is this the same story twice?")


def _orphans(
    site: Site, documents: Mapping[str, Document], uses: Iterable[Used]
) -> Iterator[Problem]:
    used = {use.source for use in uses}
    asked = {name for row in site.relation.rows.rows.values() for name in row.asked}
    for path, source in site.sources.items():
        if source.kind == "picture" and path not in used:
            yield _warning(path, 1, 1, "nothing shows this picture", "use it, or delete the file")
        elif source.kind == "table" and table_name(path) not in asked:
            yield _warning(path, 1, 1, "no chart shows this table", "use it, or delete the file")
    articles = [it.fields for it in documents.values() if isinstance(it.fields, ArticleFields)]
    signed = {author for it in articles for author in it.authors}
    threads = {thread for it in articles for thread in it.threads}
    for path in documents:
        if kind_at(path) is AUTHOR and AUTHOR.id_of(path) not in signed:
            message = "nobody signs with this name: no article has it among its `authors`"
            hint = "they are not shown until one has; delete the file, if none will"
            yield _warning(path, 1, 1, message, hint)
        if kind_at(path) is THREAD and THREAD.id_of(path) not in threads:
            message = "no article belongs to this thread: none names it as its `thread`"
            hint = "it is not shown until one does; delete the file, if none will"
            yield _warning(path, 1, 1, message, hint)


def _topics_of_nobody(site: Site) -> Iterator[Problem]:
    """Yield topics that have a name of their own, and no story, be it held back."""
    rows = site.relation.rows.rows.values()
    asked = {id_ for row in rows for kind, id_, _ in row.facts.topics if kind == "tag"}
    topics = site.config.topics
    for slug, topic in topics.names.items():
        if slug == topic.id and slug not in asked:
            message = f"no article has the topic `{topic.name}` among its `tags`"
            yield _warning(TOPICS, *topics.places[slug], message, "delete it, if none will")
