#!/usr/bin/env bash
# The names of countries in other languages, by world-countries, from which many packages and pages have theirs:
# Tanzania in Hungarian is Tanzánia, South Sudan in Polish Sudan Południowy, Cameroon Kamerun, Dominica in Korean 도미니카.
# Expected: names of these countries, perhaps in an old or another spelling.
# Happens: names of others. In Hungarian Tanzania is Tajikistan (Tádzsikisztán), in Polish South Sudan is Sudan and
# Cameroon the Ivory Coast, in Korean Dominica is the Dominican Republic and South Georgia is Georgia, in Persian
# Guinea is Papua New Guinea. The full names are wrong with them.
# Versions: world-countries 5.1.0; Intl of Node.js 20 beside it.
# Matters for captions of maps and for lists of countries: each name is well spelt, and twice in the list.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts world-countries@5.1.0
cat > look.cjs <<'EOM'
const countries = require("world-countries");

const name = (code, language) => countries.find((it) => it.cca2 === code).translations[language].common;
const wrong = [
  ["TZ", "TJ", "hun", "hu"],
  ["SS", "SD", "pol", "pl"],
  ["CM", "CI", "pol", "pl"],
  ["DM", "DO", "kor", "ko"],
  ["GS", "GE", "kor", "ko"],
  ["GN", "PG", "per", "fa"],
];
let asSeen = true;
for (const [code, other, language, tag] of wrong) {
  const intl = new Intl.DisplayNames(tag, { type: "region" });
  const [told, others] = [code, other].map((it) => name(it, language));
  console.log(`${code} in ${tag}: ${told}; Intl: ${intl.of(code)}. ${other}: ${others}`);
  asSeen &&= told === others && intl.of(code) !== intl.of(other);
}
process.exit(asSeen ? 0 : 1);
EOM
node look.cjs
