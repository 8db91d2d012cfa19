"""One document of an edition: what it asks for, answered, and what others show of it.

Settling is a pure function of the document, of the answers to the names that it asks for, of
site.toml, and of the time, which makes no difference between two turning points.
"""

import re
from collections.abc import Callable, Container, Mapping
from datetime import datetime

from msgspec import Raw, Struct

from sitegen.config import Config
from sitegen.content.kinds import DocumentKind
from sitegen.digests import encoded
from sitegen.edition.charted import Tables, charts_of
from sitegen.edition.entries import Entry, Topic, joined
from sitegen.edition.illustrate import Illustrator
from sitegen.edition.links import Asking, explicit_related, resolve_links
from sitegen.edition.mapped import Cartographer
from sitegen.edition.names import ANY_AUTHOR, ANYTHING, head_name
from sitegen.edition.roles import ROLES
from sitegen.edition.rows import Faces, Facts, Found, Kept, Row, State
from sitegen.edition.schedule import corrections, standing, told, updated
from sitegen.edition.targets import Targets
from sitegen.edition.taxonomy import ALWAYS
from sitegen.errors import Problem
from sitegen.model import Digest, Document
from sitegen.spelling import Names, did_you_mean
from sitegen.statcache import digest_of
from sitegen.transparency import retraction


class Face(Struct, frozen=True):
    """What is shown of a document: digests, and its card and its item as they are encoded."""

    faces: Faces
    card: bytes = b"\xc0"
    item: bytes = b"\xc0"
    problems: tuple[Problem, ...] = ()


_UNSHOWN = Face(Faces(b""))

Show = Callable[[Entry], Face]
"""Returns what others show of a document; its related stories are none of that."""


class Settled(Struct, frozen=True, array_like=True):
    """A row, and what lies apart from it, as `Kept` encoded; empty if nothing does."""

    row: Row
    kept: bytes


class Heads(Struct, frozen=True):
    """Documents of a kind that stand at the head of listings: all by id, and those in public."""

    kind: DocumentKind
    ids: Container[str]
    names: Names
    public: Container[str]


class Surroundings(Struct, frozen=True):
    """What documents are settled in.

    `states` are by path, `heads` by the kind of listing. `language` is that of texts
    that name none.
    """

    config: Config
    now: datetime
    states: Mapping[str, State]
    targets: Targets
    illustrator: Illustrator
    heads: Mapping[str, Heads]
    tables: Tables
    cartographer: Cartographer
    language: str
    show: Show


def settle(
    path: str, source: Digest, document: Document, facts: Facts, it: Surroundings
) -> Settled:
    """Return the row of a document, its related stories only those that it names."""
    asking = Asking(path, document, set(), list(facts.problems))
    illustrated = it.illustrator.illustrate(path, document)
    charted = charts_of(path, document, it.tables, it.language)
    mapped = it.cartographer.chart(path, document)
    found = Found(
        illustrated.lead,
        illustrated.pictures,
        resolve_links(asking, it.targets),
        illustrated.used,
        charted.charts,
        mapped.maps,
    )
    explicit = explicit_related(asking, it.targets)
    _check_terms(asking, it)
    _check_updates(asking, facts, it.now)
    problems = [*asking.problems, *illustrated.problems, *charted.problems]
    problems += mapped.problems
    asked = asking.asked | illustrated.asked | charted.asked | mapped.asked
    if any(one and one.rights.creators for one in (found.lead, *found.pictures)):
        asked.add(ANY_AUTHOR)
    state = it.states[path]
    unknown = tuple([one for one in facts.topics if not _exists(one, it)])
    topics = tuple([one for one in facts.topics if one not in unknown]) if unknown else facts.topics
    entry = entry_of(path, document, facts, topics, found, it.now)
    face = it.show(entry) if entry and state == "public" and facts.address else None
    if face:
        problems += face.problems
    kept = b""
    if face or found.used:
        shown_as = face or _UNSHOWN
        kept = encoded(Kept(Raw(encoded(found)), Raw(shown_as.card), Raw(shown_as.item)))
    row = Row(
        path=path,
        source=source,
        facts=facts,
        state=state,
        asks=joined(sorted(asked)),
        problems=tuple(problems),
        noted=illustrated.noted,
        kept=digest_of(kept) if kept else b"",
        faces=face.faces if face else None,
        unknown=unknown,
        modified=entry.modified if entry else None,
        corrected=tuple([one.date for one in entry.put_right]) if entry else (),
        retracted=entry is not None and retraction(entry.corrections) is not None,
        explicit=explicit,
    )
    return Settled(row, kept)


def entry_of(  # noqa: PLR0917 - all that an entry is made of
    path: str,
    document: Document,
    facts: Facts,
    topics: tuple[Topic, ...],
    found: Found,
    now: datetime,
) -> Entry | None:
    """Return a document with all that was found out about it; None if it cannot be shown."""
    if not document.sound:
        return None
    fields, timing = document.fields, facts.timing
    assert fields  # noqa: S101 - it is sound
    return ROLES[facts.kind].entry(
        path=path,
        kind=facts.kind,
        fields=fields,
        document=document,
        slug=facts.slug,
        address=facts.address,
        topics=topics,
        published=timing.release if timing else None,
        updated=updated(timing, now) if timing else None,
        told=told(timing, now) if timing else None,
        corrections=corrections(getattr(fields, "corrections", ()), timing, now),
        held=standing(path, timing, now) if timing else None,
        lead=found.lead,
        pictures=found.pictures,
        charts=found.charts,
        links=found.links,
        maps=found.maps,
    )


def _exists(topic: Topic, it: Surroundings) -> bool:
    match topic.kind:
        case "section":
            return any(section.id == topic.id for section in it.config.sections)
        case kind if kind in it.heads and kind in ALWAYS:
            return topic.id in it.heads[kind].public
        case _:
            return bool(topic.id)


def _check_updates(asking: Asking, facts: Facts, now: datetime) -> None:
    """Say if the newest update of a live page that is out has a moment that is still to come.

    Not of a file with an error: no build waits for its moments, so that would never be taken back.
    """
    timing = facts.timing if facts.sound else None
    if timing and timing.told and timing.told > now and not standing(asking.path, timing, now):
        newest = max(asking.document.updates, key=lambda it: datetime.fromisoformat(it.moment))
        message = "the moment of the update is still to come, and readers see it already"
        hint = "write the moment at which it was told"
        problem = Problem(asking.path, newest.line, newest.column, message, hint, "warning")
        asking.problems.append(problem)


def _check_terms(asking: Asking, it: Surroundings) -> None:
    """Report a section that does not exist, authors and threads, and who reviewed a text."""
    fields = asking.document.fields
    written = getattr(fields, "section", "")
    sections = [section.id for section in it.config.sections]
    if written and written not in sections:
        listed = ", ".join(sorted(sections))
        known = f"sections: {listed}" if listed else "content/site.toml has no sections"
        several = "a story has one section; what else it is about are its `tags`"
        hint = several if "," in written else did_you_mean(written, set(sections)) or known
        _report(asking, "section", f"there is no section `{written}`", hint)
    ai = getattr(fields, "ai", None)
    if ai and ai.reviewed_by:
        _check_head(asking, it.heads["author"], ai.reviewed_by, "ai.reviewed_by")
    for number, author in enumerate(getattr(fields, "authors", ())):
        _check_head(asking, it.heads["author"], author, f"authors.{number}")
    for number, thread in enumerate(getattr(fields, "threads", ())):
        _check_head(asking, it.heads["thread"], thread, f"thread.{number}")


_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:and|&|et|und|y)\s+")
"""What stands between two names that were written as one."""


def _check_head(asking: Asking, heads: Heads, id_: str, key: str) -> None:
    """Report who does not exist, or what does not."""
    kind = heads.kind
    asking.asked.add(head_name(kind.name, id_))
    if id_ not in heads.ids:
        asking.asked.add(ANYTHING)
        proper = ROLES[kind.name].proper(id_)
        new = f"add {kind.path_of(proper)}" + f", and write `{proper}` here" * (proper != id_)
        each = [it for it in _BETWEEN.split(id_) if it]
        if len(each) > 1:
            new = f"write each by itself: `[{', '.join(each)}]`"
            hint = new
        else:
            hint = heads.names.hint(id_) or (new if proper else "")
        _report(asking, key, f"there is no {kind.shown_as} `{id_}`", hint)


def _report(asking: Asking, key: str, message: str, hint: str) -> None:
    asking.problems.append(asking.document.problem(asking.path, key, message, hint))
