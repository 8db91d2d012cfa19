"""A way to a store that counts what is asked, and fails as told: in front of a real one.

It can heed conditions (RFC 9110, 13.1) for a store that does not. And a way to any server, which
is cut in the middle now and then.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from select import select
from socket import create_connection
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

ERROR = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{}</Code><Message>No.</Message></Error>'

Fault = Callable[[str, str], tuple[int, str] | None]
"""What is answered instead to a method and a path: a status and a code of S3; 0 for silence."""


class Flaky:
    """What passed, by method, and what to do with what comes; by default, to let it pass.

    `asked` counts requests, `moved` the bytes that went with them, there and back.
    """

    def __init__(self, to: str) -> None:
        self.to = urlsplit(to)
        self.address = ""
        self.asked: Counter[str] = Counter()
        self.moved: Counter[str] = Counter()
        self.fault: Fault = lambda _, __: None
        self.heeds = False
        self._lock = Lock()
        self._tags: dict[str, str] = {}

    def instead(self, method: str, path: str, headers: Message) -> tuple[int, str] | None:
        """Note a request, and return what is answered instead."""
        with self._lock:
            self.asked[method] += 1
            there = self._tags.get(path)
            wanted = headers.get("If-Match", there)
            exists = bool(there and headers.get("If-None-Match") == "*")
            if self.heeds and method == "PUT" and (exists or wanted != there):
                return 412, "PreconditionFailed"
            return self.fault(method, path)

    def passed(self, method: str, path: str, tag: str | None, moved: int) -> None:
        """Note what an object is now, and how many bytes of it went by."""
        with self._lock:
            self.moved[method] += moved
            if method == "PUT" and tag:
                self._tags[path] = tag


@contextmanager
def flaky(to: str) -> Iterator[Flaky]:
    """Answer on a free port with what a server at an address says."""
    way = Flaky(to)
    handler = type("Handler", (_Handler,), {"way": way})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        way.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield way
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def brittle(port: int, cut: Callable[[], int]) -> Iterator[int]:
    """Lead to a port of this machine: yield that of the way.

    `cut` is asked of each connection after how many bytes it ends; 0 is never.
    """

    class Way(BaseRequestHandler):
        def handle(self) -> None:
            with create_connection(("127.0.0.1", port)) as there, suppress(OSError):
                left, here = cut() or sys.maxsize, self.request
                while left > 0:
                    for side in select([here, there], [], [])[0]:
                        data = side.recv(65536)
                        if not data:
                            return
                        (there if side is here else here).sendall(data[:left])
                        left -= len(data)

    with ThreadingTCPServer(("127.0.0.1", 0), Way) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    way: Flaky

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        instead = self.way.instead(self.command, self.path, self.headers)
        if instead and not instead[0]:
            self.close_connection = True
        elif instead:
            self._send(instead[0], {}, ERROR.format(instead[1]).encode())
        else:
            self._passed_on(body)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer  # noqa: N815 - its names

    def _passed_on(self, body: bytes) -> None:
        there = HTTPConnection(self.way.to.netloc, timeout=30)
        there.request(self.command, self.path, body, dict(self.headers.items()))
        answer = there.getresponse()
        data = answer.read()
        self.way.passed(self.command, self.path, answer.getheader("ETag"), len(body) + len(data))
        own = {"transfer-encoding", "connection", "content-length"}
        headers = {key: it for key, it in answer.getheaders() if key.lower() not in own}
        if self.command == "HEAD":
            headers["Content-Length"] = answer.getheader("Content-Length") or "0"
        self._send(answer.status, headers, data)
        there.close()

    def _send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        with suppress(ConnectionError):
            self.send_response(status)
            for key, it in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(key, it)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests do."""
