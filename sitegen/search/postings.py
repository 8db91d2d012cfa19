"""Where a term stands: slots of a block, and lists of them over the blocks of a part.

`encoding` says how they are written. Of the stories of a block that hold a term, sets are whole
numbers with a bit for each, the lowest for slot 0: that is what joins and compares quickly.
"""

from bisect import bisect_left
from collections.abc import Sequence

from sitegen.search.encoding import MORE, read_varint, varint

SLOTS = 128
"""Stories of a block at most."""

FEW = 15
"""Slots that are told one by one; more are told as bits, which takes as many bytes as `BITS`."""

BITS = SLOTS // 8

Pieces = Sequence[tuple[int, bytes]]
"""A list as it is put together: numbers of blocks, ascending, and the slots in each."""

_ALONE = [b"", *(bytes([slot]) for slot in range(SLOTS))]
"""The slots of the sets that are most frequent, by their length in bits: of none, and of one."""


def slots_of(stories: int) -> bytes:
    """Return the slots of a set of stories of a block, as they are written."""
    count = stories.bit_count()
    if count <= 1:
        return _ALONE[stories.bit_length()]
    if count > FEW:
        return stories.to_bytes(BITS, "little")
    gaps = bytearray()
    while stories:
        length = (stories & -stories).bit_length()
        gaps.append(length + MORE - 1)
        stories >>= length
    gaps[-1] -= MORE
    return bytes(gaps)


def stories_of(slots: bytes) -> int:
    """Return the set that slots stand for."""
    if len(slots) == BITS:
        return int.from_bytes(slots, "little")
    stories, slot = 0, -1
    for gap in slots:
        slot += (gap & ~MORE) + 1
        stories |= 1 << slot
    return stories


def mark_of(block: int, slots: bytes) -> int:
    """Return the number of a block with how its slots are written, in one number."""
    return 2 * block + (len(slots) == BITS)


def heads_of(marks: Sequence[int]) -> bytes:
    """Return which blocks have pieces, and how these are written; the slots stand elsewhere."""
    if len(marks) == 1 and marks[0] < MORE:  # as of most terms
        return bytes(marks)
    heads, next_block = bytearray(), 0
    for mark in marks:
        head = mark - next_block
        if head < MORE:
            heads.append(head)
        else:
            heads += varint(head)
        next_block = (mark | 1) + 1
    return bytes(heads)


def read_heads(written: bytes, at: int, count: int) -> tuple[list[tuple[int, bool]], int]:
    """Return blocks, each with whether its slots are told as bits, and the place behind them."""
    heads, number = [], -1
    for _ in range(count):
        head, at = read_varint(written, at)
        number += (head >> 1) + 1
        heads.append((number, bool(head & 1)))
    return heads, at


def read_slots(written: bytes, at: int, *, dense: bool) -> int:
    """Return the place behind the slots of a block that are written at another."""
    if dense:
        return at + BITS
    while written[at] >= MORE:
        at += 1
    return at + 1


def replaced(pieces: Pieces, block: int, slots: bytes) -> Pieces:
    """Return pieces with other slots of a block, which are none if there are no bytes of them."""
    at = bisect_left(pieces, (block,))
    stop = at + (at < len(pieces) and pieces[at][0] == block)
    return [*pieces[:at], *([(block, slots)] if slots else ()), *pieces[stop:]]
