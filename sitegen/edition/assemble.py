"""From settled rows to an edition: what is public of them, in order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.content.kinds import KINDS, STORIES
from sitegen.edition.archive import Archive, newest_first
from sitegen.edition.beside import Beside
from sitegen.edition.chosen import chosen
from sitegen.edition.edition import Due, Edition, SectionPictures, Sums, Term
from sitegen.edition.entries import Topic
from sitegen.edition.gather import Gathered
from sitegen.edition.illustrate import Illustrator
from sitegen.edition.locales import Locale
from sitegen.edition.months import pages_of, reached
from sitegen.edition.roles import COLLECTIONS, HEADS
from sitegen.edition.rows import Noted, Row, Timing
from sitegen.edition.schedule import NEWS, is_fresh, standing, turning_points
from sitegen.edition.sums import Adding, moved_in, with_sums
from sitegen.edition.taxonomy import taxonomy
from sitegen.edition.threads import behind
from sitegen.edition.volumes import Edit
from sitegen.errors import Problem, in_order

if TYPE_CHECKING:
    from sitegen.edition.entries import Turn


def assemble(  # noqa: PLR0917 - all that an edition rests on
    it: Gathered,
    now: datetime,
    illustrator: Illustrator,
    sections: SectionPictures,
    problems: list[Problem],
    noted: Mapping[str, Sequence[Noted]],
    timed: Sequence[tuple[str, Timing]],
    known: Mapping[str, Sums],
    edit: Edit,
    archive: Archive,
) -> Edition:
    """Return the edition. What listings come to is `known` where no row of an `edit` was or is.

    `noted` are uses of pictures of which there is something to tell, `timed` are moments of
    articles, both by path.
    """
    config, rows, stories = it.corpus.config, edit.rows, archive.stories
    notable = archive.among(rows.notable())
    rest = [row for path in it.heads if (row := rows[path]).faces]
    others = {
        kind: tuple(newest_first([row for row in rest if row.facts.kind == kind]))
        for kind in KINDS
        if kind not in STORIES
    }
    # Pictures are shown by what is public, and by sections.
    telling = [
        (path, uses) for path, uses in noted.items() if it.states.get(path, "public") == "public"
    ]
    locale = it.corpus.locale
    terms = taxonomy(archive, dict(_brought_up(others)), config, locale)
    beside = Beside(terms, others)
    pages = partial(pages_of, row_of=rows.__getitem__, beside=beside)
    moved = moved_in(edit) if known else frozenset[str]()
    moved |= reached(edit, terms, moved, beside) if known else set()
    terms = tuple(with_sums(terms, known, moved, Adding(rows, terms, config.page_size, pages)))
    problems += behind(terms, chain.from_iterable(others.values()), it.corpus, now)
    return Edition(
        locale=locale,
        stories=stories,
        hidden=frozenset([row.path for row in notable if row.facts.noindex]),
        others=others,
        corrected=tuple([row for row in notable if row.faces and row.faces.corrections]),
        live=tuple([row for row in notable if row.facts.live]),
        terms=terms,
        chosen=chosen(config, locale, archive, it.targets, problems),
        publisher=dict(it.publisher),
        redirects=tuple(
            sorted(
                [
                    *(
                        (alias, row.address)
                        for row in chain(notable, rest)
                        for alias in row.facts.aliases
                    ),
                    *_moved(config, locale, terms),
                ]
            )
        ),
        fresh=frozenset(
            row.path
            for row in takewhile(lambda row: now - row.published < NEWS, stories)
            if row.facts.timing
            and not row.retracted
            and is_fresh(row.published, now)
            and not standing(row.path, row.facts.timing, now)
        ),
        held=tuple(held for path, timing in timed if (held := standing(path, timing, now))),
        due=_due(timed, telling, illustrator, now),
        problems=in_order(problems),
        sections=sections,
    )


def _moved(config: Config, locale: Locale, terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    """Yield what each old name of a topic leads to: none of one that has no story that is out."""
    public = {term.id for term in terms if term.kind == "tag"}
    for slug, topic in config.topics.aliases():
        if topic.id in public:
            yield locale.term("tag", slug), locale.term("tag", topic.id)


def _brought_up(others: Mapping[str, Sequence[Row]]) -> Iterator[tuple[Topic, Sequence[Row]]]:
    """Yield the listings that other documents than stories bring up, with what they hold."""
    for kind, heads in HEADS.items():
        for row in sorted(others[kind], key=lambda row: row.facts.slug):
            yield Topic(heads, row.facts.slug, row.facts.title), ()
    for kind, collection in COLLECTIONS.items():
        yield collection, others[kind]


def _due(
    timed: Sequence[tuple[str, Timing]],
    noted: Sequence[tuple[str, Sequence[Noted]]],
    illustrator: Illustrator,
    now: datetime,
) -> Due | None:
    """Return the next moment at which an article is released, changed or withdrawn."""
    turns: list[tuple[datetime, str, Turn]] = [
        (moment, path, turn) for path, timing in timed for moment, turn in turning_points(timing)
    ]
    turns += (
        (moment, path, "loses a picture")
        for path, uses in noted
        for use in uses
        if (moment := illustrator.end_of(use.source))
    )
    ahead = sorted({turn for turn in turns if turn[0] > now})
    if not ahead:
        return None
    first = ahead[0][0]
    return Due(first, tuple((path, turn) for moment, path, turn in ahead if moment == first))
