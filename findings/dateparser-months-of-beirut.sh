#!/usr/bin/env bash
# A date in Arabic as papers write it in Beirut, Damascus, Amman, Jerusalem and Baghdad, where months have
# the names of the Syriac calendar: 3 آذار 2024; or in Tunis and Algiers, with names from French: 3 فيفري 2024.
# Expected: a parser that knows Arabic, and these names, reads a date in Arabic that has one.
# Happens: dateparser, told nothing or that the text is Arabic, reads the names of Cairo and the Gulf alone;
# the others are None, and no error. It has them, for who knows the country: `locales=["ar-LB"]` reads.
# Versions: dateparser 1.5.0, dates written by Babel 2.19.0.
# Matters for who collects or imports news in Arabic: of half of the countries no story has a date.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 babel==2.19.0
"$folder/venv/bin/python" -W ignore - <<'EOF'
import sys
from datetime import date

import dateparser
from babel.dates import format_date

SEEN = {"EG": True, "SA": True, "LB": False, "IQ": False, "JO": False, "TN": False, "DZ": False}
found = {}
for country in SEEN:
    written = format_date(date(2024, 2, 3), "d MMMM y", locale=f"ar_{country}")
    ways = {"nothing": {}, "ar": {"languages": ["ar"]}, "country": {"locales": [f"ar-{country}"]}}
    read = {told: bool(dateparser.parse(written, **way)) for told, way in ways.items()}
    print(f"{country}: {written}, read where told", *(told for told, done in read.items() if done))
    found[country] = read
seen = {it: {"nothing": known, "ar": known, "country": True} for it, known in SEEN.items()}
sys.exit(0 if found == seen else 1)
EOF
