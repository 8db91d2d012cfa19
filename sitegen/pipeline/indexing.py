"""The index of search: blocks and parts made once, in workers, and kept until stories change.

Four kinds of bundles: the terms and rows of a block; the shards of a part, with the rows of all its
blocks; the module of a language; the catalogue. A part goes on from the one that it was before,
with the blocks that changed; the others are not read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.digests import fingerprint
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pages.outputs import Batch, Planned
from sitegen.pages.templates import ReadBody
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.making import BodyReader
from sitegen.pipeline.memory.bundles import Bundles, Packed, bundles_of
from sitegen.pipeline.order import STATE, Order, Reporter
from sitegen.pipeline.site import Site
from sitegen.pipeline.workers import cores, spread
from sitegen.refusals import refusal
from sitegen.search.encoding import compressed, name_of
from sitegen.search.files import (
    LISTED,
    PUBLISHED,
    Bundle,
    Listed,
    amended_bundle,
    block_bundle,
    catalogue,
    decoded,
    distance,
    part_bundle,
)
from sitegen.search.plan import IndexPlan, PartPlan, plan, search_page
from sitegen.search.spellings import Spellings
from sitegen.search.stories import told

Index = tuple[Batch, ...]

WORTH_A_FORK = 3
"""Blocks a worker, some tenth of a second: analysing fewer takes less time than starting one."""


NEAR = 6
"""Blocks that may differ between a part and the one to go on from: with more it is made anew."""


class _LostError(StoreDamaged):
    """A bundle is not what was written."""


LOST = "a part of the search index is missing"


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
    except _LostError:  # what was damaged is gone now
        made = making.make(plans)
    if read_body is None and (made or not plans):
        bundles.prune({key for it in plans for key in _keys(it)})
    return tuple(batch for it in plans for batch in _batches(bundles, it))


def _keys(index: IndexPlan) -> Iterator[Digest]:
    """Yield the keys of all bundles of an index."""
    yield index.key
    yield from map(_module_key, index.languages)
    for part in index.parts:
        yield part.key
        yield from part.blocks


def _module_key(language: str) -> Digest:
    return fingerprint(engine(SEARCH), language)


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
        missing = [(it, part) for it in plans for part in it.parts if self._lacks(part.key)]
        others = [wanted for it in plans for wanted in self._others(it) if self._lacks(wanted.key)]
        if not (missing or others):
            return False
        self._bundles.folder.mkdir(parents=True, exist_ok=True)
        older = self._older({key for it in plans for key in _keys(it)}) if missing else {}
        bases = [self._base(part, older) for _, part in missing]
        blocks: dict[Digest, _Wanted] = {}
        for (index, part), base in zip(missing, bases, strict=True):
            known = set(older[base].keys) if base else set()
            for key in part.blocks:
                if key not in known and self._lacks(key):
                    make = partial(self._block, index, part, key)
                    blocks[key] = _Wanted(key, make, index.path(""))
        parts = [
            _Wanted(part.key, partial(self._part, part, base), index.path(""))
            for (index, part), base in zip(missing, bases, strict=True)
        ]
        with self._reporter.stage("index", len(blocks) + len(parts)) as step:
            self._make(list(blocks.values()), WORTH_A_FORK, step)
            self._make(parts, 1 if len(blocks) > WORTH_A_FORK else len(parts) + 1, step)
        for wanted in others:
            self._bundles.keep(wanted.key, wanted.make())
        return True

    def _lacks(self, key: Digest) -> bool:
        return self._bundles.files(key) is None

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

    def _older(self, wanted: set[Digest]) -> dict[Digest, Listed]:
        """Return the parts of which a build may go on, by key."""
        found = {}
        for key in sorted(self._bundles.keys() - wanted):
            for packed in self._bundles.files(key) or ():
                if packed.name == LISTED and (data := self._bundles.read(packed)):
                    found[key] = decoded(data, Listed)
        return found

    def _base(self, part: PartPlan, older: Mapping[Digest, Listed]) -> Digest:
        """Return the key of the part to go on from; empty if all has to be made anew."""
        keys = list(part.blocks)
        far = {key: distance(it.keys, keys) for key, it in older.items()}
        for key in sorted((it for it in far if far[it] <= NEAR), key=far.__getitem__):
            gone = set(older[key].keys) - part.blocks.keys()
            if not any(map(self._lacks, gone)):
                return key
        return b""

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

    def _part(self, part: PartPlan, base: Digest) -> Bundle:
        keys = list(part.blocks)
        if base:
            return amended_bundle(self._whole(base), keys, self._whole)
        return part_bundle(keys, self._whole)

    def _whole(self, key: Digest) -> Bundle:
        bundle = self._bundles.whole(key)
        if bundle is None:
            raise _LostError(LOST)
        return bundle

    def _others(self, index: IndexPlan) -> Iterator[_Wanted]:
        """Yield the modules and the catalogue."""
        for language in index.languages:
            yield _Wanted(_module_key(language), partial(_module, language), index.path(""))
        if index.parts:
            yield _Wanted(index.key, partial(self._catalogue, index), index.path(""))

    def _catalogue(self, index: IndexPlan) -> Bundle:
        listed = [
            decoded(data, Listed)
            for part in index.parts
            for packed in self._bundles.files(part.key) or ()
            if packed.name == LISTED and (data := self._bundles.read(packed))
        ]
        if len(listed) < len(index.parts):
            raise _LostError(LOST)
        names = {}
        for language in index.languages:
            for packed in self._bundles.files(_module_key(language)) or ():
                names[language] = packed.name.removesuffix(".js")
        written = catalogue(listed, names)
        return {f"{name_of(written)}.bin": compressed(written)}


def _module(language: str) -> Bundle:
    from sitegen.search.analysis import module  # noqa: PLC0415 - as above

    script = module(language).encode()
    return {f"{name_of(script)}.js": script}


def _batches(bundles: Bundles, index: IndexPlan) -> Iterator[Batch]:
    """Yield the outputs: the page, and what is published of each bundle."""

    def page() -> Iterator[Planned]:
        listed = bundles.files(index.key) if index.parts else None
        yield search_page(index, listed[0].name if listed else "")

    def outputs(key: Digest) -> Iterator[Planned]:
        files = bundles.files(key)
        if files is None:
            raise _LostError(LOST)
        for packed in files:
            if packed.name.endswith(PUBLISHED):
                path, make = index.path(packed.name), partial(_itself, packed)
                yield Planned(path, "search", "packed", packed.digest, make)

    yield Batch(index.path(""), b"", page)
    if index.parts:
        for key in (index.key, *map(_module_key, index.languages), *(it.key for it in index.parts)):
            yield Batch(index.path(key.hex()), key, partial(outputs, key))


def _itself(packed: Packed) -> Packed:
    return packed
