"""Files of settings as plain values: TOML, YAML and JSON."""

import re
from pathlib import Path

import msgspec

from sitegen.content.frontmatter import read
from sitegen.errors import SiteError
from sitegen.importing.folders.front import plain
from sitegen.importing.found import NO_ADDRESS
from sitegen.strict.nodes import Mapping
from sitegen.strict.toml import read_toml

_TABLE = re.compile(rb"[ \t]*\[")


def read_values(root: Path, files: tuple[str, ...]) -> dict[str, object]:
    """Return the first of some files of settings that is there, its keys in lower case."""
    for it in files:
        file = root / it
        if file.is_file():
            return {key.lower(): value for key, value in read_file(file).items()}
    return {}


def read_file(file: Path) -> dict[str, object]:
    """Return a file of settings as plain values; nothing if it cannot be read."""
    raw = file.read_bytes()
    try:
        if file.suffix == ".toml":
            return plain(_toml(raw))
        if file.suffix == ".json":
            told = msgspec.json.decode(raw)
            return told if isinstance(told, dict) else {}
    except (SiteError, msgspec.DecodeError):
        return {}
    front = read(b"---\n" + raw.replace(b"\r\n", b"\n").removeprefix(b"---\n") + b"\n---\n")
    return plain(front.mapping) if front.mapping else {}


def _toml(raw: bytes) -> Mapping:
    """Return a file of TOML; of one that goes on in TOML 1.1 the tables before that.

    Raises `SiteError` if there are none.
    """
    try:
        return read_toml(raw)
    except SiteError as error:
        lines = raw.split(b"\n")[: next(iter(error.problems)).line]
        ends = [number for number, line in enumerate(lines) if _TABLE.match(line)]
        if not ends:
            raise
        return read_toml(b"\n".join(lines[: ends[-1]]))


def address_of(told: str) -> str:
    """Return where a site lies, as its settings say; they may leave that open."""
    return told.rstrip("/") if told.startswith(("http://", "https://")) else NO_ADDRESS
