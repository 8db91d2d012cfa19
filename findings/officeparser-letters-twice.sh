#!/usr/bin/env bash
# A text in RTF, which has each letter outside its code page twice: as Unicode for who knows it, and behind
# that as a stand-in for who does not, to be skipped (`\uc1` says how much): \u1050?\u1080?\u1111?\u1074? is
# Київ.
# Expected: "Київ — 5", as striprtf reads it.
# Happens: officeparser writes the stand-in, too: "К?и?ї?в? —- 5". Where the stand-in is the same letter in
# the code page, which programs write for Ukrainian on Windows, each letter is there twice.
# Versions: officeparser 7.8.0; striprtf 0.0.35.
# Matters for archives and agencies that have or send RTF, in any language but English: and in that, for
# dashes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts officeparser@7.8.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check striprtf==0.0.35
cat > story.rtf <<'RTF'
{\rtf1\ansi\ansicpg1251\uc1\deff0{\fonttbl{\f0\fcharset204 Times New Roman;}}
\u1050?\u1080?\u1111?\u1074? \u8212- 5\par
\u1050\'ca\u1080\'e8\u1111\'bf\u1074\'e2\par}
RTF
cat > look.mjs <<'EOM'
import { parseOffice } from "officeparser";

console.log((await parseOffice("story.rtf")).toText().trim());
EOM
node look.mjs | tee told
printf 'К?и?ї?в? —- 5\nККииїївв\n' | diff told -
venv/bin/python - <<'EOF'
from striprtf.striprtf import rtf_to_text

told = rtf_to_text(open("story.rtf").read()).split()
print("striprtf:", *told)
assert told == ["Київ", "—", "5", "Київ"]
EOF
