#!/usr/bin/env bash
# An entry of Atom whose title has a word in italics, as XHTML (RFC 4287, 3.1.1.3): how <i>Guernica</i> was made.
# Expected: the title with its words, marked up or plain.
# Happens: fastfeedparser gives an empty title, and no error. What it gives as XHTML of the content holds
# Atom's own <content> around it, which is no element of XHTML.
# Versions: fastfeedparser 0.6.5; feedparser 6.0.14 gives the words and their markup.
# Matters for stories about works, ships and species: just those have no headline.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    feedparser==6.0.14 fastfeedparser==0.6.5
"$folder/venv/bin/python" - <<'EOF'
import sys

import fastfeedparser
import feedparser

HTML = '<div xmlns="http://www.w3.org/1999/xhtml">How <i>Guernica</i> was made</div>'
FEED = f"""<feed xmlns="http://www.w3.org/2005/Atom"><id>https://paper.example/</id><title>A paper</title>
<updated>2026-03-01T00:00:00Z</updated><author><name>A desk</name></author>
<entry><id>https://paper.example/1/</id><updated>2026-03-01T00:00:00Z</updated>
<link href="https://paper.example/1/"/><title type="xhtml">{HTML}</title>
<content type="xhtml">{HTML}</content></entry></feed>"""
fast, other = (it.parse(FEED.encode()).entries[0] for it in (fastfeedparser, feedparser))
print("fastfeedparser:", repr(fast["title"]), "|", fast["content"][0]["value"])
print("feedparser:", repr(other.title), "|", other.content[0].value)
told = "How <i>Guernica</i> was made"
wrapped = fast["content"][0]["value"].startswith("<content")
sys.exit(0 if (fast["title"], wrapped, other.title) == ("", True, told) else 1)
EOF
