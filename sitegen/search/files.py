"""The files of blocks, parts and of the catalogue, published ones and those that are kept.

A **bundle** is what is made together: files by name. Those whose names end with `PUBLISHED` are
files of the site; the others are for the builds that come after, which go on from them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TypeVar

import msgspec
from msgspec import Struct

from sitegen.model import Digest
from sitegen.search.blocks import Terms
from sitegen.search.encoding import compressed, name_of
from sitegen.search.parts import Put, Table, amended, made
from sitegen.search.shards import Shard

PUBLISHED = (".bin", ".js")
TERMS, ROWS, TABLE, LISTED = "terms", "rows", "table", "listed"

Bundle = Mapping[str, bytes]
ReadBlock = Callable[[Digest], Bundle]
"""Returns the bundle of a block by its key."""

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
    """What the catalogue says of a part, and the keys of the blocks that it was made from."""

    blocks: list[Rows]
    shards: list[tuple[str, str]]
    keys: list[Digest]


def block_bundle(
    terms: Terms, shown: Sequence[tuple[object, ...]], day: str, languages: Iterable[str]
) -> Bundle:
    """Return the bundle of a block: its terms; the language and what is `shown` of each story."""
    rows = msgspec.json.encode(shown)
    name = name_of(rows)
    runs = "".join([f"{language}{len([*some])}" for language, some in groupby(languages)])
    kept = {TERMS: encoded(terms), ROWS: encoded(Rows(len(shown), day, name, runs))}
    return {**kept, f"{name}.bin": compressed(rows)}


def part_bundle(keys: Sequence[Digest], read: ReadBlock) -> Bundle:
    """Return the bundle of a part that is made at once from blocks of these keys, in order."""
    rows: list[Rows] = []
    files: dict[str, bytes] = {}

    def terms(key: Digest) -> Terms:
        bundle = read(key)
        rows.append(it := decoded(bundle[ROWS], Rows))
        files[f"{it.name}.bin"] = bundle[f"{it.name}.bin"]
        return decoded(bundle[TERMS], Terms)

    table, shards = made(map(terms, keys))
    return {**files, **_shards(table, shards, {}), **_kept(keys, rows, table)}


def amended_bundle(before: Bundle, keys: Sequence[Digest], read: ReadBlock) -> Bundle:
    """Return the bundle of a part that had blocks of other keys before.

    `read` is asked for those that changed, and for what they were.
    """
    was = decoded(before[LISTED], Listed)
    rows: list[Rows] = []
    files: dict[str, bytes] = {}
    puts = []
    for number, (old, new) in enumerate(zip_longest(was.keys, keys)):
        come = read(new) if new and new != old else {}
        if new:
            rows.append(it := decoded(come[ROWS], Rows) if come else was.blocks[number])
            files[f"{it.name}.bin"] = (come or before)[f"{it.name}.bin"]
        if old != new:
            puts.append(Put(number, _terms(read(old) if old else {}), _terms(come)))
    table, shards = amended(
        decoded(before[TABLE], Table), puts, lambda name: decoded(before[f"{name}.kept"], Shard)
    )
    return {**files, **_shards(table, shards, before), **_kept(keys, rows, table)}


def _terms(block: Bundle) -> Terms:
    return decoded(block[TERMS], Terms) if block else Terms([], [], [], {}, {})


def _shards(table: Table, shards: Mapping[str, Shard], before: Bundle) -> Bundle:
    """Return the files of shards; those that did not change are in the bundle before."""
    files: dict[str, bytes] = {}
    for placed in table.shards:
        public, kept = f"{placed.name}.bin", f"{placed.name}.kept"
        if shard := shards.get(placed.name):
            files[public], files[kept] = compressed(shard.published()), encoded(shard)
        else:
            files[public], files[kept] = before[public], before[kept]
    return files


def _kept(keys: Sequence[Digest], rows: list[Rows], table: Table) -> Bundle:
    listed = Listed(rows, [(it.start, it.name) for it in table.shards], list(keys))
    return {TABLE: encoded(table), LISTED: encoded(listed)}


def catalogue(parts: Iterable[Listed], languages: Mapping[str, str]) -> bytes:
    """Return the catalogue as JSON; `languages` are the names of their modules."""
    listed = [
        {
            "day": min(block.day for block in it.blocks),
            "blocks": [(block.stories, block.name, block.languages) for block in it.blocks],
            "shards": it.shards,
        }
        for it in parts
    ]
    return msgspec.json.encode({"parts": listed, "languages": languages})


def distance(was: Sequence[Digest], keys: Sequence[Digest]) -> int:
    """Return how many blocks of a part have other keys than they had."""
    return sum(old != new for old, new in zip_longest(was, keys))


encoded = msgspec.msgpack.Encoder().encode


def decoded(data: bytes, kind: type[Value]) -> Value:
    """Return what was encoded. Raises `msgspec.DecodeError`."""
    return msgspec.msgpack.decode(data, type=kind)
