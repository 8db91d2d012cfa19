#!/usr/bin/env bash
# A country asked for by its name: pycountry.countries.search_fuzzy("Niger").
# Expected: the country of just that name comes first; others that hold the word may follow.
# Happens: Nigeria comes first and Niger second, of which the name is Niger to the letter. "Kosovo", which
# ISO 3166 does not have, is answered with Serbia, since ISO 3166-2 has a province of that name there. Oman, Guinea, Dominica, Sudan and Samoa come first, as they should.
# Versions: pycountry 26.2.16.
# Matters for who turns names in a text into codes and takes the first answer: a story about Niamey is
# filed under Nigeria.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16
"$folder/venv/bin/python" - <<'EOF'
import sys

import pycountry

SEEN = {"Niger": "Nigeria", "Kosovo": "Serbia", "Oman": "Oman", "Dominica": "Dominica"}
found = {it: pycountry.countries.search_fuzzy(it)[0].name for it in SEEN}
for name, first in found.items():
    print(f"{name}: {first}")
print("by its name:", pycountry.countries.get(name="Niger").alpha_2)
sys.exit(0 if found == SEEN else 1)
EOF
