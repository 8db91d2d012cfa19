"""The record of corrections as it is written, and read again (`ledger.py` makes it)."""

import msgspec
from msgspec import Struct


class Recorded(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry: the story's id in feeds and its address, the moment with its offset, the words."""

    story: str
    url: str
    date: str
    kind: str
    text: str
    was: str = ""
    now: str = ""


class Ledger(Struct, frozen=True, kw_only=True):
    """All entries of an edition, the oldest first."""

    corrections: tuple[Recorded, ...] = ()


def decoded(data: bytes) -> Ledger:
    """Return a record as it was written. Raises `msgspec.DecodeError`."""
    return msgspec.json.decode(data, type=Ledger)
