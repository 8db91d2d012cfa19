"""Debian's nginx, with the rules that the site brings: statuses, types, caching, redirects."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

NAME = "nginx"
NEEDS: tuple[str, ...] = ("nginx",)

RULES = "_nginx.conf"
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
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
REFRESH = re.compile('http-equiv="refresh" content="0; url=([^"]*)"')
LONGEST = 255
"""Bytes of an address that a rule of nginx can name."""

SECONDS = 10
"""For nginx to answer, at most."""

CONFIGURATION = """\
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    include {site}/{rules};
  }}
}}
"""


def run(site: Path) -> list[str]:
    with _served(site.resolve()) as port:
        return [
            *_files(port, site),
            *_missing(port, site),
            *_gone(port, site),
            *_redirects(port, site),
            *_again(port),
        ]


def _files(port: int, site: Path) -> Iterator[str]:
    """Ask for one file of each type, with all that each answer must say."""
    seen: set[str] = set()
    for file in (site / "index.html", *sorted(it for it in site.rglob("*") if it.is_file())):
        kind = file.name if file.name in TYPES else file.suffix
        if kind in seen or kind not in TYPES:
            continue
        seen.add(kind)
        path = f"/{file.relative_to(site).as_posix()}".removesuffix("index.html")
        status, headers, body = _get(port, path)
        for_ever = path.startswith(("/assets/", "/pictures/"))
        wanted = {"Content-Type": TYPES[kind], "Cache-Control": FOR_EVER if for_ever else ASK_AGAIN}
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
        for name in (".sitegen.json", ".sitegen-waiting/0/0", "_redirects", "_headers", RULES)
    ]
    for path in ("/no/such/page/", "/pictures/none.jpg", *hidden):
        status, headers, body = _get(port, path)
        if status != 404 or body != page:
            yield f"{path} is answered with {status}"
        if "immutable" in headers.get("Cache-Control", ""):
            yield f"{path} is missing for a year"


def _gone(port: int, site: Path) -> Iterator[str]:
    """Ask for each address where nothing is any more: its page is the answer, with the status."""
    rules = (site / RULES).read_text("utf-8")
    for address in re.findall(r'^location = "(.*/)" .*return 410', rules, re.MULTILINE):
        page = site / address.removeprefix("/") / "index.html"
        status, _, body = _get(port, quote(address))
        if status != 410 or body != page.read_bytes():
            yield f"{address} is answered with {status}"


def _redirects(port: int, site: Path) -> Iterator[str]:
    """Ask for each old address; where a name is longer than nginx can compare, its page answers."""
    moved = {
        f"/{file.relative_to(site).as_posix()}".removesuffix("index.html"): target[1]
        for file in site.rglob("*.html*")
        if (target := REFRESH.search(file.read_text("utf-8")))
    }
    folder = next(it for it in (site / "archive").iterdir() if it.is_dir())
    moved[f"/archive/{folder.name}"] = f"/archive/{folder.name}/"
    for old, new in moved.items():
        status, headers, _ = _get(port, quote(old))
        rule = (301, new) if len(old.encode()) <= LONGEST else (200, None)
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
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path, headers=headers or {})
    answer: HTTPResponse = connection.getresponse()
    with answer:
        return answer.status, dict(answer.getheaders()), answer.read()


@contextmanager
def _served(site: Path) -> Iterator[int]:
    with TemporaryDirectory(prefix="sitegen-nginx-") as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        # Workers of root's nginx are nobody, and nobody may read a temporary folder.
        user = "" if os.geteuid() else "user root;"
        text = CONFIGURATION.format(user=user, folder=folder, port=port, site=site, rules=RULES)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(text, "utf-8")
        command = ["nginx", "-p", folder, "-c", str(configuration)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                _wait(port, server)
                yield port
            finally:
                server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    message = f"nginx does not start ({server.poll()})"
    raise RuntimeError(message)
