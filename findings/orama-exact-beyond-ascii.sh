#!/usr/bin/env bash
# A word asked for with `exact: true`, just as it stands in the document.
# Expected: the document, whatever letters the word has.
# Happens: Orama looks for the word in the text between two `\b` of a regular expression, which know no
# letters but A to Z. So a word that begins or ends with another one is never found: Élysée, Łódź,
# café, Київ, 東京. Without `exact` all of them are, and so is each word that merely begins so.
# Versions: @orama/orama 3.1.18.
# Matters for sites in any language but English that want whole words: compare the words yourself,
# or do without.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @orama/orama@3.1.18
cat > look.mjs <<'EOM'
import { create, insert, search } from "@orama/orama";

const split = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const tokenizer = { language: "english", normalizationCache: new Map(), tokenize: split };
const words = { palace: true, Suez: true, Élysée: false, Łódź: false, café: false, Київ: false, 東京: false };
const index = create({ schema: { text: "string" }, components: { tokenizer } });
insert(index, { text: Object.keys(words).join(", ") });

let asSeen = true;
for (const [term, seen] of Object.entries(words)) {
  const [loose, exact] = [false, true].map((it) => search(index, { term, exact: it }).count === 1);
  console.log(`${term}: found ${loose}, found exactly ${exact}`);
  asSeen &&= loose && exact === seen;
}
process.exit(asSeen ? 0 : 1);
EOM
node look.mjs
