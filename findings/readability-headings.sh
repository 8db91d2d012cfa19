#!/usr/bin/env bash
# The article of a news site whose headings have ids made of their words, as Hugo, Jekyll, GitHub, MkDocs
# and most others give them: <h2 id="the-extradition-treaty">The extradition treaty</h2>.
# Expected: a reading mode shows the headings of the text; an id is a place to link to, and is not seen.
# Happens: Readability, which is Firefox's reading mode, leaves a heading out if its id holds a word by
# which it knows furniture of pages, within words, too: "extra" in extradition, "social" in Social
# Democrats, "sponsor" in state-sponsored, "community", "related", "legends". The text below stays, so
# it seems to go on with what was said before. An id that holds "and" or "main" as well is spared.
# Versions: @mozilla/readability 0.6.0, jsdom 29.1.1.
# Matters for readers of news in reading modes, and for archives and models that take texts by it.
# Way out: a class on headings that holds "article".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @mozilla/readability@0.6.0 jsdom@29.1.1
cat > look.cjs <<'EOM'
const { Readability } = require("@mozilla/readability");
const { JSDOM } = require("jsdom");

const HEADINGS = {
  "The history of the treaty": true,
  "The extradition treaty": false,
  "Social Democrats in government": false,
  "State-sponsored groups": false,
  "The European Community": false,
  "Extradition and asylum": true,
};
const TEXT = "<p>The two states signed in spring, ratified in autumn, and have kept to it, with one exception, since then.</p>";

const shown = (attributes) => {
  const part = (it) => `<h2 id="${it.toLowerCase().replace(/\W+/g, "-")}"${attributes}>${it}</h2>${TEXT.repeat(3)}`;
  const page = `<title>A story</title><main><article>${Object.keys(HEADINGS).map(part).join("")}</article></main>`;
  const { content } = new Readability(new JSDOM(page).window.document).parse();
  return (it) => content.includes(it);
};

const [plain, marked] = ["", ' class="article-part"'].map(shown);
let asSeen = true;
for (const [heading, seen] of Object.entries(HEADINGS)) {
  console.log(`${heading}: shown ${plain(heading)}, with a class ${marked(heading)}`);
  asSeen &&= plain(heading) === seen && marked(heading);
}
process.exit(asSeen ? 0 : 1);
EOM
node look.cjs
