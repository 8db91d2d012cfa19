"""From documents to an edition: all that needs more than one article.

In: every document, what is known of the pictures, the configuration, the time, and the rows of an
earlier edition, if there is one. Out: an `Edition`. The clock enters here, once. What is wrong
does not depend on it: held-back articles are checked in full before they are left out.

A document is settled again if its text changed, if a name that it asks for was answered otherwise,
or if the time changed something about it. All else is taken from the rows of before: the law is
that this makes no difference (`tests/test_rows.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.kinds import KINDS, DocumentKind
from sitegen.edition.alike import FindAll, found_here, with_related
from sitegen.edition.archive import Archive
from sitegen.edition.assemble import assemble
from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Edition
from sitegen.edition.entries import Picture
from sitegen.edition.filed import told_of_files
from sitegen.edition.gather import Gathered, Rows
from sitegen.edition.illustrate import Illustrator
from sitegen.edition.mapped import Cartographer
from sitegen.edition.names import ANYTHING, address_name, answers, picture_name, table_name
from sitegen.edition.roles import HEADS
from sitegen.edition.rows import Noted, Row, Shown, Timing
from sitegen.edition.schedule import is_over, turns_between
from sitegen.edition.sections import section_pictures
from sitegen.edition.settle import Heads, Settled, Show, Surroundings, settle
from sitegen.edition.sums import named
from sitegen.edition.targets import Targets
from sitegen.edition.volumes import Edit, Volumes
from sitegen.errors import Findings, Problem, Severity
from sitegen.figures.maps.policies import Policies
from sitegen.model import Document
from sitegen.spelling import Names


class Relation(Struct, frozen=True):
    """An edition, and what it takes to go on from it. `fresh` are the rows that are new.

    `findings` are what is wrong with documents by themselves, by path.
    """

    edition: Edition
    corpus: Corpus
    rows: Rows
    targets: Targets
    fresh: tuple[str, ...]
    findings: Mapping[str, Findings]


SettleAll = Callable[
    [Sequence[str], Callable[[str], Document], Callable[[str, Document], Settled]],
    Iterable[Settled],
]
"""Reads the document of each path, and returns what becomes of it, in any order; it may spread the
work."""

ShowBeside = Callable[[Iterable[Picture]], tuple[Shown, ...]]


def relate(
    it: Gathered,
    before: Rows | None,
    now: datetime,
    show: Show,
    *,
    ended: Severity = "warning",
    settle_all: SettleAll = lambda paths, read, make: map(make, paths, map(read, paths)),
    find_all: FindAll = found_here,
    keep: Callable[[bytes, bytes], None] = lambda _key, _kept: None,
    show_beside: ShowBeside = lambda _: (),
) -> Relation:
    """Return the edition at `now`.

    `ended` is how bad it is to use a picture whose terms of use have ended. `keep` is given what
    lies apart from rows that are new. An edition with errors is published by no build that somebody
    looks at; preview shows what of it can be shown. `show_beside` returns what is shown of pictures
    that no document names.
    """
    corpus, config = it.corpus, it.corpus.config
    illustrator = Illustrator(
        corpus.pictures,
        now=now,
        zone=config.zone,
        language=corpus.locale.language,
        policy=config.policy,
    )
    surroundings = Surroundings(
        config=config,
        now=now,
        states=it.states,
        targets=it.targets,
        illustrator=illustrator,
        heads={heads: _heads(it, KINDS[kind]) for kind, heads in HEADS.items()},
        tables=corpus.tables,
        cartographer=corpus.cartographer or Cartographer(None, Policies(), corpus.locale.language),
        language=corpus.locale.language,
        show=show,
    )

    def settled(path: str, document: Document) -> Settled:
        return settle(path, corpus.texts[path].digest, document, it.facts[path], surroundings)

    known = before.rows if before else Volumes.of(())
    new: dict[str, Row] = {}
    stale = _stale(it, before, now)
    for one in settle_all(stale, corpus.documents.__getitem__, settled):
        keep(one.row.kept, one.kept)
        row, was = one.row, known.get(one.row.path)
        if was and row.faces:
            row = replace(row, related=was.related)
        if row != was:
            new[row.path] = row
    gone = known.keys() - it.facts.keys()
    rows = known.with_rows(new.values(), gone)
    edit = Edit(rows, known, {*new, *gone})
    archive = Archive.gone_on(before.filing, edit) if before else Archive.of(rows)
    related = list(with_related(edit, stale, archive, find_all))
    rows = rows.with_rows(related)
    archive = archive.amended(rows)
    fresh = (*new, *(row.path for row in related))
    problems, noted, findings = _told(rows)
    problems += it.problems
    sections = section_pictures(config, illustrator, corpus.locale.language)
    problems += sections.problems
    if sections.noted:
        noted[config.path] = sections.noted
    problems += told_of_files(noted, illustrator, ended)
    sums = before.sums if before else {}
    timed = _timed(it, before, now)
    edit = Edit(rows, known, {*fresh, *gone})
    edition = assemble(it, now, illustrator, sections, problems, noted, timed, sums, edit, archive)
    return Relation(
        edition,
        corpus,
        Rows(
            rows=rows,
            places=it.places,
            files=corpus.files,
            copied=corpus.copied,
            pictures=corpus.versions,
            tables=corpus.tables.versions,
            now=now,
            due=edition.due.moment if edition.due else None,
            is_clear=it.is_clear,
            mapped=corpus.mapped,
            beside=show_beside(sections.shown.values()),
            sums={named(it.kind, it.id): it.sums for it in edition.terms},
            timed=tuple([path for path, _ in timed]),
            filing=archive.filing,
        ),
        it.targets,
        tuple(dict.fromkeys(fresh)),
        findings,
    )


def _told(
    rows: Volumes,
) -> tuple[list[Problem], dict[str, tuple[Noted, ...]], dict[str, Findings]]:
    """Return what there is to tell of some documents: problems, of pictures, and of their texts."""
    problems: list[Problem] = []
    noted, findings = {}, {}
    for row in rows.notable():
        problems += row.problems
        if row.noted:
            noted[row.path] = row.noted
        if row.facts.findings:
            findings[row.path] = row.facts.findings
    return problems, noted, findings


def _timed(it: Gathered, before: Rows | None, now: datetime) -> list[tuple[str, Timing]]:
    """Return the moments of articles, by path, about whose times there is more to be said.

    Most came out long ago, and what is over stays so.
    """
    paths: Iterable[str] = it.facts
    if before and before.now <= now:
        paths = sorted({*before.timed, *it.moved} & it.facts.keys())
    known = ((path, it.facts[path]) for path in paths)
    return [
        (path, facts.timing)
        for path, facts in known
        if facts.timing and facts.sound and not is_over(facts.timing, now)
    ]


def _heads(it: Gathered, kind: DocumentKind) -> Heads:
    ids = {facts.slug for facts in it.heads.values() if facts.kind == kind.name}
    public = {facts.slug for _, facts in it.public_of(kind.name)}
    return Heads(kind, ids, Names(ids), public)


def _stale(it: Gathered, before: Rows | None, now: datetime) -> Sequence[str]:
    """Return the paths of documents that have to be settled again."""
    if before is None:
        return tuple(it.facts)
    rows, still = before.rows, before.holds_at(now)
    stale = set(it.moved)
    if touched := _touched(it, before):
        asking = (row for row in rows.suspects(touched) if not touched.isdisjoint(row.asked))
        stale.update(row.path for row in asking)
    if not still:
        timed = _timed(it, before, min(before.now, now))
        stale.update(path for path, it in timed if turns_between(it, before.now, now))
    if before.now != now:
        # The right to use a picture may have ended, which is due for what is public alone.
        noted = (row for row in rows.notable() if row.noted)
        stale.update(row.path for row in noted if not (still and row.state == "public"))
    return sorted(stale & it.facts.keys())


def _touched(it: Gathered, before: Rows) -> set[str]:
    """Return the names that are answered otherwise than before, and what that may mean for any."""
    touched = set[str]()
    for path in it.moved:
        row, facts = before.rows.get(path), it.facts.get(path)
        was = dict(answers(path, row.facts, row.state)) if row else {}
        now = dict(answers(path, facts, it.states[path])) if facts else {}
        touched |= {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    places = before.places.items() ^ it.places.items()
    touched |= {address_name(address) for address, _ in places}
    pictures = before.pictures.items() ^ it.corpus.versions.items()
    touched |= {picture_name(path) for path, _ in pictures}
    touched |= {name for name, _ in before.mapped.items() ^ it.corpus.mapped.items()}
    tables = before.tables.items() ^ it.corpus.tables.versions.items()
    touched |= {table_name(path) for path, _ in tables}
    return touched | {ANYTHING} if touched else touched
