"""Bundles: folders whose files are made together, kept by what they are made from.

`.sitegen/search/<profile>/<key>.bundle` is one file: the digest of its maker and its table, the
table's length, the table (names, digests and sizes), the bytes of the files in that order. So it
is there whole or not at all, proves itself, and tells what is in it without being read to its end.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import msgspec
from msgspec import Struct

from sitegen.atomic import write_atomically
from sitegen.model import Digest
from sitegen.pipeline.engines import SEARCH
from sitegen.pipeline.fingerprint import engine
from sitegen.pipeline.order import STATE, Order
from sitegen.refusals import about
from sitegen.statcache import digest_of

FOLDER = "search"
SUFFIX = ".bundle"

_KEY = re.compile("[0-9a-f]{32}")
_CHECK = 16
_LENGTH = 8


class Packed(Struct, frozen=True, gc=False):
    """The recipe of an output that lies in a bundle: in which, its name and digest, and where."""

    bundle: Digest
    name: str
    digest: Digest
    start: int
    size: int


class Bundles:
    """The bundles in one folder, of one `maker`: the digest of the sources that know them.

    What other sources wrote may mean something else, so to these it is damage.
    """

    def __init__(self, folder: Path, maker: Digest) -> None:
        self.folder = folder
        self._maker = maker

    def files(self, key: Digest) -> tuple[Packed, ...] | None:
        """Return what is in a bundle; None if it is not there, or not what was written."""
        try:
            with self._file(key).open("rb") as file:
                check, length = file.read(_CHECK), int.from_bytes(file.read(_LENGTH), "big")
                whole = file.seek(0, 2)
                file.seek(_CHECK + _LENGTH)
                table = file.read(min(length, whole))
        except OSError:
            return None
        if digest_of(self._maker + table) != check:
            return None
        return tuple(_located(key, table))

    def keys(self) -> frozenset[Digest]:
        """Return the keys of the bundles that there are, and not the names of others' files.

        What keeps folders alike on two machines may put a copy beside a bundle.
        """
        files = self.folder.glob(f"*{SUFFIX}") if self.folder.is_dir() else ()
        return frozenset(bytes.fromhex(it.stem) for it in files if _KEY.fullmatch(it.stem))

    def read(self, packed: Packed) -> bytes | None:
        """Return the bytes of a file; None if they are not what was written: damage goes."""
        file = self._file(packed.bundle)
        try:
            with file.open("rb") as opened:
                opened.seek(packed.start)
                data = opened.read(packed.size)
        except OSError:
            return None
        if digest_of(data) == packed.digest:
            return data
        self.let_go_of_damage()
        return None

    def keep(self, key: Digest, files: Mapping[str, bytes]) -> None:
        """Keep a bundle, whole or not at all."""
        rows = [(name, digest_of(data), len(data)) for name, data in files.items()]
        table = msgspec.msgpack.encode(rows)
        head = digest_of(self._maker + table) + len(table).to_bytes(_LENGTH, "big") + table
        with about(self.folder):
            write_atomically(self._file(key), head, *files.values())

    def prune(self, used: AbstractSet[Digest]) -> None:
        """Remove what is not used, and what builds that were killed have left."""
        wanted = {self._file(key) for key in used}
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            if file.is_dir():
                rmtree(file, ignore_errors=True)
            elif file not in wanted:
                with suppress(OSError):  # it is in nobody's way
                    file.unlink(missing_ok=True)

    def _is_whole(self, key: Digest) -> bool:
        try:
            data = self._file(key).read_bytes()
        except OSError:
            return False
        files = self.files(key)
        return files is not None and all(
            digest_of(data[it.start : it.start + it.size]) == it.digest for it in files
        )

    def let_go_of_damage(self) -> None:
        """Remove every bundle that is not what was written: where one is damaged, others may be."""
        for key in self.keys():
            if not self._is_whole(key):
                self._file(key).unlink(missing_ok=True)

    def _file(self, key: Digest) -> Path:
        return self.folder / f"{key.hex()}{SUFFIX}"


def bundles_of(order: Order) -> Bundles:
    """Return the bundles of one profile of a site: those of the search index."""
    folder = (order.spare or order.root / STATE) / FOLDER / order.profile.name
    return Bundles(folder, engine(SEARCH))


def _located(key: Digest, table: bytes) -> Iterator[Packed]:
    start = _CHECK + _LENGTH + len(table)
    for name, digest, size in msgspec.msgpack.decode(table, type=list[tuple[str, bytes, int]]):
        yield Packed(key, name, digest, start, size)
        start += size
