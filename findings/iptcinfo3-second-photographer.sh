#!/usr/bin/env bash
# A photo by two people: IPTC-IIM has a by-line (2:80) for each, as its description lets it repeat. A desk
# corrects the credit line by IPTCInfo3, and nothing else.
# Expected: both names are read, and both are there after saving.
# Happens: `info["by-line"]` is the last name, and on saving that one is written alone: the first
# photographer is gone from the file. Keywords, which repeat in the same way, are a list and stay. What
# says that the texts are in UTF-8 (1:90) is dropped, too, so other programs read them as they guess.
# Versions: IPTCInfo3 2.3.0, the file written and read by pyexiv2 2.16.0 (Exiv2 0.28).
# Matters for agencies and archives: the name is owed, and XMP beside it, which is left, says otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    IPTCInfo3==2.3.0 pyexiv2==2.16.0 Pillow==13.0.0
venv/bin/python - <<'EOF'
import sys

from iptcinfo3 import IPTCInfo
from PIL import Image
from pyexiv2 import Image as Metadata

WORDS = {"Byline": ["Robert Capa", "Gerda Taro"], "Keywords": ["Spain", "war"], "Credit": "A paper"}
Image.new("RGB", (16, 16)).save("photo.jpg")
with Metadata("photo.jpg") as photo:
    photo.modify_iptc({f"Iptc.Application2.{name}": it for name, it in WORDS.items()})
    photo.modify_iptc({"Iptc.Envelope.CharacterSet": "\x1b%G"})
    before = photo.read_iptc()
info = IPTCInfo("photo.jpg")
print("read:", info["by-line"], info["keywords"])
info["credit"] = "Another paper"
info.save()
with Metadata("photo.jpg") as photo:
    after = photo.read_iptc()
print("before:", before, "\nafter:", after)
name, words = "Iptc.Application2.Byline", "Iptc.Application2.Keywords"
charset = [it.get("Iptc.Envelope.CharacterSet") for it in (before, after)]
seen = before[name], after[name], after[words], charset
sys.exit(0 if seen == (WORDS["Byline"], ["Gerda Taro"], WORDS["Keywords"], ["\x1b%G", None]) else 1)
EOF
