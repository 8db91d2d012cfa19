"""How long names and paths may be on this machine.

`urls.LONGEST_PATH` bounds addresses alike for every machine; what is left of the system's own
limit depends on where the output folder lies, and on the file system there.
"""

import os
from collections.abc import Iterable
from pathlib import Path


def longer_than_allowed(folder: Path, paths: Iterable[str]) -> str:
    """Return the first of some paths that cannot be written in a folder, which exists; or none."""
    prefix = f"{folder}/"
    whole = _limit(folder, "PC_PATH_MAX") - 1 - len(os.fsencode(prefix))  # a NUL ends it
    name = _limit(folder, "PC_NAME_MAX")
    plainly = min(whole, name) // 4  # a character has four bytes at most
    for path in paths:
        if len(path) > plainly:
            data = path.encode()
            if len(data) > whole or max(map(len, data.split(b"/"))) > name:
                return path
    return ""


def _limit(folder: Path, name: str) -> int:
    """Return a limit of the file system, in bytes; none that matters if it does not say."""
    try:
        limit = os.pathconf(folder, name)
    except (OSError, ValueError):
        return 2**31
    return limit if limit > 0 else 2**31
