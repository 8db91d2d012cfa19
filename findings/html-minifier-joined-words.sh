#!/usr/bin/env bash
# A sentence with a number that machines can read: it cost <data value="5">five</data> euros.
# Expected: `collapseWhitespace` leaves one space where words are apart, as it does around <time>, <b> and
# the like: <data> is phrasing content, and browsers show it within the line.
# Happens: the spaces go, and readers see "it costfiveeuros". What is within the line is a list, which has
# no <data>, <meter>, <output>, <progress>, <picture>, <audio> or <video>, and none of a site's own
# elements. `conservativeCollapse` keeps a space everywhere.
# Versions: html-minifier-terser 7.2.0. htmlnano's preset and minify-html keep these spaces.
# Matters for articles whose pages are minified after they were read by somebody: words grow together
# only where the newsroom was most careful.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund html-minifier-terser@7.2.0
cat > look.mjs <<'EOM'
import { minify } from "html-minifier-terser";

const small = (html) => minify(html, { collapseWhitespace: true });
const names = ["time", "bdi", "q", "data", "meter", "output", "picture", "paper-term"];
const joined = [];
for (const name of names) {
  const html = await small(`<p>it cost <${name}>five</${name}> euros</p>`);
  console.log(html);
  if (html.replace(/<[^>]*>/g, "") === "it costfiveeuros") joined.push(name);
}
process.exit(joined.join() === "data,meter,output,picture,paper-term" ? 0 : 1);
EOM
node look.mjs
