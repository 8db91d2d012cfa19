"""What a command costs: time by the clock, time of the processors, memory."""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from threading import Event, Thread
from time import perf_counter
from typing import IO, NamedTuple, Self

MIB = 1024 * 1024

PAUSE = 0.02
"""Seconds between two looks at the memory."""

SHARE = 0.05
"""Of the time, at most, that is spent on looking: the kernel counts page by page."""


class Cost(NamedTuple):
    """What a command took; processor time and memory are those of all its processes together.

    `cpu` and `wall` in seconds, `cpu` in user and kernel mode. `peak` in MiB: memory that
    processes share counts once. Where there is no /proc it is that of the largest process.
    """

    cpu: float
    wall: float
    peak: float


class CommandFailed(Exception):
    """The command ended with another status than 0; the message is what it wrote."""


def measure(command: Sequence[str | Path], folder: Path) -> tuple[Cost, str]:
    """Run a command in a folder; return what it cost and what it wrote to stdout.

    Python keeps what it compiles of sources, as it does of whatever is installed.
    """
    # Files, not pipes: nobody has to read along.
    with TemporaryFile() as stdout, TemporaryFile() as stderr:
        start = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            env=_surroundings(),
        )
        with _Memory(process.pid) as memory:
            # Unlike RUSAGE_CHILDREN, this tells of this child and what it waited for only.
            _, status, usage = os.wait4(process.pid, 0)
            wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        wrote = [_text(stdout), _text(stderr)]
    if process.returncode:
        raise CommandFailed("\n".join(wrote).strip() or f"exit status {process.returncode}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    peak = memory.peak or largest
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak / MIB), wrote[0]


def _surroundings() -> dict[str, str]:
    """Return our environment, but for what keeps Python from keeping what it compiles.

    Containers and continuous integration often have that. Then nothing is to be left beside the
    sources, so it is kept elsewhere; a command that runs for the first time compiles them.
    """
    ours = dict(os.environ)
    if ours.pop("PYTHONDONTWRITEBYTECODE", ""):
        ours["PYTHONPYCACHEPREFIX"] = _compiled()
    return ours


@cache
def _compiled() -> str:
    folder = mkdtemp(prefix="sitegen-bench-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


class _Memory:
    """Watches the memory of a group of processes, in bytes, from a thread of its own."""

    def __init__(self, group: int) -> None:
        self.peak = 0
        self._group = group
        self._over = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> Self:
        if Path("/proc/self/status").exists():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread.ident:
            self._thread.join()

    def _watch(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            start = perf_counter()
            self.peak = max(self.peak, sum(_memory_of(pid) for pid in _group(self._group)))
            pause = max(PAUSE, (perf_counter() - start) / SHARE)


def _group(group: int) -> list[int]:
    """Return the processes of a group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(ProcessLookupError):
            if os.getpgid(pid := int(folder.name)) == group:
                found.append(pid)
    return found


def _memory_of(pid: int) -> int:
    """Return a process's proportional share in bytes, or all that it has if that is unknown."""
    for file, key in (("smaps_rollup", b"Pss:"), ("status", b"VmRSS:")):
        # Not there, not ours to read, or gone by now.
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/{file}").read_bytes().splitlines():
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    return 0
