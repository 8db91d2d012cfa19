#!/usr/bin/env bash
# The parts of a name: Jack Ma, who founded Alibaba; Yo-Yo Ma, who plays the cello. Ma is a frequent
# surname.
# Expected: humanparser's `lastName` is Ma.
# Happens: it is empty, and Ma is a suffix, as if it were the degree of a Master of Arts, also where it is
# written before a comma ("Ma, Jack"). With a title before it, "Mr. Jack Ma", the last name is Jack.
# Versions: humanparser 2.7.0; parse-full-name 1.2.7 and nameparser (Python) 2.6.0 have the surname.
# Matters for lists that are sorted by surnames, "Mr Jack" at the second mention, and bylines.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts humanparser@2.7.0 parse-full-name@1.2.7
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nameparser==2.6.0
cat > look.cjs <<'EOM'
const { parseName } = require("humanparser");
const { parseFullName } = require("parse-full-name");

const names = ["Jack Ma", "Ma, Jack", "Mr. Jack Ma", "Jack London"];
const told = names.map((it) => `${it}: ${parseName(it).lastName}|${parseFullName(it).last}`);
console.log(told.join("\n"));
const seen = ["Jack Ma: |Ma", "Ma, Jack: |Ma", "Mr. Jack Ma: Jack|Ma", "Jack London: London|London"];
process.exitCode = told.join() === seen.join() ? 0 : 1;
EOM
node look.cjs
venv/bin/python - <<'EOF'
from nameparser import HumanName

told = [HumanName(it).last for it in ("Jack Ma", "Ma, Jack", "Mr. Jack Ma")]
print("nameparser:", told)
raise SystemExit(told != ["Ma"] * 3)
EOF
