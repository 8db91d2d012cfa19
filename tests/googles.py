"""A stand-in for Google's store, as far as we ask it: no emulator that was tried has all of that.

The XML API of cloud.google.com/storage/docs/xml-api: objects have generations, a PUT heeds
`x-goog-if-generation-match` (0: there must be none) and answers 412, a copy names its source, a
DELETE of what is not there is answered with 404, and listings have the form of S3's second version.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEPT = ("Content-Type", "Cache-Control", "Content-Encoding")


class Object(NamedTuple):
    """An object of a bucket."""

    data: bytes
    generation: int
    headers: dict[str, str]

    @property
    def tag(self) -> str:
        """The ETag, in quotes."""
        return f'"{md5(self.data, usedforsecurity=False).hexdigest()}"'


@contextmanager
def googles_store(folder: Path) -> Iterator[tuple[str, dict[str, Object]]]:
    """Answer on a free port; yield a file with a key that leads there, and what is there."""
    objects: dict[str, Object] = {}
    handler = type("Handler", (_Handler,), {"objects": objects, "lock": Lock(), "count": [0]})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        key = folder / "key.json"
        told = {"gcs_base_url": f"http://127.0.0.1:{server.server_port}", "disable_oauth": True}
        names = ("client_email", "private_key", "private_key_id")
        key.write_text(json.dumps({**told, **dict.fromkeys(names, "")}), "utf-8")
        try:
            yield str(key), objects
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects: dict[str, Object]
    lock: Lock
    count: list[int]

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: it for name in KEPT if (it := self.headers.get(name))}
        with self.lock:
            there = self.objects.get(self._name)
            wanted = self.headers.get("x-goog-if-generation-match")
            if wanted is not None and int(wanted) != (there.generation if there else 0):
                self._answer(412)
                return
            if copied := self.headers.get("x-goog-copy-source"):
                source = self.objects[unquote(copied).lstrip("/").partition("/")[2]]
                data, headers = source.data, source.headers
            self.count[0] += 1
            self.objects[self._name] = Object(data, self.count[0], headers)
            self._answer(200, of=self.objects[self._name])

    def do_GET(self) -> None:
        found = self.objects.get(self._name)
        if "list-type" in self._asked:
            self._answer(200, self._listing())
        elif found:
            self._answer(200, found.data, found)
        else:
            self._answer(404)

    do_HEAD = do_GET  # noqa: N815 - its name

    def do_DELETE(self) -> None:
        with self.lock:
            self._answer(204 if self.objects.pop(self._name, None) else 404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    @property
    def _asked(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query)

    def _listing(self) -> bytes:
        prefix = self._asked.get("prefix", [""])[0]
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><Size>{len(it.data)}</Size>"
            f"<LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>{it.tag}</ETag></Contents>"
            for name, it in sorted(self.objects.items())
            if name.startswith(prefix)
        )
        return f"<ListBucketResult>{rows}</ListBucketResult>".encode()

    def _answer(self, status: int, data: bytes = b"", of: Object | None = None) -> None:
        self.send_response(status)
        if of:
            told = {**of.headers, "ETag": of.tag, "x-goog-generation": str(of.generation)}
            for name, it in {**told, "Last-Modified": formatdate(0, usegmt=True)}.items():
                self.send_header(name, it)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
