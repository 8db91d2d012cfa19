"""Documents through the store: a file's bytes are parsed once."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import NamedTuple

import msgspec

from sitegen.config import Config
from sitegen.content.kinds import KINDS
from sitegen.content.parse import Parsed, ParseOptions, decode_document, parse
from sitegen.digests import fingerprint
from sitegen.errors import StoreDamaged
from sitegen.model import Digest, Document, Source
from sitegen.pages.render import ReadSource
from sitegen.pipeline.engines import DOCUMENTS
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.bodies import Bodies, body_in, in_memory
from sitegen.pipeline.memory.reading import StoreReader
from sitegen.pipeline.memory.store import Place, Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.workers import spread

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
        self._facts = StoreReader(order.store, lasting=lasting)
        self._known: dict[Digest, Document] = {}
        self._fresh: list[tuple[Digest, _Kept]] = []
        self._bodies = Bodies(order.store)
        self._held: dict[Digest, bytes] = {}
        self._is_first = True

    def parse(
        self, sources: Sequence[Source], config: Config, reporter: Reporter, jobs: int
    ) -> None:
        """See to it that some documents are known, parsing what was never parsed before.

        The first time it writes the store: nobody else may be writing it.
        """
        options, maker = parse_options(config), _maker(config)
        keys = {it.path: fingerprint(maker, it.kind, it.digest) for it in sources}
        known = self._recalled(set(keys.values()))
        unknown = [source for source in sources if keys[source.path] not in known]
        first = self._is_first

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
                    self._fresh.append((key, result))
                    if not first:
                        self._known[key] = _decoded(result.document)
                        self._held[self._known[key].body] = body_in(result.body)
                    elif len(self._fresh) == BATCH:
                        self.keep()
                    step()
        if first:
            self.keep()
        self._is_first = first and not self._lasting

    def shelf(self, texts: Mapping[str, Source], config: Config) -> "Shelf":
        """Return documents by path, each read when somebody asks for it."""
        return Shelf(self, texts, config)

    def document(self, source: Source, config: Config) -> Document:
        """Return the document of a source, parsed again if the store has lost it."""
        key = fingerprint(_maker(config), source.kind, source.digest)
        known = self._known.get(key)
        if known is None:
            data = self._facts.get("document", key)
            known = _decoded(data) if data else self._parsed_again(source, config)
            if self._lasting:
                self._known[key] = known
        return known

    def let_go(self, texts: Mapping[str, Source], config: Config) -> None:
        """Let go of old documents once they outnumber those in use.

        An editor who goes back to a branch of yesterday finds it still known.
        """
        with Store.open(self._order.store) as store:
            if store.count("document") > len(texts) + max(len(texts), SPARE):
                maker = _maker(config)
                used = {fingerprint(maker, it.kind, it.digest) for it in texts.values()}
                store.prune("document", used)
                self._bodies.prune(store, set(_bodies_in(store)))

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

    def body_of(self, source: Source, config: Config) -> bytes:
        """Return the body of a source, parsed again, and hold it."""
        return self._held[self._parsed_again(source, config).body]

    def _parsed_again(self, source: Source, config: Config) -> Document:
        parsed = self._parsed(source, parse_options(config))
        document = _decoded(parsed.document)
        self._held[document.body] = parsed.body
        self._known[fingerprint(_maker(config), source.kind, source.digest)] = document
        return document

    def close(self) -> None:
        """Hold nothing open."""
        self._facts.close()

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

    def _recalled(self, wanted: AbstractSet[Digest]) -> set[Digest]:
        """Return those of some keys that are known, after borrowing what others have parsed."""
        found = {key for key in wanted if key in self._known}
        if not self._is_first:
            return found
        with Store.open(self._order.store) as store:
            found |= wanted & store.keys("document")
        for other in self._order.other_stores if wanted - found else ():
            found |= self._borrow(other, wanted - found)
        self.keep()
        return found

    def _borrow(self, other: Place, wanted: AbstractSet[Digest]) -> set[Digest]:
        """Keep what another profile has parsed, and return it; nothing without a sound store."""
        borrowed: set[Digest] = set()
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
                    borrowed.add(key)
                    self._fresh.append((key, _Kept(data, self._bodies.write(body))))
                    if len(self._fresh) == BATCH:
                        self.keep()
        return borrowed


class Shelf(Mapping[str, Document]):
    """Documents by path, each read when somebody asks for it."""

    def __init__(self, documents: Documents, texts: Mapping[str, Source], config: Config) -> None:
        self._documents = documents
        self._texts = texts
        self._config = config

    def __getitem__(self, path: str) -> Document:
        return self._documents.document(self._texts[path], self._config)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


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
