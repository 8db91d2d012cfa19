#!/usr/bin/env bash
# Arabic words with the article, and with "and" before it, through Snowball's stemmer.
# Expected: one stem with and without what is written on to a word: that is what it strips prefixes for.
# Happens: the article goes (الرئيس), and goes behind prepositions (بالرئيس, للرئيس), but stays behind و and
# ف, the most frequent of all: والرئيس and فالرئيس have stems of their own. A plural in ات loses the ending
# with the article and only half of it without (الانتخابات, انتخابات). And the و that belongs to a word is
# taken for "and": وزير (minister) becomes زير, وزارة (ministry) زار, which is the verb "visited".
# Versions: snowballstemmer 3.1.1; PyStemmer 3.1.0 has the same algorithm.
# Matters for whoever searches Arabic texts by stems: take و and ف off before ال, and index words as well.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check snowballstemmer==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from snowballstemmer import stemmer

stem = stemmer("arabic").stemWord
ONE = ["الرئيس رئيس", "بالرئيس رئيس", "للرئيس رئيس", "الحكومة حكومة"]
TWO = ["والرئيس رئيس", "فالرئيس رئيس", "والحكومة حكومة", "الانتخابات انتخابات", "وزير الوزير"]
for pair in ONE + TWO:
    print(pair, "->", *map(stem, pair.split()))
print("وزارة زار ->", stem("وزارة"), stem("زار"))
as_seen = (
    all(len(set(map(stem, pair.split()))) == 1 for pair in ONE)
    and all(len(set(map(stem, pair.split()))) == 2 for pair in TWO)
    and stem("وزارة") == stem("زار")
)
sys.exit(0 if as_seen else 1)
PYTHON
