"""What is known of the pictures, through the store: a file is looked into once."""

from collections.abc import Iterable, Iterator, Mapping

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
from sitegen.pipeline.memory.memo import Memo, Work
from sitegen.pipeline.order import Order, Reporter

WORTH_A_FORK = 4
"""Pictures a worker: looking into fewer takes less time than starting one."""

IN_FLIGHT = 100.0
"""Megapixels that are decoded at a time."""


class Probes:
    """What is known of pictures, by what it was found in: a memo, `lasting` or not."""

    def __init__(self, order: Order, read: ReadSource, *, lasting: bool = False) -> None:
        self._order = order
        self._read = read
        self._memo: Memo[Probe] = Memo(order.store, "probe", _PROBES.decode, lasting=lasting)

    def of(
        self, found: SourceFiles, config: Config, reporter: Reporter, jobs: int
    ) -> "KnownPictures":
        """Return what is known of every picture, looking into those whose bytes are new.

        The first time it writes the store: nobody else may be writing it.
        """
        limit = config.pictures.max_megapixels
        by_key = _by_key(found.sources.values(), limit)
        unknown = self._memo.unknown(by_key.keys())
        todo = {key: it for key, it in by_key.items() if key in unknown}
        self._memo.make(
            todo,
            lambda source: self._probed(source, limit),
            Work("pictures", reporter, jobs, WORTH_A_FORK, self._weights(todo.values()), IN_FLIGHT),
            bytes,
        )
        refused = {
            path: Known(b"", Probe(problem=fault, hint=hint))
            for path, (fault, hint) in found.refused.items()
        }
        sources = {it.path: it for it in found.sources.values() if it.kind == "picture"}
        return KnownPictures(self, refused, sources, limit)

    def probe(self, source: Source, limit: int) -> Probe:
        """Return what is known of a picture, looking into it again if the store has lost it."""
        key = _key(source, _maker(limit))
        return self._memo.get(key) or self._memo.hold(key, self._probed(source, limit))

    def prune(self, found: SourceFiles, config: Config) -> None:
        """Let the store forget pictures that are gone once they outnumber those in use."""
        used = _by_key(found.sources.values(), config.pictures.max_megapixels)
        self._memo.prune(len(used), used.keys)

    def let_go(self, sources: Iterable[Source], config: Config) -> None:
        """Let go of what is held in memory, but for the pictures among some sources."""
        limit = config.pictures.max_megapixels
        self._memo.let_go(lambda: _by_key(sources, limit).keys())

    def keep(self) -> None:
        """Write what was found into the store; nobody else may be writing it."""
        self._memo.keep()

    def close(self) -> None:
        """Hold nothing open."""
        self._memo.close()

    def _probed(self, source: Source, limit: int) -> bytes:
        # Most builds know every picture, and need not load what looks at them.
        from sitegen.pictures.probe import probe  # noqa: PLC0415

        return msgspec.msgpack.encode(probe(self._read(source), source.path, limit))

    def _weights(self, sources: Iterable[Source]) -> tuple[float, ...]:
        files = [self._order.root / it.file for it in sources]
        if not files:
            return ()
        from sitegen.pictures.probe import weight  # noqa: PLC0415 - as above

        return tuple(map(weight, files))


class KnownPictures(Mapping[str, Known]):
    """What is known of pictures by path, each read when somebody first asks for it."""

    def __init__(
        self,
        probes: Probes,
        refused: Mapping[str, Known],
        found: Mapping[str, Source],
        limit: int,
    ) -> None:
        self._probes = probes
        self._refused = refused
        self._found = found
        self._limit = limit
        self._known = dict(refused)

    def versions(self) -> dict[str, Digest]:
        """Return the digests of all pictures, or of what is wrong with their files."""
        refused = {path: fingerprint(it.probe) for path, it in self._refused.items()}
        return refused | {path: source.digest for path, source in self._found.items()}

    def __getitem__(self, path: str) -> Known:
        known = self._known.get(path)
        if known is None:
            source = self._found[path]
            known = Known(source.digest, self._probes.probe(source, self._limit))
            self._known[path] = known
        return known

    def __contains__(self, path: object) -> bool:
        return path in self._found or path in self._refused

    def __iter__(self) -> Iterator[str]:
        return iter({**self._refused, **self._found})

    def __len__(self) -> int:
        return len({**self._refused, **self._found})


_PROBES = msgspec.msgpack.Decoder(Probe)


def _by_key(sources: Iterable[Source], limit: int) -> dict[Digest, Source]:
    maker = _maker(limit)
    return {_key(it, maker): it for it in sources if it.kind == "picture"}


def _maker(limit: int) -> Digest:
    """Return the digest of all that is found in a picture depends on besides its file."""
    return fingerprint(limit, engine(PROBES))


def _key(source: Source, maker: Digest) -> Digest:
    return fingerprint(maker, source.path.rpartition(".")[2].lower(), source.digest)


def unused_faults(found: SourceFiles, rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield the problems of refused pictures that nothing names: else the place is told."""
    if found.refused:
        asked = {name for row in rows for name in row.asked}
        for path, (fault, hint) in found.refused.items():
            if picture_name(path) not in asked:
                yield Problem(path, 1, 1, f"the file {fault}", hint)
