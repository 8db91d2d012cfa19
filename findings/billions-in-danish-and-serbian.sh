#!/usr/bin/env bash
# Five thousand millions, in languages in which a billion is a million of millions: 5 milliarder in Danish,
# pet milijardi in Serbian. Of CLDR's names of large numbers (compact, long) those are these.
# Expected: a library that writes numbers in words of a language says the number that it was given.
# Happens: humanize has "5.0 billioner" in Danish, and the same for a number a thousand times larger; num2words
# has "pet biliona" in Serbian, which is a thousand times too much. A number of either size looks well formed, and
# of their other languages of this kind (German, Polish, Spanish, Norwegian) both are right.
# Versions: humanize 4.17.0, num2words 0.5.14; Babel 2.19.0 has CLDR's. humanize's Spanish was the same until
# 2026 (issue 101 there).
# Matters for budgets, debts and aid in words that were made from figures: off by a factor of a thousand.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    humanize==4.17.0 num2words==0.5.14 babel==2.19.0
"$folder/venv/bin/python" - <<'EOF'
import sys

import humanize
from babel.numbers import format_compact_decimal
from num2words import num2words

NUMBERS = (5 * 10**9, 5 * 10**12)


def danish(number: int) -> str:
    humanize.i18n.activate("da_DK")
    return humanize.intword(number)


def cldr(locale: str) -> list[str]:
    return [format_compact_decimal(it, format_type="long", locale=locale) for it in NUMBERS]


seen = {
    "humanize da": [danish(it) for it in NUMBERS],
    "CLDR da": cldr("da"),
    "num2words sr": [num2words(it, lang="sr") for it in NUMBERS],
    "CLDR sr": cldr("sr_Latn"),
}
for who, words in seen.items():
    print(f"{who}: {words}")
right = {"CLDR da": ["5 milliarder", "5 billioner"], "CLDR sr": ["5 milijardi", "5 biliona"]}
wrong = {"humanize da": ["5.0 billioner"] * 2, "num2words sr": ["pet biliona", "pet triliona"]}
told = {who: [word.replace("\xa0", " ").strip() for word in words] for who, words in seen.items()}
sys.exit(0 if told == right | wrong else 1)
EOF
