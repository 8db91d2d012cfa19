#!/usr/bin/env bash
# A caption in IPTC-IIM, in UTF-8, as the record 1:90 of the file says it is: Київ, by Zoë.
# Expected: exifr reads its letters by that record, or as UTF-8, which is what everybody has written for years.
# Happens: each byte is a letter: "Ð\u009aÐ¸Ñ\u0097Ð²" and "ZoÃ«". The same names in EXIF or XMP of the same
# file come out right, so what is shown depends on which of the three a program asks for first.
# Versions: exifr 7.1.3, where it is known (issues 82 and 121); the file written, and read, by pyexiv2 2.16.0.
# Matters for picture desks in any language but English: agencies fill the IPTC fields first of all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund exifr@7.1.3
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyexiv2==2.16.0 Pillow==13.0.0
venv/bin/python - <<'EOF'
from PIL import Image
from pyexiv2 import Image as Metadata

Image.new("RGB", (16, 16)).save("photo.jpg")
with Metadata("photo.jpg") as photo:
    photo.modify_iptc({"Iptc.Envelope.CharacterSet": "\x1b%G", "Iptc.Application2.Caption": "Київ"})
    photo.modify_iptc({"Iptc.Application2.Byline": ["Zoë"]})
    photo.modify_exif({"Exif.Image.Artist": "Zoë", "Exif.Image.ImageDescription": "Київ"})
    print("Exiv2:", photo.read_iptc())
    assert photo.read_iptc()["Iptc.Application2.Caption"] == "Київ"
EOF
cat > look.cjs <<'EOM'
const exifr = require("exifr");

exifr.parse("photo.jpg", { iptc: true }).then((found) => {
  console.log("exifr:", found);
  const bytes = (text) => Buffer.from(text, "utf8").toString("latin1");
  const wrong = found.Caption === bytes("Київ") && found.Byline === bytes("Zoë");
  process.exitCode = wrong && found.ImageDescription === "Київ" && found.Artist === "Zoë" ? 0 : 1;
});
EOM
node look.cjs
