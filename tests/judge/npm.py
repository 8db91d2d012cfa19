"""The judges that come from npm, at the versions and hashes of package-lock.json."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "judge"
MANIFEST = ("package.json", "package-lock.json", ".npmrc")


def installed() -> Path:
    """Return node_modules, after installing what the lock file has if that has changed."""
    modules = CACHE / "node_modules"
    # The copy of the lock file is made last, so it tells of an install that went through.
    lock = CACHE / "installed.json"
    wanted = (HERE / "package-lock.json").read_bytes()
    if not (lock.exists() and lock.read_bytes() == wanted):
        CACHE.mkdir(parents=True, exist_ok=True)
        for name in MANIFEST:
            shutil.copy(HERE / name, CACHE)
        subprocess.run(["npm", "ci", "--loglevel=error"], cwd=CACHE, check=True)
        lock.write_bytes(wanted)
    return modules
