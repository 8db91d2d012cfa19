#!/usr/bin/env bash
# A table of numbers, a list of terms and their meanings, in HTML, made into text for the plain half of a
# newsletter: <tr><td>1989</td><td>12</td></tr>.
# Expected: the cells of a row are apart, as they are in a browser's text and in the text of html2text.
# Happens: html-to-text writes them without anything between: "198912", which is a number, too, and another.
# A term grows into its meaning: "OilBarrels a day". Tables are taken for layout unless somebody names a
# formatter for data, which the readme says, even those with a caption and heads.
# Versions: html-to-text 10.0.1; html2text 2025.4.15 beside it.
# Matters for papers that send their stories: the plain half of many a newsletter is made by it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund html-to-text@10.0.1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15
cat > story.html <<'HTML'
<table><caption>Votes</caption><thead><tr><th>Year</th><th>Per cent</th></tr></thead>
<tbody><tr><td>1989</td><td>12</td></tr></tbody></table><dl><dt>Oil</dt><dd>Barrels a day</dd></dl>
HTML
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";
import { convert } from "html-to-text";

const html = readFileSync("story.html", "utf8");
const [told, tables] = [convert(html), convert(html, { selectors: [{ selector: "table", format: "dataTable" }] })];
console.log(`${told}\n--- as data:\n${tables}`);
process.exit(/Per cent 198912$/m.test(told) && /OilBarrels a day/.test(told) && /1989 +12/.test(tables) ? 0 : 1);
EOM
node look.mjs
echo "--- html2text:"
venv/bin/html2text story.html | grep -E '1989 *\| *12'
