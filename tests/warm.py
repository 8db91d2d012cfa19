"""`sitegen` as a process of its own, forked from one that has loaded it already.

It is as any other: with streams, signals and an exit status. What is not tried is how it is
loaded, which takes half a second: tests of the first moments start it themselves.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import get_context, reduction
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.warmed"])


class Warm:
    """A process of sitegen: what of `subprocess.Popen` tests ask for, with `stdout` as a pipe."""

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        stderr: IO[Any],
    ) -> None:
        self.args = ["sitegen", *arguments]
        reading, writing = os.pipe()
        self.stdout = open(reading, encoding="utf-8")  # noqa: PTH123, SIM115 - closed by who has it
        with open(writing, "wb") as pipe:  # noqa: PTH123
            self._process = _started(self.args, cwd, env, pipe, stderr)
        assert self._process.pid
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status, or the signal that killed it, negative; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends, and return its status. Raises `TimeoutExpired`."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def ran(
    code: str,
    *arguments: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run code to its end as `python -c` does, which may call the command.

    If it is killed its workers may live on for a moment: they are waited for, too. Raises
    `TimeoutExpired`, once the process is killed.
    """
    words = ["-c", *arguments]
    reading, writing = os.pipe()
    with TemporaryFile() as stdout, TemporaryFile() as stderr, open(reading, "rb") as ended:  # noqa: PTH123
        with open(writing, "wb") as held:  # noqa: PTH123
            process = _started(words, cwd or Path.cwd(), env, stdout, stderr, held, code=code)
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, timeout or 0)
        ended.read()  # its end comes once nobody holds the other one
        for stream in (stdout, stderr):
            stream.seek(0)
        told = [stream.read().decode() for stream in (stdout, stderr)]
    return subprocess.CompletedProcess(words, process.exitcode, *told)


def _started(
    words: list[str],
    cwd: Path,
    env: Mapping[str, str] | None,
    stdout: IO[Any],
    stderr: IO[Any],
    *held: IO[Any],
    code: str = "",
) -> "ForkServerProcess":
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        streams = [_Inherited(it.fileno()) for it in (nothing, stdout, stderr, *held)]
        process = _CONTEXT.Process(
            target=_run, args=(words, str(cwd), {**os.environ, **(env or {})}, streams, code)
        )
        process.start()
    return process


class _Inherited:
    """A stream that a process gets from who starts it, by its number here and there."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _detached, (reduction.DupFd(self._number),)


def _detached(inherited: Any) -> int:
    number: int = inherited.detach()
    return number


def _run(
    words: list[str], cwd: str, environment: Mapping[str, str], streams: list[int], code: str
) -> None:
    from sitegen.cli import main  # noqa: PLC0415 - whoever tests imports this module, too

    for number, stream in enumerate(streams[:3]):  # others are only held
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    is_prompt = "PYTHONUNBUFFERED" in environment
    sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding=encoding, closefd=False, errors="backslashreplace")  # noqa: SIM115
    sys.stdout.reconfigure(write_through=is_prompt, line_buffering=is_prompt)
    sys.stderr.reconfigure(line_buffering=True)
    sys.argv = words
    if code:
        exec(code, {"__name__": "__main__"})  # noqa: S102 - as whoever started it wants
    else:
        main()
