#!/usr/bin/env bash
# 20 March 2025 in Iran: the 30th of Esfand 1403, the last day of a leap year, as the calendar of the University
# of Tehran has it, which is the official one; the new year began a day later.
# Expected: a library for this calendar agrees with it, and with Intl, jdatetime, persiantools and convertdate.
# Happens: Khayyam says the 1st of Farvardin 1404, and is a day ahead for all of that year until 20 March 2026:
# it takes 1404 for the leap year, by a rule of 2820 years that parts from the sky there, and again later.
# Versions: Khayyam 3.0.17; jdatetime 6.1.1, persiantools 6.2.0, convertdate 2.5.1.
# Matters for papers in Persian and for archives of Iran's: each date of a year is wrong by a day, and those of
# the years before and after are right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    khayyam==3.0.17 jdatetime==6.1.1 persiantools==6.2.0 convertdate==2.5.1
node -e '
const form = new Intl.DateTimeFormat("en-u-ca-persian", { dateStyle: "short", timeZone: "UTC" });
console.log(form.format(Date.UTC(2025, 2, 20)), form.format(Date.UTC(2025, 6, 1)));' | tee "$folder/icu"
"$folder/venv/bin/python" - "$folder/icu" <<'EOF'
import sys
from datetime import date
from pathlib import Path

import jdatetime
from convertdate import persian
from khayyam import JalaliDate as Khayyam
from persiantools.jdatetime import JalaliDate as Persian

DAYS = (date(2025, 3, 20), date(2025, 7, 1), date(2026, 7, 1))
told = {
    "Khayyam": [str(Khayyam(it)) for it in DAYS],
    "jdatetime": [str(jdatetime.date.fromgregorian(date=it)) for it in DAYS],
    "persiantools": [str(Persian(it)) for it in DAYS],
    "convertdate": ["{}-{:02}-{:02}".format(*persian.from_gregorian(it.year, it.month, it.day)) for it in DAYS],
}
for who, days in told.items():
    print(f"{who}: {days}")
right = ["1403-12-30", "1404-04-10", "1405-04-10"]
ahead = ["1404-01-01", "1404-04-11", "1405-04-10"]
others = [days for who, days in told.items() if who != "Khayyam"]
icu = Path(sys.argv[1]).read_text()
seen = told["Khayyam"] == ahead and others == [right] * 3 and icu == "12/30/1403 AP 4/10/1404 AP\n"
sys.exit(0 if seen else 1)
EOF
