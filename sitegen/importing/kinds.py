"""Which kind of source a file is, told from what stands in it; and who reads it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sitegen.errors import Problem, SiteError
from sitegen.importing.folders.reading import FolderReader
from sitegen.importing.folders.settings import FolderKind, kind_of_folder, settings_of
from sitegen.importing.found import Found
from sitegen.importing.mapping import Mapping_
from sitegen.importing.wordpress import wxr

if TYPE_CHECKING:
    from sitegen.importing.wordpress.shortcodes import Fate

_HEAD = 1 << 14

Unknown = Callable[[], dict[str, int]]
"""Returns the shortcodes that nobody knew, and how often, once all texts are read."""

Reader = Callable[[Sequence[Path], Mapping_], tuple[Found, Unknown]]


def _wordpress(paths: Sequence[Path], mapping: Mapping_) -> tuple[Found, Unknown]:
    found, contents = wxr.read(paths, cast("Mapping[str, Fate]", mapping.shortcodes))
    return found, lambda: dict(contents.shortcodes.unknown.most_common())


def _folder(kind: FolderKind) -> Reader:
    def read_folder(paths: Sequence[Path], mapping: Mapping_) -> tuple[Found, Unknown]:
        if len(paths) > 1 or not paths[0].is_dir():
            message = f"a site of {kind} is one folder"
            raise SiteError([Problem(str(paths[0]), 0, 0, message, "name the folder of the site")])
        fates = cast("Mapping[str, Fate]", mapping.shortcodes)
        reader = FolderReader(paths[0], settings_of(paths[0], kind), fates)
        return reader.found(), lambda: dict(reader.tags.unknown.most_common())

    return read_folder


READERS: Mapping[str, Reader] = {
    "wordpress": _wordpress,
    "hugo": _folder("hugo"),
    "jekyll": _folder("jekyll"),
    "eleventy": _folder("eleventy"),
    "astro": _folder("astro"),
}
FOLDERS = frozenset({"hugo", "jekyll", "eleventy", "astro"})
"""Kinds whose pictures lie in the source itself."""


def read(sources: Sequence[Path], kind: str, mapping: Mapping_) -> tuple[Found, Unknown]:
    """Return what sources hold; all are of one kind. Raises `SiteError`."""
    kinds = {it: kind or kind_of(it) for it in sources}
    for path, name in kinds.items():
        if not name:
            hint = f"say with `--kind` what it is: {', '.join(READERS)}"
            raise SiteError([Problem(str(path), 0, 0, "this is no source that is known", hint)])
    if len(set(kinds.values())) > 1:
        message = f"the sources are of several kinds: {', '.join(sorted(set(kinds.values())))}"
        raise SiteError(
            [Problem(str(sources[0]), 0, 0, message, "import one kind after the other")]
        )
    name = next(iter(kinds.values()))
    return READERS[name](sources if name in FOLDERS else _files(sources), mapping)


def media_of(sources: Sequence[Path], kind: str) -> Path | None:
    """Return the folder in which the pictures of a source lie, if it is the source itself."""
    is_folder = len(sources) == 1 and sources[0].is_dir()
    return sources[0] if is_folder and (kind or kind_of(sources[0])) in FOLDERS else None


def _files(sources: Sequence[Path]) -> list[Path]:
    """Return files; of a folder of exports those in it."""
    return [file for it in sources for file in (sorted(it.glob("*.xml")) if it.is_dir() else [it])]


def kind_of(path: Path) -> str:
    """Return the kind of a source; empty if it is none that is known."""
    if path.is_dir():
        if found := kind_of_folder(path):
            return found
        exports = sorted(path.glob("*.xml"))
        return kind_of(exports[0]) if exports else ""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if b"wordpress.org/export/" in head:
        return "wordpress"
    return ""
