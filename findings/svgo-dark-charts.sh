#!/usr/bin/env bash
# A chart in SVG with colours for dark screens: `.ink{fill:#111}`, and in `@media (prefers-color-scheme:
# dark)` the same class with `fill:#eee`.
# Expected: SVGO makes the file smaller, and the chart stays dark where readers have it so.
# Happens: where a class is used once, its first rule moves into the element's `style`, the class goes, and
# with it the rule for dark screens, as one that matches nothing. Named by its element or by `:root`, as
# with custom properties, that rule stays, and says nothing any more: an element's own style goes before.
# Of a class that is used twice nothing is lost, so of one chart some letters turn and others do not.
# Versions: svgo 4.1.0, with the preset that it comes with. Known there: issue 1834, open since 2023.
# Matters for charts, maps and signets with dark colours: black letters on black, seen at night only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund svgo@4.1.0
cat > look.mjs <<'EOM'
import { optimize } from "svgo";

const chart = (light, dark, body) => {
  const style = `<style>${light}@media (prefers-color-scheme:dark){${dark}}</style>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">${style}${body}</svg>`;
  const { data } = optimize(svg);
  console.log(data);
  return data;
};
const [text, ink] = ['<text y="8">Oil</text>', '<text class="ink" y="8">Oil</text>'];
const once = chart(".ink{fill:#111}", ".ink{fill:#eee}", ink);
const twice = chart(".ink{fill:#111}", ".ink{fill:#eee}", ink + ink.replace("Oil", "Gas"));
const named = chart("text{fill:#111}", "text{fill:#eee}", text);
const root = chart(":root{--ink:#111}text{fill:var(--ink)}", ":root{--ink:#eee}", text + text);
const lost = !once.includes("dark") && once.includes('style="fill:#111"');
const beaten = named.includes("text{fill:#eee}") && named.includes('style="fill:#111"');
const outdone = root.includes(":root{--ink:#eee}") && root.includes('style="--ink:#111"');
const kept = twice.includes(".ink{fill:#eee}") && !twice.includes('style="');
process.exit(lost && beaten && outdone && kept ? 0 : 1);
EOM
node look.mjs
