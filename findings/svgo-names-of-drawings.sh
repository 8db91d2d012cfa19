#!/usr/bin/env bash
# A chart in SVG that says what it shows, as WAI-ARIA and the SVG Accessibility API Mappings have it: an
# image (`role="img"`), named by its title and described by its desc (`aria-labelledby="name told"`).
# Expected: SVGO makes the file smaller, and what it says of itself stays: its preset keeps title and desc.
# Happens: the ids of both are taken off, since cleanupIds knows references by `href` and `url()` only, so
# `aria-labelledby` leads nowhere; and `role` goes, too.
# Versions: svgo 4.1.0, with the preset that it comes with.
# Matters for charts and maps that are put into pages: readers of screens hear nothing, or each label by
# itself, where the file that was checked before had a sentence.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund svgo@4.1.0
cat > look.mjs <<'EOM'
import { optimize } from "svgo";

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" role="img" aria-labelledby="name told">
<title id="name">Exports of oil</title><desc id="told">They doubled in ten years</desc>
<rect id="bar" width="5" height="5"/><use href="#bar" x="10"/></svg>`;
const { data } = optimize(drawing);
console.log(data);
const has = (it) => data.includes(it);
const seen = has("Exports of oil") && has('aria-labelledby="name told"') && has('href="#');
process.exit(seen && !has('id="name"') && !has('id="told"') && !has('role="img"') ? 0 : 1);
EOM
node look.mjs
