#!/usr/bin/env bash
# LibreOffice's dictionary of German hyphenation has two lists of patterns, with the line NEXTLEVEL between them:
# by the first a compound comes apart into its words, and by the second each of these, as if it stood alone.
# Expected: who reads such a dictionary parts Waffenstillstandsabkommen (armistice) behind its linking s, as the
# library that LibreOffice has for it does: still-stands-ab-kom-men.
# Happens: Pyphen, which carries the same file, takes both lists for one. The letter that links two words becomes
# a part of its own, stand-s-ab, and parla-ment is parted pa-r-la-ment. Whoever then leaves out parts without a
# vowel, or breaks at the first of the two points, prints "Waffenstillstand-sabkommen" and "Ausland-seinsatz".
# Versions: Pyphen 0.18.1; PyHyphen 4.0.4, which holds that library, reads Pyphen's own file for this.
# Matters for newspapers in German: half of their long words are such compounds. WeasyPrint hyphenates by Pyphen.
# Catalan, Croatian, Mongolian and Slovenian have two lists as well.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyphen==0.18.1 pyhyphen==4.0.4
"$folder/venv/bin/python" - <<'EOF'
import sys

from hyphen.hnj import hyphenator_
from pyphen import LANGUAGES, Pyphen

seen = {
    "waffenstillstandsabkommen": ("waf-fen-still-stands-ab-kom-men", "waf-fen-still-stand-s-ab-kom-men"),
    "auslandseinsatz": ("aus-lands-ein-satz", "aus-land-s-ein-satz"),
    "parlamentsauflösung": ("par-la-ments-auf-lö-sung", "pa-r-la-ment-s-auf-lö-sung"),
    "grundstücksverkehr": ("grund-stücks-ver-kehr", "grund-s-tücks-ver-kehr"),
}
# PyHyphen writes a point over the first letter of the path that it is given: Pyphen reads the file before.
pyphen, libhyphen = Pyphen(lang="de_DE"), hyphenator_(str(LANGUAGES["de_DE"]), 2, 2, 2, 2)
told = {word: (libhyphen.apply(word, 0).replace("=", "-"), pyphen.inserted(word)) for word in seen}
for right, wrong in told.values():
    print(f"LibreOffice's library: {right}; Pyphen: {wrong}")
sys.exit(told != seen)
EOF
