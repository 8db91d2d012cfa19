"""What an edit means to an edition that no other document can see: a body, a headline, a picture.

It is the edit of somebody who types, and relating everything anew for it would keep them
waiting. The law: what is revised equals what is related (`tests/test_revise.py`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from msgspec.structs import replace

from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Author, Edition, StaticPage, Story, Term, Used
from sitegen.edition.relate import Relation, illustrator_of, leading, settled
from sitegen.errors import Problem, in_order
from sitegen.model import ArticleFields, Document, Fields, PageFields, PictureRef

FEW = 20
"""Documents: for more, relating everything takes no longer."""


def revise(before: Relation, corpus: Corpus, now: datetime) -> Relation | None:
    """Return the relation of a corpus after edits that only they show who were edited.

    None if anything else changed.
    """
    if not _holds_at(before, now):
        return None
    edited = _edited(before.corpus, corpus)
    if edited is None or any(
        _pictures_are_told_of(before, path, it) for path, it in edited.items()
    ):
        return None
    if not edited:
        return replace(before, corpus=corpus)
    edition, placed = before.edition, dict(before.placed)
    entries: dict[str, Story | StaticPage | Author] = {}
    used: dict[str, tuple[Used, ...]] = {}
    gone: list[Problem] = []
    come: list[Problem] = []
    for path, document in edited.items():
        _settle(before, path, gone)
        fields = document.fields if isinstance(document.fields, ArticleFields) else None
        placed[path] = replace(placed[path], document=document, article=fields)
        after = replace(before, corpus=corpus, placed=placed)
        entry, used[path] = _settle(after, path, come)
        if entry:
            entries[path] = entry
    left = set(edition.problems) - set(gone)
    has_moved = any(before.placed[path].document.places != it.places for path, it in edited.items())
    if has_moved and any(it.severity == "error" for it in left):
        return None  # it may name a line of the front matter that has moved
    edition = _with(edition, entries)
    edition = replace(
        edition,
        lead=leading(corpus.config, edition.stories, before.targets, []),
        used=_reused(before.edition.used, used),
        problems=in_order((*left, *come)),
    )
    return replace(before, edition=edition, corpus=corpus, placed=placed)


def _holds_at(before: Relation, now: datetime) -> bool:
    """Say whether nothing changes by itself between the two moments."""
    due = before.edition.due
    return before.now <= now and (due is None or now < due.moment)


def _edited(before: Corpus, after: Corpus) -> dict[str, Document] | None:
    """Return the documents that changed for themselves; None if something else did, or much."""
    same = (
        before.config == after.config
        and before.pictures == after.pictures
        and before.files == after.files
        and before.sources.keys() == after.sources.keys()
        and before.documents.keys() == after.documents.keys()
    )
    if not same:
        return None
    edited = {
        path: document
        for path, document in after.documents.items()
        if document is not before.documents[path] and document != before.documents[path]
    }
    if len(edited) > FEW:
        return None
    if all(_looks_the_same(before.documents[path], it) for path, it in edited.items()):
        return edited
    return None


def _looks_the_same(before: Document, after: Document) -> bool:
    """Say whether two documents are one and the same to every other document."""
    return (
        before.sound
        and after.sound
        and before.anchors == after.anchors
        and _seen_by_others(before.fields) == _seen_by_others(after.fields)
    )


Words = Literal["none", "text", "card"]
"""Which words of an article were edited: those of its card, too, or of its text alone."""


def edited_words(before: Document, after: Document) -> Words | None:
    """Return what was edited of an article, if nothing but words was: None if anything else.

    Then all that was found out about it still holds: what is wrong with it by itself, which may
    not stop a build, is not part of that. A line that moved is no difference, unless there is
    something to say of it.
    """
    if before == after:
        return "none"
    same = (
        before.sound
        and after.sound
        and not (before.problems.errors or after.problems.errors)
        and before.anchors == after.anchors
        and _leads_to(before) == _leads_to(after)
        and _depicts(before) == _depicts(after)
    )
    if not (same and isinstance(before.fields, ArticleFields)):
        return None
    if not isinstance(after.fields, ArticleFields):
        return None
    one, other = _without_text(before.fields), _without_text(after.fields)
    if one == other:
        return "text"
    return "card" if _without_words(one) == _without_words(other) else None


def _leads_to(document: Document) -> list[tuple[str, str]]:
    return [(link.target, link.anchor) for link in document.links]


def _depicts(document: Document) -> list[PictureRef]:
    return [replace(picture, line=0, column=0) for picture in document.pictures]


def _without_text(fields: ArticleFields) -> ArticleFields:
    """Return fields without what only those show who quote the article whole."""
    return replace(fields, section_headings=(), sources=())


def _without_words(fields: ArticleFields) -> ArticleFields:
    """Return fields without the words of the article's card."""
    return replace(fields, headline="", dek="", kicker="")


def _seen_by_others(fields: Fields | None) -> Fields | None:
    """Return fields without what a story or a page shows of itself, and its card.

    The language is no such thing: it may spell the address.
    """
    match fields:
        case ArticleFields():
            return replace(
                fields,
                headline="",
                dek="",
                kicker="",
                image=None,
                section_headings=(),
                sources=(),
                noindex=False,
            )
        case PageFields():
            return replace(fields, title="", dek="", noindex=False)
    return fields


def _pictures_are_told_of(before: Relation, path: str, after: Document) -> bool:
    """Say whether there is something to tell of a picture's file, whoever shows it.

    The end of its terms names every use in the site, and a remark stands at the first.
    """
    for document in (before.placed[path].document, after):
        finder = illustrator_of(before.corpus, before.now, before.ended)
        finder.illustrate(path, document)
        probes = (before.corpus.pictures[it.source].probe for it in finder.used)
        if any(it.remarks or it.rights.ends or it.rights.unclear_end for it in probes):
            return True
    return False


def _settle(
    relation: Relation, path: str, problems: list[Problem]
) -> tuple[Story | StaticPage | Author | None, tuple[Used, ...]]:
    finder = illustrator_of(relation.corpus, relation.now, relation.ended)
    placed = relation.placed[path]
    entry = settled(placed, relation.targets, finder, relation.now, problems)
    problems += finder.problems()
    return entry, tuple(finder.used)


def _with(edition: Edition, entries: Mapping[str, Story | StaticPage | Author]) -> Edition:
    """Return the edition with some of its entries in another state."""
    stories: dict[str, Story] = {}
    lists: set[tuple[str, str]] = set()
    authors, pages = list(edition.authors), list(edition.pages)
    known = {it.path: it for it in edition.stories}
    for path, entry in entries.items():
        match entry:
            case Story():
                # Neither its terms nor its relatives come from what has changed.
                was = known[path]
                stories[path] = replace(entry, topics=was.topics, related=was.related)
                lists |= {(kind, id_) for kind, id_, _ in was.topics}
            case StaticPage():
                pages = [entry if it.path == path else it for it in pages]
            case Author():
                authors = [entry if it.path == path else it for it in authors]

    def swapped(some: Iterable[Story]) -> tuple[Story, ...]:
        return tuple(stories.get(it.path, it) for it in some)

    def touched(term: Term) -> bool:
        return (term.kind, term.id) in lists or term.kind in {"year", "month"}

    return replace(
        edition,
        stories=swapped(edition.stories),
        pages=tuple(pages),
        authors=tuple(authors),
        terms=tuple(
            replace(it, stories=swapped(it.stories)) if touched(it) else it for it in edition.terms
        ),
    )


def _reused(before: tuple[Used, ...], used: Mapping[str, tuple[Used, ...]]) -> tuple[Used, ...]:
    """Return the uses of pictures, those of some documents replaced; all in the order of paths."""
    kept = [it for it in before if it.path not in used]
    return tuple(sorted((*kept, *(it for many in used.values() for it in many)), key=_by_path))


def _by_path(use: Used) -> str:
    return use.path
