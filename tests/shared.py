"""What is made once for all tests, whichever of pytest's processes runs them.

Sites that tests only look at belong here: `conftest.py` has the fixture `shown` for them. Who
changes a site makes one of its own, or a copy of such a one.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import ParamSpec

import pytest
from hypothesis import settings

P = ParamSpec("P")

MEMORY = Path("/dev/shm")  # noqa: S108 - folders of pytest are nobody else's
ROOM = 4 << 30
"""Bytes that must be free: a run of all tests holds less than a quarter of that at any moment."""


def memory() -> Path | None:
    """Return a folder in memory, if there is room: a test writes hundreds of files, all in vain."""
    try:
        told = os.statvfs(MEMORY)
    except OSError:
        return None
    fits = told.f_bavail * told.f_frsize >= ROOM and not told.f_flag & os.ST_NOEXEC
    return MEMORY if fits and os.access(MEMORY, os.W_OK) else None


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` has filled: the first who asks makes it, all others wait for it.

    What raises leaves nothing, and the next who asks tries anew.
    """
    top = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # that of all workers
    folder, done = top / "shared" / name, top / "shared" / f"{name}.done"
    folder.parent.mkdir(exist_ok=True)
    with done.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def kept(folder: Path, make: Callable[P, bytes]) -> Callable[P, bytes]:
    """Return a function that makes nothing twice from equal arguments, whoever asks.

    In files, since workers are forked, and what one of them made the next would not know.
    """

    def known(*args: P.args, **kwargs: P.kwargs) -> bytes:
        told = [blake2b(it).digest() if isinstance(it, bytes) else it for it in args]
        name = blake2b(repr((make.__name__, told, kwargs)).encode(), digest_size=10).hexdigest()
        made = folder / name
        if not made.exists():
            fresh = folder / f"{name}.{os.getpid()}"
            fresh.write_bytes(make(*args, **kwargs))
            fresh.replace(made)
        return made.read_bytes()

    return known


def examples(short: int) -> settings:
    """Try a law on so many examples, or as many as `make soak` asks for."""
    return settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", short)))


def name_of(files: Mapping[str, str | bytes], *rest: str) -> str:
    """Return a name for a site that is made of these files: equal sites have equal names."""
    told = sorted(
        (path, text.encode() if isinstance(text, str) else text) for path, text in files.items()
    )
    return blake2b(repr((told, rest)).encode(), digest_size=8).hexdigest()
