"""A release: what must be so before, the files, and those tried in an empty environment.

The version is that of the tag on this commit, `v1.2.3`, for which the changelog has a day; readers
of an index find the sources where `origin` is. Nothing is uploaded: the last line says what would.
`--untagged` tries a version that is to come: without a tag, a day and an address.
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Mapping
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

from hatch_build import addresses, origin
from sitegen.installed import DISTRIBUTION

ROOT = Path(__file__).parent.parent
EXPECTED = (
    "sitegen/theme/templates/base.html",
    "sitegen/theme/static/site.css",
    "sitegen/scaffold/requirements.lock",
    "sitegen/scaffold/site/Makefile",
    "sitegen/preview/client.js",
)
"""Files without which a wheel would start, and fail later."""


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a program, which must succeed, with more in its environment; return what it prints."""
    whole = {**os.environ, **(env or {})}
    ended = subprocess.run(command, cwd=cwd, env=whole, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(map(str, command))}:\n{ended.stdout}{ended.stderr}")
    return ended.stdout.strip()


def version() -> str:
    """Return the version that a wheel of this checkout would have."""
    return run(sys.executable, "-m", "hatchling", "version")


def hindrances(version: str, *, tagged: bool) -> list[str]:
    """Return what speaks against a release of this commit."""
    found = []
    if run("git", "status", "--porcelain"):
        found.append("there are changes that are in no commit: commit or drop them")
    if not tagged:
        return found
    if f"v{version}" not in run("git", "tag", "--points-at", "HEAD").split():
        found.append(f"no tag is on this commit, which is {version}: `git tag v1.2.3`")
        return found
    if not addresses(origin(ROOT)):
        found.append(
            "the wheel would not say where its sources are: clone from where people find them, or"
            " `git remote set-url origin https://…`"
        )
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heading = re.search(rf"^## {re.escape(version)} \((.*)\)$", changes, re.MULTILINE)
    if heading is None:
        found.append(f"CHANGELOG.md has no heading `## {version} (the day)`")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", heading[1]):
        found.append(f"CHANGELOG.md says `{heading[1]}` of {version}: write the day")
    return found


def built(folder: Path) -> tuple[Path, Path]:
    """Build the source distribution, and the wheel from that; return both."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def faults(wheel: Path, version: str) -> list[str]:
    """Return what is wrong with a wheel's files and with what it says of itself."""
    found = []
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = next(it for it in names if it.endswith(".dist-info/METADATA"))
        told = BytesParser().parsebytes(archive.read(metadata))
        lock = archive.read("sitegen/scaffold/requirements.lock")
    found += [f"{it} is missing" for it in EXPECTED if it not in names]
    found += [f"{it} does not belong there" for it in names if "__pycache__" in it or "/." in it]
    if lock != (ROOT / "requirements.lock").read_bytes():
        found.append("the lock in it is not that of this checkout")
    if (told["Name"], told["Version"]) != (DISTRIBUTION, version):
        found.append(f"it calls itself {told['Name']} {told['Version']}")
    links = re.findall(r"\]\(([^)]+)\)", str(told.get_payload()))
    found += [f"its description links to {it}" for it in links if not it.startswith("https://")]
    return found


def tried(wheel: Path, folder: Path) -> str:
    """Install a wheel with what it pins into an empty environment; start a site, and build it."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv/bin/python"
    quiet = ("--quiet", "--disable-pip-version-check")
    pip: tuple[str | Path, ...] = (python, "-m", "pip", *quiet, "install", "--no-deps")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*pip, wheel)
    command = folder / "venv/bin/sitegen"
    run(command, "init", "--no-git", "paper", cwd=folder)
    run(command, "build", "--strict", "--root", "paper", cwd=folder)
    run(command, "check", "--strict", "--root", "paper", cwd=folder)
    run(command, "doctor", "--root", "paper", cwd=folder)
    return run(python, "--version")


def main() -> None:
    """Make a release, or say why there can be none."""
    wanted = version()
    if found := hindrances(wanted, tagged="--untagged" not in sys.argv):
        sys.exit("\n".join(["There can be no release:", *(f"- {it}" for it in found)]))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sdist, wheel = built(folder)
        if found := faults(wheel, wanted):
            sys.exit("\n".join([f"{wheel.name} is not right:", *(f"- {it}" for it in found)]))
        python = tried(wheel, folder)
        (ROOT / "dist").mkdir(exist_ok=True)
        for file in (sdist, wheel):
            file.replace(ROOT / "dist" / file.name)
            data = (ROOT / "dist" / file.name).read_bytes()
            print(f"dist/{file.name}  sha256:{sha256(data).hexdigest()}")
    print(f"tried in an empty environment of {python}: init, build, check, doctor")
    print("to upload: python -m twine upload dist/*")


if __name__ == "__main__":
    main()
