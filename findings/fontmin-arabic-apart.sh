#!/usr/bin/env bash
# A font for Arabic made smaller: of all its letters those of a headline are kept.
# Expected: a browser shows the headline as before. Arabic letters join, by other shapes of each, which the
# font's table GSUB names; subset-font, which is HarfBuzz's, keeps it and the shapes that the letters lead
# to.
# Happens: fontmin leaves GSUB and GPOS away, and with them those shapes: each letter stands by itself, as
# in a list of the alphabet, "م ح م د" for محمد. Vowels and marks have no place any more either. Nothing is
# said.
# Versions: fontmin 2.0.3; subset-font 2.9.0 beside it; shaped by uharfbuzz 0.57.0, as browsers do. Known
# there (issue 102, open).
# Matters for papers in Arabic, Persian and Urdu, and likewise in the scripts of India.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts fontmin@2.0.3 subset-font@2.9.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    uharfbuzz==0.57.0 fontpkg-ibm-plex-sans-arabic==1.101
find venv/ -name IBMPlexSansArabic-Regular.ttf -exec cp {} font.ttf \;
cat > look.mjs <<'EOM'
import { readFileSync, writeFileSync } from "node:fs";

import Fontmin from "fontmin";
import subsetFont from "subset-font";

const text = "محمد";
await new Promise((done, failed) =>
  new Fontmin().src("font.ttf").dest("fontmin").use(Fontmin.glyph({ text })).run((error) => (error ? failed(error) : done())),
);
writeFileSync("subset-font.ttf", await subsetFont(readFileSync("font.ttf"), text, { targetFormat: "sfnt" }));
EOM
node look.mjs
venv/bin/python - <<'EOF'
import sys

import uharfbuzz as hb


def shaped(path: str) -> list[int]:
    """The widths of the shapes, from left to right."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(path)))
    buffer = hb.Buffer()
    buffer.add_str("محمد")
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [it.x_advance for it in buffer.glyph_positions]


told = {path: shaped(path) for path in ("font.ttf", "subset-font.ttf", "fontmin/font.ttf")}
for path, widths in told.items():
    print(f"{path}: {widths}")
whole, subset, apart = told.values()
# Joined, the two letters M of this word have two shapes; apart, they have one.
sys.exit(0 if whole == subset and whole[1] != whole[3] and apart[1] == apart[3] else 1)
EOF
