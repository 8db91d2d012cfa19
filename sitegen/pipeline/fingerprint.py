"""Digests of the code that works on values."""

import sys
import unicodedata
from functools import cache

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.pipeline.engines import Engine
from sitegen.pipeline.imports import LIBRARIES, all_sources, shaped_by, versions

PYTHON = (*sys.version_info[:2], unicodedata.unidata_version)
"""The interpreter and its idea of letters: both shape slugs, anchors and words."""


@cache
def engine(shapers: Engine) -> Digest:
    """Return the digest of our own sources in an engine, and of the versions of its libraries."""
    sources, libraries = shaped_by(shapers.roots)
    return fingerprint(sources, versions(libraries), PYTHON)


@cache
def everything() -> Digest:
    """Return the digest of all our own sources, and of every library that shapes anything."""
    return fingerprint(all_sources(), versions(LIBRARIES), PYTHON)
