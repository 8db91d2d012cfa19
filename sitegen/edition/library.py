"""What rows stand for, read one by one when somebody asks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from sitegen.edition.entries import Entry, Used
from sitegen.edition.rows import Found, Kept, Row
from sitegen.edition.settle import entry_of
from sitegen.errors import StoreDamaged
from sitegen.model import Digest, Document

ReadKept = Callable[[Digest], bytes]
"""Returns what lies apart from a row. Raises `StoreDamaged` if it is lost."""

_NOTHING = msgspec.Raw(b"\xc0")
_KEPT = msgspec.msgpack.Decoder(Kept)
_FOUND = msgspec.msgpack.Decoder(Found)


class Library:
    """Reads the documents of an edition, and what was found out about them.

    `beside` are the pictures that are named by what is no document.
    """

    def __init__(
        self,
        rows: Mapping[str, Row],
        documents: Mapping[str, Document],
        read_kept: ReadKept,
        now: datetime,
        beside: Sequence[Used] = (),
    ) -> None:
        self._rows = rows
        self._beside = beside
        self._documents = documents
        self._read_kept = read_kept
        self._now = now
        self._latest: tuple[Digest, Kept] = b"", Kept(_NOTHING)

    def row(self, path: str) -> Row:
        """Return the row of a document."""
        return self._rows[path]

    def entry(self, path: str) -> Entry:
        """Return a document that is shown. Raises `StoreDamaged`."""
        row = self._rows[path]
        found = _FOUND.decode(self.kept(path).found)
        entry = entry_of(path, self._documents[path], row.facts, row.topics, found, self._now)
        if entry is None:
            raise StoreDamaged(path)
        return entry

    def kept(self, path: str) -> Kept:
        """Return what lies apart from a row. Raises `StoreDamaged`."""
        digest = self._rows[path].kept
        known, kept = self._latest
        if known != digest:  # a page asks for what was found of its document, then for its card
            kept = _KEPT.decode(self._read_kept(digest))
            self._latest = digest, kept
        return kept

    def used(self, paths: Collection[str] | None = None) -> Iterator[Used]:
        """Yield every place that names a picture, held-back articles included; in some files.

        Raises `StoreDamaged`.
        """
        yield from (it for it in self._beside if paths is None or it.path in paths)
        for path in self._rows if paths is None else paths:
            if path in self._rows and self._rows[path].kept:
                yield from _FOUND.decode(self.kept(path).found).used
