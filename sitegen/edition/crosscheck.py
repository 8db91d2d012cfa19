"""What names something that does not exist, and what two documents both claim."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sitegen.characters import unlike
from sitegen.config import Config
from sitegen.edition import addresses
from sitegen.edition.addresses import Claim, collisions
from sitegen.edition.corpus import AUTHORS, Corpus, Listing, Placed
from sitegen.errors import Problem
from sitegen.model import ArticleFields, Document, PageFields
from sitegen.spelling import Names, did_you_mean
from sitegen.urls import (
    CORRECTIONS,
    FEED_FILES,
    FEEDS,
    FOR_MACHINES,
    FRONT,
    NOT_FOUND,
    OVERVIEWS,
    SEARCH,
    SITEMAP,
    excess,
    normalise,
    term_address,
    within,
)

WORDS = "templates/words/"


def crosscheck(corpus: Corpus, placed: Sequence[Placed]) -> Iterator[Problem]:
    """Yield what is wrong with sections, authors, tags and ids that articles name."""
    yield from corpus.config.remarks
    yield from _words(corpus)
    yield from _assets(corpus)
    sections = {section.id for section in corpus.config.sections}
    authors = {it.slug for it in placed if it.path.startswith(AUTHORS)}
    names = Names(authors)
    tags: dict[str, tuple[str, str]] = {}
    yield from _guids(placed, corpus.config.base_url)
    for it in placed:
        if it.article:
            yield from _section(it.path, it.document, it.article.section, sections)
            yield from _authors(it.path, it.document, it.article.authors, authors, names)
            yield from _tags(it, tags)


def _words(corpus: Corpus) -> Iterator[Problem]:
    """Say if the site's language has no words of the interface."""
    language = corpus.config.language
    primary = language.partition("-")[0].lower()
    files = [f"{WORDS}{name}.toml" for name in (primary, language)]
    if primary != "en" and not any(file in corpus.sources for file in files):
        message = f"there are no words of the interface in `{language}`: they will be English"
        problem = corpus.config.problem("language", message, f"translate them in {files[0]}")
        yield replace(problem, severity="warning")


def _assets(corpus: Corpus) -> Iterator[Problem]:
    """Say which files of static/ have a path that is too long for the site."""
    for path, source in corpus.sources.items():
        if source.kind == "asset" and (too_much := excess(f"/{path}")):
            message = f"the path is too long for an address: {too_much}"
            yield Problem(path, 1, 1, message, "move the file up, or shorten the names of folders")


def _section(path: str, document: Document, section: str, known: set[str]) -> Iterator[Problem]:
    if section and section not in known:
        near = did_you_mean(section, known)
        sections = ", ".join(sorted(known))
        hint = near or (f"sections: {sections}" if known else "content/site.toml has no sections")
        yield document.problem(path, "section", f"there is no section `{section}`", hint)


def _authors(
    path: str, document: Document, authors: Sequence[str], known: set[str], names: Names
) -> Iterator[Problem]:
    for number, author in enumerate(authors):
        if author not in known:
            hint = names.hint(author) or f"add {AUTHORS}{author}.md"
            key = f"authors.{number}"
            yield document.problem(path, key, f"there is no author `{author}`", hint)


def _tags(it: Placed, known: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """Compare tags with those of other articles; `known` holds (name, path) by id, and grows."""
    tags = [(id_, name) for kind, id_, name in it.topics if kind == "tag"]
    for number, (id_, name) in enumerate(tags):
        key = f"tags.{number}"
        first, where = known.setdefault(id_, (name, it.path))
        if not id_:
            message = f"no letter or digit of the tag `{name}` is left for its address"
            yield it.document.problem(it.path, key, message, "name the tag in words")
        elif first != name:
            message = f"the tag `{name}` has the address of the tag `{first}` of {where}"
            same = _symbols(name) == _symbols(first)
            hint = "write both the same way" if same else "spell one of them out in words"
            if odd := unlike(name, first):
                hint += f": they differ in {odd}"
            yield it.document.problem(it.path, key, message, hint)


def _symbols(name: str) -> list[str]:
    """Return the characters that tell `C#` from `C++`."""
    return [char for char in name if char in "#%&*@" or unicodedata.category(char)[0] == "S"]


def _guids(placed: Sequence[Placed], base_url: str) -> Iterator[Problem]:
    """Compare guids with each other, and with the addresses of other articles, old ones too.

    An address of its own is what feeds know a story by that has no guid, or may be some day.
    """
    given = [it for it in placed if it.article and it.article.guid]
    if not given:
        return
    at = {
        normalise(address): it.path
        for it in placed
        if it.article
        for address in (*it.article.aliases, it.address)
        if address
    }
    known: dict[str, str] = {}
    for it in given:
        guid = it.article.guid if it.article else ""
        first = known.setdefault(guid, it.path)
        if first != it.path:
            message = f"the guid `{guid}` is that of {first}"
            yield it.document.problem(it.path, "guid", message, "give each story its own, or none")
            continue
        here = within(base_url, guid) if guid.startswith(base_url) else ""
        other = at.get(normalise(here), it.path)
        if other != it.path:
            message = f"the guid `{guid}` is the address of {other}"
            hint = "feed readers would take the two for one: delete it, or write another"
            yield it.document.problem(it.path, "guid", message, hint)


def _feeds(config: Config, kind: str, listing: Claim) -> Iterator[Claim]:
    """Yield a claim for each feed of a listing."""
    if not excess(listing.address):  # one problem is enough
        feed = addresses.feed_of(listing.by)
        for format_ in config.feeds.formats_of(kind):
            yield replace(listing, address=f"{listing.address}{FEED_FILES[format_]}", by=feed)


def clashes(corpus: Corpus, placed: Sequence[Placed], listings: Iterable[Listing]) -> list[Problem]:
    """Return the collisions among all addresses, those of held-back articles included."""
    config = corpus.config
    sections = {
        section.id: config.places.get(f"sections.{number}.id", (1, 1))
        for number, section in enumerate(config.sections)
    }
    claims = [
        Claim(address, "", addresses.OUR_PAGE)
        for address in (FRONT, NOT_FOUND, *OVERVIEWS.values(), CORRECTIONS)
    ]
    claims += (
        Claim(address, "", addresses.OUR_FILE)
        for address in (SITEMAP, *(it for it in FOR_MACHINES if it not in corpus.files))
    )
    if config.feeds.formats:
        claims.append(Claim(FEEDS, "", addresses.LIST_OF_FEEDS))
    if config.search.enabled:
        claims.append(Claim(SEARCH, "", addresses.SEARCH_PAGE))
    at = config.places.get("feeds", (1, 1))
    claims += _feeds(config, "site", Claim(FRONT, config.path, addresses.SITE, at=at))
    corrected = Claim(CORRECTIONS, config.path, addresses.CORRECTED, at=at)
    claims += _feeds(config, "corrections", corrected)
    terms = set()
    for listing in listings:
        address = term_address(listing.kind, listing.id)
        if address not in terms:  # `RU` and `ru` lie in one place: the latter is no code
            terms.add(address)
            at, by = (1, 1), addresses.listing(listing.kind, listing.id)
            if listing.kind == "section":
                at, by = sections[listing.id], addresses.section(listing.id)
            claims.append(Claim(address, listing.path, by, at=at))
            claims += _feeds(config, listing.kind, claims[-1])
    claims += (Claim(address, path, addresses.FILE) for address, path in corpus.files.items())
    for it in placed:
        if it.address and not it.path.startswith(AUTHORS):
            by = addresses.ARTICLE if it.article else addresses.PAGE
            claims.append(Claim(it.address, it.path, by, it.document, "slug"))
    for it in placed:
        fields = it.document.fields
        if isinstance(fields, ArticleFields | PageFields):
            claims += (
                Claim(normalise(alias), it.path, addresses.ALIAS, it.document, f"aliases.{number}")
                for number, alias in enumerate(fields.aliases)
            )
    return collisions(claims, frozenset(terms))
