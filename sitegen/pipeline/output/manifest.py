"""The list of the files in an output folder that are ours, which is also the mark that it is.

It is there twice. While files are moved both list old and planned ones together; in the end each
lists exactly the planned ones, the second only when the disk has the first. So after a power cut
at any moment one of them is whole.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from sitegen.model import Digest
from sitegen.refusals import about
from sitegen.statcache import digest_of

PUBLIC_MARK = ".sitegen.json"
DRAFTS_MARK = ".sitegen-drafts.json"
MARKS = frozenset({PUBLIC_MARK, DRAFTS_MARK})
SPARE = "~"
"""What follows the name of the second list."""
WAITING = ".sitegen-waiting"
"""The folder beside them of what is not yet in its place."""


class Manifest:
    """The lists in a folder; what is written waits in another one until it is whole."""

    def __init__(self, folder: Path, mark: str, waiting: Path) -> None:
        self._file = folder / mark
        self._spare = folder / f"{mark}{SPARE}"
        self._waiting = waiting
        self._encoded: tuple[Mapping[str, str], bytes] = ({}, _encoded({}))
        self._decoded: tuple[bytes, dict[str, str]] = (b"", {})

    @property
    def names(self) -> tuple[str, str]:
        """The names of the lists, in the folder."""
        return self._file.name, self._spare.name

    def digest(self) -> Digest:
        """Return the digest of the lists' bytes; empty unless both are there and are the same."""
        try:
            data = self._file.read_bytes()
            return digest_of(data) if data == self._spare.read_bytes() else b""
        except OSError:
            return b""

    def read(self) -> dict[str, str] | None:
        """Return digests in hexadecimal by path, empty if planned; None if no list can be read."""
        for file in (self._file, self._spare):
            with suppress(FileNotFoundError, msgspec.DecodeError):
                data = file.read_bytes()
                if data and data == self._decoded[0]:  # most builds read it twice
                    return self._decoded[1]
                listed = msgspec.json.decode(data, type=dict[str, str])
                if _stay_inside(listed):
                    self._decoded = (data, listed)
                    return listed
        return None

    def holds(self, files: Mapping[str, str]) -> bool:
        """Say whether both lists are there as they were read, and have exactly some files."""
        data, listed = self._decoded
        with suppress(OSError):
            return (
                bool(data)
                and listed == files
                and self._file.read_bytes() == data
                and self._spare.read_bytes() == data
            )
        return False

    def write(self, files: Mapping[str, str]) -> bool:
        """Write the first list, and say whether it was another one before."""
        return self._write(self._file, files)

    def write_spare(self, files: Mapping[str, str]) -> None:
        """Write the second list."""
        self._write(self._spare, files)

    def _write(self, file: Path, files: Mapping[str, str]) -> bool:
        if self._encoded[0] is not files:  # each list is written twice
            self._encoded = (files, _encoded(files))
        data = self._encoded[1]
        if file.is_file() and file.read_bytes() == data:
            return False
        self._waiting.mkdir(exist_ok=True)
        waiting = self._waiting / "manifest"
        with about(file.parent):
            waiting.write_bytes(data)
        waiting.replace(file)
        return True


def _encoded(files: Mapping[str, str]) -> bytes:
    ordered = {path: files[path] for path in sorted(files)}
    return msgspec.json.format(msgspec.json.encode(ordered), indent=0)


def _stay_inside(paths: Mapping[str, object]) -> bool:
    """Say whether no path leads out of the folder, or has what no path can have."""
    if not paths:
        return True
    together = "/\0/".join(paths)
    return together.count("\0") == len(paths) - 1 and not any(
        it in f"/{together}/" for it in ("//", "/./", "/../")
    )
