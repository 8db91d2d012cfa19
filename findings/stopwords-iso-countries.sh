#!/usr/bin/env bash
# The words of English that a search or a list of keywords may leave out, by stopwords-iso, from which most
# packages for many languages have theirs.
# Expected: "the", "of" and the like; words that a text is about stay.
# Happens: the list has all domains of countries of about 2000: us, uk, un, ua, il, ir, cn, and zr and yu,
# which are no more. "US and UK sign a treaty" is about a sign and a treaty, "UN resolution on aid" about
# a resolution. "world", "home", "test", "million" and "billion" go as well.
# Versions: stopwordsiso 0.7.1.
# Matters for papers: what they write of the United Kingdom or the United Nations is not found by that
# name, and no keyword says so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check stopwordsiso==0.7.1
"$folder/venv/bin/python" - <<'EOF'
import sys

from stopwordsiso import stopwords

ENGLISH = stopwords("en")
HEADLINES = ["UN resolution on aid", "US and UK sign a treaty", "EU and NATO agree"]
left = [[it for it in line.lower().split() if it not in ENGLISH] for line in HEADLINES]
codes = [it for it in "us uk un ua ru il ir cn tw zr yu".split() if it not in ENGLISH]
others = [it for it in "world home test million billion".split() if it not in ENGLISH]
print("left:", left, "| codes that are left:", codes, "| others:", others)
seen = [["resolution", "aid"], ["sign", "treaty"], ["eu", "nato", "agree"]]
sys.exit(0 if (left, codes, others) == (seen, [], []) else 1)
EOF
