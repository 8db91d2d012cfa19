"""Meddle with a command while it runs: at a moment that a test names, and not at a guess.

Python tells an audit hook of every file that is opened, moved or removed and of every program
that is started, just before it happens (PEP 578). So a test says "when the build opens this file
for the second time", and what it wants then happens in the very process, workers included.
"""

import ctypes
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.newsroom import NOW, Newsroom
from tests.warm import ran

ROOT = Path(__file__).parent.parent
LONG = "SITEGEN_EXAMPLES" in os.environ
"""`make soak` sets it: what takes its time is tested then."""

HOOKED = """
import os, pathlib, shutil, signal, sys
import sitegen.cli
PARENT = os.getpid()
PLACE = {"open": 0, "os.rename": 1, "os.remove": 0, "os.mkdir": 0, "subprocess.Popen": 0}
meddle_at, meddle_ending, meddle_left = sys.argv[1], sys.argv[2], int(sys.argv[3])
meddle_what = compile(sys.argv[4], "meddle", "exec")
del sys.argv[1:5]
def hook(event, arguments):
    global meddle_left, path
    if meddle_left and event in PLACE and (event == meddle_at or meddle_at == "any"):
        name = arguments[PLACE[event]]
        if isinstance(name, (str, os.PathLike)) and os.fspath(name).endswith(meddle_ending):
            meddle_left -= 1
            if not meddle_left:
                path = os.fspath(name)
                exec(meddle_what, globals())
leave = os._exit
def told(status):
    if os.environ.get("SITEGEN_STEPS") and os.getpid() == PARENT:
        print(meddle_left, file=sys.stderr, flush=True)
    leave(status)
os._exit = told
sys.addaudithook(hook)
sitegen.cli.main()
"""

IN_A_WORKER = "if os.getpid() == PARENT: meddle_left = 1\nelse: "


def meddled(
    site: Newsroom,
    moment: tuple[str, str, int],
    what: str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    before: str = "",
    timeout: float | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """Build, and run the code `what` at a moment: an event, how its path ends, which time it is.

    The code sees the `path`, and `PARENT`, the process that was started; `before` runs at first.
    With `options` of `subprocess.run` the process is started anew, else forked from a warm one.
    """
    event, ending, number = moment
    words = (event, ending, str(number), what, *(arguments or ("build", "--now", NOW)))
    words = (*words, "--root", str(site.root))
    env = {"PYTHONPATH": str(ROOT), **(env or {})}
    if not options:
        return ran(before + HOOKED, *words, cwd=site.root, env=env, timeout=timeout)
    return subprocess.run(
        [sys.executable, "-c", before + HOOKED, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=site.root,
        env={**os.environ, **env},
        timeout=timeout,
        **options,
    )


def steps(site: Newsroom) -> int:
    """Return how many times a build of the site opens, moves or removes a file in one process."""
    much = 10_000_000
    told = meddled(site, ("any", "", much), "", env={"SITEGEN_STEPS": "1"})
    assert told.returncode == 0, told.stderr
    return much - int(told.stderr.splitlines()[-1])


def processes_below(folder: Path) -> list[int]:
    """Return the processes that work in a folder, or below it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").resolve().is_relative_to(folder):
                found.append(int(entry.name))
        except OSError:  # it has ended meanwhile, or is not ours
            continue
    return found


# Without rights ---------------------------------------------------------------------------------

_EFFECTIVE, _PAST_MODES = 0, 0b110
"""Which set of capabilities counts, and those that let root past the modes of files."""


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Take from this thread, and what it starts, what lets root write where modes forbid it."""
    if os.geteuid():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    before = (ctypes.c_uint32 * 6)()
    if libc.capget(header, before):
        pytest.skip("root cannot be bound by the modes of files here")
    less = (ctypes.c_uint32 * 6)(*before)
    less[_EFFECTIVE] &= ~_PAST_MODES
    libc.capset(header, less)
    try:
        yield
    finally:
        libc.capset(header, before)


# Without a network ------------------------------------------------------------------------------

_SYSTEM_CALLS = {
    "x86_64": {"socket": 41, "connect": 42},
    "aarch64": {"socket": 198, "connect": 203},
}
_LOAD, _JUMP_IF, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2

needs_seccomp = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in _SYSTEM_CALLS,
    reason="only Linux can end a process that asks for the network",
)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def without_network(call: str = "socket") -> None:
    """From now on the system kills this process, and all it starts, if it asks for the network.

    That is: if it makes a socket for the Internet, or if it calls `connect` at all.
    """
    number = _SYSTEM_CALLS[platform.machine()][call]
    inet, inet6 = 2, 10
    family = [(_LOAD, 0, 0, 16), (_JUMP_IF, 2, 0, inet), (_JUMP_IF, 1, 0, inet6)]
    code = [(_LOAD, 0, 0, 0)]
    code += [(_JUMP_IF, 0, 3, number), *family] if call == "socket" else [(_JUMP_IF, 1, 0, number)]
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _KILL)]
    packed = b"".join(
        op.to_bytes(2, "little") + bytes([yes, no]) + value.to_bytes(4, "little")
        for op, yes, no, value in code
    )
    buffer = ctypes.create_string_buffer(packed)
    program = _Program(len(code), ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SECCOMP, _FILTER, ctypes.byref(program))):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "prctl")
