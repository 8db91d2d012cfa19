"""Raw HTML whose tags do not match: the sanitiser mends it, by rules that no editor knows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sitegen.content.markdown.places import Finder, Place, Places
from sitegen.content.markdown.sanitise import Tag

_WITHOUT_END = frozenset({"br", "col", "hr", "wbr"})
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


class Balance:
    """Pairs the tags of one body, in their order."""

    def __init__(self, places: Places) -> None:
        self._finder = Finder(places)
        self._open: list[tuple[Tag, Place]] = []
        self._faults: list[Fault] = []
        self._waiting: Counter[str] = Counter()
        self._depth = 0
        self._repeated = 0
        self._repetitions = 0
        self.too_much: Place | None = None

    def enter(self, lines: Sequence[int] | None) -> None:
        """Go to the lines of a block."""
        self._finder.enter(lines)
        self._repetitions += self._repeated

    def see(self, tags: Iterable[Tag]) -> bool:
        """Take the next tags of the block; say whether there is not too much of them so far.

        `too_much` is the place where it began to be.
        """
        for tag in tags:
            if self.too_much:
                break
            place = self._finder.words(tag.source.partition("\n")[0]) or self._finder.first()
            if tag.ends:
                self._close(tag.name, place)
            elif tag.name not in _WITHOUT_END:
                self._begin(tag, place)
            self._repetitions += self._repeated
            if self._depth > DEEPEST or self._repetitions > LONGEST:
                self.too_much = place
        return not self.too_much

    def faults(self) -> Iterator[Fault]:
        """Yield what does not match, once all tags are seen."""
        if not self.too_much:
            self._leave(self._open)
        yield from self._faults

    def _begin(self, tag: Tag, place: Place) -> None:
        self._open.append((tag, place))
        self._waiting[tag.name] += 1
        self._depth += tag.name not in _END_IS_OPTIONAL
        self._repeated += len(tag.source) * (tag.name in _REPEATED)

    def _close(self, name: str, place: Place) -> None:
        if not self._waiting[name]:
            self._faults.append((place, f"`</{name}>` ends nothing", "delete it"))
            return
        last = next(it for it in reversed(range(len(self._open))) if self._open[it][0].name == name)
        self._repeated -= len(self._open[last][0].source) * (name in _REPEATED)
        self._leave(self._open[last + 1 :])
        for tag, _ in self._open[last:]:
            self._waiting[tag.name] -= 1
            self._depth -= tag.name not in _END_IS_OPTIONAL
        del self._open[last:]

    def _leave(self, unclosed: Iterable[tuple[Tag, Place]]) -> None:
        for tag, place in unclosed:
            if tag.name not in _END_IS_OPTIONAL:
                hint = f"write `</{tag.name}>` where it ends"
                self._faults.append((place, f"`<{tag.name}>` is never closed", hint))
