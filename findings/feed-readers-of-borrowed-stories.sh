#!/usr/bin/env bash
# A story of another paper in a feed of Atom, with `source`, which keeps what that paper's feed said of
# itself; the entry names no author, and the source does.
# Expected: its author is the source's; the feed's own are for entries with neither (RFC 4287, 4.2.1).
# Happens: feedparser (npm) and @rowanmanning/feed-parser say that the desk which borrowed the story wrote
# it. In the first, `source` has a title and an address, and the name of who wrote it is nowhere.
# Versions: feedparser (npm) 2.6.0, @rowanmanning/feed-parser 2.1.5. feedparser (PyPI) 6.0.14 names nobody
# for the entry, and has the author in `source`.
# Matters for planets, agencies' stories and partners' feeds: someone else's work under one's own name.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts feedparser@2.6.0 @rowanmanning/feed-parser@2.1.5
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > feed.xml <<'XML'
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:example:planet</id><title>A planet</title>
<updated>2024-03-05T10:00:00Z</updated><author><name>The planet's desk</name></author>
<entry><id>urn:example:1</id><title>A story</title><updated>2024-03-05T10:00:00Z</updated>
<link href="https://source.example/1/"/>
<source><id>urn:example:source</id><title>The source</title><updated>2024-03-05T10:00:00Z</updated>
<author><name>The source's desk</name></author></source></entry></feed>
XML
cat > look.mjs <<'EOM'
import { readFileSync } from "node:fs";

import { parseFeed } from "@rowanmanning/feed-parser";
import FeedParser from "feedparser";

const text = readFileSync("feed.xml", "utf8");
const told = [parseFeed(text).items[0].authors.map((it) => it.name).join()];
const parser = new FeedParser({});
parser.on("readable", () => {
  const item = parser.read();
  if (item) told.push(item.author, JSON.stringify(item.source));
});
parser.on("end", () => {
  console.log(told);
  process.exitCode = told.join("|") === 'The planet\'s desk|The planet\'s desk|{"title":"The source"}' ? 0 : 1;
});
parser.end(text);
EOM
node look.mjs
venv/bin/python - <<'EOF'
import feedparser

entry = feedparser.parse(open("feed.xml").read()).entries[0]
print("feedparser (PyPI):", entry.get("author"), "|", entry.source.author)
assert (entry.get("author"), entry.source.author) == (None, "The source's desk")
EOF
