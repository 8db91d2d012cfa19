#!/usr/bin/env bash
# The shape of a country by its number in ISO 3166-1, which is the `id` of world-atlas's features: a table
# made by `new Map(countries.map((it) => [it.id, it]))`, as charts join their numbers to such files.
# Expected: 036 is Australia. Where a place has no number of its own, its feature has no `id`.
# Happens: 036 is there twice at 50m and 10m; the second, which is left in the table, is the Ashmore and
# Cartier Islands: two reefs without inhabitants. At 110m there is one Australia.
# Versions: world-atlas 2.0.2, topojson-client 3.1.0, d3-geo 3.1.1.
# Matters for maps and boxes of countries: Australia is drawn as a dot in the Timor Sea, or zoomed to
# it, with the finer files alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund world-atlas@2.0.2 d3-geo@3.1.1 topojson-client@3.1.0
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";
import { geoArea } from "d3-geo";
import { feature } from "topojson-client";

const seen = {};
for (const detail of ["110m", "50m", "10m"]) {
  const atlas = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${detail}.json`, "utf8"));
  const { features } = feature(atlas, atlas.objects.countries);
  const found = new Map(features.map((it) => [it.id, it])).get("036");
  const area = Math.round(geoArea(found) * 6371 ** 2);
  console.log(`${detail}: ${found.properties.name}, ${area.toLocaleString("en")} square kilometres`);
  seen[detail] = found.properties.name;
}
const reef = "Ashmore and Cartier Is.";
const told = JSON.stringify({ "110m": "Australia", "50m": reef, "10m": reef });
process.exit(JSON.stringify(seen) === told ? 0 : 1);
EOM
node look.mjs
