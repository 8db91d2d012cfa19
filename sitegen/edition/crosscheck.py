"""What names something that does not exist, and what two documents both claim."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from sitegen.characters import unlike
from sitegen.config import Config
from sitegen.edition import addresses
from sitegen.edition.addresses import Claim, collisions, sound_place
from sitegen.edition.corpus import Corpus, Listing
from sitegen.edition.entries import TermKind, topic_of
from sitegen.edition.live import feeds_of_live
from sitegen.edition.roles import ROLES
from sitegen.edition.rows import Facts
from sitegen.errors import Problem
from sitegen.languages import fallbacks, script_of
from sitegen.topics import PATH as TOPICS
from sitegen.urls import FEED_FILES, FOR_MACHINES, SITEMAP, excess, normalise, within

WORDS = "templates/words/"


def crosscheck(
    corpus: Corpus, facts: Mapping[str, Facts], listings: Iterable[Listing]
) -> Iterator[Problem]:
    """Yield what is wrong between documents: with tags, guids and addresses."""
    yield from _guids(corpus, facts)
    yield from _tags(corpus, facts)
    yield from _clashes(corpus, facts, listings)


def remarks(corpus: Corpus) -> Iterator[Problem]:
    """Yield what there is to say of site.toml, and of files beside the documents."""
    yield from corpus.config.remarks
    yield from _words(corpus)
    yield from _assets(corpus)


def _words(corpus: Corpus) -> Iterator[Problem]:
    """Say if the language has no words of the interface, or has them in another script."""
    language = corpus.locale.language
    tags = fallbacks(language)
    there = [it for it in tags if f"{WORDS}{it}.toml" in corpus.sources]
    if not there:
        told, hint = "they will be English", tags[0]
    elif script_of(there[-1]) != script_of(language):
        told = f"they will be those of `{there[-1]}`, in another script"
        hint = f"{tags[0]}-{script_of(language)}"
    else:
        return
    message = f"there are no words of the interface in `{language}`: {told}"
    problem = corpus.config.problem("language", message, f"translate them in {WORDS}{hint}.toml")
    yield problem.of("warning")


def _assets(corpus: Corpus) -> Iterator[Problem]:
    """Say which files of static/ have a path that is too long for the site."""
    for path, source in corpus.sources.items():
        if source.kind == "asset" and (too_much := excess(f"/{path}")):
            message = f"the path is too long for an address: {too_much}"
            yield Problem(path, 1, 1, message, "move the file up, or shorten the names of folders")


def _tags(corpus: Corpus, facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """Compare the names of tags that have one address."""
    known: dict[str, tuple[str, str]] = {}
    sound = set[str]()
    for path, it in facts.items():
        topics = it.filed
        if sound.issuperset(topics):
            continue
        for filed in topics:
            kind, id_, name = topic_of(filed)
            if kind != "tag":
                sound.add(filed)
                continue
            first, where = known.setdefault(id_, (name, path))
            if first == name and id_:
                sound.add(filed)
                continue
            document = corpus.documents[path]
            key = f"tags.{getattr(document.fields, 'tags', ()).index(name)}"
            if not id_:
                message = f"no letter or digit of the tag `{name}` is left for its address"
                yield document.problem(path, key, message, "name the tag in words")
            else:
                message = f"the tag `{name}` has the address of the tag `{first}` of {where}"
                same = _symbols(name) == _symbols(first)
                hint = "write both the same way" if same else "spell one of them out in words"
                if odd := unlike(name, first):
                    hint += f": they differ in {odd}"
                yield document.problem(path, key, message, hint)


def _symbols(name: str) -> list[str]:
    """Return the characters that tell `C#` from `C++`."""
    return [char for char in name if char in "#%&*@" or unicodedata.category(char)[0] == "S"]


def _guids(corpus: Corpus, facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """Compare guids with each other, and with the addresses of other articles, old ones too.

    An address of its own is what feeds know a story by that has no guid, or may be some day.
    """
    given = {path: it.guid for path, it in facts.items() if it.guid}
    if not given:
        return
    base_url = corpus.config.base_url
    at = {
        normalise(address): path
        for path, it in facts.items()
        if it.timing is not None
        for address in (*it.aliases, it.address)
        if address
    }
    known: dict[str, str] = {}
    for path, guid in given.items():
        first = known.setdefault(guid, path)
        if first != path:
            message = f"the guid `{guid}` is that of {first}"
            hint = "give each story its own, or none"
            yield corpus.documents[path].problem(path, "guid", message, hint)
            continue
        here = within(base_url, guid) if guid.startswith(base_url) else ""
        other = at.get(normalise(here), path)
        if other != path:
            message = f"the guid `{guid}` is the address of {other}"
            hint = "feed readers would take the two for one: delete it, or write another"
            yield corpus.documents[path].problem(path, "guid", message, hint)


def _feeds(config: Config, kind: str, listing: Claim) -> Iterator[Claim]:
    """Yield a claim for each feed of a listing."""
    if not excess(listing.address):  # one problem is enough
        feed = addresses.feed_of(listing.by)
        for format_ in config.feeds.formats_of(kind):
            yield replace(listing, address=f"{listing.address}{FEED_FILES[format_]}", by=feed)


def _of_live(corpus: Corpus, facts: Mapping[str, Facts]) -> Iterator[Claim]:
    """Yield a claim for each feed of a live page."""
    by = addresses.feed_of(addresses.LIVE)
    for path, it in facts.items():
        if it.live and it.address:
            for address in feeds_of_live(it.address, corpus.config.feeds):
                yield Claim(address, path, by, corpus.documents[path], "live")


def claims_of_site(corpus: Corpus, kinds: Collection[TermKind]) -> Iterator[Claim]:
    """Yield claims for the pages and files that a site has, with listings of some kinds."""
    config, locale = corpus.config, corpus.locale
    for address in (
        locale.front,
        locale.not_found,
        *locale.overviews_of(kinds).values(),
        locale.corrections,
    ):
        yield Claim(address, "", addresses.OUR_PAGE)
    for address in (SITEMAP, *(it for it in FOR_MACHINES if it not in corpus.files)):
        yield Claim(address, "", addresses.OUR_FILE)
    yield Claim(locale.record, "", addresses.OUR_FILE)
    optional = (
        (config.feeds.formats, locale.feeds, addresses.LIST_OF_FEEDS),
        (config.views.show, locale.most_read, addresses.MOST_READ_PAGE),
        (config.publisher.ownership, locale.ownership, addresses.OUR_PAGE),
        (config.search.enabled, locale.search, addresses.SEARCH_PAGE),
    )
    for is_there, address, by in optional:
        if is_there:
            yield Claim(address, "", by)
    at = config.places.get("feeds", (1, 1))
    yield from _feeds(config, "site", Claim(locale.front, config.path, addresses.SITE, at=at))
    corrected = Claim(locale.corrections, config.path, addresses.CORRECTED, at=at)
    yield from _feeds(config, "corrections", corrected)


def claims_of_settings(corpus: Corpus) -> Iterator[Claim]:
    """Yield claims for old addresses that site.toml and topics.toml name."""
    config, locale = corpus.config, corpus.locale
    for slug, _ in config.topics.aliases():
        at = config.topics.places[slug]
        yield Claim(locale.term("tag", slug), TOPICS, addresses.OLD_TOPIC, at=at)
    for it in config.gone:
        yield Claim(normalise(it), config.path, addresses.GONE, at=config.places[f"gone.{it}"])


def _clashes(
    corpus: Corpus, facts: Mapping[str, Facts], listings: Iterable[Listing]
) -> list[Problem]:
    """Return the collisions among all addresses, those of held-back articles included."""
    config, locale = corpus.config, corpus.locale
    listings = tuple(listings)
    sections = {
        section.id: config.places.get(f"sections.{number}.id", (1, 1))
        for number, section in enumerate(config.sections)
    }
    claims = [*claims_of_site(corpus, {it.kind for it in listings})]
    terms: dict[str, str] = {}
    for listing in listings:
        address = locale.term(listing.kind, listing.id)
        # `RU` and `ru` lie in one place: the latter is no code.
        if terms.get(address) != listing.kind:
            terms[address] = listing.kind
            at, by = (1, 1), addresses.listing(listing.kind, listing.id)
            if listing.kind == "section":
                at, by = sections[listing.id], addresses.section(listing.id)
            claims.append(Claim(address, listing.path, by, at=at))
            claims += _feeds(config, listing.kind, claims[-1])
    claims += claims_of_settings(corpus)
    claims += (Claim(address, path, addresses.FILE) for address, path in corpus.files.items())
    if _are_apart(claims, facts):
        return []
    for path, it in facts.items():
        if it.address and (claimant := ROLES[it.kind].claimant):
            claims.append(Claim(it.address, path, claimant, corpus.documents[path], "slug"))
    claims += _of_live(corpus, facts)
    claims += (
        Claim(normalise(alias), path, addresses.ALIAS, corpus.documents[path], f"aliases.{number}")
        for path, it in facts.items()
        for number, alias in enumerate(it.aliases)
    )
    return collisions(claims, frozenset(terms))


def _are_apart(claims: Iterable[Claim], facts: Mapping[str, Facts]) -> bool:
    """Say whether nothing at all is to be said of addresses, which is quick to see."""
    places = [sound_place(claim.address) for claim in claims]
    places += (place for it in facts.values() for place in it.places)
    known = set(places)
    if "" in known or len(known) != len(places):
        return False
    parents = {""}
    for place in places:
        folder = place.rpartition("/")[0]
        while folder not in parents:
            parents.add(folder)
            folder = folder.rpartition("/")[0]
    return parents.isdisjoint(known)
