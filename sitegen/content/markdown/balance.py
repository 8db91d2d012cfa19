"""Raw HTML whose tags do not match: the sanitiser mends it, by rules that no editor knows."""

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

Fault = tuple[Place, str, str]
"""A place, a message and a hint."""


class Balance:
    """Pairs the tags of one body, in their order."""

    def __init__(self, places: Places) -> None:
        self._finder = Finder(places)
        self._open: list[tuple[str, Place]] = []
        self._faults: list[Fault] = []

    def enter(self, lines: Sequence[int] | None) -> None:
        """Go to the lines of a block."""
        self._finder.enter(lines)

    def see(self, tags: Iterable[Tag]) -> None:
        """Take the next tags of the block."""
        for tag in tags:
            place = self._finder.words(tag.source.partition("\n")[0]) or self._finder.first()
            if tag.ends:
                self._close(tag.name, place)
            elif tag.name not in _WITHOUT_END:
                self._open.append((tag.name, place))

    def faults(self) -> Iterator[Fault]:
        """Yield what does not match, once all tags are seen."""
        self._leave(self._open)
        yield from self._faults

    def _close(self, name: str, place: Place) -> None:
        for number in reversed(range(len(self._open))):
            if self._open[number][0] == name:
                self._leave(self._open[number + 1 :])
                del self._open[number:]
                return
        self._faults.append((place, f"`</{name}>` ends nothing", "delete it"))

    def _leave(self, unclosed: Iterable[tuple[str, Place]]) -> None:
        for name, place in unclosed:
            if name not in _END_IS_OPTIONAL:
                hint = f"write `</{name}>` where it ends"
                self._faults.append((place, f"`<{name}>` is never closed", hint))
