"""A process that carries files between here and where machines share them.

Whoever has asked a store has threads from then on, and after a fork nobody can ask it: so this is a
process of its own, started anew. It is told what to do by pickles on its standard input, answers by
pickles on its output, and ends when nobody tells it any more.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sitegen.model import Digest
from sitegen.pipeline.memory.derived import NAME, DerivedFiles, Making
from sitegen.pipeline.memory.shelves import Shelf, shelf_at
from sitegen.refusals import Refused
from sitegen.statcache import digest_of

if TYPE_CHECKING:
    from sitegen.pipeline.cluster import Cluster

Keys = Mapping[Digest, frozenset[Digest]]
"""Derivations by picture."""


class Carrier:
    """The process, as who started it sees it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def ask(self, what: str, *given: object) -> Any:  # noqa: ANN401 - whatever is asked for
        """Return what a method of `Work` returns there. Raises `Refused`."""
        assert self._process.stdin  # noqa: S101 - both are pipes
        assert self._process.stdout  # noqa: S101
        try:
            pickle.dump((what, given), self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)  # noqa: S301 - our own
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            status = self._process.wait()
            raise Refused(f"what carries pictures ended with status {status}") from error
        if isinstance(answer, Refused):
            raise answer
        return answer


@contextmanager
def carrier(where: str, root: Path, folder: Path) -> Iterator[Carrier]:
    """Start the process: for a store as site.toml names it, and a folder of derived pictures."""
    words = [sys.executable, "-m", "sitegen.pipeline.carrier"]
    # A group of its own: Ctrl-C is for who started it.
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
    ) as process:
        told = Carrier(process)
        try:
            told.ask("open", where, root, folder)
            yield told
        except Refused:
            raise
        except BaseException:
            process.kill()
            raise
        finally:
            assert process.stdin  # noqa: S101 - as above
            with suppress(OSError):
                process.stdin.close()


class Work:
    """What the process can do."""

    def __init__(self) -> None:
        self._lazy: tuple[Shelf, DerivedFiles] | None = None
        self._where = ""
        self._cluster: Cluster | None = None

    def open(self, where: str, root: Path, folder: Path) -> None:
        """Work for a store from now on."""
        self._where = where if "://" in where else str((root / where).absolute())
        self._lazy = shelf_at(where, root), DerivedFiles(folder)

    def fetch(self, wanted: Keys) -> dict[Digest, frozenset[str]]:
        """Bring pictures here as far as they are wanted; return the names of what is there.

        What is not as its name says is not counted among that, so it is given anew.
        """
        shelf, ours = self._opened
        names = shelf.names([it.hex() for it in wanted])
        there: dict[Digest, frozenset[str]] = {}
        paths: dict[str, tuple[Digest, str]] = {}
        for picture, keys in wanted.items():
            sound = [it for it in names[picture.hex()] if NAME.fullmatch(it)]
            there[picture] = frozenset(sound)
            here = ours.known(picture)
            for name in sound:
                key = name.partition("-")[0]
                if key not in here and Digest.fromhex(key) in keys:
                    paths[f"{picture.hex()}/{name}"] = (picture, name)
        read = shelf.read(list(paths))
        for path, (picture, name) in paths.items():
            if not _is_kept(ours, picture, name, read.get(path)):
                there[picture] -= {name}
        return there

    def give(self, new: Mapping[Digest, Sequence[str]]) -> None:
        """Bring pictures there, by the names of their files here."""
        shelf, ours = self._opened
        names = {f"{it.hex()}/{name}": (it, name) for it in new for name in new[it]}
        read = {path: data for path, it in names.items() if (data := ours.read(*it)) is not None}
        shelf.write(list(read), read.__getitem__)

    def join(self, address: str, fonts: Mapping[Digest, bytes]) -> None:
        """Be a client of a cluster whose workers reach the store."""
        from sitegen.pipeline.cluster import Cluster  # noqa: PLC0415 - few have one

        self._cluster = Cluster(address, self._where, self._opened[0], fonts)

    def make(self, pictures: Sequence[Making]) -> None:
        """Have pictures made there."""
        assert self._cluster  # noqa: S101 - that is asked for first
        self._cluster.make(pictures)

    def end(self) -> Sequence[str]:
        """Wait for all of them, and return what failed."""
        assert self._cluster  # noqa: S101 - as above
        return self._cluster.end()

    def close(self) -> None:
        """Leave the cluster, if it was joined."""
        if self._cluster:
            self._cluster.close()

    @property
    def _opened(self) -> tuple[Shelf, DerivedFiles]:
        assert self._lazy  # noqa: S101 - that is asked for first
        return self._lazy


def _is_kept(ours: DerivedFiles, picture: Digest, name: str, data: bytes | None) -> bool:
    """Keep what was fetched, if it is what its name says."""
    key, _, rest = name.partition("-")
    check, _, suffix = rest.partition(".")
    if data is None or digest_of(data).hex() != check:
        return False
    with suppress(OSError):  # then it is made here, and can be shown all the same
        ours.keep(picture, Digest.fromhex(key), suffix, data)
    return True


def serve(given: BinaryIO, answers: BinaryIO) -> None:
    """Do what is asked, until nobody asks."""
    work = Work()
    with closing(work), suppress(EOFError):
        while True:
            what, values = pickle.load(given)  # noqa: S301 - our own
            try:
                answer = getattr(work, what)(*values)
            except Refused as refused:
                answer = refused
            except Exception as error:  # noqa: BLE001 - who asked does without
                answer = Refused(f"what carries pictures failed: {type(error).__name__}: {error}")
            pickle.dump(answer, answers)
            answers.flush()


if __name__ == "__main__":
    with open(0, "rb") as from_it, open(1, "wb") as to_it:
        serve(from_it, to_it)
