#!/usr/bin/env bash
# The country of a clock, by the npm package countries-and-timezones: Europe/Simferopol is that of Crimea,
# which is Ukraine's to nearly all states, and which Russia has held since 2014.
# Expected: both, since the table of zones (tzdata's zone1970.tab) names both, as `getCountriesForTimezone`
# answers; or none, as for a question that has no one answer.
# Happens: `getCountryForTimezone` answers with Russia alone, and says nothing of the other: it takes the first of
# those that the table names, which is there by the clock that is kept (it goes with Moscow), not by whose land it is.
# Versions: countries-and-timezones 3.10.0.
# Matters for every map, dateline and statistic of readers that is made of zones: a line of code takes a side.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts countries-and-timezones@3.10.0
cat > look.cjs <<'EOM'
const zones = require("countries-and-timezones");

const one = zones.getCountryForTimezone("Europe/Simferopol").id;
const all = zones.getCountriesForTimezone("Europe/Simferopol").map((it) => it.id);
const ukraine = zones.getTimezonesForCountry("UA").map((it) => it.name);
console.log({ one, all, ukraine });
process.exit(one === "RU" && all.join() === "RU,UA" && ukraine.includes("Europe/Simferopol") ? 0 : 1);
EOM
node look.cjs
