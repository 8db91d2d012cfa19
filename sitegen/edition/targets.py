"""Where links lead: every name by which editors call an article, a page, a listing.

A target may be public, waiting (held back now: a link to it is plain text, with a warning), or
broken (its own file has an error, which is message enough).
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from sitegen.content.kinds import ARTICLE, KINDS
from sitegen.edition.directory import Directory
from sitegen.edition.names import (
    ANYTHING,
    address_name,
    anchors_name,
    file_name,
    slug_name,
)
from sitegen.edition.rows import Facts, State
from sitegen.spelling import Names, offered
from sitegen.strict.texts import CURLY
from sitegen.urls import beside, nfc, normalise, relative

_ANY = " or ".join(", ".join(KINDS).rsplit(", ", 1))
"""What a name may be that leads to a document."""

_NAMES = "name a file, such as `../2026/a-story.md`, a slug, or an address that begins with `/`"

_MAIL = re.compile(r"[^\s/@]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[\w-]+\.)+(?:com|edu|eu|gov|int|net|org))(?:[/?].*)?"
)
"""What is written without `https://`, and is no name of a file."""

ReadAnchors = Callable[[str], tuple[str, ...]]
"""Returns the anchors of the document at a path."""


class Target(Struct, frozen=True):
    """What a link can lead to. `path` is empty for a listing, whose anchors are not ours."""

    path: str
    address: str
    state: State


class NoTarget(Exception):
    """The name leads nowhere."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Targets:
    """Targets by path, by slug, and by address or alias.

    Of documents there are facts and states, by path; `places` are all other addresses that links
    may name, `moved` what old ones of these lead to; the `directory` has the documents.
    """

    def __init__(
        self,
        facts: Mapping[str, Facts],
        states: Mapping[str, State],
        places: Mapping[str, State],
        read_anchors: ReadAnchors,
        *,
        moved: Mapping[str, str] = MappingProxyType({}),
        directory: Directory | None = None,
    ) -> None:
        self._facts = facts
        self._directory = directory or Directory(facts)
        self._states = states
        self._places = places
        self._read_anchors = read_anchors
        self._moved = moved

    def find(self, name: str, written_in: str, asked: set[str]) -> Target:
        """Return what `name` means in the file `written_in`. Raises `NoTarget`.

        `asked` takes every name on which the answer depends.
        """
        name = nfc(name)
        if name.startswith("/"):
            return self._at(name, asked)
        if name.endswith(".md") and (target := self._file(beside(written_in, name), asked)):
            return target
        slug = name.strip("/")
        asked.add(slug_name(slug))
        paths = self._with_slug(slug)
        if len(paths) == 1:
            return self._target(paths[0])
        if paths:
            asked.add(ANYTHING)  # it may have got a longer name
            raise NoTarget(
                f"`{name}` is the slug of {len(paths)} stories",
                f"write one of: {', '.join(sorted(self._long(path) for path in paths))}",
            )
        for path in (beside(written_in, name), f"{ARTICLE.folder}{name}", f"content/{name}", name):
            for file in (path, f"{path}.md", f"{path.rstrip('/')}/index.md"):
                if target := self._file(file, asked):
                    return target
        asked.add(ANYTHING)
        message = f"there is no {_ANY} `{name}`"
        raise NoTarget(message, _elsewhere(name) or self._near(name, written_in) or _NAMES)

    def anchors(self, target: Target, asked: set[str]) -> tuple[str, ...]:
        """Return the anchors that links to a target may name."""
        if not target.path:
            return ()
        asked.add(anchors_name(target.path))
        return self._read_anchors(target.path)

    def anchors_of(self, name: str, written_in: str) -> tuple[str, ...]:
        """Return the anchors of what `name` means in a file; none if it means nothing."""
        try:
            return self.anchors(self.find(name, written_in, set()), set())
        except NoTarget:
            return ()

    def _target(self, path: str) -> Target:
        return Target(path, self._facts[path].address, self._states[path])

    def _file(self, path: str, asked: set[str]) -> Target | None:
        asked.add(file_name(path))
        return self._target(path) if path in self._facts else None

    def _at(self, name: str, asked: set[str]) -> Target:
        for written in dict.fromkeys((normalise(name), name)):
            address = self._moved.get(written, written)
            asked.add(address_name(address))
            if path := self._by_address.get(address):
                return self._target(path)
            if address in self._places:
                return Target("", address, self._places[address])
            if path := self._by_alias.get(address):
                return self._target(path)
        asked.add(ANYTHING)
        hint = self._addresses.hint(normalise(name))
        message = f"no page has the address `{name}`"
        raise NoTarget(message, hint)

    def _with_slug(self, slug: str) -> list[str]:
        """Return the paths of documents with a slug, or with a year and a slug."""
        own = slug.partition("/")[2]
        dated = [it for it in self._by_slug.get(own, ()) if self._dated(it) == slug] if own else []
        return self._by_slug.get(slug, []) + dated

    def _dated(self, path: str) -> str:
        """Return the year and the slug of an article."""
        it = self._facts[path]
        return f"{it.month[:4]}/{it.slug}" if it.timing is not None else ""

    @cached_property
    def _by_address(self) -> dict[str, str]:
        return dict(self._directory.addresses())

    @cached_property
    def _by_alias(self) -> dict[str, str]:
        return dict(self._directory.aliases())

    @cached_property
    def _by_slug(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug, path in self._directory.slugs():
            found.setdefault(slug, []).append(path)
        return found

    @cached_property
    def _addresses(self) -> Names:
        known = (*self._by_address, *self._places, *self._by_alias)
        return Names(sorted(known), in_folders=True)

    @cached_property
    def _paths(self) -> Names:
        return Names(self._facts, in_folders=True)

    @cached_property
    def _slugs(self) -> Names:
        dated = (self._dated(path) for paths in self._by_slug.values() for path in paths)
        return Names(sorted({*self._by_slug, *filter(None, dated)}), in_folders=True)

    def _long(self, path: str) -> str:
        dated = self._dated(path)
        is_its_own = dated and self._with_slug(dated) == [path]
        return dated if is_its_own else path.removeprefix(ARTICLE.folder)

    def _near(self, name: str, written_in: str) -> str:
        if not name.endswith(".md"):
            return self._slugs.hint(name)
        near = self._paths.nearest(beside(written_in, name))
        return offered(name, near and relative(near, written_in))


def _elsewhere(name: str) -> str:
    """Return a hint about a name that leads to another site, or to somebody's mailbox."""
    if name[:1] in CURLY:
        return f"write it without quotation marks: `{name.strip(''.join(CURLY))}`"
    if _MAIL.fullmatch(name):
        return f"write `mailto:{name}`"
    return f"on another site? write `https://{name}`" if _HOST.fullmatch(name) else ""
