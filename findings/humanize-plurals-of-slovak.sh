#!/usr/bin/env bash
# A number in words, short, by humanize: five thousand millions in Slovak, 1.2 millions and two minutes in Arabic.
# Expected: "5.0 miliárd", and in Arabic a number with the noun that goes with it, or the dual alone: دقيقتان.
# Happens: in Slovak the two forms that a translator left to choose from, with the slash between them, for each
# number: "1.2 milióna/ov", "5.0 miliardy/árd". In Arabic "2 دقيقتين", which says two minutes twice, and "1.2
# مليونين", 1.2 two millions.
# Versions: humanize 4.17.0. Russian, Polish and Ukrainian numbers of millions are right.
# Matters for counts of readers, sums and times on pages in these languages.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check humanize==4.17.0
cat > "$folder/look.py" <<'EOF'
from datetime import timedelta

import humanize

for language in ("sk_SK", "ar", "pl_PL"):
    humanize.i18n.activate(language)
    numbers = [humanize.intword(it) for it in (1_200_000, 5_000_000_000)]
    print(language, *numbers, humanize.naturaldelta(timedelta(minutes=2)), sep=", ")
EOF
"$folder/venv/bin/python" "$folder/look.py" | tee "$folder/seen"
cat > "$folder/expected" <<'EOF'
sk_SK, 1.2 milióna/ov, 5.0 miliardy/árd, 2 minúty
ar, 1.2 مليونين, 5.0 مليارات, 2 دقيقتين
pl_PL, 1.2 miliony, 5.0 miliardów, 2 minuty
EOF
diff "$folder/seen" "$folder/expected"
