#!/usr/bin/env bash
# "a" or "an" before what papers write of: an EU summit, an MEP, an HIV test, an SOS; and before numbers: an
# 8-day trip, an 11-year-old, an 80 per cent share.
# Expected: inflect's `a` goes by how a word is said; abbreviations are said by their letters, and it knows
# an MP.
# Happens: a EU summit, a MEP, a HIV test, a RAF base, a SOS, an UAE minister; and each number has "a": a
# 8-day trip, a 11-year-old. What is right (an MP, an IMF loan, an hour) goes by its letters, too, so nobody
# expects the rest.
# Versions: inflect 7.6.0; indefinite 2.5.2 (npm) has all of these as they are said.
# Matters for sentences made by programs: results, alerts, descriptions of charts.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts indefinite@2.5.2
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check inflect==7.6.0
cat > words <<'EOF'
EU summit
MEP
HIV test
RAF base
SOS
UAE minister
8-day trip
11-year-old
80 per cent share
MP
IMF loan
EOF
node -e '
const words = require("fs").readFileSync("words", "utf8").trim().split("\n");
console.log(words.map((it) => require("indefinite")(it)).join("\n"));' > right
venv/bin/python -c '
from inflect import engine
print(*map(engine().a, open("words").read().splitlines()), sep="\n")' > told
paste -d'|' told right
cat > seen <<'EOF'
a EU summit|an EU summit
a MEP|an MEP
a HIV test|an HIV test
a RAF base|an RAF base
a SOS|an SOS
an UAE minister|a UAE minister
a 8-day trip|an 8-day trip
a 11-year-old|an 11-year-old
a 80 per cent share|an 80 per cent share
an MP|an MP
an IMF loan|an IMF loan
EOF
paste -d'|' told right | diff - seen
