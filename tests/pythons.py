"""Every Python of this machine: wheel, source distribution and tests, in empty environments.

Each Python that sitegen asks for (3.11 and newer) gets what the lock file pins, with its hashes,
and then one of the two. There a site that `init` made is built and checked, and must become the
same bytes under all of them. Under each but the one of the checkout, which runs all tests, those
run that tell most in a minute. Each line says which Python that was: `python -m tests.pythons`.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.release import ROOT, built, run

MINORS = range(11, 20)
TOLD = (
    *("config", "frontmatter", "frontmatter_lines", "located", "moments", "timestamps", "urls"),
    *("markdown", "leftovers", "spelling", "transliteration", "style", "statcache"),
    *("cli", "desk", "first_mistakes", "laws", "new"),
)
"""Tests of what differs between Pythons, or is most easily broken by one: what they say of TOML,
numbers, dates and letters, processes and files; and that incremental builds equal clean ones."""

EXAMPLES = "5"
"""Of each property; `make test` tries more under the Python of the checkout."""

UV = ROOT / ".venv/bin/uv"
VERSION = "import sys; print('%d.%d.%d' % sys.version_info[:3])"


def pythons() -> dict[str, str]:
    """Return the installed Pythons that sitegen asks for by version, one of each minor version."""
    found = {}
    roots = {Path.home() / ".pyenv", Path(os.environ.get("PYENV_ROOT", "/opt/pyenv"))}
    for minor in MINORS:
        name = f"python3.{minor}"
        found_here = shutil.which(name)
        paths = [Path(found_here)] if found_here else []
        for path in [*paths, *(it for root in roots for it in root.glob(f"*/*/bin/{name}"))]:
            # Shims of programs that manage versions are there for versions that are not.
            ask = (str(path), "-c", VERSION)
            told = subprocess.run(ask, capture_output=True, text=True, check=False)
            if told.returncode == 0:
                found[told.stdout.strip()] = str(path)
                break
    return found


def installed(python: str, file: Path, folder: Path) -> Path:
    """Return the command of a distribution that was installed into an empty environment."""
    run(UV, "venv", "--quiet", "--python", python, folder)
    pip = (UV, "pip", "install", "--quiet", "--no-deps", "--python", folder / "bin/python")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock")
    if file.suffix == ".gz":  # is built with what the lock file has
        run(*pip, "--no-build-isolation", file)
    else:
        run(*pip, file)
    return folder / "bin/sitegen"


def tree(command: Path, site: Path, folder: Path, now: str) -> dict[str, bytes]:
    """Return what a command makes of a copy of a site, at one moment."""
    shutil.copytree(site, folder)
    run(command, "build", "--strict", "--now", now, "--root", folder)
    run(command, "check", "--strict", "--now", now, "--root", folder)
    public = folder / "public"
    return {
        it.relative_to(public).as_posix(): it.read_bytes()
        for it in public.rglob("*")
        if it.is_file()
    }


def tested(python: str, folder: Path) -> str:
    """Run tests of this checkout under a Python; return the last line of what they say.

    Ends everything, with all that they say, if one fails.
    """
    run(UV, "venv", "--quiet", "--python", python, folder)
    own = folder / "bin/python"
    pip = (UV, "pip", "install", "--quiet", "--no-deps", "--python", own)
    locks = ("-r", ROOT / "requirements.lock", "-r", ROOT / "requirements-dev.lock")
    run(*pip, "--require-hashes", *locks)
    run(*pip, "--no-build-isolation", "--editable", ROOT)
    files = [ROOT / f"tests/test_{name}.py" for name in TOLD]
    pytest = (own, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "-m", "not browser")
    few = {"SITEGEN_EXAMPLES": EXAMPLES}
    return run(*pytest, *files, env=few).splitlines()[-1]


def main() -> int:
    faults = []
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(temporary)
        sdist, wheel = built(top)
        first: dict[str, bytes] = {}
        now = ""
        for version, python in pythons().items():
            for file in (wheel, sdist):
                name = f"{version}, {'sdist' if file == sdist else 'wheel'}"
                folder = top / name.replace(", ", "-")
                command = installed(python, file, folder / "venv")
                if not first:
                    run(command, "init", "--no-git", top / "paper", cwd=top)
                    now = datetime.now(UTC).isoformat(timespec="seconds")
                made = tree(command, top / "paper", folder / "paper", now)
                first = first or made
                differing = sorted(it for it in {*made, *first} if made.get(it) != first.get(it))
                faults += [f"under {name}, {it} has other bytes" for it in differing]
                print(f"Python {name}: {len(made)} files, {len(differing)} differ", flush=True)
            if version != platform.python_version():
                said = tested(python, top / f"{version}-tests")
                print(f"Python {version}, tests: {said}", flush=True)
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
