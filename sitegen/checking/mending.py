"""What `--fix` does: what was surely meant put in place of what is written, proved, and no more.

Line ends, a byte order mark, comments and the order of keys stay as they are. Each replacement
is proved by reading the file before and after: one that would change anything else is left to the
editor.
"""

import os
import shutil
from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from sitegen.checking.document import Rules
from sitegen.checking.remedies import AnchorsOf, Remedy, Version, remedies
from sitegen.content.markdown.missed.pieces import named
from sitegen.content.markdown.places import Places
from sitegen.content.parse import ParseOptions, understand
from sitegen.errors import Cure, SiteError
from sitegen.model import DocumentName
from sitegen.strict.nodes import text_of

ROUNDS = 5
"""How often a replacement may make another one of the words around it."""

PROOFS = 64
"""How often a file is read in a round to find the replacements that change something else."""


class Change(NamedTuple):
    """What was replaced: its place in the file as it was then, what stood there and stands now."""

    line: int
    column: int
    old: str
    new: str


class Mended(NamedTuple):
    """The bytes of a file after all that could be mended in it, and what was."""

    raw: bytes
    changes: tuple[Change, ...]


def mend(
    raw: bytes,
    name: DocumentName,
    rules: Rules,
    options: ParseOptions,
    anchors_of: AnchorsOf = lambda _: (),
) -> Mended:
    """Return a file's bytes with what was surely meant in place of what is written.

    `name` is that of its kind.
    """

    @lru_cache(maxsize=2)
    def version(raw: bytes) -> Version:
        return Version(text_of(raw), understand(raw, name, options))

    changes: list[Change] = []
    with suppress(SiteError):  # no text at all
        for _ in range(ROUNDS):
            before = raw
            for remedy in remedies(rules, anchors_of):
                better = _mended(raw, remedy, version)
                raw, changes = better.raw, [*changes, *better.changes]
            if raw == before:
                break
    return Mended(raw, tuple(changes))


def _mended(raw: bytes, remedy: Remedy, version: Callable[[bytes], Version]) -> Mended:
    """Return a file's bytes after one remedy; they stay as they are if there is no end to it."""
    mended = raw
    changes: list[Change] = []
    for _ in range(ROUNDS + 1):
        before = version(mended)
        cures = _proved(mended, before, remedy, version)
        if not cures:
            return Mended(mended, tuple(changes))
        changes += _changes(before.text, cures)
        mended = replaced(mended, cures)
    return Mended(raw, ())


def _proved(
    raw: bytes, before: Version, remedy: Remedy, version: Callable[[bytes], Version]
) -> list[Cure]:
    """Return the cures of a text that change nothing but what they are for, in order."""
    proved: list[Cure] = []
    open_ = [cures] if (cures := list(_apart(remedy.find(before)))) else []
    for _ in range(PROOFS):
        if not open_:
            break
        asked = open_.pop()
        if remedy.spares(before, version(replaced(raw, [*proved, *asked]))):
            proved += asked
        elif len(asked) > 1:
            half = len(asked) // 2
            open_ += [asked[half:], asked[:half]]
    return proved


def _apart(cures: Iterable[Cure]) -> Iterable[Cure]:
    """Yield cures in order, of those that overlap the first."""
    behind = 0
    for cure in sorted(cures, key=lambda it: (it.start, it.end)):
        if cure.start >= behind:
            yield cure
            behind = cure.end


def _changes(text: str, cures: Sequence[Cure]) -> list[Change]:
    places = Places(text)
    return [
        Change(*places.at(it.start), named(text[it.start : it.end]), named(it.right or it.new))
        for it in cures
    ]


def replaced(raw: bytes, cures: Sequence[Cure]) -> bytes:
    """Return a file's bytes with all replacements, which are in order.

    They count its text as `text_of` gives it, with lines ended by a line feed alone.
    """
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    whole = raw.removeprefix(BOM_UTF8).decode()
    returns = [at for at, char in enumerate(whole) if char == "\r"] if "\r" in whole else []
    # The offset of the n-th carriage return, once those before it are gone.
    gone = [at - number for number, at in enumerate(returns)]
    parts, behind = [], 0
    for it in cures:
        start, end = (at + bisect_left(gone, at) for at in (it.start, it.end))
        parts += [whole[behind:start], it.new]
        behind = end
    return mark + "".join([*parts, whole[behind:]]).encode()


def write_over(file: Path, raw: bytes) -> None:
    """Put bytes in place of a file's, all at once; raise OSError if that may not be written."""
    file = file.resolve()
    with file.open("r+b"):
        pass  # a file that is write-protected is so on purpose
    handle, name = mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
