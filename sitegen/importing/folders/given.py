"""What a text has that its own front matter does not say: data of folders, defaults of settings.

Eleventy reads data files beside texts and above them; Jekyll has `defaults` in its settings, each
with a scope. What is nearer to a text goes before what is further from it.
"""

import fnmatch
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.importing.folders.scripts import Value, exported

_DATA = (".11tydata.json", ".json", ".11tydata.js", ".11tydata.mjs", ".11tydata.cjs")
LARGEST = 1024**2
"""Bytes of a file of data that is read."""


class Given(Struct, frozen=True):
    """Keys for the texts below a folder, or of one kind: "posts" or "drafts" of Jekyll, or all."""

    below: str
    keys: Mapping[str, object]
    kind: str = ""

    def is_for(self, path: str) -> bool:
        """Say whether a text at this path has the keys."""
        if self.kind and _kind_of(path) != self.kind:
            return False
        if "*" in self.below:
            return fnmatch.fnmatch(path, f"{self.below.rstrip('/')}*")
        return not self.below or path == self.below or path.startswith(f"{self.below}/")


def _kind_of(path: str) -> str:
    """Return what Jekyll calls a text: that of its collection."""
    if "_posts/" in f"/{path}":
        return "posts"
    if path.startswith("_drafts/"):
        return "drafts"
    collection = next((it for it in path.split("/")[:-1] if it.startswith("_")), "")
    return collection[1:] if collection else "pages"


def keys_for(path: str, given: tuple[Given, ...]) -> dict[str, object]:
    """Return all that is given to a text; `given` is in the order in which it holds."""
    keys: dict[str, object] = {}
    for it in given:
        if it.is_for(path):
            keys |= it.keys
    return {key.lower().replace("-", "_"): value for key, value in keys.items()}


def of_jekyll(defaults: object) -> tuple[Given, ...]:
    """Return the `defaults` of Jekyll's settings; the longer the path, the later it is told."""
    found: list[Given] = []
    for it in defaults if isinstance(defaults, list) else []:
        scope, values = (it.get("scope"), it.get("values")) if isinstance(it, dict) else (0, 0)
        if isinstance(scope, dict) and isinstance(values, dict):
            below = str(scope.get("path") or "").strip("/")
            found.append(Given(below, values, str(scope.get("type") or "")))
    return tuple(sorted(found, key=lambda it: (len(it.below), bool(it.kind))))


def of_eleventy(root: Path, texts: list[str]) -> tuple[Given, ...]:
    """Return the data that lie beside texts and their folders, those of wide folders first."""
    folders = {folder for it in texts for folder in _above(it)}
    found: list[Given] = []
    for folder in sorted(folders, key=lambda it: (it.count("/"), it)):
        keys = _data(root, posixpath.join(folder, posixpath.basename(folder)))
        # Tags of a folder are the name of a list of texts; what these are about, they say.
        keys.pop("tags", None)
        found.append(Given(folder, keys))
    found += [Given(it, _data(root, posixpath.splitext(it)[0])) for it in texts]
    return tuple(it for it in found if it.keys)


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def _data(root: Path, stem: str) -> dict[str, Value]:
    keys: dict[str, Value] = {}
    for it in reversed(_DATA):
        file = root / f"{stem}{it}"
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST:
            keys |= read_data(file)
    return keys


def read_data(file: Path) -> dict[str, Value]:
    """Return a file of data as values; nothing if it holds something else."""
    text = file.read_text("utf-8", "replace")
    if file.suffix != ".json":
        return exported(text)
    try:
        told = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    return told if isinstance(told, dict) else {}
