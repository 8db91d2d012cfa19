"""Digests of frozen values and of the code that works on them.

`fingerprint` refuses what it does not know: a view that holds an open file, a function or any
other hidden input fails at once, in development, and not as a stale page later.
"""

import sys
import unicodedata
from functools import cache

import msgspec

from sitegen.model import Digest
from sitegen.pipeline.engines import Engine
from sitegen.pipeline.imports import LIBRARIES, all_sources, shaped_by, versions
from sitegen.statcache import digest_of

PYTHON = (*sys.version_info[:2], unicodedata.unidata_version)
"""The interpreter and its idea of letters: both shape slugs, anchors and words."""


def _refuse(value: object) -> object:
    message = f"no fingerprint of {type(value).__name__}: a view holds frozen values only"
    raise TypeError(message)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_refuse, order="deterministic")


def fingerprint(*values: object) -> Digest:
    """Return the digest of frozen values: structs, tuples, mappings, texts, numbers, moments."""
    return digest_of(_ENCODER.encode(values))


@cache
def engine(shapers: Engine) -> Digest:
    """Return the digest of our own sources in an engine, and of the versions of its libraries."""
    sources, libraries = shaped_by(shapers.roots)
    return fingerprint(sources, versions(libraries), PYTHON)


def everything() -> Digest:
    """Return the digest of all our own sources, and of every library that shapes anything."""
    return fingerprint(all_sources(), versions(LIBRARIES), PYTHON)
