#!/usr/bin/env bash
# One expects of a table for Ukrainian whose source names resolution 55 of 2010 what the resolution
# says: є, ї, й, ю and я have one form where a word begins and another elsewhere (Юрій is
# Yurii, їде is yide), зг is zgh, and soft sign and apostrophe are left out (Згурський is Zghurskyi,
# Знам'янка is Znamianka). disarm 0.17.2, language "uk", writes each letter in one way wherever it
# stands, and keeps soft sign and apostrophe: Yuriy, ide, Zhurs'kyy, Znam'yanka.
# It matters for addresses and names of people and places in papers that write of Ukraine: such
# spellings are those of passports and maps, and a list of names by one cannot be joined with one by
# the other. translitua 2.0 (table UkrainianKMU) follows the resolution in all of these.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check disarm==0.17.2 translitua==2.0
"$folder/venv/bin/python" - <<'PYTHON'
import disarm
import translitua

EXPECTED = {
    "Юрій": "Yurii",
    "їде": "yide",
    "Згурський": "Zghurskyi",
    "Знам'янка": "Znamianka",
    "Київ": "Kyiv",
}
SEEN = ["Yuriy", "ide", "Zhurs'kyy", "Znam'yanka", "Kyiv"]

found = [disarm.transliterate(word, lang="uk") for word in EXPECTED]
others = [translitua.translit(word, translitua.UkrainianKMU) for word in EXPECTED]
for (word, expected), one, other in zip(EXPECTED.items(), found, others):
    print(f"{word}: the resolution {expected}, disarm {one}, translitua {other}")
raise SystemExit(found != SEEN or others != list(EXPECTED.values()))
PYTHON
