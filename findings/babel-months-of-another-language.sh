#!/usr/bin/env bash
# The name of a month that stands alone (`LLLL`), asked of Babel for one language after another.
# Expected: each language answers with its own name, whatever was asked before.
# Happens: once Japanese has been asked, some others answer with its name: "9月" for
# September in Dutch, German or Hungarian. A process that asks for Dutch alone says "september".
# Versions: Babel 2.18.0. The skeleton `yMMMM`, which takes the names within a date, is right in any
# order, and so is `LLLL` of a language that was asked before.
# Matters for who prints months as titles in several languages, such as archives of a newspaper: what
# stands there depends on what else the process has printed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'EOF'
import subprocess
import sys

ASK = """
import sys
from datetime import date
from babel.dates import format_date, format_skeleton
day = date(2023, 9, 1)
for language in sys.argv[1:]:
    alone = format_date(day, "LLLL", locale=language)
    print(language, alone, format_skeleton("yMMMM", day, locale=language), sep=" | ")
"""


def asked(*languages):
    told = subprocess.run([sys.executable, "-c", ASK, *languages], stdout=subprocess.PIPE, text=True)
    print("asked for", *languages)
    print(told.stdout)
    return told.stdout.splitlines()[-1]


alone = asked("nl")
after = asked("ja", "nl")
right = "nl | september | september 2023"
sys.exit(0 if alone == right and after == "nl | 9月 | september 2023" else 1)
EOF
