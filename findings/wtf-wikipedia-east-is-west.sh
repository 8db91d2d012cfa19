#!/usr/bin/env bash
# The place of Kyiv in an article of Wikipedia: {{Coord|50|27|N|30|31|E}}; and that of Cape Town, in the
# south-east.
# Expected: what turns it into text says 50.45°N, 30.5167°E, and of Cape Town something with S and E.
# Happens: wtf_wikipedia writes N and W behind each pair, whatever was told: 50.45°N, 30.51667°W, which is
# in the Atlantic, and -33.91667°N, 18.41667°W. What it gives as numbers (`coordinates()`) is right.
# Versions: wtf_wikipedia 10.4.2.
# Matters for boxes, captions and models that are fed by its text: most of the world lies east.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts wtf_wikipedia@10.4.2
cat > look.mjs <<'EOM'
import wtf from "wtf_wikipedia";

const told = ["50|27|N|30|31|E", "33|55|S|18|25|E", "34|36|S|58|23|W"].map((place) => {
  const article = wtf(`It lies at {{Coord|${place}}}.`);
  const { lat, lon } = article.coordinates()[0];
  return `${article.text()} ${lat}/${lon}`;
});
console.log(told);
process.exit(told.join() === [
  "It lies at 50.45°N, 30.51667°W. 50.45/30.51667",
  "It lies at -33.91667°N, 18.41667°W. -33.91667/18.41667",
  "It lies at -34.6°N, -58.38333°W. -34.6/-58.38333",
].join() ? 0 : 1);
EOM
node look.mjs
