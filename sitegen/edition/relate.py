"""From documents to an edition: all that needs more than one article.

In: every document, what is known of the pictures, the configuration, and the time. Out: an
`Edition`. The clock enters here, once. What is wrong does not depend on it: held-back articles
are checked in full before they are left out.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.config import Config
from sitegen.edition.corpus import Corpus, Placed, listings_of, place
from sitegen.edition.crosscheck import clashes, crosscheck
from sitegen.edition.edition import (
    Author,
    Due,
    Edition,
    StaticPage,
    Story,
    TermKind,
    Topic,
    Turn,
    newest_first,
)
from sitegen.edition.illustrate import Illustrator
from sitegen.edition.links import explicit_related, resolve_links, resolve_publisher
from sitegen.edition.related import Entry, Table, related
from sitegen.edition.schedule import (
    corrections,
    is_fresh,
    release,
    standing,
    turning_points,
    updated,
)
from sitegen.edition.targets import NoTarget, Targets, targets_of
from sitegen.edition.taxonomy import taxonomy
from sitegen.errors import Problem, Severity, in_order
from sitegen.model import ArticleFields, AuthorFields, PageFields

SHOWN = 6
"""How many related stories an article shows; more only if more are named explicitly."""

MakeTable = Callable[[Sequence[Entry]], Table]


class Relation(Struct, frozen=True):
    """An edition, and what it takes to tell what one more edit means to it (`edition/revise.py`).

    `placed` runs by path; `now`, `admit_held` and `ended` are what the edition was asked with.
    """

    edition: Edition
    corpus: Corpus
    placed: Mapping[str, Placed]
    targets: Targets
    now: datetime
    admit_held: bool
    ended: Severity


def relate(
    corpus: Corpus,
    now: datetime,
    *,
    admit_held: bool = False,
    ended: Severity = "warning",
    table: MakeTable = related,
) -> Relation:
    """Return the edition at `now`. `admit_held` is the profile of drafts: all is shown, marked.

    `ended` is how bad it is to use a picture whose terms of use have ended. An edition with
    errors is never published; preview shows what of it can be shown.
    """
    config = corpus.config
    problems: list[Problem] = []
    placed = list(place(corpus, now, problems, admit_held=admit_held))
    problems += crosscheck(corpus, placed)
    listings = listings_of(corpus, placed)
    problems += clashes(corpus, placed, listings)
    targets = targets_of(corpus, placed, listings)
    illustrator = illustrator_of(corpus, now, ended)
    stories: dict[str, Story] = {}
    pages: list[StaticPage] = []
    authors: dict[str, Author] = {}
    redirects: list[tuple[str, str]] = []
    for it in placed:
        match entry := settled(it, targets, illustrator, now, problems):
            case Story():
                stories[it.path] = entry
            case StaticPage():
                pages.append(entry)
            case Author():
                authors[entry.id] = entry
                continue
            case None:
                continue
        redirects += ((alias, it.address) for alias in entry.fields.aliases)
    problems += illustrator.problems()
    if any(problem.severity == "error" for problem in problems):
        stories = _under_known_terms(stories, authors, config)
    ordered = newest_first(_topped_up(stories, table))
    edition = Edition(
        stories=ordered,
        pages=tuple(pages),
        authors=tuple(authors.values()),
        terms=taxonomy(ordered, authors, config),
        lead=leading(config, ordered, targets, problems),
        publisher=resolve_publisher(config, targets, problems),
        redirects=tuple(sorted(redirects)),
        fresh=frozenset(
            story.path for story in ordered if not story.held and is_fresh(story.published, now)
        ),
        held=tuple(
            held
            for it in placed
            if it.document.sound and it.article and (held := standing(it.path, it.article, now))
        ),
        due=_due(placed, illustrator, now),
        used=tuple(illustrator.used),
        problems=in_order(problems),
    )
    return Relation(
        edition=edition,
        corpus=corpus,
        placed={it.path: it for it in placed},
        targets=targets,
        now=now,
        admit_held=admit_held,
        ended=ended,
    )


def illustrator_of(corpus: Corpus, now: datetime, ended: Severity) -> Illustrator:
    """Return who finds the pictures of documents, with none found so far."""
    config = corpus.config
    return Illustrator(
        corpus.pictures,
        now=now,
        zone=config.zone,
        language=config.language,
        policy=config.policy,
        ended=ended,
    )


def settled(
    it: Placed, targets: Targets, illustrator: Illustrator, now: datetime, problems: list[Problem]
) -> Story | StaticPage | Author | None:
    """Return what one document is in the edition, its related stories only those that it names.

    None if it is held back, or if it cannot be shown. What is wrong with its links joins
    `problems`, and what is wrong with its pictures is known to the illustrator.
    """
    path, document = it.path, it.document
    lead, pictures = illustrator.illustrate(path, document)
    links = resolve_links(path, document, targets, problems)
    explicit = explicit_related(path, document, targets, problems)
    if not (it.public and it.address and document.sound):
        return None
    match document.fields:
        case ArticleFields() as fields:
            return Story(
                path=path,
                fields=fields,
                document=document,
                slug=it.slug,
                address=it.address,
                topics=it.topics,
                published=release(fields),
                updated=updated(fields, now),
                corrections=corrections(fields, now),
                held=standing(path, fields, now),
                lead=lead,
                pictures=pictures,
                links=links,
                related=explicit,
            )
        case PageFields() as fields:
            return StaticPage(
                path=path,
                fields=fields,
                document=document,
                address=it.address,
                pictures=pictures,
                links=links,
            )
        case AuthorFields() as fields:
            return Author(
                id=it.slug,
                path=path,
                fields=fields,
                document=document,
                portrait=lead,
                pictures=pictures,
                links=links,
            )
    return None


def _under_known_terms(
    stories: Mapping[str, Story], authors: Mapping[str, Author], config: Config
) -> dict[str, Story]:
    """Return the stories without topics that do not exist: each of these is a problem already."""
    known: dict[TermKind, Container[str]] = {
        "section": {section.id for section in config.sections},
        "author": authors,
    }

    def exists(topic: Topic) -> bool:
        return bool(topic.id) and (topic.kind not in known or topic.id in known[topic.kind])

    return {
        path: story
        if all(map(exists, story.topics))
        else replace(story, topics=tuple(filter(exists, story.topics)))
        for path, story in stories.items()
    }


def _topped_up(stories: Mapping[str, Story], table: MakeTable) -> Iterator[Story]:
    """Yield the stories with computed related stories behind the explicit ones."""
    entries = [
        Entry(
            story.path,
            story.published.toordinal(),
            tuple(f"{kind}:{id_}" for kind, id_, _ in story.topics),
        )
        for story in stories.values()
    ]
    computed = table(entries)
    for story, numbers in zip(stories.values(), computed, strict=True):
        # An explicit entry may name a story that is not out: it waits.
        chosen = [it for it in story.related if not isinstance(it, str) or it in stories]
        for number in numbers:
            if len(chosen) >= SHOWN:
                break
            if entries[number].path not in chosen:
                chosen.append(entries[number].path)
        yield replace(story, related=tuple(chosen))


def leading(
    config: Config, stories: Sequence[Story], targets: Targets, problems: list[Problem]
) -> Story | None:
    """Return the story that leads the front page: as configured, else the newest with a picture."""
    if config.front.lead:
        try:
            target = targets.find(config.front.lead, "content/articles/")
        except NoTarget as missing:
            problems.append(config.problem("front.lead", missing.message, missing.hint))
        else:
            for story in stories:
                if story.path == target.path:
                    return story
    pictured = (story for story in stories if story.lead)
    return next(pictured, stories[0] if stories else None)


def _due(placed: Sequence[Placed], illustrator: Illustrator, now: datetime) -> Due | None:
    """Return the next moment at which an article is released, changed or withdrawn."""
    public = {it.path for it in placed if it.public}
    turns: list[tuple[datetime, str, Turn]] = [
        (moment, it.path, turn)
        for it in placed
        if it.document.sound and it.article
        for moment, turn in turning_points(it.article)
    ]
    turns += (
        (moment, use.path, "loses a picture")
        for use in illustrator.used
        if use.path in public and (moment := illustrator.end_of(use.source))
    )
    ahead = sorted({turn for turn in turns if turn[0] > now})
    if not ahead:
        return None
    first = ahead[0][0]
    return Due(first, tuple((path, turn) for moment, path, turn in ahead if moment == first))
