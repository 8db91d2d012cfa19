"""Build the sample and a hard site, and have every judge look at them: `python -m tests.judge`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.hard import hard_site
from tests.judge import equal_access, exif, lighthouse, nginx, nu, readers
from tests.judge.npm import ROOT

# Where a command that a judge needs comes from.
SOURCES = {
    "exiftool": "ExifTool (Debian: `apt install libimage-exiftool-perl`)",
    "java": "Java 17 or newer (Debian: `apt install default-jre-headless`)",
    "newsboat": "Newsboat (Debian: `apt install newsboat`)",
    "nginx": "nginx (Debian: `apt install nginx-light`)",
    "npm": "Node.js and its npm (Debian: `apt install nodejs npm`)",
    "sfeed": "sfeed (Debian: `apt install sfeed`)",
}


class Judge(Protocol):
    """What each judge's module has."""

    NAME: str
    NEEDS: tuple[str, ...]

    def run(self, site: Path) -> list[str]:
        """List what is wrong with the site."""


JUDGES: tuple[Judge, ...] = (nu, equal_access, exif, nginx, readers, lighthouse)


def main() -> int:
    # Debian keeps servers where only root's PATH leads.
    os.environ["PATH"] += f"{os.pathsep}/usr/sbin"
    commands = {command for judge in JUDGES for command in judge.NEEDS}
    if missing := sorted(command for command in commands if shutil.which(command) is None):
        print("The judges need", " and ".join(SOURCES[command] for command in missing))
        return 2
    faults = 0
    with TemporaryDirectory(prefix="sitegen-judge-") as folder:
        for name, site in built(Path(folder)).items():
            for judge in JUDGES:
                found = judge.run(site)
                heading = f"{judge.NAME} on {name}: {len(found) or 'no'} faults"
                print(heading, *found, sep="\n  ", flush=True)
                faults += len(found)
    return 1 if faults else 0


def built(folder: Path) -> dict[str, Path]:
    """Build the sample, and a newspaper that is hard on the theme in two directions."""
    sample = folder / "public"
    build = [sys.executable, "-m", "sitegen", "build", "--output", str(sample)]
    subprocess.run(build, cwd=ROOT, check=True)
    hard = {language: hard_site(folder / language, language) for language in ("en", "ar")}
    return {
        "the sample": sample,
        **{f"the hard site ({name})": site.build().output for name, site in hard.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
