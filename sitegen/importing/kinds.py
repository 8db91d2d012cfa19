"""Which kind of source a file is, told from what stands in it; and who reads it."""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sitegen.errors import SiteError
from sitegen.importing.archives import feeds, medium, substack
from sitegen.importing.archives.packed import Packed
from sitegen.importing.folders.generators import GENERATORS, kind_of_folder
from sitegen.importing.folders.reading import FolderReader
from sitegen.importing.folders.settings import FolderKind
from sitegen.importing.found import Found
from sitegen.importing.ghost import export as ghost
from sitegen.importing.mapping import ImportMapping
from sitegen.importing.wordpress import wxr

_HEAD = 1 << 14

Unknown = Callable[[], dict[str, int]]
"""Returns the shortcodes that nobody knew, and how often, once all texts are read."""

Reader = Callable[[Sequence[Path], ImportMapping], tuple[Found, Unknown]]


def _wordpress(paths: Sequence[Path], mapping: ImportMapping) -> tuple[Found, Unknown]:
    found, contents = wxr.read(paths, mapping.shortcodes)
    return found, lambda: dict(contents.shortcodes.unknown.most_common())


def _folder(kind: FolderKind) -> Reader:
    def read_folder(paths: Sequence[Path], mapping: ImportMapping) -> tuple[Found, Unknown]:
        if len(paths) > 1 or not paths[0].is_dir():
            message = f"a site of {kind} is one folder"
            raise SiteError.about(paths[0], message, "name the folder of the site")
        reader = FolderReader(paths[0], GENERATORS[kind].settings(paths[0]), mapping)
        return reader.found(), lambda: dict(reader.tags.unknown.most_common())

    return read_folder


def _of_file(read_file: Callable[[Path], Found]) -> Reader:
    """Return a reader of a kind that has no shortcodes, and one file at a time."""

    def read_one(paths: Sequence[Path], _: ImportMapping) -> tuple[Found, Unknown]:
        if len(paths) > 1:
            message = "this kind of source is one file"
            hint = "import one after the other"
            raise SiteError.about(paths[1], message, hint)
        return read_file(paths[0]), dict

    return read_one


def _feed(path: Path) -> Found:
    head = _head(path).lstrip()
    return feeds.read_json(path) if head.startswith(b"{") else feeds.read_xml(path)


READERS: Mapping[str, Reader] = {
    "wordpress": _wordpress,
    **{kind: _folder(kind) for kind in GENERATORS},
    "ghost": _of_file(ghost.read),
    "substack": _of_file(lambda path: substack.read(Packed(path))),
    "medium": _of_file(lambda path: medium.read(Packed(path))),
    "feed": _of_file(_feed),
}
FOLDERS = frozenset(GENERATORS)
"""Kinds whose pictures lie in the source itself."""


def read(sources: Sequence[Path], kind: str, mapping: ImportMapping) -> tuple[Found, Unknown]:
    """Return what sources hold; all are of one kind. Raises `SiteError`."""
    kinds = {it: kind or kind_of(it) for it in sources}
    for path, name in kinds.items():
        if not name:
            hint = f"say with `--kind` what it is: {', '.join(READERS)}"
            raise SiteError.about(path, "this is no source that is known", hint)
    if len(set(kinds.values())) > 1:
        message = f"the sources are of several kinds: {', '.join(sorted(set(kinds.values())))}"
        raise SiteError.about(sources[0], message, "import one kind after the other")
    name = next(iter(kinds.values()))
    return READERS[name](_files(sources) if name == "wordpress" else sources, mapping)


def media_of(sources: Sequence[Path], kind: str) -> Path | None:
    """Return the folder in which the pictures of a source lie, if it is the source itself."""
    is_folder = len(sources) == 1 and sources[0].is_dir()
    return sources[0] if is_folder and (kind or kind_of(sources[0])) in FOLDERS else None


def _files(sources: Sequence[Path]) -> list[Path]:
    """Return files; of a folder of exports those in it."""
    return [file for it in sources for file in (sorted(it.glob("*.xml")) if it.is_dir() else [it])]


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD).removeprefix(BOM_UTF8)


def kind_of(path: Path) -> str:
    """Return the kind of a source; empty if it is none that is known."""
    if path.is_dir():
        return _kind_of_folder(path)
    head = _head(path)
    if b"wordpress.org/export/" in head:
        return "wordpress"
    if head.startswith(b"PK"):
        return _kind_of_archive(path)
    start = head.lstrip()
    if start.startswith(b"{"):
        return "feed" if b"jsonfeed.org/version" in head else "ghost" * ghost.is_export(head)
    return "feed" if b"<rss" in head or b"<feed" in head else ""


def _kind_of_folder(path: Path) -> str:
    if found := kind_of_folder(path):
        return found
    exports = sorted(path.glob("*.xml"))
    return kind_of(exports[0]) if exports else _kind_of_archive(path)


def _kind_of_archive(path: Path) -> str:
    packed = Packed(path)
    if substack.is_archive(packed):
        return "substack"
    return "medium" if medium.is_archive(packed) else ""
