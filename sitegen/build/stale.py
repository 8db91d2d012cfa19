"""Which outputs must be made again, and why: a pure comparison."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from sitegen.model import Digest

Reason = Literal["new", "view", "template", "engine", "missing", "altered"]

REASONS: dict[Reason, str] = {
    "new": "it is new",
    "view": "what it shows changed",
    "template": "its template, or an asset that this names, changed",
    "engine": "sitegen or a library changed",
    "missing": "the file was missing",
    "altered": "the file was not as it had been written",
}


class Key(Struct, frozen=True, gc=False, array_like=True):
    """All that the bytes of an output depend on, in three digests kept apart."""

    view: Digest
    template: Digest
    engine: Digest


class Record(Struct, frozen=True, gc=False, array_like=True):
    """An output as it was last made: by which key, which bytes, and why then."""

    key: Key
    digest: Digest
    reason: Reason


def stale(
    keys: Mapping[str, Key], records: Mapping[str, Record], present: Mapping[str, Digest]
) -> dict[str, Reason]:
    """Return the paths to make again; `present` holds the digests of the files that are there."""
    reasons: dict[str, Reason] = {}
    for path, key in keys.items():
        record = records.get(path)
        if record is None:
            reasons[path] = "new"
        elif record.key != key:
            reasons[path] = _changed(record.key, key)
        elif path not in present:
            reasons[path] = "missing"
        elif present[path] != record.digest:
            reasons[path] = "altered"
    return reasons


def _changed(old: Key, new: Key) -> Reason:
    if old.view != new.view:
        return "view"
    return "template" if old.template != new.template else "engine"
