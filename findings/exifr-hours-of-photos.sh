#!/usr/bin/env bash
# When a photo was taken, with the zone of its clock, as cameras and phones have written it since Exif 2.31 of 2016:
# DateTimeOriginal 2026:03:09 23:30:00, OffsetTimeOriginal +09:00.
# Expected: exifr, which makes a Date of it, makes 14:30 UTC of it; or leaves the text, which it does on demand.
# Happens: it reads both, and takes the time for that of the machine on which it runs: 23:30 UTC in London, and
# 03:30 UTC of the day after in New York. The offset stands beside it, unused.
# Versions: exifr 7.1.3, the file written by Pillow 13.0.0.
# Matters for picture desks: the same photo was taken at another hour, and on another day, for each desk and server.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts exifr@7.1.3
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pillow==13.0.0
venv/bin/python - <<'EOP'
from PIL import ExifTags, Image

picture = Image.new("RGB", (16, 16))
exif = picture.getexif()
details = exif.get_ifd(ExifTags.IFD.Exif)
details[ExifTags.Base.DateTimeOriginal] = "2026:03:09 23:30:00"
details[ExifTags.Base.OffsetTimeOriginal] = "+09:00"
picture.save("photo.jpg", exif=exif)
EOP
cat > look.cjs <<'EOM'
const exifr = require("exifr");

exifr.parse("photo.jpg").then(({ DateTimeOriginal: moment, OffsetTimeOriginal: offset }) => {
  console.log(moment.toISOString(), offset);
});
EOM
told=
for zone in Europe/London America/New_York Asia/Tokyo; do
    moment=$(TZ=$zone node look.cjs)
    echo "$zone: $moment"
    told="$told$moment "
done
test "$told" = "2026-03-09T23:30:00.000Z +09:00 2026-03-10T03:30:00.000Z +09:00 2026-03-09T14:30:00.000Z +09:00 "
