#!/usr/bin/env bash
# The same pages, indexed twice: once their files were written in one order, once in the other.
# Expected: one index, byte for byte, since the folder holds the same files.
# Happens: Pagefind reads a folder in the order in which the file system lists it, and numbers pages
# by that. So chunks, metadata and their names, which are digests, differ between file systems, and
# between machines: tmpfs lists the newest file first, ext4 goes by a hash with a seed of its own.
# Versions: pagefind-bin 1.5.2 (Linux: the two orders are shown on a tmpfs, /dev/shm).
# Matters for whoever compares or caches what builds have made, or uploads only what has changed.
set -eu
folder=$(mktemp -d)
listed=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$folder" "$listed"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pagefind-bin==1.5.2
"$folder/venv/bin/python" - "$listed" <<'EOF'
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from pagefind_bin import get_executable

PAGES = {
    "antarctica.html": "A treaty put the claims to a continent on ice",
    "bosporus.html": "A convention says who may sail through the straits",
    "svalbard.html": "A treaty gave the islands to Norway and the coal to all",
}


def index(name, order):
    work = Path(sys.argv[1], name)
    (work / "site").mkdir(parents=True)
    for page in order:
        text = f"<!doctype html><html lang=en><body><p>{PAGES[page]}</p></body></html>"
        (work / "site" / page).write_text(text, "utf-8")
    command = [str(get_executable()), "--site", "site", "--output-path", "index", "--silent"]
    subprocess.run(command, cwd=work, check=True)
    made = sorted(it for it in (work / "index").rglob("*") if it.is_file())
    found = {str(it.relative_to(work / "index")): sha256(it.read_bytes()).hexdigest() for it in made}
    return {path: digest for path, digest in found.items() if "ui" not in path}


forth, back, again = (index(*it) for it in (("a", PAGES), ("b", reversed(PAGES)), ("c", PAGES)))
print("written in the same order, the indexes are equal:", forth == again)
print("written in reverse, these differ:")
for path, _ in sorted(forth.items() ^ back.items()):
    print(f"  {path}")
sys.exit(0 if forth == again and forth != back else 1)
EOF
