#!/usr/bin/env bash
# The capital of Armenia in Latin letters: Երևան, Yerevan; the lake Սևան, Sevan, and names in -ev, such as Ալիև, Aliev.
# Expected: transliterate, told that the text is Armenian, writes "ev" or "yev" for և, which is a letter of today's
# spelling, and as frequent in it as "and", which it also means.
# Happens: an ampersand, within words: Er&an, S&an, Ali&. Written in two letters, as before 1922 (Երեւան), one of them
# stays Armenian: Ereւan. Back to Armenian all is well, so that a test there and back says nothing.
# Versions: transliterate 1.10.2; anyascii 0.3.3 writes Erevan, Unidecode 1.4.0 Erewan.
# Matters for addresses and indexes: the capital is "er-an", and in HTML the sign begins an entity.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check transliterate==1.10.2 anyascii==0.3.3 Unidecode==1.4.0
venv/bin/python - <<'EOP'
import sys

from anyascii import anyascii
from transliterate import translit
from unidecode import unidecode

seen = {"Երևան": "Er&an", "Սևան": "S&an", "Ալիև": "Ali&", "Երեւան": "Ereւan"}
told = {word: translit(word, "hy", reversed=True) for word in seen}
for word, latin in told.items():
    print(f"{word}: {latin}, and back {translit(latin, 'hy')}; {anyascii(word)}, {unidecode(word)}")
others = anyascii("Երևան"), unidecode("Երևան")
sys.exit(0 if told == seen and others == ("Erevan", "Erewan") else 1)
EOP
