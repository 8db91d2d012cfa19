"""Whether an output must be made again, and why: a pure comparison."""

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


def stale(key: Key, record: Record | None, present: Digest | None) -> Reason | None:
    """Return why an output must be made again, or None; `present` is the digest of its file."""
    if record is None:
        return "new"
    if record.key != key:
        return _changed(record.key, key)
    if present is None:
        return "missing"
    return "altered" if present != record.digest else None


def _changed(old: Key, new: Key) -> Reason:
    if old.view != new.view:
        return "view"
    return "template" if old.template != new.template else "engine"
