"""What is known of the pictures, through the store: a file is looked into once."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.edition.edition import Edition
from sitegen.edition.illustrate import Known
from sitegen.errors import Problem
from sitegen.model import Source
from sitegen.pages.render import ReadSource
from sitegen.pictures.facts import Probe
from sitegen.pipeline.engines import PROBES
from sitegen.pipeline.fingerprint import engine, fingerprint
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.workers import spread

if TYPE_CHECKING:
    from sitegen.model import Digest

WORTH_A_FORK = 4
"""Pictures a worker: looking into fewer takes less time than starting one."""

IN_FLIGHT = 100.0
"""Megapixels that are decoded at a time."""

SPARE = 100
"""Old pictures that even a small site keeps."""


class Probes:
    """What is known of pictures, by what it was found in; `lasting` as that of `Documents`."""

    def __init__(self, order: Order, read: ReadSource, *, lasting: bool = False) -> None:
        self._order = order
        self._read = read
        self._lasting = lasting
        self._known: dict[Digest, Probe] | None = None
        self._fresh: list[tuple[Digest, bytes]] = []

    def of(
        self, found: SourceFiles, config: Config, reporter: Reporter, jobs: int
    ) -> dict[str, Known]:
        """Return what is known of every picture, looking into those whose bytes are new.

        The first time it writes the store: nobody else may be writing it.
        """
        limit = config.pictures.max_megapixels
        maker = fingerprint(limit, engine(PROBES))
        sources = [it for it in found.sources.values() if it.kind == "picture"]
        keys = {it.path: fingerprint(maker, _suffix(it.path), it.digest) for it in sources}
        decoder = msgspec.msgpack.Decoder(Probe)
        first = self._known is None
        if self._known is None:
            wanted = set(keys.values())
            with Store.open(self._order.store) as store:
                items = list(store.items("probe"))
            known = {key: decoder.decode(data) for key, data in items if key in wanted}
        else:
            known = self._known
        unknown = list({keys[it.path]: it for it in sources if keys[it.path] not in known}.values())
        with reporter.stage("pictures", len(unknown)) as step:
            for source, data in self._looked_into(unknown, limit, jobs):
                known[keys[source.path]] = decoder.decode(data)
                self._fresh.append((keys[source.path], data))
                step()
        if first and self._fresh:
            self.keep()
            with Store.open(self._order.store) as store:
                store.prune("probe", set(keys.values()), spare=max(len(keys), SPARE))
        if self._lasting:
            self._known = known
        return {
            path: Known(b"", Probe(problem=fault, hint=hint))
            for path, (fault, hint) in found.refused.items()
        } | {it.path: Known(it.digest, known[keys[it.path]]) for it in sources}

    def _looked_into(
        self, unknown: Sequence[Source], limit: int, jobs: int
    ) -> Iterator[tuple[Source, bytes]]:
        if not unknown:
            return
        # Most builds know every picture, and need not load what looks at them.
        from sitegen.pictures.probe import probe, weight  # noqa: PLC0415

        def probed(number: int) -> bytes:
            source = unknown[number]
            return msgspec.msgpack.encode(probe(self._read(source), source.path, limit))

        results = spread(
            len(unknown),
            probed,
            jobs=jobs,
            worth_a_fork=WORTH_A_FORK,
            weights=[weight(self._order.root / it.file) for it in unknown],
            limit=IN_FLIGHT,
            named=lambda number: unknown[number].path,
        )
        with closing(results):
            for number, data in results:
                yield unknown[number], data

    def keep(self) -> None:
        """Write what was found into the store; nobody else may be writing it."""
        if self._fresh:
            with Store.open(self._order.store) as store:
                store.put("probe", self._fresh)
            self._fresh.clear()


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower()


def unused_faults(found: SourceFiles, edition: Edition) -> Iterator[Problem]:
    """Yield the problems of refused pictures that nothing names: else the place is told."""
    used = {it.source for it in edition.used}
    for path, (fault, hint) in found.refused.items():
        if path not in used:
            yield Problem(path, 1, 1, f"the file {fault}", hint)
