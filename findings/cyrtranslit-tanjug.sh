#!/usr/bin/env bash
# A word of Serbian from Cyrillic to Latin letters and back, as papers with both scripts need it: Танјуг,
# the news agency (Tanjug), инјекција (injekcija), надживети (nadživeti, to outlive).
# Expected: the word that was there, or a warning: "nj" and "dž" are two letters where word parts meet, and
# one (њ, џ) elsewhere, which dictionaries know. CyrTranslit calls itself bi-directional, and has Serbian as
# its first language.
# Happens: each pair becomes the one letter: Тањуг, ињекција, наџивети. Nothing is told, and words of the
# other kind, Његош and Џорџ, come back as they were, so that a test with a few of these says nothing.
# Versions: CyrTranslit 1.2.0, srtools 0.1.13.
# Matters for papers in Serbia and Montenegro whose Cyrillic edition is made from the Latin: they misspell
# the agency from which they have the story.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cyrtranslit==1.2.0 srtools==0.1.13
"$folder/venv/bin/python" - <<'EOF'
import sys

import cyrtranslit
import srtools

SEEN = {"Танјуг": "Тањуг", "инјекција": "ињекција", "надживети": "наџивети", "Његош": "Његош", "Џорџ": "Џорџ"}
latin = [cyrtranslit.to_latin(it, "sr") for it in SEEN]
back = [cyrtranslit.to_cyrillic(it, "sr") for it in latin]
others = [srtools.latin_to_cyrillic(it) for it in latin]
for told in zip(SEEN, latin, back, others, strict=True):
    print(*told)
sys.exit(0 if back == others == list(SEEN.values()) else 1)
EOF
