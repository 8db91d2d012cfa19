"""Places to publish to, as tests look at them from behind: what readers have there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from typing import NamedTuple, Protocol

import pytest

from sitegen.publishing.target import Target
from sitegen.publishing.targets.folder import Folder
from sitegen.publishing.targets.server import Server
from tests.publications import texts

SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")

needs_ssh = pytest.mark.skipif(
    not (SSHD and shutil.which("rsync") and shutil.which("flock")),
    reason="publishing to a server is tried with openssh-server, rsync and flock",
)


class Place(Protocol):
    """A place of some kind."""

    def target(self) -> Target:
        """Return it as sitegen knows it, anew."""

    def out(self) -> dict[str, str]:
        """Return what readers have, by path."""

    def meddle(self, path: str, text: str | None) -> None:
        """Change a file that readers have, behind the back of sitegen; None deletes it."""


class Linked:
    """What folders and servers have in common: files behind a link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def out(self) -> dict[str, str]:
        """Return what readers have, by path."""
        return texts(self.folder / "current")

    def meddle(self, path: str, text: str | None) -> None:
        """Change a file that readers have."""
        file = self.folder / "current" / path
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, "utf-8")


class OfFolder(Linked):
    """A folder of this machine."""

    def target(self) -> Target:
        """Return it as sitegen knows it."""
        return Folder(self.folder)


class OfServer(Linked):
    """A folder of this machine that is asked for by ssh."""

    def __init__(self, folder: Path, host: "Host") -> None:
        super().__init__(folder)
        self.host = host

    def target(self) -> Target:
        """Return it as sitegen knows it."""
        return Server(f"127.0.0.1:{self.folder}", self.host.options)


class Host(NamedTuple):
    """A running sshd: the options that lead ssh to it."""

    port: int
    options: str


@contextmanager
def ssh_host(folder: Path) -> Iterator[Host]:
    """Run a real sshd on loopback, that lets in whoever has a key made for it."""
    for name in ("host", "key"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    (folder / "allowed").write_bytes((folder / "key.pub").read_bytes())
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "allowed",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "MaxStartups": "100",
    }
    (folder / "config").write_text("".join(f"{key} {it}\n" for key, it in settings.items()))
    if not os.geteuid():
        Path("/run/sshd").mkdir(exist_ok=True)  # where it keeps those apart that are not let in yet
    known = f"-o UserKnownHostsFile={folder}/known -o StrictHostKeyChecking=accept-new"
    options = f"-F none -p {port} -i {folder}/key -o IdentitiesOnly=yes {known}"
    assert SSHD
    with subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "config")], stderr=-3) as process:
        try:
            _until_it_answers(port)
            yield Host(port, options)
        finally:
            process.terminate()


def _until_it_answers(port: int) -> None:
    for _ in range(1000):
        try:
            with create_connection(("127.0.0.1", port), 0.05):
                return
        except OSError:
            continue
    pytest.fail("sshd does not answer")
