#!/usr/bin/env bash
# Two names, listed in Spanish: France and Italy.
# Expected: "Francia e Italia", since "y" becomes "e" before the sound of "i", as "o" becomes "u" before
# "ocho". In Hebrew the prefix for "and" gets a hyphen before a word in other letters. ICU, and so
# every browser's Intl.ListFormat, does both for the same CLDR.
# Happens: Babel's format_list fills in CLDR's patterns, and these rules are code of ICU and no data of
# CLDR: it says "Francia y Italia", "siete o ocho" and "וNATO".
# Versions: Babel 2.19.0; ICU of Node.js 20 and newer beside it.
# Matters for bylines and lists of countries in Spanish: Italia, Irak, Irán, India and Israel are the case.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
node -e '
const list = (locale, names, type = "conjunction") => new Intl.ListFormat(locale, { type }).format(names);
console.log(list("es", ["Francia", "Italia"]));
console.log(list("es", ["siete", "ocho"], "disjunction"));
console.log(list("he", ["ישראל", "NATO"]));' > "$folder/icu"
"$folder/venv/bin/python" - "$folder/icu" <<'EOF'
import sys
from pathlib import Path

from babel.lists import format_list

icu = Path(sys.argv[1]).read_text("utf-8").splitlines()
babel = [
    format_list(["Francia", "Italia"], locale="es"),
    format_list(["siete", "ocho"], "or", locale="es"),
    format_list(["ישראל", "NATO"], locale="he"),
]
for ours, theirs in zip(babel, icu, strict=True):
    print(f"Babel {ours!r}, ICU {theirs!r}")
seen = ["Francia y Italia", "siete o ocho", "ישראל וNATO"]
right = ["Francia e Italia", "siete u ocho", "ישראל ו-NATO"]
sys.exit(0 if (babel, icu) == (seen, right) else 1)
EOF
