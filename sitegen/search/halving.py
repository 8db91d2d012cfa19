"""Cuts a row of keys into ranges, at places that depend on nothing but the keys in them.

All keys that begin with the same bits are halved by the next bit, until each range is small enough.
So a key that comes or goes touches the range that it is in, and makes two of it, or one of it and
its neighbour; the others stay what they were, whatever the size of the row and whatever came first.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate


def halved(
    keys: Sequence[bytes], sizes: Sequence[int], most: int, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of sorted, different keys whose sizes are `most` together, in order.

    A range is its start and its stop, as of a slice. One key alone may be larger. The one that
    holds the last key may be held smaller than the others: `last` together.
    """
    before = [0, *accumulate(sizes)]
    pending = [(0, len(keys))] if keys else []
    while pending:
        start, stop = pending.pop()
        limit = most if last is None or stop < len(keys) else last
        if stop - start == 1 or before[stop] - before[start] <= limit:
            yield start, stop
        else:
            middle = bisect_left(keys, _middle(keys[start], keys[stop - 1]), start, stop)
            pending += (middle, stop), (start, middle)


def _middle(first: bytes, last: bytes) -> bytes:
    """Return the least of all keys that differ from the first where the last does so first.

    What ends is taken to go on with zeros, so no key ends with a byte of zeros.
    """
    length = max(len(first), len(last))
    least = int.from_bytes(first.ljust(length, b"\0"), "big")
    largest = int.from_bytes(last.ljust(length, b"\0"), "big")
    bit = (least ^ largest).bit_length() - 1
    return (largest >> bit << bit).to_bytes(length, "big").rstrip(b"\0")
