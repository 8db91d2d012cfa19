"""What is known of the pictures, through the store: a file is looked into once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

import msgspec

from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.digests import fingerprint
from sitegen.edition.illustrate import Known
from sitegen.edition.names import picture_name
from sitegen.edition.rows import Row
from sitegen.errors import Problem
from sitegen.model import Digest, Source
from sitegen.pages.render import ReadSource
from sitegen.pictures.facts import Probe
from sitegen.pipeline.engines import PROBES
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.reading import StoreReader
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.workers import spread

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
        self._facts = StoreReader(order.store, lasting=lasting)
        self._known: dict[Digest, Probe] = {}
        self._fresh: list[tuple[Digest, bytes]] = []
        self._is_first = True

    def of(self, found: SourceFiles, config: Config, reporter: Reporter, jobs: int) -> "Pictures":
        """Return what is known of every picture, looking into those whose bytes are new.

        The first time it writes the store: nobody else may be writing it.
        """
        limit = config.pictures.max_megapixels
        maker = fingerprint(limit, engine(PROBES))
        sources = [it for it in found.sources.values() if it.kind == "picture"]
        keys = {it.path: fingerprint(maker, _suffix(it.path), it.digest) for it in sources}
        known = set(self._known)
        if self._is_first and keys:
            with Store.open(self._order.store) as store:
                known |= store.keys("probe")
        unknown = list({keys[it.path]: it for it in sources if keys[it.path] not in known}.values())
        with reporter.stage("pictures", len(unknown)) as step:
            for source, data in self._looked_into(unknown, limit, jobs):
                self._known[keys[source.path]] = _PROBES.decode(data)
                self._fresh.append((keys[source.path], data))
                step()
        if self._is_first and self._fresh:
            self.keep()
            with Store.open(self._order.store) as store:
                store.prune("probe", set(keys.values()), spare=max(len(keys), SPARE))
        self._is_first = self._is_first and not self._lasting
        refused = {
            path: Known(b"", Probe(problem=fault, hint=hint))
            for path, (fault, hint) in found.refused.items()
        }
        return Pictures(self, refused, {it.path: (it, keys[it.path]) for it in sources}, limit)

    def probe(self, source: Source, key: Digest, limit: int) -> Probe:
        """Return what is known of a picture, looking into it again if the store has lost it."""
        known = self._known.get(key)
        if known is None:
            data = self._facts.get("probe", key)
            known = _PROBES.decode(data or self._probed(source, limit))
            self._known[key] = known
        return known

    def _probed(self, source: Source, limit: int) -> bytes:
        # Most builds know every picture, and need not load what looks at them.
        from sitegen.pictures.probe import probe  # noqa: PLC0415

        return msgspec.msgpack.encode(probe(self._read(source), source.path, limit))

    def _looked_into(
        self, unknown: Sequence[Source], limit: int, jobs: int
    ) -> Iterator[tuple[Source, bytes]]:
        if not unknown:
            return
        from sitegen.pictures.probe import weight  # noqa: PLC0415

        results = spread(
            len(unknown),
            lambda number: self._probed(unknown[number], limit),
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

    def close(self) -> None:
        """Hold nothing open."""
        self._facts.close()


class Pictures(Mapping[str, Known]):
    """What is known of pictures by path, each read when somebody asks for it."""

    def __init__(
        self,
        probes: Probes,
        refused: Mapping[str, Known],
        found: Mapping[str, tuple[Source, Digest]],
        limit: int,
    ) -> None:
        self._probes = probes
        self._refused = refused
        self._found = found
        self._limit = limit

    def versions(self) -> dict[str, Digest]:
        """Return the digests of all pictures, or of what is wrong with their files."""
        refused = {path: fingerprint(it.probe) for path, it in self._refused.items()}
        return refused | {path: source.digest for path, (source, _) in self._found.items()}

    def __getitem__(self, path: str) -> Known:
        if path in self._found:
            source, key = self._found[path]
            return Known(source.digest, self._probes.probe(source, key, self._limit))
        return self._refused[path]

    def __contains__(self, path: object) -> bool:
        return path in self._found or path in self._refused

    def __iter__(self) -> Iterator[str]:
        return iter({**self._refused, **self._found})

    def __len__(self) -> int:
        return len({**self._refused, **self._found})


_PROBES = msgspec.msgpack.Decoder(Probe)


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower()


def unused_faults(found: SourceFiles, rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield the problems of refused pictures that nothing names: else the place is told."""
    if found.refused:
        asked = {name for row in rows for name in row.asked}
        for path, (fault, hint) in found.refused.items():
            if picture_name(path) not in asked:
                yield Problem(path, 1, 1, f"the file {fault}", hint)
