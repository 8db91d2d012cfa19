"""A memo: facts of one kind by what they are made from, each of them made once.

A key is the digest of all that its fact depends on. A build leaves what it makes to the store,
batch by batch. A memo that is `lasting` is asked again and again, by threads too, while others
may replace the store: it holds in memory what it was asked for, and lets go of what is not used.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from typing import Generic, NamedTuple, TypeVar

import msgspec

from sitegen.errors import StoreDamaged
from sitegen.model import Digest, Source
from sitegen.pipeline.memory.store import Kind, Place, Store
from sitegen.pipeline.order import Reporter
from sitegen.pipeline.work import Steps
from sitegen.pipeline.workers import spread

T = TypeVar("T")
Made = TypeVar("Made")

BATCH = 500
"""Facts a write."""

SPARE = 100
"""Facts of no use that even a small site keeps, the newest: somebody may go back to them."""


class Work(NamedTuple):
    """How facts are made: in which stage, over how many processes; the rest as `spread` has it."""

    stage: str
    reporter: Reporter
    jobs: int
    worth_a_fork: int
    weights: tuple[float, ...] = ()
    limit: float = 0.0


class Memo(Generic[T]):
    """Facts of one kind in one store. `before` is called before they are written into it.

    While workers live that read facts, nobody writes any: such a memo has a `batch` of 0.

    The first time one that is `lasting` makes facts it writes them, as a build does, unless all
    were loaded. From then on it leaves the store alone until somebody calls `keep`.
    """

    def __init__(
        self,
        place: Place,
        kind: Kind,
        decode: Callable[[bytes], T],
        *,
        lasting: bool = False,
        before: Callable[[Store], None] = lambda _: None,
        batch: int = BATCH,
    ) -> None:
        self._place = place
        self._kind = kind
        self._decode = decode
        self._lasting = lasting
        self._before = before
        self._batch = batch
        self.is_writing = True
        self._stored: set[Digest] | None = None
        self._held: dict[Digest, T] = {}
        self._fresh: dict[Digest, bytes] = {}
        self._news = 0
        self._has_kept = False
        self._store: Store | None = None
        self._process = 0
        self._maker = os.getpid()
        self._inherited: list[Store | None] = []

    def load(self) -> None:
        """Hold all facts that the store has. Raises `StoreDamaged`, and holds what it has got."""
        self._stored = set()
        self.is_writing = self.is_writing and not self._lasting
        with Store.open(self._place, writable=False) as store:
            for key, data in store.items(self._kind):
                self.hold(key, data)

    def unknown(self, wanted: AbstractSet[Digest]) -> set[Digest]:
        """Return those of some keys whose facts are to be made. Raises `StoreDamaged`."""
        unknown = wanted - self._held.keys() - self._fresh.keys()
        if unknown and self._stored is None and self.is_writing:
            with Store.open(self._place, writable=False) as store:
                if not self._lasting:
                    return unknown - store.known(self._kind, unknown)
                self._stored = store.keys(self._kind)
        return unknown - (self._stored or set())

    def make(
        self,
        sources: Mapping[Digest, Source],
        make: Callable[[Source], Made] | Steps[Source, Made],
        work: Work,
        taken: Callable[[Made], bytes],
    ) -> None:
        """Make facts, each in whichever process; `taken` is told in this one what came of each."""
        self.close()
        keys, each = list(sources), list(sources.values())
        with work.reporter.stage(work.stage, len(each)) as step:
            results = spread(
                len(each),
                Steps.of(make).given(each.__getitem__),
                jobs=work.jobs,
                worth_a_fork=work.worth_a_fork,
                weights=work.weights,
                limit=work.limit,
                named=lambda number: each[number].path,
            )
            with closing(results):
                for number, made in results:
                    self.add(keys[number], taken(made))
                    step()
        if self.is_writing:
            self.keep()
        self.is_writing = self.is_writing and not self._lasting

    def add(self, key: Digest, data: bytes) -> None:
        """Add a fact that was made."""
        self._fresh[key] = data
        if not self.is_writing:
            self.hold(key, data)
        elif len(self._fresh) == self._batch:
            self.keep()

    def hold(self, key: Digest, data: bytes) -> T:
        """Hold a fact in memory, and return it. Raises `StoreDamaged` if it is none."""
        self._held[key] = fact = self._decoded(data)
        self._news += 1
        return fact

    def get(self, key: Digest) -> T | None:
        """Return a fact; None if the store has lost it. Raises `StoreDamaged`, unless lasting."""
        if key in self._held:
            return self._held[key]
        data = self._fresh.get(key) or self._read(key)
        if data is None:
            return None
        return self.hold(key, data) if self._lasting else self._decoded(data)

    def reader(self) -> Callable[[Digest], T | None]:
        """Return what does as `get`, and goes on to know what is held now, whatever goes later."""
        held = self._held
        return lambda key: held[key] if key in held else self.get(key)

    def held(self) -> Iterable[T]:
        """Return the facts in memory."""
        return list(self._held.values())

    def keep(self) -> None:
        """Write what was made into the store; nobody else may be writing it."""
        if not self._fresh:
            return
        with Store.open(self._place) as store:
            self._before(store)
            store.put(self._kind, self._fresh.items())
        if self._stored is not None:
            self._stored |= self._fresh.keys()
        self._fresh.clear()
        self._has_kept = True

    def let_go(self, used: Callable[[], AbstractSet[Digest]]) -> bool:
        """Let go of what is in memory and not used, but for the newest; say whether any went.

        It is looked at once there is enough that is new: `used` may take its time.
        """
        if self._news <= SPARE:
            return False
        in_use, self._news = used(), 0
        held = dict(self._held)  # at once, whatever threads add meanwhile
        unused = [key for key in held if key not in in_use]
        going = set(unused[: max(0, len(unused) - SPARE)])
        self._held = {key: fact for key, fact in held.items() if key not in going}
        self._fresh = {key: data for key, data in self._fresh.items() if key not in going}
        if self._stored is not None:
            self._stored -= going
        return bool(going)

    def prune(self, count: int, used: Callable[[], AbstractSet[Digest]]) -> bool:
        """Forget what the store has and nothing uses, once it outnumbers the `count` of the rest.

        An editor who goes back to a branch of yesterday finds it still known. Says whether any
        went; nobody else may be writing the store.
        """
        if not self._has_kept:
            return False
        with Store.open(self._place) as store:
            if store.count(self._kind) <= count + max(count, SPARE):
                return False
            return store.prune(self._kind, used())

    def close(self) -> None:
        """Close the store, if this process opened it: nothing may be open when it forks."""
        if self._store is not None and self._process == os.getpid():
            self._store.close()
        self._store = None

    def _read(self, key: Digest) -> bytes | None:
        if self._lasting:
            with suppress(StoreDamaged), Store.open(self._place, writable=False) as store:
                return store.get(self._kind, key)
            return None  # somebody may have cleaned up: it is made again
        if self._store is None or self._process != os.getpid():
            # What a process inherits is its parent's: it is neither read nor closed here.
            self._inherited.append(self._store)
            self._process = os.getpid()
            still = self._process != self._maker
            self._store = Store.open(self._place, writable=False, still=still)
        return self._store.get(self._kind, key)

    def _decoded(self, data: bytes) -> T:
        try:
            return self._decode(data)
        except msgspec.DecodeError as error:
            raise StoreDamaged(str(error)) from error
