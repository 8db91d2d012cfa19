"""`sitegen serve` as a process of its own, asked over HTTP as browsers ask, and worse."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import quote, urlsplit

from tests.newsroom import NOW, Newsroom
from tests.warm import Warm

T = TypeVar("T")

SERVE = (sys.executable, "-m", "sitegen", "serve")

PATIENCE = 12.0
"""Seconds until a test takes something for never: it should all be there at once."""

_TAG = re.compile(
    rb'<script src="[^"]*\.sitegen/client\.js" data-page="([^"]*)" data-digest="([^"]*)"></script>'
)


class Response(NamedTuple):
    """An answer. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body as the build has it: without the tag of the preview."""
        return _TAG.sub(b"", self.body, count=1)

    @property
    def text(self) -> str:
        """`plain`, as a text."""
        return self.plain.decode()

    @property
    def digest(self) -> str:
        """The digest in the tag."""
        return self._tag[2].decode()

    @property
    def page(self) -> str:
        """The output path in the tag: what the client asks for events of."""
        return self._tag[1].decode()

    @property
    def _tag(self) -> re.Match[bytes]:
        found = _TAG.search(self.body)
        assert found, self
        return found


class Stream:
    """A stream of events. Each note is awaited, but not for ever."""

    def __init__(self, address: str, page: str, headers: Mapping[str, str]) -> None:
        host = urlsplit(address)
        self._connection = HTTPConnection(host.hostname or "", host.port, timeout=PATIENCE)
        path = f"{host.path}.sitegen/events?page={quote(page)}"
        self._connection.request("GET", path, headers=dict(headers))
        self.response: HTTPResponse = self._connection.getresponse()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self

    def __next__(self) -> dict[str, Any]:
        """Return the next note. Raises `TimeoutError` if none comes, but for signs of life."""
        latest = time.monotonic() + PATIENCE
        while line := self.response.readline():
            if time.monotonic() > latest:
                raise TimeoutError
            if line.startswith(b"data: "):
                note = json.loads(line.removeprefix(b"data: "))
                assert isinstance(note, dict)
                return note
        raise StopIteration

    def until(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first of the next notes of which this holds."""
        return next(note for note in self if is_it(note))

    def close(self) -> None:
        self.response.close()
        self._connection.close()


class Preview:
    """A preview that runs. `address` is what it says it can be reached at, with its token."""

    def __init__(self, process: "subprocess.Popen[str] | Warm", stderr: Path) -> None:
        self.process = process
        self._stderr = stderr
        self._streams = ExitStack()
        self.announced = self._first_line()
        self.address = self.announced.removeprefix("The preview is at ").strip()
        parts = urlsplit(self.address)
        self.host, self.port = parts.hostname or "", parts.port or 0
        self.base = parts.path

    @property
    def said(self) -> str:
        """What it has printed on stderr so far."""
        return self._stderr.read_text("utf-8")

    def get(self, address: str, method: str = "GET", **headers: str) -> Response:
        """Ask for an address as it stands: encoded, and with the base path.

        A header `Sec-Fetch-Site` is `sec_fetch_site="none"` here; no redirection is followed.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, address, skip_host="host" in named)
            for name, value in named.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Response(answer.status, found, answer.read())
        finally:
            connection.close()

    def page(self, address: str) -> str:
        """Return the text of a page that is there, without the tag."""
        answer = self.get(address)
        assert answer.status == 200, (address, answer)
        return answer.text

    def raw(self, request: bytes) -> bytes:
        """Send bytes, and return all that comes back."""
        with socket.create_connection((self.host, self.port), timeout=PATIENCE) as line:
            line.sendall(request)
            with suppress(ConnectionResetError):
                return b"".join(iter(lambda: line.recv(65536), b""))
        return b""

    def events(self, page: str, **headers: str) -> Stream:
        """Open the stream of a page: an output path, as `Response.page` has it."""
        stream = Stream(f"http://{self.host}:{self.port}{self.base}", page, headers)
        self._streams.callback(stream.close)
        return stream

    def note(self, page: str) -> dict[str, Any]:
        """Return the note on a page as it is now."""
        stream = self.events(page)
        try:
            return next(stream)
        finally:
            stream.close()

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it with a signal. Return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def close(self) -> None:
        """End it, if it runs, whatever it does."""
        self._streams.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()

    def _first_line(self) -> str:
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else ""
        if not line.startswith("The preview is at "):
            self.close()
            raise AssertionError(f"{line!r} with status {self.process.returncode}: {self.said}")
        return line


@contextmanager
def preview(
    site: Newsroom | Path,
    *options: str,
    now: str | None = NOW,
    port: int = 0,
    command: Sequence[str] = (),
) -> Iterator[Preview]:
    """Show a site, at a free port, and as it is at `now`; without that, at the moment.

    `command` is what to start in place of sitegen.

    At its end nothing on stderr may look like a traceback, or like a log of requests.
    """
    root = site.root if isinstance(site, Newsroom) else site
    at = ("--now", now) if now else ()
    with tempfile.NamedTemporaryFile() as stderr:
        arguments = ("--port", str(port), "--root", str(root), *at, *options)
        unbuffered = {"PYTHONUNBUFFERED": "1"}
        process: subprocess.Popen[str] | Warm = (
            subprocess.Popen(
                [*command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                cwd=root,
                env={**os.environ, **unbuffered},
            )
            if command
            else Warm("serve", *arguments, cwd=root, env=unbuffered, stderr=stderr)
        )
        running = Preview(process, Path(stderr.name))
        try:
            yield running
        finally:
            running.close()
            said = running.said
        assert not any(it in said for it in ("Traceback", '"GET ', "INFO:", "ERROR:")), said


def eventually(condition: Callable[[], T]) -> T:
    """Return what a condition gives as soon as it is true of it."""
    latest = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < latest, "it never came to be"
        time.sleep(0.01)
    return found


class Listing(NamedTuple):
    """Every file below a folder: its content, and when it was last written."""

    files: Mapping[str, tuple[bytes, int]]

    @classmethod
    def of(cls, root: Path, *ignored: str) -> Self:
        """Take stock of a folder, but for some of the names in it."""
        return cls(
            {
                file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
                for file in root.rglob("*")
                if file.is_file() and file.relative_to(root).parts[0] not in ignored
            }
        )
