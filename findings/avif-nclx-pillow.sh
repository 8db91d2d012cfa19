#!/usr/bin/env bash
# An AVIF in Display P3 that says so by code points (`colr` of the kind `nclx`), without an ICC profile.
# Expected: Pillow tells of them in `info`, as it tells of an ICC profile, or keeps them on saving.
# Happens: nothing is told, and the copy says `1/13`, which is sRGB, about the same numbers. So the
# colours of the copy are others than those of the original, and no program could find out.
# Versions: Pillow 13.0.0 (libavif 1.4.2). An ICC profile in the same place is told of and kept.
# Matters for AVIF from cameras and from converters of video, which name colours by code points only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
"$folder/venv/bin/python" - <<'EOF'
import io
import struct
import sys

from PIL import Image


def saved(image):
    buffer = io.BytesIO()
    image.save(buffer, "AVIF", quality=100)
    return buffer.getvalue()


def code_points(data):
    return struct.unpack_from(">HH", data, data.index(b"colrnclx") + 8)


data = saved(Image.new("RGB", (64, 48), (200, 60, 60)))
place = data.index(b"colrnclx") + 8
original = data[:place] + struct.pack(">HH", 12, 13) + data[place + 4 :]
with Image.open(io.BytesIO(original)) as image:
    image.load()
    told = {key: value for key, value in image.info.items() if key not in {"timestamp", "duration"}}
    copy = saved(image)
print("the original says", code_points(original), "(Display P3, curve of sRGB)")
print("Pillow tells of", told or "nothing")
print("the copy says", code_points(copy), "(sRGB)")
sys.exit(0 if not told and code_points(copy) == (1, 13) else 1)
EOF
