#!/usr/bin/env bash
# An address from a headline with a bar between its kicker and the rest: "Live | Elections in France".
# Expected: live-elections-in-france; the bar parts two pieces, and no reader says it.
# Happens: slugify, speakingurl and limax take it for the sign of a logician: live-or-elections-in-france.
# slugify knows more of the kind: "50 %" is 50-percent, also where the text is in French, and "<" is less.
# Versions: slugify 1.6.9, speakingurl 14.0.1, limax 4.2.3. @sindresorhus/slugify 3.0.1 and
# transliteration 2.6.1 leave it out.
# Matters for papers whose addresses are made from headlines: the address says "or" where the story does not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts \
    slugify@1.6.9 speakingurl@14.0.1 limax@4.2.3 @sindresorhus/slugify@3.0.1 transliteration@2.6.1
cat > look.mjs <<'EOM'
import sindre from "@sindresorhus/slugify";
import limax from "limax";
import slugify from "slugify";
import speakingurl from "speakingurl";
import transliteration from "transliteration";

const headline = "Live | Elections in France";
const made = {
  slugify: slugify(headline, { lower: true, strict: true }),
  speakingurl: speakingurl(headline),
  limax: limax(headline),
  sindresorhus: sindre(headline),
  transliteration: transliteration.slugify(headline),
};
console.log(made, slugify("50 % des voix", { lower: true, strict: true }));
const or = Object.keys(made).filter((it) => made[it] === "live-or-elections-in-france");
process.exit(or.join() === "slugify,speakingurl,limax" && made.sindresorhus === made.transliteration ? 0 : 1);
EOM
node look.mjs
