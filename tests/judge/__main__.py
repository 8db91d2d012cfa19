"""Make the sample, the documentation, a new and a hard site, and have every judge look at them.

`python -m tests.judge` does so; names of judges behind it are those that are asked.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests import reference
from tests.hard import hard_site
from tests.judge import (
    axe,
    caddy,
    equal_access,
    exif,
    lighthouse,
    links,
    netlify,
    newsite,
    nginx,
    nu,
    readers,
    reading,
)
from tests.judge.npm import ROOT

# Where a command that a judge needs comes from.
SOURCES = {
    "caddy": "Caddy (Debian: `apt install caddy`)",
    "exiftool": "ExifTool (Debian: `apt install libimage-exiftool-perl`)",
    "java": "Java 17 or newer (Debian: `apt install default-jre-headless`)",
    "newsboat": "Newsboat (Debian: `apt install newsboat`)",
    "nginx": "nginx (Debian: `apt install nginx-light`)",
    "npm": "Node.js and its npm (Debian: `apt install nodejs npm`)",
    "sfeed": "sfeed (Debian: `apt install sfeed`)",
}


class Judge(Protocol):
    """What each judge's module has."""

    __name__: str
    NAME: str
    NEEDS: tuple[str, ...]

    def run(self, site: Path) -> list[str]:
        """List what is wrong with the site."""


JUDGES: tuple[Judge, ...] = (
    nu,
    links,
    axe,
    equal_access,
    exif,
    nginx,
    caddy,
    netlify,
    readers,
    reading,
    lighthouse,
)
OF_DOCUMENTATION: tuple[Judge, ...] = (nu, links, axe, equal_access, lighthouse)
"""The others judge what it does not have: pictures, news, old addresses."""

OF_NEW_SITES: tuple[Judge, ...] = (newsite,)
"""They judge the files of a site that is not built."""


def main(asked: Sequence[str]) -> int:
    # Debian keeps servers where only root's PATH leads.
    os.environ["PATH"] += f"{os.pathsep}/usr/sbin"
    known = (*JUDGES, *OF_NEW_SITES)
    judges = [it for it in known if not asked or it.__name__.rpartition(".")[2] in asked]
    commands = {command for judge in judges for command in judge.NEEDS}
    if missing := sorted(command for command in commands if shutil.which(command) is None):
        print("The judges need", " and ".join(SOURCES[command] for command in missing))
        return 2
    faults = 0
    with TemporaryDirectory(prefix="sitegen-judge-") as folder:
        for name, (make, able) in sites(Path(folder)).items():
            willing = [it for it in judges if it in able]
            site = make() if willing else Path()
            for judge in willing:
                found = judge.run(site)
                heading = f"{judge.NAME} on {name}: {len(found) or 'no'} faults"
                print(heading, *found, sep="\n  ", flush=True)
                faults += len(found)
    return 1 if faults else 0


def sites(folder: Path) -> dict[str, tuple[Callable[[], Path], Sequence[Judge]]]:
    """Return what makes each site: the sample, the documentation, a new one, two that are hard.

    These are hard on the theme, one from left to right and one from right to left. Each comes with
    the judges that are able to judge it.
    """
    return {
        "the sample": (partial(_published, ROOT, folder / "public"), JUDGES),
        "the documentation": (partial(_documentation, folder / "docs"), OF_DOCUMENTATION),
        **{
            f"the hard site ({it})": (partial(_hard, folder / it, it), JUDGES)
            for it in ("en", "ar")
        },
        "a new site": (partial(_new, folder / "paper"), OF_NEW_SITES),
    }


def _documentation(docs: Path) -> Path:
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("public*", ".sitegen"))
    reference.write(docs)
    return _published(docs, docs / "public")


def _hard(folder: Path, language: str) -> Path:
    return hard_site(folder, language).build().output


def _new(folder: Path) -> Path:
    command = [sys.executable, "-m", "sitegen", "init", "--no-git", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    return folder


def _published(root: Path, output: Path) -> Path:
    build = [sys.executable, "-m", "sitegen", "build", "--root", str(root)]
    subprocess.run([*build, "--output", str(output)], cwd=ROOT, check=True)
    return output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
