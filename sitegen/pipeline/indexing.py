"""The index of search: blocks and parts made once, in workers, and kept until stories change.

Five kinds of bundles: the terms and rows of a block; a shard, by the digest of what is kept of
it; what there is of a part; the module of a language; the catalogue. A part goes on from the one
that it was before, with the blocks that changed and the shards that hold their terms; no others
are read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.dates import date_text
from sitegen.model import Digest
from sitegen.pages.outputs import Batch
from sitegen.pages.templates import ReadBody
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.indexed import (
    LOST,
    LostError,
    batches_of,
    files_of,
    keys_of,
    listed_in,
    listed_of,
    module_key,
)
from sitegen.pipeline.making import BodyReader
from sitegen.pipeline.memory.bundles import Bundles, bundles_of
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores, spread
from sitegen.refusals import refusal
from sitegen.search.encoding import compressed, name_of
from sitegen.search.files import (
    ROWS,
    SHARD,
    TERMS,
    Bundle,
    Listed,
    block_bundle,
    catalogue,
    distance,
    part_amended,
    part_bundle,
    part_made,
    shard_bundle,
)
from sitegen.search.plan import IndexPlan, PartPlan, plan
from sitegen.search.spellings import Spellings
from sitegen.search.stories import told

Index = tuple[Batch, ...]

WORTH_A_FORK = 3
"""Blocks a worker, some tenth of a second: analysing fewer takes less time than starting one."""


NEAR = 12
"""Blocks that may differ between a part and the one to go on from: with more it is made anew."""


class _Wanted(NamedTuple):
    """A bundle to be made: its key, what makes it, and what it is called if that fails."""

    key: Digest
    make: Callable[[], Bundle]
    name: str


def somewhere(
    order: Order, spare: Path, reporter: Reporter, make: Callable[[Order], Index]
) -> tuple[Order, Index]:
    """Return an index, made in a spare folder if the system refuses it its own; and for whom."""
    try:
        return order, make(order)
    except (FileExistsError, NotADirectoryError):
        raise  # somebody's file is in the way
    except OSError as error:
        if not order.unkept.refusal:
            why, _ = refusal(error)
            more = "the index of search is not kept, and the next build takes longer"
            reporter.notice(f"{STATE}/ cannot be written ({why}): {more}")
        order = replace(order, spare=spare)
        return order, make(order)


def index_plans(site: Site) -> list[IndexPlan]:
    """Return the plan of the index of each edition."""
    if not site.config.search.enabled:
        return []
    return [plan(it, site.style, engine(SEARCH)) for it in site.presenters]


def search_index(
    order: Order, site: Site, reporter: Reporter, read_body: ReadBody | None = None
) -> Index:
    """Return every file of search, after making what of the index changed.

    Bodies come from the store unless `read_body` knows better; then older bundles are kept, which
    may be in use elsewhere.
    """
    bundles = bundles_of(order)
    plans = index_plans(site)
    making = _Making(order, site, bundles, reporter, read_body)
    try:
        made = making.make(plans)
    except LostError:  # what was damaged is gone now
        made = making.make(plans)
    if read_body is None and (made or not plans):
        bundles.prune({key for it in plans for key in keys_of(it, bundles)})
    return tuple(batch for it in plans for batch in batches_of(bundles, it))


class _Making:
    """Makes the bundles that are not there."""

    def __init__(
        self,
        order: Order,
        site: Site,
        bundles: Bundles,
        reporter: Reporter,
        read_body: ReadBody | None,
    ) -> None:
        self._order = order
        self._bundles = bundles
        self._reporter = reporter
        self._bodies = BodyReader(order)
        self._read_body = read_body or self._bodies
        self._spellings = Spellings(site.style)

    def make(self, plans: Sequence[IndexPlan]) -> bool:
        """Make what is not there, and say whether there was any."""
        there = self._bundles.keys()
        missing = [
            (it, part) for it in plans for part in it.parts if not self._is_whole(part, there)
        ]
        others = [it for index in plans for it in self._others(index) if it.key not in there]
        if not (missing or others):
            return False
        self._bundles.folder.mkdir(parents=True, exist_ok=True)
        older = self._older(plans, there) if missing else {}
        blocks: dict[Digest, _Wanted] = {}
        parts = []
        for index, part in missing:
            for key in part.blocks:
                if key not in there:
                    make = partial(self._block, index, part, key)
                    blocks[key] = _Wanted(key, make, index.path(""))
            make = partial(self._part, part, _base(part, older, there))
            parts.append(_Wanted(part.key, make, index.path("")))
        if blocks:
            _prepare(language for index, _ in missing for language in index.languages)
        with self._reporter.stage("index", len(blocks) + len(parts)) as step:
            self._make(list(blocks.values()), WORTH_A_FORK, step)
            self._make(parts, 1 if len(blocks) > WORTH_A_FORK else len(parts) + 1, step)
        for wanted in others:
            self._bundles.keep(wanted.key, wanted.make())
        return True

    def _is_whole(self, part: PartPlan, there: frozenset[Digest]) -> bool:
        """Say whether all of a part is there."""
        if not part.blocks.keys() | {part.key} <= there:
            return False
        listed = listed_of(self._bundles, part.key)
        return listed is not None and there.issuperset([it.kept for it in listed.shards])

    def _make(self, wanted: Sequence[_Wanted], worth_a_fork: int, step: Callable[[], None]) -> None:
        def make(number: int) -> None:
            self._bundles.keep(wanted[number].key, wanted[number].make())

        results = spread(
            len(wanted),
            make,
            jobs=self._order.jobs or cores(),
            worth_a_fork=worth_a_fork,
            named=lambda number: wanted[number].name,
        )
        try:
            with closing(results):
                for _ in results:
                    step()
        finally:
            self._bodies.close()  # who forks has nothing open

    def _older(self, plans: Sequence[IndexPlan], there: frozenset[Digest]) -> dict[Digest, Listed]:
        """Return the parts of which a build may go on, by key: those that no plan has."""
        wanted = {key for it in plans for key in keys_of(it, self._bundles)}
        known = ((key, listed_of(self._bundles, key)) for key in sorted(there - wanted))
        return {key: it for key, it in known if it}

    def _block(self, index: IndexPlan, part: PartPlan, key: Digest) -> Bundle:
        # Only a build whose stories changed pays for importing what takes them apart.
        from sitegen.search.analysis import analyzer  # noqa: PLC0415
        from sitegen.search.blocks import analysed  # noqa: PLC0415

        stories = part.blocks[key].stories
        read = [told(it, index.presenter, self._read_body) for it in stories]
        terms = analysed([text for text, _ in read], analyzer, self._spellings)
        day = read[0][1][3]
        languages = [text.language for text, _ in read]
        return block_bundle(terms, [shown for _, shown in read], str(day)[:10], languages)

    def _part(self, part: PartPlan, base: Listed | None) -> Bundle:
        """Return the bundle of a part, and keep those of its shards before."""
        rows, terms, shard = (partial(self._kept, name) for name in (ROWS, TERMS, SHARD))
        keys = list(part.blocks)
        if base:
            listed, shards = part_amended(base, keys, rows, terms, shard)
        else:
            listed, shards = part_made(keys, rows, terms)
        for digest, it in shards.items():
            self._bundles.keep(digest, shard_bundle(it))
        return part_bundle(listed)

    def _kept(self, name: str, key: Digest) -> bytes:
        """Return what a bundle keeps by a name."""
        packed = next(it for it in files_of(self._bundles, key) if it.name == name)
        data = self._bundles.read(packed)
        if data is None:
            raise LostError(LOST)
        return data

    def _others(self, index: IndexPlan) -> Iterator[_Wanted]:
        """Yield the modules and the catalogue."""
        for language in index.languages:
            yield _Wanted(module_key(language), partial(_module, language), index.path(""))
        if index.parts:
            yield _Wanted(index.key, partial(self._catalogue, index), index.path(""))

    def _catalogue(self, index: IndexPlan) -> Bundle:
        listed = [listed_in(self._bundles, part.key) for part in index.parts]
        modules = {}
        for language in index.languages:
            for packed in files_of(self._bundles, module_key(language)):
                modules[language] = packed.name.removesuffix(".js"), _letters(language)
        language = index.presenter.locale.language
        written = catalogue(listed, modules, lambda day: date_text(day, language))
        return {f"{name_of(written)}.bin": compressed(written)}


def _prepare(languages: Iterable[str]) -> None:
    """Import what takes stories apart, and make what does so: once, before workers are forked."""
    from sitegen.search.analysis import analyzer  # noqa: PLC0415 - as above

    for language in languages:
        analyzer(language)


def _module(language: str) -> Bundle:
    from sitegen.search.analysis import module  # noqa: PLC0415 - as above

    script = module(language).encode()
    return {f"{name_of(script)}.js": script}


def _letters(language: str) -> str:
    from sitegen.search.analysis import letters_of  # noqa: PLC0415 - as above

    return letters_of(language)


def _base(
    part: PartPlan, older: Mapping[Digest, Listed], there: frozenset[Digest]
) -> Listed | None:
    """Return the part to go on from; None if all has to be made anew."""
    keys = list(part.blocks)
    far = {key: distance(it.keys, keys) for key, it in older.items()}
    for key in sorted((it for it in far if far[it] <= NEAR), key=far.__getitem__):
        it = older[key]
        needed = {*it.keys} - part.blocks.keys() | {shard.kept for shard in it.shards}
        if needed <= there:
            return it
    return None
