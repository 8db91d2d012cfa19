"""The addresses of the project for the metadata of a wheel: those of the clone it is built from.

No file names them, so that whoever builds a fork tells readers of the fork. They are made from the
remote `origin`, as pages that anybody can open: by https, without names and passwords. A clone of
a folder, a checkout without Git, and a host whose paths are not known have none; a source
distribution has those that it was made with in its PKG-INFO.
"""

import re
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from hatchling.metadata.plugin.interface import MetadataHookInterface

SCP = re.compile(r"^(?:[^@/\s]+@)?(?P<host>[\w.-]+\.[a-z]{2,}):(?!//)(?P<path>[^\s?#]+)$")
"""How git writes a remote of ssh in short: `git@host:owner/name.git`."""

HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
PATH = re.compile(r"(?:/[\w.~-]+){2,}")
HTTPS = 443


class Paths(NamedTuple):
    """Where a host shows a file of the default branch, and what was reported, below a project."""

    file: str
    issues: str


GITHUB = Paths("/blob/HEAD/", "/issues")
GITLAB = Paths("/-/blob/HEAD/", "/-/issues")
FORGEJO = Paths("/src/branch/main/", "/issues")
KNOWN = {"github": GITHUB, "gitlab": GITLAB, "codeberg": FORGEJO, "forgejo": FORGEJO}
"""By a part of a host's name: `gitlab.example.org` runs GitLab."""

FILES = {
    "Documentation": "docs/content/pages/newsroom/begin.md",
    "Changelog": "CHANGELOG.md",
}


def page(remote: str) -> str:
    """Return the https address of the project that a remote of Git is of; "" if there is none.

    `https://`, `ssh://` and git's short form are read; who logs in, and a port of ssh, are left
    out. A path of this machine, a host without a dot and an address of digits are nobody's page.
    """
    if short := SCP.match(remote):
        host, path = short["host"], f"/{short['path'].lstrip('/')}"
    else:
        try:
            parts = urlsplit(remote)
            host, path, port = parts.hostname or "", parts.path, parts.port
        except ValueError:
            return ""
        if parts.scheme not in {"https", "ssh", "git+ssh"}:
            return ""
        if parts.scheme == "https" and port not in {None, HTTPS}:
            host = ""
    host, path = host.lower(), path.rstrip("/").removesuffix(".git")
    if not HOST.fullmatch(host) or host.rpartition(".")[2].isdigit() or not PATH.fullmatch(path):
        return ""
    return f"https://{host}{path}"


def addresses(remote: str) -> dict[str, str]:
    """Return the addresses of the project behind a remote, by what they are called on an index."""
    source = page(remote)
    if not source:
        return {}
    host = source.split("/")[2].split(".")
    paths = next((KNOWN[it] for it in host if it in KNOWN), None)
    told = {"Source": source}
    if paths:
        told |= {name: f"{source}{paths.file}{file}" for name, file in FILES.items()}
        told["Issues"] = f"{source}{paths.issues}"
    return told


def origin(folder: Path) -> str:
    """Return the remote that a checkout is a clone of; "" if it is none, or there is no Git."""
    # A checkout inside of another repository is not that one's.
    if not (folder / ".git").exists():
        return ""
    command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def written(folder: Path) -> dict[str, str] | None:
    """Return the addresses in the PKG-INFO of a source distribution; None if it is not one."""
    file = folder / "PKG-INFO"
    if not file.is_file():
        return None
    lines = HeaderParser().parsestr(file.read_text("utf-8")).get_all("Project-URL") or ()
    return dict(it.split(", ", 1) for it in lines)


class Addresses(MetadataHookInterface):
    """What hatchling calls before it writes metadata."""

    def update(self, metadata: dict[str, Any]) -> None:
        folder = Path(self.root)
        told = written(folder)
        metadata["urls"] = addresses(origin(folder)) if told is None else told
