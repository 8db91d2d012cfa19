"""What names something that does not exist, and what two documents both claim."""

from collections.abc import Iterable, Iterator, Sequence

from sitegen.edition.addresses import Claim, collisions
from sitegen.edition.corpus import AUTHORS, Corpus, Listing, Placed
from sitegen.errors import Problem, did_you_mean
from sitegen.model import ArticleFields, Document, PageFields
from sitegen.urls import FRONT, NOT_FOUND, OVERVIEWS, normalise, term_address


def crosscheck(corpus: Corpus, placed: Sequence[Placed]) -> Iterator[Problem]:
    """Yield what is wrong with sections, authors and tags that articles name."""
    sections = {section.id for section in corpus.config.sections}
    authors = {it.slug for it in placed if it.path.startswith(AUTHORS)}
    tags: dict[str, tuple[str, str]] = {}
    for it in placed:
        if it.article:
            yield from _section(it.path, it.document, it.article.section, sections)
            yield from _authors(it.path, it.document, it.article.authors, authors)
            yield from _tags(it, tags)


def _section(path: str, document: Document, section: str, known: set[str]) -> Iterator[Problem]:
    if section and section not in known:
        near = did_you_mean(section, known)
        sections = ", ".join(sorted(known))
        hint = near or (f"sections: {sections}" if known else "content/site.toml has no sections")
        yield document.problem(path, "section", f"there is no section `{section}`", hint)


def _authors(
    path: str, document: Document, authors: Sequence[str], known: set[str]
) -> Iterator[Problem]:
    for number, author in enumerate(authors):
        if author not in known:
            hint = did_you_mean(author, known) or f"add {AUTHORS}{author}.md"
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
            yield it.document.problem(it.path, key, message, "write both the same way")


def clashes(corpus: Corpus, placed: Sequence[Placed], listings: Iterable[Listing]) -> list[Problem]:
    """Return the collisions among all addresses, those of held-back articles included."""
    config = corpus.config
    sections = {
        section.id: config.places.get(f"sections.{number}.id", (1, 1))
        for number, section in enumerate(config.sections)
    }
    claims = [
        Claim(address, "", "a page that every site has")
        for address in (FRONT, NOT_FOUND, *OVERVIEWS.values())
    ]
    terms = set()
    for listing in listings:
        address = term_address(listing.kind, listing.id)
        if address not in terms:  # `RU` and `ru` lie in one place: the latter is no code
            terms.add(address)
            at = sections[listing.id] if listing.kind == "section" else (1, 1)
            what = f"the {listing.kind} `{listing.id}`"
            claims.append(Claim(address, listing.path, what, at=at))
    claims += (Claim(address, path, "the file") for address, path in corpus.files.items())
    for it in placed:
        if it.address and not it.path.startswith(AUTHORS):
            what = "the article" if it.article else "the page"
            claims.append(Claim(it.address, it.path, what, it.document, "slug"))
    for it in placed:
        fields = it.document.fields
        if isinstance(fields, ArticleFields | PageFields):
            claims += (
                Claim(normalise(alias), it.path, "an alias", it.document, f"aliases.{number}")
                for number, alias in enumerate(fields.aliases)
            )
    return collisions(claims, frozenset(terms))
