"""Where a term stands: slots of a block, and lists of them over the blocks of a part.

`encoding` says how they are written. Of the stories of a block that hold a term, sets are whole
numbers with a bit for each, the lowest for slot 0: that is what joins and compares quickly.
"""

from collections.abc import Iterator

from sitegen.search.encoding import MORE, read_varint, varint

SLOTS = 128
"""Stories of a block at most."""

FEW = 15
"""Slots that are told one by one; more are told as bits, which takes as many bytes as `BITS`."""

BITS = SLOTS // 8

ALONE = {0: b"", **{1 << slot: bytes([slot]) for slot in range(SLOTS)}}
"""The slots of the sets that are most frequent, those of one story."""


def slots_of(stories: int) -> bytes:
    """Return the slots of a set of stories of a block, as they are written behind its number."""
    if stories in ALONE:
        return ALONE[stories]
    if stories.bit_count() > FEW:
        return stories.to_bytes(BITS, "little")
    slots = bytearray()
    while stories:
        lowest = stories & -stories
        slots.append(lowest.bit_length() + MORE - 1)
        stories ^= lowest
    slots[-1] -= MORE
    return bytes(slots)


def stories_of(slots: bytes) -> int:
    """Return the set that slots stand for."""
    if len(slots) == BITS:
        return int.from_bytes(slots, "little")
    return sum(1 << (slot & ~MORE) for slot in slots)


def beginnings(block: int) -> tuple[bytes, bytes]:
    """Return what a piece of a block begins with: if its slots are few, and if they are bits."""
    return varint(2 * block), varint(2 * block + 1)


def pieces(written: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield the pieces of a list: the number of the block, its slots, and where the next begins."""
    at = 0
    while at < len(written):
        head, start = read_varint(written, at)
        at = start
        if head & 1:
            at += BITS
        else:
            while written[at] >= MORE:
                at += 1
            at += 1
        yield head >> 1, written[start:at], at


def replaced(written: bytes, block: int, slots: bytes) -> bytes:
    """Return a list with other slots of a block, which are none if there are no bytes of them."""
    start = stop = 0
    for number, _, following in pieces(written):
        if number > block:
            break
        if number == block:
            stop = following
            break
        start = stop = following
    piece = beginnings(block)[len(slots) == BITS] + slots if slots else b""
    return written[:start] + piece + written[stop:]
