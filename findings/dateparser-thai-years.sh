#!/usr/bin/env bash
# The date of a Thai newspaper: 5 มีนาคม 2567, which is 5 March 2024. Years in Thai are of the Buddhist
# era, 543 ahead; CLDR has that as the calendar of `th-TH`.
# Expected: a parser that knows the months of Thai knows its years, or has a setting for them.
# Happens: dateparser reads 5 March of the year 2567, without a warning, also where it is told that the
# text is Thai and that dates lie in the past (`PREFER_DATES_FROM`).
# Versions: dateparser 1.5.0; ICU of Node.js beside it.
# Matters for archives and feeds from Thailand: the stories lie five centuries ahead, above all others.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
written=$(node -p 'new Intl.DateTimeFormat("th-TH", { dateStyle: "long", timeZone: "UTC" }).format(new Date("2024-03-05"))')
"$folder/venv/bin/python" -W ignore - "$written" <<'EOF'
import sys

import dateparser

written = sys.argv[1]
found = dateparser.parse(written, languages=["th"], settings={"PREFER_DATES_FROM": "past"})
print(f"5 March 2024 is written {written}, and read as {found:%-d %B} {found.year}")
sys.exit(0 if written == "5 มีนาคม 2567" and (found.year, found.month, found.day) == (2567, 3, 5) else 1)
EOF
