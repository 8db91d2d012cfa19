"""Digests of frozen values: what bytes are to a stat cache, values are to the pipeline.

`fingerprint` refuses what it does not know: a value that holds an open file, a function or any
other hidden input fails at once, in development, and not as a stale page later.
"""

import msgspec

from sitegen.model import Digest
from sitegen.statcache import digest_of


def _refuse(value: object) -> object:
    message = f"no fingerprint of {type(value).__name__}: a view holds frozen values only"
    raise TypeError(message)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_refuse, order="deterministic")


def encoded(value: object) -> bytes:
    """Return the one encoding of a frozen value: equal values, and no others, have equal bytes."""
    return _ENCODER.encode(value)


def fingerprint(*values: object) -> Digest:
    """Return the digest of frozen values: structs, tuples, mappings, texts, numbers, moments."""
    return digest_of(_ENCODER.encode(values))
