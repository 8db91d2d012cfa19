"""The files of blocks, shards, parts and of the catalogue, published ones and those that are kept.

A **bundle** is what is made together: files by name. Those whose names end with `PUBLISHED` are
files of the site; the others are for the builds that come after, which go on from them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TypeVar

import msgspec
from msgspec import Struct

from sitegen.digests import encoded
from sitegen.model import Digest
from sitegen.search.blocks import Terms
from sitegen.search.encoding import compressed, name_of
from sitegen.search.parts import Placed, Put, Shards, amended, made
from sitegen.search.shards import Shard

PUBLISHED = (".bin", ".js")
TERMS, ROWS, SHARD, LISTED = "terms", "rows", "shard", "listed"

Bundle = Mapping[str, bytes]
Read = Callable[[Digest], bytes]
"""Returns what is kept of a block or of a shard, by its key or its digest."""

Value = TypeVar("Value")


class Rows(Struct, array_like=True, gc=False):
    """What a part says of a block: how many stories, the day of the oldest, what its rows are.

    `languages` are those of its stories, as `encoding` has them.
    """

    stories: int
    day: str
    name: str
    languages: str


class Listed(Struct, array_like=True, gc=False):
    """What there is of a part: its blocks, by number, with their keys; its shards, in order."""

    blocks: list[Rows]
    keys: list[Digest]
    shards: list[Placed]


def block_bundle(
    terms: Terms, shown: Sequence[tuple[object, ...]], day: str, languages: Iterable[str]
) -> Bundle:
    """Return the bundle of a block: its terms; the language and what is `shown` of each story."""
    rows = msgspec.json.encode(shown)
    name = name_of(rows)
    runs = "".join([f"{language}{len([*some])}" for language, some in groupby(languages)])
    kept = {TERMS: encoded(terms), ROWS: encoded(Rows(len(shown), day, name, runs))}
    return {f"{name}.bin": compressed(rows), **kept}


def shard_bundle(shard: Shard) -> Bundle:
    """Return the bundle of a shard."""
    return {f"{shard.name}.bin": compressed(*shard.sections()), SHARD: encoded(shard)}


def part_bundle(listed: Listed) -> Bundle:
    """Return the bundle of a part."""
    return {LISTED: encoded(listed)}


def part_made(keys: Sequence[Digest], rows_of: Read, terms_of: Read) -> tuple[Listed, Shards]:
    """Return a part that is made at once from blocks of these keys, in order, and its shards."""
    shards, new = made(decoded(terms_of(key), Terms) for key in keys)
    return Listed([decoded(rows_of(key), Rows) for key in keys], list(keys), shards), new


def part_amended(
    before: Listed, keys: Sequence[Digest], rows_of: Read, terms_of: Read, shard_of: Read
) -> tuple[Listed, Shards]:
    """Return a part that had blocks of other keys before, and the shards that it had not.

    Asked for are blocks that changed, the terms of what they were, and shards with such terms.
    """

    def terms(key: Digest) -> Terms:
        return decoded(terms_of(key), Terms) if key else Terms([], [], {}, {}, {})

    pairs = enumerate(zip_longest(before.keys, keys, fillvalue=b""))
    puts = (Put(number, terms(old), terms(new)) for number, (old, new) in pairs if old != new)
    shards, new = amended(
        before.shards, puts, len(keys), lambda kept: decoded(shard_of(kept), Shard)
    )
    known = dict(zip(before.keys, before.blocks, strict=True))
    rows = [known.get(key) or decoded(rows_of(key), Rows) for key in keys]
    return Listed(rows, list(keys), shards), new


def catalogue(
    parts: Iterable[Listed], languages: Mapping[str, tuple[str, str]], tell: Callable[[str], str]
) -> bytes:
    """Return the catalogue as JSON.

    `languages` are the names of their modules, and letters of which these know; `tell` writes a
    day, "2016-01-31", for readers.
    """
    listed = [
        {
            "day": (day := min(block.day for block in it.blocks)),
            "told": tell(day),
            "blocks": [(block.stories, block.name, block.languages) for block in it.blocks],
            "shards": [(shard.start, shard.name) for shard in it.shards],
        }
        for it in parts
    ]
    return msgspec.json.encode({"parts": listed, "languages": languages})


def distance(was: Sequence[Digest], keys: Sequence[Digest]) -> int:
    """Return how many blocks of a part have other keys than they had."""
    return sum(old != new for old, new in zip_longest(was, keys))


def decoded(data: bytes, kind: type[Value]) -> Value:
    """Return what was encoded. Raises `msgspec.DecodeError`."""
    return msgspec.msgpack.decode(data, type=kind)
