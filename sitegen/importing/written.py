"""Files of an import in the folder of a site: each whole, none over what somebody has changed.

What was written is known by its digest. A file that is there and is neither what is to be written
nor what an import wrote is the newsroom's.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sitegen.statcache import digest_of


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
        self._inside: set[Path] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file, unless it is there and the newsroom's."""
        digest = digest_of(data).hex()
        file = self.root / path
        there = self._digest(file)
        if there == digest:
            self.same += 1
        elif there is None:
            self._put(file, data)
            self.new.append(path)
        elif there == self._before.get(path):
            self._put(file, data)
            self.changed.append(path)
        else:
            self.kept.append(path)
            digest = self._before.get(path, "")
        if digest:
            self.digests[path] = digest

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
