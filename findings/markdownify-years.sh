#!/usr/bin/env bash
# A paragraph that begins with a year and a full stop, in HTML: <p>1989. The wall falls.</p>
# Expected: Markdown that means the same, so an escaped full stop: `1989\. The wall falls.`
# Happens: markdownify writes `1989. The wall falls.`, which is an ordered list whose first number is 1989.
# So is a paragraph that begins with "# 1" a heading, and one with "+ 3 per cent" an item. What is
# escaped without being asked are `*` and `_` alone; `escape_misc`, which is off, does the rest.
# Versions: markdownify 1.2.3, read back by markdown-it-py 4.0.0. turndown and html2text escape the year.
# Matters for chronicles and timelines that move from one system to another: the year becomes a number
# in the margin, and some themes count it anew, from 1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  markdownify==1.2.3 markdown-it-py==4.0.0
"$folder/venv/bin/python" - <<'EOF'
import sys

from markdown_it import MarkdownIt
from markdownify import markdownify

SEEN = {"1989. The wall falls.": "<ol", "# 1 in the world": "<h1", "+ 3 per cent": "<ul"}
as_seen = True
for text, element in SEEN.items():
    by_itself, asked = (
        MarkdownIt().render(markdownify(f"<p>{text}</p>", escape_misc=it)) for it in (False, True)
    )
    print(f"{text!r}: {by_itself!r}, with escape_misc {asked!r}")
    as_seen &= by_itself.startswith(element) and asked == f"<p>{text}</p>\n"
sys.exit(0 if as_seen else 1)
EOF
