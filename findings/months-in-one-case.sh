#!/usr/bin/env bash
# A date in words where months are declined: 9 March 2026 is "9 marca" in Polish, "9. března" in Czech,
# "9. maaliskuuta" in Finnish and "9 Μαρτίου" in Greek; alone, the month is marzec, březen, maaliskuu, Μάρτιος.
# Expected: a library that has the language writes the form that stands behind a day, as CLDR has both.
# Happens: Arrow writes "9 marzec" and Day.js "9 Μάρτιος", both "9 březen" and "9 maaliskuu": as if a paper said
# "the 9 of the March month" in each story. Each is right in the other's language, and Arrow in Russian and
# Ukrainian, where it has the declined form alone, and so writes "марта 2026" over an archive.
# Versions: arrow 1.4.0, dayjs 1.11.23; Babel 2.19.0 and Intl write all of these as they are said.
# Matters for papers in these languages: a reader sees at once that a machine wrote the date.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund dayjs@1.11.23
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check arrow==1.4.0 babel==2.19.0
cat > look.cjs <<'EOM'
const dayjs = require("dayjs");

const told = {};
for (const it of ["pl", "cs", "fi", "el"]) {
  require(`dayjs/locale/${it}`);
  told[it] = dayjs("2026-03-09").locale(it).format("D MMMM");
}
console.log("Day.js:", told);
process.exitCode = Object.values(told).join() === "9 marca,9 březen,9 maaliskuu,9 Μάρτιος" ? 0 : 1;
EOM
node look.cjs
venv/bin/python - <<'EOF'
import sys
from datetime import date

import arrow
from babel.dates import format_date

LANGUAGES = ("pl", "cs", "fi", "el")
day = arrow.get(2026, 3, 9)
told = [day.format("D MMMM", locale=it) for it in LANGUAGES]
right = [format_date(date(2026, 3, 9), "d MMMM", it) for it in LANGUAGES]
alone = day.format("MMMM YYYY", locale="ru"), format_date(date(2026, 3, 9), "LLLL y", "ru")
print("Arrow:", told, alone[0], "| Babel:", right, alone[1])
seen = told == ["9 marzec", "9 březen", "9 maaliskuu", "9 Μαρτίου"] and alone == ("марта 2026", "март 2026")
sys.exit(0 if seen and right == ["9 marca", "9 března", "9 maaliskuuta", "9 Μαρτίου"] else 1)
EOF
