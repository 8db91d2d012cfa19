#!/usr/bin/env bash
# feed-extractor tells of an Atom entry as published when it was updated.
#
# Expected: `published` is the entry's `published`, where it has one (RFC 4287, 4.2.9).
# What happens: @extractus/feed-extractor 8.0.3 gives `updated`, though both are there. Of the same
# story in RSS and in JSON Feed it gives the date of publication.
# Where it matters: news. A correction to a story of last year makes it today's first headline.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent \
    @extractus/feed-extractor@8.0.3
cat > "$folder/read.mjs" <<'JAVASCRIPT'
import { extractFromJson, extractFromXml } from "@extractus/feed-extractor";

const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>https://paper.example/</id>
<title>A paper</title><updated>2026-03-05T09:00:00Z</updated><author><name>A desk</name></author>
<entry><id>https://paper.example/1/</id><title>A story</title>
<link href="https://paper.example/1/"/><summary>What it says</summary>
<published>2025-03-01T09:00:00Z</published><updated>2026-03-05T09:00:00Z</updated></entry></feed>`;
const json = {
  version: "https://jsonfeed.org/version/1.1",
  title: "A paper",
  items: [
    {
      id: "https://paper.example/1/",
      url: "https://paper.example/1/",
      title: "A story",
      content_text: "What it says",
      date_published: "2025-03-01T09:00:00Z",
      date_modified: "2026-03-05T09:00:00Z",
    },
  ],
};
const [ofAtom] = extractFromXml(atom).entries;
const [ofJson] = extractFromJson(JSON.stringify(json)).entries;
console.log("Atom:", ofAtom.published);
console.log("JSON:", ofJson.published);
const expected = ofAtom.published.startsWith("2026-03-05") && ofJson.published.startsWith("2025");
process.exitCode = expected ? 0 : 1;
JAVASCRIPT
node "$folder/read.mjs"
