"""All that was read of a site, and where each document is to live."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.edition.edition import TermKind, Topic
from sitegen.edition.illustrate import Known
from sitegen.edition.schedule import release, standing
from sitegen.edition.taxonomy import ALWAYS, dates_of, topics_of
from sitegen.errors import Problem
from sitegen.model import ArticleFields, Document, PageFields, Source
from sitegen.timestamps import newsroom_time
from sitegen.urls import article_address, nfc, page_address, slug_of_file, slugify, term_address

AUTHORS, PAGES = "content/authors/", "content/pages/"


class Corpus(Struct, frozen=True):
    """All that was read, by path.

    `files` are published as they are: addresses, and the path of each.
    """

    config: Config
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    pictures: Mapping[str, Known]
    files: Mapping[str, str]


class Placed(Struct, frozen=True):
    """A document with its slug (an author's id) and its address, as far as they can be known."""

    path: str
    document: Document
    slug: str
    address: str
    public: bool
    article: ArticleFields | None = None
    """The front matter, if this is an article, and the listings that it belongs to."""
    topics: tuple[Topic, ...] = ()
    dates: tuple[Topic, ...] = ()


class Listing(Struct, frozen=True):
    """A listing, and the path of who brings it up; public if something public does."""

    kind: TermKind
    id: str
    path: str
    public: bool = True


def place(
    corpus: Corpus, now: datetime, problems: list[Problem], *, admit_held: bool
) -> Iterator[Placed]:
    """Yield every document with its slug and address, by path.

    An author is public as long as an article is that they sign: there is no telling who has
    written what is held back, nor that anybody has.
    """
    config, zone = corpus.config, corpus.config.zone
    out = _out(corpus, now, admit_held=admit_held)
    signing = {author for fields in out.values() for author in fields.authors}
    for path, document in corpus.documents.items():
        if path.startswith(AUTHORS):
            author = _author(path, document, problems)
            yield replace(author, public=admit_held or author.slug in signing)
            continue
        slug = nfc(getattr(document.fields, "slug", ""))
        if not slug:
            language = getattr(document.fields, "lang", "") or config.language
            slug = slug_of_file(path, config.slugs, language)
        if not slug:
            message = "no letter or digit of the file's name is left for its address"
            hint = 'add a `slug`, or write `slugs = "unicode"` in content/site.toml'
            problems.append(Problem(path, 1, 1, message, hint))
        fields = document.fields
        known = slug and document.sound
        address = _address(config, path, document, slug, problems) if known else ""
        if not isinstance(fields, ArticleFields):
            yield Placed(path, document, slug, address, public=True)
            continue
        yield Placed(
            path,
            document,
            slug,
            address,
            public=path in out,
            article=fields,
            topics=topics_of(fields, config),
            dates=dates_of(release(fields), zone),
        )


def _out(corpus: Corpus, now: datetime, *, admit_held: bool) -> dict[str, ArticleFields]:
    """Return the articles that are out at `now`, by path; with `admit_held`, all."""
    return {
        path: document.fields
        for path, document in corpus.documents.items()
        if isinstance(document.fields, ArticleFields)
        and (admit_held or standing(path, document.fields, now) is None)
    }


def _author(path: str, document: Document, problems: list[Problem]) -> Placed:
    id_ = path.removeprefix(AUTHORS).removesuffix(".md")
    proper = slugify(id_, "unicode")
    if id_ != proper:
        message = f"`{id_}` cannot be the id of an author"
        problems.append(Problem(path, 1, 1, message, f"call the file {AUTHORS}{proper}.md"))
    return Placed(path, document, id_, term_address("author", id_), public=False)


def _address(
    config: Config, path: str, document: Document, slug: str, problems: list[Problem]
) -> str:
    fields = document.fields
    if isinstance(fields, PageFields):
        address = page_address(path, slug, config.slugs, config.language)
        if "//" not in address:
            return address
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
    return article_address(config.permalink, slug=slug, section=fields.section, day=day)


def listings_of(corpus: Corpus, placed: Sequence[Placed]) -> tuple[Listing, ...]:
    """Return every listing, once."""
    found = [Listing("section", it.id, corpus.config.path) for it in corpus.config.sections]
    first: dict[tuple[TermKind, str], str] = {}
    public: set[tuple[str, str]] = set()
    for it in placed:
        for kind, id_, _ in it.topics + it.dates:
            if kind not in ALWAYS:
                first.setdefault((kind, id_), it.path)
                if it.public:
                    public.add((kind, id_))
    found += [
        Listing(kind, id_, path, public=(kind, id_) in public)
        for (kind, id_), path in first.items()
        if id_
    ]
    found += [
        Listing("author", it.slug, it.path, public=it.public)
        for it in placed
        if it.path.startswith(AUTHORS)
    ]
    return tuple(found)
