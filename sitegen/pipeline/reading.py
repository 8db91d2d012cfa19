"""From files to a site that is understood: the pipeline up to the edition, through the store."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, TypeVar, cast

from sitegen.audience.counts import Counts, at_addresses, read_counts
from sitegen.audience.readership import Readership
from sitegen.config import Config, read_config
from sitegen.content.discover import SourceFiles
from sitegen.content.kinds import AUTHOR, KINDS, PAGE, THREAD
from sitegen.content.masthead import masthead
from sitegen.content.parse import decode_body
from sitegen.content.places import CONFIG, STYLE, VIEWS
from sitegen.content.style import Style, read_style
from sitegen.edition.charted import tables_of
from sitegen.edition.corpus import Corpus
from sitegen.edition.gather import Rows, gather
from sitegen.edition.library import Library
from sitegen.edition.locales import Locale, locales_of
from sitegen.edition.relate import Relation, relate
from sitegen.edition.rows import Facts
from sitegen.errors import Problem, Problems, SiteError, StoreDamaged
from sitegen.model import Body, Digest, Source
from sitegen.pages.assets import root_files
from sitegen.pages.covers import Font, fonts_of
from sitegen.pages.design import Design, design_of, logo_problems, shaping
from sitegen.pages.present import Named, Presenter
from sitegen.pages.render import ReadSource
from sitegen.pipeline.charting import Charting, charting_of
from sitegen.pipeline.cutting import cutter
from sitegen.pipeline.memory.apart import Apart
from sitegen.pipeline.memory.assets import collected
from sitegen.pipeline.memory.compiled import recall_templates
from sitegen.pipeline.memory.documents import Documents
from sitegen.pipeline.memory.probing import Probes, unused_faults
from sitegen.pipeline.memory.rows import read_rows
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.presenting import base_of, presenter_of
from sitegen.pipeline.settling import facts_received, facts_to_send, settle_all
from sitegen.pipeline.showing import Showing
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores
from sitegen.statcache import digest_of
from sitegen.topics import PATH as TOPICS
from sitegen.urls import normalise

T = TypeVar("T")


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
        self._before: dict[Digest, Rows | None] = {}
        self._site: Site | None = None
        self._stages: dict[str, tuple[object, Any]] = {}

    def site(self, found: SourceFiles, now: datetime, reporter: Reporter, jobs: int) -> Site:
        """Read and relate everything. Raises `ConfigError` for site.toml, nothing else of a site.

        The work is spread over `jobs` processes.
        """
        config = self.config(found)
        locales = locales_of(config)
        [locale] = locales
        with reporter.stage("templates"):
            design = self._design(found, config, locales)
        style, wrong_style = self._style(found.sources.get(STYLE))
        charting = self._charting(found, config)
        problems: list[Problem] = [*charting.problems]
        fonts = fonts_of(config, found.sources, self._read, cutter(), problems)
        pictured = any(it.kind == "picture" for it in found.sources.values()) or bool(fonts)
        base = base_of(self.order, config, locale, design, fonts, pictured=pictured)
        before = self._rows_before(base)
        texts = {path: it for path, it in found.sources.items() if it.kind in KINDS}
        with_facts = partial(facts_to_send, config, locale)
        unknown = _unknown(texts, before)
        sent = self.documents.parse(unknown, config, reporter, jobs, with_facts)
        pictures = self._probes.of(found, config, reporter, jobs)
        with reporter.stage("relate"):
            files = root_files(found.sources)
            corpus = Corpus(
                config=config,
                locale=locale,
                sources=found.sources,
                texts=texts,
                documents=self.documents.by_path(texts, config),
                pictures=pictures,
                versions=pictures.versions(),
                tables=tables_of(found.sources, self._read),
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
                relation, presenter = self._relate(corpus, before, fresh, now, design, fonts, jobs)
            library = Library(relation.rows.rows, corpus.documents, self._apart.reader(), now)
            readership = self._readership(found.sources.get(VIEWS), config, relation, problems)
            presenter = presenter.reading(relation.edition, library, readership)
        all_problems = (
            *found.problems,
            *wrong_style,
            *unused_faults(found, relation.rows.rows.values()),
            *design.problems,
            *logo_problems(config, design),
            *problems,
            *relation.edition.problems,
        )
        facts = ((path, row.facts.findings) for path, row in relation.rows.rows.items())
        own = {path: it for path, it in facts if it}
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
            problems=Problems.of(all_problems, own),
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
        corpus: Corpus,
        before: Rows | None,
        fresh: Mapping[str, Facts],
        now: datetime,
        design: Design,
        fonts: tuple[Font, ...],
        jobs: int,
    ) -> tuple[Relation, Presenter]:
        admits_held = self.order.profile.admits_held
        gathered = gather(corpus, before, now, admit_held=admits_held, fresh=fresh)
        named = Named(
            authors=tuple(it for _, it in gathered.public_of(AUTHOR.name)),
            threads=tuple(it for _, it in gathered.public_of(THREAD.name)),
            pages=tuple(it for _, it in gathered.public_of(PAGE.name)),
            publisher=gathered.publisher,
        )
        presenter = presenter_of(self.order, corpus, design, fonts, named)
        with self._apart.keeping() as keep:
            relation = relate(
                gathered,
                before,
                now,
                Showing(presenter),
                ended=self.order.ended,
                settle_all=partial(settle_all, gathered.facts, jobs, self.close),
                keep=keep,
            )
        return relation, presenter

    def _rows_before(self, base: Digest) -> Rows | None:
        """Return the rows to go on from; None if everything is to be settled anew."""
        if not self._before:
            with Store.open(self.order.store) as store:
                self._before = {base: read_rows(store, base)}
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
        for it in (self.documents, self._probes, self._apart):
            it.close()

    def keep(self) -> None:
        """Write what was learnt into the store; nobody else may be writing it."""
        self.documents.keep()
        self._probes.keep()

    def _once(self, name: str, made_from: object, make: Callable[[], T]) -> T:
        """Return what a stage gives, or gave when it was made from an equal value."""
        if name not in self._stages or self._stages[name][0] != made_from:
            self._stages[name] = (made_from, make())
        return cast("T", self._stages[name][1])

    def config(self, found: SourceFiles) -> Config:
        """Return what site.toml says. Raises `ConfigError`."""
        source, topics = found.sources.get(CONFIG), found.sources.get(TOPICS)

        def make() -> Config:
            config = read_config(self._read(source) if source else None, CONFIG)
            config = masthead(config.with_topics(self._read(topics) if topics else None))
            return config.at(self.order.base_url) if self.order.base_url else config

        return self._once("config", (source, topics), make)

    def _readership(
        self,
        source: Source | None,
        config: Config,
        relation: Relation,
        problems: list[Problem],
    ) -> Readership:
        """Return how much stories are read, if the site shows that."""
        if not source or not config.views.show:
            return Readership()
        counts, wrong = self._once("views", source, lambda: _counts(self._read(source)))
        problems += wrong
        leads = dict(relation.edition.redirects)
        leads = {normalise(alias): address for alias, address in leads.items()}
        return Readership(at_addresses(counts, leads), config.views.least)

    def _style(self, source: Source | None) -> tuple[Style, list[Problem]]:
        return self._once(
            "style", source, lambda: read_style(self._read(source) if source else None, STYLE)
        )

    def _charting(self, found: SourceFiles, config: Config) -> Charting:
        drawn_from = tuple(it for it in found.sources.values() if it.kind in {"maps", "boundaries"})
        return self._once(
            "maps",
            (drawn_from, config.maps, config.language),
            lambda: charting_of(self.order, config, found.sources, self._read),
        )

    def _design(self, found: SourceFiles, config: Config, locales: tuple[Locale, ...]) -> Design:
        languages = tuple(it.language for it in locales)
        made_from = (shaping(found.sources), config.base_path, config.fonts, languages)

        def make() -> Design:
            recall_templates(self.order)
            assets = partial(collected, self.order, keep=not self._lasting)
            return design_of(found.sources, config, languages, self._read, cutter(), assets)

        return self._once("design", made_from, make)


def _unknown(texts: Mapping[str, Source], before: Rows | None) -> list[Source]:
    """Return the texts whose rows, if there are any, were settled from others."""
    rows = before.rows if before else {}
    return [it for path, it in texts.items() if path not in rows or rows[path].source != it.digest]


def _counts(raw: bytes) -> tuple[Counts, tuple[Problem, ...]]:
    """Return the counts of a file, or what is wrong with it."""
    try:
        return read_counts(raw), ()
    except SiteError as error:
        return Counts(), tuple(error.problems)


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
