#!/usr/bin/env bash
# A story with three pictures for cards: the first 1200 wide, the second without a size, the third 300 wide.
# Expected: what stands behind an `og:image` belongs to it, up to the next one (ogp.me, on arrays).
# Happens: open-graph-scraper counts: the second width that it finds goes to the second picture, so the
# second is 300 wide and the third has no width. Descriptions (`og:image:alt`) move alike: where only the
# last picture has one, the first is described by it.
# Versions: open-graph-scraper 6.12.0.
# Matters for cards and for those who cannot see them: the picture of one is described as another.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund open-graph-scraper@6.12.0
cat > look.cjs <<'EOM'
const scrape = require("open-graph-scraper");

const meta = (name, content) => `<meta property="og:${name}" content="${content}">`;
const picture = (name) => meta("image", `https://paper.example/${name}.jpg`);
const html = `<html><head><title>A story</title>${meta("title", "A story")}
${picture("harbour")}${meta("image:width", 1200)}
${picture("minister")}
${picture("map")}${meta("image:width", 300)}${meta("image:alt", "A map of the strait")}</head><body></body></html>`;
scrape({ html }).then(({ result }) => {
  const told = result.ogImage.map(({ url, width, alt }) => [url.slice(22), width, alt]);
  console.log(told);
  const [harbour, minister, map] = told;
  const moved = minister[1] === "300" && harbour[2] === "A map of the strait" && !map[1] && !map[2];
  process.exitCode = moved ? 0 : 1;
});
EOM
node look.cjs
