"""The shell of a server, by OpenSSH: one connection, and commands that share it.

Who may do what there is what `ssh` says, with its own configuration and keys; nobody is asked for
a password.
"""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import join, split
from tempfile import TemporaryDirectory, TemporaryFile

from sitegen.publishing.target import Busy, TargetError, Tell, needed

SSH = "openssh-client"
"""The package that has `ssh`, as Debian calls it."""

_QUIET = ("BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "LogLevel=ERROR")

_HINTS = {
    "permission denied (": "see that your key is known there: `ssh {host}` must let you in",
    "host key verification failed": "see that it is the right server: `ssh {host}` asks you",
    "could not resolve": "see how the server is called, and that this machine has a network",
    "connection refused": "see that the server runs, and that it listens for ssh at this port",
    "timed out": "see that the server can be reached from here",
    "no space left": "make room on the server's disk",
    "disk quota": "make room on the server's disk",
    "permission denied": "see whose the folder on the server is, and who may write there",
    "no link that sitegen made": "move it away, or name another folder",
    "cannot create directory": "see what stands there on the server, and who may write there",
    "not found": "the server needs a shell, `flock` and rsync: apt install util-linux rsync",
}


class Shell:
    """Runs scripts on a server, each with its text on the standard input if it has one."""

    def __init__(self, host: str, options: str) -> None:
        self.host = host
        quiet = [it for option in _QUIET for it in ("-o", option)]
        self._command = ["ssh", *quiet, *split(options)]

    def run(self, script: str, *words: str, given: bytes = b"") -> bytes:
        """Run a script with words as `$1` and so on; return what it says. Raises `TargetError`."""
        with needed("ssh", SSH):
            ended = subprocess.run(
                [*self._command, "--", self.host, join(["sh", "-c", script, "sh", *words])],
                input=given,
                capture_output=True,
                check=False,
            )
        if ended.returncode:
            raise self._refused(ended.stderr)
        return ended.stdout

    @contextmanager
    def holding(self, script: str, *words: str, tell: Tell, waiting: str) -> Iterator[None]:
        """Run a script that says `held`, and ends when this process does; share its connection.

        It says `waiting` or `busy` if somebody else holds what it wants.
        """
        with TemporaryDirectory(prefix="sitegen-") as folder:
            shared = ["-o", f"ControlPath={Path(folder, 'ssh')}"]
            alone = self._command
            command = [*alone, *shared, "-o", "ControlMaster=yes", "--", self.host]
            script = join(["sh", "-c", script, "sh", *words])
            with (
                needed("ssh", SSH),
                subprocess.Popen(
                    [*command, script],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                ) as process,
            ):
                try:
                    self._until_held(process, tell, waiting)
                    self._command = [*alone, *shared, "-o", "ControlMaster=no"]
                    yield
                finally:
                    self._command = alone
                    if process.stdin:
                        process.stdin.close()

    def copy(
        self,
        folder: Path,
        to: str,
        paths: Sequence[str],
        options: Sequence[str],
        step: Callable[[], None],
    ) -> None:
        """Bring files below a folder to one on the server, by rsync; call `step` after each.

        Raises `TargetError`.
        """
        with TemporaryFile() as listed, TemporaryFile() as said:
            listed.write("\0".join(paths).encode())
            listed.seek(0)
            command = [
                *("rsync", "--recursive", "--checksum", "--times", "--force", "--from0"),
                *("--protect-args", "--files-from=-", "--chmod=D755,F644", "--out-format=%n"),
                *(*options, f"--rsh={join(self._command)}"),
                *("--", f"{folder}/", f"{self.host}:{to}/"),
            ]
            with (
                needed("rsync", "rsync"),
                subprocess.Popen(
                    command, stdin=listed, stdout=subprocess.PIPE, stderr=said
                ) as process,
            ):
                for line in process.stdout or ():
                    if not line.endswith(b"/\n"):
                        step()
            if process.returncode:
                said.seek(0)
                raise self._refused(said.read())

    def _until_held(self, process: "subprocess.Popen[bytes]", tell: Tell, waiting: str) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        assert process.stderr is not None  # noqa: S101 - as above
        while line := process.stdout.readline().strip():
            if line == b"held":
                return
            if line == b"busy":
                raise Busy("others are publishing there, and wait for each other")
            tell(waiting)
        raise self._refused(process.stderr.read())

    def _refused(self, said: bytes) -> TargetError:
        lines = [it for it in said.decode("utf-8", "replace").splitlines() if it.strip()]
        # rsync ends with a line of its own, which says less.
        told = next(
            (it for it in lines if not it.startswith(("rsync error", "Warning:"))),
            "the connection ended",
        )
        low = " ".join(lines).lower()
        hint = next((it for word, it in _HINTS.items() if word in low), "")
        return TargetError(f"the server says: {told.strip()}", hint.format(host=self.host))
