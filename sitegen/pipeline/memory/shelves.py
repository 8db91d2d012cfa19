"""Shelves: places in which machines share files, each known by a path that tells its content.

A bucket, by `stores.py`, or a folder that all of them have, such as one of a network. Whoever
writes a path writes the same bytes there as anybody else, so several may write at once.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sitegen.atomic import write_atomically
from sitegen.refusals import Refused, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


class Shelf(Protocol):
    """A place for files that are never changed. Raises `Refused` for all that it cannot do."""

    def names(self, folders: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the names of the files in each folder."""

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Return files by path, but for those that there are not."""

    def write(self, paths: Sequence[str], read: Callable[[str], bytes]) -> None:
        """Write files, each whole or not at all: `read` gives their bytes."""

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files; what is not there is no matter."""


def shelf_at(where: str, root: Path) -> Shelf:
    """Return the shelf at an address, or at the path of a folder as the site's root has it."""
    if "://" not in where:
        return FolderShelf(root / Path(where).expanduser())
    return StoreShelf(where)


class FolderShelf:
    """A folder that several machines have."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self, folders: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the names of the files in each folder."""
        with self._told():
            return {it: [file.name for file in (self._folder / it).glob("*")] for it in folders}

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Return files by path."""
        found = {}
        with self._told():
            for path in paths:
                with suppress(FileNotFoundError):
                    found[path] = (self._folder / path).read_bytes()
        return found

    def write(self, paths: Sequence[str], read: Callable[[str], bytes]) -> None:
        """Write files, each whole or not at all."""
        for path in paths:
            data = read(path)
            with self._told():
                file = self._folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(file, data)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and folders that are empty then."""
        with self._told():
            for path in paths:
                (self._folder / path).unlink(missing_ok=True)
                with suppress(OSError):
                    (self._folder / path).parent.rmdir()

    @contextmanager
    def _told(self) -> "Iterator[None]":
        try:
            yield
        except OSError as error:
            why, hint = refusal(error)
            raise Refused(f"{self._folder}: {why}", hint) from error


class StoreShelf:
    """A bucket, or the part of one below a prefix."""

    def __init__(self, url: str) -> None:
        # Few sites have one, and what asks for it takes its time to load.
        from sitegen.stores import BRIEFLY, Store  # noqa: PLC0415

        self._store = Store(url, BRIEFLY)

    def names(self, folders: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the names of the files in each folder: one request each."""
        found = self._store.names_below(folders)
        return {it: [path.rpartition("/")[2] for path in paths] for it, paths in found.items()}

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Return files by path: one request each."""
        return self._store.get_all(paths)

    def write(self, paths: Sequence[str], read: Callable[[str], bytes]) -> None:
        """Write files: one request each."""
        headers = {"Content-Type": "application/octet-stream"}
        self._store.put_all(paths, lambda path: (read(path), headers), lambda: None)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files: up to a thousand a request."""
        self._store.delete(paths)
