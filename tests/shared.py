"""What is made once for all tests, whichever of pytest's processes runs them.

Sites that tests only look at belong here: `conftest.py` has the fixture `shown` for them. Who
changes a site makes one of its own, or a copy of such a one.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import ParamSpec

import pytest
from hypothesis import settings

from sitegen.pictures.derive import ReadFont, derive
from sitegen.pictures.icons import icon_file
from sitegen.pictures.renditions import Derivation
from sitegen.theme import theme
from sitegen.typefaces.cutting import cut

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


def drawn_once(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let whatever draws or cuts make nothing twice of the same, in whichever process.

    What it made lies in files, since workers are forked, and what one of them made the next would
    not know. Processes that tests start know nothing of it.
    """
    patch.setattr("sitegen.typefaces.cutting.cut", _kept(folder, cut))
    patch.setattr("sitegen.pictures.icons.icon_file", _kept(folder, icon_file))

    def derived(
        data: bytes, wanted: Sequence[Derivation], read_font: ReadFont
    ) -> Iterator[tuple[Derivation, bytes]]:
        files = {it: folder / _name(data, it) for it in wanted}
        known = {it for it in wanted if files[it].exists()}
        missing = [it for it in wanted if it not in known]
        made = derive(data, missing, read_font) if missing else iter(())
        for it in wanted:
            if it not in known:
                _keep(files[it], next(made)[1])
            yield it, files[it].read_bytes()

    patch.setattr("sitegen.pipeline.derivatives.derive", derived)


class Remembered:
    """A file or a folder that is read once: what of `importlib.resources` the theme is read by."""

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, path.name
        self._inner: dict[str, Remembered] = {}

    def joinpath(self, *names: str) -> "Remembered":
        found = self
        for name in names:
            if name not in found._inner:
                found._inner[name] = Remembered(found._path / name)
            found = found._inner[name]
        return found

    __truediv__ = joinpath

    @cached_property
    def _names(self) -> list[str]:
        return [it.name for it in self._path.iterdir()]

    @cached_property
    def _is_dir(self) -> bool:
        return self._path.is_dir()

    @cached_property
    def _data(self) -> bytes:
        return self._path.read_bytes()

    def iterdir(self) -> "Iterator[Remembered]":
        return (self / name for name in self._names)

    def is_dir(self) -> bool:
        return self._is_dir

    def read_bytes(self) -> bytes:
        return self._data


def theme_remembered(patch: pytest.MonkeyPatch) -> None:
    """Let every site of this process read the default theme once: no test changes that."""
    remembered = Remembered(Path(str(theme())))
    patch.setattr("sitegen.theme.theme", lambda: remembered)


def _kept(folder: Path, make: Callable[P, bytes]) -> Callable[P, bytes]:
    @lru_cache(maxsize=64)  # what bytes hash to, Python remembers
    def known(*args: P.args, **kwargs: P.kwargs) -> bytes:
        file = folder / _name(make.__name__, *args, kwargs)
        if not file.exists():
            _keep(file, make(*args, **kwargs))
        return file.read_bytes()

    return known  # type: ignore[return-value]  # what it is told can be hashed


def _keep(file: Path, data: bytes) -> None:
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(file)


def _name(*told: object) -> str:
    plain = [blake2b(it).digest() if isinstance(it, bytes) else it for it in told]
    return blake2b(repr(plain).encode(), digest_size=10).hexdigest()


def examples(short: int) -> settings:
    """Try a law on so many examples, or as many as `make soak` asks for."""
    return settings(max_examples=int(os.environ.get("SITEGEN_EXAMPLES", short)))


def name_of(files: Mapping[str, str | bytes], *rest: str) -> str:
    """Return a name for a site that is made of these files: equal sites have equal names."""
    told = sorted(
        (path, text.encode() if isinstance(text, str) else text) for path, text in files.items()
    )
    return blake2b(repr((told, rest)).encode(), digest_size=8).hexdigest()
