"""From files to a site that is understood: the pipeline up to the edition, through the store."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from itertools import chain

from sitegen.content.discover import SourceFiles
from sitegen.content.kinds import AUTHOR, KINDS, PAGE, THREAD
from sitegen.content.parse import decode_body
from sitegen.edition.charted import tables_of
from sitegen.edition.corpus import Corpus
from sitegen.edition.gather import Gathered, Rows, gather, unsettled
from sitegen.edition.library import Library
from sitegen.edition.locales import locales_of
from sitegen.edition.relate import Relation, relate
from sitegen.errors import Problem, Problems, StoreDamaged
from sitegen.model import Body, Digest, Source
from sitegen.pages.assets import root_files
from sitegen.pages.covers import Font, fonts_of
from sitegen.pages.design import Design, logo_problems
from sitegen.pages.names import Named
from sitegen.pages.present import Presenter
from sitegen.pages.render import ReadSource
from sitegen.pipeline.cutting import cutter
from sitegen.pipeline.inputs import Inputs
from sitegen.pipeline.memory.apart import Apart
from sitegen.pipeline.memory.documents import Documents
from sitegen.pipeline.memory.probing import Probes, unused_faults
from sitegen.pipeline.memory.rows import Shelved
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.presenting import base_of, presenter_of
from sitegen.pipeline.settling import facts_received, facts_to_send, find_all, settle_all
from sitegen.pipeline.showing import Showing
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores
from sitegen.statcache import digest_of


class Reader:
    """Reads a site. One that is `lasting` reads it again and again, and no stage without need.

    What it returns never depends on what it read before.
    """

    def __init__(
        self, order: Order, read: ReadSource | None = None, *, lasting: bool = False
    ) -> None:
        self.order = order
        self._lasting = lasting
        self._read = read or partial(source_bytes, order)
        self.documents = Documents(order, self._read, lasting=lasting)
        self._probes = Probes(order, self._read, lasting=lasting)
        self._apart = Apart(order, lasting=lasting)
        self._shelved = Shelved(order, lasting=lasting)
        self._before: dict[Digest, Rows | None] = {}
        self._site: Site | None = None
        self._inputs = Inputs(order, self._read, lasting=lasting)

    def site(self, found: SourceFiles, now: datetime, reporter: Reporter, jobs: int) -> Site:
        """Read and relate everything. Raises `ConfigError` for site.toml, nothing else of a site.

        The work is spread over `jobs` processes.
        """
        inputs = self._inputs
        config = inputs.config(found)
        locales = locales_of(config)
        [locale] = locales
        with reporter.stage("templates"):
            design = inputs.design(found, config, locales)
        style, wrong_style = inputs.style(found)
        charting = inputs.charting(found, config, locale.language)
        problems: list[Problem] = [*charting.problems]
        texts = {path: it for path, it in found.sources.items() if it.kind in KINDS}
        rest = {path: it for path, it in found.sources.items() if it.kind not in KINDS}
        fonts = fonts_of(config, rest, self._read, cutter(), problems)
        pictured = any(it.kind == "picture" for it in rest.values()) or bool(fonts)
        base = base_of(self.order, config, locale, design, fonts, pictured=pictured)
        before = self._rows_before(base)
        with_facts = partial(facts_to_send, config, locale)
        new = unsettled(texts, before)
        parsed = [texts[path] for path in new]
        sent = self.documents.parse(parsed, config, reporter, jobs, with_facts)
        pictures = self._probes.of(found, config, reporter, jobs)
        with reporter.stage("relate"):
            files = root_files(rest)
            corpus = Corpus(
                config=config,
                locale=locale,
                sources=found.sources,
                texts=texts,
                documents=self.documents.by_path(texts, config),
                pictures=pictures,
                versions=pictures.versions(),
                tables=tables_of(rest, self._read),
                files={address: source.path for address, source in files.items()},
                copied={source.path: source.digest for source in files.values()},
                mapped=charting.mapped,
                cartographer=charting.cartographer,
            )
            last = self._site
            if last and last.base == base and last.config == config and _stands(last, corpus, now):
                # So it is after an edit of a template or a stylesheet.
                relation, named = last.relation, last.presenters[0].named
                presenter = presenter_of(self.order, corpus, design, fonts, named)
            else:
                fresh = facts_received(sent)
                gathered = gather(
                    corpus,
                    before,
                    now,
                    admit_held=self.order.profile.admits_held,
                    fresh=fresh,
                    new=new,
                )
                relation, presenter = self._relate(gathered, before, now, design, fonts, jobs)
            library = Library(
                relation.rows.rows,
                corpus.documents,
                self._apart.reader(),
                now,
                relation.edition.sections.used,
            )
            readership = inputs.readership(found, config, relation.edition, problems)
            presenter = presenter.reading(relation.edition, library, readership)
            problems += presenter.gazetteer.unmapped()
        all_problems = (
            *found.problems,
            *wrong_style,
            *unused_faults(found, relation.rows.rows.values()),
            *design.problems,
            *logo_problems(config, design),
            *problems,
            *relation.edition.problems,
        )
        self._site = Site(
            config=config,
            sources=found.sources,
            relation=relation,
            library=library,
            presenters=(presenter,),
            templates=design.templates,
            assets=design.assets,
            files=files,
            pictures=pictures,
            fonts=fonts,
            style=style,
            problems=Problems.of(all_problems, relation.findings),
            base=base,
            before=before,
        )
        if self._lasting:
            # Two, since preview reads by turns what is there and what was last right.
            others = [it for it in self._before if it != base][-1:]
            self._before = {it: self._before[it] for it in others} | {base: relation.rows}
        else:
            self.documents.prune(texts, config)
            self._probes.prune(found, config)
        return self._site

    def let_go(self, sources: Collection[Source]) -> None:
        """Let go of what is held in memory of other versions than these, but for the newest."""
        if self._site:
            self.documents.let_go(sources, self._site.config)
            self._probes.let_go(sources, self._site.config)
            known = (it.rows.values() for it in self._before.values() if it)
            self._apart.let_go(chain.from_iterable(known))

    def _relate(  # noqa: PLR0917 - all that a relation rests on
        self,
        gathered: Gathered,
        before: Rows | None,
        now: datetime,
        design: Design,
        fonts: tuple[Font, ...],
        jobs: int,
    ) -> tuple[Relation, Presenter]:
        named = Named(
            authors=tuple(it for _, it in gathered.public_of(AUTHOR.name)),
            threads=tuple(it for _, it in gathered.public_of(THREAD.name)),
            pages=tuple(it for _, it in gathered.public_of(PAGE.name)),
            publisher=gathered.publisher,
        )
        presenter = presenter_of(self.order, gathered.corpus, design, fonts, named)
        showing = Showing(presenter)
        with self._apart.keeping() as keep:
            relation = relate(
                gathered,
                before,
                now,
                showing,
                ended=self.order.ended,
                settle_all=partial(settle_all, gathered.facts, jobs, close=self.close),
                find_all=partial(find_all, jobs, self.close),
                keep=keep,
                show_beside=showing.beside,
            )
        return relation, presenter

    def _rows_before(self, base: Digest) -> Rows | None:
        """Return the rows to go on from; None if everything is to be settled anew."""
        if not self._before:
            self._before = {base: self._shelved.rows(base)}
        return self._before.get(base)

    def read_body(self, digest: Digest) -> Body:
        """Return a body of the site as it was last read, parsed again if the store has lost it."""
        data = self.documents.body(digest)
        if data is None and self._site:
            corpus = self._site.relation.corpus
            for path, source in corpus.texts.items():
                if corpus.documents[path].body == digest:
                    data = self.documents.body_of(source, corpus.config)
                    break
        if data is None or digest_of(data) != digest:
            message = "a body is missing"
            raise StoreDamaged(message)
        return decode_body(data)

    def close(self) -> None:
        """Hold nothing open."""
        for it in (self.documents, self._probes, self._apart, self._shelved):
            it.close()

    def keep(self) -> None:
        """Write what was learnt into the store; nobody else may be writing it."""
        self.documents.keep()
        self._probes.keep()


def _stands(last: Site, corpus: Corpus, now: datetime) -> bool:
    """Say whether the relation of what was read last is that of a corpus, too."""
    was, due = last.relation.corpus, last.due
    return (
        was.texts == corpus.texts
        and was.versions == corpus.versions
        and was.tables.versions == corpus.tables.versions
        and was.files == corpus.files
        and was.mapped == corpus.mapped
        and was.sources.keys() == corpus.sources.keys()
        and last.relation.rows.now <= now
        and (due is None or now < due.moment)
    )


def read_site(order: Order, found: SourceFiles, reporter: Reporter) -> Site:
    """Read a site once. Raises `ConfigError`."""
    return Reader(order).site(found, order.now, reporter, order.jobs or cores())
