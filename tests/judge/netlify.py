"""Netlify: what its own parsers and its matcher, from npm, make of `_redirects` and `_headers`."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.judge import npm
from tests.judge.served import REFRESH

NAME = "Netlify"
NEEDS: tuple[str, ...] = ("npm",)

GONE = re.compile(r'^location = "(.*)" .*return 410', re.MULTILINE)
WILD = re.compile(r"[*:]|%3A|/\.netlify/")
"""What rules may not name: their own marks, and Netlify's own addresses."""


def run(site: Path) -> list[str]:
    files = {_address(site, it): it for it in site.rglob("*") if it.is_file()}
    moved = {
        address: target[1]
        for address, file in files.items()
        if ".html" in file.name and (target := REFRESH.search(file.read_text("utf-8")))
    }
    gone = {quote(it) for it in GONE.findall((site / "_nginx.conf").read_text("utf-8"))}
    told = _told(site, [*files, *gone])
    return [*told["errors"], *_lost(site, told), *_answers(told["answers"], moved, gone)]


def _answers(
    answers: dict[str, dict[str, Any] | None], moved: dict[str, str], gone: set[str]
) -> Iterator[str]:
    """Yield the addresses that a rule answers otherwise than it must.

    Where an address has no rule the file there is the answer; a page of an old address leads on.
    Rules for what is gone are there if the site says that it is published to Netlify.
    """
    rules = {address: rule for address, rule in answers.items() if rule}
    are_told = any(it["status"] == 410 for it in rules.values())
    for address, rule in rules.items():
        found = rule["status"], rule["to"], rule["force"]
        expected = (410, address, True) if address in gone else (301, moved.get(address), False)
        if found != expected:
            yield f"{address} is answered by {found}, and not by {expected}"
    for address in sorted(gone - rules.keys() if are_told else ()):
        if not WILD.search(address):
            yield f"{address} is gone, and has no rule"
    if moved and not moved.keys() & rules.keys():
        yield "no old address has a rule"


def _lost(site: Path, told: dict[str, Any]) -> Iterator[str]:
    """Yield the files of which fewer rules are read than are there."""
    for name, key, begins in (("_redirects", "rules", "/"), ("_headers", "headers", "/")):
        file = site / name
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        there = sum(it.startswith(begins) for it in lines)
        if told[key] != there:
            yield f"{told[key]} of {there} rules of {name} are read"


def _told(site: Path, addresses: list[str]) -> dict[str, Any]:
    command = ["node", str(Path(__file__).with_suffix(".mjs")), str(npm.installed()), str(site)]
    asked = "\n".join(addresses)
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _address(site: Path, file: Path) -> str:
    return quote(f"/{file.relative_to(site).as_posix()}".removesuffix("index.html"))
