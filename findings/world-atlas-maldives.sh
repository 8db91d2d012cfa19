#!/usr/bin/env bash
# The country in which a place lies, by the countries of world-atlas at 10m and d3-geo's `geoContains`,
# which is what these two are made for.
# Expected: Rome lies in Italy, and a place in the middle of the Pacific in no country.
# Happens: both lie in the Maldives, as does each point of the globe. Three of its atolls have become
# rings of no width that go the wrong way round, and d3 takes such a ring for all but what it surrounds: the
# country has three times the area of the Earth. Filled on a map, it covers the rest.
# Versions: world-atlas 2.0.2, d3-geo 3.1.1, topojson-client 3.1.0. The files at 50m and 110m have no such
# country.
# Matters for who asks which country a story's place is in, or fills countries from this file.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund world-atlas@2.0.2 d3-geo@3.1.1 topojson-client@3.1.0
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";
import { geoArea, geoContains } from "d3-geo";
import { feature } from "topojson-client";

const countries = (detail) => {
  const atlas = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${detail}.json`, "utf8"));
  return feature(atlas, atlas.objects.countries).features;
};
const fine = countries("10m");
const at = (place) => fine.filter((it) => geoContains(it, place)).map((it) => it.properties.name).sort();
const globes = (all) => Math.round(geoArea(all.find((it) => it.id === "462")) / (4 * Math.PI));
console.log("Rome:", at([12.48, 41.89]), "Pacific:", at([-150, -20]));
console.log("Maldives, in globes:", globes(fine), "at 10m,", globes(countries("50m")), "at 50m");
const seen = [at([12.48, 41.89]), at([-150, -20]), globes(fine), globes(countries("50m"))];
process.exit(JSON.stringify(seen) === '[["Italy","Maldives"],["Maldives"],3,0]' ? 0 : 1);
EOM
node look.mjs
