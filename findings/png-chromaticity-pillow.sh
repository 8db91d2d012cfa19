#!/usr/bin/env bash
# A PNG whose colours are named by gAMA and cHRM, as cameras and older programs wrote them.
# Expected: Pillow reads both into `info`, so it writes both again, as it does with an ICC profile.
# Happens: they are read and dropped on saving, without a word; the numbers are those of before, so
# a browser that heeds them shows the original, here Adobe RGB, in other colours than its copy.
# Versions: Pillow 13.0.0.
# Matters for archives: PNG had gAMA and cHRM from the start, and iCCP later.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
"$folder/venv/bin/python" - <<'EOF'
import io
import struct
import sys
import zlib

from PIL import Image


def chunk(name, data):
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


ADOBE_RGB = (31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000)
original = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"gAMA", struct.pack(">I", 45470))
    + chunk(b"cHRM", struct.pack(">8I", *ADOBE_RGB))
    + chunk(b"IDAT", zlib.compress(b"\0" + bytes((200, 60, 60))))
    + chunk(b"IEND", b"")
)
with Image.open(io.BytesIO(original)) as image:
    image.load()
    print("read:", image.info)
    read = {"gamma", "chromaticity"} <= image.info.keys()
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
written = [name for name in (b"gAMA", b"cHRM") if name in buffer.getvalue()]
print("written:", written or "neither")
sys.exit(0 if read and not written else 1)
EOF
