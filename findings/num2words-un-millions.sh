#!/usr/bin/env bash
# A million in words, by num2words: "un million" in French, wherever it is spoken, "en million" in Danish; and
# eighty, "quatre-vingts", with an s where nothing follows, in Belgium as in France.
# Expected: one million is singular, as it is by num2words in twenty other languages.
# Happens: "un millions", "un milliards" for Belgium and Switzerland, "en millioner", "en milliarder" for Denmark:
# what is added for two is there for one. Belgium has "quatre-vingt", and "quatre-vingt et un" for 81.
# Versions: num2words 0.5.14. `lang="fr"` is right in all of it.
# Matters for what is spoken: captions, voices, headlines that may not begin with a numeral.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
cat > "$folder/look.py" <<'EOF'
from num2words import num2words

for language in ("fr", "fr_BE", "fr_CH", "da", "no", "sv"):
    print(language, *[num2words(it, lang=language) for it in (1_000_000, 2_000_000)], sep=", ")
print(*[num2words(it, lang="fr_BE") for it in (80, 81)], sep=", ")
EOF
"$folder/venv/bin/python" "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
fr, un million, deux millions
fr_BE, un millions, deux millions
fr_CH, un millions, deux millions
da, en millioner, to millioner
no, en million, to million
sv, en miljon, två miljoner
quatre-vingt, quatre-vingt et un
EOF
diff "$folder/seen" "$folder/expected"
