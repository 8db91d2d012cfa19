"""What `--fix` does: house terms put in place of other spellings, and not one byte besides.

Line ends, a byte order mark, comments and the order of keys stay as they are. A file in which the
new words would mean something else to YAML or Markdown is left alone.
"""

import os
import re
import shutil
from bisect import bisect_left
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from sitegen.checking.document import Finding, Rules, findings
from sitegen.content.frontmatter_scalars import written
from sitegen.content.parse import (
    MarkdownKind,
    Parsed,
    ParseOptions,
    decode_body,
    decode_document,
    parse,
)
from sitegen.errors import SiteError
from sitegen.strict.nodes import text_of

BOM = b"\xef\xbb\xbf"

ROUNDS = 5
"""How often a term may make another one of the words around it."""

_TAG = re.compile(r'</?[a-z][a-z0-9]*|href="[^"]*"')


class Change(NamedTuple):
    """A spelling that was replaced: its place in the file as it was then, and both spellings."""

    line: int
    column: int
    old: str
    new: str


class Mended(NamedTuple):
    """The bytes of a file after all that could be mended in it, and what was."""

    raw: bytes
    changes: tuple[Change, ...]


def mend(raw: bytes, kind: MarkdownKind, rules: Rules, options: ParseOptions) -> Mended:
    """Return a file's bytes with house terms in place of what is not one."""
    changes: list[Change] = []
    mended = raw
    for _ in range(ROUNDS):
        try:
            found = [it for it in findings(text_of(mended), rules) if it.new is not None]
        except SiteError:
            break
        if not found:
            break
        mended, made = _replaced(mended, found)
        changes += made
    else:
        changes.clear()  # each round makes more of it
    if not changes or not _means_the_same(raw, mended, kind, options):
        return Mended(raw, ())
    return Mended(mended, tuple(changes))


def _replaced(raw: bytes, found: list[Finding]) -> tuple[bytes, list[Change]]:
    """Return the bytes with all replacements, which count lines ended by a line feed alone."""
    mark = BOM if raw.startswith(BOM) else b""
    whole = raw.removeprefix(BOM).decode()
    returns = [at for at, char in enumerate(whole) if char == "\r"] if "\r" in whole else []
    # The offset of the n-th carriage return, once those before it are gone.
    gone = [at - number for number, at in enumerate(returns)]
    parts, behind, changes = [], 0, []
    for it in found:
        start, end = (at + bisect_left(gone, at) for at in (it.start, it.end))
        if start < behind:
            continue
        old = " ".join(whole[start:end].split())
        parts += [whole[behind:start], it.new or ""]
        changes.append(Change(it.problem.line, it.problem.column, old, it.right))
        behind = end
    return mark + "".join([*parts, whole[behind:]]).encode(), changes


def _means_the_same(old: bytes, new: bytes, kind: MarkdownKind, options: ParseOptions) -> bool:
    """Say whether nothing but words differs between two versions of a file."""
    keys = [[(it.key, it.style) for it in written(text_of(raw))] for raw in (old, new)]
    before, after = (parse(raw, kind, options) for raw in (old, new))
    return keys[0] == keys[1] and _skeleton(before) == _skeleton(after)


def _skeleton(parsed: Parsed) -> tuple[object, ...]:
    document = decode_document(parsed.document)
    return (
        _TAG.findall("".join(decode_body(parsed.body).literals)),
        document.sound,
        document.anchors,
        [(it.level, it.id) for it in document.headings],
        [(it.target, it.anchor) for it in document.links],
        [it.src for it in document.pictures],
        [(it.severity, it.hint) for it in document.problems if it.severity == "error"],
    )


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
