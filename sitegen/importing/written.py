"""Files of an import in the folder of a site: each whole, none over what somebody has changed.

What was written is known by its digest. A file that is there and is neither what is to be written
nor what an import wrote is the newsroom's. Digests are in the report of an import; those of one
that did not come to its end are in a journal, which is there as long as that is so.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Self, TextIO

from sitegen.statcache import digest_of

JOURNAL = ".import-unfinished"
"""Below the folder of the site: a digest and a path in each line."""

_LINE = re.compile(r"([0-9a-f]{32,128}) (\S.*)")


class Written:
    """Writes files below a folder, and says what became of each.

    `before` has the digests of what earlier imports wrote, by path.
    """

    def __init__(self, root: Path, before: Mapping[str, str]) -> None:
        self.root = root
        self.digests: dict[str, str] = {}
        self.new: list[str] = []
        self.changed: list[str] = []
        self.same = 0
        self.kept: list[str] = []
        self._before = before
        self._journal = root / JOURNAL
        self._unfinished = _read_journal(self._journal)
        self._notes: TextIO | None = None
        self._inside: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the journal; it stays, unless the import came to its end."""
        if self._notes:
            self._notes.close()

    def write(self, path: str, data: bytes) -> None:
        """Write a file, unless it is there and the newsroom's."""
        digest = digest_of(data).hex()
        file = self.root / path
        there = self._digest(file)
        if there == digest:
            self.same += 1
        elif there is None:
            self._note(path, digest)
            self._put(file, data)
            self.new.append(path)
        elif there == self._before.get(path) or (path, there) in self._unfinished:
            self._note(path, digest)
            self._put(file, data)
            self.changed.append(path)
        else:
            self.kept.append(path)
            digest = self._before.get(path, "")
        if digest:
            self.digests[path] = digest

    def is_ours(self, path: str, data: bytes) -> bool:
        """Say whether a file is as an import wrote it, or as one would write it now."""
        there = self._digest(self.root / path)
        known = (self._before.get(path), digest_of(data).hex())
        return there is not None and (there in known or (path, there) in self._unfinished)

    def end(self) -> None:
        """Forget the journal: the report has all of it."""
        self._journal.unlink(missing_ok=True)

    def _note(self, path: str, digest: str) -> None:
        """Note what is about to be written, in case the end is never reached."""
        if self._notes is None:
            self._notes = self._journal.open("a", encoding="utf-8", buffering=1)
            self._notes.write("\n")  # the line before may be cut short
        self._notes.write(f"{digest} {path}\n")

    def put(self, path: str, data: bytes) -> None:
        """Write a file of the import's own whole, unless it is as it would be."""
        file = self.root / path
        if self._digest(file) != digest_of(data).hex():
            self._put(file, data)

    def copy(self, path: str, source: Path) -> None:
        """Copy a file, unless one of this name is there: pictures are large, and do not change."""
        file = self.root / path
        if file.is_file() and file.stat().st_size == source.stat().st_size:
            self.same += 1
            return
        if file.exists():
            self.kept.append(path)
            return
        self._make_folder_of(file)
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=".import-", delete=False
        ) as beside:
            try:
                with source.open("rb") as stream:
                    shutil.copyfileobj(stream, beside)
                os.fchmod(beside.fileno(), 0o644)
                Path(beside.name).replace(file)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
        self.new.append(path)

    def _put(self, file: Path, data: bytes) -> None:
        self._make_folder_of(file)
        beside = file.with_name(f".import-{file.name[:100]}~")
        try:
            beside.write_bytes(data)
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def _make_folder_of(self, file: Path) -> None:
        """Make the folder of a file; raise if a link on the way leads out of the site."""
        parent = file.parent
        if parent in self._inside:
            return
        while not parent.exists():
            parent = parent.parent
        if not parent.resolve().is_relative_to(self.root.resolve()):
            raise OSError(40, "a link leads out of the site", str(parent))
        file.parent.mkdir(parents=True, exist_ok=True)
        self._inside.add(file.parent)

    @staticmethod
    def _digest(file: Path) -> str | None:
        try:
            return digest_of(file.read_bytes()).hex()
        except FileNotFoundError:
            return None


def _read_journal(file: Path) -> set[tuple[str, str]]:
    """Return paths and digests of what was written; a line that was cut short is none."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return set()
    return {(found[2], found[1]) for it in lines if (found := _LINE.fullmatch(it))}
