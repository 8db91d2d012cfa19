#!/usr/bin/env bash
# The currency of a country, by the npm package country-locale-map: Venezuela pays in bolívares, VES since 2018.
# Expected: VES; or VEF, the one before, in a table that is old.
# Happens: VUV, "Vatu", the money of Vanuatu, which stands one line above in lists of currencies. A price in
# bolívares is written in vatu, and nothing says so, since the code is a good one.
# Versions: country-locale-map 1.9.14; of its other currencies those of El Salvador, Estonia and Croatia are
# up to date, those of Sierra Leone (SLE since 2022) and Curaçao (XCG since 2025) are of before.
# Matters for tables and charts of prices that take the currency from the country.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts country-locale-map@1.9.14
cat > look.cjs <<'EOM'
const countries = require("country-locale-map");

const told = ["VE", "VU", "SL", "CW"].map((it) => {
  const { currency, currency_name: name } = countries.getCountryByAlpha2(it);
  return `${it} ${currency} ${name}`;
});
console.log(told);
const [venezuela, vanuatu] = told.map((it) => it.slice(3));
process.exit(venezuela === "VUV Vatu" && venezuela === vanuatu ? 0 : 1);
EOM
node look.cjs
