"""Front matter of other generators: YAML between `---`, TOML between `+++`, or JSON."""

import re
from collections.abc import Mapping as MappingOf
from datetime import UTC, date, datetime, timedelta
from html import unescape

import msgspec
from msgspec import Struct

from sitegen.content.frontmatter import read
from sitegen.errors import Problem, SiteError
from sitegen.importing.document import without_hidden
from sitegen.importing.folders.scripts import constants, exported
from sitegen.strict.nodes import Mapping, Node, Sequence, text_of
from sitegen.strict.toml import read_toml

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_SCRIPT = re.compile(
    r"---[ \t]*(?:js|javascript)[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
"""What Eleventy takes between marks, too."""

_JSON = re.compile(r"\{\s*[\"}]")
"""What a tag does not begin with: `{% callout %}`."""

_EMPTY = re.compile(r"---[ \t]*\n\s*?^---[ \t]*$\n?", re.MULTILINE)
_YAML = re.compile(r"\A---.*?^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TAGS = re.compile(r"<[^>]*>")
_ZONE = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT)$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(
    r"(?:\w{3,9},?\s+)?(\d{1,2})\s+(\w{3})\w*\.?,?\s+(\d{4})|(\w{3})\w*\.?\s+(\d{1,2}),?\s+(\d{4})"
)


class Parts(Struct, frozen=True):
    """A file in two: its keys, in lower case, and its body; and what is wrong with it."""

    keys: dict[str, object]
    body: str
    problems: tuple[Problem, ...] = ()


def parts_of(raw: bytes, *, is_needed: bool = True) -> Parts | None:
    """Return front matter and body of a file; None if it has none, and that is needed."""
    text = without_hidden(raw.decode("utf-8", "replace").replace("\r\n", "\n"))
    if text.startswith("+++"):
        return _toml(text)
    if _JSON.match(text):
        return _json(text)
    empty = _EMPTY.match(text)
    if empty or not text.startswith("---"):
        body = text[empty.end() :] if empty else text
        return Parts({}, body) if empty or not is_needed else None
    if found := _SCRIPT.match(text):
        keys = constants(found[1]) | exported(found[1])
        return Parts(lowered(keys), text[found.end() :])
    front = read(text.encode())
    if front.mapping is not None:
        return Parts(lowered(plain(front.mapping)), front.body)
    errors = tuple(it for it in front.problems if it.severity == "error")
    return Parts({}, front.body or _YAML.sub("", text), errors)


def _toml(text: str) -> Parts | None:
    try:
        text = text_of(text.encode())
        found = _TOML.match(text)
        if not found:
            return None
        return Parts(lowered(plain(read_toml(found[1].encode()))), text[found.end() :])
    except SiteError as error:
        return Parts({}, "", tuple(error.problems))


def _json(text: str) -> Parts | None:
    depth, quoted, at = 0, False, 0
    for at, char in enumerate(text):
        if char == '"' and text[at - 1] != "\\":
            quoted = not quoted
        elif not quoted and char in "{}":
            depth += 1 if char == "{" else -1
            if not depth:
                break
    try:
        keys = msgspec.json.decode(text[: at + 1])
    except msgspec.DecodeError as error:
        return Parts({}, "", (Problem("", 1, 1, f"this is no JSON: {error}"),))
    return Parts(lowered(keys), text[at + 1 :].lstrip("\n")) if isinstance(keys, dict) else None


def plain(node: Node) -> dict[str, object]:
    """Return a mapping of located nodes as plain values: texts, numbers, moments, lists."""
    value = _plain(node)
    return value if isinstance(value, dict) else {}


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key.text or "": _plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_plain(it) for it in node.items]
    if node.text is not None:
        return "" if node.is_empty else node.text
    return node.value


def lowered(keys: MappingOf[str, object]) -> dict[str, object]:
    """Return keys as all that read them spell them."""
    return {str(key).lower().replace("-", "_"): value for key, value in keys.items()}


# Values ---------------------------------------------------------------------------------------


def words(value: object) -> str:
    """Return a value as plain words."""
    if isinstance(value, dict | list) or value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    return " ".join(unescape(_TAGS.sub("", text)).split())


def names(value: object, *, spaced: bool = False) -> list[str]:
    """Return the names that a value lists: a list, or a text with commas, or with blanks."""
    if isinstance(value, list):
        found = [names(it)[0] if isinstance(it, dict) and names(it) else words(it) for it in value]
    elif isinstance(value, dict):
        found = [words(value.get("name") or value.get("title") or value.get("slug"))]
    else:
        text = words(value).strip("[]")
        found = text.split(",") if "," in text else text.split() if spaced else [text]
    return [it for it in (name.strip().strip("\"'") for name in found) if it]


def is_true(value: object) -> bool:
    """Say whether a value means yes."""
    return value is True or (isinstance(value, str) and value.lower() in {"true", "yes", "on", "1"})


def is_false(value: object) -> bool:
    """Say whether a value means no."""
    return value is False or (
        isinstance(value, str) and value.lower() in {"false", "no", "off", "0"}
    )


def moment(value: object) -> datetime | None:
    """Return a moment: aware if the value names an offset, naive if it is the newsroom's.

    At an offset that no clock has, it is that of UTC.
    """
    found = _moment(value)
    if found is None or found.tzinfo is None:
        return found
    offset = found.utcoffset() or timedelta()
    return found if -_WEST <= offset <= _EAST else found.astimezone(UTC)


_WEST, _EAST = timedelta(hours=12), timedelta(hours=14)


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - newsroom time
    text = words(value)
    if not text:
        return None
    zone = _ZONE.search(text)
    body = text[: zone.start()].removesuffix("UTC").strip() if zone else text
    told = zone[1] if zone else ""
    if told in {"Z", "UTC", "GMT"}:
        told = "+00:00"
    elif told and ":" not in told:
        told = f"{told[:3]}:{told[3:]}"
    return _parsed(body, told)


def _parsed(text: str, offset: str) -> datetime | None:
    text = text.replace("/", "-").replace("T", " ")
    for candidate in (text, re.sub(r"\b(\d)\b", r"0\1", text), text[:10]):
        try:
            return datetime.fromisoformat(f"{candidate}{offset if len(candidate) > 10 else ''}")  # noqa: PLR2004
        except ValueError:
            continue
    found = _WORDED.search(text)
    if not found:
        return None
    day, month, year = (
        (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    )
    if month.lower() not in _MONTHS:
        return None
    try:
        made = datetime(int(year), _MONTHS.index(month.lower()) + 1, int(day))  # noqa: DTZ001
    except ValueError:
        return None
    return made.replace(tzinfo=UTC) if offset == "+00:00" else made
