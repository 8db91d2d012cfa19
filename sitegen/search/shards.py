"""A shard: terms of a part that lie side by side, as they are published and as they are kept.

`encoding` says how it is published. It is kept with each term apart, so that an edit replaces the
few that it touched, and with what only an edit asks for: how many blocks have which forms.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.search.blocks import HEADLINE, NAMES, TEXT
from sitegen.search.encoding import in_order, name_of, read_varint, varint
from sitegen.search.postings import Pieces, heads_of, mark_of, read_heads, read_slots

Lists = tuple[Pieces, Pieces, Pieces]
"""Where a term stands, by place."""

Entry = tuple[bytes, bytes]
"""The same as it is published: how many pieces there are of which blocks; the slots of each."""

Tails = int | dict[str, int]
"""How many blocks have a term with which `Terms.forms`; a number if that is "" in all of them."""


class Shard(Struct, array_like=True, gc=False):
    """Terms side by side: their lines, heads and slots as published, and their `Tails`."""

    lines: list[str] = []
    heads: list[bytes] = []
    slots: list[bytes] = []
    tails: list[Tails] = []

    def sections(self) -> tuple[bytes, bytes, bytes]:
        """Return the shard as readers have it, but for its compression: text, heads, slots."""
        text = "".join([f"{line}\n" for line in self.lines]).encode()
        return varint(len(text)) + text, b"".join(self.heads), b"".join(self.slots)

    @property
    def name(self) -> str:
        """The name of the file that is published."""
        return name_of(b"".join(self.sections()))

    @property
    def digest(self) -> Digest:
        """The digest of all that is kept."""
        return fingerprint(self)

    def terms(self) -> list[str]:
        """Return the terms, in order."""
        return [line.partition("\t")[0] for line in self.lines]

    def sizes(self) -> list[int]:
        """Return the size of each term."""
        return list(map(size_of, self.lines, self.heads, self.slots))

    def add(self, other: "Shard", start: int = 0, stop: int | None = None) -> None:
        """Take some of the terms of another behind its own."""
        self.lines += other.lines[start:stop]
        self.heads += other.heads[start:stop]
        self.slots += other.slots[start:stop]
        self.tails += other.tails[start:stop]


def line_of(term: str, tails: Tails) -> str:
    """Return the line of a term, with the forms of all blocks."""
    if isinstance(tails, int):
        return term
    if len(tails) == 1:
        (tail,) = tails
        return f"{term}\t{tail}"
    forms = sorted({form for tail in tails for form in tail.split("\t")}, key=in_order)
    return "\t".join([term, *forms])


def entry_of(lists: Lists) -> Entry:
    """Return the entry of a term."""
    return written(
        [([mark_of(*piece) for piece in some], b"".join([it for _, it in some])) for some in lists]
    )


def written(lists: Iterable[tuple[Sequence[int], bytes | bytearray]]) -> Entry:
    """Return the same from the `mark_of` of all pieces of each list, and from their slots."""
    headlines, names, text = lists
    head = varint(len(text[0]) << 2 | bool(names[0]) << 1 | bool(headlines[0]))
    for marks, _ in (headlines, names):
        if marks:
            head += varint(len(marks))
    heads = [heads_of(marks) for marks, _ in (headlines, names, text)]
    return b"".join((head, *heads)), b"".join((headlines[1], names[1], text[1]))


def lists_of(head: bytes, slots: bytes) -> Lists:
    """Return the lists of an entry."""
    first, at = read_varint(head, 0)
    counts = {HEADLINE: 0, NAMES: 0, TEXT: first >> 2}
    for place in (HEADLINE, NAMES):
        if first >> place & 1:
            counts[place], at = read_varint(head, at)
    lists: list[Pieces] = []
    start = 0
    for count in counts.values():
        blocks, at = read_heads(head, at, count)
        pieces = []
        for block, dense in blocks:
            stop = read_slots(slots, start, dense=dense)
            pieces.append((block, slots[start:stop]))
            start = stop
        lists.append(pieces)
    headlines, names, text = lists
    return headlines, names, text


def size_of(line: str, head: bytes, slots: bytes) -> int:
    """Return the size of a term: about the bytes that it takes once they are compressed.

    Terms that lie side by side look alike, and where they stand does not.
    """
    return (len(line) + 1 + 2 * len(head) + 2 * len(slots)) // 3


def start_of(first: str, before: str) -> str:
    """Return the least that tells where a shard begins: its first term, and the one before."""
    at = 0
    while at < len(before) and first[at] == before[at]:
        at += 1
    return first[: at + 1]
