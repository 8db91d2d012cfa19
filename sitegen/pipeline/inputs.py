"""What a site is made with beside its documents: settings, style, design, maps, counts of views."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from sitegen.audience.counts import Counts, at_addresses, read_counts
from sitegen.audience.readership import Readership
from sitegen.config import Config, read_config
from sitegen.content.discover import SourceFiles
from sitegen.content.masthead import masthead
from sitegen.content.places import CONFIG, STYLE, VIEWS
from sitegen.content.style import Style, read_style
from sitegen.edition.edition import Edition
from sitegen.edition.locales import Locale
from sitegen.errors import Problem, SiteError
from sitegen.pages.design import Design, design_of, shaping
from sitegen.pages.render import ReadSource
from sitegen.pipeline.charting import Charting, charting_of
from sitegen.pipeline.cutting import cutter
from sitegen.pipeline.memory.assets import collected
from sitegen.pipeline.memory.compiled import recall_templates
from sitegen.pipeline.order import Order
from sitegen.topics import PATH as TOPICS
from sitegen.urls import normalise

T = TypeVar("T")


class Inputs:
    """Reads each of these again only if what it is made from has changed.

    Of a `lasting` reader, assets are not kept in the store.
    """

    def __init__(self, order: Order, read: ReadSource, *, lasting: bool) -> None:
        self._order = order
        self._read = read
        self._lasting = lasting
        self._stages: dict[str, tuple[object, Any]] = {}

    def config(self, found: SourceFiles) -> Config:
        """Return what site.toml says. Raises `ConfigError`."""
        source, topics = found.sources.get(CONFIG), found.sources.get(TOPICS)

        def make() -> Config:
            config = read_config(self._read(source) if source else None, CONFIG)
            config = masthead(config.with_topics(self._read(topics) if topics else None))
            return config.at(self._order.base_url) if self._order.base_url else config

        return self._once("config", (source, topics), make)

    def readership(
        self, found: SourceFiles, config: Config, edition: Edition, problems: list[Problem]
    ) -> Readership:
        """Return how much stories are read, if the site shows that; add what is wrong."""
        source = found.sources.get(VIEWS)
        if not source or not config.views.show:
            return Readership()
        counts, wrong = self._once("views", source, lambda: _counts(self._read(source)))
        problems += wrong
        leads = dict(edition.redirects)
        leads = {normalise(alias): address for alias, address in leads.items()}
        return Readership(at_addresses(counts, leads), config.views.least)

    def style(self, found: SourceFiles) -> tuple[Style, list[Problem]]:
        """Return the house style, and what is wrong with it."""
        source = found.sources.get(STYLE)
        return self._once(
            "style", source, lambda: read_style(self._read(source) if source else None, STYLE)
        )

    def charting(self, found: SourceFiles, config: Config, language: str) -> Charting:
        """Return what maps are drawn from."""
        drawn_from = tuple(it for it in found.sources.values() if it.kind in {"maps", "boundaries"})
        return self._once(
            "maps",
            (drawn_from, config.maps, language),
            lambda: charting_of(self._order, config, language, found.sources, self._read),
        )

    def design(self, found: SourceFiles, config: Config, locales: tuple[Locale, ...]) -> Design:
        """Return templates and assets."""
        languages = tuple(it.language for it in locales)
        made_from = (shaping(found.sources), config.base_path, config.fonts, languages)

        def make() -> Design:
            recall_templates(self._order)
            assets = partial(collected, self._order, keep=not self._lasting)
            return design_of(found.sources, config, languages, self._read, cutter(), assets)

        return self._once("design", made_from, make)

    def _once(self, name: str, made_from: object, make: Callable[[], T]) -> T:
        """Return what a stage gives, or gave when it was made from an equal value."""
        if name not in self._stages or self._stages[name][0] != made_from:
            self._stages[name] = (made_from, make())
        return cast("T", self._stages[name][1])


def _counts(raw: bytes) -> tuple[Counts, tuple[Problem, ...]]:
    """Return the counts of a file, or what is wrong with it."""
    try:
        return read_counts(raw), ()
    except SiteError as error:
        return Counts(), tuple(error.problems)
