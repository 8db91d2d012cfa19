"""Documents as a commit had them, each beside what it is today.

What the commit had is given the addresses that it had, in the same way as that of today. What is
in no file of its name any more is looked for in new ones: by guid, text, headline and likeness.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from sitegen.checking.repository import Past
from sitegen.config import Config
from sitegen.content.frontmatter import read
from sitegen.content.kinds import AliasedFields, kind_at
from sitegen.edition.corpus import facts_of, public_ones
from sitegen.edition.locales import locales_of
from sitegen.field_types import Fields
from sitegen.model import ArticleFields, Document, DocumentFields
from sitegen.pipeline.site import Site
from sitegen.strict.located import decode

ReadText = Callable[[str], bytes]

ALIKE = 0.5
"""How much of a text must be the same for a file to be the other one, renamed."""

MOST_COMPARED = 1000
"""Pairs of files without a likeness at first sight that are compared, text by text."""


class Placed(NamedTuple):
    """A document with its slug (an author's id) and its address, as far as they can be known."""

    path: str
    document: Document
    slug: str
    address: str
    public: bool

    @property
    def article(self) -> ArticleFields | None:
        """The front matter, if this is an article."""
        fields = self.document.fields
        return fields if isinstance(fields, ArticleFields) else None


class Then(NamedTuple):
    """A document as it was: the body, and where it was to be found."""

    placed: Placed
    fields: AliasedFields
    body: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that led here; the first is its own."""
        return (self.placed.address, *self.fields.aliases)


def placed(documents: Mapping[str, Document], config: Config, now: datetime) -> Iterator[Placed]:
    """Yield documents with their addresses; what is wrong with these is told elsewhere."""
    [locale] = locales_of(config)
    facts = {
        path: facts_of(path, kind, it, config, locale)
        for path, it in documents.items()
        if (kind := kind_at(path))
    }
    public = public_ones(facts, now, admit_held=False)
    for path, it in facts.items():
        yield Placed(path, documents[path], it.slug, it.address, path in public)


def known_otherwise(site: Site, past: Past, now: datetime) -> Iterator[tuple[str, Then]]:
    """Yield the documents of the commit that are not as they were, by path.

    They are placed by the configuration of today: what that moves is told once, not by story.
    """
    texts: dict[str, str] = {}
    documents: dict[str, Document] = {}
    for path, raw in past.changed.items():
        if fields := _fields(raw, site.config, texts, path):
            documents[path] = Document(fields=fields, sound=True)
    for it in placed(documents, site.config, now):
        had = it.document.fields
        if isinstance(had, AliasedFields):
            yield it.path, Then(it, had, texts[it.path])


def _fields(raw: bytes, config: Config, texts: dict[str, str], path: str) -> DocumentFields | None:
    """Return the front matter of a document as it was; its body joins `texts`."""
    kind = kind_at(path)
    if kind is None:
        return None
    front = read(raw)
    if front.mapping is None:
        return None
    texts[path] = front.body
    return decode(front.mapping, kind.fields, zone=config.zone, name=kind.called).value


def pairs(
    then: Mapping[str, Then], past: Past, today: Mapping[str, Placed], read_text: ReadText
) -> Iterator[tuple[Then, Placed | None]]:
    """Yield what is not as it was, with what it is today: maybe in another file, or in none."""
    lost = {path: it for path, it in then.items() if path not in today}
    yield from ((it, today[path]) for path, it in then.items() if path in today)
    if lost:
        yield from _renamed(lost, past, today, read_text)
        yield from ((old, None) for old in lost.values())


def _renamed(
    lost: dict[str, Then], past: Past, today: Mapping[str, Placed], read_text: ReadText
) -> Iterator[tuple[Then, Placed]]:
    """Yield what lies in another file now, and take it off what is lost."""
    added = {
        path: it
        for path, it in today.items()
        if path not in past.known
        and isinstance(it.document.fields, AliasedFields)
        and it.document.sound
    }
    bodies = {path: read(read_text(path)).body for path in added}
    for sign in (_by_guid, _by_all, _by_body, _by_headline):
        signs = {
            (_kind(path), sign(it.document.fields, bodies[path])): path
            for path, it in added.items()
        }
        for path, old in list(lost.items()):
            found = signs.get((_kind(path), sign(old.fields, old.body)))
            if found in added and sign(old.fields, old.body):
                yield lost.pop(path), added.pop(found)
    if len(lost) * len(added) <= MOST_COMPARED:
        for path, old in list(lost.items()):
            same = [it for it in added if _kind(it) == _kind(path)]
            likest = max(same, key=lambda path: _likeness(old.body, bodies[path]), default="")
            if likest and _likeness(old.body, bodies[likest]) >= ALIKE:
                yield lost.pop(path), added.pop(likest)


def _kind(path: str) -> str:
    kind = kind_at(path)
    return kind.name if kind else ""


def _by_guid(fields: Fields | None, _body: str) -> object:
    return getattr(fields, "guid", "")


def _by_all(fields: Fields | None, body: str) -> object:
    return _by_headline(fields, body), body.strip()


def _by_body(_fields: Fields | None, body: str) -> object:
    return body.strip()


def _by_headline(fields: Fields | None, _body: str) -> object:
    if isinstance(fields, ArticleFields):
        return fields.headline, fields.date
    return getattr(fields, "title", "") or getattr(fields, "name", "")


def _likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, by lines and words: 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).quick_ratio()
