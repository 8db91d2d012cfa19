"""Lighthouse: pages and an answer of search are fast, accessible, sound and easy to find.

It reckons from what goes over the wire, so texts are packed there, as every host packs them.
"""

import gzip
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.browser import FLAGS, ensure_chromium
from tests.judge import npm
from tests.judge.reading import stories

NAME = "Lighthouse"
NEEDS: tuple[str, ...] = ("npm",)

LEAST = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Points of a hundred; those for speed depend on the machine, and on what else it does."""

ANSWER = "/search/?q=treaty"
"""Engines know answers by the address of the page that asks: its canonical one has no question."""


def run(site: Path) -> list[str]:
    paths = ["/", *(f"/{it.removesuffix('index.html')}" for it in stories(site)[:1])]
    if (site / "search").is_dir():
        paths.append(ANSWER)
    with _packed(site) as address:
        return [fault for path in paths for fault in _faults(path, address + path)]


class _Packing(SimpleHTTPRequestHandler):
    """A host that keeps connections open, and packs what is text."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        data, kind = file.read_bytes(), self.guess_type(file)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing: Lighthouse does."""


@contextmanager
def _packed(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback interface; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packing, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _faults(path: str, address: str) -> list[str]:
    program = npm.installed() / "lighthouse" / "cli" / "index.js"
    flags = ["--headless", "--no-sandbox", *FLAGS]
    command = ["node", str(program), address, "--quiet", "--output=json"]
    check = subprocess.run(
        [*command, f"--chrome-flags={' '.join(flags)}"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "CHROME_PATH": str(ensure_chromium())},
        check=False,
    )
    try:
        report: dict[str, Any] = json.loads(check.stdout)
    except ValueError:
        return [f"ended with code {check.returncode}: {check.stderr[-500:]}"]
    points = {name: round(100 * it["score"]) for name, it in report["categories"].items()}
    print(f"  {path}: {', '.join(f'{name} {points[name]}' for name in LEAST)}", flush=True)
    return [
        f"{path} has {points[name]} of 100 for {name}: {_lost(report, name)}"
        for name, least in LEAST.items()
        if points[name] < least
    ]


def _lost(report: dict[str, Any], category: str) -> str:
    """Return what cost points."""
    return "; ".join(it["title"] for it in _lost_audits(report, category))


def _lost_audits(report: dict[str, Any], category: str) -> list[dict[str, Any]]:
    names = [it["id"] for it in report["categories"][category]["auditRefs"] if it["weight"]]
    audits = (report["audits"][name] for name in names)
    return [it for it in audits if it["score"] is not None and it["score"] < 1]
