#!/usr/bin/env bash
# A large number in Polish, by the locale that comes with d3-format: 1234567.8.
# Expected: 1 234 567,8 with spaces that do not break, as CLDR has it and as Polish schools teach it.
# Happens: "1.234.567,8", as in German. Of the other locales with a language of Europe none parts from Intl.
# So a chart says 1.234 where the text beside it, written by the browser, says 1234 or 1 234; and a Pole
# may read a point as the start of decimals.
# Versions: d3-format 3.1.2, Intl of Node.js 20 beside it.
# Matters for charts in Polish papers, which are drawn with d3 or with what rests on it (Vega, Plot).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund d3-format@3.1.2
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";
import { formatLocale } from "d3-format";

const plain = (it) => it.replace(/[\u00a0\u202f]/g, " ");
const told = {};
for (const tag of ["pl-PL", "cs-CZ", "uk-UA", "de-DE", "fr-FR", "sv-SE", "hu-HU", "pt-PT", "fi-FI", "it-IT"]) {
  const rules = JSON.parse(readFileSync(`node_modules/d3-format/locale/${tag}.json`, "utf8"));
  const pair = [formatLocale(rules).format(",.1f")(1234567.8), new Intl.NumberFormat(tag).format(1234567.8)];
  told[tag] = pair.map(plain);
}
console.log(told);
const others = Object.keys(told).filter((tag) => told[tag][0] !== told[tag][1]);
process.exit(others.join() === "pl-PL" && told["pl-PL"].join("|") === "1.234.567,8|1 234 567,8" ? 0 : 1);
EOM
node look.mjs
