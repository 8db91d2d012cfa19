"""A site served as over a slow line: each answer waits, and all share so many bits a second."""

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LATENCY = 0.04
"""Seconds until an answer begins."""

SPEED = 10_000_000 / 8
"""Bytes a second."""

PIECE = 8192

TEXTS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".xml"}
"""What hosts compress."""


class Line:
    """The line: who sends on it waits until all that was sent before is through."""

    def __init__(self) -> None:
        self._free = 0.0
        self._lock = Lock()
        self.sent: list[tuple[str, int]] = []

    def send(self, size: int) -> None:
        """Wait as long as so many bytes take."""
        with self._lock:
            self._free = max(self._free, monotonic()) + size / SPEED
            until = self._free
        sleep(max(0.0, until - monotonic()))


class Throttled(NamedTuple):
    """A site that is served, and the line: what was sent on it, by path, in bytes."""

    address: str
    line: Line


@cache
def _content(file: Path) -> tuple[bytes, bool]:
    data = file.read_bytes()
    if file.suffix in TEXTS:
        return gzip.compress(data, 6, mtime=0), True
    return data, False


@contextmanager
def served_slowly(folder: Path) -> Iterator[Throttled]:
    """Serve a folder on the loopback interface, throttled."""
    line = Line()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            """Answer; a page that is closed takes no more of what it asked for."""
            with suppress(ConnectionError):
                super().handle()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = folder / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            sleep(LATENCY)
            if not file.is_file():
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            data, packed = _content(file)
            self.send_response(200)
            kind = "text/javascript" if file.suffix == ".mjs" else mimetypes.guess_type(file)[0]
            self.send_header("Content-Type", kind or "application/octet-stream")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            line.sent.append((path, len(data)))
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.send(len(piece))
                self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Throttled(f"http://127.0.0.1:{server.server_port}", line)
        finally:
            server.shutdown()
            thread.join()
