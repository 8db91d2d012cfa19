"""What web servers answer by the rules that a site brings: statuses, types, caching, redirects."""

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

NGINX = "_nginx.conf"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=0, must-revalidate"
SECURITY = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
)
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "feed.xml": "application/xml; charset=utf-8",
    "atom.xml": "application/xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
REFRESH = re.compile('http-equiv="refresh" content="0; url=([^"]*)"')

SECONDS = 10
"""For a server to answer, at most."""


class Manner(NamedTuple):
    """In what a server is as others are not.

    The status with which it leads to a folder, which names it has a rule for, and media types
    that it calls otherwise.
    """

    folder_status: int
    has_rule: Callable[[str], bool]
    types: Mapping[str, str] = {}


def wrongs(port: int, site: Path, manner: Manner) -> list[str]:
    """Ask a server at a port of this machine for all of it; return what is wrong."""
    return [
        *_files(port, site, {**TYPES, **manner.types}),
        *_missing(port, site),
        *_gone(port, site),
        *_redirects(port, site, manner),
        *_again(port),
    ]


def _files(port: int, site: Path, types: Mapping[str, str]) -> Iterator[str]:
    """Ask for one file of each type, with all that each answer must say."""
    seen: set[str] = set()
    for file in (site / "index.html", *sorted(it for it in site.rglob("*") if it.is_file())):
        kind = file.name if file.name in types else file.suffix
        if kind in seen or kind not in types:
            continue
        seen.add(kind)
        path = f"/{file.relative_to(site).as_posix()}".removesuffix("index.html")
        status, headers, body = _get(port, path)
        for_ever = path.startswith(("/assets/", "/pictures/"))
        wanted = {"Content-Type": types[kind], "Cache-Control": FOR_EVER if for_ever else ASK_AGAIN}
        if status != 200 or body != file.read_bytes():
            yield f"{path} is answered with {status}, and {len(body)} bytes"
        yield from (
            f"{path} has {name}: {headers.get(name)}, not {value}"
            for name, value in wanted.items()
            if headers.get(name) != value
        )
        yield from (f"{path} has no {name}" for name in SECURITY if name not in headers)
    if not {"index.html", ".css"} <= seen:
        yield "the site has no page, or no stylesheet"


def _missing(port: int, site: Path) -> Iterator[str]:
    """Ask for what is not there, or not for readers."""
    page = (site / "404.html").read_bytes()
    hidden = [
        f"/{name}"
        for name in (
            *(".sitegen.json", ".sitegen-waiting/0/0", "_redirects", "_headers"),
            *(NGINX, "_caddy.conf"),
        )
    ]
    for path in ("/no/such/page/", "/pictures/none.jpg", *hidden):
        status, headers, body = _get(port, path)
        if status != 404 or body != page:
            yield f"{path} is answered with {status}"
        if "immutable" in headers.get("Cache-Control", ""):
            yield f"{path} is missing for a year"


def _gone(port: int, site: Path) -> Iterator[str]:
    """Ask for each address where nothing is any more: its page is the answer, with the status."""
    rules = (site / NGINX).read_text("utf-8")
    for address in re.findall(r'^location = "(.*/)" .*return 410', rules, re.MULTILINE):
        page = site / address.removeprefix("/") / "index.html"
        status, _, body = _get(port, quote(address))
        if status != 410 or body != page.read_bytes():
            yield f"{address} is answered with {status}"


def _redirects(port: int, site: Path, manner: Manner) -> Iterator[str]:
    """Ask for each old address; where there is no rule for a name, its page answers."""
    moved = {
        f"/{file.relative_to(site).as_posix()}".removesuffix("index.html"): target[1]
        for file in site.rglob("*.html*")
        if (target := REFRESH.search(file.read_text("utf-8")))
    }
    folder = next(it for it in (site / "archive").iterdir() if it.is_dir())
    path = f"/archive/{folder.name}"
    status, headers, _ = _get(port, path)
    if (status, headers.get("Location")) != (manner.folder_status, f"{path}/"):
        yield f"{path} is answered with {status}, to {headers.get('Location')}"
    for old, new in moved.items():
        status, headers, _ = _get(port, quote(old))
        rule = (301, new) if manner.has_rule(old) else (200, None)
        if (status, headers.get("Location")) != rule:
            yield f"{old} is answered with {status}, to {headers.get('Location')}"
        elif _get(port, new)[0] != 200:
            yield f"{old} leads to {new}, which is not there"
        # The length of a name is kept in one byte: what is left of it must lead nowhere.
        rest = old.encode()[: len(old.encode()) % 256]
        if rest != old.encode() and _get(port, quote(rest))[1].get("Location") == new:
            yield f"the beginning of {old} leads to {new}, too"


def _again(port: int) -> Iterator[str]:
    tag = _get(port, "/")[1]["ETag"]
    status, _, _ = _get(port, "/", {"If-None-Match": tag})
    if status != 304:
        yield f"/ is sent again although it is the same ({status})"


def _get(
    port: int, path: str, headers: dict[str, str] | None = None
) -> tuple[int, HTTPMessage, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path, headers=headers or {})
    answer: HTTPResponse = connection.getresponse()
    with answer:
        return answer.status, answer.headers, answer.read()


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    """Run a server until it is not needed any more."""
    with subprocess.Popen(command, stdout=-3, stderr=-3) as server:
        try:
            _wait(port, server, command[0])
            yield
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, server: "subprocess.Popen[bytes]", name: str) -> None:
    end = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    message = f"{name} does not start ({server.poll()})"
    raise RuntimeError(message)
