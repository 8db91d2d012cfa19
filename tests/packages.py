"""Copies of our own package, to be changed as another version of it would be."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.modules import ROOT
from tests.warm import ran

# The process that it is forked from has loaded ours: of that only the libraries stay.
FRESH = """
import sys
sys.path.insert(0, sys.argv.pop(1))
for name in [it for it in sys.modules if it.partition(".")[0] == "sitegen"]:
    del sys.modules[name]
from sitegen.cli import main
main()
"""


class Package:
    """A copy of sitegen with its theme, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("sitegen", "templates", "static"):  # with what Python has compiled of it
            shutil.copytree(ROOT / name, folder / name)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace what stands once in a file; one that is not there yet holds nothing."""
        file = self.folder / path
        text = file.read_text("utf-8") if file.exists() else ""
        assert text.count(old) == 1, f"{path} has other than one `{old}`"
        file.write_text(text.replace(old, new), "utf-8")

    def run(
        self, *words: str, root: Path, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of this sitegen on a site."""
        command = (str(self.folder), *words, "--root", str(root))
        return ran(FRESH, *command, cwd=root, env=env)
