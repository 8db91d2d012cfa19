"""WXR, streamed: bytes in, records out, one by one.

Read by expat with every door shut: a document type, which is where entities are declared, is
refused, nothing is fetched, and depth and length have bounds. WordPress writes its prefixes
always the same, so names are compared as they are written, whatever version they are bound to.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from msgspec import Struct

from sitegen.errors import Problem, SiteError
from sitegen.importing.mended import CHUNK, Mend, Mender

DEEPEST = 32
LONGEST = 16 * 1024**2
"""Characters of one value: no story of a newspaper has more."""

MOST_VALUES = 100_000
"""Values of one record."""

RECORDS = frozenset({"item", "wp:author", "wp:category", "wp:tag", "wp:term"})
_TOP = ("rss", "channel")
_WITHIN = frozenset({"wp:postmeta", "wp:comment", "wp:termmeta", "wp:commentmeta"})


class Record(Struct, frozen=True):
    """One record: its name, its line, its values by name, its terms and its custom fields.

    Terms are (taxonomy, key, name). A record without a name has the values of the site.
    """

    name: str
    line: int
    values: dict[str, str]
    terms: list[tuple[str, str, str]]
    meta: dict[str, str]
    comments: int = 0


class _Reader:
    """Takes the events of one file, and puts records together."""

    def __init__(self, path: Path) -> None:
        self.ready: list[Record] = []
        self.site: dict[str, str] = {}
        self._path = path
        self._names: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._attributes: dict[str, str] = {}
        self._record: Record | None = None
        self._meta_key = ""
        self._comments = 0
        self._count = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 18
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _refuse(self, message: str, hint: str = "") -> SiteError:
        place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        return SiteError([Problem(str(self._path), *place, message, hint)])

    def _doctype(self, *_: object) -> None:
        message = "the file declares a document type, which no export does"
        raise self._refuse(message, "export the site again: Tools > Export")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name)
        depth = len(self._names)
        if depth > DEEPEST:
            raise self._refuse(f"elements stand more than {DEEPEST} deep in each other")
        if depth <= len(_TOP) and name != _TOP[depth - 1]:
            message = f"the file begins with `<{name}>`, so it is no export of WordPress"
            raise self._refuse(message, "name the kind of the source with `--kind`")
        if depth == len(_TOP) + 1 and name in RECORDS:
            self._record = Record(name, self.parser.CurrentLineNumber, {}, [], {})
            self._comments = self._count = 0
        self._text, self._length, self._attributes = [], 0, attributes

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise self._refuse(f"a value has more than {LONGEST:,} characters")
        self._text.append(text)

    def _end(self, name: str) -> None:
        text = "".join(self._text)
        depth = len(self._names)
        self._names.pop()
        self._text = []
        if depth == len(_TOP) + 1:
            self._end_of_record(name, text)
        elif self._record is not None:
            self._count += 1
            if self._count > MOST_VALUES:
                raise self._refuse(f"a record has more than {MOST_VALUES:,} values")
            self._value(self._record, name, text, depth)

    def _end_of_record(self, name: str, text: str) -> None:
        if self._record is None:
            self.site.setdefault(name, text.strip())
            return
        it = self._record
        self._record = None
        self.ready.append(Record(it.name, it.line, it.values, it.terms, it.meta, self._comments))

    def _value(self, record: Record, name: str, text: str, depth: int) -> None:
        if depth == len(_TOP) + 2:
            if name == "category" and record.name == "item":
                domain = self._attributes.get("domain", "category")
                record.terms.append((domain, self._attributes.get("nicename", ""), text.strip()))
            elif name == "wp:comment":
                self._comments += 1
            elif name not in _WITHIN:
                record.values.setdefault(name, text)
        elif self._names[-1] == "wp:postmeta":
            if name == "wp:meta_key":
                self._meta_key = text.strip()
            elif name == "wp:meta_value":
                record.meta.setdefault(self._meta_key, text)


class Export(Struct):
    """One file while it is read; `site` and `mends` are whole when the records are through."""

    path: Path
    site: dict[str, str] = {}
    mends: tuple[Mend, ...] = ()
    is_clean: bool = False
    """Whether it was read before, and nothing had to be mended."""

    def records(self) -> Iterator[Record]:
        """Yield the records. Raises `SiteError`."""
        reader = _Reader(self.path)
        items = 0
        with self.path.open("rb") as stream:
            mender = Mender(stream)
            try:
                for chunk in _as_it_is(stream) if self.is_clean else mender.chunks():
                    reader.parser.Parse(chunk, False)
                    for it in reader.ready:
                        items += it.name == "item"
                        yield it
                    reader.ready.clear()
                reader.parser.Parse(b"", True)
            except expat.ExpatError as error:
                raise SiteError([_cause(self.path, error, items)]) from None
        self.site = reader.site
        self.mends = tuple(mender.mends) or self.mends
        self.is_clean = not self.mends


def _as_it_is(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _cause(path: Path, error: expat.ExpatError, items: int) -> Problem:
    """Return what is wrong with a file that is no XML even when mended."""
    cut_short = {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    }
    place = (error.lineno, error.offset + 1)
    if error.code in cut_short:
        message = f"the file ends before its end: {items} records are whole"
        return Problem(str(path), *place, message, "export it again, in parts if it is large")
    message = (
        f"this is no XML: {expat.ErrorString(error.code)}; {items} records before it are whole"
    )
    return Problem(str(path), *place, message, "mend the line, or export the site again")
