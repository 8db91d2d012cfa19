#!/usr/bin/env bash
# How long a story takes to read, by readtime, whose readme tells of the rule of Medium that it follows: in
# Chinese, Japanese and Korean it goes by letters, of which one reads 500 a minute.
# Expected: 5600 letters of Chinese are eleven minutes, or there is a setting for them.
# Happens: three. Words are counted between whatever is no letter, so that in Chinese, Japanese and Thai one
# clause is one word, however long it is; where clauses are longer it is "1 min read" for all of them.
# Versions: readtime 3.0.0.
# Matters for papers that say above their stories in these languages how long they take.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check readtime==3.0.0
"$folder/venv/bin/python" - <<'EOF'
import sys
from importlib.metadata import metadata

import readtime

SENTENCE = "一九四五年十月二十四日，联合国宪章正式生效，联合国成立。"
text = SENTENCE * 200
told = str(readtime.of_text(text)), str(readtime.of_text("The Charter of the United Nations is in force. " * 290))
print(f"{len(text)} letters of Chinese: {told[0]}; 2610 words of English: {told[1]}")
readme = metadata("readtime").get_payload() or metadata("readtime")["Description"]
sys.exit(0 if told == ("3 min read", "10 min read") and "number of characters" in readme else 1)
EOF
