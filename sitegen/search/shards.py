"""A shard: terms of a part that lie side by side, as they are published and as they are kept.

`encoding` says how it is published. It is kept with each term apart, so that an edit replaces the
few that it touched, and with what only an edit asks for: how many blocks have which forms.
"""

from msgspec import Struct

from sitegen.digests import fingerprint
from sitegen.model import Digest
from sitegen.search.blocks import HEADLINE, NAMES, TEXT
from sitegen.search.encoding import in_order, name_of, read_varint, varint

Lists = tuple[bytes, bytes, bytes]
"""Where a term stands, by place: lists of pieces, see `encoding`."""

Tails = int | dict[str, int]
"""How many blocks have a term with which `Terms.forms`; a number if that is "" in all of them."""


class Shard(Struct, array_like=True, gc=False):
    """Terms side by side: their lines and entries as published, and their `Tails`."""

    lines: list[str] = []
    entries: list[bytes] = []
    tails: list[Tails] = []

    def published(self) -> bytes:
        """Return the shard as readers have it, but for its compression."""
        text = "".join([f"{line}\n" for line in self.lines]).encode()
        return b"".join((varint(len(text)), text, *self.entries))

    @property
    def name(self) -> str:
        """The name of the file that is published."""
        return name_of(self.published())

    @property
    def digest(self) -> Digest:
        """The digest of all that is kept."""
        return fingerprint(self)

    def terms(self) -> list[str]:
        """Return the terms, in order."""
        return [line.partition("\t")[0] for line in self.lines]

    def sizes(self) -> list[int]:
        """Return the size of each term."""
        return list(map(size_of, self.lines, self.entries))

    def add(self, other: "Shard", start: int = 0, stop: int | None = None) -> None:
        """Take some of the terms of another behind its own."""
        self.lines += other.lines[start:stop]
        self.entries += other.entries[start:stop]
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


def entry_of(lists: Lists) -> bytes:
    """Return the entry of a term."""
    headlines, names, text = lists
    if not (headlines or names):
        return varint(len(text) << 2) + text
    sizes = varint(len(text) << 2 | bool(names) << 1 | bool(headlines))
    for some in (headlines, names):
        if some:
            sizes += varint(len(some))
    return sizes + headlines + names + text


def lists_of(entry: bytes) -> Lists:
    """Return the lists of an entry."""
    head, at = read_varint(entry, 0)
    sizes = {HEADLINE: 0, NAMES: 0, TEXT: head >> 2}
    for place in (HEADLINE, NAMES):
        if head >> place & 1:
            sizes[place], at = read_varint(entry, at)
    ends = [at, at + sizes[HEADLINE]]
    ends += [ends[1] + sizes[NAMES], ends[1] + sizes[NAMES] + sizes[TEXT]]
    return entry[ends[0] : ends[1]], entry[ends[1] : ends[2]], entry[ends[2] : ends[3]]


def size_of(line: str, entry: bytes) -> int:
    """Return the size of a term: about the bytes that it takes once they are compressed.

    Terms that lie side by side look alike, and where they stand does not.
    """
    return (len(line) + 1 + 2 * len(entry)) // 3


def start_of(first: str, before: str) -> str:
    """Return the least that tells where a shard begins: its first term, and the one before."""
    at = 0
    while at < len(before) and first[at] == before[at]:
        at += 1
    return first[: at + 1]
