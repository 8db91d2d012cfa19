"""What lies apart from rows (`Kept`), by digest: written as documents are settled, read by few."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sitegen.edition.rows import Row
from sitegen.errors import StoreDamaged
from sitegen.model import Digest
from sitegen.pipeline.memory.reading import StoreReader
from sitegen.pipeline.memory.store import Store
from sitegen.pipeline.order import Order

BATCH = 1000
"""Facts a write."""

SPARE = 4
"""How many versions of everything are held in memory, at most."""


class Apart:
    """Facts in the store. One that is `lasting` holds all in memory, whatever others store."""

    def __init__(self, order: Order, *, lasting: bool = False) -> None:
        self._order = order
        self._lasting = lasting
        self._facts = StoreReader(order.store)
        self._held: dict[Digest, bytes] = {}
        self._is_loaded = not lasting

    def reader(self) -> Callable[[Digest], bytes]:
        """Return who returns a fact, or raises `StoreDamaged` if it is lost.

        Of a lasting one it goes on to know all that is held now, whatever is let go later.
        """
        if not self._is_loaded:
            self._load()
        held = self._held

        def read(digest: Digest) -> bytes:
            data = held.get(digest) if self._lasting else self._facts.get("kept", digest)
            if data is None:
                message = "what was found out about a document is missing"
                raise StoreDamaged(message)
            return data

        return read

    @contextmanager
    def keeping(self) -> Iterator[Callable[[Digest, bytes], None]]:
        """Give a function that keeps a fact under its digest; all are kept in the end."""
        waiting: dict[Digest, bytes] = {}

        def write() -> None:
            if self._lasting:
                self._held.update(waiting)
            elif waiting:
                with Store.open(self._order.store) as store:
                    store.put("kept", waiting.items())
            waiting.clear()

        def keep(digest: Digest, data: bytes) -> None:
            if data:
                waiting[digest] = data
                if len(waiting) == BATCH:
                    write()

        if not self._is_loaded:
            self._load()
        yield keep
        write()

    def let_go(self, rows: Iterable[Row]) -> None:
        """Forget what none of some rows has, once that is most of all that is held."""
        used = {row.kept for row in rows}
        if len(self._held) > SPARE * len(used):
            self._held = {key: data for key, data in self._held.items() if key in used}

    def close(self) -> None:
        """Hold nothing open."""
        self._facts.close()

    def _load(self) -> None:
        with Store.open(self._order.store, writable=False) as store:
            self._held = dict(store.items("kept")) | self._held
        self._is_loaded = True
