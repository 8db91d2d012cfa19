#!/usr/bin/env bash
# A list whose items have two paragraphs each, and a list of terms, as HTML for Ghost's importer:
# <li><p>Oil</p><p>Prices rose</p></li>, <dt>Gas</dt><dd>Prices fell</dd>.
# Expected: each paragraph is one, or is parted from the next by a break of line, as in a quotation with two
# paragraphs, which comes out so.
# Happens: kg-html-to-lexical writes them on without so much as a space: "OilPrices rose",
# "GasPrices fell".
# Versions: @tryghost/kg-html-to-lexical 1.3.5; turndown 7.2.5 beside it keeps them apart.
# Matters for papers that move to Ghost: what was parted by the page is one word, and search finds neither.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @tryghost/kg-html-to-lexical@1.3.5 turndown@7.2.5
cat > look.cjs <<'EOM'
const { htmlToLexical } = require("@tryghost/kg-html-to-lexical");
const Turndown = require("turndown");

const html = `<ul><li><p>Oil</p><p>Prices rose</p></li></ul><dl><dt>Gas</dt><dd>Prices fell</dd></dl>
<blockquote><p>First</p><p>Second</p></blockquote>`;
const text = (it) => it.text ?? (it.type === "linebreak" ? "\n" : (it.children ?? []).map(text).join(""));
const told = htmlToLexical(html).root.children.map(text);
const other = new Turndown().turndown(html);
console.log({ told, turndown: other });
const joined = told.slice(0, 2).join() === "OilPrices rose,GasPrices fell" && told[2] === "First\n\nSecond";
process.exitCode = joined && !/OilP|GasP/.test(other) ? 0 : 1;
EOM
node look.cjs
