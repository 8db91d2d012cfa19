"""The terms of a part, cut into shards: all at once, or only those that an edit touched.

Both end with the same bytes: shards are cut by what is in the part, and a piece of a list says the
number of its block and nothing of its neighbours.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, compress
from math import isqrt
from operator import not_

from msgspec import Struct

from sitegen.model import Digest
from sitegen.search.blocks import Terms
from sitegen.search.encoding import in_order, term_of
from sitegen.search.halving import halved
from sitegen.search.postings import BITS, mark_of, replaced
from sitegen.search.shards import (
    Lists,
    Shard,
    Tails,
    entry_of,
    line_of,
    lists_of,
    start_of,
    written,
)

LARGEST = 2500
"""The size of a shard of a part of one block at most, see `size_of` and `largest`."""


class Placed(Struct, array_like=True, gc=False):
    """A shard of a part: where it begins, its name, and what an edit has to know of it.

    That is the digest of what is kept of it, its first and its last term, and its size.
    """

    start: str
    name: str
    kept: Digest
    first: str
    last: str
    size: int


class Put(Struct):
    """That a block has other terms now than it had."""

    block: int
    before: Terms
    after: Terms


Shards = dict[Digest, Shard]
"""Shards by the digest of what is kept of them."""

Read = Callable[[Digest], Shard]
"""Returns a shard that was kept, by its digest."""


class _Run:
    """Terms side by side, in order, and by which sizes they are cut.

    They are a shard, or what an edit made of one. Of one that it did not touch only the first term
    and the last are known, the first with the size of all: nothing cuts between them.
    """

    def __init__(
        self, placed: Placed | None, shard: Shard | None = None, keys: list[bytes] | None = None
    ) -> None:
        self.placed = placed
        self.shard = shard
        if placed:
            self.keys = sorted({in_order(placed.first), in_order(placed.last)})
            self.sizes = [placed.size, 0][: len(self.keys)]
        elif shard is not None:
            self.keys = keys or list(map(in_order, shard.terms()))
            self.sizes = shard.sizes()


class _Standing:
    """Where terms stand in the blocks of a part: by term the `mark_of` of pieces, and their slots.

    There are millions of pieces, so none is a value of its own.
    """

    def __init__(self) -> None:
        self.marks = defaultdict[str, list[int]](list)
        self.slots = defaultdict[str, bytearray](bytearray)

    def add(self, block: int, terms: Iterable[str], slots_of: Iterable[bytes]) -> None:
        """Add what stands in a block."""
        marks, standing = self.marks, self.slots
        sparse, dense = mark_of(block, b""), mark_of(block, bytes(BITS))
        for term, slots in zip(terms, slots_of, strict=True):
            if slots:
                marks[term].append(dense if len(slots) == BITS else sparse)
                standing[term] += slots

    def blocks(self) -> Counter[str]:
        """Return in how many blocks each term stands."""
        return Counter(dict(zip(self.marks, map(len, self.marks.values()), strict=True)))

    def of(self, term: str) -> tuple[Sequence[int], bytes | bytearray]:
        """Return where a term stands."""
        return (self.marks[term], self.slots[term]) if term in self.marks else ((), b"")


def made(blocks: Iterable[Terms]) -> tuple[list[Placed], Shards]:
    """Return the shards of a part, in order and by digest; the blocks come in order."""
    headlines, names, text = lists = _Standing(), _Standing(), _Standing()
    elsewhere = Counter[str]()
    forms = Counter[tuple[str, str]]()
    number = 0
    for number, block in enumerate(blocks):
        text.add(number, block.terms, block.text)
        for standing, slots_of in ((headlines, block.headlines), (names, block.names)):
            standing.add(number, slots_of, slots_of.values())
        elsewhere.update(compress(block.terms, map(not_, block.text)))
        forms.update(block.forms.items())
    tails = _tails(text.blocks() + elsewhere, forms)
    keys = sorted(map(in_order, tails))
    terms = list(map(term_of, keys))
    columns = [tails[term] for term in terms]
    entries = [written([it.of(term) for it in lists]) for term in terms]
    lines = list(map(line_of, terms, columns))
    shard = Shard(lines, [head for head, _ in entries], [some for _, some in entries], columns)
    return _cut([_Run(None, shard, keys)], largest(number + 1), lambda _: shard)


def _tails(blocks_of: Mapping[str, int], forms: Mapping[tuple[str, str], int]) -> dict[str, Tails]:
    """Return the tails of terms from how many blocks have each, and have it with which forms."""
    told = defaultdict[str, dict[str, int]](dict)
    for (term, tail), count in forms.items():
        told[term][tail] = count
    tails: dict[str, Tails] = {**blocks_of}
    for term, counts in told.items():
        left = blocks_of[term] - sum(counts.values())
        tails[term] = {"": left, **counts} if left else counts
    return tails


def largest(blocks: int) -> int:
    """Return the size of a shard at most, in a part of so many blocks.

    Who asks for a word fetches one shard of each part. So many files are best shared out among
    parts as the roots of their sizes. It is the same for some numbers, lest each new block cuts all
    of a part anew.
    """
    return isqrt(LARGEST**2 << max(0, blocks.bit_length() - 1))


def amended(
    before: Sequence[Placed], puts: Iterable[Put], blocks: int, read: Read
) -> tuple[list[Placed], Shards]:
    """Return the shards of a part that has so many blocks now, in order; by digest new ones.

    `read` is asked for no shard but those that hold a term of which a block says something else, or
    that stand beside such a one.
    """
    changes: _Changes = defaultdict(list)
    for put in puts:
        for term, old, new in _differences(put.before, put.after):
            changes[term].append((put.block, old, new))
    firsts, lasts = ([in_order(getattr(it, end)) for it in before] for end in ("first", "last"))
    touched = defaultdict[int, list[str]](list)
    for term in changes:
        key = in_order(term)
        at = max(0, bisect_right(firsts, key) - 1)
        touched[at].append(term)
        if before and not firsts[at] <= key <= lasts[at] and at + 1 < len(before):
            touched[at + 1] += ()  # it may be cut before this term
    most = largest(blocks)
    runs = [
        _changed(read(it.kept), changes, touched.get(number, ()))
        if number in touched or it.size > most
        else _Run(it)
        for number, it in enumerate(before)
    ] or [_changed(Shard(), changes, list(changes))]
    return _cut(runs, most, read)


_Written = tuple[str, tuple[bytes, bytes, bytes]]
"""What a block says of a term: its forms, and its slots by place."""

_Changes = dict[str, list[tuple[int, _Written, _Written]]]
"""By term the blocks that say something else of it, and what they said and say."""


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
    old, new = (dict(zip(it.terms, it.text, strict=True)) for it in (before, after))
    touched = {term for term, _ in old.items() ^ new.items()}
    touched.update(term for term, _ in before.forms.items() ^ after.forms.items())
    touched.update(term for term, _ in before.names.items() ^ after.names.items())
    touched.update(term for term, _ in before.headlines.items() ^ after.headlines.items())
    for term in touched:
        yield term, _written(term, old, before), _written(term, new, after)


def _written(term: str, text: dict[str, bytes], block: Terms) -> _Written:
    slots = block.headlines.get(term, b""), block.names.get(term, b""), text.get(term, b"")
    return block.forms.get(term, ""), slots


def _changed(shard: Shard, changes: _Changes, terms: Iterable[str]) -> _Run:
    """Return a shard with some of its terms brought up to date."""
    columns = zip(shard.lines, shard.heads, shard.slots, shard.tails, strict=True)
    rows = dict(zip(shard.terms(), columns, strict=True))
    order = list(rows)
    for term in terms:
        lists: Lists = ((), (), ())
        tails: dict[str, Tails] = {}
        if term in rows:
            _, head, slots, tails[term] = rows.pop(term)
            lists = lists_of(head, slots)
        else:
            order.append(term)
        for block, before, after in changes[term]:
            for (forms, places), change in ((before, -1), (after, 1)):
                if any(places):
                    _count(tails, term, forms, change)
            lists = _put(lists, block, before, after)
        if any(lists):
            rows[term] = (line_of(term, tails[term]), *entry_of(lists), tails[term])
    if len(order) > len(shard.lines):
        order.sort(key=in_order)
    ordered = [rows[term] for term in order if term in rows]
    return _Run(None, Shard(*map(list, zip(*ordered, strict=True))) if ordered else Shard())


def _put(lists: Lists, block: int, before: _Written, after: _Written) -> Lists:
    headlines, names, text = (
        written if old == new else replaced(written, block, new)
        for written, old, new in zip(lists, before[1], after[1], strict=True)
    )
    return headlines, names, text


def _cut(runs: Sequence[_Run], most: int, read: Read) -> tuple[list[Placed], Shards]:
    """Cut terms into shards; what is in such a range already stays what it is."""
    keys = [key for run in runs for key in run.keys]
    sizes = [size for run in runs for size in run.sizes]
    starts = [0, *accumulate(len(run.keys) for run in runs)]
    whole = {start: run for start, run in zip(starts, runs, strict=False) if run.placed}
    placed: list[Placed] = []
    shards: Shards = {}
    for start, stop in halved(keys, sizes, most):
        first, last = term_of(keys[start]), term_of(keys[stop - 1])
        begins = start_of(first, placed[-1].last) if placed else ""
        run = whole.get(start)
        if run and run.placed and len(run.keys) == stop - start:
            name, kept = run.placed.name, run.placed.kept
        else:
            shard = _between(runs, starts, start, stop, read)
            name, kept = shard.name, shard.digest
            shards[kept] = shard
        placed.append(Placed(begins, name, kept, first, last, sum(sizes[start:stop])))
    return placed, shards


def _between(
    runs: Sequence[_Run], starts: Sequence[int], start: int, stop: int, read: Read
) -> Shard:
    """Return terms of several runs as one shard."""
    shard = Shard()
    for number in range(bisect_right(starts, start) - 1, len(runs)):
        first = starts[number]
        if first >= stop:
            break
        run = runs[number]
        if run.placed:  # it is in here whole
            shard.add(read(run.placed.kept))
        elif run.shard is not None:
            shard.add(run.shard, max(0, start - first), stop - first)
    return shard
