"""The terms of a part, cut into shards: all at once, or only those that an edit touched.

Both end with the same bytes: shards are cut by what is in the part, and a piece of a list says the
number of its block and nothing of its neighbours.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from sitegen.search.blocks import Terms
from sitegen.search.encoding import in_order, name_of, term_of
from sitegen.search.halving import halved
from sitegen.search.postings import BITS, beginnings, replaced
from sitegen.search.shards import (
    Lists,
    Shard,
    Tails,
    entry_of,
    line_of,
    lists_of,
    size_of,
    start_of,
)

LARGEST = 44_000
"""Bytes of a shard at most, before compression."""


class Placed(Struct, array_like=True, gc=False):
    """A shard of a part: where it begins, its name, and how many terms are in it."""

    start: str
    name: str
    terms: int


class Table(Struct, array_like=True, gc=False):
    """All terms of a part, in order, how many bytes each takes, and the shards that hold them."""

    terms: list[str] = []
    sizes: list[int] = []
    shards: list[Placed] = []


class Put(Struct):
    """That a block has other terms now than it had."""

    block: int
    before: Terms
    after: Terms


class _Run:
    """Terms side by side that were a shard: its name, or the shard as it is now."""

    def __init__(
        self, name: str, terms: list[str], sizes: list[int], shard: Shard | None = None
    ) -> None:
        self.name = name
        self.terms = terms
        self.sizes = sizes
        self.shard = shard


_NONE = _Run("", [], [])


def made(blocks: Iterable[Terms]) -> tuple[Table, dict[str, Shard]]:
    """Return the table of a part, and its shards by name; the blocks come in order."""
    lists: tuple[defaultdict[str, bytes], ...] = tuple(defaultdict(bytes) for _ in range(3))
    headlines, names, text = lists
    counted = Counter[tuple[str, str]]()
    for number, block in enumerate(blocks):
        few, many = beginnings(number)
        for term, slots in zip(block.terms, block.text, strict=True):
            if slots:
                text[term] += (few if len(slots) < BITS else many) + slots
        for standing, slots_of in ((headlines, block.headlines), (names, block.names)):
            for term, slots in slots_of.items():
                standing[term] += (few if len(slots) < BITS else many) + slots
        counted.update(zip(block.terms, block.forms, strict=True))
    tails: dict[str, Tails] = {}
    for (term, tail), blocks_of in counted.items():
        _count(tails, term, tail, blocks_of)
    keys = sorted(map(in_order, tails))
    terms = [term_of(key) for key in keys]
    columns = [tails[term] for term in terms]
    lines = list(map(line_of, terms, columns))
    entries = [
        entry_of((headlines.get(term, b""), names.get(term, b""), text.get(term, b"")))
        for term in terms
    ]
    shard = Shard(lines, entries, columns)
    sizes = list(map(size_of, lines, entries))
    return _cut([_Run("", terms, sizes, shard)], lambda _: shard)


def amended(
    table: Table, puts: Iterable[Put], read: Callable[[str], Shard]
) -> tuple[Table, dict[str, Shard]]:
    """Return the table of a part with other blocks, and by name the shards that changed.

    `read` returns a shard that was kept, by its name. All other shards are as they were.
    """
    changes = defaultdict[str, list[tuple[int, _Written, _Written]]](list)
    for put in puts:
        for term, before, after in _differences(put.before, put.after):
            changes[term].append((put.block, before, after))
    starts = [0, *accumulate(it.terms for it in table.shards)]
    stops = starts[1:]
    runs = [
        _Run(it.name, table.terms[start:stop], table.sizes[start:stop])
        for it, start, stop in zip(table.shards, starts, stops, strict=False)
    ] or [_Run("", [], [], Shard())]
    keys = list(map(in_order, table.terms))
    touched = defaultdict[int, list[str]](list)
    for term in changes:
        at = bisect_left(keys, in_order(term))
        touched[min(bisect_right(stops, at), len(runs) - 1)].append(term)
    for number, terms in touched.items():
        run = runs[number]
        _change(run, read, {term: changes[term] for term in terms})
    return _cut(runs, read)


_Written = tuple[str, Lists]
"""What a block says of a term: its forms, and its slots by place."""


def _count(tails: dict[str, Tails], term: str, tail: str, change: int) -> None:
    """Count that so many blocks more write a term with certain forms."""
    known = tails.get(term, 0)
    if not tail and isinstance(known, int):
        tails[term] = known + change
        return
    counted = {"": known} if isinstance(known, int) else known
    counted[tail] = counted.get(tail, 0) + change
    left = {form: count for form, count in counted.items() if count}
    tails[term] = left.get("", 0) if left.keys() <= {""} else left


def _differences(before: Terms, after: Terms) -> Iterator[tuple[str, _Written, _Written]]:
    """Yield the terms of which a block says something else."""
    old, new = (
        dict(zip(it.terms, zip(it.forms, it.text, strict=True), strict=True))
        for it in (before, after)
    )
    touched = {term for term, _ in old.items() ^ new.items()}
    touched.update(term for term, _ in before.names.items() ^ after.names.items())
    touched.update(term for term, _ in before.headlines.items() ^ after.headlines.items())
    for term in touched:
        yield term, _written(term, old, before), _written(term, new, after)


def _written(term: str, text: dict[str, tuple[str, bytes]], block: Terms) -> _Written:
    forms, slots = text.get(term, ("", b""))
    return forms, (block.headlines.get(term, b""), block.names.get(term, b""), slots)


def _change(
    run: _Run,
    read: Callable[[str], Shard],
    changes: dict[str, list[tuple[int, _Written, _Written]]],
) -> None:
    """Bring some terms up to date."""
    shard = run.shard or read(run.name)
    rows = dict(
        zip(
            run.terms,
            zip(shard.lines, shard.entries, shard.tails, run.sizes, strict=True),
            strict=True,
        )
    )
    for term, puts in changes.items():
        lists: Lists = (b"", b"", b"")
        tails: dict[str, Tails] = {}
        if term in rows:
            _, entry, tails[term], _ = rows.pop(term)
            lists = lists_of(entry)
        for block, before, after in puts:
            for (forms, slots), change in ((before, -1), (after, 1)):
                if any(slots):
                    _count(tails, term, forms, change)
            lists = _put(lists, block, before, after)
        if any(lists):
            line, entry = line_of(term, tails[term]), entry_of(lists)
            rows[term] = (line, entry, tails[term], size_of(line, entry))
    terms = sorted(rows, key=in_order)
    ordered = [rows[term] for term in terms]
    run.terms, run.sizes = terms, [it[3] for it in ordered]
    lines, entries = [it[0] for it in ordered], [it[1] for it in ordered]
    run.name, run.shard = "", Shard(lines, entries, [it[2] for it in ordered])


def _put(lists: Lists, block: int, before: _Written, after: _Written) -> Lists:
    headlines, names, text = (
        written if old == new else replaced(written, block, new)
        for written, old, new in zip(lists, before[1], after[1], strict=True)
    )
    return headlines, names, text


def _cut(runs: Sequence[_Run], read: Callable[[str], Shard]) -> tuple[Table, dict[str, Shard]]:
    """Cut terms into shards; what is in such a range already stays what it is."""
    table = Table()
    for run in runs:
        table.terms += run.terms
        table.sizes += run.sizes
    starts = [0, *accumulate(len(run.terms) for run in runs)]
    whole: dict[int, _Run] = {
        start: run for start, run in zip(starts, runs, strict=False) if run.terms
    }
    shards = {}
    keys = list(map(in_order, table.terms))
    for start, stop in halved(keys, table.sizes, LARGEST):
        run = whole.get(start, _NONE)
        if run.name and len(run.terms) == stop - start:
            name = run.name
        else:
            shard = _between(runs, starts, start, stop, read)
            name = name_of(shard.published())
            shards[name] = shard
        before = table.terms[start - 1] if start else ""
        begins = start_of(table.terms[start], before) if start else ""
        table.shards.append(Placed(begins, name, stop - start))
    return table, shards


def _between(
    runs: Sequence[_Run],
    starts: Sequence[int],
    start: int,
    stop: int,
    read: Callable[[str], Shard],
) -> Shard:
    """Return terms of several runs as one shard."""
    shard = Shard()
    for number in range(bisect_right(starts, start) - 1, len(runs)):
        first = starts[number]
        if first >= stop:
            break
        run = runs[number]
        if run.shard is None:
            run.shard = read(run.name)
        shard.add(run.shard, max(0, start - first), stop - first)
    return shard
