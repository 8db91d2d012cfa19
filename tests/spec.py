"""The examples of the CommonMark specification, as markdown-it-py's own tests have them.

The specification's licence keeps them out of this repository. `python -m tests.spec` fetches
them, once for each version of markdown-it-py, with the source distribution that the lock file
names by its hash.
"""

import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements-dev.lock"
CACHE = ROOT / ".cache" / "commonmark"
MEMBER = "tests/test_cmark_spec/commonmark.json"


class Example(TypedDict):
    """Some Markdown and the HTML that the specification wants for it."""

    markdown: str
    html: str
    example: int
    section: str


class NoSpecError(Exception):
    """The examples could not be fetched, and the message says why."""


def examples() -> list[Example]:
    """Read the examples, fetching them first if they are not there."""
    found: list[Example] = json.loads(ensure_spec().read_text(encoding="utf-8"))
    return found


def ensure_spec() -> Path:
    """Find the file of examples, fetching it if it is not there."""
    # The lock file's entry: "markdown-it-py==1.2.3 \" and a line for each hash.
    pin = re.search(r"^markdown-it-py==(\S+)(?:.*\\\n)+.*\n", LOCK.read_text("utf-8"), re.MULTILINE)
    if pin is None:
        message = f"{LOCK.name} does not name markdown-it-py: run `make lock`."
        raise NoSpecError(message)
    spec = CACHE / f"markdown-it-py-{pin[1]}.json"
    if not spec.exists():
        spec.parent.mkdir(parents=True, exist_ok=True)
        # Beside its final place, so that one rename brings it there whole.
        with TemporaryDirectory(dir=CACHE) as folder:
            _fetch(pin[0], Path(folder)).replace(spec)
    return spec


def _fetch(pin: str, folder: Path) -> Path:
    requirements = folder / "requirements.txt"
    requirements.write_text(pin, encoding="utf-8")
    # pip checks the hash first, then asks the package's back end (flit-core) what is in it,
    # which is installed: without isolation it is not fetched again.
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    source = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    wanted = ["--require-hashes", "-r", str(requirements), "-d", str(folder)]
    download = subprocess.run(
        [*pip, *source, *wanted], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if download.returncode:
        message = (
            "The tests need CommonMark's examples, which come with the source of markdown-it-py."
            f" pip could not fetch it:\n{download.stderr}"
        )
        raise NoSpecError(message)
    (sdist,) = folder.glob("*.tar.gz")
    member = f"{sdist.name.removesuffix('.tar.gz')}/{MEMBER}"
    with tarfile.open(sdist) as archive:
        content = archive.extractfile(member) if member in archive.getnames() else None
        if content is None:
            message = f"{sdist.name} holds no {MEMBER}."
            raise NoSpecError(message)
        spec = folder / "examples.json"
        spec.write_bytes(content.read())
    return spec


if __name__ == "__main__":
    try:
        print("CommonMark examples:", len(examples()))
    except NoSpecError as error:
        sys.exit(str(error))
