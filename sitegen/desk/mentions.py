"""What a text names of the site's files: where, what it means, and how else to write it."""

import posixpath
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import quote

from sitegen.config import Config
from sitegen.content.kinds import ARTICLE, AUTHOR, KINDS, SUFFIX, THREAD
from sitegen.content.markdown.places import Places
from sitegen.content.places import CONFIG
from sitegen.edition.charted import SHARED as SHARED_TABLES
from sitegen.edition.illustrate import SHARED as SHARED_PICTURES
from sitegen.edition.names import answers, picture_name, table_name
from sitegen.edition.targets import NoTarget
from sitegen.errors import Cure
from sitegen.model import INVERT, Document
from sitegen.pipeline.site import Site
from sitegen.urls import beside, nfc, relative, within

SHARED = {"picture": SHARED_PICTURES, "table": SHARED_TABLES}
"""Where files lie that several texts show, by what they are."""

HEADS = frozenset({AUTHOR.name, THREAD.name})
"""The kinds of documents that front matters name by an id."""


class Mention(NamedTuple):
    """A name in a text, decoded, and about where it is written.

    That of a text is what links call it; that of an author or a thread is its id.
    """

    kind: Literal["text", "picture", "table", "author", "thread"]
    name: str
    line: int
    column: int


def mentions(site: Site, path: str) -> Iterator[Mention]:
    """Yield what a text, or site.toml, names of the site's files."""
    if path == CONFIG:
        yield from _in_config(site.config)
        return
    document = site.relation.corpus.documents[path]
    yield from _heads(document)
    for number, it in enumerate(getattr(document.fields, "related", ())):
        if isinstance(it, str):
            yield Mention("text", it, *document.place(f"related.{number}"))
    for key in ("image", "portrait"):
        if image := getattr(document.fields, key, None):
            yield Mention("picture", image.src, *document.place(f"{key}.src"))
            if (dark := getattr(image, "dark", "")) and dark != INVERT:
                yield Mention("picture", dark, *document.place(f"{key}.dark"))
    yield from (
        Mention("text", it.target, it.line, it.column) for it in document.links if it.target
    )
    yield from (Mention("picture", it.src, it.line, it.column) for it in document.pictures)
    others = [it.dark for it in document.pictures if it.dark and it.dark.src != INVERT]
    yield from (Mention("picture", it.src, it.line, it.column) for it in others)
    yield from (Mention("table", it.src, it.line, it.column) for it in document.charts)


def _in_config(config: Config) -> Iterator[Mention]:
    """Yield the stories that the front page names, and the pages that the publisher stands for."""
    front, publisher = config.front, config.publisher
    named = {"front.lead": front.lead}
    for key in ("seconds", "picks"):
        named |= {f"front.{key}.{at}": it for at, it in enumerate(getattr(front, key))}
    addresses = {"publisher.url": publisher.url, "rights.license": config.rights.license}
    addresses |= {f"publisher.policies.{it}": at for it, at in publisher.policies.items()}
    for key, address in addresses.items():
        named[key] = within(config.base_url, address).partition("#")[0]
    yield from (Mention("text", name, *config.places[key]) for key, name in named.items() if name)


def _heads(document: Document) -> Iterator[Mention]:
    """Yield the ids of authors and threads that a front matter names."""
    fields = document.fields
    for number, it in enumerate(getattr(fields, "authors", ())):
        yield Mention("author", it, *document.place(f"authors.{number}"))
    if (ai := getattr(fields, "ai", None)) and ai.reviewed_by:
        yield Mention("author", ai.reviewed_by, *document.place("ai.reviewed_by"))
    for number, it in enumerate(getattr(fields, "threads", ())):
        yield Mention("thread", it, *document.place(f"thread.{number}"))


def meant(site: Site, path: str, it: Mention) -> str:
    """Return the path of the file that a mention in a text means; empty if it means none."""
    if it.kind in HEADS:
        head = KINDS[it.kind].path_of(nfc(it.name))
        return head if head in site.relation.corpus.texts else ""
    if it.kind in SHARED:
        name = nfc(it.name)
        candidates = (beside(path, name), posixpath.normpath(SHARED[it.kind] + name))
        known = site.relation.corpus.tables.versions if it.kind == "table" else site.pictures
        return next((it for it in candidates if it in known), "")
    try:
        written_in = ARTICLE.folder if path == CONFIG else path
        return site.relation.targets.find(it.name, written_in, set()).path
    except NoTarget:
        return ""


def mentioning(site: Site, paths: set[str]) -> Iterator[str]:
    """Yield the paths of texts that name one of these files, and site.toml, which may."""
    rows = site.relation.rows.rows
    names = {name(it) for it in paths for name in (picture_name, table_name)}
    for path in paths & rows.keys():
        names |= {name for name, _ in answers(path, rows[path].facts, rows[path].state)}
    yield from (it for it, row in rows.items() if not names.isdisjoint(row.asked))
    if CONFIG in site.sources:
        yield CONFIG


def renamed(site: Site, written_in: str, it: Mention, path: str) -> Iterator[str]:
    """Yield names for the file at a path, in the manner of a mention first; each may fail."""
    if it.kind in HEADS:
        yield KINDS[it.kind].id_of(path)
        return
    if it.kind in SHARED:
        if path.startswith(SHARED[it.kind]):
            yield path.removeprefix(SHARED[it.kind])
        yield relative(path, written_in)
        return
    facts = site.relation.rows.rows[path].facts
    if it.name.startswith("/"):
        yield facts.address
    if not it.name.endswith(SUFFIX):
        year, is_long, _ = it.name.strip("/").partition("/")
        if is_long and year.isdecimal():
            yield f"{year}/{facts.slug}"
        yield facts.slug
        yield f"{facts.month[:4]}/{facts.slug}"
    elif not written_in.startswith("content/site"):
        yield relative(path, written_in)
    yield path.removeprefix(ARTICLE.folder)
    yield path


def cure_of(text: str, it: Mention, new: str) -> Cure | None:
    """Return what puts a new name in the place of a mention; None if it is not written there.

    The place of a picture or a table may be that of its block, on whose line it is named.
    """
    start = Places(text).offset(it.line, it.column)
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    for spell in (str, quote, _parenthesised):
        written = spell(it.name)
        at = line.find(written)
        if at >= 0:
            return Cure(start + at, start + at + len(written), spell(new))
    return None


def _parenthesised(name: str) -> str:
    return name.replace("(", "\\(").replace(")", "\\)")
