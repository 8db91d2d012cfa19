"""Links to places within other stories: whether a place is there is known once all were read.

Stories stream by, so who leads to a place of another one is written last, and a place that is not
there is left out of the link then.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sitegen.importing.found import Left
from sitegen.importing.written import Written
from sitegen.urls import is_of_words


def is_plain(href: str) -> bool:
    """Say whether a link stands in Markdown as it is."""
    return bool(href) and all(it in "_./-" or is_of_words(it) for it in href)


def same_place(name: str, names: Collection[str]) -> str:
    """Return which of the `names` of a page is meant by that of the old one; empty if none is.

    Every generator makes the ids of headings by rules of its own, which differ in signs alone:
    what Jekyll, Hugo and GitHub call `whats--new`, is `whats-new` here.
    """
    if name in names:
        return name
    meant = _spoken(name)
    found = [it for it in names if _spoken(it) == meant] if meant else []
    return found[0] if len(found) == 1 else ""


def _spoken(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


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
                name = same_place(link.name, self._names.get(link.path, frozenset()))
                if name != link.name:
                    whole = re.escape(f"{link.href}#{link.name}".encode())
                    here = f"{link.href}#{name}" if name else link.href
                    raw = re.sub(whole + rb"(?![\w-])", here.encode(), raw)
                if not name:
                    why = "the story has no such place: the link leads to all of it"
                    yield Left(it.place, f"`#{link.name}` of the link to `{link.path}`", why)
            self._written.write(it.path, raw)
