"""Digests of the code that works on values."""

import sys
import unicodedata
from collections.abc import Iterable
from functools import cache

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pipeline.engines import Engine
from sitegen.pipeline.imports import LIBRARIES, all_sources, shaped_by, versions

PYTHON = (*sys.version_info[:2], unicodedata.unidata_version)
"""The interpreter and its idea of letters: both shape slugs, anchors and words."""


_ENGINES: dict[tuple[Digest, Engine], Digest] = {}
"""Digests of engines, each with that of `everything` there was then."""


@cache
def engine(shapers: Engine) -> Digest:
    """Return the digest of our own sources in an engine, and of the versions of its libraries."""
    of_all = everything(), shapers
    if of_all not in _ENGINES:
        sources, libraries = shaped_by(shapers.roots)
        _ENGINES[of_all] = fingerprint(sources, versions(libraries), PYTHON)
    return _ENGINES[of_all]


def engines() -> list[tuple[Engine, Digest]]:
    """Return all engines that were asked for, with what `engine` returned."""
    return [(it, digest) for (of_all, it), digest in _ENGINES.items() if of_all == everything()]


def recall_engines(known: Iterable[tuple[Engine, Digest]]) -> None:
    """Learn what another process returned that had the same `everything`."""
    for it, digest in known:
        _ENGINES.setdefault((everything(), it), digest)


@cache
def everything() -> Digest:
    """Return the digest of all our own sources, and of every library that shapes anything."""
    return fingerprint(all_sources(), versions(LIBRARIES), PYTHON)
