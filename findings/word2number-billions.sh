#!/usr/bin/env bash
# Amounts in words, as agencies write them: one point five billion, one million two hundred thousand, nine trillion.
# Expected: word2number's `word_to_num` gives the number, or says that it cannot (it does so for other words).
# Happens: one point five billion is 1, and two point three million 2: behind "point" whatever is no digit is left
# out. One million two hundred thousand is 1,201,200. Nine trillion is 9. Three point one four is 3.14, so "point" is
# known, and one million five is right.
# Versions: word2number 1.1.
# Matters for tables and charts that are made of what was said or written: off by a thousand millions, without a word.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check word2number==1.1
venv/bin/python - <<'EOP'
import sys

from word2number.w2n import word_to_num

seen = {
    "one point five billion": 1,
    "two point three million": 2,
    "one million two hundred thousand": 1_201_200,
    "nine trillion": 9,
    "three point one four": 3.14,
    "one million and five": 1_000_005,
    "two hundred million": 200_000_000,
}
told = {words: word_to_num(words) for words in seen}
for words, number in told.items():
    print(f"{words}: {number:,}")
sys.exit(0 if told == seen else 1)
EOP
