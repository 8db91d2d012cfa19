"""What lies apart from rows (`Kept`), by digest: written as documents are settled, read by few."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sitegen.edition.rows import Row
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.memo import Memo
from sitegen.pipeline.order import Order


class Apart:
    """Facts in the store. One that is `lasting` holds all in memory, whatever others store."""

    def __init__(self, order: Order, *, lasting: bool = False) -> None:
        self._lasting = lasting
        self._memo = Memo(order.store, "kept", bytes, lasting=lasting, batch=0)
        self._is_loaded = not lasting

    def reader(self) -> Callable[[Digest], bytes]:
        """Return who returns a fact, or raises `StoreDamaged` if it is lost.

        Of a lasting one it goes on to know all that is held now, whatever is let go later.
        """
        self._load()
        get = self._memo.reader()

        def read(digest: Digest) -> bytes:
            data = get(digest)
            if data is None:
                message = "what was found out about a document is missing"
                raise StoreDamaged(message)
            return data

        return read

    @contextmanager
    def keeping(self) -> Iterator[Callable[[Digest, bytes], None]]:
        """Give a function that keeps a fact under its digest; all are kept in the end."""
        self._load()

        def keep(digest: Digest, data: bytes) -> None:
            if data:
                self._memo.add(digest, data)

        yield keep
        if not self._lasting:  # what the rows of builds name, builds store
            self._memo.keep()

    def let_go(self, rows: Iterable[Row]) -> None:
        """Let go of what is held in memory and none of some rows has."""
        self._memo.let_go(lambda: {row.kept for row in rows})

    def close(self) -> None:
        """Hold nothing open."""
        self._memo.close()

    def _load(self) -> None:
        if not self._is_loaded:
            self._memo.load()
            self._is_loaded = True
