"""Links to places within other stories: whether a place is there is known once all were read.

Stories stream by, so who leads to a place of another one is written last, and a place that is not
there is left out of the link then.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.importing.found import Left
from sitegen.importing.written import Written

PLAIN = re.compile(r"[\w./-]+")
"""Links that stand in Markdown as they are."""


class Anchored(NamedTuple):
    """A link to a place: the file of the story, as the link names it, and the place."""

    path: str
    href: str
    name: str


class Waiting(NamedTuple):
    """A file that is not written yet, and what its messages call it."""

    path: str
    place: str
    raw: bytes
    links: Sequence[Anchored]


class Anchors:
    """The places of all stories that were written, and files that wait for those of others."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._names: dict[str, frozenset[str]] = {}
        self._waiting: list[Waiting] = []

    def take(self, it: Waiting, names: frozenset[str]) -> None:
        """Write a file, or let it wait; `names` are the places in it."""
        self._names[it.path] = names
        if it.links:
            self._waiting.append(it)
        else:
            self._written.write(it.path, it.raw)

    def end(self) -> Iterator[Left]:
        """Write what waits, and yield what is to be said of places that are not there."""
        for it in self._waiting:
            raw = it.raw
            for link in it.links:
                if link.name not in self._names.get(link.path, frozenset()):
                    whole = re.escape(f"{link.href}#{link.name}".encode())
                    raw = re.sub(whole + rb"(?![\w-])", link.href.encode(), raw)
                    why = "the story has no such place: the link leads to all of it"
                    yield Left(it.place, f"`#{link.name}` of the link to `{link.path}`", why)
            self._written.write(it.path, raw)
