#!/usr/bin/env bash
# An entry of Atom with two links: one to what it is about (rel="related"), then one to the story, which
# has no `rel` and so is its alternate (RFC 4287, 4.2.7.2). Links may stand in any order.
# Expected: the address of the entry is that of its story, as feedparser has it.
# Happens: rss-parser and fastfeedparser take the first link, whatever its relation: readers who press the
# headline are led to the other site, or to the comments (rel="replies"). Where the story's link says
# rel="alternate", which it need not, both find it.
# Versions: rss-parser 3.13.0, fastfeedparser 0.6.5, feedparser 6.0.14.
# Matters for papers that say in their feed to which document or page a story refers.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    feedparser==6.0.14 fastfeedparser==0.6.5
npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent rss-parser@3.13.0
cat > "$folder/feed.xml" <<'XML'
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://paper.example/</id><title>A paper</title>
<updated>2026-03-01T00:00:00Z</updated><author><name>A desk</name></author>
<entry><id>https://paper.example/1/</id><title>A story</title><updated>2026-03-01T00:00:00Z</updated>
<link rel="related" href="https://court.example/ruling.pdf"/><link href="https://paper.example/1/"/>
<summary>What the court said</summary></entry></feed>
XML
cat > "$folder/read.cjs" <<'JAVASCRIPT'
const { readFileSync } = require("fs");
const Parser = require("rss-parser");
const feed = readFileSync(`${__dirname}/feed.xml`, "utf8");
const said = feed.replace("<link href", '<link rel="alternate" href');
const link = (xml) => new Parser().parseString(xml).then(({ items }) => items[0].link);
Promise.all([link(feed), link(said)]).then(([first, right]) => {
  console.log("rss-parser:", first, "| with rel:", right);
  const seen = first === "https://court.example/ruling.pdf" && right === "https://paper.example/1/";
  process.exitCode = seen ? 0 : 1;
});
JAVASCRIPT
node "$folder/read.cjs"
"$folder/venv/bin/python" - "$folder/feed.xml" <<'PYTHON'
import sys
from pathlib import Path

import fastfeedparser
import feedparser

data = Path(sys.argv[1]).read_bytes()
fast, other = (it.parse(data).entries[0]["link"] for it in (fastfeedparser, feedparser))
print("fastfeedparser:", fast, "| feedparser:", other)
assert (fast, other) == ("https://court.example/ruling.pdf", "https://paper.example/1/")
PYTHON
