"""All that was read of a site, and what each document of it is to the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.kinds import STORIES, DocumentKind
from sitegen.digests import fingerprint
from sitegen.edition.addresses import sound_place
from sitegen.edition.charted import Tables
from sitegen.edition.entries import TermKind, joined
from sitegen.edition.illustrate import Known
from sitegen.edition.live import feeds_of_live
from sitegen.edition.locales import Locale
from sitegen.edition.mapped import Cartographer
from sitegen.edition.roles import COLLECTIONS, HEADS, ROLES, Placing, Role
from sitegen.edition.rows import Facts
from sitegen.edition.schedule import standing
from sitegen.edition.taxonomy import ALWAYS, dates_of
from sitegen.errors import Problem
from sitegen.languages import code_of_country, country_codes
from sitegen.model import Digest, Document, DocumentFields, Source
from sitegen.timestamps import newsroom_time
from sitegen.urls import nfc, normalise, slug_of_file


class Corpus(Struct, frozen=True):
    """All that was read, by path. Documents and pictures may be read when they are asked for.

    `texts` are the sources of documents, `versions` the digests of pictures, or of what is wrong
    with their files; `tables` are those of charts. `files` are published as they are: addresses,
    and the path of each, `copied` the digests of these by path. `mapped` are digests of what maps
    are drawn from, by name (`mapped.versions`), `cartographer` draws them.
    """

    config: Config
    locale: Locale
    sources: Mapping[str, Source]
    texts: Mapping[str, Source]
    documents: Mapping[str, Document]
    pictures: Mapping[str, Known]
    versions: Mapping[str, Digest]
    tables: Tables
    files: Mapping[str, str]
    copied: Mapping[str, Digest]
    mapped: Mapping[str, Digest] = {}
    cartographer: Cartographer | None = None


class Listing(Struct, frozen=True):
    """A listing, and the path of who brings it up, if any; public if something public does."""

    kind: TermKind
    id: str
    path: str
    public: bool = True


def facts_of(
    path: str, kind: DocumentKind, document: Document, config: Config, locale: Locale
) -> Facts:
    """Return what a document is to all others."""
    problems: list[Problem] = []
    fields, role = document.fields, ROLES[kind.name]
    if role.heads:
        slug = _id(path, role, problems)
        address = locale.term(role.heads, slug)
    else:
        slug = _slug(path, document, config, locale, problems)
        address = ""
        if role.place and slug and document.sound:
            address = role.place(Placing(role, path, slug, document, config, locale, problems))
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
    aliases = getattr(fields, "aliases", ())
    own = [address] if address and not role.heads else []
    common["places"] = tuple([sound_place(it) for it in (*own, *map(normalise, aliases))])
    if fields is None:
        return Facts(**common)
    timing = role.moments(fields) if role.moments else None
    if timing and document.updates:
        timing = replace(timing, told=newest_of(document))
    live = getattr(fields, "live", None) or ""
    if live:
        feeds = feeds_of_live(address, config.feeds)
        common["places"] += tuple(map(sound_place, feeds))
    if timing:
        day = newsroom_time(timing.release, config.zone)
        common["month"] = f"{day.year:04}/{day.month:02}"
    return Facts(
        **common,
        title=getattr(fields, role.title) if role.title else "",
        desk=role.is_desk is not None and role.is_desk(slug, fields),
        under=_filed(role, fields, config, locale),
        timing=timing,
        aliases=aliases,
        guid=getattr(fields, "guid", ""),
        noindex=getattr(fields, "noindex", False),
        lang=getattr(fields, "lang", ""),
        live=live,
    )


def _filed(role: Role, fields: DocumentFields, config: Config, locale: Locale) -> str:
    topics = role.topics(fields, config, locale) if role.topics else ()
    return joined(it.filed for it in topics)


def newest_of(document: Document) -> datetime | None:
    """Return the moment of the newest update; None if none could be read."""
    known = [datetime.fromisoformat(it.moment) for it in document.updates if it.moment]
    return max(known, default=None)


def public_ones(facts: Mapping[str, Facts], now: datetime, *, admit_held: bool) -> frozenset[str]:
    """Return the paths of what is public at `now`; with `admit_held`, all.

    An author is public as long as an article is that they sign, and a thread as long as one is that
    belongs to it: there is no telling who has written what is held back, nor that anybody has.
    """
    if admit_held:
        return frozenset(facts)
    public = [
        path
        for path, it in facts.items()
        if it.kind not in HEADS and (it.timing is None or standing(path, it.timing, now) is None)
    ]
    heads = [(path, it) for path, it in facts.items() if it.kind in HEADS]
    waiting = {(HEADS[it.kind], it.slug) for _, it in heads}
    for path in reversed(public):  # most have a story among the newest
        if not waiting:
            break
        waiting.difference_update([topic[:2] for topic in facts[path].topics])
    public += [path for path, it in heads if (HEADS[it.kind], it.slug) not in waiting]
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


def _id(path: str, role: Role, problems: list[Problem]) -> str:
    kind = role.kind
    id_ = kind.id_of(path)
    proper = role.proper(id_)
    if id_ != proper:
        if role.heads == "country":
            proper = code_of_country(id_) or proper
        message = f"`{id_}` cannot be the id of {kind.called}"
        problems.append(Problem(path, 1, 1, message, f"call the file {kind.path_of(proper)}"))
    elif role.heads == "country" and id_ not in country_codes():
        hint = "call the file by a code of ISO 3166-1, such as UA.md"
        problems.append(Problem(path, 1, 1, f"no country has the code `{id_}`", hint))
    return proper


def listings_of(
    config: Config, facts: Mapping[str, Facts], public: frozenset[str]
) -> tuple[Listing, ...]:
    """Return every listing, once."""
    found = [Listing(it.kind, it.id, "") for it in COLLECTIONS.values()]
    found += [Listing("section", it.id, config.path) for it in config.sections]
    first: dict[tuple[TermKind, str], str] = {}
    out: set[tuple[TermKind, str]] = set()
    named, told = (set[str](), set[str]()), (set[str](), set[str]())
    for path, it in facts.items():
        if it.timing is None or it.kind not in STORIES:
            continue
        is_public = path in public
        filed, months = told if is_public else named
        # Most stories name nothing that no other has named before.
        if it.month in months and filed.issuperset(it.filed):
            continue
        mine = (*it.topics, *dates_of(it.month))
        for kind, id_, _ in mine:
            first.setdefault((kind, id_), path)
        if is_public:
            out.update((kind, id_) for kind, id_, _ in mine)
        filed.update(it.filed)
        months.add(it.month)
    found += [
        Listing(kind, id_, path, public=(kind, id_) in out)
        for (kind, id_), path in first.items()
        if id_ and kind not in ALWAYS
    ]
    found += [
        Listing(HEADS[it.kind], it.slug, path, public=path in public)
        for path, it in facts.items()
        if it.kind in HEADS and (HEADS[it.kind] in ALWAYS or (HEADS[it.kind], it.slug) not in first)
    ]
    return tuple(found)
