"""What is known of the rows of a volume without opening it: all that a look at every row asks."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

from msgspec import Struct

from sitegen.content.kinds import ADDRESSED
from sitegen.edition.rows import Findable, Row
from sitegen.model import Digest

NEVER = float("-inf")
"""The moment of what readers were never told of."""


class Spine(Struct, frozen=True, array_like=True, gc=False):
    """What stands on the spine of a volume; parallel to its rows, in the order of paths.

    `slugs` are empty of what has none, `cards` of what has no card; `modified` are seconds since
    1970; `findable` are None of what search does not find. `places` are all addresses of the rows,
    see `Facts`, each between two of `EDGE`; `names` are the sums of all that `names_in` yields, 32
    bits each, sorted, each once. `notable` are the rows of which there is more to tell than of
    most. `seal` is the check sum of the rows as they are kept.
    """

    paths: tuple[str, ...]
    sources: tuple[Digest, ...]
    slugs: tuple[str, ...]
    addresses: tuple[str, ...]
    cards: tuple[Digest, ...]
    modified: tuple[float, ...]
    findable: tuple[Findable | None, ...]
    places: str
    names: bytes
    notable: tuple[Row, ...]
    seal: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Spine":
        """Return the spine of some rows."""
        every = list(rows)
        lines = list(map(_line, every))
        paths, sources, slugs, addresses, cards, modified, findable = zip(
            *[it.columns for it in lines], strict=True
        )
        places = EDGE.join([place for it in lines for place in it.places])
        return cls(
            paths,
            sources,
            slugs,
            addresses,
            cards,
            modified,
            findable,
            f"{EDGE}{places}{EDGE}",
            array("I", sorted({sum_of_name(name) for it in lines for name in it.names})).tobytes(),
            tuple(filter(is_notable, every)),
        )

    def may_name(self, sums: Iterable[int]) -> bool:
        """Say whether one of the rows may name what has one of some sums (`sum_of_name`)."""
        known = array("I", self.names)
        places = ((bisect_left(known, it), it) for it in sums)
        return any(at < len(known) and known[at] == it for at, it in places)


EDGE = "\0"
"""What stands around each place: the one character that no address can have."""


class _Line(NamedTuple):
    columns: tuple[str, Digest, str, str, Digest, float, Findable | None]
    places: tuple[str, ...]
    names: Iterable[str]


def _line(row: Row) -> _Line:
    facts = row.facts
    return _Line(
        (
            row.path,
            row.source,
            facts.slug if facts.kind in ADDRESSED else "",
            facts.address,
            row.faces.card if row.faces else b"",
            row.modified.timestamp() if row.modified else NEVER,
            row.faces.indexed.findable if row.faces and row.faces.indexed else None,
        ),
        facts.places,
        names_in(row),
    )


def is_notable(row: Row) -> bool:
    """Say whether there is anything to tell of a row, to whoever asks that of all rows."""
    facts, faces = row.facts, row.faces
    return bool(
        row.problems
        or row.noted
        or row.retracted
        or facts.findings
        or not facts.sound
        or facts.aliases
        or facts.guid
        or facts.noindex
        or facts.live
        or (faces and (faces.corrections or faces.milestone or faces.dated))
    )


def names_in(row: Row) -> Iterator[str]:
    """Yield all names by which a row depends on others, or others on what it keeps."""
    yield from row.asked
    for it in row.related:
        if isinstance(it, str):
            yield card_name(it)
    if row.kept:
        yield kept_name(row.kept)
    for shown in row.faces.pictures if row.faces else ():
        yield shown_name(shown.source)
        yield from map(shown_name, shown.files)


def card_name(path: str) -> str:
    """Return the name of the card of a story, which those name that show it as related."""
    return f"card {path}"


def kept_name(digest: Digest) -> str:
    """Return the name of what lies apart from a row."""
    return f"kept {digest.hex()}"


def shown_name(path: str) -> str:
    """Return the name of a picture, or of a file made from it, for those that show it."""
    return f"shown {path}"


def sum_of_name(name: str) -> int:
    """Return a number of 32 bits for a name: few names share one."""
    return crc32(name.encode())
