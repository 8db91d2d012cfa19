"""Documents through the store: a file's bytes are parsed once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import NamedTuple

import msgspec

from sitegen.config import Config
from sitegen.content.kinds import KINDS
from sitegen.content.parse import (
    Opened,
    Parsed,
    ParseOptions,
    decode_document,
    opened,
    parse,
    parsed,
)
from sitegen.digests import fingerprint
from sitegen.errors import StoreDamaged
from sitegen.model import Digest, Document, Source
from sitegen.pages.render import ReadSource
from sitegen.pipeline.engines import DOCUMENTS
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.memory.bodies import Bodies, body_in, in_memory
from sitegen.pipeline.memory.memo import Memo, Work
from sitegen.pipeline.memory.store import Place, Store
from sitegen.pipeline.order import Order, Reporter
from sitegen.pipeline.work import Steps

WORTH_A_FORK = 40
"""Documents a worker: parsing fewer takes less time than starting one."""


class _Kept(NamedTuple):
    """A document, its body's digest, what the store is told of that, and what else was made."""

    document: bytes
    digest: Digest
    body: bytes
    path: str
    more: bytes


class Documents:
    """Documents by what they were made from, as the store has them, and as they were parsed since.

    One that is `lasting` is a memo that is, and holds the bodies of the documents that it holds.
    """

    def __init__(self, order: Order, read: ReadSource, *, lasting: bool = False) -> None:
        self._order = order
        self._read = read
        self._memo: Memo[Document] = Memo(
            order.store, "document", decode_document, lasting=lasting, before=self._keep_bodies
        )
        self._bodies = Bodies(order.store)
        self._waiting: dict[Digest, bytes] = {}
        self._held: dict[Digest, bytes] = {}

    def parse(
        self,
        sources: Sequence[Source],
        config: Config,
        reporter: Reporter,
        jobs: int,
        more: Callable[[Source, Document], bytes] = lambda _source, _document: b"",
    ) -> dict[str, bytes]:
        """See to it that some documents are known, parsing what was never parsed before.

        Returns by path what `more` is made of those that are parsed, by the process that does so:
        who needs it need not read them again. The first time it writes the store: nobody else may
        be writing it.
        """
        made: dict[str, bytes] = {}
        options, maker = parse_options(config), maker_of(config)
        by_key = {fingerprint(maker, it.kind, it.digest): it for it in sources}
        unknown = self._memo.unknown(by_key.keys())
        writing = self._memo.is_writing
        for other in self._order.other_stores if writing else ():
            if unknown:
                unknown -= self._borrow(other, unknown)

        def read(source: Source) -> tuple[Source, Opened]:
            return source, opened(self._read(source), KINDS[source.kind].name, options)

        def understood(it: tuple[Source, Opened]) -> tuple[Source, Parsed]:
            return it[0], parsed(it[1])

        def kept(it: tuple[Source, Parsed]) -> _Kept:
            source, found = it
            body = self._bodies.write(found.body) if writing else in_memory(found.body)
            return _Kept(
                found.document, found.known.body, body, source.path, more(source, found.known)
            )

        def taken(result: _Kept) -> bytes:
            self._waiting[result.digest] = result.body
            if not writing:
                self._held[result.digest] = body_in(result.body)
            made[result.path] = result.more
            return result.document

        self._memo.make(
            {key: source for key, source in by_key.items() if key in unknown},
            Steps.of(read).then(understood).then(kept),
            Work("parse", reporter, jobs, WORTH_A_FORK),
            taken,
        )
        return made

    def by_path(self, texts: Mapping[str, Source], config: Config) -> "DocumentsByPath":
        """Return documents by path, each read when somebody asks for it."""
        return DocumentsByPath(self, texts, config)

    def document(self, source: Source, config: Config, maker: Digest = b"") -> Document:
        """Return the document of a source, parsed again if the store has lost it.

        `maker` is what `maker_of` the configuration is, for who asks often.
        """
        made_by = maker or maker_of(config)
        known = self._memo.get(fingerprint(made_by, source.kind, source.digest))
        return known or self._parsed_again(source, config)

    def prune(self, texts: Mapping[str, Source], config: Config) -> None:
        """Let the store forget old documents once they outnumber those in use."""
        if self._memo.prune(len(texts), lambda: _keys(texts.values(), config)):
            with Store.open(self._order.store) as store:
                self._bodies.prune(store, set(_bodies_in(store)))

    def let_go(self, sources: Iterable[Source], config: Config) -> None:
        """Let go of what is held in memory, but for the documents of some sources."""
        if self._memo.let_go(lambda: _keys(sources, config)):
            used = {document.body for document in self._memo.held()}
            for digest in [it for it in list(self._held) if it not in used]:
                self._held.pop(digest, None)
                self._waiting.pop(digest, None)

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

    def close(self) -> None:
        """Hold nothing open."""
        self._memo.close()

    def keep(self) -> None:
        """Write what was parsed into the store; nobody else may be writing it."""
        self._memo.keep()

    def _keep_bodies(self, store: Store) -> None:
        # Bodies first: whatever happens in between, a known document has its body.
        self._bodies.keep(store, self._waiting.items())
        self._waiting.clear()
        self._bodies.close()

    def _parsed_again(self, source: Source, config: Config) -> Document:
        parsed = self._parsed(source, parse_options(config))
        key = fingerprint(maker_of(config), source.kind, source.digest)
        document = self._memo.hold(key, parsed.document)
        self._held[document.body] = parsed.body
        return document

    def _parsed(self, source: Source, options: ParseOptions) -> Parsed:
        return parse(self._read(source), KINDS[source.kind].name, options)

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
                    self._waiting[document.body] = self._bodies.write(body)
                    self._memo.add(key, data)
        self._memo.keep()
        return borrowed


class DocumentsByPath(Mapping[str, Document]):
    """Documents by path, each read when somebody asks for it."""

    def __init__(self, documents: Documents, texts: Mapping[str, Source], config: Config) -> None:
        self._documents = documents
        self._texts = texts
        self._config = config
        self._maker = maker_of(config)

    def __getitem__(self, path: str) -> Document:
        return self._documents.document(self._texts[path], self._config, self._maker)

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
        config.policy.strict_since,
    )


def maker_of(config: Config) -> Digest:
    """Return the digest of all that a document depends on besides its bytes."""
    return fingerprint(parse_options(config), engine(DOCUMENTS))


def _keys(sources: Iterable[Source], config: Config) -> set[Digest]:
    maker = maker_of(config)
    return {fingerprint(maker, it.kind, it.digest) for it in sources}


def _bodies_in(store: Store) -> Iterator[Digest]:
    return (_decoded(data).body for _, data in store.items("document"))


def _decoded(data: bytes) -> Document:
    try:
        return decode_document(data)
    except msgspec.DecodeError as error:
        raise StoreDamaged(str(error)) from error
