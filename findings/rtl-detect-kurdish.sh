#!/usr/bin/env bash
# The direction of a page by its language: Kurdish (ku) is Kurmanji to CLDR and most papers, written in Latin letters
# in Turkey and Europe; Central Kurdish (ckb) has Arabic ones. A tag may name its script: pa-Arab, ku-Latn.
# Expected: left to right for ku, and what the script says where there is one; Kashmiri (ks) runs right to left.
# Happens: rtl-detect sets ku right to left, with ku-TR and ku-Latn, and all that names the script otherwise goes by the
# language as well: Arabic in Latin letters right to left, Punjabi and Uzbek in Arabic letters left to right. Kashmiri,
# and Hebrew by its older tag iw, are left to right.
# Versions: rtl-detect 1.1.2; Intl of Node.js 20 beside it (`textInfo`).
# Matters for sites in many languages: whole pages in Kurmanji stand at the wrong side, with the full stop in front.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts rtl-detect@1.1.2
cat > look.cjs <<'EOM'
const { getLangDir } = require("rtl-detect");

const intl = (tag) => {
  const locale = new Intl.Locale(tag);
  return (locale.getTextInfo?.() ?? locale.textInfo).direction;
};
const wrong = ["ku", "ku-TR", "ku-Latn", "ar-Latn", "pa-Arab", "uz-Arab", "ks", "iw"];
const right = ["ckb", "ar", "he", "ug", "pa", "tr"];
for (const tag of [...wrong, ...right]) console.log(tag, getLangDir(tag), "Intl:", intl(tag));
const same = (tag) => getLangDir(tag) === intl(tag);
process.exit(!wrong.some(same) && right.every(same) ? 0 : 1);
EOM
node look.cjs
