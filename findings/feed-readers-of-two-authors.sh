#!/usr/bin/env bash
# Of two authors of one story, readers of feeds name one, and not the same one.
#
# Expected: RSS may repeat `dc:creator`, and Atom `author` (RFC 4287, 4.1.2): readers name all.
# What happens: rss-parser 3.13.0 names the first and fastfeedparser 0.6.5, too; the `author` of
# feedparser 6.0.14 is the last, which is what programs built on it show. fastfeedparser drops the
# second of JSON Feed's `authors` as well.
# Where it matters: bylines of newspapers. One element with both names is read alike by all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install \
    feedparser==6.0.14 fastfeedparser==0.6.5
npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent rss-parser@3.13.0
cat > "$folder/feed.xml" <<'XML'
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>A paper</title><link>https://paper.example/</link><description>A paper</description>
<item><title>A story</title><link>https://paper.example/1/</link><guid>1</guid>
<dc:creator>First desk</dc:creator><dc:creator>Second desk</dc:creator></item></channel></rss>
XML
cat > "$folder/read.cjs" <<'JAVASCRIPT'
const { readFileSync } = require("fs");
const Parser = require("rss-parser");
new Parser().parseString(readFileSync(`${__dirname}/feed.xml`, "utf8")).then(({ items }) => {
  console.log("rss-parser:", items[0].creator);
  process.exitCode = items[0].creator === "First desk" ? 0 : 1;
});
JAVASCRIPT
node "$folder/read.cjs"
"$folder/venv/bin/python" - "$folder/feed.xml" <<'PYTHON'
import json
import sys
from pathlib import Path

import fastfeedparser
import feedparser

data = Path(sys.argv[1]).read_bytes()
last = feedparser.parse(data).entries[0].author
first = fastfeedparser.parse(data).entries[0]["author"]
story = {"id": "1", "url": "https://paper.example/1/", "title": "A story", "content_text": "x"}
story["authors"] = [{"name": "First desk"}, {"name": "Second desk"}]
feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A paper", "items": [story]}
of_json = fastfeedparser.parse(json.dumps(feed)).entries[0]["authors"]
print("feedparser:", last)
print("fastfeedparser:", first, "| JSON Feed:", [it["name"] for it in of_json])
assert (last, first) == ("Second desk", "First desk")
assert [it["name"] for it in of_json] == ["First desk"]
PYTHON
