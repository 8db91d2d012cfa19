"""An edition without its documents, to go on from after an edit of nothing but words.

Relating thousands of articles takes long, and a typo in one of them relates nothing anew. So a
build leaves a ledger: a line for each story with all that was found out about it but its
document, which the store has anyway. From it the edition is read back story by story, as far as
somebody asks.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import overload

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from sitegen.edition.edition import Edition, Line, Story, Term, TermKind
from sitegen.model import ArticleFields, Document, ExternalStory

ReadDocument = Callable[[str], Document]
"""Returns the document of a path."""


class Listed(Struct, frozen=True, array_like=True):
    """A listing, its stories by their numbers."""

    kind: TermKind
    id: str
    name: str
    address: str
    stories: tuple[int, ...]


class Ledger(Struct, frozen=True, array_like=True):
    """An edition: its stories in order, as paths and lines; its listings; and the rest of it.

    The rest has no story. `lead` is the number of the story that leads, -1 if there is none. What
    is related to each story stands beside the lines, stories by their numbers; lines have neither
    that nor their path.
    """

    paths: tuple[str, ...]
    lines: tuple[msgspec.Raw, ...]
    related: tuple[tuple[int | ExternalStory, ...], ...]
    listings: tuple[Listed, ...]
    lead: int
    rest: Edition

    def edition(self, read: ReadDocument) -> Edition:
        """Return the edition; a story is read when it is asked for."""
        shelf = _Stacks(self, read)

        def some(numbers: Sequence[int]) -> Sequence[Story]:
            return Shelf(shelf, numbers)

        return replace(
            self.rest,
            stories=some(range(len(self.paths))),
            terms=tuple(
                Term(it.kind, it.id, it.name, it.address, some(it.stories)) for it in self.listings
            ),
            lead=shelf.at(self.lead) if self.lead >= 0 else None,
        )

    def referring(self, paths: Container[str]) -> list[str]:
        """Return the stories on whose pages stands the card of one of some others."""
        numbers = {at for at, path in enumerate(self.paths) if path in paths}
        return [self.paths[at] for at, it in enumerate(self.related) if not numbers.isdisjoint(it)]


def ledger_of(edition: Edition) -> Ledger:
    """Return the ledger of an edition."""
    numbers = {story.path: number for number, story in enumerate(edition.stories)}
    return Ledger(
        paths=tuple(numbers),
        lines=tuple([msgspec.Raw(_ENCODER.encode(_line(story))) for story in edition.stories]),
        related=tuple(
            [
                tuple([numbers[it] if isinstance(it, str) else it for it in story.related])
                for story in edition.stories
            ]
        ),
        listings=tuple(
            Listed(
                it.kind, it.id, it.name, it.address, tuple([numbers[s.path] for s in it.stories])
            )
            for it in edition.terms
        ),
        lead=numbers[edition.lead.path] if edition.lead else -1,
        rest=replace(edition, stories=(), terms=(), lead=None, used=(), problems=()),
    )


class _Stacks(Mapping[str, Story]):
    """The stories of a ledger, by path and by number."""

    def __init__(self, ledger: Ledger, read: ReadDocument) -> None:
        self._ledger = ledger
        self.paths = ledger.paths
        self._read = read
        self._stories: dict[int, Story] = {}
        self._numbers: dict[str, int] = {}

    def at(self, number: int) -> Story:
        """Return a story by its number."""
        if number not in self._stories:
            line = _LINES.decode(self._ledger.lines[number])
            path = self.paths[number]
            document = self._read(path)
            if not isinstance(document.fields, ArticleFields):
                raise KeyError(path)
            self._stories[number] = Story(
                **{**asdict(line), "path": path, "related": self._related(number)},
                document=document,
                fields=document.fields,
            )
        return self._stories[number]

    def _related(self, number: int) -> tuple[str | ExternalStory, ...]:
        return tuple(
            self.paths[it] if isinstance(it, int) else it for it in self._ledger.related[number]
        )

    def __getitem__(self, path: str) -> Story:
        self._numbers = self._numbers or {it: at for at, it in enumerate(self._ledger.paths)}
        return self.at(self._numbers[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._ledger.paths)

    def __len__(self) -> int:
        return len(self._ledger.paths)


class Shelf(Sequence[Story]):
    """Some stories of a ledger, in an order; a slice is a shelf again."""

    def __init__(self, stacks: _Stacks, numbers: Sequence[int]) -> None:
        self._stacks = stacks
        self._numbers = numbers

    @property
    def by_path(self) -> Mapping[str, Story]:
        """All stories of the ledger."""
        return self._stacks

    @overload
    def __getitem__(self, at: int) -> Story: ...
    @overload
    def __getitem__(self, at: slice) -> "Shelf": ...
    def __getitem__(self, at: int | slice) -> "Story | Shelf":
        if isinstance(at, slice):
            return Shelf(self._stacks, self._numbers[at])
        return self._stacks.at(self._numbers[at])

    def __len__(self) -> int:
        return len(self._numbers)

    def holds(self, paths: Container[str]) -> bool:
        """Say whether one of some stories lies here, without reading any."""
        every = self._stacks.paths
        return any(every[number] in paths for number in self._numbers)


def holds(stories: Sequence[Story], paths: Container[str]) -> bool:
    """Say whether one of some stories is there, without reading those that lie on a shelf."""
    if isinstance(stories, Shelf):
        return stories.holds(paths)
    return any(story.path in paths for story in stories)


def by_path(stories: Sequence[Story]) -> Mapping[str, Story]:
    """Return stories by path, without reading those that lie on a shelf."""
    return stories.by_path if isinstance(stories, Shelf) else {it.path: it for it in stories}


def _line(story: Story) -> Line:
    known = {name: getattr(story, name) for name in Line.__struct_fields__}
    return Line(**{**known, "path": "", "related": ()})


_ENCODER = msgspec.msgpack.Encoder()
_LINES = msgspec.msgpack.Decoder(Line)
