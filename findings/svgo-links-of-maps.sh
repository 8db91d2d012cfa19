#!/usr/bin/env bash
# A map in SVG whose countries lead to their stories: <a href="/ghana/"><path d="..."/></a>, as SVG 2 has links,
# and as every browser takes them.
# Expected: SVGO makes the file smaller, and its links lead where they led.
# Happens: `href` is taken off the link, which leads nowhere; that of <use> and <image> stays, and so does the
# older `xlink:href`. SVG 2's `lang` goes, too, so that a voice reads a name in the page's language.
# Its own plugin removeXlink writes just the `href` that its preset takes away.
# Versions: svgo 4.1.0, with the preset that it comes with. Known there: issue 2230 of July 2026.
# Matters for maps and charts that readers can press: nothing is said, and the drawing looks the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund svgo@4.1.0
cat > look.mjs <<'EOM'
import { optimize } from "svgo";

const map = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
<a href="/ghana/"><path d="M0 0h5v5z"/></a><a xlink:href="/togo/"><path d="M5 0h4v5z"/></a>
<image href="sea.png" width="9" height="2"/><text lang="fr" y="8">Le Golfe</text></svg>`;
const { data } = optimize(map);
console.log(data);
const has = (it) => data.includes(it);
const kept = has('xlink:href="/togo/"') && has('href="sea.png"') && has("Le Golfe");
process.exit(kept && !has("/ghana/") && !has("lang=") ? 0 : 1);
EOM
node look.mjs
