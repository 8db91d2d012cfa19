"""Pictures made by a Dask cluster. The home of dask.distributed, which few have installed.

Bytes go through the store: what is to be made small is sent there, a worker is told its digest, and
what it made is fetched from there. So the scheduler sees names alone. A worker that dies is no
matter: another one does its work. What nobody there can make is made here.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from msgspec import msgpack

from sitegen.model import Digest
from sitegen.pipeline.memory.derived import Making
from sitegen.pipeline.memory.shelves import Shelf
from sitegen.pipeline.remote import Asked, made, maker
from sitegen.refusals import Refused
from sitegen.statcache import digest_of

PATIENCE = 10
"""Seconds until somebody answers, and for which there may be no worker at all."""

AHEAD = 128
"""Pictures that are sent and not yet made: each worker has the next ones."""

AGAIN = 3
"""How often a picture is tried again that a worker died of, or failed at."""


class Cluster:
    """A scheduler and its workers, for one build. Raises `Refused`."""

    def __init__(
        self, address: str, where: str, shelf: Shelf, fonts: Mapping[Digest, bytes]
    ) -> None:
        try:
            import distributed  # noqa: PLC0415 - an extra, which few have
        except ImportError as error:
            hint = "`pip install 'sitegen-press[cluster]'`"
            raise Refused(
                "a cluster is asked by dask.distributed, which is missing", hint
            ) from error
        self._library = distributed
        self._where = where
        self._shelf = shelf
        self._run = f"run-{token_hex(8)}"
        self._sent: set[str] = set()
        self._waiting: dict[Any, tuple[str, ...]] = {}
        self.failed: list[str] = []
        why = f"the cluster at {address}"
        try:
            self._client = distributed.Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            hint = "see that its scheduler runs, and can be reached from here"
            raise Refused(f"{why} does not answer", hint) from error
        self._see_workers(why)
        self._why = why
        self._send({it.hex(): data for it, data in fonts.items()})

    def make(self, some: Sequence[Making]) -> None:
        """Have the sizes of some pictures made; return when few are under way."""
        self._send({it.hex(): _read(it, file) for it, file, _ in some if file})
        for source, file, wanted in some:
            asked = Asked(self._where, self._run, maker(), source, file is not None, tuple(wanted))
            path = (f"{self._run}/{source.hex()}",) if file else ()
            future = self._client.submit(made, msgpack.encode(asked), pure=False, retries=AGAIN)
            self._waiting[future] = path
        while len(self._waiting) > AHEAD:
            self._receive()

    def end(self) -> Sequence[str]:
        """Wait for the rest, tidy up, and return what failed, in words."""
        while self._waiting:
            self._receive()
        return self.failed

    def close(self) -> None:
        """Leave nothing of this build in the store, and nobody at work on it."""
        with suppress(Exception):
            self._client.cancel(list(self._waiting))
            self._client.close()
        with suppress(Refused):
            self._shelf.remove(sorted(self._sent))

    def _send(self, files: Mapping[str, bytes]) -> None:
        paths = {f"{self._run}/{name}": data for name, data in files.items()}
        self._shelf.write(list(paths), paths.__getitem__)
        self._sent.update(paths)

    def _receive(self) -> None:
        """Wait until something is done."""
        try:
            ended = self._library.wait(
                list(self._waiting), timeout=PATIENCE, return_when="FIRST_COMPLETED"
            ).done
        except TimeoutError:
            self._see_workers(self._why)
            return
        gone: list[str] = []
        for future in ended:
            gone += self._waiting.pop(future)
            if future.status != "finished":
                self.failed.append(str(future.exception()))
            future.release()
        self._shelf.remove(gone)
        self._sent -= {*gone}

    def _see_workers(self, why: str) -> None:
        """See that there is one, at least after a while."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise Refused(f"{why} has no workers", "start some: `dask worker ADDRESS`") from error


def _read(digest: Digest, file: Path) -> bytes:
    """Return the bytes of a picture; none if it has changed just now, which is told later."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    return data if digest_of(data) == digest else b""
