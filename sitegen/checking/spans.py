"""Stretches of a text, by their offsets: the second is behind the last character."""

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Stretches of a text, put together where they touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, start: int, end: int) -> bool:
        """Say whether all of a stretch lies in one of these."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and end <= self._ends[number]
