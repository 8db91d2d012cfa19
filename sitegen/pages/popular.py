"""What is read most: which stories, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sitegen.audience.readership import Readership
from sitegen.digests import fingerprint
from sitegen.edition.edition import Edition
from sitegen.edition.rows import Row
from sitegen.model import Digest
from sitegen.statcache import digest_of

NEWEST = 50
"""Stories that show on their own pages what is read most: the newest.

Others lead to the list at their foot. On all of them, each count would rewrite the whole archive;
and who reads an old story came for that one.
"""


class Popular:
    """Ranks the stories of an edition. No list has what is held back, `noindex` or retracted."""

    def __init__(self, edition: Edition, readership: Readership, length: int) -> None:
        self._edition = edition
        self._length = length if readership else 0
        self._readership = readership

    def __bool__(self) -> bool:
        """Whether pages of stories say anything of this."""
        return bool(self.shown or self.of_day)

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """The number of views that the page of a story shows, by its address."""
        return self._readership.shown

    @cached_property
    def of_day(self) -> tuple[Row, ...]:
        """All stories that were read in 24 hours, the most read first, then the newest."""
        return self._ranked(self._readership.of_day)

    @cached_property
    def of_week(self) -> tuple[Row, ...]:
        """All stories that were read in 7 days, likewise."""
        return self._ranked(self._readership.of_week)

    def _ranked(self, scores: Mapping[str, int]) -> tuple[Row, ...]:
        if not scores:
            return ()
        held = {it.path for it in self._edition.held}
        stories = [
            row
            for row in self._edition.stories
            if row.address in scores
            and not (row.facts.noindex or row.retracted)
            and row.path not in held
        ]
        return tuple(sorted(stories, key=lambda row: -scores[row.address]))

    @cached_property
    def _newest(self) -> frozenset[str]:
        return frozenset(row.path for row in self._edition.stories[:NEWEST])

    def on_front(self) -> tuple[Sequence[Row], Sequence[Row]]:
        """Return what the front page shows: of 24 hours, and of 7 days."""
        return self.of_day[: self._length], self.of_week[: self._length]

    def on_section(self, id_: str) -> tuple[Sequence[Row], Sequence[Row]]:
        """Return what the first page of a section shows, of its own stories."""
        day, week = self._by_section.get(id_, ((), ()))
        return day[: self._length], week[: self._length]

    def on_story(self, row: Row) -> tuple[Sequence[Row], Sequence[Row]]:
        """Return what the page of a story shows: others, if it is one of the newest."""
        if row.path not in self._newest:
            return (), ()
        others = [it for it in self.of_day[: self._length + 1] if it.path != row.path]
        return others[: self._length], ()

    @cached_property
    def _by_section(self) -> dict[str, tuple[list[Row], list[Row]]]:
        found: dict[str, tuple[list[Row], list[Row]]] = {}
        for number, ranked in enumerate((self.of_day, self.of_week)):
            for row in ranked:
                for kind, id_, _ in row.topics:
                    if kind == "section":
                        found.setdefault(id_, ([], []))[number].append(row)
        return found


def names_key(lists: Iterable[Sequence[Row]]) -> Digest:
    """Return the digest of lists of headlines; empty if there is nothing in them."""
    told = [[it.faces.headline for it in rows if it.faces] for rows in lists]
    return fingerprint(told) if any(told) else b""


def story_key(row: Row, popular: Popular) -> Digest:
    """Return the digest of what a story's page shows of all this; empty if that is nothing."""
    if not popular:  # of ten thousand stories it is asked at once
        return b""
    number, names = popular.shown.get(row.address, 0), names_key(popular.on_story(row))
    return digest_of(b"%d|%b" % (number, names)) if number or names else b""
