#!/usr/bin/env bash
# Korean words in Latin letters, by the Revised Romanization of 2000: Germany (독일) is dogil, unification (통일)
# tongil, the paper Hankook Ilbo (한국일보) hangugilbo, the city 안양 Anyang, on signs and maps.
# Expected: es-hangul's `romanize` writes words by that rule, as it does with 신라 (Silla) and 종로 (Jongno).
# Happens: it puts an n before each "i" and "y" that follows a closed syllable, which Korean does between two words
# that have grown together, and nowhere else: dongnil, tongnil, hangungnilbo, Annyang.
# Versions: es-hangul 2.4.0. Known there as a fault (issue 318, open).
# Matters for addresses made of headlines, and for names of places and papers: they are others than those known,
# and what is written with and without it does not meet.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts es-hangul@2.4.0
cat > look.mjs <<'EOM'
import { romanize } from "es-hangul";

const seen = { 신라: "silla", 종로: "jongno", 독일: "dongnil", 통일: "tongnil", 한국일보: "hangungnilbo", 안양: "annyang" };
const told = Object.fromEntries(Object.keys(seen).map((it) => [it, romanize(it)]));
console.log(told);
process.exit(JSON.stringify(told) === JSON.stringify(seen) ? 0 : 1);
EOM
node look.mjs
