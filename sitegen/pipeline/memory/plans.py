"""The batches of the last plan: the key of each, and its paths."""

from collections.abc import Iterable

import msgspec
from msgspec import Raw, Struct

from sitegen.model import Digest
from sitegen.pipeline.memory.store import Store

_FACT = b"plan"


class Batched(Struct, frozen=True, array_like=True, gc=False):
    """A batch as it was planned: its key, and its output paths as they are encoded."""

    key: Digest
    encoded: Raw

    @property
    def paths(self) -> list[str]:
        """The output paths."""
        return _PATHS.decode(self.encoded)

    def may_hold(self, paths: Iterable[str]) -> bool:
        """Say whether one of some paths may be in it, without decoding those that it has."""
        return any(path.encode() in bytes(self.encoded) for path in paths)


class Plan(Struct, frozen=True, array_like=True):
    """All batches by name, and the digest of what shaped them all."""

    shared: Digest = b""
    batches: dict[str, Batched] = {}


def batched(key: Digest, paths: Iterable[str]) -> Batched:
    """Return a batch as it is remembered."""
    return Batched(key, Raw(msgspec.msgpack.encode(list(paths))))


def read_plan(store: Store) -> Plan:
    """Return the last plan; one without batches if it is not known."""
    data = store.get("memo", _FACT)
    try:
        return _PLANS.decode(data) if data else Plan()
    except msgspec.DecodeError:
        return Plan()  # an older version wrote it


def plan_fact(plan: Plan) -> tuple[bytes, bytes]:
    """Return what `read_plan` reads."""
    return _FACT, msgspec.msgpack.encode(plan)


_PLANS = msgspec.msgpack.Decoder(Plan)
_PATHS = msgspec.msgpack.Decoder(list[str])
