"""The files of an archive: a zip, or the folder that it was unpacked into.

Nothing is unpacked to disk. What says that it is small and is not, is refused as it is read.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import SiteError
from sitegen.importing.media import safe_path

LARGEST = 16 * 1024**2
"""Bytes of one text."""

MOST_FILES = 500_000


class Packed:
    """Reads files of an archive by their paths in it, which begin below the folder of all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        if path.is_file():
            try:
                self._zip = zipfile.ZipFile(path)
            except (zipfile.BadZipFile, OSError, ValueError) as error:
                raise SiteError.about(path, f"this is no zip: {error}") from None

    def names(self) -> list[str]:
        """Return the paths of all texts, sorted; such as lead out of the archive are none."""
        names = sorted(it for it in self._all() if safe_path(it) == it)
        if len(names) > MOST_FILES:
            message = f"the archive has more than {MOST_FILES:,} files"
            raise SiteError.about(self.path, message)
        return names

    def _all(self) -> Iterator[str]:
        if self._zip is not None:
            yield from (it.filename for it in self._zip.infolist() if not it.is_dir())
            return
        for file in self.path.rglob("*"):
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(self.path).as_posix()

    def text(self, name: str) -> str:
        """Return the text of a file. Raises `SiteError` if it is larger than a text may be."""
        try:
            if self._zip is not None:
                with self._zip.open(name) as stream:
                    raw = stream.read(LARGEST + 1)
            else:
                with (self.path / name).open("rb") as stream:
                    raw = stream.read(LARGEST + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            message = f"`{name}` cannot be read: {error}"
            raise SiteError.about(self.path, message) from None
        if len(raw) > LARGEST:
            message = f"`{name}` is larger than {LARGEST // 1024**2} MiB"
            raise SiteError.about(self.path, message, "split the archive")
        return raw.decode("utf-8-sig", "replace")

    def place(self, name: str) -> str:
        """Return how messages call a file."""
        return f"{self.path}: {name}" if self._zip is not None else str(self.path / name)


def stem_of(name: str) -> str:
    """Return the name of a file without its ending."""
    return posixpath.splitext(posixpath.basename(name))[0]
