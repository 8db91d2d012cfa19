"""All that was read of a site, and what each document of it is to the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from sitegen.config import Config
from sitegen.content.kinds import AUTHOR, DocumentKind
from sitegen.digests import fingerprint
from sitegen.edition.addresses import sound_place
from sitegen.edition.entries import TermKind
from sitegen.edition.illustrate import Known
from sitegen.edition.locales import Locale
from sitegen.edition.rows import Facts
from sitegen.edition.schedule import standing, timing_of
from sitegen.edition.taxonomy import ALWAYS, dates_of, topics_of
from sitegen.errors import Problem
from sitegen.model import ArticleFields, AuthorFields, Digest, Document, PageFields, Source
from sitegen.timestamps import newsroom_time
from sitegen.urls import (
    article_address,
    nfc,
    normalise,
    page_address,
    slug_of_file,
    slugify,
)


class Corpus(Struct, frozen=True):
    """All that was read, by path. Documents and pictures may be read when they are asked for.

    `texts` are the sources of documents, `versions` the digests of pictures, or of what is wrong
    with their files; `files` are published as they are: addresses, and the path of each.
    """

    config: Config
    locale: Locale
    sources: Mapping[str, Source]
    texts: Mapping[str, Source]
    documents: Mapping[str, Document]
    pictures: Mapping[str, Known]
    versions: Mapping[str, Digest]
    files: Mapping[str, str]


class Listing(Struct, frozen=True):
    """A listing, and the path of who brings it up; public if something public does."""

    kind: TermKind
    id: str
    path: str
    public: bool = True


def facts_of(
    path: str, kind: DocumentKind, document: Document, config: Config, locale: Locale
) -> Facts:
    """Return what a document is to all others."""
    problems: list[Problem] = []
    fields = document.fields
    if kind is AUTHOR:
        id_ = _author_id(path, problems)
        slug, address = id_, locale.term("author", id_)
    else:
        slug = _slug(path, document, config, locale, problems)
        known = slug and document.sound
        address = _address(config, locale, path, document, slug, problems) if known else ""
    common: dict[str, Any] = {
        "kind": kind.name,
        "sound": document.sound,
        "slug": slug,
        "address": address,
        "anchors": fingerprint(document.anchors) if document.anchors else b"",
        "words": document.words,
        "findings": document.problems,
        "problems": tuple(problems),
    }
    if kind is not AUTHOR:
        claimed = (*([address] if address else ()), *map(normalise, getattr(fields, "aliases", ())))
        common["places"] = tuple([sound_place(it) for it in claimed])
    match fields:
        case ArticleFields():
            timing = timing_of(fields)
            day = newsroom_time(timing.release, config.zone)
            return Facts(
                **common,
                topics=topics_of(fields, config, locale),
                timing=timing,
                month=f"{day.year:04}/{day.month:02}",
                aliases=fields.aliases,
                guid=fields.guid,
                noindex=fields.noindex,
            )
        case PageFields():
            return Facts(
                **common, title=fields.title, aliases=fields.aliases, noindex=fields.noindex
            )
        case AuthorFields():
            return Facts(**common, title=fields.name, desk=is_desk(slug, fields))
    return Facts(**common)


def is_desk(id_: str, fields: AuthorFields) -> bool:
    """Say whether this is an organisation; if nobody says, the id does: `asia-desk`."""
    return fields.desk if fields.desk is not None else id_.rpartition("-")[2] == "desk"


def public_ones(facts: Mapping[str, Facts], now: datetime, *, admit_held: bool) -> frozenset[str]:
    """Return the paths of what is public at `now`; with `admit_held`, all.

    An author is public as long as an article is that they sign: there is no telling who has
    written what is held back, nor that anybody has.
    """
    if admit_held:
        return frozenset(facts)
    public = {
        path
        for path, it in facts.items()
        if it.kind != "author" and (it.timing is None or standing(path, it.timing, now) is None)
    }
    signing = {id_ for path in public for kind, id_, _ in facts[path].topics if kind == "author"}
    public |= {path for path, it in facts.items() if it.kind == "author" and it.slug in signing}
    return frozenset(public)


def _slug(
    path: str, document: Document, config: Config, locale: Locale, problems: list[Problem]
) -> str:
    slug = nfc(getattr(document.fields, "slug", ""))
    if not slug:
        language = getattr(document.fields, "lang", "") or locale.language
        slug = slug_of_file(path, config.slugs, language)
    if not slug:
        message = "no letter or digit of the file's name is left for its address"
        hint = 'add a `slug`, or write `slugs = "unicode"` in content/site.toml'
        problems.append(Problem(path, 1, 1, message, hint))
    return slug


def _author_id(path: str, problems: list[Problem]) -> str:
    id_ = AUTHOR.id_of(path)
    proper = slugify(id_, "unicode")
    if id_ != proper:
        message = f"`{id_}` cannot be the id of an author"
        problems.append(Problem(path, 1, 1, message, f"call the file {AUTHOR.path_of(proper)}"))
    return id_


def _address(  # noqa: PLR0917 - all that an address is made of
    config: Config,
    locale: Locale,
    path: str,
    document: Document,
    slug: str,
    problems: list[Problem],
) -> str:
    fields = document.fields
    if isinstance(fields, PageFields):
        address = page_address(path, slug, config.slugs, locale.language)
        if "//" not in address:
            return locale.at(address)
        message = "no letter or digit of a folder's name is left for the address"
        problems.append(Problem(path, 1, 1, message, "name the folder in letters or digits"))
        return ""
    if not isinstance(fields, ArticleFields):
        return ""
    if "{section}" in config.permalink and not fields.section:
        message, hint = "the article has no `section`", f"addresses need one: {config.permalink}"
        problems.append(document.problem(path, "section", message, hint))
        return ""
    day = newsroom_time(fields.date, config.zone)
    address = article_address(config.permalink, slug=slug, section=fields.section, day=day)
    return locale.at(address)


def listings_of(
    config: Config, facts: Mapping[str, Facts], public: frozenset[str]
) -> tuple[Listing, ...]:
    """Return every listing, once."""
    found = [Listing("section", it.id, config.path) for it in config.sections]
    first: dict[tuple[TermKind, str], str] = {}
    out: set[tuple[TermKind, str]] = set()
    for path, it in facts.items():
        if it.timing is not None:
            is_public = path in public
            for kind, id_, _ in (*it.topics, *dates_of(it.month)):
                if kind not in ALWAYS:
                    first.setdefault((kind, id_), path)
                    if is_public:
                        out.add((kind, id_))
    found += [
        Listing(kind, id_, path, public=(kind, id_) in out)
        for (kind, id_), path in first.items()
        if id_
    ]
    found += [
        Listing("author", it.slug, path, public=path in public)
        for path, it in facts.items()
        if it.kind == "author"
    ]
    return tuple(found)
