"""A file with one key of its front matter otherwise, and every other byte as it was.

Comments, line ends, a byte order mark, the order of keys and how they are spelt stay. What comes
out is read again and compared: a front matter that is written in a way which a change by lines
does not understand (a key in braces, a value over many lines) is left to the editor.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from typing import TypeAlias

from sitegen.content.frontmatter import FrontMatter, read
from sitegen.errors import Problem, SiteError
from sitegen.strict.nodes import Mapping, Node, Scalar
from sitegen.strict.nodes import Sequence as Items
from sitegen.strict.texts import in_quotes

_VALUE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:[^\s#]|(?<=\S)#|[ \t]+(?=[^\s#]))*")
"""A value on its line, without the blanks and the comment behind it."""

_IN_BRACKETS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\]]*(?<=\S)")

_PLAIN = re.compile(r"[^\W_][\w:+./-]*|/[\w./-]*")

_Shape: TypeAlias = tuple[object, ...]


def spelt(text: str) -> str:
    """Return a text as YAML has it: plain if that is safe, or in quotes."""
    return text if _PLAIN.fullmatch(text) else in_quotes(text)


def with_value(raw: bytes, key: str, value: str, *, behind: Sequence[str] = ()) -> bytes:
    """Return a file whose top-level `key` has a value, which is written as YAML has it.

    A key that is not there yet is put behind the last of those named, or at the end. Raises
    `SiteError` if nothing else can be promised to stay as it is.
    """
    lines, front = _parted(raw)
    if found := _entry(front, key):
        at = found[0].line - 1
        start = _behind_colon(lines[at], found[0])
        lines[at] = _with_value(lines[at], start, value)
    else:
        _insert(lines, _place_behind(lines, front, behind), f"{key}: {value}")
    return _proved(raw, lines, front, key, {_shape(_one(value))})


def without_key(raw: bytes, key: str) -> bytes:
    """Return a file without a top-level key that stands on one line. Raises `SiteError`."""
    lines, front = _parted(raw)
    if found := _entry(front, key):
        del lines[found[0].line - 1]
    return _proved(raw, lines, front, key, {None})


def with_entry(raw: bytes, key: str, entry: str) -> bytes:
    """Return a file whose list `key` has one more entry, at its end. Raises `SiteError`."""
    lines, front = _parted(raw)
    found = _entry(front, key)
    written = spelt(entry)
    if found is None:
        _insert(lines, _end(front), f"{key}: [{written}]")
        return _proved(raw, lines, front, key, {_shape(_one(f"[{written}]"))})
    name, node = found
    items = node.items if isinstance(node, Items) else ()
    wanted = ("list", *map(_shape, items), _shape(_one(written)))
    at = name.line - 1
    if isinstance(node, Scalar):
        lines[at] = _with_value(lines[at], _behind_colon(lines[at], name), f"[{written}]")
    elif isinstance(node, Items) and lines[node.line - 1][node.column - 1] == "[":
        line = lines[node.line - 1]
        end = line.rfind("]")
        lines[node.line - 1] = f"{line[:end]}{', ' if items else ''}{written}{line[end:]}"
    elif items:
        last = items[-1].line - 1
        _insert(lines, last + 1, f"{lines[last].partition('-')[0]}- {written}")
    return _proved(raw, lines, front, key, {wanted})


def without_entry(raw: bytes, key: str, entry: str) -> bytes:
    """Return a file whose list `key` lacks an entry, if that is there. Raises `SiteError`."""
    lines, front = _parted(raw)
    found = _entry(front, key)
    items = found[1].items if found and isinstance(found[1], Items) else ()
    known = [it for it in items if isinstance(it, Scalar) and it.text == entry]
    if found is None or not known:
        return raw
    if len(items) == 1:
        return without_key(raw, key)
    [at] = {it.line - 1 for it in known[:1]}
    line = lines[at]
    if line.lstrip().startswith("- "):
        del lines[at]
    else:
        start = known[0].column - 1
        written = _IN_BRACKETS.match(line, start)
        end = written.end() if written else start
        behind = line[end:]
        lines[at] = (
            line[:start] + behind[2:]
            if behind.startswith(", ")
            else (line[:start].rstrip(", ") + behind)
        )
    rest = ("list", *(_shape(it) for it in items if it is not known[0]))
    return _proved(raw, lines, front, key, {rest})


def _parted(raw: bytes) -> tuple[list[str], FrontMatter]:
    """Return the lines of a file, and what its front matter says.

    A carriage return stays at the end of its line: there may be lines with and without.
    """
    front = read(raw)
    if front.mapping is None:
        raise SiteError(front.problems)
    return raw.removeprefix(BOM_UTF8).decode().split("\n"), front


def _entry(front: FrontMatter, key: str) -> tuple[Scalar, Node] | None:
    entries = front.mapping.entries if front.mapping else ()
    return next((it for it in entries if it[0].text == key), None)


def _behind_colon(line: str, name: Scalar) -> int:
    return line.find(":", name.column - 1 + len(str(name.text))) + 1


def _with_value(line: str, start: int, value: str) -> str:
    """Return a line whose value, behind the colon that ends at `start`, is another."""
    gap = len(line[start:]) - len(line[start:].lstrip(" "))
    found = _VALUE.match(line, start + gap)
    if found is None or not found[0]:  # there is none, but maybe a comment
        return f"{line[:start]} {value}{line[start:]}"
    return line[: found.start()] + value + line[found.end() :]


def _end(front: FrontMatter) -> int:
    """Return the index of the closing fence."""
    return front.body_line - 2


def _place_behind(lines: Sequence[str], front: FrontMatter, behind: Sequence[str]) -> int:
    entries = front.mapping.entries if front.mapping else ()
    named = [number for number, (name, _) in enumerate(entries) if name.text in behind]
    if not named:
        return _end(front)
    following = entries[named[-1] + 1 :]
    at = following[0][0].line - 1 if following else _end(front)
    start = entries[named[-1]][0].line
    while at > start and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return at


def _insert(lines: list[str], at: int, line: str) -> None:
    lines.insert(at, line + ("\r" if lines[0].endswith("\r") else ""))


def _one(value: str) -> Node:
    """Return the tree of a value as it is written."""
    mapping = read(f"---\nit: {value}\n---\n".encode()).mapping
    if mapping is None:
        raise _refusal(f"`{value}` cannot be written", 1)
    return mapping.entries[0][1]


def _shape(node: Node) -> _Shape:
    """Return what a tree says, without its places."""
    match node:
        case Scalar():
            return ("one", node.text, node.value)
        case Mapping():
            return ("map", *((it.text, _shape(value)) for it, value in node.entries))
        case _:
            return ("list", *map(_shape, node.items))


def _proved(
    raw: bytes, lines: Sequence[str], front: FrontMatter, key: str, wanted: set[_Shape | None]
) -> bytes:
    """Return the file's new bytes; raise `SiteError` if they say anything else than they should."""
    changed = (BOM_UTF8 if raw.startswith(BOM_UTF8) else b"") + "\n".join(lines).encode()
    now = read(changed)
    before, after = _said(front), _said(now)
    before.pop(key, None)
    found = after.pop(key, None)
    if now.mapping is None or before != after or found not in wanted or now.body != front.body:
        entry = _entry(front, key)
        raise _refusal(
            f"`{key}` stands in a front matter that cannot be changed line by line",
            entry[0].line if entry else 1,
        )
    return changed


def _said(front: FrontMatter) -> dict[str, _Shape]:
    entries = front.mapping.entries if front.mapping else ()
    return {str(name.text): _shape(value) for name, value in entries}


def _refusal(message: str, line: int) -> SiteError:
    hint = "change it by hand; a line for each key, `key: value`, is what commands can change"
    return SiteError([Problem("", line, 1, message, hint)])
