#!/usr/bin/env bash
# The flag of a country by its name: South Sudan, a state since 2011; the Democratic Republic of Congo; Northern Ireland.
# Expected: country-emoji gives its flag and code, or undefined, as it does for names that it does not know.
# Happens: South Sudan has the flag of Sudan, from which it broke away, as its list does not have the one, and a name
# that holds another's is taken for it. So DR Congo is the other Congo, Northern Ireland is Ireland, South Georgia is
# Georgia, and "U.S." the Virgin Islands. Guinea-Bissau and Papua New Guinea, which hold one, too, are right.
# Versions: country-emoji 1.5.6.
# Matters for tables and headlines with flags: two sides of a war have one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts country-emoji@1.5.6
cat > look.cjs <<'EOM'
const { code, flag } = require("country-emoji");

const seen = {
  "South Sudan": "SD",
  Sudan: "SD",
  "DR Congo": "CG",
  "Northern Ireland": "IE",
  "South Georgia & South Sandwich Islands": "GE",
  "U.S.": "VI",
  "Papua New Guinea": "PG",
  Eswatini: undefined,
};
let asSeen = true;
for (const [name, expected] of Object.entries(seen)) {
  console.log(name, code(name), flag(name));
  asSeen &&= code(name) === expected;
}
process.exit(asSeen ? 0 : 1);
EOM
node look.cjs
