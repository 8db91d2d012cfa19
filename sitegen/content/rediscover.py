"""Find the files of a site again: what is known of them is compared at once.

A folder in which no name came or went holds the files that it held, so that only their stats are
to be compared; others are looked into anew, with all that lies below them. What is found is what
`discover` finds, which has to look at all wherever there was something to say of files.
"""

import os
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.content.discover import TOPS, SourceFiles, found_below, names_in, with_theme
from sitegen.content.places import refused_size
from sitegen.model import Digest, Source, SourceKind
from sitegen.statcache import Seen, StatCache, StatTable
from sitegen.urls import nfc


class Listed(Struct, frozen=True, array_like=True):
    """What a table of files does not tell of them: their kinds, in its order; their folders."""

    kinds: list[SourceKind] = []
    folders: dict[str, str] = {}


def listed(found: SourceFiles, known: Listed) -> Listed:
    """Return what to remember of files; no folder if there was something to say of any.

    Files of the same names are of the kinds that are `known`.
    """
    if found.folders == known.folders and not found.problems and not found.refused:
        return known
    kinds = {it.file: it.kind for it in found.sources.values() if it.file}
    clear = not found.problems and not found.refused
    return Listed([kinds[file] for file in sorted(kinds)], found.folders if clear else {})


def rediscover(root: Path, table: StatTable, known: Listed) -> tuple[SourceFiles, StatCache] | None:
    """Return the files as they are, and what was seen of them; None if `discover` must look."""
    if not known.folders:
        return None
    anew = _changed_folders(root, known.folders)
    kinds, earlier = known.kinds, dict[str, Source]()
    seen: dict[str, Seen] = {}
    for folder in anew:
        start, stop = (bisect_left(table.paths, f"{folder}{end}") for end in "/0")  # 0 follows /
        part, table = table.cut(start, stop)
        earlier |= _sources(part.paths, kinds[start:stop], part.each_digest())
        seen |= part.seen()
        kinds = kinds[:start] + kinds[stop:]
    stats = StatCache(seen, table)
    digests = _digests(root, table, kinds, stats)
    if digests is None:
        return None
    more = found_below(anew, root, stats, earlier)
    sources = _sources(table.paths, kinds, digests) | more.sources
    folders = {it: names for it, names in known.folders.items() if not _is_below(it, anew)}
    found = SourceFiles(sources, more.problems, more.refused, folders | more.folders)
    return with_theme(found), stats


def sources_before(table: StatTable, known: Listed) -> dict[str, Source]:
    """Return the sources that were found, by path."""
    return _sources(table.paths, known.kinds, table.each_digest())


def _sources(
    files: Sequence[str], kinds: Sequence[SourceKind], digests: Iterable[Digest]
) -> dict[str, Source]:
    each = map(Source, map(nfc, files), kinds, digests, files)
    return {it.path: it for it in each}


def _changed_folders(root: Path, folders: Mapping[str, str]) -> list[str]:
    """Return the folders in which a name came or went, but for those below another one."""
    changed = [it for it in TOPS if it not in folders]
    for folder, names in folders.items():
        try:
            there = names_in(os.listdir(f"{root}/{folder}"))  # noqa: PTH208 - names are enough
        except OSError:
            there = None
        if there != names:
            changed.append(folder)
    return [it for it in changed if not _is_below(it.rpartition("/")[0], changed)]


def _is_below(folder: str, others: Collection[str]) -> bool:
    """Say whether a folder is one of some, or lies in one."""
    return any(f"{folder}/".startswith(f"{it}/") for it in others)


def _digests(
    root: Path, table: StatTable, kinds: Sequence[SourceKind], stats: StatCache
) -> list[Digest] | None:
    """Return the digests of all files of a table, reading those that have another stat.

    None if there is something to say of one.
    """
    rows = table.differing(str(root))
    if rows is None:
        return None
    digests = table.each_digest()
    for row in rows:
        file = f"{root}/{table.paths[row]}"
        try:
            status = os.lstat(file)
            if not stat.S_ISREG(status.st_mode) or refused_size(
                nfc(table.paths[row]), kinds[row], status.st_size
            ):
                return None
            digests[row] = stats.digest(table.paths[row], file, status)
        except OSError:
            return None
    return digests
