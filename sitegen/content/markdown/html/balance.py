"""Raw HTML whose tags do not match: the sanitiser mends it, by rules that no editor knows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.content.markdown.places import Place

_END_IS_OPTIONAL = frozenset(
    {
        *("caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th"),
        *("thead", "tr"),
    }
)

_REPEATED = frozenset({"a", "b", "code", "em", "i", "s", "small", "strong", "u"})
"""Elements that go on in the next block, by the rules of HTML, until they are closed."""

DEEPEST = 100
"""How many elements of raw HTML may stand in each other, those whose end may be left out aside."""
LONGEST = 1_000_000
"""Characters of tags that HTML's rules may repeat: a few kilobytes could become gigabytes."""

Fault = tuple[Place, str, str]
"""A place, a message and a hint."""


class _Open(NamedTuple):
    name: str
    place: Place
    repeated: int
    """Characters that HTML's rules repeat in every block until it is closed."""


class Balance:
    """Pairs the tags of one body, in their order."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._faults: list[Fault] = []
        self._waiting: defaultdict[str, int] = defaultdict(int)
        self._depth = 0
        self._repeated = 0
        self._repetitions = 0
        self.too_much: Place | None = None

    def enter(self) -> None:
        """Go to the next block."""
        self._repetitions += self._repeated

    def see(self, name: str, place: Place, *, ends: bool, length: int) -> bool:
        """Take the next tag of the block, which has an end; say whether there is not too much.

        `length` is that of what HTML repeats. `too_much` is the place where it began to be.
        """
        if not self.too_much:
            if ends:
                self._close(name, place)
            else:
                self._begin(_Open(name, place, length * (name in _REPEATED)))
            self._repetitions += self._repeated
            if self._depth > DEEPEST or self._repetitions > LONGEST:
                self.too_much = place
        return not self.too_much

    def faults(self) -> Iterator[Fault]:
        """Yield what does not match, once all tags are seen."""
        if not self.too_much:
            self._leave(self._open)
        yield from self._faults

    def _begin(self, tag: _Open) -> None:
        self._open.append(tag)
        self._waiting[tag.name] += 1
        self._depth += tag.name not in _END_IS_OPTIONAL
        self._repeated += tag.repeated

    def _close(self, name: str, place: Place) -> None:
        if not self._waiting[name]:
            self._faults.append((place, f"`</{name}>` ends nothing", "delete it"))
            return
        last = next(it for it in reversed(range(len(self._open))) if self._open[it].name == name)
        self._repeated -= self._open[last].repeated
        self._leave(self._open[last + 1 :])
        for tag in self._open[last:]:
            self._waiting[tag.name] -= 1
            self._depth -= tag.name not in _END_IS_OPTIONAL
        del self._open[last:]

    def _leave(self, unclosed: Iterable[_Open]) -> None:
        for tag in unclosed:
            if tag.name not in _END_IS_OPTIONAL:
                hint = f"write `</{tag.name}>` where it ends"
                self._faults.append((tag.place, f"`<{tag.name}>` is never closed", hint))
