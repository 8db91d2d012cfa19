#!/usr/bin/env bash
# A day on the axis of a chart in Czech and in Croatian, by the locales that come with d3-time-format: Thursday.
# Expected: čtvrtek, and četvrtak, as Intl has them.
# Happens: "čvrtek" and "Četvtrak", neither of which is a word, once in each week; the six other days, and the months,
# are spelt right in both.
# Versions: d3-time-format 4.1.1; Intl of Node.js 20 beside it.
# Matters for charts in papers of these languages, which are drawn with d3 or with what takes its locales (Vega,
# Plot): readers see it, and no test that looks at one day does.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts d3-time-format@4.1.1
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";
import { timeFormatLocale } from "d3-time-format";

const thursday = new Date(2026, 2, 12);
let asSeen = true;
for (const [tag, seen] of Object.entries({ "cs-CZ": "čvrtek", "hr-HR": "Četvtrak" })) {
  const locale = JSON.parse(readFileSync(`node_modules/d3-time-format/locale/${tag}.json`));
  const told = timeFormatLocale(locale).format("%A")(thursday);
  const right = new Intl.DateTimeFormat(tag, { weekday: "long" }).format(thursday);
  console.log(`${tag}: ${told}; Intl: ${right}`);
  asSeen &&= told === seen && told.toLowerCase() !== right;
}
process.exit(asSeen ? 0 : 1);
EOM
node look.mjs
