#!/usr/bin/env bash
# obstore's `put` returns the version of what it wrote, so that the next `put` can be made to depend on
# it: by its types the one is a `PutResult`, the other takes an `UpdateVersion`, with the same two
# keys, each a text or None.
# Expected: `put(store, path, data, mode=put(store, path, data))` writes, since nobody wrote between.
# Happens: TypeError, "'None' is not an instance of 'str'": stores that have no versions besides ETags
# (S3 without versioning, a store in memory) tell None, and None is not taken back. Without that key
# it works.
# Versions: obstore 0.12.1.
# Matters for whoever writes on condition: locks, ledgers, counters.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check obstore==0.12.1
"$folder/venv/bin/python" - <<'EOF'
import sys

import obstore
from obstore.store import MemoryStore

store = MemoryStore()
first = obstore.put(store, "ledger", b"1")
print("put returns", first)
try:
    obstore.put(store, "ledger", b"2", mode=first)
    refused = ""
except TypeError as error:
    refused = str(error)
print("and as a condition that is", refused or "taken")
told = {key: it for key, it in first.items() if it is not None}
obstore.put(store, "ledger", b"3", mode=told)
print("without the None it is taken")
sys.exit(0 if refused and first["version"] is None else 1)
EOF
