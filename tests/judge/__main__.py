"""Build the sample site and have every judge look at it: `python -m tests.judge`."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.judge import nu
from tests.judge.npm import ROOT

# Where a command that a judge needs comes from.
SOURCES = {
    "java": "Java 17 or newer (Debian: `apt install default-jre-headless`)",
    "npm": "Node.js and its npm (Debian: `apt install nodejs npm`)",
}


class Judge(Protocol):
    """What each judge's module has."""

    NAME: str
    NEEDS: tuple[str, ...]

    def run(self, site: Path) -> list[str]:
        """List what is wrong with the site."""


JUDGES: tuple[Judge, ...] = (nu,)


def main() -> int:
    commands = {command for judge in JUDGES for command in judge.NEEDS}
    if missing := sorted(command for command in commands if shutil.which(command) is None):
        print("The judges need", " and ".join(SOURCES[command] for command in missing))
        return 2
    with TemporaryDirectory(prefix="sitegen-judge-") as folder:
        site = Path(folder) / "public"
        build = [sys.executable, "-m", "sitegen", "build", "--output", str(site)]
        if code := subprocess.run(build, cwd=ROOT, check=False).returncode:
            return code
        faults = 0
        for judge in JUDGES:
            found = judge.run(site)
            print(f"{judge.NAME}: {len(found) or 'no'} faults", *found, sep="\n  ", flush=True)
            faults += len(found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
