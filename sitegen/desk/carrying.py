"""A move carried out: files renamed and rewritten, or all of them as they were."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.checking.mending import write_over
from sitegen.checking.repository import renamed
from sitegen.desk.moving import Move
from sitegen.desk.trying import Desk

if TYPE_CHECKING:
    from pathlib import Path


def carry_out(desk: Desk, it: Move) -> bool:
    """Move a file or a folder, and write what changes; return whether Git was told.

    Raises `OSError` if a file cannot be written, and everything is as it was then.
    """
    root = desk.order.root
    here, there = root / it.here, root / it.there
    there.parent.mkdir(parents=True, exist_ok=True)
    with_git = renamed(root, it.here, it.there)
    if not with_git:
        here.rename(there)
    written: dict[Path, bytes] = {}
    try:
        for path, raw in it.texts.items():
            file = root / _now(it, desk.site.sources[path].file)
            before = file.read_bytes()
            write_over(file, raw)
            written[file] = before
    except BaseException:
        for file, before in written.items():
            write_over(file, before)
        if not (with_git and renamed(root, it.there, it.here)):
            there.rename(here)
        raise
    with suppress(OSError):  # what is not empty stays
        os.removedirs(here.parent)
    return with_git


def _now(it: Move, file: str) -> str:
    if file == it.here or file.startswith(f"{it.here}/"):
        return it.there + file.removeprefix(it.here)
    return file
