"""Digests of frozen values and of the code that works on them.

`fingerprint` refuses what it does not know: a view that holds an open file, a function or any
other hidden input fails at once, in development, and not as a stale page later.
"""

import sys
import unicodedata
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from sitegen.build.engines import Engine
from sitegen.model import Digest
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
    sources = {
        path: digest_of(file.read_bytes())
        for name in shapers.sources
        for path, file in _sources(files("sitegen").joinpath(name), name)
    }
    return fingerprint(sources, {name: version(name) for name in shapers.libraries}, PYTHON)


def _sources(place: Traversable, path: str) -> list[tuple[str, Traversable]]:
    if place.is_file():
        return [(path, place)]
    return [
        found
        for entry in place.iterdir()
        if entry.is_dir() or entry.name.endswith((".py", ".toml"))
        for found in _sources(entry, f"{path}/{entry.name}")
    ]
