"""What was published last, as it was written down here: the record of corrections, and the commit.

It lies in `.sitegen/published/`, a file for each target. Without one, Git alone is asked.
"""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.atomic import write_atomically
from sitegen.checking.repository import git
from sitegen.syndication.recorded import Ledger, decoded

FOLDER = ".sitegen/published"


class Publication(Struct, frozen=True, kw_only=True):
    """What readers were given: when, in RFC 3339, and from which commit, if it was one."""

    at: str
    commit: str = ""
    ledger: Ledger = Ledger()


def remember(root: Path, target: str, at: str, ledger: bytes | None) -> None:
    """Write down what was just published. What cannot be written is left out: Git remains."""
    with suppress(OSError, msgspec.DecodeError):
        told = decoded(ledger) if ledger else Ledger()
        it = Publication(at=at, commit=_commit(root), ledger=told)
        folder = root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / f"{target}.json", msgspec.json.encode(it))


def recalled(root: Path) -> list[Publication]:
    """Return what was published at each target, the latest first."""
    found = []
    for file in sorted((root / FOLDER).glob("*.json")):
        with suppress(OSError, msgspec.DecodeError):
            found.append(msgspec.json.decode(file.read_bytes(), type=Publication))
    return sorted(found, key=lambda it: it.at, reverse=True)


def _commit(root: Path) -> str:
    """Return the commit of the site's texts; empty if they are not as a commit has them."""
    changed = git(root, "status", "--porcelain", "--", "content")
    found = git(root, "rev-parse", "HEAD") if changed == b"" else None
    return found.decode().strip() if found else ""
