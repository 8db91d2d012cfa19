"""From files to a site that is understood: the pipeline up to the edition, through the store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct

from sitegen.config import Config, read_config
from sitegen.content.discover import CONFIG, STYLE, SourceFiles
from sitegen.content.masthead import masthead
from sitegen.content.parse import decode_body
from sitegen.content.style import Style, read_style
from sitegen.edition.corpus import Corpus
from sitegen.edition.edition import Edition
from sitegen.edition.relate import Relation, relate
from sitegen.edition.related import Entry, Remembered, Table, related
from sitegen.edition.revise import revise
from sitegen.errors import Problem, Problems, StoreDamaged
from sitegen.model import Body, Digest, Source
from sitegen.pages.assets import Asset, collect, root_files
from sitegen.pages.covers import Cover, Font, covers_of, fonts_of
from sitegen.pages.gallery import Gallery
from sitegen.pages.present import Presenter
from sitegen.pages.render import ReadSource
from sitegen.pages.templates import FOLDER, Templates
from sitegen.pages.words import words_of
from sitegen.pipeline.engines import RELATED
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.compiled import recall_templates
from sitegen.pipeline.memory.documents import Documents
from sitegen.pipeline.memory.probing import Probes, unused_faults
from sitegen.pipeline.memory.sources import source_bytes
from sitegen.pipeline.memory.store import Place, Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.site import Site, WholeSite
from sitegen.pipeline.workers import cores
from sitegen.spelling import Names
from sitegen.statcache import digest_of
from sitegen.urls import href

T = TypeVar("T")


class Design(Struct, frozen=True):
    """What stands in templates/ and static/: how pages look, and the hrefs of assets by name."""

    assets: Mapping[str, Asset]
    hrefs: Mapping[str, str]
    templates: Templates
    words: dict[str, str]
    problems: tuple[Problem, ...]


class Looks(Struct, frozen=True):
    """An edition and who presents it, and what that takes besides; what is wrong with cards."""

    relation: Relation
    presenter: Presenter
    fonts: tuple[Font, ...]
    surroundings: tuple[object, ...]
    problems: tuple[Problem, ...]


class Reader:
    """Reads a site. One that is `lasting` reads it again and again, and no stage without need.

    What it returns never depends on what it read before.
    """

    def __init__(
        self, order: Order, read: ReadSource | None = None, *, lasting: bool = False
    ) -> None:
        self.order = order
        self._read = read or partial(source_bytes, order)
        self.documents = Documents(order, self._read, lasting=lasting)
        self._probes = Probes(order, self._read, lasting=lasting)
        self._related: Remembered | None = None
        self._looks: Looks | None = None
        self._stages: dict[str, tuple[object, Any]] = {}

    def site(self, found: SourceFiles, now: datetime, reporter: Reporter, jobs: int) -> WholeSite:
        """Read and relate everything. Raises `ConfigError` for site.toml, nothing else of a site.

        The work is spread over `jobs` processes.
        """
        config = self.config(found)
        documents = self.documents.of(found, config, reporter, jobs)
        pictures = self._probes.of(found, config, reporter, jobs)
        with reporter.stage("templates"):
            design = self._design(found, config)
        style, wrong_style = self._style(found.sources.get(STYLE))
        with reporter.stage("relate"):
            files = root_files(found.sources)
            corpus = Corpus(
                config=config,
                sources=found.sources,
                documents=documents,
                pictures=pictures,
                files={address: source.path for address, source in files.items()},
            )
            looks = self._looks = self._look(corpus, now, design)
        edition = looks.relation.edition
        problems = (
            *found.problems,
            *wrong_style,
            *unused_faults(found, edition),
            *design.problems,
            *_logo_problems(config, design),
            *looks.problems,
            *edition.problems,
        )
        return WholeSite(
            config=config,
            sources=found.sources,
            edition=edition,
            relation=looks.relation,
            presenter=looks.presenter,
            templates=design.templates,
            assets=design.assets,
            files=files,
            pictures=pictures,
            fonts=looks.fonts,
            style=style,
            problems=Problems.of(problems, {it: documents[it].problems for it in documents}),
        )

    def amended(self, found: SourceFiles, edition: Edition, problems: Problems) -> Site:
        """Return the site of an edition that is known, at whose pictures nobody is to look.

        Raises `ConfigError` for site.toml.
        """
        config = self.config(found)
        design = self._design(found, config)
        style, _ = self._style(found.sources.get(STYLE))
        return Site(
            config=config,
            sources=found.sources,
            edition=edition,
            presenter=self._presenter(edition, config, design, {}),
            templates=design.templates,
            assets=design.assets,
            files=root_files(found.sources),
            pictures={},
            fonts=(),
            style=style,
            problems=problems,
        )

    def read_body(self, digest: Digest) -> Body:
        """Return a body of the site as it was last read, parsed again if the store has lost it."""
        data = self.documents.body(digest)
        if data is None and self._looks:
            corpus = self._looks.relation.corpus
            for path, document in corpus.documents.items():
                if document.body == digest:
                    data = self.documents.parse_again(corpus.sources[path], corpus.config)
                    break
        if data is None or digest_of(data) != digest:
            message = "a body is missing"
            raise StoreDamaged(message)
        return decode_body(data)

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
        source = found.sources.get(CONFIG)

        def make() -> Config:
            config = masthead(read_config(self._read(source) if source else None, CONFIG))
            return config.at(self.order.base_url) if self.order.base_url else config

        return self._once("config", source, make)

    def _style(self, source: Source | None) -> tuple[Style, list[Problem]]:
        return self._once(
            "style", source, lambda: read_style(self._read(source) if source else None, STYLE)
        )

    def _design(self, found: SourceFiles, config: Config) -> Design:
        shaping = [it for it in found.sources.values() if it.kind in {"template", "asset"}]

        def make() -> Design:
            texts = {
                it.path: self._read(it).decode("utf-8", "replace")
                for it in shaping
                if it.kind == "template"
            }
            assets, wrong_assets = collect(found.sources, self._read, config.base_path)
            hrefs = {name: href(config.base_path, asset.path) for name, asset in assets.items()}
            pages = {it: text for it, text in texts.items() if it.endswith(".html")}
            recall_templates(self.order)
            templates = Templates({it.removeprefix(FOLDER): pages[it] for it in pages}, hrefs)
            words, wrong_words = words_of(texts, config.language)
            problems = (*wrong_assets, *wrong_words, *templates.check())
            return Design(assets, hrefs, templates, words, problems)

        return self._once("design", (shaping, config.base_path, config.language), make)

    def _look(self, corpus: Corpus, now: datetime, design: Design) -> Looks:
        """Return the edition and who presents it, going on from before if only bodies changed."""
        config, before = corpus.config, self._looks
        relation = revise(before.relation, corpus, now) if before else None
        problems: list[Problem] = []
        fonts = fonts_of(config, corpus.sources, self._read, problems)
        logos = (design.hrefs.get(config.logo, ""), design.hrefs.get(config.publisher.logo, ""))
        surroundings = (design.words, logos, fonts)
        if before and relation and before.surroundings == surroundings:
            gallery = before.presenter.gallery
            covers = covers_of(relation.edition, config, gallery, fonts, problems)
            presenter = before.presenter.revised(relation.edition, covers)
        else:
            relation = relation or self._relate(corpus, now)
            gallery = Gallery(config.pictures, config.base_path, _recipe)
            covers = covers_of(relation.edition, config, gallery, fonts, problems)
            presenter = self._presenter(relation.edition, config, design, covers, gallery)
        return Looks(relation, presenter, fonts, surroundings, tuple(problems))

    def _relate(self, corpus: Corpus, now: datetime) -> Relation:
        return relate(
            corpus,
            now,
            admit_held=self.order.profile.admits_held,
            ended=self.order.ended,
            table=self._table,
        )

    def _presenter(
        self,
        edition: Edition,
        config: Config,
        design: Design,
        covers: Mapping[str, Cover],
        gallery: Gallery | None = None,
    ) -> Presenter:
        return Presenter(
            edition,
            config,
            design.words,
            gallery or Gallery(config.pictures, config.base_path, _recipe),
            covers=covers,
            private=self.order.profile.admits_held,
            logo=design.hrefs.get(config.logo, ""),
            publisher_logo=design.hrefs.get(config.publisher.logo, ""),
        )

    def _table(self, entries: Sequence[Entry]) -> Table:
        """Return the table of related stories, going on from the last one."""
        before = self._related or _recalled(self.order.store)
        for other in self.order.other_stores if not before.entries else ():
            with suppress(StoreDamaged):
                before = _recalled(other)
        if before.entries != tuple(entries):
            before = Remembered(tuple(entries), related(entries, before))
            if self._related is None:
                _remember(self.order, before)
        self._related = before
        return before.table


def _logo_problems(config: Config, design: Design) -> Iterator[Problem]:
    near = Names(design.assets, in_folders=True)
    for key, name in (("logo", config.logo), ("publisher.logo", config.publisher.logo)):
        if name and name not in design.assets:
            message = f"`{name}` is not in static/"
            yield config.problem(key, message, near.hint(name))


def _recipe() -> str:
    """Return what turns pixels into bytes: only a site with pictures pays for loading that."""
    from sitegen.pictures.derive import recipe  # noqa: PLC0415

    return recipe()


def _recalled(place: Place) -> Remembered:
    """Return the table that a store has. Raises `StoreDamaged`, also if there is no such file."""
    with Store.open(place, writable=False) as store:
        data = store.get("memo", b"related")
    maker = engine(RELATED)
    if data is None or not data.startswith(maker):
        return Remembered()
    try:
        return msgspec.msgpack.decode(data[len(maker) :], type=Remembered)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error


def _remember(order: Order, related_: Remembered) -> None:
    with Store.open(order.store) as store:
        fact = engine(RELATED) + msgspec.msgpack.encode(related_)
        store.put("memo", [(b"related", fact)])


def read_site(order: Order, found: SourceFiles, reporter: Reporter) -> WholeSite:
    """Read a site once. Raises `ConfigError`."""
    return Reader(order).site(found, order.now, reporter, order.jobs or cores())
