"""Facts of the store for who reads one after the other, in whichever process."""

import os
from contextlib import suppress

from sitegen.errors import StoreDamaged
from sitegen.pipeline.memory.store import Kind, Place, Store


class StoreReader:
    """Reads facts; each process opens the store for itself, when it first needs one.

    One that is `lasting` holds nothing open: others may replace or remove the store meanwhile, and
    threads may ask.
    """

    def __init__(self, place: Place, *, lasting: bool = False) -> None:
        self._place = place
        self._lasting = lasting
        self._store: Store | None = None
        self._process = 0
        self._inherited: list[Store | None] = []

    def get(self, kind: Kind, key: bytes) -> bytes | None:
        """Return a fact, or None. Raises `StoreDamaged`, but not if lasting: others see to that."""
        if self._lasting:
            with suppress(StoreDamaged), Store.open(self._place, writable=False) as store:
                return store.get(kind, key)
            return None
        if self._store is None or self._process != os.getpid():
            # What a process inherits is its parent's: it is neither read nor closed here.
            self._inherited.append(self._store)
            self._store, self._process = Store.open(self._place, writable=False), os.getpid()
        return self._store.get(kind, key)

    def close(self) -> None:
        """Close the store, if this process opened it: nothing may be open when it forks."""
        if self._store is not None and self._process == os.getpid():
            self._store.close()
        self._store = None
