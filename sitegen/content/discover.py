"""Find the files that shape the site, and their digests.

In: the root folder and a stat cache. Out: `SourceFiles`, sorted by path, and what is wrong with
names. Nothing is parsed here. The default theme's files stand in for those that the site lacks.
"""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.places import (
    OTHER_VERSION,
    PICTURES,
    Fault,
    is_junk,
    kind_of_file,
    refused_size,
)
from sitegen.errors import Problem, visible
from sitegen.model import Source
from sitegen.statcache import StatCache, digest_of
from sitegen.strict.nodes import HIDDEN
from sitegen.theme import read_theme, theme_files
from sitegen.urls import folded, nfc, refused_name

TOPS = ("static", "templates", "content")
"""The folders of a site."""


class SourceFiles(Struct, frozen=True):
    """Every file that shapes the site, by path, and problems with the files themselves.

    `refused` are pictures that cannot be taken: who names one is told the fault, a phrase that
    goes on after its name, and a hint. `folders` are those that were looked into, each with the
    names of all that lies in it, as `names_in` has them.
    """

    sources: dict[str, Source]
    problems: tuple[Problem, ...]
    refused: dict[str, Fault]
    folders: dict[str, str]


def discover(
    root: Path, stats: StatCache, before: Mapping[str, Source] | None = None
) -> SourceFiles:
    """Return the site's files. Symbolic links that lead out of the site are problems.

    What was found `before` makes the work shorter, and no difference to the result.
    """
    return with_theme(found_below(TOPS, root, stats, before or {}))


def found_below(
    tops: Iterable[str], root: Path, stats: StatCache, before: Mapping[str, Source]
) -> SourceFiles:
    """Return the site's own files below some folders, in any order."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    refused: dict[str, Fault] = {}
    folders: dict[str, str] = {}
    taken: list[str] = []
    prefix = os.path.join(root, "")
    for file, status in _files(list(tops), str(root), before, problems, refused, folders):
        path = nfc(file)
        known = before.get(path)
        kind = known.kind if known and known.file else kind_of_file(path, problems)
        if kind is None:
            continue
        if fault := refused_size(path, kind, status.st_size):
            _refuse(path, fault, problems, refused)
            continue
        if path in sources:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "two files have this name, in different Unicode forms",
                    "on a Mac they are one: delete the older of them",
                )
            )
        taken.append(path)
        try:
            digest = stats.digest(file, prefix + file, status)
        except OSError as error:
            fault = (f"cannot be read: {(error.strerror or str(error)).lower()}", "")
            _refuse(path, fault, problems, refused)
        else:
            is_known = known and known.digest == digest and known.file == file
            sources[path] = known if known and is_known else Source(path, kind, digest, file)
    problems += _alike(taken)
    return SourceFiles(sources, tuple(problems), refused, folders)


def with_theme(found: SourceFiles) -> SourceFiles:
    """Return the files sorted, with those of the theme that the site lacks."""
    sources = found.sources
    lacking = {}
    for path in (*theme_files("templates"), *theme_files("static")):
        kind = None if is_junk(*posixpath.split(path)) else kind_of_file(path, [])
        if kind is not None and path not in sources:
            lacking[path] = Source(path, kind, digest_of(read_theme(path)), "")
    every = sources | lacking
    return replace(found, sources={path: every[path] for path in sorted(every)})


def names_in(names: Iterable[str]) -> str:
    """Return the names of all that lies in a folder as one text, to be compared at once."""
    return "\0".join(sorted(names))


def _alike(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each path that is another one but for the case of its letters."""
    if len(set(folded("\n".join(paths)).split("\n"))) == len(paths):
        return
    first: dict[str, str] = {}
    for path in paths:
        if (other := first.setdefault(folded(path), path)) != path:
            message = f"the name differs only in letter case from {other}"
            yield Problem(path, 1, 1, message, "on many systems they are one: rename it")


def read(root: Path, source: Source) -> bytes:
    """Return the bytes of a source, as they are now."""
    if not source.file:
        return read_theme(source.path)
    with open(f"{root}/{source.file}", "rb", buffering=0) as file:
        return file.read()


def _refuse(path: str, fault: Fault, problems: list[Problem], refused: dict[str, Fault]) -> None:
    """Report a file that cannot be taken: a picture where it is named, if it is."""
    if posixpath.splitext(path)[1].lower() in PICTURES and not path.startswith("static/"):
        refused[path] = fault
    else:
        problems.append(Problem(path, 1, 1, f"the file {fault[0]}", fault[1]))


def _files(  # noqa: PLR0917 - three of them are what it tells besides
    pending: list[str],
    root: str,
    before: Mapping[str, Source],
    problems: list[Problem],
    refused: dict[str, Fault],
    folders: dict[str, str],
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below the pending folders, relative to the root, with its stat.

    The name of one that was there `before` is a good one.
    """
    inside = os.path.realpath(root)
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as scan:
                entries = sorted(scan, key=attrgetter("name"))
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(Problem(folder, 1, 1, f"cannot be read: {error.strerror}"))
            continue
        folders[folder] = names_in(entry.name for entry in entries)
        for entry in entries:
            path = f"{folder}/{entry.name}"
            known = before.get(path)
            is_known = known is not None and known.file == path and not entry.is_symlink()
            if not (is_known and entry.is_file()):
                if is_junk(folder, entry.name):
                    continue
                if fault := _fault(entry, inside):
                    shown = os.fsencode(path).decode("utf-8", "backslashreplace")
                    _refuse(visible(nfc(shown)), fault, problems, refused)
                    continue
                if entry.is_dir():
                    pending.append(path)
                if not entry.is_file():
                    continue
            with suppress(FileNotFoundError):  # it was there a moment ago
                yield path, entry.stat()


def _fault(entry: os.DirEntry[str], inside: str) -> Fault | None:
    """Return what keeps a file or a folder out of the site, and a hint."""
    if fault := _fault_of_name(entry.name):
        return fault
    if entry.is_symlink() and not _is_inside(entry.path, inside):
        return (
            "is a symbolic link that leads out of the site, or nowhere",
            "put the file itself there",
        )
    if entry.is_symlink() and entry.is_dir():
        return "is a symbolic link to a folder, which is not followed", "put the folder there"
    return None


def _fault_of_name(name: str) -> Fault | None:
    if not _is_utf_8(name):
        return "has a name that is not UTF-8", "rename it"
    if found := HIDDEN.search(name):
        return f"has the hidden character U+{ord(found[0]):04X} in its name", "rename it"
    if refused_name(name):
        return (
            "has a name that Windows cannot hold",
            "rename it: whoever works on Windows would lack it",
        )
    if OTHER_VERSION.search(nfc(name)):
        return (
            "is another version of a file beside it, which two changed at once",
            "put what is missing into that file, and delete this one",
        )
    return None


def _is_utf_8(name: str) -> bool:
    """Say whether Python could decode a name: what it cannot, it keeps as surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_inside(link: str, inside: str) -> bool:
    target = os.path.realpath(link)
    return target.startswith(inside + os.sep) and os.path.exists(target)
