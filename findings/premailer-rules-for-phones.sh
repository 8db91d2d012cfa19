#!/usr/bin/env bash
# A newsletter whose style sheet has sizes for phones and colours for dark screens, `!important`, as they must
# be, since the other rules are to be written into each element.
# Expected: premailer leaves what it cannot write into elements, a media query, as it stands.
# Happens: it leaves the query and takes `!important` off, so that none of its rules can win against the styles
# that it has just written: letters are as large on phones as on desks, and black on black at night. It is
# meant for the styles of elements; with `strip_important=False` all is well.
# Versions: premailer 3.10.0.
# Matters for letters to readers: the file still has the rules, and nobody sees from it that they do nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check premailer==3.10.0
"$folder/venv/bin/python" - <<'EOF'
import re
import sys

from premailer import Premailer

LETTER = """<html><head><style>p { font-size: 28px; color: #111 }
@media (max-width: 600px) { p { font-size: 20px !important } }
@media (prefers-color-scheme: dark) { p { color: #eee !important } }
</style></head><body><p>Good morning</p></body></html>"""
made, kept = (Premailer(LETTER, strip_important=it).transform() for it in (True, False))
assert Premailer(LETTER).transform() == made
for letter in (made, kept):
    print(re.sub(r"\s+", " ", letter))
left = [it.count("!important") for it in (made, kept)]
written = 'style="font-size:28px; color:#111"' in made and "font-size: 20px" in made
sys.exit(0 if left == [0, 2] and written else 1)
EOF
