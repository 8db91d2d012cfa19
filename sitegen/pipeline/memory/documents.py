"""Documents through the store: a file's bytes are parsed once."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import NamedTuple

import msgspec

from sitegen.config import Config
from sitegen.content.discover import SourceFiles
from sitegen.content.kinds import KINDS
from sitegen.content.parse import Parsed, ParseOptions, decode_document, parse
from sitegen.errors import StoreDamaged
from sitegen.model import Digest, Document, Source
from sitegen.pages.render import ReadSource
from sitegen.pipeline.engines import DOCUMENTS
from sitegen.pipeline.fingerprint import engine, fingerprint
from sitegen.pipeline.memory.bodies import Bodies, body_in, in_memory
from sitegen.pipeline.memory.store import Place, Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.workers import spread
from sitegen.statcache import digest_of

WORTH_A_FORK = 40
"""Documents a worker: parsing fewer takes less time than starting one."""

BATCH = 500
"""Documents a write."""

SPARE = 100
"""Old documents that even a small site keeps."""


class _Kept(NamedTuple):
    """A document, and of its body what the store is told of it."""

    document: bytes
    body: bytes


class Documents:
    """Documents by what they were made from, as the store has them, and as they were parsed since.

    Asked once, it leaves everything to the store. One that is `lasting` is asked again after each
    edit: from the second time on it leaves the store alone, and holds what it parses until `keep`.
    """

    def __init__(self, order: Order, read: ReadSource, *, lasting: bool = False) -> None:
        self._order = order
        self._read = read
        self._lasting = lasting
        self._known: dict[Digest, Document] | None = None
        self._keys: dict[tuple[Digest, str, Digest], Digest] = {}
        self._fresh: list[tuple[Digest, _Kept]] = []
        self._bodies = Bodies(order.store)
        self._held: dict[Digest, bytes] = {}

    def of(
        self, found: SourceFiles, config: Config, reporter: Reporter, jobs: int
    ) -> dict[str, Document]:
        """Return every document by path, parsing those whose bytes were never parsed before.

        The first time it writes the store: nobody else may be writing it.
        """
        options, maker = parse_options(config), _maker(config)
        sources = [it for it in found.sources.values() if it.kind in KINDS]
        keys = {it.path: self._key(maker, it.kind, it.digest) for it in sources}
        first = self._known is None
        known = self._recall(set(keys.values())) if self._known is None else self._known
        unknown = [source for source in sources if keys[source.path] not in known]

        def parsed(number: int) -> _Kept:
            found = self._parsed(unknown[number], options)
            return _Kept(
                found.document, self._bodies.write(found.body) if first else in_memory(found.body)
            )

        with reporter.stage("parse", len(unknown)) as step:
            results = spread(
                len(unknown),
                parsed,
                jobs=jobs,
                worth_a_fork=WORTH_A_FORK,
                named=lambda number: unknown[number].path,
            )
            with closing(results):
                for number, result in results:
                    key = keys[unknown[number].path]
                    known[key] = _decoded(result.document)
                    self._fresh.append((key, result))
                    if not first:
                        self._held[known[key].body] = body_in(result.body)
                    elif len(self._fresh) == BATCH:
                        self.keep()
                    step()
        if first:
            self.keep()
            self._forget_unused(set(keys.values()))
        if self._lasting:
            self._known = known
        return {path: known[key] for path, key in keys.items()}

    def recall(self, kind: str, digest: Digest, config: Config, store: Store) -> Document | None:
        """Return what the bytes of a digest were parsed to, if the store knows it."""
        data = store.get("document", self._key(_maker(config), kind, digest))
        return _decoded(data) if data else None

    def some(
        self, sources: Sequence[Source], config: Config, store: Store, reporter: Reporter
    ) -> dict[str, Document]:
        """Return the documents of a few sources by path; `keep` keeps what had to be parsed."""
        maker = _maker(config)
        keys = {it.path: self._key(maker, it.kind, it.digest) for it in sources}
        known = {
            key: _decoded(data) for key in keys.values() if (data := store.get("document", key))
        }
        known |= self._borrowed(set(keys.values()) - known.keys())
        unknown = [it for it in sources if keys[it.path] not in known]
        with reporter.stage("parse", len(unknown)) as step:
            for it in unknown:
                found = self._parsed(it, parse_options(config))
                kept = _Kept(found.document, in_memory(found.body))
                self._fresh.append((keys[it.path], kept))
                known[keys[it.path]] = _decoded(kept.document)
                step()
        return {path: known[key] for path, key in keys.items()}

    def body(self, digest: Digest) -> bytes | None:
        """Return a body; None if the store has lost it."""
        if digest in self._held:
            return self._held[digest]
        try:
            with Store.open(self._order.store, writable=False) as store:
                return self._bodies.get(store, digest)
        except StoreDamaged:
            return None
        finally:
            self._bodies.close()

    def parse_again(self, source: Source, config: Config) -> bytes:
        """Return the body of a source, and hold it."""
        parsed = self._parsed(source, parse_options(config))
        self._held[digest_of(parsed.body)] = parsed.body
        return parsed.body

    def keep(self) -> None:
        """Write what was parsed into the store; nobody else may be writing it."""
        if self._fresh:
            with Store.open(self._order.store) as store:
                # Bodies first: whatever happens in between, a known document has its body.
                bodies = ((_decoded(it.document).body, it.body) for _, it in self._fresh)
                self._bodies.keep(store, bodies)
                store.put("document", ((key, it.document) for key, it in self._fresh))
            self._fresh.clear()
            self._bodies.close()

    def _parsed(self, source: Source, options: ParseOptions) -> Parsed:
        return parse(self._read(source), KINDS[source.kind].name, options)

    def _key(self, maker: Digest, kind: str, digest: Digest) -> Digest:
        if not self._lasting:
            return fingerprint(maker, kind, digest)
        found = self._keys.get((maker, kind, digest))
        if found is None:
            found = self._keys[maker, kind, digest] = fingerprint(maker, kind, digest)
        return found

    def _recall(self, wanted: AbstractSet[Digest]) -> dict[Digest, Document]:
        with Store.open(self._order.store) as store:
            known = {key: _decoded(data) for key, data in store.items("document") if key in wanted}
        known |= self._borrowed(wanted - known.keys())
        self.keep()
        return known

    def _borrowed(self, wanted: AbstractSet[Digest]) -> dict[Digest, Document]:
        """Return what other profiles have parsed; `keep` is due then."""
        found: dict[Digest, Document] = {}
        for other in self._order.other_stores if wanted else ():
            found |= self._borrow(other, wanted - found.keys())
        return found

    def _borrow(self, other: Place, wanted: AbstractSet[Digest]) -> dict[Digest, Document]:
        """Return what another profile has parsed, and keep it; nothing if it has no sound store."""
        borrowed: dict[Digest, Document] = {}
        bodies = Bodies(other)
        with (
            suppress(StoreDamaged),
            closing(bodies),
            Store.open(other, writable=False) as store,
        ):
            for key in wanted:
                data = store.get("document", key)
                document = _decoded(data) if data else None
                body = bodies.get(store, document.body) if document else None
                if data and document and body:
                    borrowed[key] = document
                    self._fresh.append((key, _Kept(data, self._bodies.write(body))))
                    if len(self._fresh) == BATCH:
                        self.keep()
        return borrowed

    def _forget_unused(self, wanted: AbstractSet[Digest]) -> None:
        """Let go of old documents once they outnumber those in use.

        An editor who goes back to a branch of yesterday finds it still known.
        """
        with Store.open(self._order.store) as store:
            if store.prune("document", wanted, spare=max(len(wanted), SPARE)):
                self._bodies.prune(store, set(_bodies_in(store)))


def parse_options(config: Config) -> ParseOptions:
    """Return what of the configuration shapes a document."""
    return ParseOptions(
        config.timezone,
        config.language,
        config.policy.html == "trust",
        config.policy.first_year,
    )


def _maker(config: Config) -> Digest:
    """Return the digest of all that a document depends on besides its bytes."""
    return fingerprint(parse_options(config), engine(DOCUMENTS))


def _bodies_in(store: Store) -> Iterator[Digest]:
    return (_decoded(data).body for _, data in store.items("document"))


def _decoded(data: bytes) -> Document:
    try:
        return decode_document(data)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
