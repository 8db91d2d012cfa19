"""Stores of objects: S3 and all that speaks as it does, Google's and Azure's. The home of obstore.

Keys and endpoints come from the environment, by the names that each store's own tools read
(`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, `GOOGLE_APPLICATION_CREDENTIALS`, …). What fails for a
moment is tried again, with longer and longer pauses, by obstore.
"""

from asyncio import Semaphore, Task, TaskGroup, current_task, run
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    NotFoundError,
    PreconditionError,
)
from obstore.store import from_url

from sitegen.store_faults import told

if TYPE_CHECKING:
    from obstore.store import ObjectStore

AT_ONCE = 32
"""Requests that are on their way at the same time."""

PATIENCE: Any = {
    "max_retries": 8,
    "retry_timeout": timedelta(seconds=90),
    "backoff": {
        "base": 2,
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=10),
    },
}
BRIEFLY: Any = {**PATIENCE, "max_retries": 3, "retry_timeout": timedelta(seconds=10)}
"""For what can be done without a store."""

_CLIENT: Any = {"allow_http": True, "connect_timeout": "10s", "timeout": "120s"}

Version = dict[str, str]
"""What tells one state of an object from the next: an ETag, a generation."""


class Listed(NamedTuple):
    """An object as a listing has it; the tag is MD5 of its bytes in many stores, not in all."""

    path: str
    size: int
    tag: str


class Changed(Exception):
    """An object is not what it was, so it was not written."""


class Store:
    """A bucket, or the part of one below a prefix. Raises `Refused` for all it cannot do."""

    def __init__(self, url: str, patience: Any = None) -> None:  # noqa: ANN401 - as obstore has it
        self.url = url
        again = patience or PATIENCE
        with told(url):
            self._store: ObjectStore = from_url(url, client_options=_CLIENT, retry_config=again)

    def get(self, path: str) -> tuple[bytes, Version] | None:
        """Return an object and its version; None if there is none."""
        with told(self.url):
            try:
                found = obstore.get(self._store, path)
            except (NotFoundError, FileNotFoundError) as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None
            return bytes(found.bytes()), _version(found.meta)

    def has(self, path: str) -> bool:
        """Say whether there is an object."""
        with told(self.url):
            try:
                obstore.head(self._store, path)
            except (NotFoundError, FileNotFoundError):
                return False
            return True

    def put(self, path: str, data: bytes, expected: Version | None) -> Version:
        """Write an object if it still is of a version, or if there still is none.

        Raises `Changed` if the store says that it is not; some never do.
        """
        mode: Any = expected or "create"
        private: Any = {"Content-Type": "application/gzip", "Cache-Control": "no-store"}
        with told(self.url):
            try:
                done = obstore.put(
                    self._store, path, data, attributes=private, mode=mode, use_multipart=False
                )
            except (PreconditionError, AlreadyExistsError) as error:
                raise Changed from error
            return _version(done)

    def put_all(
        self,
        paths: Sequence[str],
        read: Callable[[str], tuple[bytes, Mapping[str, str]]],
        step: Callable[[], None],
    ) -> None:
        """Write objects: what `read` gives are bytes and headers. `step` is called after each."""

        async def put(path: str) -> None:
            data, headers = read(path)
            attributes: Any = dict(headers)
            await obstore.put_async(
                self._store, path, data, attributes=attributes, use_multipart=False
            )

        self._each(paths, put, step)

    def get_all(self, paths: Sequence[str]) -> dict[str, bytes]:
        """Return objects by path, but for those that there are not."""
        found: dict[str, bytes] = {}

        async def get(path: str) -> None:
            with suppress(NotFoundError, FileNotFoundError):
                answer = await obstore.get_async(self._store, path)
                found[path] = bytes(await answer.bytes_async())

        self._each(paths, get, lambda: None)
        return found

    def copy_all(
        self, pairs: Sequence[tuple[str, str]], step: Callable[[], None] = lambda: None
    ) -> None:
        """Copy objects, each from one path to another; nothing of them comes here."""

        async def copy(pair: tuple[str, str]) -> None:
            await obstore.copy_async(self._store, *pair)

        self._each(pairs, copy, step)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects; what is not there is no matter.

        Stores that delete one by one (Google's) refuse what is not there, and may leave the rest.
        """
        if not paths:
            return
        with told(self.url):
            try:
                obstore.delete(self._store, list(paths))
            except (NotFoundError, FileNotFoundError) as error:
                if "NoSuchBucket" in str(error):
                    raise
            else:
                return

        async def delete(path: str) -> None:
            with suppress(NotFoundError, FileNotFoundError):
                await obstore.delete_async(self._store, path)

        self._each(paths, delete, lambda: None)

    def list(self) -> Iterator[Listed]:
        """Yield all objects, in no order."""
        with told(self.url):
            for page in obstore.list(self._store):
                for it in page:
                    yield Listed(it["path"], it["size"], (it["e_tag"] or "").strip('"'))

    def names_below(self, prefixes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the paths of all objects below each prefix."""
        found: dict[str, Sequence[str]] = {}

        async def names(prefix: str) -> None:
            pages = [page async for page in obstore.list(self._store, prefix)]
            found[prefix] = sorted(it["path"] for page in pages for it in page)

        self._each(prefixes, names, lambda: None)
        return found

    def _each(
        self,
        items: "Sequence[Any]",
        what: Callable[[Any], Coroutine[Any, Any, None]],
        step: Callable[[], None],
    ) -> None:
        """Do something with each, many at once; the first that fails ends them all.

        `what` and `step` are called in another thread, by one loop.
        """

        async def all_of_them() -> None:
            free = Semaphore(AT_ONCE)

            async def one(item: object) -> None:
                try:
                    await what(item)
                finally:
                    free.release()
                step()

            async with TaskGroup() as group:
                for item in items:
                    await free.acquire()
                    group.create_task(one(item))

        with told(self.url):
            try:
                _run_apart(all_of_them())
            except BaseExceptionGroup as errors:
                raise errors.exceptions[0] from None


def _run_apart(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread of its own: in the caller's a loop may be running already.

    What interrupts the caller ends the coroutine, too.
    """
    begun: Future[Task[Any]] = Future()

    async def begin() -> None:
        if task := current_task():
            begun.set_result(task)
        await work

    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(run, begin())
        try:
            done.result()
        except BaseException:
            if not done.done():
                task = begun.result()
                with suppress(RuntimeError):  # its loop has just closed
                    task.get_loop().call_soon_threadsafe(task.cancel)
            raise


def _version(meta: Any) -> Version:  # noqa: ANN401 - obstore's types are there for checkers alone
    return {key: it for key in ("e_tag", "version") if (it := meta[key]) is not None}
